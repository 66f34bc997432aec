/* siting/tables.c: what was chosen, as tables of a result; sets of other names stay in them. */
#include "base/put.h"
#include "result/alter.h"
#include "siting/inside.h"

static const struct tomt_put_column of_choice[] = {{"name", TOMT_TEXT},
                                                   {"profile", TOMT_TEXT},
                                                   {"by", TOMT_TEXT},
                                                   {"k", TOMT_INTEGER},
                                                   {"n", TOMT_INTEGER},
                                                   {"objective", TOMT_REAL},
                                                   {"bound", TOMT_REAL},
                                                   {"gap", TOMT_REAL},
                                                   {"how", TOMT_TEXT},
                                                   {"n_candidates", TOMT_INTEGER},
                                                   {"at_most", TOMT_INTEGER},
                                                   {"among", TOMT_INTEGER},
                                                   {"serve", TOMT_TEXT},
                                                   {"demand", TOMT_REAL},
                                                   {"existing", TOMT_TEXT},
                                                   {"served_by_existing", TOMT_REAL},
                                                   {"must", TOMT_TEXT},
                                                   {"cover_m", TOMT_REAL},
                                                   {"spacing_m", TOMT_REAL},
                                                   {"most_floor_m2", TOMT_REAL},
                                                   {"least_floor_m2", TOMT_REAL},
                                                   {"least_jobs", TOMT_REAL},
                                                   {"most_jobs", TOMT_REAL}};
static const struct tomt_put_column of_site[] = {
    {"choice", TOMT_TEXT},         {"place", TOMT_INTEGER}, {"site_fid", TOMT_INTEGER},
    {"site_id", TOMT_TEXT},        {"rank", TOMT_INTEGER},  {"score", TOMT_REAL},
    {"floor_m2", TOMT_REAL},       {"jobs", TOMT_REAL},     {"served", TOMT_REAL},
    {"leaves_worse_by", TOMT_REAL}};
static const struct tomt_put_column of_served[] = {
    {"choice", TOMT_TEXT}, {"layer", TOMT_TEXT},   {"feature", TOMT_INTEGER},
    {"demand", TOMT_REAL}, {"site_id", TOMT_TEXT}, {"distance_m", TOMT_REAL}};

/* The rows of sets of other names, as they are; keep[row] tells which. */
static bool take_old(struct reader *r, const char *layer, const char *key, const char *name,
                     struct tomt_table *table, uint8_t **keep, struct tomt_error *err)
{
    struct tomt_table old;
    bool found = false;
    *keep = NULL;
    if (!tomt_result_table(r->arena, r->path, layer, &old, &found, err) || !found)
        return !found && err->code == TOMT_OK;
    struct tomt_column *names = tomt_table_find(&old, key);
    *keep = tomt_arena_block(r->arena, NULL, old.n_rows + 1, err);
    for (size_t row = 0; *keep && names && row < old.n_rows; row++) {
        const char *of = tomt_column_text(names, row, NULL);
        if (!of || !strcmp(of, name))
            continue;
        (*keep)[row] = 1;
        for (size_t c = 0; c < table->n_columns; c++)
            if (!tomt_column_copy_cell(&table->column[c],
                                       tomt_table_find(&old, table->column[c].name), row, err))
                return false;
        table->n_rows++;
    }
    return *keep != NULL;
}

static bool take_shapes(struct reader *r, const uint8_t *keep, struct tomt_shapes *shapes,
                        struct tomt_error *err)
{
    sqlite3_stmt *row =
        keep ? tomt_siting_ask(r, "SELECT geom FROM choice_site ORDER BY fid", err) : NULL;
    int code = SQLITE_DONE;
    for (size_t i = 0; row && (code = sqlite3_step(row)) == SQLITE_ROW; i++) {
        double x, y;
        bool found = true;
        if (keep[i] && (!tomt_siting_point(r, row, 0, shapes, &x, &y, &found, err) || !found))
            return found ||
                   tomt_fail(err, TOMT_DATA, "a row of layer 'choice_site' of '%s' has no geometry",
                             r->path);
    }
    if (row)
        sqlite3_reset(row);
    return !keep || (row && tomt_siting_done(r, code, err));
}

static const char *list_of(struct tomt_arena *arena, const char *const *item, size_t n,
                           struct tomt_error *err)
{
    struct tomt_text list = {0};
    for (size_t i = 0; i < n; i++)
        tomt_text_print(&list, "%s%s", i ? ", " : "", item[i]);
    return tomt_text_keep(&list, arena, err);
}

