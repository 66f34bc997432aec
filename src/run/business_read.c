/* run/business_read.c: the tables of codes, the sectors, the version that measures are made in; every establishment classified and
 * put among the workplaces. */
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

static size_t layer_number(const struct tomt_run_state *state, const char *name)
{
    return (size_t)(tomt_project_layer(state->project, name) - state->project->layer);
}

static bool warn_at(struct tomt_run_state *state, const struct tomt_place *at, struct tomt_text *text, struct tomt_error *err)
{
    const char *said = tomt_text_keep(text, state->arena, err);
    return said && tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column, "%s", said);
}

/* --- tables of codes ------------------------------------------------------------------------------------------------ */

static bool version_of(struct tomt_run_state *state, const char *name, const struct tomt_place *at, unsigned *version, struct tomt_error *err)
{
    if (tomt_industry_version(state->business.industry, name, version))
        return true;
    struct tomt_text known = {0};
    for (unsigned v = 0; tomt_industry_version_name(state->business.industry, v); v++)
        tomt_text_print(&known, "%s%s", v ? ", " : "", tomt_industry_version_name(state->business.industry, v));
    const char *listed = tomt_text_keep(&known, state->arena, err);
    return listed && tomt_fail(err, TOMT_PROJECT, "%s:%d:%d: no version of industry codes is called '%s'; there are %s; another is named by a table under economy: industry",
                               at->file, at->line, at->column, name, listed);
}

static const char *if_there(const struct tomt_table *table, const char *name)
{
    return tomt_table_find(table, name) ? name : NULL;
}

static bool add_tables(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    business->industry_report = tomt_arena_alloc(state->arena, (options->n_industries + 1) * sizeof *business->industry_report, err);
    business->correspondence_report =
        tomt_arena_alloc(state->arena, (options->n_correspondences + 1) * sizeof *business->correspondence_report, err);
    if (!business->industry_report || !business->correspondence_report)
        return false;
    for (size_t k = 0; k < options->n_industries; k++) {
        const struct tomt_industry_layer *asked = &options->industry[k];
        const struct tomt_table *table = &state->layer[layer_number(state, asked->layer)].table;
        struct tomt_industry_source source = {asked->version, table, "code", if_there(table, "nb"), if_there(table, "en")};
        if (!tomt_industry_add(business->industry, &source, &business->industry_report[k], err))
            return tomt_while(err, "reading the industry codes of layer '%s'", asked->layer);
        struct tomt_text text = {0};
        if (business->industry_report[k].bad.n) {
            tomt_text_print(&text, "layer '%s': rows whose code is no code, left out: ", asked->layer);
            tomt_odd_codes_print(&text, &business->industry_report[k].bad);
            if (!warn_at(state, &asked->place, &text, err))
                return false;
        }
    }
    return true;
}

static bool tell_correspondence(struct tomt_run_state *state, const struct tomt_correspondence_layer *asked,
                                const struct tomt_correspondence_report *report, struct tomt_error *err)
{
    struct tomt_text text = {0};
    if (!report->bad.n && !report->n_split)
        return true;
    tomt_text_print(&text, "layer '%s': ", asked->layer);
    if (report->bad.n) {
        tomt_text_puts(&text, "rows where one is no code, left out: ");
        tomt_odd_codes_print(&text, &report->bad);
        tomt_text_puts(&text, report->n_split ? "; " : "");
    }
    if (report->n_split)
        tomt_text_print(&text, "%zu code%s became several and stay%s unmapped, %s the first", report->n_split, report->n_split == 1 ? "" : "s",
                        report->n_split == 1 ? "s" : "", report->first[0].from);
    return warn_at(state, &asked->place, &text, err);
}

