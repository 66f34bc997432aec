/* network/cache_walk.c: all fields of a key and of a network, in one order, for writing and for
 * reading. Numbers are 8 bytes each, arrays are as in memory, filled up with zeros to 8 bytes. What
 * is read is not copied: pointers go into the bytes read. */
#include "network/cache_inside.h"

#include <limits.h>

/* A field more or less: walk it below, raise TOMT_CACHE_FORMAT, then mend the size here. */
#define AS_WALKED(type, bytes)                                                                     \
    _Static_assert(sizeof(void *) != 8 || sizeof(type) == (bytes), #type " has changed")
AS_WALKED(struct tomt_network_settings, 48);
AS_WALKED(struct tomt_graph, 40);
AS_WALKED(struct tomt_network, 328);
AS_WALKED(struct tomt_network_report, 240);
AS_WALKED(struct tomt_read_report, 3696);
AS_WALKED(struct tomt_crs, 80);
AS_WALKED(struct tomt_column, 176);

static const uint64_t no_text = UINT64_MAX;
static const size_t most_columns = 1000;

static bool put(struct tomt_cache_io *io, const void *bytes, size_t n)
{
    static const uint8_t zeros[8] = {0};
    size_t n_zeros = (8 - n % 8) % 8;
    if ((n && fwrite(bytes, 1, n, io->out) != n) || fwrite(zeros, 1, n_zeros, io->out) != n_zeros)
        return false;
    tomt_cache_sum_add(&io->sum, bytes, n);
    tomt_cache_sum_add(&io->sum, zeros, n_zeros);
    io->n_written += n + n_zeros;
    return true;
}

/* The next n items of so many bytes, or NULL. */
static const void *take(struct tomt_cache_io *io, uint64_t n, size_t size)
{
    size_t left = (size_t)(io->end - io->at);
    if (n > left / size)
        return NULL;
    size_t bytes = (size_t)n * size, padded = (bytes + 7) / 8 * 8;
    if (padded > left)
        return NULL;
    const uint8_t *at = io->at;
    for (size_t i = bytes; i < padded; i++) {
        if (at[i] != 0)
            return NULL;
    }
    io->at += padded;
    return at;
}

static bool walk_u64(struct tomt_cache_io *io, uint64_t *value)
{
    if (io->out)
        return put(io, value, sizeof *value);
    const void *at = take(io, 1, sizeof *value);
    if (at)
        memcpy(value, at, sizeof *value);
    return at != NULL;
}

static bool walk_size(struct tomt_cache_io *io, size_t *value)
{
    uint64_t wide = *value;
    bool good = walk_u64(io, &wide);
    *value = (size_t)wide;
    return good;
}

static bool walk_i64(struct tomt_cache_io *io, int64_t *value)
{
    uint64_t bits = (uint64_t)*value;
    bool good = walk_u64(io, &bits);
    memcpy(value, &bits, sizeof bits);
    return good;
}

static bool walk_int(struct tomt_cache_io *io, int *value)
{
    int64_t wide = *value;
    bool good = walk_i64(io, &wide) && wide >= INT_MIN && wide <= INT_MAX;
    if (good)
        *value = (int)wide;
    return good;
}

static bool walk_bool(struct tomt_cache_io *io, bool *value)
{
    uint64_t wide = *value;
    bool good = walk_u64(io, &wide) && wide <= 1;
    *value = good && wide == 1;
    return good;
}

static bool walk_real(struct tomt_cache_io *io, double *value)
{
    uint64_t bits;
    memcpy(&bits, value, sizeof bits);
    bool good = walk_u64(io, &bits);
    memcpy(value, &bits, sizeof bits);
    return good;
}

static bool walk_text(struct tomt_cache_io *io, const char **text)
{
    uint64_t n = io->out && *text ? strlen(*text) : no_text;
    if (!walk_u64(io, &n))
        return false;
    if (io->out)
        return n == no_text || put(io, *text, (size_t)n + 1);
    *text = NULL;
    if (n == no_text)
        return true;
    const char *at = n < SIZE_MAX ? take(io, n + 1, 1) : NULL;
    if (!at || memchr(at, 0, (size_t)n + 1) != at + n)
        return false;
    *text = at;
    return true;
}

/* A text in an array of its own. */
static bool walk_chars(struct tomt_cache_io *io, char *chars, size_t capacity)
{
    const char *text = chars;
    if (!walk_text(io, &text) || !text)
        return false;
    size_t n = strlen(text);
    if (io->out)
        return true;
    if (n >= capacity)
        return false;
    memset(chars, 0, capacity);
    memcpy(chars, text, n);
    return true;
}

/* `array` is the address of a pointer to items of `size` bytes, of any type. */
static bool walk_array(struct tomt_cache_io *io, void *array, size_t n, size_t size)
{
    const void *at;
    memcpy(&at, array, sizeof at);
    if (io->out)
        return put(io, at, n * size);
    at = take(io, n, size);
    memcpy(array, &at, sizeof at);
    return at != NULL;
}

/* Structs that hold pointers are made anew. */
static bool make(struct tomt_cache_io *io, void *array, size_t n, size_t size)
{
    if (io->out)
        return true;
    void *made = tomt_arena_alloc(io->arena, n * size, io->err);
    memcpy(array, &made, sizeof made);
    io->out_of_memory = !made;
    return made != NULL;
}

bool tomt_cache_walk_key(struct tomt_cache_io *io, struct tomt_cache_key *key)
{
    struct tomt_cache_source *source = NULL, now;
    size_t n = key->n_sources;
    if (!walk_text(io, &key->settings) || !key->settings || !walk_size(io, &n))
        return false;
    if (!io->out && n > (size_t)(io->end - io->at) / 8)
        return false;
    if (!make(io, &source, n, sizeof *source))
        return false;
    for (size_t i = 0; i < n; i++) {
        now = io->out ? key->source[i] : (struct tomt_cache_source){0};
        if (!walk_text(io, &now.path) || !now.path || !walk_u64(io, &now.size) ||
            !walk_i64(io, &now.time_ns) || !walk_chars(io, now.sha256, sizeof now.sha256))
            return false;
        if (!io->out)
            source[i] = now;
    }
    if (!io->out) {
        key->source = source;
        key->n_sources = n;
    }
    return true;
}

static bool walk_settings(struct tomt_cache_io *io, struct tomt_network_settings *settings)
{
    return walk_real(io, &settings->walk_m_per_min) && walk_real(io, &settings->max_snap_m) &&
           walk_real(io, &settings->min_island_m) && walk_real(io, &settings->join_m) &&
           walk_real(io, &settings->default_speed_kmh) && walk_bool(io, &settings->cross) &&
           walk_bool(io, &settings->snap_node);
}

static bool walk_graph(struct tomt_cache_io *io, struct tomt_graph *graph, size_t n_nodes)
{
    return walk_size(io, &graph->n_arcs) &&
           walk_array(io, &graph->start, n_nodes + 1, sizeof *graph->start) &&
           walk_array(io, &graph->to, graph->n_arcs, sizeof *graph->to) &&
           walk_array(io, &graph->cost, graph->n_arcs, sizeof *graph->cost) &&
           walk_array(io, &graph->link, graph->n_arcs, sizeof *graph->link);
}

/* As they lie in memory but for the hash table: a column of a cache gets no more rows. */
static bool walk_texts(struct tomt_cache_io *io, struct tomt_column_texts *texts, size_t n_rows)
{
    uint64_t width = texts->apart ? 0 : texts->width;
    bool far = texts->far_end != NULL;
    if (!walk_u64(io, &width) || width > 4 || !walk_bool(io, &far) || !walk_size(io, &texts->n) ||
        !walk_size(io, &texts->n_bytes))
        return false;
    if (!io->out) {
        texts->apart = width == 0;
        texts->width = (uint8_t)width;
        texts->capacity = texts->n;
        texts->bytes_capacity = texts->n_bytes;
    }
    bool good = far ? walk_array(io, &texts->far_end, texts->n, sizeof *texts->far_end)
                    : walk_array(io, &texts->end, texts->n, sizeof *texts->end);
    return good && walk_array(io, &texts->bytes, texts->n_bytes, 1) &&
           (width == 0 || walk_array(io, &texts->of, n_rows, (size_t)width));
}

static bool walk_column(struct tomt_cache_io *io, struct tomt_column *column)
{
    uint64_t type = column->type;
    bool nulls = column->null != NULL;
    if (!walk_text(io, &column->name) || !walk_u64(io, &type) || type > TOMT_TEXT ||
        !walk_size(io, &column->n) || !walk_size(io, &column->n_null) || !walk_bool(io, &nulls))
        return false;
    column->type = (enum tomt_type)type;
    if (!io->out) {
        column->arena = io->arena;
        column->capacity = column->n;
    }
    if (nulls && !walk_array(io, &column->null, column->n, 1))
        return false;
    if (type == TOMT_REAL)
        return walk_array(io, &column->real, column->n, sizeof *column->real);
    if (type == TOMT_INTEGER)
        return walk_array(io, &column->integer, column->n, sizeof *column->integer);
    return walk_texts(io, &column->text, column->n);
}

static bool walk_table(struct tomt_cache_io *io, struct tomt_table *table)
{
    if (!walk_size(io, &table->n_columns) || !walk_size(io, &table->n_rows) ||
        table->n_columns > most_columns ||
        !make(io, &table->column, table->n_columns, sizeof *table->column))
        return false;
    if (!io->out)
        table->arena = io->arena;
    for (size_t i = 0; i < table->n_columns; i++) {
        struct tomt_column column = table->column[i];
        if (!walk_column(io, &column))
            return false;
        if (!io->out)
            table->column[i] = column;
    }
    return true;
}

static bool walk_links(struct tomt_cache_io *io, struct tomt_network *net)
{
    size_t n = net->n_links, n_vertices = io->out && n ? (size_t)net->vertex_start[n] : 0;
    return walk_size(io, &n_vertices) &&
           walk_array(io, &net->link_from, n, sizeof *net->link_from) &&
           walk_array(io, &net->link_to, n, sizeof *net->link_to) &&
           walk_array(io, &net->link_mm, n, sizeof *net->link_mm) &&
           walk_array(io, &net->link_ms, n, sizeof *net->link_ms) &&
           walk_array(io, &net->link_use, n, sizeof *net->link_use) &&
           walk_array(io, &net->vertex_start, n + 1, sizeof *net->vertex_start) &&
           /* not written twice, yet the arrays below are of this size */
           (n ? net->vertex_start[n] == n_vertices : n_vertices == 0) &&
           walk_array(io, &net->vertex_x, n_vertices, sizeof *net->vertex_x) &&
           walk_array(io, &net->vertex_y, n_vertices, sizeof *net->vertex_y);
}

static bool walk_network(struct tomt_cache_io *io, struct tomt_network *net)
{
    if (!walk_settings(io, &net->settings) || !walk_size(io, &net->n_nodes) ||
        !walk_size(io, &net->n_links) || !walk_size(io, &net->n_islands) ||
        net->n_nodes > 0x80000000u || net->n_links > 0x80000000u)
        return false;
    return walk_array(io, &net->node_x, net->n_nodes, sizeof *net->node_x) &&
           walk_array(io, &net->node_y, net->n_nodes, sizeof *net->node_y) &&
           walk_array(io, &net->node_island, net->n_nodes, sizeof *net->node_island) &&
           walk_array(io, &net->island_m, net->n_islands, sizeof *net->island_m) &&
           walk_array(io, &net->island_nodes, net->n_islands, sizeof *net->island_nodes) &&
           walk_links(io, net) && walk_graph(io, &net->walk, net->n_nodes) &&
           walk_graph(io, &net->drive, net->n_nodes) &&
           walk_graph(io, &net->drive_back, net->n_nodes) && walk_table(io, &net->link_table);
}

static bool walk_report(struct tomt_cache_io *io, struct tomt_network_report *report)
{
    return walk_size(io, &report->n_lines) && walk_size(io, &report->n_left_out) &&
           walk_size(io, &report->n_unknown_class) &&
           walk_chars(io, report->unknown_class, sizeof report->unknown_class) &&
           walk_size(io, &report->n_bad_speed) && walk_size(io, &report->n_bad_oneway) &&
           walk_size(io, &report->n_too_short) && walk_size(io, &report->n_joined) &&
           walk_size(io, &report->n_crossings) && walk_size(io, &report->n_walk_links) &&
           walk_size(io, &report->n_drive_links) && walk_size(io, &report->n_oneway_links) &&
           walk_size(io, &report->n_islands) && walk_size(io, &report->n_small_islands) &&
           walk_real(io, &report->islands_m) && walk_real(io, &report->small_islands_m);
}

static bool walk_crs(struct tomt_cache_io *io, struct tomt_crs *crs)
{
    return walk_text(io, &crs->text) && walk_text(io, &crs->name) && walk_text(io, &crs->wkt) &&
           walk_text(io, &crs->wkt2) && walk_int(io, &crs->epsg) &&
           walk_bool(io, &crs->projected) && walk_bool(io, &crs->geographic) &&
           walk_bool(io, &crs->web_mercator) && walk_real(io, &crs->metres_per_unit) &&
           walk_real(io, &crs->use_deg.min_x) && walk_real(io, &crs->use_deg.min_y) &&
           walk_real(io, &crs->use_deg.max_x) && walk_real(io, &crs->use_deg.max_y);
}

static bool walk_read(struct tomt_cache_io *io, struct tomt_read_report *read)
{
    size_t n_troubles = TOMT_N_TROUBLES;
    if (!walk_size(io, &read->n_read) || !walk_size(io, &read->n_kept) ||
        !walk_size(io, &read->n_in_source) || !walk_size(io, &n_troubles) ||
        n_troubles != TOMT_N_TROUBLES)
        return false;
    for (size_t i = 0; i < TOMT_N_TROUBLES; i++) {
        if (!walk_size(io, &read->trouble[i].n) || !walk_size(io, &read->trouble[i].n_ids) ||
            read->trouble[i].n_ids > TOMT_FIRST_IDS)
            return false;
        for (size_t k = 0; k < read->trouble[i].n_ids; k++) {
            if (!walk_i64(io, &read->trouble[i].id[k]))
                return false;
        }
        if (!walk_chars(io, read->trouble[i].detail, sizeof read->trouble[i].detail))
            return false;
    }
    return walk_text(io, &read->driver) && walk_crs(io, &read->crs) &&
           walk_chars(io, read->note, sizeof read->note);
}

bool tomt_cache_walk_body(struct tomt_cache_io *io, struct tomt_cached *cached, size_t n_sources)
{
    if (!make(io, &cached->network, 1, sizeof *cached->network) ||
        !make(io, &cached->read, n_sources, sizeof *cached->read))
        return false;
    if (!walk_network(io, cached->network) || !walk_report(io, &cached->report))
        return false;
    for (size_t i = 0; i < n_sources; i++) {
        if (!walk_read(io, cached->read + i))
            return false;
    }
    return io->out || io->at == io->end;
}
