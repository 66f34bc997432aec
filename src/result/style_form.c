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

static void start_container(struct tomt_text *out, const char *name, bool box)
{
    tomt_text_puts(out, "  <attributeEditorContainer name=\"");
    tomt_xml_escape_string(out, name);
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

/* The columns of one tab; of one criterion where `criterion` is not NULL. */
static void put_fields(struct tomt_text *out, const struct tomt_styled *styled, enum tab tab,
                       const char *criterion)
{
    for (size_t k = 0; k < styled->n_columns; k++) {
        const struct tomt_style_column *column = &styled->column[k];
        const char *of = criterion_of(styled, column->name);
        if (!column->hidden && tab_of(styled, column->name) == tab &&
            (!criterion || (of && strcmp(of, criterion) == 0)))
            put_field(out, column->name, k);
    }
}

static bool has_fields(const struct tomt_styled *styled, enum tab tab)
{
    for (size_t k = 0; k < styled->n_columns; k++)
        if (!styled->column[k].hidden && tab_of(styled, styled->column[k].name) == tab)
            return true;
    return false;
}

void tomt_style_form(const struct tomt_style_context *context, const struct tomt_styled *styled,
                     struct tomt_text *out)
{
    int language = context->result->language;
    if (!styled->profile && strcmp(styled->name, "site") != 0)
        return;
    tomt_text_puts(out, " <editorlayout>tablayout</editorlayout>\n <attributeEditorForm>\n");
    for (int tab = 0; tab < N_TABS; tab++) {
        if (!has_fields(styled, (enum tab)tab))
            continue;
        start_container(out, tomt_style_title(&tab_title[tab], language), false);
        if (tab == CRITERIA)
            for (size_t k = 0; k < styled->profile->n_criteria; k++) {
                const struct tomt_result_criterion *one = &styled->profile->criterion[k];
                const char *title = tomt_style_title(&one->title, language);
                start_container(out, title ? title : one->id, true);
                put_fields(out, styled, CRITERIA, one->id);
                tomt_text_puts(out, "  </attributeEditorContainer>\n");
            }
        else
            put_fields(out, styled, (enum tab)tab, NULL);
        tomt_text_puts(out, "  </attributeEditorContainer>\n");
    }
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
     {"Hubs by mode; the larger, the more departures.",
      "Knutepunkter etter transportmiddel; større symbol betyr flere avganger."}},
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
     {"Sites that a plan alternative adds, takes away or changes.",
      "Tomter som et planalternativ gir, tar bort eller endrer."}},
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
};

const char *tomt_style_about(const struct tomt_styled *styled, int language)
{
    const char *goal = styled->profile ? tomt_style_title(&styled->profile->goal, language) : NULL;
    if (styled->profile)
        return goal;
    for (size_t k = 0; k < sizeof about_row / sizeof *about_row; k++)
        if (strcmp(about_row[k].layer, styled->name) == 0)
            return tomt_style_title(&about_row[k].text, language);
    return NULL;
}