static bool read_correspondences(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    for (size_t k = 0; k < options->n_correspondences; k++) {
        const struct tomt_correspondence_layer *asked = &options->correspondence[k];
        struct tomt_correspondence_source source = {.table = &state->layer[layer_number(state, asked->layer)].table, .from = "from", .to = "to"};
        if (!version_of(state, asked->from, &asked->place, &source.from_version, err) ||
            !version_of(state, asked->to, &asked->place, &source.to_version, err))
            return false;
        struct tomt_correspondence *read =
            tomt_correspondence_read(state->arena, business->industry, &source, &business->correspondence_report[k], err);
        if (!read)
            return tomt_while(err, "reading the correspondence of layer '%s'", asked->layer);
        if (source.to_version == business->version)
            business->correspondence[source.from_version] = read;
        else if (!tomt_problem_add(state->problems, err, TOMT_WARNING, asked->place.file, asked->place.line, asked->place.column,
                                   "layer '%s' maps into %s, but measures are made in %s: it is not used", asked->layer, asked->to,
                                   tomt_industry_version_name(business->industry, business->version)))
            return false;
        if (!tell_correspondence(state, asked, &business->correspondence_report[k], err))
            return false;
    }
    return true;
}

static bool make_sectors(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    business->n_sectors = options->n_sectors;
    business->sector = tomt_arena_alloc(state->arena, (options->n_sectors + 1) * sizeof *business->sector, err);
    for (size_t s = 0; business->sector && s < options->n_sectors; s++) {
        const struct tomt_project_sector *asked = &options->sector[s];
        business->sector[s] =
            (struct tomt_sector){.name = asked->name, .nb = asked->title.nb, .en = asked->title.en, .source = asked->source};
        for (size_t k = 0; k < asked->n_of; k++) {
            struct tomt_odd_codes odd = {0};
            struct tomt_text text = {0};
            unsigned version;
            if (!version_of(state, asked->of[k].version, &asked->of[k].place, &version, err) ||
                !tomt_sector_add(state->arena, &business->sector[s], version, (const char *const *)asked->of[k].codes.item,
                                 asked->of[k].codes.n, err))
                return tomt_while(err, "sector '%s'", asked->name);
            if (asked->shipped)
                continue;
            tomt_sector_check(business->industry, &business->sector[s], version, &odd);
            if (!odd.n)
                continue;
            tomt_text_print(&text, "sector '%s': no code of %s begins with ", asked->name, asked->of[k].version);
            tomt_odd_codes_print(&text, &odd);
            if (!warn_at(state, &asked->of[k].place, &text, err))
                return false;
        }
    }
    return business->sector != NULL;
}

static bool choose_version(struct tomt_run_state *state, int *code_version, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    const struct tomt_place top = {state->project->file, 0, 0};
    unsigned version;
    *code_version = -1;
    if (options->code_version) {
        if (!version_of(state, options->code_version, &top, &version, err))
            return false;
        *code_version = (int)version;
    }
    if (options->version)
        return version_of(state, options->version, &top, &business->version, err);
    const struct tomt_layer **layer = tomt_arena_alloc(state->arena, (state->project->n_layers + 1) * sizeof *layer, err);
    size_t n = 0;
    for (size_t i = 0; layer && i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ESTABLISHMENT)
            layer[n++] = &state->layer[i];
    return layer && tomt_classify_version(business->industry, layer, n, *code_version, &business->version, err);
}

/* --- classifying ------------------------------------------------------------------------------------------------------ */

