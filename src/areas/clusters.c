/* areas/clusters.c: where the establishments of sectors crowd. They are put in an order of their
 * own first, west to east, so that the order of the register decides nothing. */
#include "areas/hulls.h"
#include "areas/industries.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>

struct member {
    double x, y, weight;
    uint64_t id;
    size_t row; /* of the workplaces */
    uint32_t label;
};

struct search {
    const struct tomt_cluster_question *question;
    double sector_jobs_all, jobs_all;
    struct member
        *member; /* of the sectors: west to east; then those in clusters, cluster by cluster */
    size_t n;
    size_t *start;           /* [out->n + 1] into the latter */
    const double *stability; /* by the label that found it; NULL with DBSCAN */
    struct tomt_clusters *out;
};

static int west_first(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

static bool select_members(struct tomt_arena *scratch, struct search *search,
                           struct tomt_error *err)
{
    const struct tomt_workplaces *workplaces = search->question->workplaces;
    uint64_t sectors = search->question->sectors;
    search->member =
        tomt_arena_block(scratch, NULL, (workplaces->n + 1) * sizeof *search->member, err);
    if (!search->member)
        return false;
    for (size_t i = 0; i < workplaces->n; i++) {
        double x = workplaces->x[i], y = workplaces->y[i], jobs = workplaces->jobs[i];
        bool is_of_sector = sectors == 0 || (workplaces->sectors[i] & sectors);
        if (!is_of_sector || !isfinite(x) || !isfinite(y))
            continue;
        double weight = tomt_jobs_known(jobs) ? tomt_exact_weight(jobs) : 0;
        search->member[search->n++] =
            (struct member){x, y, weight, workplaces->id[i], i, TOMT_NOISE};
    }
    qsort(search->member, search->n, sizeof *search->member, west_first);
    return true;
}

static bool label_members(struct tomt_arena *scratch, struct search *search,
                          const struct tomt_crew *crew, struct tomt_labels *labels,
                          struct tomt_error *err)
{
    const struct tomt_cluster_question *question = search->question;
    size_t n = search->n;
    double *x = tomt_arena_block(scratch, NULL, (3 * n + 1) * sizeof *x, err);
    if (!x)
        return false;
    double *y = x + n, *weight = y + n;
    for (size_t i = 0; i < n; i++) {
        x[i] = search->member[i].x;
        y[i] = search->member[i].y;
        weight[i] = search->member[i].weight;
    }
    bool done = question->method == TOMT_BY_DBSCAN
                    ? tomt_dbscan(scratch, x, y, weight, n, question->radius_m, question->min_jobs,
                                  crew, labels, err)
                    : tomt_hdbscan(scratch, x, y, weight, n, question->min_jobs,
                                   question->min_cluster_jobs, crew, labels, err);
    tomt_arena_drop(scratch, x);
    search->stability = labels->strength;
    for (size_t i = 0; done && i < n; i++)
        search->member[i].label = labels->label[i];
    return done;
}

/* ---- numbers -------------------------------------------------------------------------------- */

struct ranked {
    double jobs;
    size_t n, lowest;
    uint32_t label;
};

static int heaviest_first(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->jobs != b->jobs)
        return a->jobs > b->jobs ? -1 : 1;
    return (a->lowest > b->lowest) - (a->lowest < b->lowest);
}

static size_t rank(const struct search *search, size_t n_found, struct ranked *ranked)
{
    size_t n = 0;
    for (size_t i = search->n; i-- > 0;) {
        if (search->member[i].label == TOMT_NOISE)
            continue;
        struct ranked *of = &ranked[search->member[i].label];
        of->n++;
        of->jobs += search->member[i].weight;
        of->lowest = i;
        of->label = search->member[i].label;
    }
    for (size_t i = 0; i < n_found; i++)
        if (ranked[i].n > 0 && ranked[i].n >= search->question->min_establishments)
            ranked[n++] = ranked[i];
    qsort(ranked, n, sizeof *ranked, heaviest_first);
    return n;
}

/* Members of clusters, cluster by cluster, come to the front in their order. */
static bool sort_members(struct tomt_arena *scratch, struct search *search,
                         const struct ranked *ranked, size_t n_found, struct tomt_error *err)
{
    size_t n_clusters = search->out->n;
    uint32_t *number = tomt_arena_block(scratch, NULL, (n_found + 1) * sizeof *number, err);
    size_t *next = tomt_arena_block(scratch, NULL, (n_clusters + 2) * sizeof *next, err);
    struct member *sorted = tomt_arena_block(scratch, NULL, (search->n + 1) * sizeof *sorted, err);
    if (!number || !next || !sorted)
        return false;
    for (size_t i = 0; i < n_found; i++)
        number[i] = TOMT_NOISE;
    for (size_t i = 0; i < n_clusters; i++) {
        number[ranked[i].label] = (uint32_t)i;
        next[i + 2] = next[i + 1] + ranked[i].n;
    }
    for (size_t i = 0; i < search->n; i++) {
        struct member *member = &search->member[i];
        member->label = member->label == TOMT_NOISE ? TOMT_NOISE : number[member->label];
        search->out->label[member->row] = member->label;
        if (member->label != TOMT_NOISE)
            sorted[next[member->label + 1]++] = *member;
    }
    search->member = sorted;
    search->start = next; /* each has moved to where the next begins */
    return true;
}

