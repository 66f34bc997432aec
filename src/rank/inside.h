/* rank/inside.h: what the files of this room share; nobody else includes it. */
#ifndef TOMT_RANK_INSIDE_H
#define TOMT_RANK_INSIDE_H

#include "project/project.h"
#include "rank/rank.h"
#include "result/alter.h"

struct sqlite3;

struct tomt_measured { /* a row of table `criterion` */
    const char *id, *criterion, *unit, *source, *with_json;
    struct tomt_title title;
    bool more_is_better;
    double reach; /* NaN: not limited, or not told */
    double share; /* of all weight; NaN: not told */
};
struct tomt_old_group { const char *name; double share; };
/* A profile of the result, as it was ranked. */
struct tomt_ranked {
    const char *name, *vetoes_json, *sites_sha256; /* the last two NULL: a result of schema 1.0 */
    struct tomt_measured *measured; size_t n_measured;
    struct tomt_old_group *group; size_t n_groups;
    bool tells_reach;
    size_t n; /* sites, by number (and so in byte order of ids) */
    int64_t *fid;
    const char **site_id;
    uint32_t *rank;
    double *score;
    double **x;       /* [asked][site] */
    uint8_t **beyond; /* [asked][site] nothing was found within reach */
};
struct tomt_put_out { /* a site that a veto of the new profile meets */
    int64_t fid;
    const struct tomt_profile_veto *veto;
    double measured;
    const char *unit;
};
struct tomt_ranking { /* one turn of `tomt rank` */
    struct tomt_arena *arena;
    const struct tomt_rank_options *options;
    struct tomt_problems *problems;
    struct tomt_rank_summary *summary;
    struct tomt_profile profile; /* as asked */
    const char *name;            /* what it is called in the target */
    struct tomt_ranked old;
    const struct tomt_measured **of; /* [asked] */
    struct tomt_put_out *out; size_t n_out;
    struct tomt_decided decided;
    struct tomt_decision_tables tables;
    bool changed; /* some site has another score or rank */
};

/* read.c */
bool tomt_rank_read_about(struct tomt_ranking *at, struct sqlite3 *db, struct tomt_error *err);
bool tomt_rank_read_sites(struct tomt_ranking *at, struct sqlite3 *db, struct tomt_error *err);
/* weights.c: shares of weight, now and before, for the summary. */
bool tomt_rank_read_groups(struct tomt_ranking *at, struct sqlite3 *db, struct tomt_error *err);
bool tomt_rank_tell_weights(struct tomt_ranking *at, struct tomt_error *err);
/* same.c: what a ranking cannot change; fills `of`. */
bool tomt_rank_check(struct tomt_ranking *at, struct tomt_error *err);
/* veto.c: sites that are out now leave the arrays of `old`. */
bool tomt_rank_veto(struct tomt_ranking *at, struct tomt_error *err);
/* write.c */
bool tomt_rank_write(struct tomt_ranking *at, struct tomt_alteration *alteration, struct tomt_error *err);
/* tables.c: what follows from the new ranking in other tables. */
bool tomt_rank_write_tables(struct tomt_ranking *at, struct tomt_alteration *alteration, struct tomt_error *err);

#endif
