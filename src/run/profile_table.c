/* run/profile_table.c: what a profile's GeoJSON says of each of its sites; what is known of them for the profile beside its criteria. */
#include "run/state.h"

#include <math.h>

static bool criterion_columns(struct tomt_table *table, const struct tomt_profile *profile, struct tomt_arena *arena,
                              struct tomt_column **out, struct tomt_error *err)
{
    for (size_t c = 0; c < profile->n_criteria; c++)
        for (size_t k = 0; k < 3; k++) {
            char *name = tomt_arena_print(arena, err, "%c_%s", "xvc"[k], profile->criterion[c].id);
            out[3 * c + k] = name ? tomt_table_column(table, name, TOMT_REAL, err) : NULL;
            if (!out[3 * c + k])
                return false;
        }
    return true;
}

static bool add_more(struct tomt_table *table, const char *name, const struct tomt_result_more *more, size_t n, struct tomt_error *err)
{
    enum tomt_type type = more->word ? TOMT_TEXT : more->whole ? TOMT_INTEGER : TOMT_REAL;
    struct tomt_column *column = tomt_table_column(table, name, type, err);
    bool ok = column != NULL;
    for (size_t row = 0; ok && row < n; row++)
        if (type == TOMT_TEXT)
            ok = tomt_column_put_text(column, more->word[row], err);
        else if (type == TOMT_INTEGER && !isnan(more->number[row]))
            ok = tomt_column_add_integer(column, (int64_t)more->number[row], err);
        else
            ok = type == TOMT_REAL ? tomt_column_add_real(column, more->number[row], err) : tomt_column_add_null(column, err);
    return ok;
}

/* What each criterion says further, after its own columns. */
static bool further_columns(const struct tomt_run_state *state, size_t p, struct tomt_arena *arena, struct tomt_table *table,
                            struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_scored *scored = &state->scored[p];
    for (size_t c = 0; c < profile->n_criteria; c++)
        for (size_t m = 0; m < scored->further[c].n; m++) {
            const struct tomt_result_more *more = &scored->further[c].column[m];
            const char *name = tomt_arena_print(arena, err, "x_%s_%s", profile->criterion[c].id, more->suffix);
            if (!name || !add_more(table, name, more, scored->n, err))
                return false;
        }
    return true;
}

/* What else is known of its sites, in rank order: capacity and jobs; how sure their ranks are. */
bool tomt_run_profile_columns(struct tomt_run_state *state, struct tomt_arena *arena, size_t p, const struct tomt_result_more **out, size_t *n,
                         struct tomt_error *err)
{
    static const char *const name[] = {"allowed_bra_m2", "unused_bra_m2", "replaces_m2", "jobs_low", "jobs", "jobs_high", "capacity_why"};
    const struct tomt_scored *scored = &state->scored[p];
    const struct tomt_room_profile *of = &state->room.profile[p];
    enum { N_ROOM = sizeof name / sizeof *name };
    struct tomt_result_more *column = tomt_arena_alloc(arena, (N_ROOM + scored->n_columns) * sizeof *column, err);
    double *number[6];
    const char **word = tomt_arena_block(arena, NULL, (scored->n + 1) * sizeof *word, err);
    *out = column;
    size_t n_room = state->room.wanted ? N_ROOM : 0;
    *n = n_room + scored->n_columns;
    if (!column || !word)
        return false;
    for (size_t k = 0; k < scored->n_columns; k++)
        column[n_room + k] = scored->column[k];
    if (!n_room)
        return true;
    for (size_t i = 0; i < 6; i++) {
        number[i] = tomt_arena_block(arena, NULL, (scored->n + 1) * sizeof(double), err);
        if (!number[i])
            return false;
        column[i] = (struct tomt_result_more){.suffix = name[i], .number = number[i]};
    }
    column[6] = (struct tomt_result_more){.suffix = name[6], .word = word};
    for (size_t row = 0; row < scored->n; row++) {
        size_t s = scored->site[row];
        const double value[] = {of->capacity[s].allowed_bra_m2, of->capacity[s].unused_bra_m2, of->capacity[s].replaces_m2,
                                of->jobs[s].range.low,          of->jobs[s].range.central,     of->jobs[s].range.high};
        for (size_t i = 0; i < 6; i++)
            number[i][row] = value[i];
        word[row] = tomt_room_why(state, p, s);
    }
    return true;
}

