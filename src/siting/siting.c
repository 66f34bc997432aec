/* siting/siting.c: the candidates of a profile, what exists, and the choice. */
#include "siting/inside.h"

#include <stdlib.h>

const char *const tomt_siting_by[] = {"score", "p_median", "covering", NULL};

static bool find_profile(struct reader *r, const struct tomt_siting_ask *ask, struct tomt_siting *s,
                         struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_siting_ask(r,
                                        "SELECT name, title_en, title_nb, (SELECT language = 'nb' "
                                        "FROM tomt) FROM profile ORDER BY fid",
                                        err);
    struct tomt_text names = {0};
    bool found = false;
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        tomt_text_print(&names, "%s%s", names.n ? ", " : "", name ? name : "");
        if (!name || strcmp(name, ask->profile) != 0)
            continue;
        found = true;
        s->title.en = tomt_siting_text(r, row, 1, err);
        s->title.nb = tomt_siting_text(r, row, 2, err);
        s->language = sqlite3_column_int(row, 3);
    }
    if (row && !found)
        tomt_fail(err, TOMT_NOT_FOUND, "the result has no profile '%s'; it has: %s", ask->profile,
                  names.n ? names.bytes : "none");
    tomt_text_free(&names);
    return found && s->title.en && s->title.nb;
}

static const char *candidates_sql(struct reader *r, const struct tomt_siting_ask *ask,
                                  struct tomt_siting *s, struct tomt_error *err)
{
    struct tomt_text table = {0}, sql = {0};
    tomt_text_print(&table, "score_%s", ask->profile);
    const char *name = tomt_text_keep(&table, r->arena, err);
    bool floor_m2 = false, jobs = false;
    static const char look[] = "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2";
    if (!name || !tomt_siting_has(r, look, name, "unused_bra_m2", &floor_m2, err) ||
        !tomt_siting_has(r, look, name, "jobs", &jobs, err))
        return NULL;
    s->knows_capacity = floor_m2 && jobs;
    tomt_text_puts(&sql, "SELECT k.site_fid, k.site_id, k.rank, k.score, ");
    tomt_text_puts(&sql, s->knows_capacity ? "k.unused_bra_m2, k.jobs" : "NULL, NULL");
    tomt_text_puts(&sql, ", s.geom FROM ");
    tomt_sql_name(&sql, name);
    tomt_text_puts(
        &sql,
        " k JOIN site s ON s.fid = k.site_fid WHERE k.rank > 0 ORDER BY k.site_id COLLATE BINARY");
    return tomt_text_keep(&sql, r->arena, err);
}

static bool is_must(const struct tomt_siting_ask *ask, const struct tomt_siting *s,
                    const char *site_id)
{
    for (size_t i = 0; i < ask->n_must; i++)
        if (!strcmp(s->must[i], site_id))
            return true;
    return false;
}

static double real_of(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? NAN
                                                           : sqlite3_column_double(row, column);
}

static bool room_for(struct reader *r, struct tomt_siting *s, size_t n, struct tomt_error *err)
{
    s->site_id = tomt_arena_block(r->arena, NULL, (n + 1) * sizeof *s->site_id, err);
    s->site_fid = tomt_arena_block(r->arena, NULL, 2 * (n + 1) * sizeof *s->site_fid, err);
    s->x = tomt_arena_block(r->arena, NULL, 5 * (n + 1) * sizeof *s->x, err);
    if (!s->site_id || !s->site_fid || !s->x)
        return false;
    s->rank = s->site_fid + n;
    s->y = s->x + n, s->score = s->y + n, s->floor_m2 = s->score + n, s->jobs = s->floor_m2 + n;
    return true;
}

