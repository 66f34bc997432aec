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

bool tomt_selection_snaps(struct tomt_fact_task *task, const struct tomt_selection *selection,
                          struct tomt_snaps *snaps, struct tomt_error *err)
{
    size_t room = (selection->n + 1) * sizeof(uint32_t);
    *snaps = (struct tomt_snaps){.way = task->request->way, .n = selection->n};
    snaps->link = tomt_arena_block(task->own, NULL, room, err);
    snaps->along_mm = tomt_arena_block(task->own, NULL, room, err);
    snaps->leg_mm = tomt_arena_block(task->own, NULL, room, err);
    if (!snaps->link || !snaps->along_mm || !snaps->leg_mm)
        return false;
    const struct tomt_snaps *from = NULL;
    for (size_t i = 0; i < selection->n; i++) {
        if (i == 0 || selection->input[i] != selection->input[i - 1])
            from = snaps_of(task, selection->input[i]);
        if (!from)
            return tomt_fail(err, TOMT_INTERNAL, "layer '%s' was not joined to the streets",
                             task->inputs->layer[selection->input[i]]->name);
        size_t row = selection->row[i];
        snaps->link[i] = from->link[row];
        snaps->along_mm[i] = from->along_mm[row];
        snaps->leg_mm[i] = from->leg_mm[row];
        snaps->n_missed += from->link[row] == TOMT_NO_LINK;
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
