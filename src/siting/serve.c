/* siting/serve.c: who is to be served: the features of layers, with a number each. */
#include "siting/inside.h"

struct serving {
    const char *layer, *column; /* column NULL: each feature counts 1 */
    const char *level;
};

static const struct {
    const char *layer, *column, *unit;
} usual[] = {{"population", "population", "persons"}, {"establishment", "jobs_central", "jobs"}};

static const char *unit_of(const struct serving *s)
{
    for (size_t i = 0; s->column && i < sizeof usual / sizeof *usual; i++)
        if (!strcmp(s->layer, usual[i].layer) && !strcmp(s->column, usual[i].column))
            return usual[i].unit;
    return NULL;
}

static bool has_column(struct reader *r, const char *layer, const char *column, bool *has,
                       struct tomt_error *err)
{
    return tomt_siting_has(r, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", layer, column,
                           has, err);
}

/* "LAYER:COLUMN" */
static bool take_apart(struct reader *r, const char *word, struct serving *s,
                       struct tomt_error *err)
{
    const char *colon = strchr(word, ':');
    bool has = false;
    s->layer = tomt_arena_copy(r->arena, word, colon ? (size_t)(colon - word) : strlen(word), err);
    s->column = colon ? colon + 1 : NULL;
    if (!s->layer || !tomt_siting_is_layer(r, s->layer, err))
        return false;
    for (size_t i = 0; !colon && i < sizeof usual / sizeof *usual; i++)
        if (!strcmp(s->layer, usual[i].layer))
            s->column = usual[i].column;
    if (!s->column)
        return true;
    return has_column(r, s->layer, s->column, &has, err) &&
           (has ||
            tomt_fail(err, TOMT_NOT_FOUND, "layer '%s' has no column '%s'", s->layer, s->column));
}

/* Layer `area` holds the same ground at several levels: the one of the most areas is taken, not all
 * of them one upon the other. */
static bool find_level(struct reader *r, struct serving *s, struct tomt_siting_demand *demand,
                       struct tomt_error *err)
{
    bool has = false;
    if (strcmp(s->layer, "area") != 0)
        return true;
    if (!has_column(r, s->layer, "level", &has, err) || !has)
        return has;
    sqlite3_stmt *row = tomt_siting_ask(r,
                                        "SELECT level FROM area WHERE level IS NOT NULL GROUP BY "
                                        "level ORDER BY count(*) DESC, level LIMIT 1",
                                        err);
    if (row && sqlite3_step(row) == SQLITE_ROW)
        demand->level = s->level = tomt_siting_text(r, row, 0, err);
    if (row)
        sqlite3_reset(row);
    return row && (!s->level || *s->level);
}

static const char *sql_of(struct reader *r, const struct serving *s, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "SELECT fid, geom, ");
    if (s->column)
        tomt_sql_name(&sql, s->column);
    else
        tomt_text_puts(&sql, "1");
    tomt_text_puts(&sql, " FROM ");
    tomt_sql_name(&sql, s->layer);
    tomt_text_puts(&sql, s->level ? " WHERE level = ?1 ORDER BY fid" : " ORDER BY fid");
    return tomt_text_keep(&sql, r->arena, err);
}

static bool grow(struct reader *r, struct tomt_siting_demand *d, size_t *capacity,
                 struct tomt_error *err)
{
    if (d->n < *capacity)
        return true;
    size_t more = *capacity ? *capacity * 2 : 256;
    const char **layer = tomt_arena_block(r->arena, (void *)d->layer, more * sizeof *layer, err);
    d->layer = layer ? layer : d->layer;
    int64_t *feature = tomt_arena_block(r->arena, d->feature, more * sizeof *feature, err);
    d->feature = feature ? feature : d->feature;
    double *x = tomt_arena_block(r->arena, d->x, more * sizeof *x, err);
    d->x = x ? x : d->x;
    double *y = tomt_arena_block(r->arena, d->y, more * sizeof *y, err);
    d->y = y ? y : d->y;
    double *demand = tomt_arena_block(r->arena, d->demand, more * sizeof *demand, err);
    d->demand = demand ? demand : d->demand;
    *capacity = more;
    return layer && feature && x && y && demand;
}

static bool add(struct reader *r, const struct serving *s, sqlite3_stmt *row,
                struct tomt_siting_demand *d, size_t *capacity, struct tomt_error *err)
{
    int type = sqlite3_column_type(row, 2);
    double x = 0, y = 0, demand = sqlite3_column_double(row, 2);
    bool found = false;
    if (type == SQLITE_TEXT || type == SQLITE_BLOB)
        return tomt_fail(err, TOMT_USAGE, "column '%s' of layer '%s' holds no numbers", s->column,
                         s->layer);
    if (!tomt_siting_point(r, row, 1, NULL, &x, &y, &found, err))
        return false;
    if (type == SQLITE_NULL || !found || !isfinite(demand)) {
        d->n_without++;
        return true;
    }
    if (demand < 0)
        return tomt_fail(err, TOMT_DATA,
                         "column '%s' of layer '%s' is below 0 in row %lld: demand cannot be",
                         s->column, s->layer, (long long)sqlite3_column_int64(row, 0));
    if (!grow(r, d, capacity, err))
        return false;
    d->layer[d->n] = s->layer;
    d->feature[d->n] = sqlite3_column_int64(row, 0);
    d->x[d->n] = x, d->y[d->n] = y;
    d->demand[d->n++] = demand;
    d->total += demand;
    return true;
}

static bool serve_layer(struct reader *r, const char *word, struct tomt_siting_demand *demand,
                        size_t *capacity, struct tomt_error *err)
{
    struct serving s = {0};
    if (!take_apart(r, word, &s, err) || !find_level(r, &s, demand, err))
        return false;
    const char *unit = unit_of(&s); /* persons and jobs are no sum of either */
    demand->unit = demand->n == 0 || (unit && demand->unit == unit) ? unit : NULL;
    sqlite3_stmt *row = tomt_siting_ask(r, sql_of(r, &s, err), err);
    if (!row)
        return false;
    if (s.level)
        sqlite3_bind_text(row, 1, s.level, -1, SQLITE_STATIC);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        if (!add(r, &s, row, demand, capacity, err))
            return false;
    sqlite3_reset(row);
    return tomt_siting_done(r, code, err);
}

bool tomt_siting_serve(struct reader *r, const struct tomt_siting_ask *ask,
                       struct tomt_siting_demand *demand, struct tomt_error *err)
{
    static const char *const population[] = {"population"};
    const char *const *serve = ask->n_serve ? ask->serve : population;
    size_t n = ask->n_serve ? ask->n_serve : 1, capacity = 0;
    bool has = true;
    if (!ask->n_serve &&
        !tomt_siting_has(r, "SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?1",
                         "population", NULL, &has, err))
        return false;
    if (!has)
        return tomt_fail(
            err, TOMT_USAGE,
            "the result has no population to serve: say whom, for example --serve establishment");
    for (size_t i = 0; i < n; i++)
        if (!serve_layer(r, serve[i], demand, &capacity, err))
            return tomt_while(err, "reading who is to be served ('%s')", serve[i]);
    return demand->total > 0 ||
           tomt_fail(err, TOMT_DATA, "nobody is to be served: the layers hold no demand above 0");
}
