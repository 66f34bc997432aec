/* result/style_form.c: attribute forms in tabs, and what a layer tells in a sentence: for layers of
 * so many columns that nobody finds the one that is asked for. */
#include "result/style.h"
#include "result/xml.h"

#include <string.h>

enum tab { SCORE, CRITERIA, SITE, PLAN, CAPACITY, ACCESS, N_TABS };
static const struct tomt_title tab_title[N_TABS] = {
    [SCORE] = {"Score and rank", "Poeng og plassering"},
    [CRITERIA] = {"Criteria", "Kriterier"},
    [SITE] = {"Site", "Tomt"},
    [PLAN] = {"Plan", "Plan"},
    [CAPACITY] = {"Room to build", "Plass til utbygging"},
    [ACCESS] = {"Access", "Tilgjengelighet"},
};

/* By the whole name, or by how it begins where the row ends with '*'. The first that fits counts;
 * what fits none is of the site. */
static const struct {
    const char *name;
    enum tab tab;
} tab_row[] = {
    {"rank*", SCORE},         {"score*", SCORE},
    {"coverage", SCORE},      {"stability", SCORE},
    {"dominated_by", SCORE},  {"first_share", SCORE},
    {"top_*", SCORE},         {"use", PLAN},
    {"use_title", PLAN},      {"strategy", PLAN},
    {"plan_*", PLAN},         {"adopted", PLAN},
    {"status", PLAN},         {"readiness", PLAN},
    {"joint", PLAN},          {"sequence", PLAN},
    {"allowed_*", CAPACITY},  {"unused_*", CAPACITY},
    {"replaces_*", CAPACITY}, {"existing_*", CAPACITY},
    {"jobs*", CAPACITY},      {"capacity_*", CAPACITY},
    {"hub_*", ACCESS},        {"junction_*", ACCESS},
    {"transit_*", ACCESS},    {"abc", ACCESS},
    {"centrality*", ACCESS},  {"y_hub_*", ACCESS},
    {"y_transit_*", ACCESS},  {"y_abc", ACCESS},
    {"y_centrality", ACCESS},
};

static const char *criterion_of(const struct tomt_styled *styled, const char *column)
{
    const char *found = NULL;
    size_t longest = 0;
    bool may_be = column[0] && strchr("xvcy", column[0]) && column[1] == '_' && styled->profile;
    for (size_t k = 0; may_be && k < styled->profile->n_criteria; k++) {
        const char *id = styled->profile->criterion[k].id;
        size_t n = strlen(id);
        bool fits = strncmp(column + 2, id, n) == 0 &&
                    (column[2 + n] == '\0' || (column[0] == 'x' && column[2 + n] == '_'));
        if (fits && n >= longest) {
            found = id;
            longest = n;
        }
    }
    return found;
}

static enum tab tab_of(const struct tomt_styled *styled, const char *column)
{
    if (criterion_of(styled, column))
        return CRITERIA;
    for (size_t k = 0; k < sizeof tab_row / sizeof *tab_row; k++) {
        const char *name = tab_row[k].name;
        size_t n = strlen(name);
        if (name[n - 1] == '*' ? strncmp(name, column, n - 1) == 0 : strcmp(name, column) == 0)
            return tab_row[k].tab;
    }
    return SITE;
}

/* A row of a form is about 36 pixels high: a window of 800 pixels holds so many without scrolling.
 * Side by side they would be too wide. */
enum { ROWS_OF_TAB = 17 };

static void start_container(struct tomt_text *out, const char *name, size_t number, bool box)
{
    tomt_text_puts(out, "  <attributeEditorContainer name=\"");
    tomt_xml_escape_string(out, name);
    if (number > 1)
        tomt_text_print(out, " %zu", number);
    tomt_text_print(out,
                    "\" showLabel=\"1\" groupBox=\"%d\" columnCount=\"1\" "
                    "visibilityExpressionEnabled=\"0\" visibilityExpression=\"\">\n",
                    box);
}

static void put_field(struct tomt_text *out, const char *name, size_t index)
{
    tomt_text_puts(out, "   <attributeEditorField name=\"");
    tomt_xml_escape_string(out, name);
    tomt_text_print(out, "\" index=\"%zu\" showLabel=\"1\"/>\n", index);
}

static void end_container(struct tomt_text *out)
{
    tomt_text_puts(out, "  </attributeEditorContainer>\n");
}