static double or_null(double of)
{
    return of > 0 ? of : NAN;
}

static bool put_choice(struct tomt_arena *arena, const struct tomt_siting_ask *ask,
                       const struct tomt_siting *s, struct tomt_put *put, struct tomt_error *err)
{
    const struct tomt_chosen *c = &s->chosen;
    bool by_score = ask->by == TOMT_CHOOSE_SCORE;
    const char *serve = ask->n_serve ? list_of(arena, ask->serve, ask->n_serve, err)
                        : by_score   ? NULL
                                     : "population";
    const char *must = ask->n_must ? list_of(arena, s->must, ask->n_must, err) : NULL;
    if ((ask->n_serve && !serve) || (ask->n_must && !must))
        return false;
    tomt_put_text(put, s->name), tomt_put_text(put, ask->profile),
        tomt_put_text(put, tomt_siting_by[ask->by]);
    tomt_put_count(put, ask->sites), tomt_put_count(put, c->n);
    tomt_put_real(put, c->objective), tomt_put_real(put, c->bound), tomt_put_real(put, c->gap);
    tomt_put_text(put, c->how == TOMT_CHOSEN_EXACT ? "exact" : "heuristic");
    tomt_put_count(put, s->n), tomt_put_count(put, ask->at_most);
    if (ask->among)
        tomt_put_count(put, ask->among);
    else
        tomt_put_null(put);
    tomt_put_text(put, serve), tomt_put_real(put, by_score ? NAN : s->demand.total);
    tomt_put_text(put, ask->existing), tomt_put_real(put, by_score ? NAN : s->served_by_existing);
    tomt_put_text(put, must),
        tomt_put_real(put, ask->by == TOMT_CHOOSE_COVERING ? ask->cover_m : NAN),
        tomt_put_real(put, or_null(ask->spacing_m));
    tomt_put_real(put, ask->most_floor_m2), tomt_put_real(put, ask->least_floor_m2),
        tomt_put_real(put, ask->least_jobs), tomt_put_real(put, ask->most_jobs);
    return tomt_put_end(put);
}

static bool put_sites(const struct tomt_siting *s, struct tomt_put *put, struct tomt_shapes *shapes,
                      struct tomt_error *err)
{
    const struct tomt_chosen *c = &s->chosen;
    for (size_t i = 0; i < c->n; i++) {
        size_t at = c->site[i], size;
        tomt_put_text(put, s->name), tomt_put_count(put, i + 1),
            tomt_put_count(put, (size_t)s->site_fid[at]), tomt_put_text(put, s->site_id[at]);
        tomt_put_count(put, (size_t)s->rank[at]), tomt_put_real(put, s->score[at]),
            tomt_put_real(put, s->floor_m2[at]), tomt_put_real(put, s->jobs[at]);
        tomt_put_real(put, s->served ? s->served[i] : NAN),
            tomt_put_real(put, c->leaves_worse_by[i]);
        const uint8_t *wkb = tomt_shapes_wkb(&s->shapes, at, &size);
        if (!tomt_shapes_add_wkb(shapes, wkb, size, err))
            return false;
    }
    return tomt_put_end(put);
}

static bool put_served(const struct tomt_siting *s, struct tomt_put *put)
{
    const struct tomt_chosen *c = &s->chosen;
    for (size_t j = 0; c->served_by && j < s->demand.n; j++) {
        tomt_put_text(put, s->name), tomt_put_text(put, s->demand.layer[j]),
            tomt_put_count(put, (size_t)s->demand.feature[j]);
        tomt_put_real(put, s->demand.demand[j]);
        tomt_put_text(put, c->served_by[j] < c->n ? s->site_id[c->site[c->served_by[j]]] : NULL);
        tomt_put_real(put, c->served_by[j] == SIZE_MAX ? NAN : c->served_m[j]);
    }
    return tomt_put_end(put);
}