static bool tell_codes(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_classify_report *report = &state->business.classified[i];
    struct tomt_text text = {0};
    tomt_text_print(&text, "layer '%s': ", state->project->layer[i].name);
    size_t said = text.n;
    if (report->unknown.n) {
        bool letter = false;
        for (size_t k = 0; k < report->unknown.n_first; k++) {
            const char *code = report->unknown.first[k].text;
            letter = letter || (!code[1] && ((*code >= 'A' && *code <= 'Z') || (*code >= 'a' && *code <= 'z')));
        }
        tomt_text_print(&text, "industry codes that no version knows%s, in no industry and no sector: ",
                        letter ? " (a section's letter alone is none)" : "");
        tomt_odd_codes_print(&text, &report->unknown);
    }
    if (report->bad_version.n) {
        tomt_text_puts(&text, text.n > said ? "; words that name no version of codes: " : "words that name no version of codes: ");
        tomt_odd_codes_print(&text, &report->bad_version);
    }
    for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++)
        if (report->mapping[v].n_mapped[TOMT_MAP_SPLIT]) {
            tomt_text_print(&text, "%scodes of %s that became several in %s and stay without an industry: ", text.n > said ? "; " : "",
                            tomt_industry_version_name(state->business.industry, v),
                            tomt_industry_version_name(state->business.industry, state->business.version));
            tomt_odd_codes_print(&text, &report->mapping[v].split);
        }
    for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++)
        if (report->mapping[v].n_mapped[TOMT_MAP_ABSENT]) {
            tomt_text_print(&text, "%scodes of %s that the correspondence to %s does not have, without an industry: ", text.n > said ? "; " : "",
                            tomt_industry_version_name(state->business.industry, v),
                            tomt_industry_version_name(state->business.industry, state->business.version));
            tomt_odd_codes_print(&text, &report->mapping[v].absent);
        }
    if (report->n_unmapped)
        tomt_text_print(&text, "%s%zu row%s of another version of codes than %s, and no correspondence maps %s: no industry; name one under economy: correspondence",
                        text.n > said ? "; " : "", report->n_unmapped, report->n_unmapped == 1 ? "" : "s",
                        tomt_industry_version_name(state->business.industry, state->business.version), report->n_unmapped == 1 ? "it" : "them");
    if (text.n == said && !text.failed) {
        tomt_text_free(&text);
        return true;
    }
    return warn_at(state, &state->project->layer[i].place, &text, err);
}

/* A version that nobody named is told when it seems to be the wrong one. */
static bool tell_guess(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_classify_report *report = &state->business.classified[i];
    const char *taken = tomt_industry_version_name(state->business.industry, state->business.version);
    size_t n_coded = report->n - report->n_none, n_without = n_coded - report->n_industry;
    bool many = n_without * 20 > n_coded;
    struct tomt_text text = {0};
    if (state->project->economy.version)
        return true;
    if (report->n_guessed)
        state->project->economy.guessed_version = taken;
    if (!report->n_guessed_other && !many)
        return true;
    tomt_text_print(&text, "layer '%s': industries are those of %s, %s, as economy: version does not say: ", state->project->layer[i].name, taken,
                    report->n_guessed ? "a guess from the codes" : "the version most rows have");
    if (report->n_guessed_other)
        tomt_text_print(&text, "%zu row%s without code_version %s read as another version, which knows %s code%s", report->n_guessed_other,
                        report->n_guessed_other == 1 ? "" : "s", report->n_guessed_other == 1 ? "was" : "were",
                        report->n_guessed_other == 1 ? "its" : "their", many ? "; " : "");
    if (many)
        tomt_text_print(&text, "%zu of %zu rows with a code have no industry", n_without, n_coded);
    tomt_text_puts(&text, "; give economy: version, and code_version for rows that do not say");
    return warn_at(state, &state->project->layer[i].place, &text, err);
}

/* What people read beside each code. */
static bool add_titles(struct tomt_run_state *state, struct tomt_layer *layer, struct tomt_error *err)
{
    const struct tomt_column *industry = tomt_table_find(&layer->table, "industry");
    struct tomt_column *title = tomt_table_column(&layer->table, "industry_title", TOMT_TEXT, err);
    if (!title || !industry)
        return title != NULL;
    for (size_t row = 0; row < layer->table.n_rows; row++) {
        const char *code = tomt_column_text(industry, row, NULL);
        if (!tomt_column_put_text(title, code ? tomt_run_code_title(state, tomt_code_key(code)) : NULL, err))
            return false;
    }
    return true;
}

