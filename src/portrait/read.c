/* portrait/read.c: the tables of a result. */
#include "portrait/inside.h"
#include "result/result.h"

#include <string.h>

bool tomt_portrait_read(struct tomt_arena *arena, const char *result,
                        struct tomt_portrait_tables *tables, struct tomt_error *err)
{
    *tables = (struct tomt_portrait_tables){0};
    const struct {
        const char *name;
        const struct tomt_table **into;
        bool needed;
    } row[] = {{"area", &tables->area, true},
               {"area_sector", &tables->area_sector, true},
               {"area_industry", &tables->area_industry, true},
               {"economy", &tables->economy, false},
               {"sector", &tables->sector, false},
               {"industry", &tables->industry, false},
               {"register_change", &tables->register_change, false},
               {"cluster", &tables->cluster, false},
               {"statistic", &tables->statistic, false}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        struct tomt_table *table = tomt_arena_alloc(arena, sizeof *table, err);
        bool found = false;
        if (!table || !tomt_result_table(arena, result, row[k].name, table, &found, err))
            return false;
        /* Results without an economy have a layer 'area' too: the outlines as they were read. */
        if (found && row[k].into == &tables->area && !tomt_table_find(table, "area_id"))
            found = false;
        if (!found && row[k].needed)
            return tomt_fail(err, TOMT_DATA,
                             "'%s' says nothing of the economy (it has no table '%s' of areas and "
                             "jobs): the project had no layer with role establishment, or an older "
                             "tomt wrote the result; add one and run the project again (tomt run "
                             "PROJECT)",
                             result, row[k].name);
        *row[k].into = found ? table : NULL;
    }
    return true;
}
