/* sources/gtfs_ids.c: numbers of ids, and numbers and text out of fields. */
#include "sources/gtfs_inside.h"

#include "data/bytes.h"

#include <string.h>

uint64_t tomt_gtfs_hash(const char *text, size_t n)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ n, word;
    for (; n >= 8; text += 8, n -= 8) {
        memcpy(&word, text, 8);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text, n);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 29;
}

uint32_t tomt_gtfs_ids_find(const struct tomt_gtfs_ids *ids, struct tomt_slice id)
{
    if (ids->n == 0)
        return TOMT_GTFS_NONE;
    uint32_t mask = ids->n_slots - 1;
    for (uint32_t at = (uint32_t)tomt_gtfs_hash(id.text, id.n) & mask; ids->slot[at];
         at = (at + 1) & mask)
        if (tomt_slice_equal(ids->key[ids->slot[at] - 1], id))
            return ids->slot[at] - 1;
    return TOMT_GTFS_NONE;
}

static void put(struct tomt_gtfs_ids *ids, uint32_t number)
{
    uint32_t mask = ids->n_slots - 1;
    uint32_t at = (uint32_t)tomt_gtfs_hash(ids->key[number].text, ids->key[number].n) & mask;
    while (ids->slot[at])
        at = (at + 1) & mask;
    ids->slot[at] = number + 1;
}

bool tomt_gtfs_ids_add(struct tomt_gtfs_ids *ids, struct tomt_arena *arena,
                       const struct tomt_slice *keys, struct tomt_error *err)
{
    ids->key = keys;
    if (ids->n >= ids->n_slots / 2) {
        uint32_t n_slots = ids->n_slots ? ids->n_slots * 2 : 64;
        uint32_t *slot = tomt_arena_block(arena, NULL, n_slots * sizeof *slot, err);
        if (!slot)
            return false;
        if (ids->slot)
            tomt_arena_drop(arena, ids->slot);
        ids->slot = slot;
        ids->n_slots = n_slots;
        for (uint32_t i = 0; i < ids->n; i++)
            put(ids, i);
    }
    put(ids, ids->n++);
    return true;
}

bool tomt_gtfs_whole(struct tomt_slice text, uint32_t most, uint32_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.text[i] < '0' || text.text[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(text.text[i] - '0');
        if (value > most)
            return false;
    }
    *out = (uint32_t)value;
    return text.n > 0;
}

static int two_digits(const char *text)
{
    unsigned tens = (unsigned)text[0] - '0', ones = (unsigned)text[1] - '0';
    return tens < 6 && ones < 10 ? (int)(tens * 10 + ones) : -1;
}

int32_t tomt_gtfs_time(struct tomt_slice text)
{
    if (text.n == 0)
        return TOMT_GTFS_EMPTY;
    if (text.n < 7 || text.n > 9) /* H:MM:SS to HHH:MM:SS */
        return TOMT_GTFS_BAD;
    const char *tail = text.text + text.n - 6;
    uint32_t hours;
    if (tail[0] != ':' || tail[3] != ':' ||
        !tomt_gtfs_whole((struct tomt_slice){text.text, text.n - 6}, 24 * TOMT_GTFS_NIGHTS - 1,
                         &hours))
        return TOMT_GTFS_BAD;
    int minutes = two_digits(tail + 1), seconds = two_digits(tail + 4);
    return minutes < 0 || seconds < 0 ? TOMT_GTFS_BAD
                                      : (int32_t)hours * 3600 + minutes * 60 + seconds;
}

const char *tomt_gtfs_text(struct tomt_gtfs *feed, struct tomt_slice slice, struct tomt_error *err)
{
    struct tomt_text out = {0};
    if (tomt_is_utf8(slice.text, slice.n) && (slice.n == 0 || !memchr(slice.text, '\0', slice.n)))
        return tomt_arena_copy(feed->arena, slice.text, slice.n, err);
    tomt_bytes_utf8_add(&out, slice.text, slice.n);
    for (size_t i = 0; i < out.n; i++)
        if (out.bytes[i] == '\0') /* would cut the text */
            out.bytes[i] = ' ';
    return tomt_text_keep(&out, feed->arena, err);
}

bool tomt_gtfs_keep(struct tomt_gtfs *feed, const struct tomt_csv_row *row, size_t field,
                    struct tomt_slice *out, struct tomt_error *err)
{
    *out = row->field[field];
    if (out->n == 0 || !(row->borrowed >> field & 1))
        return true;
    out->text = tomt_arena_copy(feed->scratch, out->text, out->n, err);
    return out->text != NULL;
}
