/* portrait/inside.h: what the files of this room share; nobody else includes it. A portrait is rows chosen from tables,
 * each list in the order in which people read it. Texts are those of the tables, or in the arena. */
#ifndef TOMT_PORTRAIT_INSIDE_H
#define TOMT_PORTRAIT_INSIDE_H

#include "portrait/portrait.h"

/* Cells of columns that may be absent. */
double tomt_portrait_cell_number(const struct tomt_table *table, const char *column, size_t row); /* NaN: none */
bool tomt_portrait_cell_flag(const struct tomt_table *table, const char *column, size_t row);
/* NULL: none. An integer is written out, in the arena. */
bool tomt_portrait_cell_text(struct tomt_arena *arena, const struct tomt_table *table, const char *column, size_t row,
                    const char **text, struct tomt_error *err);
/* The row of table economy that has this name. */
bool tomt_economy_row(const struct tomt_portrait_tables *tables, const char *name, size_t *row);

/* The area that is asked for; NULL: the study area. */
bool tomt_portrait_find(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, const char *area, size_t *row,
                        struct tomt_error *err);
bool tomt_is_study_area(const struct tomt_table *area, size_t row);

struct tomt_portrait_line { /* an industry or a sector in an area */
    const char *key, *title; /* code or sector */
    int digits;              /* 0: a sector */
    double establishments, jobs_low, jobs, jobs_high, share, quotient;
    bool suppressed;
    size_t row;
};
struct tomt_change_line { /* from the earlier register to this one */
    const char *kind, *name, *title;
    double births, deaths, moves, stayed, jobs_before, jobs_after, jobs_born, jobs_dead, jobs_grown, growth;
    double moved_in, moved_out, jobs_moved_in, jobs_moved_out; /* from and to other areas */
    double net; /* jobs_grown + jobs_born - jobs_dead + jobs_moved_in - jobs_moved_out */
    bool suppressed;
    size_t row;
};
struct tomt_cluster_line {
    const char *id, *set, *title, *sector, *leading, *leading_code, *method;
    double establishments, jobs_low, jobs, jobs_high, quotient, strength, jobs_per_ha, area_m2;
    size_t row;
};
struct tomt_portrait_lines {
    struct tomt_portrait_line *item;
    size_t n;
};
struct tomt_gathered {
    size_t area; /* row of table area */
    const char *area_id, *level, *level_title, *number, *name, *day, *before, *version, *per_resident_of, *reference, *reference_title; /* NULL: not told */
    bool whole;  /* the study area */
    bool itself; /* the reference is the study area and so is this: every quotient is 1 */
    bool detail; /* the area has industries in detail, not divisions only */
    struct tomt_portrait_lines industry, strong, related, sector;
    struct tomt_change_line *change; size_t n_changes; /* all, then sectors, then divisions */
    struct tomt_cluster_line *cluster; size_t n_clusters;
};
bool tomt_portrait_gather(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                          const struct tomt_portrait_options *options, struct tomt_gathered *out, struct tomt_error *err);

/* Words for people, one table. */
enum tomt_word {
    TOMT_W_STUDY_AREA, TOMT_W_REGISTER, TOMT_W_AGAINST, TOMT_W_COMPARED, TOMT_W_CODES,
    TOMT_W_ROWS, TOMT_W_EXACT, TOMT_W_NEAR, TOMT_W_POSTCODE, TOMT_W_NO_PLACE, TOMT_W_BEYOND, TOMT_W_ELSEWHERE, TOMT_W_LEFT_OUT,
    TOMT_W_ESTABLISHMENTS, TOMT_W_JOBS, TOMT_W_JOBS_UNKNOWN, TOMT_W_WITHOUT_CODE, TOMT_W_JOBS_WITHOUT_CODE, TOMT_W_REST, TOMT_W_UNPLACED, TOMT_W_IN_UNPLACED, TOMT_W_KNOWLEDGE, TOMT_W_RELATED_VARIETY,
    TOMT_W_UNRELATED_VARIETY, TOMT_W_HERFINDAHL, TOMT_W_KRUGMAN, TOMT_W_PER_RESIDENT, TOMT_W_OF_REGISTER, TOMT_W_OF_STATISTICS, TOMT_W_TARGET, TOMT_W_BITS, TOMT_W_OF_TARGET, TOMT_W_STATISTICS,
    TOMT_W_STRONG, TOMT_W_ITSELF, TOMT_W_RELATED, TOMT_W_NO_DETAIL, TOMT_W_ONLY_DIVISIONS, TOMT_W_SECTORS, TOMT_W_CHANGE, TOMT_W_CHANGE_UNDATED, TOMT_W_ALL, TOMT_W_NO_INDUSTRY, TOMT_W_NONE_IN,
    TOMT_W_CLUSTERS, TOMT_W_SMALL_ESTABLISHMENTS, TOMT_W_SMALL_JOBS, TOMT_W_CODE, TOMT_W_INDUSTRY, TOMT_W_SECTOR, TOMT_W_SHARE, TOMT_W_LQ, TOMT_W_BEFORE, TOMT_W_AFTER, TOMT_W_NET,
    TOMT_W_GROWTH, TOMT_W_BIRTHS, TOMT_W_DEATHS, TOMT_W_MOVED_IN, TOMT_W_MOVED_OUT, TOMT_W_MOVES, TOMT_W_CLUSTER, TOMT_W_LEADING, TOMT_W_TOO_FEW, TOMT_W_NONE, TOMT_W_MORE,
    TOMT_W_LEVEL, TOMT_W_AREA, TOMT_W_AREA_ID, TOMT_W_SUPPRESSED,
    TOMT_N_WORDS
};
const char *tomt_portrait_word(enum tomt_word word, bool norwegian);

/* A number with this many decimals, a comma in Norwegian; a dash for none, the word for too few where that is why. */
void tomt_text_decimals(struct tomt_text *out, double number, int decimals, bool suppressed, bool norwegian);

/* A table that a person can read: a heading, then rows; cells are of one line already. */
struct tomt_portrait_sheet {
    const char *const *heading; /* NULL: none */
    const bool *right;
    size_t n_columns, n_rows;
    const char *const *cell;    /* [row * n_columns + column] */
};
void tomt_text_sheet(struct tomt_text *out, const struct tomt_portrait_sheet *sheet);

#endif