static bool add_candidate(struct reader *r, sqlite3_stmt *row, struct tomt_siting *s,
                          struct tomt_error *err)
{
    bool found = false;
    size_t i = s->n;
    s->site_fid[i] = sqlite3_column_int64(row, 0);
    s->rank[i] = sqlite3_column_int64(row, 2);
    s->score[i] = real_of(row, 3);
    s->floor_m2[i] = real_of(row, 4);
    s->jobs[i] = real_of(row, 5);
    s->site_id[i] = tomt_siting_text(r, row, 1, err);
    if (!s->site_id[i] ||
        !tomt_siting_point(r, row, 6, &s->shapes, &s->x[i], &s->y[i], &found, err))
        return false;
    s->n++;
    return found || tomt_fail(err, TOMT_DATA, "site '%s' has no geometry", s->site_id[i]);
}

static bool read_candidates(struct reader *r, const struct tomt_siting_ask *ask,
                            struct tomt_siting *s, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_siting_ask(r, candidates_sql(r, ask, s, err), err);
    size_t most = 0;
    int code = SQLITE_ERROR;
    while (row && (code = sqlite3_step(row)) == SQLITE_ROW)
        most++;
    s->n_ranked = most;
    if (!row || !tomt_siting_done(r, code, err) || !room_for(r, s, most, err))
        return false;
    sqlite3_reset(row);
    tomt_shapes_start(&s->shapes, r->arena, TOMT_POLYGONS);
    while ((code = sqlite3_step(row)) == SQLITE_ROW && s->n < most) {
        const char *id = (const char *)sqlite3_column_text(row, 1);
        bool in = !ask->among || sqlite3_column_int64(row, 2) <= (int64_t)ask->among ||
                  (id && is_must(ask, s, id));
        if (in && !add_candidate(r, row, s, err))
            return false;
    }
    sqlite3_reset(row);
    return true;
}

static bool read_existing(struct reader *r, const char *layer, struct tomt_siting *s,
                          struct tomt_error *err)
{
    if (!layer)
        return true;
    struct tomt_text sql = {0};
    if (strchr(layer, ':'))
        return tomt_fail(err, TOMT_USAGE, "--existing takes a layer without a column, not '%s'",
                         layer);
    if (!tomt_siting_is_layer(r, layer, err))
        return tomt_while(err, "reading what exists ('%s')", layer);
    tomt_text_puts(&sql, "SELECT geom, count(*) OVER () FROM ");
    tomt_sql_name(&sql, layer);
    tomt_text_puts(&sql, " ORDER BY fid");
    sqlite3_stmt *row = tomt_siting_ask(r, tomt_text_keep(&sql, r->arena, err), err);
    int code = SQLITE_ERROR;
    while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
        size_t n = (size_t)sqlite3_column_int64(row, 1);
        bool found = false;
        if (!s->existing_x) {
            s->existing_x =
                tomt_arena_block(r->arena, NULL, 2 * (n + 1) * sizeof *s->existing_x, err);
            s->existing_y = s->existing_x ? s->existing_x + n : NULL;
        }
        if (!s->existing_x || !tomt_siting_point(r, row, 0, NULL, &s->existing_x[s->n_existing],
                                                 &s->existing_y[s->n_existing], &found, err))
            return false;
        s->n_existing += found ? 1u : 0u;
    }
    if (row)
        sqlite3_reset(row);
    return row && tomt_siting_done(r, code, err);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool find_must(struct reader *r, const struct tomt_siting_ask *ask,
                      const struct tomt_siting *s, size_t **must, size_t *n_must,
                      struct tomt_error *err)
{
    *must = tomt_arena_block(r->arena, NULL, (ask->n_must + 1) * sizeof **must, err);
    *n_must = 0;
    if (!*must)
        return false;
    for (size_t i = 0; i < ask->n_must; i++) {
        const char **at =
            s->n ? bsearch(s->must[i], s->site_id, s->n, sizeof *s->site_id, by_id) : NULL;
        if (!at)
            return tomt_fail(err, TOMT_NOT_FOUND, "profile '%s' has no site '%s' with a rank",
                             ask->profile, s->must[i]);
        size_t place = (size_t)(at - s->site_id);
        bool again = false;
        for (size_t k = 0; k < *n_must; k++)
            again = again || (*must)[k] == place;
        if (!again)
            (*must)[(*n_must)++] = place;
    }
    return true;
}

