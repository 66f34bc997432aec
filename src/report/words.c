/* report/words.c: all that the page says, in English, and what it needs to write numbers with
 * units. tests/unit/report_words.c holds it against the page's files. */
#include "report/inside.h"

#include <string.h>

const char *const tomt_report_phrases[] = {
    TOMT_MARK("Skip to the table of sites"),
    TOMT_MARK("Profile"),
    TOMT_MARK("Print or save as PDF"),
    TOMT_MARK("Contents"),
    TOMT_MARK("Overview"),
    TOMT_MARK("Ranked sites"),
    TOMT_MARK("What the scores are made of"),
    TOMT_MARK("How firm the ranking is"),
    TOMT_MARK("Room against the target"),
    TOMT_MARK("What fell out"),
    TOMT_MARK("The economy of the place"),
    TOMT_MARK("Method and sources"),
    TOMT_MARK("Data quality"),
    TOMT_MARK("Credits"),
    TOMT_MARK("This page needs JavaScript; all of it is inside the file."),
    TOMT_MARK("Map of the sites"),
    TOMT_MARK("The site that is chosen"),
    TOMT_MARK("Filter the sites"),
    TOMT_MARK("Search"),
    TOMT_MARK("Use"),
    TOMT_MARK("Strategy"),
    TOMT_MARK("Readiness"),
    TOMT_MARK("Score at least"),
    TOMT_MARK("Show all"),
    TOMT_MARK("Ranked sites; arrow keys move, Enter chooses"),
    TOMT_MARK("Licences of the libraries inside this page"),
    TOMT_MARK("Where"),
    TOMT_MARK("Map of the site and what lies around it"),
    TOMT_MARK("What may be built"),
    TOMT_MARK("Strengths"),
    TOMT_MARK("Weaknesses"),
    TOMT_MARK("Open questions"),
    TOMT_MARK("Points by criterion"),
    TOMT_MARK("What is near"),
    TOMT_MARK("{1} of {2} sites"),
    TOMT_MARK("The numbers as a table"),
    TOMT_MARK("Zoom in"),
    TOMT_MARK("Zoom out"),
    TOMT_MARK("North up"),
    TOMT_MARK("Full screen"),
    TOMT_MARK("Leave full screen"),
    TOMT_MARK("Close"),
    TOMT_MARK("Place"),
    TOMT_MARK("Ctrl and the wheel zoom the map"),
    TOMT_MARK("⌘ and the wheel zoom the map"),
    TOMT_MARK("Two fingers move the map"),
    TOMT_MARK("This browser shows no map (no WebGL). The table has all sites."),
    TOMT_MARK("Legend and layers"),
    TOMT_MARK("Densify (dots) and transform (lines)"),
    TOMT_MARK("Constraints"),
    TOMT_MARK("Clusters of business"),
    TOMT_MARK("Zones of the plan, water"),
    TOMT_MARK("Streets and railway"),
    TOMT_MARK("Campus, hospital and other anchors"),
    TOMT_MARK("No site is like that."),
    TOMT_MARK("This profile has no sites."),
    TOMT_MARK("The method of this profile has no points that add up; see the table of weights."),
    TOMT_MARK("Points by criterion of the {1} sites that score highest"),
    TOMT_MARK("points"),
    TOMT_MARK("Rank"),
    TOMT_MARK("Site"),
    TOMT_MARK("Score"),
    TOMT_MARK("Each bar is a score: the points of the criteria, one after the other. The weights "
              "say how many points a criterion can give at most."),
    TOMT_MARK("How firm the ranks are is not in this result: it was made by an older version, or "
              "without robustness."),
    TOMT_MARK("The weights are a judgement. They were drawn anew {1} times, around those that are "
              "stated; the interval holds a site’s rank in {2} of the draws."),
    TOMT_MARK("Rank intervals of the {1} sites that score highest"),
    TOMT_MARK("rank in {1} of the draws"),
    TOMT_MARK("rank with the stated weights"),
    TOMT_MARK("rank"),
    TOMT_MARK("Lowest"),
    TOMT_MARK("Highest"),
    TOMT_MARK("First"),
    TOMT_MARK("Among the first {1}"),
    TOMT_MARK("Rank intervals"),
    TOMT_MARK("If one weight were another"),
    TOMT_MARK("Do other methods say the same?"),
    TOMT_MARK("Method"),
    TOMT_MARK("Agreement with this ranking (Kendall’s tau; 1: the same order)"),
    TOMT_MARK("This result has no capacity: it was made by an older version, or without plans."),
    TOMT_MARK("Gross and theoretical: what the plan allows, less what stands there. {1} on {2}; "
              "not known for {3}."),
    TOMT_MARK("low estimate"),
    TOMT_MARK("high estimate"),
    TOMT_MARK("room for jobs, central estimate"),
    TOMT_MARK("more jobs that the target asks for"),
    TOMT_MARK("Room for jobs on the sites, by rank, one after the other"),
    TOMT_MARK("number of sites, highest score first"),
    TOMT_MARK("jobs"),
    TOMT_MARK("Area"),
    TOMT_MARK("Year"),
    TOMT_MARK("Jobs today"),
    TOMT_MARK("Target"),
    TOMT_MARK("More jobs"),
    TOMT_MARK("Room: low"),
    TOMT_MARK("central"),
    TOMT_MARK("high"),
    TOMT_MARK("Sites it takes"),
    TOMT_MARK("What that says"),
    TOMT_MARK("Room against the target, by area"),
    TOMT_MARK("The project has no target of jobs, or the result was made by an older version."),
    TOMT_MARK("This result does not tell what fell out."),
    TOMT_MARK("Nothing fell out."),
    TOMT_MARK(
        "{1} of this profile fell out. They are grey in the map; choose one there to see why."),
    TOMT_MARK("Reason"),
    TOMT_MARK("Layer"),
    TOMT_MARK("How many"),
    TOMT_MARK("Share"),
    TOMT_MARK("This result has no economy: no establishments were read, or it was made by an older "
              "version."),
    TOMT_MARK("establishments"),
    TOMT_MARK("knowledge-intensive services, share of jobs"),
    TOMT_MARK("jobs per employed resident"),
    TOMT_MARK("related variety, bits"),
    TOMT_MARK("Strong sectors: share of jobs here against the reference (1: as there)"),
    TOMT_MARK("location quotient"),
    TOMT_MARK("Sector"),
    TOMT_MARK("Jobs"),
    TOMT_MARK("Location quotient"),
    TOMT_MARK("Change of jobs"),
    TOMT_MARK("too few to tell"),
    TOMT_MARK("Sectors"),
    TOMT_MARK("Jobs are a central estimate: a register withholds one to four employees."),
    TOMT_MARK("Strong industries"),
    TOMT_MARK("Establishments"),
    TOMT_MARK("What leads there"),
    TOMT_MARK("full at {1}, none at {2}"),
    TOMT_MARK("A site’s number in each criterion becomes a value from 0 to 1; values times weights "
              "are points. The first sites score highest with these weights: the weights are a "
              "judgement, not a finding."),
    TOMT_MARK("Ranked by: {1}."),
    TOMT_MARK("{1} of weights for the rank intervals, seed {2}."),
    TOMT_MARK("Criterion"),
    TOMT_MARK("Weight"),
    TOMT_MARK("Value"),
    TOMT_MARK("Missing numbers"),
    TOMT_MARK("Why it counts"),
    TOMT_MARK("Source"),
    TOMT_MARK("left out, the others count more"),
    TOMT_MARK("taken as the worst"),
    TOMT_MARK("taken as the middle"),
    TOMT_MARK("Weights, values and sources"),
    TOMT_MARK("Vetoes:"),
    TOMT_MARK("out below {1}"),
    TOMT_MARK("out above {1}"),
    TOMT_MARK("Group of criteria"),
    TOMT_MARK("Weighed by"),
    TOMT_MARK("This result does not tell what was read."),
    TOMT_MARK("Input"),
    TOMT_MARK("Kind"),
    TOMT_MARK("Read"),
    TOMT_MARK("Kept"),
    TOMT_MARK("CRS"),
    TOMT_MARK("SHA-256"),
    TOMT_MARK("What was read"),
    TOMT_MARK("Repaired, dropped or without a place"),
    TOMT_MARK("Warnings of the run"),
    TOMT_MARK("Zones and candidates"),
    TOMT_MARK("Coverage"),
    TOMT_MARK("All criteria have a number on {1} of {2}."),
    TOMT_MARK("Sites without a number"),
    TOMT_MARK("Why"),
    TOMT_MARK("{1} long texts were cut in this page; the result has them whole."),
    TOMT_MARK("Case"),
    TOMT_MARK("Coordinates of the result"),
    TOMT_MARK("Coordinates of the map"),
    TOMT_MARK("Run"),
    TOMT_MARK("Made with"),
    TOMT_MARK("this page with {1}"),
    TOMT_MARK("Geometry"),
    TOMT_MARK("sites within {1} of the result, other layers within {2}"),
    TOMT_MARK("INTERNAL: not for publication"),
    TOMT_MARK("Rank interval"),
    TOMT_MARK("Area, m²"),
    TOMT_MARK("Unused floor area, m² BRA"),
    TOMT_MARK("Room for jobs"),
    TOMT_MARK("no rank"),
    TOMT_MARK("Rank {1} of {2}, score {3}"),
    TOMT_MARK("between {1} and {2} when the weights are drawn anew"),
    TOMT_MARK("Plan"),
    TOMT_MARK("Ground"),
    TOMT_MARK("Unused floor area"),
    TOMT_MARK("not known"),
    TOMT_MARK("Purchase index (internal)"),
    TOMT_MARK("Owners (internal)"),
    TOMT_MARK("Number"),
    TOMT_MARK("Points"),
    TOMT_MARK("At most"),
    TOMT_MARK("What is not known"),
    TOMT_MARK("fell out"),
    TOMT_MARK("{1} against {2}"),
    TOMT_MARK("fell out (choose one to see why)"),
    TOMT_MARK("What a plan or a project could lift"),
    TOMT_MARK("What separates it from full points, and is given by the place"),
    TOMT_MARK("{1}, extracted {2}"),
    TOMT_MARK("{1} of this profile fell out. Ask for them in the legend of the map, zoom in, and "
              "choose one to see why."),
    TOMT_MARK("fell out: {1} in all, drawn when zoomed in (choose one to see why)"),
    TOMT_MARK(
        "What fell out is drawn in the map only when asked for in its legend, and zoomed in."),
    TOMT_MARK("So many sites are dots in the map until it is zoomed in; then they are areas. Large "
              "ones always are."),
    TOMT_MARK("{1} of {2} shown"),
    TOMT_MARK("all"),
    TOMT_MARK("ranked sites"),
    TOMT_MARK("highest score"),
    TOMT_MARK("unused floor area by the plan, gross"),
    TOMT_MARK("room for jobs, low to high, gross"),
    TOMT_MARK("may be built now"),
    TOMT_MARK("This result has no hubs."),
    TOMT_MARK("Sites beyond rank {1} are drawn as points, so that the page is small enough."),
    TOMT_MARK("What fell out is drawn as points, so that the page is small enough."),
    TOMT_MARK("Zones are left out, so that the page is small enough."),
    TOMT_MARK("Raw numbers are left out, so that the page is small enough."),
    TOMT_MARK("Rank 1 scores highest with these weights. Choose a row to see it in the map; choose "
              "a site in the map to find its row."),
    TOMT_MARK("The first {1} of {2}; the file has them all."),
    TOMT_MARK("Site brief"),
    TOMT_MARK("This site is in no ranking: it fell out."),
    TOMT_MARK("rank of {1} with these weights"),
    TOMT_MARK("score of 100"),
    TOMT_MARK("ground to build on"),
    TOMT_MARK("Property"),
    TOMT_MARK("Transit class"),
    TOMT_MARK("Middle of the site"),
    TOMT_MARK("N"),
    TOMT_MARK("E"),
    TOMT_MARK("Theoretical and gross, from the plan as it was read; not legally binding. The plan "
              "and its provisions decide."),
    TOMT_MARK("none within reach"),
    TOMT_MARK("Here"),
    TOMT_MARK("Median site"),
    TOMT_MARK("What is behind the number"),
    TOMT_MARK("This result does not hold what is behind its numbers."),
    TOMT_MARK("Points here, at the median site, and at most"),
    TOMT_MARK("here"),
    TOMT_MARK("median site"),
    TOMT_MARK("at most"),
    TOMT_MARK("Also looked at for"),
    TOMT_MARK("{1} of {2}"),
    TOMT_MARK("Readiness: {1}. When, and who draws the plan?"),
    TOMT_MARK("Sequence requirements ({1}): what must be built first, and who pays?"),
    TOMT_MARK("Joint planning ({1}): with which neighbours?"),
    TOMT_MARK("The plan is {1} years old: does it still stand?"),
    TOMT_MARK("Floor area is not known from the plan: what does the municipality allow?"),
    TOMT_MARK("{1}: do the owners act together?"),
    TOMT_MARK("{1} covers {2} of the site: what does it ask for?"),
    TOMT_MARK("This site has no shape in the result."),
    TOMT_MARK("The site"),
    TOMT_MARK("Scores and ranks hold with the weights that the profile states; the weights are a "
              "judgement."),
    TOMT_MARK("densify"),
    TOMT_MARK("transform"),
    TOMT_MARK("no strategy"),
    TOMT_MARK("detailed plan needed"),
    TOMT_MARK("joint planning needed"),
    TOMT_MARK("in no zone"),
    TOMT_MARK("use not permitted"),
    TOMT_MARK("excluded by a constraint"),
    TOMT_MARK("too small"),
    TOMT_MARK("too narrow"),
    TOMT_MARK("veto of a criterion"),
    TOMT_MARK("joined with no neighbour"),
    TOMT_MARK("same parcel twice"),
    TOMT_MARK("the input says nothing here"),
    TOMT_MARK("outside the layer"),
    TOMT_MARK("no street near enough"),
    TOMT_MARK("does not apply here"),
    TOMT_MARK("rail"),
    TOMT_MARK("tram"),
    TOMT_MARK("bus"),
    TOMT_MARK("ferry"),
    TOMT_MARK("port"),
    TOMT_MARK("freight terminal"),
    TOMT_MARK("motorway junction"),
    TOMT_MARK("weighted sum"),
    TOMT_MARK("weighted product"),
    TOMT_MARK("ordered weights (OWA)"),
    TOMT_MARK("nearness to an ideal (TOPSIS)"),
    TOMT_MARK("compromise (VIKOR)"),
    TOMT_MARK("pairwise preference (PROMETHEE II)"),
    TOMT_MARK("outranking (ELECTRE III)"),
    TOMT_MARK("worst value"),
    TOMT_MARK("demands that are met"),
    TOMT_MARK("campus"),
    TOMT_MARK("hospital"),
    TOMT_MARK("incubator"),
    TOMT_MARK("venue"),
    TOMT_MARK("centre"),
    TOMT_MARK("always among the first"),
    TOMT_MARK("depends on the weights"),
    TOMT_MARK("never among the first"),
    TOMT_MARK("files dated {1}"),
    TOMT_MARK("It fell out of the profile that was asked for. It is ranked in: {1}."),
    TOMT_MARK("No profile was asked for: this is the one in which the fewest of the ranked sites "
              "score higher. Elsewhere: {1}."),
    TOMT_MARK("Numbers are known for {1}; those of the others are spread over them, so that they "
              "can give more points."),
    TOMT_MARK("Walk to the nearest hub of any kind"),
    TOMT_MARK("about {1}"),
    TOMT_MARK("Why it fell out"),
    TOMT_MARK("What the plans say there"),
    TOMT_MARK("In no zone of the plans that were read."),
    TOMT_MARK("Constraints there"),
    TOMT_MARK("None in the layers that were read."),
    TOMT_MARK("Shares are read off the map of this page. Not legally binding: the plan and its "
              "provisions decide."),
    TOMT_MARK("None by half a point or more against the median site."),
    TOMT_MARK(
        "No data tell the price, whether the owner sells, ground and contamination, pipes and "
        "cables, noise that is not mapped, or road traffic: ask about these at every site."),
    TOMT_MARK("{1} of the weights"),
    TOMT_MARK("areas"),
    TOMT_MARK("plan zones"),
    TOMT_MARK("strategy areas"),
    TOMT_MARK("constraints"),
    TOMT_MARK("plans"),
    TOMT_MARK("parcels"),
    TOMT_MARK("buildings"),
    TOMT_MARK("establishments of an earlier year"),
    TOMT_MARK("employment statistics"),
    TOMT_MARK("addresses"),
    TOMT_MARK("hubs"),
    TOMT_MARK("anchors"),
    TOMT_MARK("population"),
    TOMT_MARK("streets"),
    TOMT_MARK("timetable"),
    TOMT_MARK("outside the area, left out"),
    TOMT_MARK("no geometry"),
    TOMT_MARK("empty geometry, left out"),
    TOMT_MARK("another kind of geometry, left out"),
    TOMT_MARK("a coordinate that is no number, left out"),
    TOMT_MARK("coordinates beyond the CRS, left out"),
    TOMT_MARK("geometry that cannot be read, left out"),
    TOMT_MARK("nothing remained after repair, left out"),
    TOMT_MARK("invalid geometry, repaired"),
    TOMT_MARK("text where a number is wanted"),
    TOMT_MARK("a value without a mapping"),
    TOMT_MARK("the same key twice, the first kept"),
    TOMT_MARK("text that is not UTF-8, read as Latin-1"),
    TOMT_MARK("an address abroad"),
    TOMT_MARK("a post office box"),
    TOMT_MARK("no address"),
    TOMT_MARK("no such street"),
    TOMT_MARK("no such number"),
    TOMT_MARK("zones of another level than the ground, left out"),
    TOMT_MARK("overlaps of plans: the newest counts"),
    TOMT_MARK("areas where the older plan goes on"),
    TOMT_MARK("overlaps within a plan"),
    TOMT_MARK("zones wholly under others"),
    TOMT_MARK("parts under 1 m², left out"),
    TOMT_MARK("parcels, zones or cells looked at"),
    TOMT_MARK("outside the study area"),
    TOMT_MARK("sites that are in a ranking"),
    TOMT_MARK("reasons why candidates fell out"),
    TOMT_MARK("parcels with the id of another: one is kept"),
    TOMT_MARK("always {1} when the weights are drawn anew"),
    TOMT_MARK("{1} within {2}"),
    TOMT_MARK("What separates it from full points"),
    TOMT_MARK("may be built now by the plan; {1} of them touch a flood or slide zone"),
    TOMT_MARK("*: numbers are missing, and the other criteria count more."),
    TOMT_MARK("The site of rank 1 is further down by other methods: {1}."),
    TOMT_MARK("It gets nothing for {1}: a 0 makes a product 0, and a worst value cannot be worse."),
    TOMT_MARK("{1}: {2} today by the statistics, which targets go from; {3} in the register ({4} "
              "to {5}), which sectors and sites go from."),
    TOMT_MARK("{1}: {2} stand in the ranking without having been tested for this veto, because "
              "their number is not known."),
    TOMT_MARK("Extracted"),
    TOMT_MARK("not told"),
    TOMT_MARK("the first: {1}"),
    TOMT_MARK("As the run wrote them, in English."),
    TOMT_MARK("Newest file dated"),
    TOMT_MARK("Taken out"),
    TOMT_MARK("by source, as stated above; where nothing stands, the project does not tell"),
    TOMT_MARK("the project does not tell"),
    TOMT_MARK("Nearest hub, straight line"),
    TOMT_MARK("no coordinates of its own: placed by address"),
    TOMT_MARK("{1} to under {2}"),
    TOMT_MARK("{1} to {2}"),
    TOMT_MARK("under {1}"),
    NULL,
};

