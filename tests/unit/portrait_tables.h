/* unit/portrait_tables.h: tables of an economy written as text: one line a row, cells between bars,
 * an empty cell is null. A column's name begins with '#' if it holds numbers. */
#ifndef TOMT_TESTS_UNIT_PORTRAIT_TABLES_H
#define TOMT_TESTS_UNIT_PORTRAIT_TABLES_H

#include "written_support.h"

#include "portrait/portrait.h"

#include <string.h>

static inline const char *next_cell(const char *at, const char **cell, size_t *n)
{
    *cell = at;
    *n = strcspn(at, "|\n");
    return at + *n + (at[*n] == '|');
}

static inline const struct tomt_table *table_of(struct tomt_arena *arena, const char *text)
{
    struct tomt_error err = {0};
    struct tomt_table *table = tomt_arena_alloc(arena, sizeof *table, &err);
    const char *cell, *at = text;
    size_t n = 0, n_columns = 1;
    for (const char *p = text; *p && *p != '\n'; p++)
        n_columns += *p == '|';
    tomt_table_start(table, arena, n_columns, &err);
    for (size_t c = 0; c < n_columns; c++) {
        at = next_cell(at, &cell, &n);
        bool number = *cell == '#';
        char *name = tomt_arena_copy(arena, cell + number, n - number, &err);
        tomt_table_column(table, name, number ? TOMT_REAL : TOMT_TEXT, &err);
    }
    for (; *at == '\n' && at[1]; table->n_rows++) {
        at++;
        for (size_t c = 0; c < n_columns; c++) {
            at = next_cell(at, &cell, &n);
            struct tomt_column *column = &table->column[c];
            double number = NAN;
            if (n == 0)
                tomt_column_add_null(column, &err);
            else if (column->type == TOMT_TEXT)
                tomt_column_add_text(column, cell, n, &err);
            else if (tomt_number_parse(cell, n, false, &number))
                tomt_column_add_real(column, number, &err);
            else
                fail_msg("'%.*s' is no number", (int)n, cell);
        }
    }
    expect_good(&err);
    return table;
}

