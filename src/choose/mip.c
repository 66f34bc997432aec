/* choose/mip.c: the solver, CBC through its C interface: silent, on one thread, stopped by a count
 * of nodes and never by a clock. It hears nobody while it searches, so it does so in a process of
 * its own when somebody may interrupt (aside.c). */
#include "choose/inside.h"

#include <coin/Cbc_C_Interface.h>
#include <limits.h>

/* `held` counts things; the block is grown by doubling. */
static bool hold(struct tomt_arena *arena, void **block, size_t *held, size_t n, size_t size,
                 struct tomt_error *err)
{
    if (n <= *held)
        return true;
    size_t more = *held ? *held * 2 : 256;
    more = more < n ? n : more;
    void *grown = tomt_arena_block(arena, *block, more * size, err);
    if (!grown)
        return false;
    *block = grown;
    *held = more;
    return true;
}

bool tomt_mip_column(struct mip *mip, double cost, bool whole, struct tomt_error *err)
{
    size_t held = mip->columns_held, same = held;
    if (!hold(mip->arena, (void **)&mip->cost, &held, mip->n_columns + 1, sizeof *mip->cost, err) ||
        !hold(mip->arena, (void **)&mip->whole, &same, mip->n_columns + 1, sizeof *mip->whole, err))
        return false;
    mip->columns_held = held;
    mip->cost[mip->n_columns] = cost;
    mip->whole[mip->n_columns++] = whole;
    return true;
}

bool tomt_mip_entry(struct mip *mip, size_t column, double entry, struct tomt_error *err)
{
    size_t held = mip->entries_held, same = held;
    if (!hold(mip->arena, (void **)&mip->column, &held, mip->n_entries + 1, sizeof *mip->column,
              err) ||
        !hold(mip->arena, (void **)&mip->entry, &same, mip->n_entries + 1, sizeof *mip->entry, err))
        return false;
    mip->entries_held = held;
    mip->column[mip->n_entries] = (int)column;
    mip->entry[mip->n_entries++] = entry;
    return true;
}

bool tomt_mip_row(struct mip *mip, double low, double high, struct tomt_error *err)
{
    size_t held = mip->rows_held, low_held = held, high_held = held;
    if (!hold(mip->arena, (void **)&mip->start, &held, mip->n_rows + 2, sizeof *mip->start, err) ||
        !hold(mip->arena, (void **)&mip->low, &low_held, mip->n_rows + 2, sizeof *mip->low, err) ||
        !hold(mip->arena, (void **)&mip->high, &high_held, mip->n_rows + 2, sizeof *mip->high, err))
        return false;
    mip->rows_held = held;
    mip->low[mip->n_rows] = low;
    mip->high[mip->n_rows] = high;
    mip->start[++mip->n_rows] = mip->n_entries;
    return true;
}

struct by_columns {
    CoinBigIndex *start;
    int *row;
    double *entry, *zero, *one;
};

static bool turn(const struct mip *mip, struct by_columns *c, struct tomt_error *err)
{
    size_t n = mip->n_columns, e = mip->n_entries;
    c->start = tomt_arena_block(mip->arena, NULL, (n + 2) * sizeof *c->start, err);
    c->row = tomt_arena_block(mip->arena, NULL, (e + 1) * sizeof *c->row, err);
    c->entry = tomt_arena_block(mip->arena, NULL, (e + 1) * sizeof *c->entry, err);
    c->zero = tomt_arena_block(mip->arena, NULL, (n + 1) * sizeof *c->zero, err);
    c->one = tomt_arena_block(mip->arena, NULL, (n + 1) * sizeof *c->one, err);
    if (!c->start || !c->row || !c->entry || !c->zero || !c->one)
        return false;
    for (size_t i = 0; i < n; i++)
        c->one[i] = 1;
    for (size_t i = 0; i < e; i++)
        if (mip->column[i] + 2 <= (int)n)
            c->start[mip->column[i] + 2]++;
    for (size_t i = 2; i <= n; i++)
        c->start[i] += c->start[i - 1];
    for (size_t r = 0; r < mip->n_rows; r++)
        for (size_t i = mip->start[r]; i < mip->start[r + 1]; i++) {
            CoinBigIndex at = c->start[mip->column[i] + 1]++;
            c->row[at] = (int)r;
            c->entry[at] = mip->entry[i];
        }
    return true;
}