/* All that was asked, as text: two results of the same are the same. */
static const char *said(struct tomt_arena *arena, const struct tomt_siting_ask *ask,
                        const struct tomt_siting *s, struct tomt_error *err)
{
    struct tomt_text to = {0};
    tomt_text_print(&to, "choose %s profile=%s by=%s sites=%zu at_most=%d among=%zu existing=%s",
                    s->name, ask->profile, tomt_siting_by[ask->by], ask->sites, ask->at_most,
                    ask->among, ask->existing ? ask->existing : "");
    const double number[] = {ask->cover_m,        ask->spacing_m,  ask->most_floor_m2,
                             ask->least_floor_m2, ask->least_jobs, ask->most_jobs};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
        tomt_text_puts(&to, " ");
        if (!isnan(number[i]))
            tomt_text_number(&to, number[i]);
    }
    for (size_t i = 0; i < ask->n_serve; i++)
        tomt_text_print(&to, " serve=%s", ask->serve[i]);
    for (size_t i = 0; i < ask->n_must; i++)
        tomt_text_print(&to, " must=%s", s->must[i]);
    return tomt_text_keep(&to, arena, err);
}

static bool put_tables(struct tomt_alteration *alteration, struct tomt_table *table,
                       struct tomt_shapes *shapes, const struct tomt_crew *crew,
                       struct tomt_error *err)
{
    const struct tomt_result_layer choice = {
        .name = "choice",
        .title = {"Sets of sites chosen together", "Tomter valgt sammen: utvalg"},
        .table = &table[0],
        .key = "name"};
    const struct tomt_result_layer site = {
        .name = "choice_site",
        .title = {"Sites chosen together", "Tomter valgt sammen"},
        .geometry_type = "MULTIPOLYGON",
        .shapes = shapes,
        .table = &table[1]};
    const struct tomt_result_layer served = {
        .name = "choice_served",
        .title = {"Whom the chosen sites serve", "Hvem de valgte tomtene betjener"},
        .table = &table[2]};
    return tomt_alter_put(alteration, &choice, crew, err) &&
           tomt_alter_put(alteration, &site, crew, err) &&
           tomt_alter_put(alteration, &served, crew, err);
}

/* Nobody's set goes without a word. */
static bool is_new(struct reader *r, const struct tomt_siting_ask *ask,
                   const struct tomt_siting *siting, struct tomt_error *err)
{
    bool has = false;
    return ask->force ||
           (tomt_siting_has(r, "SELECT 1 FROM sqlite_schema WHERE name = ?1", "choice", NULL, &has,
                            err) &&
            (!has || tomt_siting_has(r, "SELECT 1 FROM choice WHERE name = ?1", siting->name, NULL,
                                     &has, err)) &&
            (!has || tomt_fail(err, TOMT_OUTPUT,
                               "'%s' has a set '%s' already: --force replaces it, --name gives "
                               "this one another name",
                               ask->result, siting->name)));
}

#define START(put, table, columns)                                                                 \
    tomt_put_start(put, arena, table, columns, sizeof(columns) / sizeof *(columns), 0, err)

bool tomt_siting_write(struct tomt_arena *arena, const struct tomt_siting_ask *ask,
                       const struct tomt_siting *siting, const char *target, bool replace,
                       const struct tomt_crew *crew, struct tomt_error *err)
{
    struct reader r;
    struct tomt_table table[3];
    struct tomt_put choice, site, served;
    struct tomt_shapes shapes;
    uint8_t *ignored, *keep;
    START(&choice, &table[0], of_choice);
    START(&site, &table[1], of_site);
    START(&served, &table[2], of_served);
    tomt_shapes_start(&shapes, arena, TOMT_POLYGONS);
    if (!choice.ok || !site.ok || !served.ok || !tomt_siting_open(&r, arena, ask->result, err) ||
        !is_new(&r, ask, siting, err) ||
        !take_old(&r, "choice", "name", siting->name, &table[0], &ignored, err) ||
        !take_old(&r, "choice_served", "choice", siting->name, &table[2], &ignored, err) ||
        !take_old(&r, "choice_site", "choice", siting->name, &table[1], &keep, err) ||
        !take_shapes(&r, keep, &shapes, err) || !put_choice(arena, ask, siting, &choice, err) ||
        !put_sites(siting, &site, &shapes, err) || !put_served(siting, &served))
        return false;
    const char *asked = said(arena, ask, siting, err);
    struct tomt_alteration *alteration =
        asked ? tomt_alter_open(arena, ask->result, target, replace, err) : NULL;
    return (alteration && put_tables(alteration, table, &shapes, crew, err) &&
            tomt_alter_finish(alteration, asked, asked, NULL, err)) ||
           tomt_while(err, "writing '%s'", target);
}