/* A town of two tracts and a neighbour without a name; 26 and 72 are what it is strong in. */
static inline void town_tables(struct tomt_arena *arena, struct tomt_portrait_tables *tables)
{
    *tables = (struct tomt_portrait_tables){0};
    tables->area = table_of(
        arena,
        "area_id|level|number|name|#establishments|#jobs_low|#jobs|#jobs_high|#jobs_unknown|"
        "#without_code|#knowledge_share|#related_variety|#unrelated_variety|#entropy|#herfindahl|"
        "#krugman|#suppressed|#employed_residents|#jobs_per_resident|jobs_per_resident_of|"
        "#jobs_statistics|#jobs_target|#target_share|#area_m2|#jobs_without_code|#unplaced|"
        "#jobs_unplaced\n"
        "study_area:|study_area||Elvebyen|60|900|1000.5|1100|3|2|0.3125|1.5|2.25|3.75|0.125|0|0|"
        "800|1.25|register||2000|0.5|5000000|60|5|12\n"
        "tract:0101|tract|0101|Strømsø|40|600|700|800|1|0|0.25|1|2|3|0.2|0.4|0|||||7000|0.1|"
        "2000000|35||\n"
        "tract:0102|tract|0102|Øya|3|4|6|8|0|0|||||||1|||||||1000000|||\n"
        "municipality:3301|municipality|3301|Elvebyen|60|900|1000|1100|3|2|||||||0||||||||0|0|0\n"
        "tract:0103|tract|0103|Sentrum|9|10|20|30|0|0|||||||0||||||||||\n"
        "postcode:3045|postcode|3045|Sentrum|9|10|20|30|0|0|||||||0||||||||||\n");
    tables->area_sector =
        table_of(arena, "area_id|sector|#establishments|#jobs_low|#jobs|#jobs_high|#share|"
                        "#quotient|#suppressed\n"
                        "study_area:|health|20|280|300|320|0.3|1|0\n"
                        "study_area:|electro_energy|30|400|450|500|0.45|1|0\n"
                        "study_area:|culture|2|2|4|8|||1\n"
                        "study_area:|logistics|0|0|0|0|0||0\n"
                        "study_area:|visitor|0|0|0|0|0||0\n"
                        "tract:0101|health|20|280|300|320|0.4286|1.42|0\n");
    tables->area_industry = table_of(
        arena, "area_id|#digits|code|title|#establishments|#jobs_low|#jobs|#jobs_high|#share|"
               "#quotient|#suppressed\n"
               "study_area:|2|26|Computers and electronics|12|200|220|240|0.22|3.5|0\n"
               "study_area:|2|47|Retail|30|150|180|200|0.18|0.9|0\n"
               "study_area:|2|72|Research|6|30|40|50|0.04|2|0\n"
               "study_area:|2|03|Fishing|2|9|12|15|||1\n"
               "study_area:|2|90|Arts|6|6|8|9|0.008|1.5|0\n"     /* a crumb: 0.8 %, 8 jobs */
               "study_area:|2|95|Repair|4|25|30|35|0.03|1.5|0\n" /* of four: not told */
               "study_area:|5|26.510|Instruments|6|110|120|130|0.12|3.5|0\n"
               "study_area:|5|26.110|Components|6|90|100|110|0.1|0.8|0\n"
               "study_area:|5|72.110|Biotechnology|2|15|20|25|||1\n"
               "study_area:|5|26.200|Computers|5|5|6|9|0.006|0.5|0\n"
               "study_area:|5|26.300|Telephones|4|18|19.5|25|0.02|0.5|0\n" /* neither 5 nor 20 */
               "study_area:|5|47.110|Food shops|30|150|180|200|0.18|0.9|0\n"
               "study_area:|5|72.200|Humanities|0|0|0|0|0|0|0\n"
               "tract:0101|2|47|Retail|20|90|100|110|0.1429|0.7937|0\n");
    tables->sector = table_of(arena, "sector|title_en|title_nb\nhealth|Health|Helse\n"
                                     "electro_energy|Electro and energy|Elektro og energi\n"
                                     "culture|Culture|Kultur\n");
    tables->register_change =
        table_of(arena, "area_id|kind|name|title|#births|#deaths|#moves|#stayed|#jobs_before|#jobs_after|"
                        "#jobs_born|#jobs_dead|#jobs_grown|#growth|#suppressed|"
                        "#moved_in|#moved_out|#jobs_moved_in|#jobs_moved_out\n"
                        "study_area:|division|47|Retail|5|2|1|23|200|180|10|20|-10|-0.1|0|0|0|0|0\n"
                        "study_area:|division|26|Computers and electronics|1|0|0|11|200|220|5|0|0|0.1|0|2|1|24|9\n"
                        "study_area:|sector|health||2|1|0|18|300|300|8|8|0|0|0|0|0|0|0\n"
                        "study_area:|sector|electro_energy||3|0|1|27|400|450|20|0|15|0.125|0|2|1|24|9\n"
                        "study_area:|sector|culture||||||||||||1||||\n"
                        "study_area:|sector|visitor||0|0|0|0|0|0|0|0|0||1|0|0|0|0\n"
                        "study_area:|division|||1|0|0|0|0|3|3|0|0||0|0|0|0|0\n"
                        "study_area:|all|all|All|8|3|2|50|960|1000|30|28|23|0.0417|0|2|1|24|9\n"
                        "tract:0102|all|||1|0|0|2|4|6|2|0|0|0.5|0||||\n");
    tables->cluster =
        table_of(arena, "cluster_id|cluster_set|title|sector|#establishments|#jobs_low|#jobs|"
                        "#jobs_high|leading|leading_code|#quotient|#strength|#jobs_per_ha|#area_m2|"
                        "method\n"
                        "health-1|health|Health|health|8|90|100|110|86.101 Hospitals (90)|86.101|"
                        "2.5|0.5|33.3|30000|dbscan\n"
                        "health-2|health|Health|health|6|200|220|240|86.101 Hospitals (200)|86.101|"
                        "3|0.25|44|50000|dbscan\n");
    tables->economy =
        table_of(arena, "name|#value|unit|note\nlanguage|||en\nversion|||SN2025\n"
                        "register_day|||2026-01-31\nregister_before|||2025-01-31\nreference_title|||Norway\n"
                        "rows_exact|50|establishments|\nrows_near|0|establishments|\n"
                        "rows_postcode|1203|establishments|\nrows_left_out|5|establishments|\n"
                        "min_establishments|5|establishments|measures of fewer are suppressed\n");
}

#endif