static void put_away(const struct mip *mip, struct by_columns *c)
{
    tomt_arena_drop(mip->arena, c->start);
    tomt_arena_drop(mip->arena, c->row);
    tomt_arena_drop(mip->arena, c->entry);
    tomt_arena_drop(mip->arena, c->zero);
    tomt_arena_drop(mip->arena, c->one);
}

static Cbc_Model *load(const struct mip *mip, size_t most_nodes, const double *start,
                       struct tomt_error *err)
{
    struct by_columns c = {0};
    if (mip->n_columns > INT_MAX / 4 || mip->n_entries > INT_MAX / 4) {
        tomt_fail(err, TOMT_INTERNAL, "the integer program is too large for its solver");
        return NULL;
    }
    if (!turn(mip, &c, err))
        return NULL;
    Cbc_Model *model = Cbc_newModel();
    if (!model) {
        tomt_fail(err, TOMT_MEMORY, "out of memory starting the solver");
        return NULL;
    }
    Cbc_setLogLevel(model, 0);
    Cbc_loadProblem(model, (int)mip->n_columns, (int)mip->n_rows, c.start, c.row, c.entry, c.zero,
                    c.one, mip->cost, mip->low, mip->high);
    for (size_t i = 0; i < mip->n_columns; i++)
        if (mip->whole[i])
            Cbc_setInteger(model, (int)i);
    Cbc_setObjSense(model, 1);
    Cbc_setParameter(model, "log", "0");
    Cbc_setParameter(model, "slog", "0");
    Cbc_setParameter(model, "threads", "0");
    /* They gain nothing here, and Debian's library loses memory in both (implied_free_action). */
    Cbc_setParameter(model, "preprocess", "off");
    Cbc_setParameter(model, "presolve", "off");
    Cbc_setAllowableGap(model, 0);
    Cbc_setAllowableFractionGap(model, 0);
    Cbc_setMaximumNodes(model, most_nodes < INT_MAX ? (int)most_nodes : INT_MAX);
    if (start)
        Cbc_setInitialSolution(model, start);
    put_away(mip, &c);
    return model;
}

static void search(void *solver, struct solved *out)
{
    Cbc_Model *model = solver;
    Cbc_solve(model);
    bool optimal = Cbc_isProvenOptimal(model), infeasible = Cbc_isProvenInfeasible(model);
    const double *best = infeasible ? NULL : Cbc_bestSolution(model);
    out->outcome = infeasible ? INFEASIBLE : optimal && best ? SOLVED : STOPPED;
    out->has_solution = best != NULL;
    if (best)
        memcpy(out->solution, best, out->n * sizeof *best);
    if (optimal && best)
        out->bound = Cbc_getObjValue(model);
    else if (!infeasible && !optimal && !Cbc_isAbandoned(model))
        out->bound = Cbc_getBestPossibleObjValue(model);
}

bool tomt_mip_solve(const struct mip *mip, size_t most_nodes, const double *start,
                    struct solved *out, struct tomt_error *err)
{
    *out = (struct solved){.outcome = STOPPED, .bound = -INFINITY, .n = mip->n_columns};
    out->solution = tomt_arena_block(mip->arena, NULL, (out->n + 1) * sizeof *out->solution, err);
    Cbc_Model *model = out->solution ? load(mip, most_nodes, start, err) : NULL;
    if (!model)
        return false;
    bool ok = true;
    if (mip->cancel)
        ok = tomt_choose_aside(search, model, mip->cancel, out, err);
    else
        search(model, out);
    Cbc_deleteModel(model);
    return ok;
}
