/* base/table_text.c: the texts of a column: each distinct one once while that takes less memory
 * than a text a row. Codes, names of places and states come again and again; names and numbers of
 * firms do not, and are hashed only until that shows. */
#include "base/table_text.h"

#include <string.h>

/* Too few rows tell nothing: a thousand different codes among the first thousand rows may be all.
 */
enum { FIRST_LOOK = 16384, FIRST_TEXTS = 16, FIRST_SLOTS = 32, FIRST_BYTES = 256 };

static uint64_t most_near = UINT32_MAX;

void tomt_texts_far_from(uint64_t n_bytes)
{
    most_near = n_bytes ? n_bytes : UINT32_MAX;
}

static uint64_t end_of(const struct tomt_column_texts *texts, size_t text)
{
    return texts->far_end ? texts->far_end[text] : texts->end[text];
}
static uint64_t start_of(const struct tomt_column_texts *texts, size_t text)
{
    return text ? end_of(texts, text - 1) : 0;
}

static uint32_t number_at(const struct tomt_column_texts *texts, size_t row)
{
    if (texts->width == 1)
        return ((const uint8_t *)texts->of)[row];
    return texts->width == 2 ? ((const uint16_t *)texts->of)[row]
                             : ((const uint32_t *)texts->of)[row];
}
static void put_number(struct tomt_column_texts *texts, size_t row, uint32_t number)
{
    if (texts->width == 1)
        ((uint8_t *)texts->of)[row] = (uint8_t)number;
    else if (texts->width == 2)
        ((uint16_t *)texts->of)[row] = (uint16_t)number;
    else
        ((uint32_t *)texts->of)[row] = number;
}

const char *tomt_column_text(const struct tomt_column *column, size_t row, size_t *n)
{
    const struct tomt_column_texts *texts = &column->text;
    if (tomt_column_is_null(column, row)) {
        if (n)
            *n = 0;
        return NULL;
    }
    size_t text = texts->apart ? row : number_at(texts, row);
    uint64_t from = start_of(texts, text);
    if (n)
        *n = (size_t)(end_of(texts, text) - from - 1);
    return texts->bytes + from;
}

/* --- a text more ---------------------------------------------------------------------------------
 */

static bool reserve_ends(struct tomt_column *column, size_t capacity, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if (texts->far_end) {
        uint64_t *far_end =
            tomt_arena_grow(column->arena, texts->far_end, capacity * sizeof *far_end, err);
        texts->far_end = far_end ? far_end : texts->far_end;
        texts->capacity = far_end ? capacity : texts->capacity;
        return far_end != NULL;
    }
    uint32_t *end = tomt_arena_grow(column->arena, texts->end, capacity * sizeof *end, err);
    texts->end = end ? end : texts->end;
    texts->capacity = end ? capacity : texts->capacity;
    return end != NULL;
}

/* Ends of 8 bytes each from now on. */
static bool go_far(struct tomt_column *column, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    uint64_t *far_end =
        tomt_arena_grow(column->arena, NULL, texts->capacity * sizeof *far_end, err);
    if (!far_end)
        return false;
    for (size_t i = 0; i < texts->n; i++)
        far_end[i] = texts->end[i];
    tomt_arena_drop(column->arena, texts->end);
    texts->end = NULL;
    texts->far_end = far_end;
    return true;
}

static bool reserve_bytes(struct tomt_column *column, size_t n_more, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if (texts->bytes_capacity - texts->n_bytes >= n_more)
        return true;
    size_t capacity = texts->bytes_capacity ? texts->bytes_capacity * 2 : FIRST_BYTES;
    if (capacity - texts->n_bytes < n_more)
        capacity = texts->n_bytes + n_more;
    char *bytes = tomt_arena_grow(column->arena, texts->bytes, capacity, err);
    if (!bytes)
        return false;
    texts->bytes = bytes;
    texts->bytes_capacity = capacity;
    return true;
}

