/* base/arena.c: chunks for small things, counted blocks for large ones, deferred handles; and the
 * allocator under all. Blocks, handles and adopted arenas hang in one ring in the order they were
 * made, so that they go last-in first-out. A block finds its place in the ring from the header in
 * front of it: dropping or resizing it never searches. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 262144, SMALL = 4096 };

struct owned { /* one link of the ring; the arena's own link is the ring's head */
    struct owned *before, *after;
    uint64_t serial;
    void (*close)(void *); /* NULL: a block, the handle is the block itself */
    void *handle;
    size_t size;
};

struct block {
    alignas(16) struct owned owned;
    alignas(16) unsigned char bytes[];
};

struct chunk {
    alignas(16) struct chunk *next;
    size_t size;
    alignas(16) unsigned char bytes[];
};

struct tomt_arena {
    struct owned ring;
    struct owned as_child; /* its link in the ring of the arena that adopts it */
    struct chunk *first, *current;
    size_t used; /* of the current chunk */
    uint64_t serial;
};

static atomic_uint_fast64_t n_allocations;
static atomic_uint_fast64_t failing_allocation;

static bool may_allocate(void)
{
    uint64_t turn = atomic_fetch_add_explicit(&n_allocations, 1, memory_order_relaxed) + 1;
    return turn != atomic_load_explicit(&failing_allocation, memory_order_relaxed);
}

void *tomt_allocate(size_t size)
{
    return may_allocate() ? malloc(size ? size : 1) : NULL;
}

static void *allocate_zeroed(size_t size)
{
    return may_allocate() ? calloc(1, size) : NULL;
}

void *tomt_resize(void *old, size_t size)
{
    return may_allocate() ? realloc(old, size ? size : 1) : NULL;
}

void tomt_release(void *memory)
{
    free(memory);
}

void tomt_allocation_fail_at(uint64_t fail_at)
{
    atomic_store(&n_allocations, 0);
    atomic_store(&failing_allocation, fail_at);
}

uint64_t tomt_allocation_count(void)
{
    return atomic_load(&n_allocations);
}

static bool out_of_memory(struct tomt_error *err, size_t size)
{
    return tomt_fail(err, TOMT_MEMORY, "out of memory (%zu bytes asked for)", size);
}

struct tomt_arena *tomt_arena_new(struct tomt_error *err)
{
    struct tomt_arena *arena = allocate_zeroed(sizeof *arena);
    if (!arena) {
        out_of_memory(err, sizeof *arena);
        return NULL;
    }
    arena->ring.before = arena->ring.after = &arena->ring;
    return arena;
}

static void link_last(struct tomt_arena *arena, struct owned *owned)
{
    owned->serial = ++arena->serial;
    owned->before = arena->ring.before;
    owned->after = &arena->ring;
    owned->before->after = owned;
    arena->ring.before = owned;
}

static void unlink_owned(struct owned *owned)
{
    owned->before->after = owned->after;
    owned->after->before = owned->before;
}

static void let_go(struct owned *owned)
{
    unlink_owned(owned);
    if (owned->close)
        owned->close(owned->handle);
    else
        tomt_release(owned->handle);
}

static void let_go_after(struct tomt_arena *arena, uint64_t serial)
{
    while (arena->ring.before != &arena->ring && arena->ring.before->serial > serial)
        let_go(arena->ring.before);
}

void tomt_arena_free(struct tomt_arena *arena)
{
    if (!arena)
        return;
    let_go_after(arena, 0);
    for (struct chunk *chunk = arena->first; chunk;) {
        struct chunk *next = chunk->next;
        tomt_release(chunk);
        chunk = next;
    }
    tomt_release(arena);
}

/* Chunks after the current one are left over from a rewind and are used again, in order. */
static bool next_chunk(struct tomt_arena *arena, size_t size, struct tomt_error *err)
{
    struct chunk *next = arena->current ? arena->current->next : arena->first;
    if (!next || next->size < size) {
        size_t wanted = arena->current ? arena->current->size * 2 : FIRST_CHUNK;
        if (wanted > LARGEST_CHUNK)
            wanted = LARGEST_CHUNK;
        if (wanted < size)
            wanted = size;
        struct chunk *fresh = tomt_allocate(sizeof *fresh + wanted);
        if (!fresh)
            return out_of_memory(err, wanted);
        fresh->size = wanted;
        fresh->next = next;
        if (arena->current)
            arena->current->next = fresh;
        else
            arena->first = fresh;
        next = fresh;
    }
    arena->current = next;
    arena->used = 0;
    return true;
}

