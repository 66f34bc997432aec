/* run/business_references.c: what quotients are made against: the study area, other areas, or a table of employment. */
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

static bool in_numbers(const struct tomt_texts *numbers, const char *number)
{
    if (!numbers->n)
        return true;
    for (size_t k = 0; number && k < numbers->n; k++)
        if (!strcmp(tomt_municipality_today(numbers->item[k]), tomt_municipality_today(number)))
            return true;
    return false;
}

/* --- establishments of an area -------------------------------------------------------------------------------------- */

/* Room for a mark on every row of the registers, by layer. */
static uint8_t **marks(struct tomt_run_state *state, struct tomt_fact_reference *reference, struct tomt_error *err)
{
    size_t n = state->project->n_layers;
    const struct tomt_layer **layer = tomt_arena_alloc(state->arena, (n + 1) * sizeof *layer, err);
    uint8_t **keep = tomt_arena_alloc(state->arena, (n + 1) * sizeof *keep, err);
    size_t n_layers = 0;
    for (size_t i = 0; layer && keep && i < n; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ESTABLISHMENT) {
            layer[n_layers] = &state->layer[i];
            keep[n_layers] = tomt_arena_block(state->arena, NULL, state->layer[i].table.n_rows + 1, err);
            if (!keep[n_layers++])
                return NULL;
        }
    reference->layer = layer;
    reference->keep = (const uint8_t *const *)keep;
    reference->n_layers = n_layers;
    reference->all_jobs = NAN;
    return layer ? keep : NULL;
}

static bool of_workplaces(struct tomt_run_state *state, const uint32_t *area, const bool *meant, struct tomt_fact_reference *reference,
                          struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    uint8_t **keep = marks(state, reference, err);
    size_t at = 0, layer = 0;
    if (!keep)
        return false;
    for (size_t w = 0; w < business->now.n; w++) {
        if (w && business->layer_of[w] != business->layer_of[w - 1])
            at = 0;
        while (reference->layer[layer] != &state->layer[business->layer_of[w]])
            layer++;
        keep[layer][at++] = area ? area[w] != TOMT_NO_AREA && meant[area[w]] : business->now.inside[w];
    }
    return true;
}

static bool of_areas(struct tomt_run_state *state, const struct tomt_economy_reference *asked, const struct tomt_layer *layer,
                     struct tomt_fact_reference *reference, struct tomt_error *err)
{
    const struct tomt_column *number = tomt_table_find(&layer->table, "number");
    const struct tomt_workplaces *now = &state->business.now;
    uint32_t *area = tomt_arena_block(state->arena, NULL, (now->n + 1) * sizeof *area, err);
    bool *meant = tomt_arena_alloc(state->arena, layer->shapes.n + 1, err), any = false;
    for (size_t row = 0; meant && row < layer->shapes.n; row++) {
        meant[row] = in_numbers(&asked->numbers, number ? tomt_column_text(number, row, NULL) : NULL);
        any = any || meant[row];
    }
    if (meant && !any)
        return tomt_fail(err, TOMT_PROJECT, "%s:%d:%d: reference '%s': layer '%s' has no area of these numbers", asked->place.file,
                         asked->place.line, asked->place.column, asked->name, asked->layer);
    bool ok = area && meant && tomt_areas_assign(state->arena, &layer->shapes, now->x, now->y, now->n, state->crew, area, err) &&
              of_workplaces(state, area, meant, reference, err);
    if (area)
        tomt_arena_drop(state->arena, area);
    return ok;
}

/* --- tables of employment --------------------------------------------------------------------------------------------- */

struct table_row {
    uint64_t key;
    size_t row;
    char code[TOMT_CODE_BYTES];
};
static int by_code(const void *left, const void *right)
{
    const struct table_row *a = left, *b = right;
    int order = strcmp(a->code, b->code);
    return order ? order : a->row < b->row ? -1 : a->row > b->row;
}

/* A code of which finer ones are listed would count twice: the finer ones count. */
static void drop_coarser(const struct table_row *row, size_t n, uint8_t *keep)
{
    for (size_t i = 0; i + 1 < n; i++) {
        size_t length = strlen(row[i].code);
        for (size_t k = i + 1; k < n && !strncmp(row[k].code, row[i].code, length); k++)
            if (strlen(row[k].code) > length)
                keep[row[i].row] = 0;
    }
}

/* The industry, else the code as it is written where its own version tells its sectors: a division that no correspondence maps is in its sector still. */
static const char *code_of(const struct tomt_layer *table, size_t row)
{
    const char *industry = tomt_column_text(tomt_table_find(&table->table, "industry"), row, NULL);
    const struct tomt_column *bits = tomt_table_find(&table->table, "sector_bits");
    bool in_sector = bits && !tomt_column_is_null(bits, row) && bits->integer[row] != 0;
    return industry || !in_sector ? industry : tomt_column_text(tomt_table_find(&table->table, "code"), row, NULL);
}