static bool number_clusters(struct tomt_arena *arena, struct tomt_arena *scratch,
                            struct search *search, size_t n_found, struct tomt_error *err)
{
    struct tomt_clusters *out = search->out;
    size_t n = search->question->workplaces->n;
    struct ranked *ranked = tomt_arena_block(scratch, NULL, (n_found + 1) * sizeof *ranked, err);
    out->label = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->label, err);
    if (!ranked || !out->label)
        return false;
    for (size_t i = 0; i < n; i++)
        out->label[i] = TOMT_NOISE;
    out->n = rank(search, n_found, ranked);
    out->cluster = tomt_arena_block(arena, NULL, (out->n + 1) * sizeof *out->cluster, err);
    if (!out->cluster)
        return false;
    for (size_t i = 0; i < out->n; i++)
        out->cluster[i].strength = search->stability ? search->stability[ranked[i].label] : NAN;
    return sort_members(scratch, search, ranked, n_found, err);
}

/* ---- what they are -------------------------------------------------------------------------- */

struct industry {
    uint64_t code;
    double jobs;
};

static int by_code(const void *left, const void *right)
{
    const struct industry *a = left, *b = right;
    return (a->code > b->code) - (a->code < b->code);
}

static void lead(const struct search *search, size_t i, struct industry *industry,
                 struct tomt_cluster *cluster)
{
    const struct tomt_workplaces *workplaces = search->question->workplaces;
    size_t n = 0;
    for (size_t k = search->start[i]; k < search->start[i + 1]; k++) {
        const struct member *member = &search->member[k];
        if (workplaces->code[member->row] != 0 && member->weight > 0)
            industry[n++] = (struct industry){workplaces->code[member->row], member->weight};
    }
    qsort(industry, n, sizeof *industry, by_code);
    for (size_t from = 0, to; from < n; from = to) {
        struct industry sum = industry[from];
        for (to = from + 1; to < n && industry[to].code == sum.code; to++)
            sum.jobs += industry[to].jobs;
        size_t place = 0; /* of as many jobs, the lower code came before */
        while (place < 3 && cluster->leading_jobs[place] >= sum.jobs)
            place++;
        for (; place < 3; place++) {
            struct industry moved = {cluster->leading[place], cluster->leading_jobs[place]};
            cluster->leading[place] = sum.code;
            cluster->leading_jobs[place] = sum.jobs;
            sum = moved;
        }
    }
}

static void describe(const struct search *search, size_t i, struct industry *industry)
{
    struct tomt_cluster *cluster = &search->out->cluster[i];
    size_t first = search->start[i], end = search->start[i + 1];
    const struct member *member = search->member;
    double x = 0, y = 0, weight = 0, x_plain = 0, y_plain = 0;
    for (size_t k = first; k < end; k++) { /* from the first, so that no digits are lost */
        double dx = member[k].x - member[first].x, dy = member[k].y - member[first].y;
        tomt_mix_add(&cluster->mix, search->question->workplaces, member[k].row);
        x += member[k].weight * dx;
        y += member[k].weight * dy;
        weight += member[k].weight;
        x_plain += dx;
        y_plain += dy;
    }
    bool is_weighed = weight > 0;
    cluster->x = member[first].x + (is_weighed ? x / weight : x_plain / (double)(end - first));
    cluster->y = member[first].y + (is_weighed ? y / weight : y_plain / (double)(end - first));
    lead(search, i, industry, cluster);
}

static bool draw(struct tomt_arena *arena, struct tomt_arena *scratch, struct search *search,
                 const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_clusters *out = search->out;
    size_t n = search->start[out->n];
    double *x = tomt_arena_block(scratch, NULL, (2 * n + 1) * sizeof *x, err);
    if (!x)
        return false;
    double *y = x + n;
    for (size_t k = 0; k < n; k++) {
        x[k] = search->member[k].x;
        y[k] = search->member[k].y;
    }
    struct tomt_crowds crowds = {out->n, search->start, x, y};
    if (!tomt_hulls_make(arena, &crowds, crew, &out->hull, err))
        return false;
    double *jobs = tomt_arena_block(scratch, NULL, (2 * out->n + 1) * sizeof *jobs, err);
    if (!jobs || (search->question->sectors != 0 &&
                  !tomt_hulls_count(&out->hull, search->question->workplaces,
                                    search->question->sectors, crew, jobs, jobs + out->n, err)))
        return false;
    for (size_t i = 0; i < out->n; i++) {
        struct tomt_cluster *cluster = &out->cluster[i];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&out->hull, i, &size);
        cluster->area_m2 = tomt_wkb_area_m2(wkb, size);
        cluster->quotient = NAN;
        if (search->question->sectors != 0)
            cluster->quotient = tomt_location_quotient(jobs[out->n + i], jobs[i],
                                                       search->sector_jobs_all, search->jobs_all);
    }
    return true;
}

bool tomt_clusters_find(struct tomt_arena *arena, const struct tomt_cluster_question *question,
                        double sector_jobs_all, double jobs_all, const struct tomt_crew *crew,
                        struct tomt_clusters *out, struct tomt_error *err)
{
    *out = (struct tomt_clusters){0};
    tomt_shapes_start(&out->hull, arena, TOMT_POLYGONS);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct search search = {
        .question = question, .sector_jobs_all = sector_jobs_all, .jobs_all = jobs_all, .out = out};
    struct tomt_labels labels = {0};
    struct industry *industry = NULL;
    bool done = select_members(scratch, &search, err) &&
                label_members(scratch, &search, crew, &labels, err) &&
                number_clusters(arena, scratch, &search, labels.n_clusters, err) &&
                (industry = tomt_arena_block(scratch, NULL, (search.n + 1) * sizeof *industry,
                                             err)) != NULL;
    for (size_t i = 0; done && i < out->n; i++)
        describe(&search, i, industry);
    done = done && draw(arena, scratch, &search, crew, err);
    tomt_arena_free(scratch);
    return done;
}
