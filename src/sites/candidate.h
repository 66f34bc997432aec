/* sites/candidate.h: one source at a time becomes sites and rejections: shared inputs, the maker of
 * one thread, what it puts out. The shared part is const while the crew works. A maker belongs to
 * one thread; outputs are joined in source order afterwards. */
#ifndef TOMT_SITES_CANDIDATE_H
#define TOMT_SITES_CANDIDATE_H

#include "sites/exclude.h"
#include "sites/source.h"
#include "sites/terms.h"
#include "sites/width.h"

#define TOMT_NO_USE UINT32_MAX
#define TOMT_NO_ROW SIZE_MAX
#define TOMT_LARGE_GROUND 512 /* vertices; more are overlaid as few times as can be */

struct tomt_making {
    const struct tomt_site_inputs *inputs;
    const struct tomt_zones *zones;
    struct tomt_cover zone_cover;
    uint32_t *zone_use;     /* by zone: row in use_name, or TOMT_NO_USE */
    const char **use_name;  /* ascending by tomt_use_order */
    uint64_t *use_profiles; /* by use: which profiles permit it */
    size_t n_uses;
    struct tomt_exclusions exclusions;
    struct tomt_shapes strategy_shapes;
    struct tomt_cover strategy_cover;
    uint8_t *strategy;          /* by strategy shape: enum tomt_strategy */
    uint8_t *strategy_overlaps; /* by strategy shape: it overlaps another of the same strategy */
    bool has_strategy;          /* the project has such a layer */
    struct tomt_sources sources;
    uint64_t all_profiles;
    double min_area_m2[64], min_width_m[64];
    size_t n_profiles;
    bool separate, has_large;
    struct tomt_kept_arenas kept;
    const struct tomt_crew *crew;
    struct tomt_deal { /* what a thread takes at a time: sources order[from..to) */
        uint32_t from, to;
        struct tomt_output *output;
        size_t made_from, made_to, fallen_from, fallen_to, lost_from, lost_to;
        struct tomt_sites_report report; /* its share, so that sums do not depend on threads */
    } * deal;
    uint32_t *order;
    size_t n_deals;
};

struct tomt_made {         /* a site, before it is sorted among the others */
    uint32_t source, part; /* part 0: the whole; else 1.. */
    uint64_t profiles;
    size_t shape; /* row in the output's shapes */
    double x, y, area_m2, developable_m2, inscribed_m, perimeter_m;
    uint32_t use, plan_zone, n_parts;
    int strategy; /* enum tomt_strategy, -1: the project has no such layer */
    size_t uses_from, n_uses;
    bool snapped;  /* an overlay of its source had to be */
    size_t site;   /* once gathered: its row among the sites */
    size_t before; /* the last one before it of the same source and part, or TOMT_NO_ROW */
};
struct tomt_lost { /* ground that a site lost, for one profile */
    size_t made;
    double ground_m2;
    uint16_t constraint; /* of the profile, or TOMT_LOSS_SLIVER */
    uint8_t profile;
};
struct tomt_fallen { /* a rejection */
    uint32_t source, part;
    enum tomt_reason reason;
    uint64_t profiles;
    const char *layer, *word; /* NULL: none. word: land-use code or constraint code */
    int64_t feature;          /* INT64_MIN: none */
    double measured, limit;   /* NaN: not applicable */
    double whole_m2;          /* TOMT_R_EXCLUDED: of which `measured` is left */
    double permitted_m2, excluded_m2; /* as in tomt_rejected */
    size_t before; /* the last one before it of the same source and part, or TOMT_NO_ROW */
};
struct tomt_output { /* of one thread */
    struct tomt_arena *arena;
    struct tomt_shapes shapes;
    struct tomt_made *made;
    struct tomt_fallen *fallen;
    struct tomt_lost *lost;
    uint32_t *use;
    double *use_area_m2;
    size_t n_made, made_capacity, n_fallen, fallen_capacity, n_lost, lost_capacity, n_uses,
        use_capacity, use_area_capacity;
    struct tomt_sites_report report;
};

/* A polygon at work: bytes, outline, and the library's object when it is asked for. */
struct tomt_ground {
    const uint8_t *wkb;
    size_t size;
    uint32_t n_parts;
    double area_m2;
    struct tomt_box box;
    struct tomt_outline outline;
    GEOSGeometry *geometry;
    struct tomt_tracer tracer;
    struct tomt_shapes own;
};

