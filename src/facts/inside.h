/* facts/inside.h: what the files of this room share: which rows a request means, where results go.
 * Not for other rooms. */
#ifndef TOMT_FACTS_INSIDE_H
#define TOMT_FACTS_INSIDE_H

#include "facts/facts.h"

/* One request on its way. `own` is freed when the fact is computed; `arena` holds what stays. */
struct tomt_shelf;
struct tomt_fact_task {
    struct tomt_arena *arena, *own;
    struct tomt_shelf *shelf; /* what it shares with other requests */
    const struct tomt_fact_request *request;
    const struct tomt_fact_sites *sites;
    const struct tomt_fact_inputs *inputs;
    const struct tomt_crew *crew;
    struct tomt_fact *fact;
};

bool tomt_fact_of_site(struct tomt_fact_task *task,
                       struct tomt_error *err); /* area, perimeter, inscribed, uses, attribute */
bool tomt_fact_overlay(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_nearest(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_catchment(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_population(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_raster(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_street_nearest(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_street_catchment(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_transit_level(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_transit_class(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_variety(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_street_variety(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_reference(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_of_profile(struct tomt_fact_task *task, struct tomt_error *err);
bool tomt_fact_hot_spot(struct tomt_fact_task *task, struct tomt_error *err);

static inline void tomt_fact_put(struct tomt_fact *fact, size_t site, double value,
                                 enum tomt_why why)
{
    fact->value[site] = why == TOMT_WHY_OK ? value : __builtin_nan("");
    fact->why[site] = (uint8_t)why;
}

/* No site has data, all for that reason. */
static inline void tomt_fact_put_all(struct tomt_fact_task *task, enum tomt_why why)
{
    for (size_t site = 0; site < task->sites->n; site++)
        tomt_fact_put(task->fact, site, 0, why);
}

/* What a request's filters and sectors look at in a layer. */
struct tomt_row_columns {
    const struct tomt_column *text[2], *sectors; /* NULL: not asked for */
};
/* False: no row of the layer can pass, it lacks a column that is asked for. */
bool tomt_row_columns(const struct tomt_fact_request *request, const struct tomt_layer *layer,
                      struct tomt_row_columns *of);
bool tomt_row_passes(const struct tomt_fact_request *request, const struct tomt_row_columns *of,
                     size_t row);
const struct tomt_column *tomt_sector_column(const struct tomt_layer *layer); /* NULL: has none */

/* The rows a request means, over all its layers: layer order, then row order. */
struct tomt_selection {
    size_t n, n_layers;
    uint16_t *input; /* index into inputs->layer */
    uint32_t *row;
};
bool tomt_select(struct tomt_fact_task *task, struct tomt_selection *selection,
                 struct tomt_error *err);
/* The box of each selected row. */
struct tomt_box *tomt_selection_boxes(struct tomt_fact_task *task,
                                      const struct tomt_selection *selection,
                                      struct tomt_error *err);
static inline struct tomt_box tomt_selection_box(const struct tomt_fact_task *task,
                                                 const struct tomt_selection *selection, size_t i)
{
    return task->inputs->layer[selection->input[i]]->shapes.box[selection->row[i]];
}
/* Rows that are one place (the same text in column `hub` of a layer) have the same number, numbered by
 * their first; NULL in *group when no layer has such a column. */
bool tomt_selection_groups(struct tomt_fact_task *task, const struct tomt_selection *selection,
                           uint32_t **group, struct tomt_error *err);
/* Where the selected rows join the streets, in the order of the selection. An error when a layer was
 * not joined at all. `all`: a polygon joins at all its gates, and row[entry] is the index into the
 * selection (NULL when that is the entry itself); else each once, at its nearest gate. */
bool tomt_selection_snaps(struct tomt_fact_task *task, const struct tomt_selection *selection,
                          bool all, struct tomt_snaps *snaps, struct tomt_error *err);
/* Where the sites join the streets, for a way of moving; NULL: the project has no streets, then all
 * sites are told so. *ok false: an error. */
const struct tomt_snaps *tomt_site_snaps(struct tomt_fact_task *task, enum tomt_way way, bool *ok,
                                         struct tomt_error *err);
/* Residents of a row of a population layer; 0 when not known. */
double tomt_persons(const struct tomt_layer *layer, size_t row);

/* The best so far of one site: amount descending, then distance, then item ascending. */
#define TOMT_EVIDENCE_MOST 64
struct tomt_best {
    double amount, distance_m;
    uint32_t item; /* index into the selection */
};
struct tomt_bests {
    size_t n, width;
    struct tomt_best best[TOMT_EVIDENCE_MOST];
};
bool tomt_best_before(const struct tomt_best *a, const struct tomt_best *b);
void tomt_bests_add(struct tomt_bests *bests, struct tomt_best item);
/* Makes room for evidence when the inputs ask for any (width 0 otherwise). */
bool tomt_evidence_start(struct tomt_fact_task *task, const struct tomt_selection *selection,
                         struct tomt_error *err);
void tomt_evidence_put(struct tomt_fact *fact, const struct tomt_selection *selection, size_t site,
                       const struct tomt_bests *bests);

#endif
