/* facts/shelf.c: reads the businesses of some layers once for all catchments of them. */
#include "facts/shelf.h"

#include "geo/index.h"

#include <math.h>

static bool same_layer(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* All rows with a place, whatever the filters say. */
static bool select_all(struct tomt_fact_task *task, struct tomt_selection *selection,
                       struct tomt_error *err)
{
    struct tomt_fact_request unfiltered = *task->request;
    struct tomt_fact_task all = *task;
    memset(unfiltered.filter, 0, sizeof unfiltered.filter);
    unfiltered.sectors = 0;
    all.own = task->shelf->arena;
    all.request = &unfiltered;
    return tomt_select(&all, selection, err);
}

static void read_jobs(const struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses)
{
    const struct tomt_selection *selection = &businesses->selection;
    const struct tomt_column *column = NULL;
    for (size_t i = 0; i < selection->n; i++) {
        if (i == 0 || selection->input[i] != selection->input[i - 1])
            column =
                tomt_table_find(&task->inputs->layer[selection->input[i]]->table, "jobs_central");
        size_t row = selection->row[i];
        bool known = column && column->type == TOMT_REAL && !tomt_column_is_null(column, row);
        businesses->jobs[i] = known ? column->real[row] : 0;
    }
}

static double middle(double low, double high)
{
    return low == high ? low : low + (high - low) / 2;
}

/* A point itself; a business drawn as a polygon counts at the middle of its box. */
void tomt_shelf_points(const struct tomt_fact_task *task, const struct tomt_selection *selection,
                       double *x, double *y)
{
    for (size_t i = 0; i < selection->n; i++) {
        struct tomt_box box = tomt_selection_box(task, selection, i);
        x[i] = middle(box.min_x, box.max_x);
        y[i] = middle(box.min_y, box.max_y);
    }
}

static struct tomt_places *place(struct tomt_fact_task *task,
                                 const struct tomt_selection *selection, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return NULL;
    double *x = tomt_arena_block(scratch, NULL, (selection->n + 1) * sizeof *x, err);
    double *y = tomt_arena_block(scratch, NULL, (selection->n + 1) * sizeof *y, err);
    if (x && y)
        tomt_shelf_points(task, selection, x, y);
    struct tomt_places *places =
        x && y ? tomt_places_new(task->shelf->arena, x, y, selection->n, task->shelf->cell_m, err)
               : NULL;
    tomt_arena_free(scratch);
    return places;
}

struct tomt_shelf_businesses *tomt_shelf_take(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_shelf *shelf = task->shelf;
    const struct tomt_fact_request *request = task->request;
    for (struct tomt_shelf_businesses *known = shelf->businesses; known; known = known->next)
        if (known->role == request->role && same_layer(known->layer, request->layer))
            return known;
    struct tomt_shelf_businesses *new = tomt_arena_alloc(shelf->arena, sizeof *new, err);
    if (!new || !select_all(task, &new->selection, err))
        return NULL;
    new->role = request->role;
    new->layer = request->layer;
    new->jobs =
        tomt_arena_block(shelf->arena, NULL, (new->selection.n + 1) * sizeof *new->jobs, err);
    if (!new->jobs)
        return NULL;
    read_jobs(task, new);
    new->next = shelf->businesses;
    shelf->businesses = new;
    return new;
}

bool tomt_shelf_place(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                      struct tomt_error *err)
{
    if (!businesses->places)
        businesses->places = place(task, &businesses->selection, err);
    return businesses->places != NULL;
}

struct lookup { /* open addressing over the distinct texts; a slot holds number + 1 */
    uint32_t *slot;
    size_t n_slots;
};

static uint64_t hash(const char *text, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

static uint32_t *find_slot(const struct lookup *lookup, const struct tomt_shelf_words *words,
                           const char *text, size_t n)
{
    size_t at = hash(text, n) & (lookup->n_slots - 1);
    for (;; at = (at + 1) & (lookup->n_slots - 1)) {
        uint32_t number = lookup->slot[at];
        if (number == 0 ||
            (words->length[number - 1] == n && memcmp(words->text[number - 1], text, n) == 0))
            return &lookup->slot[at];
    }
}

/* Twice the room, at most half of it taken. */
static bool grow(struct tomt_arena *arena, struct tomt_arena *scratch, struct lookup *lookup,
                 struct tomt_shelf_words *words, struct tomt_error *err)
{
    size_t capacity = words->capacity ? 2 * words->capacity : 512;
    const char **text = tomt_arena_block(arena, words->text, capacity * sizeof *text, err);
    if (!text)
        return false;
    words->text = text;
    size_t *length = tomt_arena_block(arena, words->length, capacity * sizeof *length, err);
    if (!length)
        return false;
    words->length = length;
    uint32_t *slot = tomt_arena_block(scratch, NULL, 2 * capacity * sizeof *slot, err);
    if (!slot)
        return false;
    words->capacity = capacity;
    *lookup = (struct lookup){slot, 2 * capacity};
    for (size_t i = 0; i < words->n; i++)
        *find_slot(lookup, words, words->text[i], words->length[i]) = (uint32_t)i + 1;
    return true;
}

static bool read_words(struct tomt_fact_task *task, const struct tomt_selection *selection,
                       struct tomt_arena *scratch, struct tomt_shelf_words *words,
                       struct tomt_error *err)
{
    struct lookup lookup = {0};
    const struct tomt_column *column = NULL;
    for (size_t i = 0; i < selection->n; i++) {
        if (i == 0 || selection->input[i] != selection->input[i - 1])
            column =
                tomt_table_find(&task->inputs->layer[selection->input[i]]->table, words->column);
        size_t n = 0;
        const char *text = column && column->type == TOMT_TEXT
                               ? tomt_column_text(column, selection->row[i], &n)
                               : NULL;
        words->word[i] = UINT32_MAX;
        if (!text)
            continue;
        if (words->n == words->capacity && !grow(task->shelf->arena, scratch, &lookup, words, err))
            return false;
        uint32_t *slot = find_slot(&lookup, words, text, n);
        if (*slot == 0) {
            words->text[words->n] = text;
            words->length[words->n++] = n;
            *slot = (uint32_t)words->n;
        }
        words->word[i] = *slot - 1;
    }
    return true;
}

struct tomt_shelf_words *tomt_shelf_words(struct tomt_fact_task *task,
                                          struct tomt_shelf_businesses *businesses,
                                          const char *column, struct tomt_error *err)
{
    for (struct tomt_shelf_words *known = businesses->words; known; known = known->next)
        if (strcmp(known->column, column) == 0)
            return known;
    struct tomt_arena *arena = task->shelf->arena;
    struct tomt_shelf_words *words = tomt_arena_alloc(arena, sizeof *words, err);
    if (!words)
        return NULL;
    words->column = column;
    words->word =
        tomt_arena_block(arena, NULL, (businesses->selection.n + 1) * sizeof *words->word, err);
    struct tomt_arena *scratch = words->word ? tomt_arena_new(err) : NULL;
    bool ok = scratch && read_words(task, &businesses->selection, scratch, words, err);
    tomt_arena_free(scratch);
    if (!ok)
        return NULL;
    words->next = businesses->words;
    businesses->words = words;
    return words;
}

/* weight[item] = 0 for what the filter does not let pass. */
static bool sift(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                 const struct tomt_filter *filter, double *weight, struct tomt_error *err)
{
    const struct tomt_shelf_words *words = tomt_shelf_words(task, businesses, filter->column, err);
    uint8_t *passes = words ? tomt_arena_block(task->own, NULL, words->n + 1, err) : NULL;
    if (!passes)
        return false;
    for (size_t i = 0; i < words->n; i++)
        passes[i] = tomt_filter_matches(filter, words->text[i], words->length[i]);
    for (size_t i = 0; i < businesses->selection.n; i++)
        if (words->word[i] == UINT32_MAX || !passes[words->word[i]])
            weight[i] = 0;
    return true;
}

static bool read_sectors(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                         struct tomt_error *err)
{
    const struct tomt_selection *selection = &businesses->selection;
    const struct tomt_column *column = NULL;
    if (businesses->sectors)
        return true;
    businesses->sectors = tomt_arena_block(task->shelf->arena, NULL,
                                           (selection->n + 1) * sizeof *businesses->sectors, err);
    for (size_t i = 0; businesses->sectors && i < selection->n; i++) {
        if (i == 0 || selection->input[i] != selection->input[i - 1])
            column = tomt_sector_column(task->inputs->layer[selection->input[i]]);
        if (column && !tomt_column_is_null(column, selection->row[i]))
            businesses->sectors[i] = (uint64_t)column->integer[selection->row[i]];
    }
    return businesses->sectors != NULL;
}

bool tomt_shelf_weigh(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                      double *weight, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    for (size_t i = 0; i < businesses->selection.n; i++)
        weight[i] = request->subject == TOMT_JOBS ? businesses->jobs[i] : 1;
    for (int f = 0; f < 2; f++)
        if (request->filter[f].column && !sift(task, businesses, &request->filter[f], weight, err))
            return false;
    if (request->sectors && !read_sectors(task, businesses, err))
        return false;
    for (size_t i = 0; request->sectors && i < businesses->selection.n; i++)
        if (!(businesses->sectors[i] & request->sectors))
            weight[i] = 0;
    return true;
}

bool tomt_shelf_order_sites(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_shelf *shelf = task->shelf;
    const struct tomt_fact_sites *sites = task->sites;
    if (shelf->site_order || sites->n == 0)
        return true;
    struct tomt_box *box = tomt_arena_block(shelf->arena, NULL, sites->n * sizeof *box, err);
    for (size_t i = 0; box && i < sites->n; i++)
        box[i] = (struct tomt_box){sites->point_x[i], sites->point_y[i], sites->point_x[i],
                                   sites->point_y[i]};
    struct tomt_index *index = box ? tomt_index_new(shelf->arena, box, sites->n, err) : NULL;
    size_t n;
    shelf->site_order = index ? tomt_index_order(index, &n) : NULL;
    return shelf->site_order != NULL;
}
