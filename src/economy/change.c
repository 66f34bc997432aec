/* economy/change.c: births, deaths, moves and growth between two years of a register. */
#include "economy/structure.h"

#include <math.h>
#include <stdlib.h>

struct entry {
    uint64_t id;
    size_t at;
};

static int by_id(const void *a, const void *b)
{
    uint64_t m = ((const struct entry *)a)->id, n = ((const struct entry *)b)->id;
    return (m > n) - (m < n);
}

static bool enter(const struct tomt_year *year, size_t n_sectors, struct entry *entry,
                  struct tomt_error *err)
{
    bool ascending = true;
    for (size_t i = 0; i < year->n; i++) {
        entry[i] = (struct entry){year->id[i], i};
        ascending = ascending && (i == 0 || year->id[i - 1] < year->id[i]);
        if (year->sector[i] >= n_sectors)
            return tomt_fail(err, TOMT_INTERNAL, "establishment %zu is of sector %u of %zu", i,
                             year->sector[i], n_sectors);
    }
    if (ascending)
        return true;
    qsort(entry, year->n, sizeof *entry, by_id);
    for (size_t i = 1; i < year->n; i++)
        if (entry[i].id == entry[i - 1].id)
            return tomt_fail(err, TOMT_DATA, "establishment %llu is twice in one register",
                             (unsigned long long)entry[i].id);
    return true;
}

static void born(const struct tomt_year *after, size_t at, struct tomt_change *change)
{
    struct tomt_change *sector = &change[after->sector[at]];
    double jobs = tomt_exact_weight(after->jobs[at]);
    sector->n_births++;
    sector->jobs_born += jobs;
    sector->jobs_after += jobs;
}

static void dead(const struct tomt_year *before, size_t at, struct tomt_change *change)
{
    struct tomt_change *sector = &change[before->sector[at]];
    double jobs = tomt_exact_weight(before->jobs[at]);
    sector->n_deaths++;
    sector->jobs_dead += jobs;
    sector->jobs_before += jobs;
}

static void alive(const struct tomt_year *before, size_t was, const struct tomt_year *after,
                  size_t is, double move_m, struct tomt_change *change)
{
    struct tomt_change *old = &change[before->sector[was]], *now = &change[after->sector[is]];
    double jobs_old = tomt_exact_weight(before->jobs[was]);
    double jobs_now = tomt_exact_weight(after->jobs[is]);
    /* Not a number when a place is not known: no move. */
    double way_m = hypot(after->x[is] - before->x[was], after->y[is] - before->y[was]);
    bool is_known = isfinite(way_m);
    *(is_known && way_m > move_m ? &now->n_moves : &now->n_stayed) += 1;
    old->jobs_before += jobs_old;
    old->jobs_grown -= jobs_old;
    now->jobs_after += jobs_now;
    now->jobs_grown += jobs_now;
}

static void compare(const struct tomt_year *before, const struct entry *was,
                    const struct tomt_year *after, const struct entry *is, double move_m,
                    struct tomt_change *change)
{
    size_t i = 0, j = 0;
    while (i < before->n || j < after->n) {
        if (j == after->n || (i < before->n && was[i].id < is[j].id))
            dead(before, was[i++].at, change);
        else if (i == before->n || is[j].id < was[i].id)
            born(after, is[j++].at, change);
        else
            alive(before, was[i++].at, after, is[j++].at, move_m, change);
    }
}

bool tomt_changes(const struct tomt_year *before, const struct tomt_year *after, double move_m,
                  struct tomt_change *change, size_t n_sectors, struct tomt_error *err)
{
    size_t n = before->n + after->n;
    struct entry *entry = tomt_allocate((n + 1) * sizeof *entry);
    if (!entry)
        return tomt_fail(err, TOMT_MEMORY, "no memory to compare %zu establishments", n);
    for (size_t s = 0; s < n_sectors; s++)
        change[s] = (struct tomt_change){0};
    struct entry *is = entry + before->n;
    bool done = enter(before, n_sectors, entry, err) && enter(after, n_sectors, is, err);
    if (done)
        compare(before, entry, after, is, move_m, change);
    tomt_release(entry);
    return done;
}
