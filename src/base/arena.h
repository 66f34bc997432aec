/* base/arena.h: memory that belongs together and goes together, and the handles tied to it.
 * Knows nothing of any library. The arena owns all it hands out; deferred handles close last-in first-out.
 * Not thread-safe: one arena per thread; tomt_arena_adopt joins them afterwards.
 * All our allocation passes tomt_allocate/tomt_resize here, so that a test can let the n-th one fail. */
#ifndef TOMT_BASE_ARENA_H
#define TOMT_BASE_ARENA_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct tomt_arena;

struct tomt_arena *tomt_arena_new(struct tomt_error *err);
void tomt_arena_free(struct tomt_arena *arena); /* NULL is fine */

/* Small zeroed memory, aligned to 16 bytes. NULL on failure (TOMT_MEMORY). */
void *tomt_arena_alloc(struct tomt_arena *arena, size_t size, struct tomt_error *err);
char *tomt_arena_copy(struct tomt_arena *arena, const char *text, size_t n, struct tomt_error *err);
char *tomt_arena_print(struct tomt_arena *arena, struct tomt_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A counted block of its own (columns, WKB). `old` NULL makes one; otherwise it is resized and may move; the new
 * part is zeroed. A failed resize leaves the old block valid. tomt_arena_drop frees a block before the arena goes. */
void *tomt_arena_block(struct tomt_arena *arena, void *old, size_t size, struct tomt_error *err);
/* The same with the new part left as it comes: what is reserved and never written then takes no memory. */
void *tomt_arena_grow(struct tomt_arena *arena, void *old, size_t size, struct tomt_error *err);
void tomt_arena_drop(struct tomt_arena *arena, void *block);

/* Ties a foreign handle to the arena. If that itself fails, the handle is closed at once and false returned. */
bool tomt_arena_defer(struct tomt_arena *arena, void (*close)(void *), void *handle, struct tomt_error *err);

/* The child lives as long as the parent (its blocks and handles are kept as they are), and goes where it was adopted in the parent's
 * last-in first-out. Never fails. The child may go on allocating; only the parent frees it. */
bool tomt_arena_adopt(struct tomt_arena *parent, struct tomt_arena *child, struct tomt_error *err);

/* Scratch use: everything small allocated after `mark` is given back (blocks and deferred handles made since too). */
struct tomt_arena_mark {
    void *chunk;
    size_t used;
    size_t n_owned;
};
struct tomt_arena_mark tomt_arena_mark(const struct tomt_arena *arena);
void tomt_arena_rewind(struct tomt_arena *arena, struct tomt_arena_mark mark);

/* The allocator underneath; tests count and fail it. fail_at 0 switches that off; the counter starts anew. */
void *tomt_allocate(size_t size);
void *tomt_resize(void *old, size_t size);
void tomt_release(void *memory);
void tomt_allocation_fail_at(uint64_t fail_at);
uint64_t tomt_allocation_count(void);

#endif