/* Text number texts->n; n_bytes includes the NUL, 0: no text. */
static bool append(struct tomt_column *column, const char *text, size_t n_bytes,
                   struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    size_t capacity = texts->capacity ? texts->capacity * 2 : FIRST_TEXTS;
    if ((texts->n == texts->capacity && !reserve_ends(column, capacity, err)) ||
        (n_bytes && !reserve_bytes(column, n_bytes, err)) ||
        (texts->end && texts->n_bytes + n_bytes > most_near && !go_far(column, err)))
        return false;
    if (n_bytes > 1)
        memcpy(texts->bytes + texts->n_bytes, text, n_bytes - 1);
    texts->n_bytes += n_bytes;
    if (n_bytes)
        texts->bytes[texts->n_bytes - 1] = '\0';
    if (texts->far_end)
        texts->far_end[texts->n++] = texts->n_bytes;
    else
        texts->end[texts->n++] = (uint32_t)texts->n_bytes;
    return true;
}

/* --- each distinct text once ---------------------------------------------------------------------
 */

static uint64_t hash_of(const char *bytes, size_t n)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ n, word;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        memcpy(&word, bytes + i, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    word = 0;
    if (i < n)
        memcpy(&word, bytes + i, n - i);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 33;
    hash *= 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 32;
}

/* At most every second slot is taken. */
static bool reserve_slots(struct tomt_column *column, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if ((texts->n + 1) * 2 <= texts->n_slots)
        return true;
    size_t n_slots = texts->n_slots ? texts->n_slots : FIRST_SLOTS;
    while (n_slots < (texts->n + 1) * 2)
        n_slots *= 2;
    uint32_t *slot = tomt_arena_block(column->arena, NULL, n_slots * sizeof *slot, err);
    if (!slot)
        return false;
    for (size_t i = 0; i < texts->n; i++) {
        uint64_t from = start_of(texts, i);
        size_t at =
            hash_of(texts->bytes + from, (size_t)(end_of(texts, i) - from - 1)) & (n_slots - 1);
        while (slot[at])
            at = (at + 1) & (n_slots - 1);
        slot[at] = (uint32_t)i + 1;
    }
    tomt_arena_drop(column->arena, texts->slot);
    texts->slot = slot;
    texts->n_slots = n_slots;
    return true;
}

/* The slot that has the text's number, or the free one where it belongs. */
static size_t find_slot(const struct tomt_column_texts *texts, const char *text, size_t n)
{
    size_t at = hash_of(text, n) & (texts->n_slots - 1);
    for (; texts->slot[at]; at = (at + 1) & (texts->n_slots - 1)) {
        size_t number = texts->slot[at] - 1;
        uint64_t from = start_of(texts, number);
        if (end_of(texts, number) - from == n + 1 &&
            (n == 0 || memcmp(texts->bytes + from, text, n) == 0))
            break;
    }
    return at;
}

/* Numbers twice as wide, from the last row to the first as they lie in the same block. */
static bool widen(struct tomt_column *column, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    uint8_t wide = (uint8_t)(texts->width * 2);
    void *of = tomt_arena_grow(column->arena, texts->of, column->capacity * wide, err);
    if (!of)
        return false;
    texts->of = of;
    for (size_t row = column->n; row-- > 0;) {
        uint32_t number = number_at(texts, row);
        texts->width = wide;
        put_number(texts, row, number);
        texts->width = wide / 2;
    }
    texts->width = wide;
    return true;
}

static bool add_number(struct tomt_column *column, const char *text, size_t n,
                       struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if (!reserve_slots(column, err))
        return false;
    size_t at = find_slot(texts, text, n);
    if (!texts->slot[at]) {
        bool full = texts->width < 4 && texts->n >> (8 * texts->width);
        if ((full && !widen(column, err)) || !append(column, text, n + 1, err))
            return false;
        texts->slot[at] = (uint32_t)texts->n;
    }
    put_number(texts, column->n, texts->slot[at] - 1);
    texts->row_bytes += n + 1;
    return true;
}

/* --- a text a row
 * ---------------------------------------------------------------------------------- */

void tomt_texts_clear(struct tomt_column *column)
{
    struct tomt_column_texts *texts = &column->text;
    tomt_arena_drop(column->arena, texts->bytes);
    tomt_arena_drop(column->arena, texts->end);
    tomt_arena_drop(column->arena, texts->far_end);
    tomt_arena_drop(column->arena, texts->of);
    tomt_arena_drop(column->arena, texts->slot);
    *texts = (struct tomt_column_texts){0};
}