/* Of the site itself; the first text, its id, stands before the first three numbers. */
enum { N_SITE_TEXTS = 9, N_SITE_NUMBERS = 5, N_NUMBERS_BEFORE = 3 };
static const char *const site_texts[N_SITE_TEXTS] = {"site_id", "parcel", "property", "use", "strategy", "plan_id", "plan_name", "adopted", "status"};
static const char *const site_numbers[N_SITE_NUMBERS] = {"rank", "score", "coverage", "area_m2", "developable_m2"};

static bool name_site_columns(struct tomt_table *table, struct tomt_column **text, struct tomt_column **number, struct tomt_error *err)
{
    for (size_t i = 0, t = 0, n = 0; i < N_SITE_TEXTS + N_SITE_NUMBERS; i++) {
        bool is_text = i == 0 || (i > N_NUMBERS_BEFORE && t < N_SITE_TEXTS);
        enum tomt_type type = is_text ? TOMT_TEXT : n == 0 ? TOMT_INTEGER : TOMT_REAL;
        struct tomt_column *column = tomt_table_column(table, is_text ? site_texts[t] : site_numbers[n], type, err);
        if (!column)
            return false;
        if (is_text)
            text[t++] = column;
        else
            number[n++] = column;
    }
    return true;
}

/* The public columns of a profile's sites, in rank order, and their shapes. */
bool tomt_run_profile_table(struct tomt_run_state *state, size_t p, struct tomt_arena *arena, struct tomt_shapes *shapes,
                          struct tomt_table *table, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_scored *scored = &state->scored[p];
    const struct tomt_sites *sites = &state->sites;
    struct tomt_column *text[N_SITE_TEXTS], *number[N_SITE_NUMBERS];
    struct tomt_column **measure = tomt_arena_alloc(arena, (3 * profile->n_criteria + 1) * sizeof *measure, err);
    size_t n_more = 0;
    for (size_t c = 0; c < profile->n_criteria; c++)
        n_more += scored->further[c].n;
    const struct tomt_result_more *room;
    size_t n_room;
    if (!tomt_run_profile_columns(state, arena, p, &room, &n_room, err))
        return false;
    if (!measure || !tomt_table_start(table, arena, 14 + 3 * profile->n_criteria + n_more + n_room, err))
        return false;
    if (!name_site_columns(table, text, number, err) || !criterion_columns(table, profile, arena, measure, err))
        return false;
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    for (size_t row = 0; row < scored->n; row++) {
        size_t s = scored->site[row], size;
        uint32_t zone = sites->plan_zone[s];
        const uint8_t *wkb = tomt_shapes_wkb(&sites->shapes, s, &size);
        const char *own[] = {sites->site_id[s], sites->parcel[s], sites->property[s], sites->use[s],
                             sites->strategy ? sites->strategy[s] : NULL};
        bool ok = tomt_shapes_add_wkb(shapes, wkb, size, err);
        for (size_t i = 0; ok && i < 5; i++)
            ok = tomt_column_put_text(text[i], own[i], err);
        for (size_t i = 5; ok && i < 9; i++) {
            const struct tomt_layer *from = zone < state->zones.n ? &state->layer[state->zones.layer[zone]] : NULL;
            const struct tomt_column *in = from ? tomt_table_find(&from->table, site_texts[i]) : NULL;
            ok = tomt_column_put_text(text[i], in && in->type == TOMT_TEXT ? tomt_column_text(in, state->zones.row[zone], NULL) : NULL,
                              err);
        }
        ok = ok && (scored->rank[row] ? tomt_column_add_integer(number[0], scored->rank[row], err)
                                      : tomt_column_add_null(number[0], err)) &&
             tomt_column_add_real(number[1], scored->score[row], err) &&
             tomt_column_add_real(number[2], scored->coverage[row], err) &&
             tomt_column_add_real(number[3], sites->area_m2[s], err) &&
             tomt_column_add_real(number[4], sites->developable_m2[s], err);
        for (size_t c = 0; ok && c < profile->n_criteria; c++)
            ok = tomt_column_add_real(measure[3 * c], scored->x[c][row], err) &&
                 tomt_column_add_real(measure[3 * c + 1], scored->v[c][row], err) &&
                 tomt_column_add_real(measure[3 * c + 2], scored->c[c][row], err);
        if (!ok)
            return false;
    }
    table->n_rows = scored->n;
    for (size_t i = 0; i < n_room; i++)
        if (!add_more(table, room[i].suffix, &room[i], scored->n, err))
            return false;
    return further_columns(state, p, arena, table, err);
}