static bool of_table(struct tomt_run_state *state, const struct tomt_economy_reference *asked, size_t number,
                     struct tomt_fact_reference *reference, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    const struct tomt_layer *table = &business->table[number];
    size_t n_rows = table->table.n_rows, n = 0;
    uint8_t *keep = tomt_arena_alloc(state->arena, n_rows + 1, err);
    const struct tomt_layer **layer = tomt_arena_alloc(state->arena, sizeof *layer, err);
    const uint8_t **keeps = tomt_arena_alloc(state->arena, sizeof *keeps, err);
    struct table_row *row = tomt_arena_block(state->arena, NULL, (n_rows + 1) * sizeof *row, err);
    if (!keep || !layer || !keeps || !row)
        return false;
    *reference = (struct tomt_fact_reference){.name = asked->name, .layer = layer, .keep = keeps, .n_layers = 1, .all_jobs = NAN, .only_jobs = true};
    layer[0] = table;
    keeps[0] = keep;
    bool any = false;
    for (size_t i = 0; i < business->n_employment; i++) {
        const struct tomt_employment *said = &business->employment[i];
        const char *code = said->layer == number ? code_of(table, said->row) : NULL;
        if (said->layer != number || !in_numbers(&asked->numbers, said->number))
            continue;
        any = true;
        if (said->all && !isnan(said->jobs))
            reference->all_jobs = (isnan(reference->all_jobs) ? 0 : reference->all_jobs) + said->jobs;
        if (!code || isnan(said->jobs))
            continue;
        keep[said->row] = 1;
        row[n] = (struct table_row){.key = tomt_code_key(code), .row = said->row};
        tomt_code_of_key(row[n].key, row[n].code);
        n++;
    }
    qsort(row, n, sizeof *row, by_code);
    drop_coarser(row, n, keep);
    tomt_arena_drop(state->arena, row);
    return any || tomt_fail(err, TOMT_PROJECT, "%s:%d:%d: reference '%s': layer '%s' has no row of these numbers", asked->place.file,
                            asked->place.line, asked->place.column, asked->name, asked->layer);
}

/* --- sums ------------------------------------------------------------------------------------------------------------- */