/* The same rows with a text each, in blocks of their own; the old ones go when all is done. */
static bool take_apart(struct tomt_column *column, struct tomt_error *err)
{
    struct tomt_column apart = {
        .arena = column->arena, .null = column->null, .text = {.apart = true}};
    struct tomt_column_texts *texts = &column->text;
    bool far = texts->row_bytes > most_near;
    size_t n_ends = column->capacity;
    apart.text.far_end =
        far ? tomt_arena_grow(column->arena, NULL, n_ends * sizeof *apart.text.far_end, err) : NULL;
    apart.text.end =
        far ? NULL : tomt_arena_grow(column->arena, NULL, n_ends * sizeof *apart.text.end, err);
    apart.text.capacity = apart.text.far_end || apart.text.end ? n_ends : 0;
    bool done = apart.text.capacity && reserve_bytes(&apart, (size_t)texts->row_bytes + 1, err);
    for (size_t row = 0; done && row < column->n; row++) {
        size_t n;
        const char *text = tomt_column_text(column, row, &n);
        done = append(&apart, text, text ? n + 1 : 0, err);
    }
    if (done) {
        tomt_texts_clear(column);
        *texts = apart.text;
    } else {
        tomt_texts_clear(&apart);
    }
    return done;
}

/* A quarter less memory is worth the hashing. */
static bool sharing_pays(const struct tomt_column *column)
{
    const struct tomt_column_texts *texts = &column->text;
    double shared = (double)column->n * texts->width + (double)texts->n_bytes +
                    4 * (double)texts->n + 4 * (double)texts->n_slots;
    double apart = (double)texts->row_bytes + 4 * (double)column->n;
    return texts->n < UINT32_MAX - 1 && shared <= 0.75 * apart;
}

static bool look(struct tomt_column *column, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if (texts->apart || column->n < FIRST_LOOK || column->n < texts->look_at)
        return true;
    texts->look_at = column->n * 2;
    return sharing_pays(column) || take_apart(column, err);
}

/* --- what a column asks for
 * ------------------------------------------------------------------------ */

bool tomt_texts_reserve(struct tomt_column *column, size_t n_rows, struct tomt_error *err)
{
    struct tomt_column_texts *texts = &column->text;
    if (texts->apart)
        return n_rows <= texts->capacity || reserve_ends(column, n_rows, err);
    uint8_t width = texts->width ? texts->width : 1;
    void *of = tomt_arena_grow(column->arena, texts->of, n_rows * width, err);
    if (!of)
        return false;
    texts->of = of;
    texts->width = width;
    return true;
}

bool tomt_column_add_text(struct tomt_column *column, const char *text, size_t n,
                          struct tomt_error *err)
{
    if (!tomt_column_room(column, err) || !look(column, err))
        return false;
    if (column->text.apart ? !append(column, text, n + 1, err) : !add_number(column, text, n, err))
        return false;
    column->n++;
    return true;
}

bool tomt_texts_add_null(struct tomt_column *column, struct tomt_error *err)
{
    if (column->text.apart)
        return append(column, NULL, 0, err);
    put_number(&column->text, column->n, 0);
    return true;
}

static void keep_apart(struct tomt_column_texts *texts, size_t n_rows, const uint8_t *keep)
{
    size_t n = 0;
    uint64_t from = 0, used = 0;
    for (size_t row = 0; row < n_rows; row++) {
        uint64_t to = end_of(texts, row);
        if (keep[row]) {
            if (used != from && to > from)
                memmove(texts->bytes + used, texts->bytes + from, (size_t)(to - from));
            used += to - from;
            if (texts->far_end)
                texts->far_end[n] = used;
            else
                texts->end[n] = (uint32_t)used;
            n++;
        }
        from = to;
    }
    texts->n = n;
    texts->n_bytes = (size_t)used;
}

/* Texts that no row has any more stay: they are few beside the rows. */
void tomt_texts_keep(struct tomt_column *column, const uint8_t *keep)
{
    struct tomt_column_texts *texts = &column->text;
    if (texts->apart) {
        keep_apart(texts, column->n, keep);
        return;
    }
    size_t n = 0;
    texts->row_bytes = 0;
    for (size_t row = 0; row < column->n; row++) {
        if (!keep[row])
            continue;
        uint32_t number = number_at(texts, row);
        if (!tomt_column_is_null(column, row))
            texts->row_bytes += end_of(texts, number) - start_of(texts, number);
        put_number(texts, n++, number);
    }
}
