/* data/layer_stream.h: the Arrow batches of an open source. For data/ only.
 * Closing gives back the batch and the stream. A batch is valid until the next. Not thread-safe. */
#ifndef TOMT_DATA_LAYER_STREAM_H
#define TOMT_DATA_LAYER_STREAM_H

#include "data/layer_cells.h"
#include "data/layer_source.h"

struct tomt_stream {
    struct tomt_open_source *open;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    int fid_child, geometry_child; /* -1: none */
    int64_t n_before;              /* rows of earlier batches */
};
/* Sets the filter of `where`; an error names the columns that there are. */
bool tomt_stream_filter(struct tomt_open_source *open, const char *where, struct tomt_error *err);
/* Only the fields whose keep[i] is set (and those `where` names) are read; the geometry unless left out. */
bool tomt_stream_start(struct tomt_stream *stream, struct tomt_open_source *open, const char *where, const bool *keep,
                       bool geometry, struct tomt_error *err);
/* *more false at the end. A source that fails half-way is an error, never a short layer. */
bool tomt_stream_next(struct tomt_stream *stream, bool *more, struct tomt_error *err);
void tomt_stream_end(struct tomt_stream *stream);
/* The child that holds the field; -1 if it is not in the stream. */
int tomt_stream_child(const struct tomt_stream *stream, int field);
int64_t tomt_stream_fid(const struct tomt_stream *stream, size_t row);

#endif