enum tomt_piece_kind {
    TOMT_PIECE_SOURCE /* the whole source */,
    TOMT_PIECE_ZONE /* the whole zone */,
    TOMT_PIECE_CUT
};
struct tomt_piece { /* source ∩ one zone */
    uint32_t zone;
    enum tomt_lie lie;
    enum tomt_piece_kind kind;
    double area_m2;
    GEOSGeometry *cut; /* of TOMT_PIECE_CUT, when it was asked for */
};

struct tomt_permit;

/* The permitted ground of some profiles that exclude the same, and what became of it; loss.c says
 * who took what, when a site is kept. */
struct tomt_taking {
    const struct tomt_permit *permit;
    bool cut;                   /* exclusions took something */
    double left_m2, slivers_m2; /* of all parts that are kept; of those that were dropped */
    uint32_t *meet;             /* the maker's meets that these profiles exclude */
    uint16_t *step, *number;    /* [division][n] by meet: when it goes; [n_steps] whose it is */
    double *took_m2;            /* [division][n_steps] */
    struct tomt_division {      /* one order of taking; profiles with the same order share it */
        size_t step, took;
        size_t n_steps;
    } * division;
    size_t n, n_divisions, meet_capacity, step_capacity, number_capacity, took_capacity,
        division_capacity;
};

struct tomt_maker {
    struct tomt_bench bench; /* first */
    struct tomt_making *making;
    struct tomt_cutter *zones, *exclusions, *strategies,
        *sources; /* sources: only where some are large */
    struct tomt_width_desk width;
    struct tomt_output *output;
    struct tomt_ground source, permitted, rest, part;
    uint32_t at;                   /* the source at work */
    size_t made_from, fallen_from; /* its first rows in the output */
    struct tomt_latest { /* by part: its last row in the output. Never cleared: a row that is not of
                            the source at work, or of another part, is none */
        size_t *of_part, capacity;
    } made_latest, fallen_latest;
    size_t uses_from, n_uses_here;
    size_t snapped_from; /* overlays that were snapped before it */
    double noise_m2;     /* pieces too small to be kept */
    struct tomt_piece *piece;
    size_t n_pieces, piece_capacity;
    struct tomt_meet { /* exclusions that meet the permitted ground */
        uint32_t row;
        enum tomt_lie lie;
        double area_m2;     /* that it takes */
    } * meet, *in_strategy; /* ... and areas of one strategy that meet the site */
    size_t n_meets, meet_capacity, n_strategy, strategy_capacity;
    struct tomt_taking taking;
    GEOSGeometry **list;
    size_t n_list, list_capacity;
    struct tomt_part_area {
        uint32_t index;
        double area_m2;
    } * part_area;
    size_t part_capacity;
};

/* What a group of profiles permits of the source at work. */
struct tomt_permit {
    uint64_t profiles;
    const struct tomt_ground *ground;
    double area_m2; /* of the pieces */
    uint32_t use, plan_zone;
};

/* ground.c */
void tomt_ground_start(struct tomt_ground *ground, struct tomt_arena *arena);
void tomt_ground_clear(struct tomt_maker *maker, struct tomt_ground *ground);
bool tomt_ground_borrow(struct tomt_maker *maker, struct tomt_ground *ground, const uint8_t *wkb,
                        size_t size, struct tomt_error *err);
/* Takes the geometry over, also on failure; puts it in normal order first. It may be empty: then
 * size is 0. */
bool tomt_ground_take(struct tomt_maker *maker, struct tomt_ground *ground, GEOSGeometry *geometry,
                      struct tomt_error *err);
const GEOSGeometry *tomt_ground_geometry(struct tomt_maker *maker, const struct tomt_ground *ground,
                                         struct tomt_error *err);
/* The overlay of a ground with a row of a cover, counted in the report. The caller destroys the
 * geometry. */
GEOSGeometry *tomt_ground_cut(struct tomt_maker *maker, struct tomt_cutter *cutter,
                              const struct tomt_cover *cover, uint32_t row, enum tomt_overlay what,
                              const struct tomt_ground *ground, struct tomt_error *err);
/* The area a ground has in common with a row of a cover that crosses it: by the outlines, in doubt
 * by overlay. */