static bool classify_all(struct tomt_run_state *state, int code_version, struct tomt_error *err)
{
    struct tomt_business *business = &state->business;
    struct tomt_classify_question question = {.industry = business->industry,
                                              .version = business->version,
                                              .code_version = code_version,
                                              .correspondence = business->correspondence,
                                              .sector = business->sector,
                                              .n_sectors = business->n_sectors};
    for (size_t i = 0; i < state->project->n_layers; i++) {
        enum tomt_role role = state->project->layer[i].role;
        bool is_table = role == TOMT_ROLE_EMPLOYMENT;
        if (!tomt_run_is_register(role) && !is_table)
            continue;
        struct tomt_layer *layer = is_table ? &business->table[i] : &state->layer[i];
        if (!tomt_classify(state->arena, &question, layer, &business->classified[i], err))
            return tomt_while(err, "classifying layer '%s'", state->project->layer[i].name);
        if (!tell_codes(state, i, err) || !tell_guess(state, i, err) || (!is_table && !add_titles(state, layer, err)))
            return false;
    }
    return true;
}

const char *tomt_run_code_title(const struct tomt_run_state *state, uint64_t key)
{
    char code[TOMT_CODE_BYTES];
    const struct tomt_industry_code *nearest = NULL;
    tomt_code_of_key(key, code);
    if (!key || tomt_industry_known(state->business.industry, state->business.version, code, &nearest) == TOMT_CODE_UNKNOWN || !nearest)
        return NULL;
    return tomt_industry_title(nearest, state->project->language == 1);
}

void tomt_run_code_text(const struct tomt_run_state *state, uint64_t key, char out[TOMT_CODE_PRINT])
{
    char code[TOMT_CODE_BYTES];
    tomt_code_of_key(key, code);
    const struct tomt_industry_code *listed = tomt_industry_find(state->business.industry, state->business.version, code);
    bool dotted = !listed && state->business.version < TOMT_N_SHIPPED_VERSIONS && strlen(code) > 2;
    if (dotted)
        snprintf(out, TOMT_CODE_PRINT, "%.2s.%.6s", code, code + 2);
    else
        snprintf(out, TOMT_CODE_PRINT, "%s", listed ? listed->print : code);
}

const char *tomt_run_code_print(const struct tomt_run_state *state, struct tomt_arena *arena, uint64_t key, struct tomt_error *err)
{
    char text[TOMT_CODE_PRINT];
    tomt_run_code_text(state, key, text);
    return tomt_arena_copy(arena, text, strlen(text), err);
}

/* --- tables of employment --------------------------------------------------------------------------------------------- */

/* The columns that classifying and references need, copied with room for more. */
static bool copy_table(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_table *in = &state->layer[i].table;
    struct tomt_layer *out = &state->business.table[i];
    static const char *const name[] = {"code", "code_version", "jobs"}, *const ours[] = {"code", "code_version", "jobs_central"};
    out->name = state->project->layer[i].name;
    tomt_shapes_start(&out->shapes, state->arena, TOMT_POINTS);
    if (!tomt_table_start(&out->table, state->arena, 6, err))
        return false;
    for (size_t k = 0; k < 3; k++) {
        const struct tomt_column *from = tomt_table_find(in, name[k]);
        struct tomt_column *to = tomt_table_column(&out->table, ours[k], k == 2 ? TOMT_REAL : TOMT_TEXT, err);
        for (size_t row = 0; to && row < in->n_rows; row++)
            if (!tomt_column_copy_cell(to, from, row, err))
                return false;
        if (!to)
            return false;
    }
    for (size_t row = 0; row < in->n_rows; row++)
        if (!tomt_shapes_add_point(&out->shapes, NAN, NAN, err))
            return false;
    out->table.n_rows = in->n_rows;
    return true;
}

static double number_at(const struct tomt_table *table, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(table, name);
    return column && column->type == TOMT_REAL && !tomt_column_is_null(column, row) ? column->real[row] : NAN;
}

/* Statistics are not below 0: such a number is not known. */
static double said_at(const struct tomt_table *table, const char *name, size_t row, size_t *n_negative)
{
    double number = number_at(table, name, row);
    if (!(number < 0))
        return number;
    ++*n_negative;
    return NAN;
}