static bool sum_served(struct reader *r, struct tomt_siting *s, struct tomt_error *err)
{
    const struct tomt_chosen *c = &s->chosen;
    if (!c->served_by)
        return true;
    s->served = tomt_arena_block(r->arena, NULL, (c->n + 1) * sizeof *s->served, err);
    for (size_t j = 0; s->served && j < s->demand.n; j++) {
        if (c->served_by[j] < c->n)
            s->served[c->served_by[j]] += s->demand.demand[j];
        else if (c->served_by[j] != SIZE_MAX)
            s->served_by_existing += s->demand.demand[j];
    }
    return s->served != NULL;
}

static bool asks_capacity(const struct tomt_siting_ask *ask)
{
    return !isnan(ask->most_floor_m2) || !isnan(ask->least_floor_m2) || !isnan(ask->most_jobs) ||
           !isnan(ask->least_jobs);
}

static bool choose(struct reader *r, const struct tomt_siting_ask *ask,
                   const struct tomt_crew *crew, struct tomt_siting *s, struct tomt_error *err)
{
    size_t *must, n_must;
    if (!find_must(r, ask, s, &must, &n_must, err))
        return false;
    if (asks_capacity(ask) && !s->knows_capacity)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' has no floor area and no jobs of the sites of profile '%s': the "
                         "project has no land-use rules and capacity, or an older tomt wrote the "
                         "result. Give the project both and run it again, or leave out the budgets",
                         ask->result, ask->profile);
    struct tomt_choose_input input = {.by = ask->by,
                                      .site_id = s->site_id,
                                      .n_sites = s->n,
                                      .x = s->x,
                                      .y = s->y,
                                      .score = s->score,
                                      .floor_m2 = s->knows_capacity ? s->floor_m2 : NULL,
                                      .jobs = s->knows_capacity ? s->jobs : NULL,
                                      .n_demand = s->demand.n,
                                      .demand_x = s->demand.x,
                                      .demand_y = s->demand.y,
                                      .demand = s->demand.demand,
                                      .n_existing = s->n_existing,
                                      .existing_x = s->existing_x,
                                      .existing_y = s->existing_y,
                                      .must = must,
                                      .n_must = n_must,
                                      .k = ask->sites,
                                      .at_most = ask->at_most,
                                      .spacing_m = ask->spacing_m,
                                      .most_floor_m2 = ask->most_floor_m2,
                                      .least_floor_m2 = ask->least_floor_m2,
                                      .least_jobs = ask->least_jobs,
                                      .most_jobs = ask->most_jobs,
                                      .cover_m = ask->cover_m};
    return tomt_choose_set(r->arena, &input, crew, &s->chosen, err) && sum_served(r, s, err);
}

bool tomt_siting_choose(struct tomt_arena *arena, const struct tomt_siting_ask *ask,
                        const struct tomt_crew *crew, struct tomt_siting *siting,
                        struct tomt_error *err)
{
    struct reader r;
    *siting = (struct tomt_siting){.name = ask->name};
    if (!siting->name)
        siting->name = tomt_arena_print(arena, err, "%s_%s_%zu", ask->profile,
                                        tomt_siting_by[ask->by], ask->sites);
    return siting->name && tomt_siting_open(&r, arena, ask->result, err) &&
           find_profile(&r, ask, siting, err) && tomt_siting_must(&r, ask, &siting->must, err) &&
           read_candidates(&r, ask, siting, err) && read_existing(&r, ask->existing, siting, err) &&
           (ask->by == TOMT_CHOOSE_SCORE || tomt_siting_serve(&r, ask, &siting->demand, err)) &&
           choose(&r, ask, crew, siting, err);
}