bool tomt_ground_common_m2(struct tomt_maker *maker, struct tomt_cutter *cutter,
                           const struct tomt_cover *cover, uint32_t row,
                           const struct tomt_ground *ground, double *area_m2,
                           struct tomt_error *err);
/* Several rows of a cover against one ground, joined first: put a row on the maker's list (clipped
 * to the ground, or whole where that is less work), then overlay the ground with all of the list,
 * which is emptied. */
bool tomt_ground_list(struct tomt_maker *maker, struct tomt_cutter *cutter,
                      const struct tomt_cover *cover, uint32_t row,
                      const struct tomt_ground *ground, struct tomt_error *err);
GEOSGeometry *tomt_ground_overlay_list(struct tomt_maker *maker, enum tomt_overlay what,
                                       const struct tomt_ground *ground, struct tomt_error *err);
/* The same for a geometry that came of the ground. */
GEOSGeometry *tomt_ground_overlay_listed(struct tomt_maker *maker, enum tomt_overlay what,
                                         const GEOSGeometry *geometry,
                                         const struct tomt_ground *ground, struct tomt_error *err);
void tomt_ground_list_clear(struct tomt_maker *maker);
/* Parts under a sliver go; a sliver alone goes too: then size is 0. `ground` may be another's (only
 * read). */
bool tomt_ground_drop_slivers(struct tomt_maker *maker, const struct tomt_ground *ground,
                              struct tomt_ground *into, const struct tomt_ground **kept,
                              struct tomt_error *err);

/* pieces.c */
bool tomt_pieces_find(struct tomt_maker *maker, struct tomt_error *err);
bool tomt_pieces_uses(struct tomt_maker *maker, struct tomt_error *err);
void tomt_pieces_clear(struct tomt_maker *maker);
uint64_t tomt_piece_profiles(const struct tomt_maker *maker, const struct tomt_piece *piece);
/* permit->profiles given: ground, area and use follow. Those profiles must permit at least one
 * piece. */
bool tomt_pieces_permit(struct tomt_maker *maker, struct tomt_permit *permit,
                        struct tomt_error *err);

/* cut.c: the exclusions that meet the permitted ground, and what is left of it without them. */
bool tomt_exclusions_find(struct tomt_maker *maker, const struct tomt_permit *permit,
                          struct tomt_error *err);
/* `left` (NULL: the permitted ground; taken over) without n of the maker's meets, one after the
 * other or all at once. */
GEOSGeometry *tomt_exclusions_cut(struct tomt_maker *maker, const struct tomt_permit *permit,
                                  GEOSGeometry *left, const uint32_t *meet, size_t n,
                                  struct tomt_error *err);

/* site.c: measures what is left for some profiles, and keeps or rejects it; the maker's taking says
 * how it came to be left. */
bool tomt_site_keep(struct tomt_maker *maker, uint64_t profiles, const struct tomt_ground *left,
                    struct tomt_error *err);
bool tomt_fall(struct tomt_maker *maker, struct tomt_fallen fallen, struct tomt_error *err);
/* The feature of the source at work, as the one to name. */
void tomt_blame_source(const struct tomt_maker *maker, struct tomt_fallen *fallen);
/* The exclusion that takes most of the permitted ground. */
void tomt_blame_exclusion(const struct tomt_maker *maker, uint64_t profiles,
                          struct tomt_fallen *fallen);

/* candidate.c: everything that becomes of one source. */
bool tomt_candidate_make(struct tomt_maker *maker, uint32_t source, struct tomt_error *err);

/* loss.c: who took the ground that is lost. The taking's permit, meets, cut, left and slivers are
 * set. */
void tomt_taking_start(struct tomt_taking *taking);
/* Puts out what a site lost, for each of the profiles: `share` of all that the taking lost. */
bool tomt_losses_add(struct tomt_maker *maker, size_t made, uint64_t profiles, double share,
                     struct tomt_error *err);
/* The made sites know their rows. */
bool tomt_losses_gather(struct tomt_arena *arena, const struct tomt_making *making,
                        struct tomt_losses *losses, struct tomt_error *err);

/* gather.c: joins the outputs in the order of their names. */
bool tomt_sites_gather(struct tomt_arena *arena, const struct tomt_making *making,
                       struct tomt_sites *sites, struct tomt_rejected *rejected,
                       struct tomt_sites_report *report, struct tomt_error *err);

#endif