struct of_row {
    const char *number, *code;
    size_t row;
};
static int by_number_and_code(const void *left, const void *right)
{
    const struct of_row *a = left, *b = right;
    int order = strcmp(a->number, b->number);
    order = order ? order : strcmp(a->code, b->code);
    return order ? order : a->row < b->row ? -1 : a->row > b->row;
}

/* Rows of one number and code, as years or sexes give, are added up: that is told, and so is what no area can have. */
static bool tell_employment(struct tomt_run_state *state, size_t i, size_t n_negative, struct tomt_error *err)
{
    const struct tomt_table *table = &state->layer[i].table;
    const struct tomt_column *number = tomt_table_find(table, "number"), *code = tomt_table_find(table, "code");
    struct of_row *order = tomt_arena_block(state->arena, NULL, (table->n_rows + 1) * sizeof *order, err);
    size_t n = 0, n_again = 0, n_none = 0;
    const struct of_row *first = NULL;
    if (!order)
        return false;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *of = number ? tomt_column_text(number, row, NULL) : NULL, *said = code ? tomt_column_text(code, row, NULL) : NULL;
        n_none += !of || !*of;
        if (of && *of)
            order[n++] = (struct of_row){of, said ? said : "", row};
    }
    qsort(order, n, sizeof *order, by_number_and_code);
    for (size_t k = 1; k < n; k++)
        if (!strcmp(order[k].number, order[k - 1].number) && !strcmp(order[k].code, order[k - 1].code))
            first = n_again++ && first->row < order[k].row ? first : &order[k];
    struct tomt_text text = {0};
    tomt_text_print(&text, "layer '%s': ", state->project->layer[i].name);
    size_t said = text.n;
    if (n_again)
        tomt_text_print(&text, "%zu row%s of a number and code that an earlier row has (row %zu: %s %s): they are added up; keep one of each with `where` if they are years",
                        n_again, n_again == 1 ? "" : "s", first->row + 1, first->number, *first->code ? first->code : "in all");
    if (n_negative)
        tomt_text_print(&text, "%s%zu number%s below 0, taken as not known", text.n > said ? "; " : "", n_negative, n_negative == 1 ? "" : "s");
    if (n_none)
        tomt_text_print(&text, "%s%zu row%s without a number of an area, not used", text.n > said ? "; " : "", n_none, n_none == 1 ? "" : "s");
    bool any = text.n > said || text.failed, ok = !any || warn_at(state, &state->project->layer[i].place, &text, err);
    if (!any)
        tomt_text_free(&text);
    tomt_arena_drop(state->arena, order);
    return ok;
}

static int by_number(const void *a, const void *b)
{
    const struct tomt_employment *one = *(const struct tomt_employment *const *)a, *other = *(const struct tomt_employment *const *)b;
    int c = strcmp(one->number, other->number);
    return c ? c : (one > other) - (one < other);
}

static bool sort_employment(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_business *business = &state->business;
    business->by_number = tomt_arena_block(state->arena, NULL, (business->n_employment + 1) * sizeof *business->by_number, err);
    if (!business->by_number)
        return false;
    for (size_t i = 0; i < business->n_employment; i++)
        if (business->employment[i].all)
            business->by_number[business->n_by_number++] = &business->employment[i];
    if (business->n_by_number > 1)
        qsort(business->by_number, business->n_by_number, sizeof *business->by_number, by_number);
    return true;
}