struct sum {
    uint64_t key;
    double jobs;
};
static int by_key(const void *left, const void *right)
{
    const struct sum *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* Jobs by key, ascending; cut to `digits` characters (0: as they are); what is coarser stays. */
static bool sum_by(struct tomt_arena *arena, const struct sum *all, size_t n, unsigned digits, const uint64_t **key, const double **jobs,
                   size_t *n_out, struct tomt_error *err)
{
    struct sum *cut = tomt_arena_block(arena, NULL, (n + 1) * sizeof *cut, err);
    uint64_t *keys = tomt_arena_block(arena, NULL, (n + 1) * sizeof *keys, err);
    double *sums = tomt_arena_block(arena, NULL, (n + 1) * sizeof *sums, err);
    if (!cut || !keys || !sums)
        return false;
    for (size_t i = 0; i < n; i++) {
        uint64_t coarse = tomt_code_key_cut(all[i].key, digits);
        cut[i] = (struct sum){coarse ? coarse : all[i].key, all[i].jobs};
    }
    qsort(cut, n, sizeof *cut, by_key);
    *n_out = 0;
    for (size_t i = 0; i < n; i++) {
        if (!*n_out || keys[*n_out - 1] != cut[i].key) {
            keys[*n_out] = cut[i].key;
            sums[(*n_out)++] = 0;
        }
        sums[*n_out - 1] += cut[i].jobs; /* exact weights: any order */
    }
    *key = keys;
    *jobs = sums;
    tomt_arena_drop(arena, cut);
    return true;
}

/* Does the sector hold a part of a code, and not all of it? Then a table that stops at that code cannot say. */
static bool is_partly_in(const struct tomt_sector *sector, unsigned version, uint64_t key)
{
    char code[TOMT_CODE_BYTES];
    tomt_code_of_key(key, code);
    unsigned length = (unsigned)strlen(code);
    for (size_t r = 0; r < sector->of[version].n; r++) {
        const struct tomt_code_range *range = &sector->of[version].range[r];
        if (range->n > length && tomt_code_key_cut(range->first, length) <= key && key <= tomt_code_key_cut(range->last, length))
            return !tomt_sector_holds_key(sector, key, version);
    }
    return false;
}

/* The code of a row without an industry, and its version; NULL: it names none. */
static const char *own_code(const struct tomt_business *business, const struct tomt_layer *table, size_t row, unsigned *version)
{
    const struct tomt_column *said = tomt_table_find(&table->table, "code_version");
    const char *name = said ? tomt_column_text(said, row, NULL) : NULL;
    return name && tomt_industry_version(business->industry, name, version) ? code_of(table, row) : NULL;
}

static uint64_t unknown_sectors(const struct tomt_run_state *state, const struct tomt_fact_reference *reference)
{
    const struct tomt_business *business = &state->business;
    uint64_t unknown = 0;
    for (size_t l = 0; reference->only_jobs && l < reference->n_layers; l++) {
        const struct tomt_column *industry = tomt_table_find(&reference->layer[l]->table, "industry");
        for (size_t row = 0; row < reference->layer[l]->table.n_rows; row++) {
            unsigned version = business->version;
            const char *code = reference->keep[l][row] ? tomt_column_text(industry, row, NULL) : NULL;
            if (reference->keep[l][row] && !code)
                code = own_code(business, reference->layer[l], row, &version);
            for (size_t s = 0; code && s < business->n_sectors; s++)
                if (is_partly_in(&business->sector[s], version, tomt_code_key(code)))
                    unknown |= (uint64_t)1 << s;
        }
    }
    return unknown;
}

bool tomt_run_reference_sums(const struct tomt_run_state *state, struct tomt_arena *arena, const struct tomt_fact_reference *reference,
                             struct tomt_area_reference *out, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    size_t n = 0, n_rows = 0;
    for (size_t l = 0; l < reference->n_layers; l++)
        n_rows += reference->layer[l]->table.n_rows;
    struct sum *all = tomt_arena_block(arena, NULL, (n_rows + 1) * sizeof *all, err);
    double *sector = tomt_arena_alloc(arena, (business->n_sectors + 1) * sizeof *sector, err);
    if (!all || !sector)
        return false;
    *out = (struct tomt_area_reference){.sector_jobs = sector};
    for (size_t l = 0; l < reference->n_layers; l++) {
        const struct tomt_table *table = &reference->layer[l]->table;
        const struct tomt_column *jobs = tomt_table_find(table, "jobs_central"), *industry = tomt_table_find(table, "industry");
        const struct tomt_column *bits = tomt_table_find(table, "sector_bits");
        for (size_t row = 0; row < table->n_rows; row++) {
            if (!reference->keep[l][row] || !jobs || tomt_column_is_null(jobs, row))
                continue;
            double weight = tomt_exact_weight(jobs->real[row]);
            const char *code = industry ? tomt_column_text(industry, row, NULL) : NULL;
            out->jobs += weight;
            for (size_t s = 0; bits && s < business->n_sectors; s++)
                sector[s] += (uint64_t)bits->integer[row] >> s & 1 ? weight : 0;
            if (code)
                all[n++] = (struct sum){tomt_code_key(code), weight};
        }
    }
    if (!isnan(reference->all_jobs))
        out->jobs = reference->all_jobs;
    for (size_t s = 0; s < business->n_sectors; s++)
        if (reference->unknown_sectors >> s & 1)
            sector[s] = NAN;
    bool ok = sum_by(arena, all, n, 2, &out->division, &out->division_jobs, &out->n_divisions, err) &&
              sum_by(arena, all, n, (unsigned)state->project->economy.digits, &out->code, &out->code_jobs, &out->n_codes, err);
    tomt_arena_drop(arena, all);
    return ok;
}

bool tomt_run_business_references(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    business->reference = tomt_arena_alloc(state->arena, (options->n_references + 2) * sizeof *business->reference, err);
    if (!business->reference || !of_workplaces(state, NULL, NULL, &business->reference[0], err))
        return false;
    business->n_references = 1;
    for (size_t k = 0; k < options->n_references; k++) {
        const struct tomt_economy_reference *asked = &options->references[k];
        struct tomt_fact_reference *reference = &business->reference[business->n_references];
        size_t number = (size_t)(tomt_project_layer(state->project, asked->layer) - state->project->layer);
        bool is_table = state->project->layer[number].role == TOMT_ROLE_EMPLOYMENT;
        if (!(is_table ? of_table(state, asked, number, reference, err) : of_areas(state, asked, &state->layer[number], reference, err)))
            return false;
        reference->name = asked->name;
        reference->unknown_sectors = unknown_sectors(state, reference);
        if (options->reference && !strcmp(options->reference, asked->name))
            business->chosen = business->n_references;
        business->n_references++;
    }
    return tomt_run_reference_sums(state, state->arena, &business->reference[business->chosen], &business->against, err);
}
