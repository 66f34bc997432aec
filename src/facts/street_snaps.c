/* facts/street_snaps.c: where what a request means joins the streets, and which rows are one place.
 */
#include "facts/inside.h"

#include <stdlib.h>

const struct tomt_snaps *tomt_site_snaps(struct tomt_fact_task *task, enum tomt_way way, bool *ok,
                                         struct tomt_error *err)
{
    const struct tomt_snaps *snaps = task->inputs->site_snap[way];
    *ok = true;
    if (!task->inputs->network)
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
    else if (!snaps || snaps->n < task->sites->n)
        *ok = tomt_fail(err, TOMT_INTERNAL, "the sites were not joined to the streets");
    return *ok && task->inputs->network ? snaps : NULL;
}

static const struct tomt_snaps *snaps_of(const struct tomt_fact_task *task, size_t input)
{
    const struct tomt_snaps *const *all = task->inputs->layer_snap[task->request->way];
    const struct tomt_snaps *snaps = all ? all[input] : NULL;
    return snaps && snaps->n >= task->inputs->layer[input]->shapes.n ? snaps : NULL;
}

/* How many entries of *from are item i of the selection, and which is the first. */
static bool entries_of(const struct tomt_fact_task *task, const struct tomt_selection *selection,
                       size_t i, bool all, const struct tomt_snaps **from, size_t *first, size_t *n,
                       struct tomt_error *err)
{
    if (i == 0 || selection->input[i] != selection->input[i - 1])
        *from = snaps_of(task, selection->input[i]);
    if (!*from)
        return tomt_fail(err, TOMT_INTERNAL, "layer '%s' was not joined to the streets",
                         task->inputs->layer[selection->input[i]]->name);
    *first = tomt_snaps_first(*from, selection->row[i]);
    *n = all ? tomt_snaps_first(*from, (size_t)selection->row[i] + 1) - *first : 1;
    return true;
}

static bool make_room(struct tomt_fact_task *task, struct tomt_snaps *snaps, bool all,
                      uint32_t **row, uint32_t **until, struct tomt_error *err)
{
    size_t room = (snaps->n + 1) * sizeof(uint32_t);
    snaps->link = tomt_arena_block(task->own, NULL, room, err);
    snaps->along_mm = snaps->link ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    snaps->leg_mm = snaps->along_mm ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    if (!all)
        return snaps->leg_mm != NULL;
    snaps->row = *row = snaps->leg_mm ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    snaps->until_mm = *until = *row ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    return *until != NULL;
}

bool tomt_selection_snaps(struct tomt_fact_task *task, const struct tomt_selection *selection,
                          bool all, struct tomt_snaps *snaps, struct tomt_error *err)
{
    const struct tomt_snaps *from = NULL;
    uint32_t *of = NULL, *until = NULL;
    size_t first, n, at = 0;
    *snaps = (struct tomt_snaps){.way = task->request->way};
    for (size_t i = 0; i < selection->n; i++) {
        if (!entries_of(task, selection, i, all, &from, &first, &n, err))
            return false;
        snaps->n += n;
    }
    bool gates = snaps->n > selection->n;
    if (!make_room(task, snaps, gates, &of, &until, err))
        return false;
    for (size_t i = 0; i < selection->n; i++) {
        if (!entries_of(task, selection, i, all, &from, &first, &n, err))
            return false;
        snaps->n_missed += from->link[first] == TOMT_NO_LINK;
        for (size_t k = first; k < first + n; k++, at++) {
            snaps->link[at] = from->link[k];
            snaps->along_mm[at] = from->along_mm[k];
            snaps->leg_mm[at] = from->leg_mm[k];
            if (gates) {
                of[at] = (uint32_t)i;
                until[at] = from->until_mm ? from->until_mm[k] : from->along_mm[k];
            }
        }
    }
    return true;
}

struct member { /* of a place with a name */
    const char *text;
    uint32_t input, item;
};

static int by_place(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : a->item < b->item ? -1 : a->item > b->item;
}

static const struct tomt_column *hub_column(const struct tomt_fact_task *task, size_t input)
{
    const struct tomt_column *column = tomt_table_find(&task->inputs->layer[input]->table, "hub");
    return column && column->type == TOMT_TEXT ? column : NULL;
}

/* Those that name their place, sorted by it. */
static size_t list_members(const struct tomt_fact_task *task,
                           const struct tomt_selection *selection, struct member *member)
{
    const struct tomt_column *column = NULL;
    size_t n = 0;
    for (size_t i = 0; i < selection->n; i++) {
        if (i == 0 || selection->input[i] != selection->input[i - 1])
            column = hub_column(task, selection->input[i]);
        const char *text = column ? tomt_column_text(column, selection->row[i], NULL) : NULL;
        if (text)
            member[n++] = (struct member){text, selection->input[i], (uint32_t)i};
    }
    qsort(member, n, sizeof *member, by_place);
    return n;
}

bool tomt_selection_groups(struct tomt_fact_task *task, const struct tomt_selection *selection,
                           uint32_t **group, struct tomt_error *err)
{
    bool any = false;
    *group = NULL;
    for (size_t i = 0; i < task->inputs->n_layers && !any; i++)
        any = task->inputs->role[i] == task->request->role && hub_column(task, i);
    if (!any || selection->n == 0)
        return true;
    uint32_t *first = tomt_arena_block(task->own, NULL, selection->n * sizeof *first, err);
    struct member *member =
        first ? tomt_arena_block(task->own, NULL, selection->n * sizeof *member, err) : NULL;
    if (!member)
        return false;
    for (size_t i = 0; i < selection->n; i++)
        first[i] = (uint32_t)i;
    size_t n = list_members(task, selection, member);
    for (size_t m = 1; m < n; m++)
        if (member[m].input == member[m - 1].input &&
            strcmp(member[m].text, member[m - 1].text) == 0)
            first[member[m].item] = first[member[m - 1].item];
    tomt_arena_drop(task->own, member);
    /* The first of a place comes before the others: one pass numbers them without gaps. */
    uint32_t n_groups = 0;
    for (size_t i = 0; i < selection->n; i++)
        first[i] = first[i] == i ? n_groups++ : first[first[i]];
    *group = first;
    return true;
}