static bool read_employment(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_business *business = &state->business;
    size_t n = 0;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_EMPLOYMENT)
            n += state->layer[i].table.n_rows;
    business->employment = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *business->employment, err);
    business->table = tomt_arena_alloc(state->arena, (state->project->n_layers + 1) * sizeof *business->table, err);
    if (!business->employment || !business->table)
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_table *table = &state->layer[i].table;
        if (state->project->layer[i].role != TOMT_ROLE_EMPLOYMENT)
            continue;
        const struct tomt_column *number = tomt_table_find(table, "number"), *code = tomt_table_find(table, "code");
        size_t n_negative = 0;
        for (size_t row = 0; row < table->n_rows; row++) {
            const char *said = code ? tomt_column_text(code, row, NULL) : NULL, *of = number ? tomt_column_text(number, row, NULL) : NULL;
            business->employment[business->n_employment++] =
                (struct tomt_employment){.layer = i,
                                         .row = row,
                                         .number = of ? tomt_municipality_today(of) : "",
                                         .all = !said || !*said,
                                         .jobs = said_at(table, "jobs", row, &n_negative),
                                         .employed_residents = said_at(table, "employed_residents", row, &n_negative),
                                         .jobs_target = said_at(table, "jobs_target", row, &n_negative),
                                         .residents = said_at(table, "residents", row, &n_negative),
                                         .residents_target = said_at(table, "residents_target", row, &n_negative)};
        }
        if (!tell_employment(state, i, n_negative, err) || !copy_table(state, i, err))
            return false;
    }
    return sort_employment(state, err);
}

/* --- workplaces --------------------------------------------------------------------------------------------------------- */

/* An organisation number is its own; another id, and none, is told apart from all numbers. */
static uint64_t number_of_id(const char *id, uint64_t otherwise)
{
    uint64_t number = 0, hash = 1469598103934665603u;
    bool is_number = id && *id;
    for (const char *c = id; c && *c; c++) {
        is_number = is_number && *c >= '0' && *c <= '9' && number < 1000000000000000u;
        number = number * 10 + (uint64_t)(*c - '0');
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    }
    if (is_number)
        return number;
    return id && *id ? hash | (uint64_t)1 << 63 : otherwise | (uint64_t)1 << 62;
}

struct gathered { /* columns to write into, behind the const ones of struct tomt_workplaces */
    uint64_t *id, *code, *sectors;
    double *x, *y, *low, *jobs, *high;
    uint8_t *inside;
    uint32_t *layer, *row;
};

static bool make_room(struct tomt_arena *arena, size_t n, struct gathered *to, struct tomt_error *err)
{
    void **block[] = {(void **)&to->id, (void **)&to->code, (void **)&to->sectors, (void **)&to->x, (void **)&to->y,
                      (void **)&to->low, (void **)&to->jobs, (void **)&to->high};
    for (size_t k = 0; k < sizeof block / sizeof *block; k++)
        if (!(*block[k] = tomt_arena_block(arena, NULL, (n + 1) * 8, err)))
            return false;
    to->inside = tomt_arena_block(arena, NULL, n + 1, err);
    to->layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *to->layer, err);
    to->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *to->row, err);
    return to->inside && to->layer && to->row;
}

static void gather_layer(const struct tomt_layer *layer, size_t i, size_t *at, struct gathered *to)
{
    const struct tomt_column *id = tomt_table_find(&layer->table, "id"), *industry = tomt_table_find(&layer->table, "industry");
    const struct tomt_column *bits = tomt_table_find(&layer->table, "sector_bits");
    for (size_t row = 0; row < layer->table.n_rows; row++, ++*at) {
        const char *code = industry ? tomt_column_text(industry, row, NULL) : NULL;
        to->id[*at] = number_of_id(id ? tomt_column_text(id, row, NULL) : NULL, (uint64_t)i << 40 | row);
        to->code[*at] = code ? tomt_code_key(code) : 0;
        to->sectors[*at] = bits ? (uint64_t)bits->integer[row] : 0;
        to->x[*at] = layer->shapes.box[row].min_x;
        to->y[*at] = layer->shapes.box[row].min_y;
        to->low[*at] = number_at(&layer->table, "jobs_low", row);
        to->jobs[*at] = number_at(&layer->table, "jobs_central", row);
        to->high[*at] = number_at(&layer->table, "jobs_high", row);
        to->layer[*at] = (uint32_t)i;
        to->row[*at] = (uint32_t)row;
    }
}

struct of_id {
    uint64_t id;
    size_t at;
};
static int by_id(const void *left, const void *right)
{
    const struct of_id *a = left, *b = right;
    return a->id != b->id ? (a->id < b->id ? -1 : 1) : a->at < b->at ? -1 : a->at > b->at;
}