/* The columns of a criterion; how many. */
static size_t put_criterion(struct tomt_text *out, const struct tomt_styled *styled,
                            const char *criterion, bool count)
{
    size_t n = 0;
    for (size_t k = 0; k < styled->n_columns; k++) {
        const struct tomt_style_column *column = &styled->column[k];
        const char *of = criterion_of(styled, column->name);
        if (column->hidden || !of || strcmp(of, criterion) != 0)
            continue;
        n++;
        if (!count)
            put_field(out, column->name, k);
    }
    return n;
}

/* Criteria are boxes, in as many tabs as they need; a box's title and edge take two rows. */
static void put_criteria(struct tomt_text *out, const struct tomt_styled *styled, int language)
{
    size_t used = 0, number = 0;
    for (size_t k = 0; k < styled->profile->n_criteria; k++) {
        const struct tomt_result_criterion *one = &styled->profile->criterion[k];
        const char *title = tomt_style_title(&one->title, language);
        size_t n = put_criterion(out, styled, one->id, true);
        if (!n)
            continue;
        if (!number || used + n + 2 > ROWS_OF_TAB) {
            if (number)
                end_container(out);
            start_container(out, tomt_style_title(&tab_title[CRITERIA], language), ++number, false);
            used = 0;
        }
        start_container(out, title ? title : one->id, 1, true);
        put_criterion(out, styled, one->id, false);
        end_container(out);
        used += n + 2;
    }
    if (number)
        end_container(out);
}

static bool is_of(const struct tomt_styled *styled, size_t k, int tab)
{
    const struct tomt_style_column *column = &styled->column[k];
    return !column->hidden && (tab < 0 || (int)tab_of(styled, column->name) == tab);
}

/* The columns of one tab, of all where it is negative, in as many tabs as they need. */
static void put_tabs(struct tomt_text *out, const struct tomt_styled *styled, int tab,
                     const char *title)
{
    size_t n = 0, at = 0;
    for (size_t k = 0; k < styled->n_columns; k++)
        n += is_of(styled, k, tab);
    size_t n_tabs = (n + ROWS_OF_TAB - 1) / ROWS_OF_TAB;
    size_t rows = n_tabs ? (n + n_tabs - 1) / n_tabs : 0;
    for (size_t k = 0; k < styled->n_columns; k++) {
        if (!is_of(styled, k, tab))
            continue;
        if (at % rows == 0)
            start_container(out, title, at / rows + 1, false);
        put_field(out, styled->column[k].name, k);
        if (++at % rows == 0 || at == n)
            end_container(out);
    }
}

static size_t n_shown(const struct tomt_styled *styled)
{
    size_t n = 0;
    for (size_t k = 0; k < styled->n_columns; k++)
        n += !styled->column[k].hidden;
    return n;
}

void tomt_style_form(const struct tomt_style_context *context, const struct tomt_styled *styled,
                     struct tomt_text *out)
{
    int language = context->result->language;
    bool plain = !styled->profile && strcmp(styled->name, "site") != 0;
    if (plain && n_shown(styled) <= ROWS_OF_TAB)
        return;
    tomt_text_puts(out, " <editorlayout>tablayout</editorlayout>\n <attributeEditorForm>\n");
    if (plain)
        put_tabs(out, styled, -1, styled->title);
    for (int tab = 0; !plain && tab < N_TABS; tab++)
        if (tab == CRITERIA && styled->profile)
            put_criteria(out, styled, language);
        else
            put_tabs(out, styled, tab, tomt_style_title(&tab_title[tab], language));
    tomt_text_puts(out, " </attributeEditorForm>\n");
}

