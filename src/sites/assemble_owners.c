/* sites/assemble_owners.c: the names in the column "owner" as numbers. Only whether two are the
 * same matters. Names are folded (case, blanks); several in one cell, apart by ';' or '|', are put
 * in order, each once, and are one owner together. */
#include "sites/assemble_inside.h"

#include "base/text.h"
#include "sites/outline.h"
#include "sites/zone_order.h"

#include <stdlib.h>
#include <string.h>

struct named {
    const char *name;
    uint32_t parcel;
};

struct cell { /* the names of one cell, folded */
    struct tomt_arena *arena;
    struct tomt_text folded, bytes;
    struct name {
        size_t start;
        const char *text;
    } * name;
    size_t n, capacity;
};

static int by_name(const void *one, const void *other)
{
    return strcmp(((const struct named *)one)->name, ((const struct named *)other)->name);
}

static int by_text(const void *one, const void *other)
{
    return strcmp(((const struct name *)one)->text, ((const struct name *)other)->text);
}

static bool read_cell(struct cell *cell, const char *text, struct tomt_error *err)
{
    cell->bytes.n = 0;
    cell->n = 0;
    while (*text) {
        size_t n = strcspn(text, ";|");
        if (!tomt_fold(text, n, &cell->folded))
            return tomt_fail(err, TOMT_MEMORY, "out of memory (names of owners)");
        if (cell->folded.n > 0) {
            if (!tomt_grow(cell->arena, &cell->name, &cell->capacity, cell->n + 1,
                           sizeof *cell->name, err))
                return false;
            cell->name[cell->n++].start = cell->bytes.n;
            tomt_text_add(&cell->bytes, cell->folded.bytes, cell->folded.n);
            tomt_text_add(&cell->bytes, "", 1);
        }
        text += n + (text[n] != 0);
    }
    if (cell->bytes.failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory (names of owners)");
    for (size_t i = 0; i < cell->n; i++) /* the bytes have stopped moving */
        cell->name[i].text = cell->bytes.bytes + cell->name[i].start;
    if (cell->n > 1)
        qsort(cell->name, cell->n, sizeof *cell->name, by_text);
    return true;
}

/* *name NULL: nobody is named. */
static bool normal_name(struct cell *cell, const char *text, const char **name,
                        struct tomt_error *err)
{
    *name = NULL;
    if (!text)
        return true;
    if (!read_cell(cell, text, err))
        return false;
    size_t size = 0;
    for (size_t i = 0; i < cell->n; i++)
        size += strlen(cell->name[i].text) + 1;
    if (size == 0)
        return true;
    char *all = tomt_arena_alloc(cell->arena, size, err);
    if (!all)
        return false;
    *name = all;
    for (size_t i = 0; i < cell->n; i++) {
        size_t n = strlen(cell->name[i].text);
        if (i > 0 && strcmp(cell->name[i - 1].text, cell->name[i].text) == 0)
            continue;
        if (all != *name)
            *all++ = ';';
        memcpy(all, cell->name[i].text, n);
        all += n;
    }
    return true;
}

static bool list_names(const struct tomt_assembler *assembler, const struct tomt_lot *lot,
                       struct cell *cell, struct named *named, size_t *n, struct tomt_error *err)
{
    const struct tomt_site_inputs *inputs = assembler->inputs;
    for (size_t i = 0; i < lot->n; i++) {
        struct tomt_origin origin = tomt_origin_of(assembler->sites, lot->row[i]);
        lot->owner[i] = UINT32_MAX;
        if (tomt_input_role(inputs, origin.layer) != TOMT_ROLE_PARCEL)
            continue;
        const char *text = tomt_row_text(inputs->layer[origin.layer], "owner", origin.row);
        named[*n].parcel = (uint32_t)i;
        if (!normal_name(cell, text, &named[*n].name, err))
            return false;
        *n += named[*n].name != NULL;
    }
    return true;
}

bool tomt_lot_owners(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                     struct tomt_error *err)
{
    struct cell cell = {.arena = lot->own};
    size_t n = 0;
    struct named *named = tomt_arena_block(lot->own, NULL, (lot->n + 1) * sizeof *named, err);
    lot->owner = tomt_arena_block(lot->own, NULL, (lot->n + 1) * sizeof *lot->owner, err);
    bool ok = named && lot->owner && list_names(assembler, lot, &cell, named, &n, err);
    tomt_text_free(&cell.folded);
    tomt_text_free(&cell.bytes);
    if (!ok)
        return false;
    if (n > 1)
        qsort(named, n, sizeof *named, by_name);
    uint32_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && strcmp(named[i - 1].name, named[i].name) != 0;
        lot->owner[named[i].parcel] = number;
    }
    return true;
}