/* Two layers may have the same number: the first keeps it, the others cannot be followed from year to year, and all of them count. */
static bool tell_ids_apart(struct tomt_run_state *state, struct gathered *to, size_t n, struct tomt_error *err)
{
    struct tomt_arena *arena = state->arena;
    size_t n_again = 0, first = 0;
    struct of_id *order = tomt_arena_block(arena, NULL, (n + 1) * sizeof *order, err);
    if (!order)
        return false;
    for (size_t i = 0; i < n; i++)
        order[i] = (struct of_id){to->id[i], i};
    qsort(order, n, sizeof *order, by_id);
    for (size_t i = 1; i < n; i++)
        if (order[i].id == order[i - 1].id) {
            first = n_again++ && first < order[i].at ? first : order[i].at;
            to->id[order[i].at] = (uint64_t)to->layer[order[i].at] << 40 | to->row[order[i].at] | (uint64_t)1 << 62;
        }
    tomt_arena_drop(arena, order);
    if (!n_again)
        return true;
    const struct tomt_project_layer *layer = &state->project->layer[to->layer[first]];
    const struct tomt_layer *read = &state->layer[to->layer[first]];
    const char *id = tomt_column_text(tomt_table_find(&read->table, "id"), to->row[first], NULL);
    return tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                            "layer '%s': %zu establishment%s with an id that another register has too (%.40s the first): counted in both, "
                            "with their jobs; leave one register out if they are the same",
                            layer->name, n_again, n_again == 1 ? "" : "s", id ? id : "");
}

static bool gather(struct tomt_run_state *state, enum tomt_role role, struct tomt_workplaces *out, struct gathered *to,
                   struct tomt_error *err)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == role)
            n += state->layer[i].table.n_rows;
    if (!make_room(state->arena, n, to, err))
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == role)
            gather_layer(&state->layer[i], i, &at, to);
    uint32_t *area = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *area, err);
    if (!area || !tell_ids_apart(state, to, n, err) ||
        !tomt_areas_assign(state->arena, &state->study_area, to->x, to->y, n, state->crew, area, err))
        return false;
    for (size_t i = 0; i < n; i++)
        to->inside[i] = area[i] != TOMT_NO_AREA;
    tomt_arena_drop(state->arena, area);
    *out = (struct tomt_workplaces){.n = n,
                                    .id = to->id,
                                    .x = to->x,
                                    .y = to->y,
                                    .jobs_low = to->low,
                                    .jobs = to->jobs,
                                    .jobs_high = to->high,
                                    .code = to->code,
                                    .sectors = to->sectors,
                                    .inside = to->inside};
    return true;
}

bool tomt_run_businesses(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_business *business = &state->business;
    struct gathered now, before;
    int code_version;
    for (size_t i = 0; i < state->project->n_layers; i++)
        business->wanted = business->wanted || state->project->layer[i].role == TOMT_ROLE_ESTABLISHMENT;
    if (!business->wanted) /* what areas have and aim at is asked for without a register, too: targets */
        return read_employment(state, err);
    business->industry = tomt_industry_open(state->arena, err);
    business->classified = tomt_arena_alloc(state->arena, (state->project->n_layers + 1) * sizeof *business->classified, err);
    if (!business->industry || !business->classified || !add_tables(state, err) || !choose_version(state, &code_version, err) ||
        !read_correspondences(state, err) || !make_sectors(state, err) || !read_employment(state, err) ||
        !classify_all(state, code_version, err) || !gather(state, TOMT_ROLE_ESTABLISHMENT, &business->now, &now, err) ||
        !gather(state, TOMT_ROLE_ESTABLISHMENT_BEFORE, &business->before, &before, err))
        return false;
    business->layer_of = now.layer;
    business->row_of = now.row;
    return tomt_run_business_references(state, err) && tomt_run_check_businesses(state, err) && tomt_run_business_clusters(state, err);
}
