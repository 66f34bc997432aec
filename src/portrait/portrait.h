/* portrait/portrait.h: what an area's economy is, told from the tables of a result: strong in, related to it, grown since.
 * A reader: knows tables (those a result holds, or run made in memory), nothing of how they came about. All belongs to the arena.
 * Pure but for tomt_portrait_read, which opens a result for reading. Thread-safe on const tables. */
#ifndef TOMT_PORTRAIT_PORTRAIT_H
#define TOMT_PORTRAIT_PORTRAIT_H

#include "base/table.h"
#include "base/text.h"

/* The tables, as layers and tables of the result are named; columns as docs/economy.md lists them. NULL: not there. */
struct tomt_portrait_tables {
    const struct tomt_table *area, *area_sector, *area_industry, *sector, *industry, *register_change, *cluster, *statistic, *economy;
};
/* From a result.gpkg. TOMT_DATA, with what to do, when it has no economy (no establishments, or made by an older version). */
bool tomt_portrait_read(struct tomt_arena *arena, const char *result, struct tomt_portrait_tables *tables, struct tomt_error *err);

struct tomt_portrait_options {
    const char *area;    /* area_id, number or name (case folded) of any level; NULL: the study area */
    size_t most;         /* rows of each list; 10 */
    bool norwegian;
};
/* The portrait as a table for people: heading, sums, strong in (by quotient, at least a share of 1 % or 20 jobs), related (industries in detail of the same
 * divisions as the strong ones, not strong themselves, at least 5 establishments or 20 jobs), sectors, what grew, clusters. An unknown area: TOMT_NOT_FOUND with near names. Suppressed numbers say so. */
bool tomt_portrait_text(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, const struct tomt_portrait_options *options,
                        struct tomt_text *out, struct tomt_error *err);
/* The same as one JSON document; null where there is no number, with "suppressed": true where that is why. */
bool tomt_portrait_json(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, const struct tomt_portrait_options *options,
                        struct tomt_text *out, struct tomt_error *err);

/* Every area, by level (the study area first, then as the table has them), most jobs first: id, name, establishments, jobs. */
bool tomt_portrait_list_text(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, bool norwegian, struct tomt_text *out,
                             struct tomt_error *err);
bool tomt_portrait_list_json(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, struct tomt_text *out,
                             struct tomt_error *err);
/* The project's language, as table economy tells it (name `language`, note `nb`). */
bool tomt_portrait_is_norwegian(const struct tomt_portrait_tables *tables);

#endif
