/* result/alter_settle.c: counts and R-trees of the tables whose rows changed. No trigger runs while
 * a result is altered (data/gpkg_open.c), for who made it is not known: what our own would do is
 * done here. */
#include "result/alter_inside.h"

/* SQLite tells each row that comes or goes. */
static void note(void *of, int what, const char *database, const char *table, sqlite3_int64 row)
{
    struct tomt_alteration *alteration = of;
    (void)row;
    if (what == SQLITE_UPDATE || strcmp(database, "main") != 0)
        return;
    struct tomt_text *changed =
        &alteration->changed; /* names, each with its NUL; the last one last */
    if (changed->n && strcmp(changed->bytes + alteration->last_changed, table) == 0)
        return;
    for (size_t at = 0; at < changed->n; at += strlen(changed->bytes + at) + 1)
        if (strcmp(changed->bytes + at, table) == 0) {
            alteration->last_changed = at;
            return;
        }
    alteration->last_changed = changed->n;
    tomt_text_add(changed, table, strlen(table) + 1);
}

static void free_changed(void *handle)
{
    tomt_text_free(&((struct tomt_alteration *)handle)->changed);
}

bool tomt_alter_watch(struct tomt_alteration *alteration, struct tomt_error *err)
{
    if (!tomt_arena_defer(alteration->arena, free_changed, alteration, err))
        return false;
    sqlite3_update_hook(tomt_alter_db(alteration), note, alteration);
    return true;
}

/* What is in the tree and no more in the table, then the reverse. A shape is never changed in
 * place. */
static bool settle_tree(struct tomt_alteration *alteration, const char *table, const char *tree,
                        struct tomt_error *err)
{
    return tomt_gpkg_sqlf(alteration->gpkg, err,
                          "DELETE FROM \"%w\" WHERE id NOT IN (SELECT fid FROM \"%w\");"
                          /* CASE: shapes are looked at in new rows alone */
                          "INSERT INTO \"%w\" SELECT fid, ST_MinX(geom), ST_MaxX(geom), "
                          "ST_MinY(geom), ST_MaxY(geom) FROM \"%w\" AS t WHERE CASE WHEN EXISTS "
                          "(SELECT 1 FROM \"%w\" WHERE id = t.fid) THEN 0 ELSE ST_MinX(geom) NOT "
                          "NULL END",
                          tree, table, tree, table, tree);
}

static bool settle_table(struct tomt_alteration *alteration, const char *table,
                         struct tomt_error *err)
{
    if (!tomt_alter_has(alteration, table)) /* it is dropped */
        return true;
    char *tree = tomt_arena_print(alteration->arena, err, "rtree_%s_geom", table);
    return tree &&
           tomt_gpkg_sqlf(alteration->gpkg, err,
                          "UPDATE gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM "
                          "\"%w\") WHERE table_name = %Q",
                          table, table) &&
           (!tomt_alter_has(alteration, tree) || settle_tree(alteration, table, tree, err));
}

bool tomt_alter_settle(struct tomt_alteration *alteration, struct tomt_error *err)
{
    const struct tomt_text *changed = &alteration->changed;
    sqlite3_update_hook(tomt_alter_db(alteration), NULL, NULL);
    if (changed->failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    for (size_t at = 0; at < changed->n; at += strlen(changed->bytes + at) + 1)
        if (!settle_table(alteration, changed->bytes + at, err))
            return tomt_while(err, "counting rows of '%s'", changed->bytes + at);
    return true;
}