static const struct {
    const char *layer;
    struct tomt_title text;
} about_row[] = {
    {"site",
     {"Every candidate that was kept by some profile, with its plan, what can be built and how it "
      "is "
      "reached.",
      "Alle kandidater som er med i minst én profil, med plan, hva som kan bygges og hvordan "
      "tomten "
      "nås."}},
    {"rejected",
     {"Candidates that dropped out, with the reason. This is no legal refusal.",
      "Kandidater som falt ut i siling, med grunn. Det er ikke et avslag i lovens forstand."}},
    {"zone",
     {"Land use of the plans, where the newest adopted plan counts.",
      "Arealformål i planene; den sist vedtatte planen gjelder."}},
    {"strategy",
     {"Areas to be densified (dotted) or transformed (hatched).",
      "Områder som skal fortettes (prikket) eller transformeres (skravert)."}},
    {"constraint",
     {"Zones of danger and consideration as the project uses them: hatched by their kind.",
      "Fare- og hensynssoner slik prosjektet bruker dem, skravert etter type."}},
    {"parcel", {"Parcels as they were read.", "Teiger slik de ble lest inn."}},
    {"establishment",
     {"Workplaces with their jobs: a number, or a range where the register withholds it.",
      "Virksomheter med arbeidsplasser: et tall, eller et spenn der registeret holder det "
      "tilbake."}},
    {"hub",
     {"Hubs by mode; letter and size tell the transit class at the hub (A to F).",
      "Knutepunkter etter transportmiddel; bokstav og størrelse viser kollektivklassen ved "
      "knutepunktet (A til F)."}},
    {"stop",
     {"Stops that the hubs were merged from.", "Holdeplassene som knutepunktene består av."}},
    {"catchment",
     {"Ground within 5, 10 and 15 minutes on foot of a hub, along streets.",
      "Områder innen 5, 10 og 15 minutters gange fra et knutepunkt, langs veg."}},
    {"transit_class",
     {"Quality of public transport, A to F, by distance in a straight line and departures.",
      "Kollektivklasse A til F, etter luftlinje og avganger."}},
    {"cluster",
     {"Workplaces close together: an outline around each cluster, coloured by set.",
      "Virksomheter som ligger tett: et omriss rundt hver klynge, farget etter klyngesett."}},
    {"hot_spot",
     {"Cells with more (hot) or fewer (cold) jobs around them than chance would give.",
      "Ruter med flere (varme) eller færre (kalde) arbeidsplasser rundt seg enn tilfeldigheter "
      "gir."}},
    {"area", {"Areas and their key figures.", "Områder med nøkkeltall."}},
    {"area_capacity",
     {"Unused floor area by area and profile.", "Ledig kapasitet etter område og profil."}},
    {"alternative_site",
     {"Sites that a plan alternative adds, takes away or changes, as one profile sees it.",
      "Tomter som et planalternativ gir, tar bort eller endrer, slik én profil ser det."}},
    {"choice_site",
     {"Sites that were chosen together, by choice.", "Tomter som er valgt sammen, etter utvalg."}},
    {"purchase",
     {"Large potential and low present use. Internal.",
      "Stort potensial og lav utnyttelse i dag. Internt."}},
    {"evidence",
     {"The features that made each number: site, criterion, feature, distance.",
      "Objektene bak hvert tall: tomt, kriterium, objekt, avstand."}},
    {"provenance",
     {"Each input, setting and repair.", "Alt grunnlag, alle innstillinger og rettinger."}},
    {"acceptability",
     {"How often each site takes each rank when weights are drawn at random.",
      "Hvor ofte hver tomt får hver plassering når vektene trekkes tilfeldig."}},
    {"address", {"Addresses as the register has them.", "Adresser slik de står i registeret."}},
    {"alternative",
     {"Each plan alternative: what is changed in it, and why.",
      "Hvert planalternativ: hva som endres, og hvorfor."}},
    {"alternative_area",
     {"Room for jobs by area, in the plan and in each alternative.",
      "Plass til arbeidsplasser etter område, i planen og i hvert alternativ."}},
    {"anchor",
     {"Institutions that business gathers around: hospital, campus, incubator, "
      "venue, square.",
      "Institusjoner som næringsliv samler seg rundt: sykehus, campus, inkubator, "
      "kulturarena, torg."}},
    {"anchor_area",
     {"Institutions that business gathers around, as areas.",
      "Institusjoner som næringsliv samler seg rundt, som flater."}},
    {"area_industry",
     {"Jobs by area and industry code.", "Arbeidsplasser etter område og næringskode."}},
    {"area_sector",
     {"Jobs and location quotients by area and sector.",
      "Arbeidsplasser og lokaliseringskvotienter etter område og næring."}},
    {"area_strategy",
     {"Room for jobs by area, profile and strategy.",
      "Plass til arbeidsplasser etter område, profil og arealstrategi."}},
    {"building", {"Buildings as they were read.", "Bygninger slik de ble lest inn."}},
    {"capacity",
     {"What each profile may build on each site, by which rule, and what stands "
      "there.",
      "Hva hver profil kan bygge på hver tomt, etter hvilken regel, og hva som "
      "står der."}},
    {"capacity_piece",
     {"The same by piece of zone: each with its own rule.",
      "Det samme for hver del av arealformålet, med sin egen regel."}},
    {"central_weight",
     {"The mean of all weights that put a site first.",
      "Snittet av alle vekter som setter en tomt først."}},
    {"choice",
     {"What was asked when sites were chosen together, and how sure the answer "
      "is.",
      "Hva det ble spurt om da tomter ble valgt sammen, og hvor sikkert svaret "
      "er."}},
    {"constraint_line",
     {"Constraints along lines: roads, railways, power lines.",
      "Hensyn langs linjer: veger, baner, kraftlinjer."}},
    {"constraint_point", {"Constraints around points.", "Hensyn rundt punkter."}},
    {"choice_served",
     {"Whom each chosen site serves, and how far away.",
      "Hvem hver valgt tomt betjener, og hvor langt unna."}},
    {"profile_constraint",
     {"How each profile treats each constraint.", "Hvordan hver profil behandler hvert hensyn."}},
    {"criterion",
     {"What each profile asks for: weights and value functions.",
      "Hva hver profil ber om: vekter og verdifunksjoner."}},
    {"criterion_fact",
     {"The facts that a criterion is made of.", "Fakta som et kriterium bygger på."}},
    {"departure",
     {"Departures by hub, route and direction on the day that counts.",
      "Avganger etter knutepunkt, rute og retning den dagen som gjelder."}},
    {"economy",
     {"Settings and totals of the economic figures.",
      "Innstillinger og samlede tall for næringstallene."}},
    {"finding",
     {"Strengths and weaknesses of sites, from their own numbers.",
      "Tomtenes styrker og svakheter, ut fra deres egne tall."}},
    {"hub_area", {"Hubs that are given as areas.", "Knutepunkter som er gitt som flater."}},
    {"industry",
     {"Jobs and establishments by industry code.",
      "Arbeidsplasser og virksomheter etter næringskode."}},
    {"loss",
     {"Ground that a candidate lost, and to what.", "Areal som en kandidat mistet, og til hva."}},
    {"method_agreement",
     {"How alike two methods rank the sites.", "Hvor likt to metoder rangerer tomtene."}},
    {"plan", {"Plans with their type, date and status.", "Planer med type, dato og status."}},
    {"population", {"Residents by grid cell.", "Bosatte etter rute."}},
    {"profile",
     {"Each profile: what it asks for and how it ranks.",
      "Hver profil: hva den ber om og hvordan den rangerer."}},
    {"reconciliation",
     {"Jobs of the register against the employment statistics, by area.",
      "Arbeidsplasser i registeret mot sysselsettingsstatistikken, etter område."}},
    {"register_change",
     {"What has changed since the earlier register, by sector.",
      "Hva som er endret siden forrige register, etter næring."}},
    {"sector",
     {"Sectors: jobs, establishments and concentration.",
      "Næringer: arbeidsplasser, virksomheter og konsentrasjon."}},
    {"sensitivity",
     {"How far a weight must change before a site changes place.",
      "Hvor mye en vekt må endres før en tomt bytter plass."}},
    {"site_constraint",
     {"Constraints that meet each site, with their share of it.",
      "Hensyn som berører hver tomt, med andel av tomten."}},
    {"site_parcel", {"The parcels of each site.", "Teigene som hver tomt består av."}},
    {"statistic",
     {"Statistics of the whole area: do jobs lie together?",
      "Statistikk for hele området: ligger arbeidsplassene samlet?"}},
    {"street",
     {"Streets by class, and whether they are open on foot and by car.",
      "Veger etter klasse, og om de er åpne for gående og biler."}},
    {"target",
     {"Capacity against the target for jobs.", "Kapasitet mot målet for arbeidsplasser."}},
    {"unplaced",
     {"Establishments without a place on the map. Internal.",
      "Virksomheter uten plass på kartet. Internt."}},
    {"unsnapped",
     {"What lies too far from any street to be reached.",
      "Det som ligger for langt fra veg til å kunne nås."}},
    {"weight_group",
     {"Groups of criteria and how their weights were set.",
      "Grupper av kriterier og hvordan vektene deres er satt."}},
};

const char *tomt_style_about(const struct tomt_styled *styled, int language)
{
    const char *goal = styled->profile ? tomt_style_title(&styled->profile->goal, language) : NULL;
    if (styled->profile)
        return goal            ? goal
               : language == 1 ? "Tomter som passer profilen, med poeng og plassering."
                               : "Sites that fit the profile, with scores and ranks.";
    for (size_t k = 0; k < sizeof about_row / sizeof *about_row; k++)
        if (strcmp(about_row[k].layer, styled->name) == 0)
            return tomt_style_title(&about_row[k].text, language);
    return NULL;
}