void *tomt_arena_alloc(struct tomt_arena *arena, size_t size, struct tomt_error *err)
{
    if (size > SMALL)
        return tomt_arena_block(arena, NULL, size, err);
    size_t padded = size ? (size + 15) & ~(size_t)15 : 16;
    if (!arena->current || arena->current->size - arena->used < padded) {
        if (!next_chunk(arena, padded, err))
            return NULL;
    }
    void *memory = arena->current->bytes + arena->used;
    arena->used += padded;
    return memset(memory, 0, padded);
}

char *tomt_arena_copy(struct tomt_arena *arena, const char *text, size_t n, struct tomt_error *err)
{
    char *copy = tomt_arena_alloc(arena, n + 1, err);
    if (copy && n)
        memcpy(copy, text, n);
    return copy;
}

char *tomt_arena_print(struct tomt_arena *arena, struct tomt_error *err, const char *format, ...)
{
    char brief[256];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(brief, sizeof brief, format, arguments);
    va_end(arguments);
    char *text = NULL;
    if (n < 0)
        tomt_fail(err, TOMT_INTERNAL, "a text could not be formatted");
    else if ((size_t)n < sizeof brief)
        text = tomt_arena_copy(arena, brief, (size_t)n, err);
    else if ((text = tomt_arena_alloc(arena, (size_t)n + 1, err)))
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

static struct block *block_of(void *bytes)
{
    return (struct block *)((unsigned char *)bytes - offsetof(struct block, bytes));
}

static void *resized(struct tomt_arena *arena, void *old, size_t size, bool zeroed,
                     struct tomt_error *err)
{
    struct block *block = NULL;
    size_t had = old ? block_of(old)->owned.size : 0;
    if (size <= SIZE_MAX / 2)
        block = old      ? tomt_resize(block_of(old), sizeof *block + size)
                : zeroed ? allocate_zeroed(sizeof *block + size)
                         : tomt_allocate(sizeof *block + size);
    if (!block) {
        out_of_memory(err, size);
        return NULL;
    }
    if (!old) {
        link_last(arena, &block->owned);
        block->owned.close = NULL;
    } else {
        block->owned.before->after = &block->owned;
        block->owned.after->before = &block->owned;
        if (zeroed && size > had)
            memset(block->bytes + had, 0, size - had);
    }
    block->owned.handle = block;
    block->owned.size = size;
    return block->bytes;
}

void *tomt_arena_block(struct tomt_arena *arena, void *old, size_t size, struct tomt_error *err)
{
    return resized(arena, old, size, true, err);
}

void *tomt_arena_grow(struct tomt_arena *arena, void *old, size_t size, struct tomt_error *err)
{
    return resized(arena, old, size, false, err);
}

void tomt_arena_drop(struct tomt_arena *arena, void *block)
{
    (void)arena; /* the block itself knows its ring, also when it came with an adopted arena */
    if (block)
        let_go(&block_of(block)->owned);
}

bool tomt_arena_defer(struct tomt_arena *arena, void (*close)(void *), void *handle,
                      struct tomt_error *err)
{
    struct owned *owned = tomt_arena_alloc(arena, sizeof *owned, err);
    if (!owned) {
        close(handle);
        return false;
    }
    owned->close = close;
    owned->handle = handle;
    link_last(arena, owned);
    return true;
}

static void free_child(void *child)
{
    tomt_arena_free(child);
}

bool tomt_arena_adopt(struct tomt_arena *parent, struct tomt_arena *child, struct tomt_error *err)
{
    (void)err; /* the link is inside the child, so nothing can fail */
    child->as_child.close = free_child;
    child->as_child.handle = child;
    link_last(parent, &child->as_child);
    return true;
}

struct tomt_arena_mark tomt_arena_mark(const struct tomt_arena *arena)
{
    return (struct tomt_arena_mark){arena->current, arena->used, arena->serial};
}

void tomt_arena_rewind(struct tomt_arena *arena, struct tomt_arena_mark mark)
{
    let_go_after(arena, mark.n_owned);
    arena->serial = mark.n_owned;
    arena->current = mark.chunk;
    arena->used = mark.used;
}