static void put_words(struct tomt_report *report, struct tomt_text *out)
{
    tomt_json_put_key(out, "words");
    tomt_text_puts(out, "{");
    for (const char *const *english = tomt_report_phrases; *english; english++) {
        tomt_json_put_key(out, *english);
        tomt_report_string(out, tomt_phrase(report->phrases, *english));
    }
}

/* Sources of criteria: the result has them in English, the catalogue in the page's language. */
static bool put_sources(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    if (!tomt_report_has(report, "criterion", "source"))
        return true;
    sqlite3_stmt *row = tomt_report_ask(
        report, err, "SELECT DISTINCT source FROM criterion WHERE length(source) < 600 ORDER BY 1");
    if (!row)
        return false;
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *english = (const char *)sqlite3_column_text(row, 0);
        const char *words = english ? tomt_phrase(report->phrases, english) : NULL;
        if (!words || !strcmp(words, english))
            continue;
        tomt_json_put_text(out, english, words);
    }
    return tomt_report_end(report, row, code, err);
}

/* What stands before and behind a 1 and a 2, and how many decimals a number of each size has: so
 * the page writes a unit as src/phrase does. */
static bool put_unit(struct tomt_report *report, struct tomt_text *out, const char *unit)
{
    static const double sizes[] = {1.23456, 12.3456, 1234.56};
    struct tomt_text text = {0};
    tomt_json_put_key(out, unit);
    tomt_text_puts(out, "{\"d\":[");
    for (size_t i = 0; i < 3; i++) {
        unsigned decimals = 0;
        tomt_phrase_measure(report->phrases, &text, sizes[i], unit);
        const char *mark = text.bytes ? strpbrk(text.bytes, i < 2        ? ",."
                                                            : report->nb ? ","
                                                                         : ".")
                                      : NULL;
        while (mark && mark[1 + decimals] >= '0' && mark[1 + decimals] <= '9')
            decimals++;
        tomt_text_print(out, i ? ",%u" : "%u", decimals);
        out->failed = out->failed || text.failed;
        tomt_text_free(&text);
    }
    tomt_text_puts(out, "]");
    for (int i = 1; i <= 2; i++) {
        tomt_phrase_measure(report->phrases, &text, i, unit);
        char *digit = text.bytes ? strchr(text.bytes, '0' + i) : NULL;
        tomt_json_put_key(out, i == 1 ? "one" : "many");
        tomt_report_string(out, digit ? digit + 1 : "");
        if (digit)
            *digit = '\0';
        if (i == 2) {
            tomt_json_put_text(out, "before", digit ? text.bytes : "");
        }
        out->failed = out->failed || text.failed;
        tomt_text_free(&text);
    }
    tomt_text_puts(out, "}");
    return true;
}

bool tomt_report_words(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    static const char *const own[] = {"m2",         "m2 BRA", "m",      "km",      "min",
                                      "jobs",       "sites",  "points", "persons", "parcels",
                                      "candidates", "draws",  "",       NULL};
    put_words(report, out);
    if (!put_sources(report, out, err))
        return false;
    tomt_text_puts(out, "}");
    tomt_json_put_key(out, "units");
    tomt_text_puts(out, "{");
    for (const char *const *unit = own; *unit; unit++)
        put_unit(report, out, *unit);
    bool there = tomt_report_has(report, "criterion", "unit");
    sqlite3_stmt *row =
        there ? tomt_report_ask(
                    report, err,
                    "SELECT DISTINCT unit FROM criterion WHERE unit IS NOT NULL AND unit NOT IN "
                    "('m2', 'm', 'km', 'min', 'jobs', 'points', 'persons', 'parcels', 'share', '') "
                    "ORDER BY unit")
              : NULL;
    int code = SQLITE_DONE;
    while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *unit = (const char *)sqlite3_column_text(row, 0);
        if (unit && strlen(unit) < 60)
            put_unit(report, out, unit);
    }
    tomt_text_puts(out, "}");
    return !there || (row && tomt_report_end(report, row, code, err));
}
