/* data/layer_stream.c: the Arrow batches of an open source. */
#include "data/layer_stream.h"

#include "data/layer_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cpl_string.h>

/* Enough rows to spread the cost of a batch, few enough that a batch of large geometries stays small. */
#define BATCH_ROWS "8192"

static const char *raw_name(const struct tomt_open_source *open, int field)
{
    return OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(open->layer), field));
}

static void ignore_fields(const struct tomt_open_source *open, const char *where, const bool *keep, bool geometry)
{
    int n = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(open->layer));
    char **ignored = geometry ? NULL : CSLAddString(NULL, "OGR_GEOMETRY");
    for (int i = 0; i < n; i++) {
        const char *name = raw_name(open, i);
        bool needed = keep[i] || (where && strcasestr(where, name));
        for (int k = 0; k < n && !needed; k++) /* two fields of one name: ignoring is by name */
            needed = keep[k] && strcasecmp(raw_name(open, k), name) == 0;
        if (!needed)
            ignored = CSLAddString(ignored, name);
    }
    ignored = CSLAddString(ignored, "OGR_STYLE");
    OGR_L_SetIgnoredFields(open->layer, (const char **)ignored);
    CSLDestroy(ignored);
}

/* Metadata: count, then length-prefixed keys and values, all int32 of this machine. */
static bool says_wkb(const struct ArrowSchema *schema)
{
    const char *at = schema->metadata;
    if (!at)
        return false;
    int32_t n, size;
    memcpy(&n, at, 4);
    at += 4;
    for (int32_t i = 0; i < 2 * n; i++) {
        memcpy(&size, at, 4);
        at += 4;
        if (i % 2 && ((size == 7 && memcmp(at, "ogc.wkb", 7) == 0) || (size == 12 && memcmp(at, "geoarrow.wkb", 12) == 0)))
            return true;
        at += size;
    }
    return false;
}

static void find_children(struct tomt_stream *stream)
{
    const char *fid = OGR_L_GetFIDColumn(stream->open->layer);
    fid = fid && *fid ? fid : "OGC_FID";
    stream->fid_child = stream->geometry_child = -1;
    for (int i = (int)stream->schema.n_children; i-- > 0;) {
        const struct ArrowSchema *child = stream->schema.children[i];
        if (says_wkb(child) && (strcmp(child->format, "z") == 0 || strcmp(child->format, "Z") == 0))
            stream->geometry_child = i;
    }
    const struct ArrowSchema *first = stream->schema.n_children ? stream->schema.children[0] : NULL;
    if (first && strcmp(first->format, "l") == 0 && strcmp(first->name, fid) == 0)
        stream->fid_child = 0;
}

static bool stream_failed(struct tomt_stream *stream, const char *said, struct tomt_error *err)
{
    const char *watched = stream->open->watch.text;
    return tomt_fail(err, TOMT_DATA, "'%s' cannot be read to its end: %s", stream->open->title,
                     *watched ? watched : said && *said ? said : "the driver gave no reason");
}

/* Some drivers take any filter and fail when they read: one feature is asked for, so that the reason can be told. */
bool tomt_stream_filter(struct tomt_open_source *open, const char *where, struct tomt_error *err)
{
    if (open->records)
        return tomt_records_refuse_where(open->title, err);
    if (OGR_L_SetAttributeFilter(open->layer, where) == OGRERR_NONE && open->watch.n_failures == 0) {
        OGRFeatureH first = OGR_L_GetNextFeature(open->layer);
        if (first)
            OGR_F_Destroy(first);
        OGR_L_ResetReading(open->layer);
        if (open->watch.n_failures == 0)
            return true;
    }
    char what[1200];
    /* A GeoPackage's complaint is the whole of the SQL that GDAL made, without what is wrong with it. */
    const char *said = strncmp(open->watch.text, "failed to prepare SQL", 21) == 0 ? "" : open->watch.text;
    snprintf(what, sizeof what, "where '%s' is not understood%s%s", where, *said ? ": " : "", said);
    return tomt_source_bad_filter(open, what, where, err);
}

bool tomt_stream_start(struct tomt_stream *stream, struct tomt_open_source *open, const char *where, const bool *keep,
                       bool geometry, struct tomt_error *err)
{
    memset(stream, 0, sizeof *stream);
    stream->open = open;
    if (where && !tomt_stream_filter(open, where, err))
        return false;
    if (open->records) {
        stream->geometry_child = -1; /* the feature's id is the first child */
        return tomt_records_start(open, keep, &stream->schema, err);
    }
    ignore_fields(open, where, keep, geometry);
    char **options = CSLSetNameValue(NULL, "MAX_FEATURES_IN_BATCH", BATCH_ROWS);
    bool ok = OGR_L_GetArrowStream(open->layer, &stream->stream, options) &&
              stream->stream.get_schema(&stream->stream, &stream->schema) == 0;
    CSLDestroy(options);
    if (!ok)
        return stream_failed(stream, NULL, err);
    find_children(stream);
    open->watch.n_skipped = 0; /* from here on features are left out for good */
    return true;
}

static void drop_batch(struct tomt_stream *stream)
{
    if (stream->batch.release)
        stream->batch.release(&stream->batch);
    memset(&stream->batch, 0, sizeof stream->batch);
}

bool tomt_stream_next(struct tomt_stream *stream, bool *more, struct tomt_error *err)
{
    stream->n_before += stream->batch.release ? stream->batch.length : 0;
    drop_batch(stream);
    if (stream->open->records)
        return tomt_records_next(stream->open->records, &stream->batch, more, err);
    if (stream->stream.get_next(&stream->stream, &stream->batch) != 0)
        return stream_failed(stream, stream->stream.get_last_error(&stream->stream), err);
    *more = stream->batch.release != NULL;
    return stream->open->watch.n_failures == 0 || stream_failed(stream, NULL, err);
}

void tomt_stream_end(struct tomt_stream *stream)
{
    drop_batch(stream);
    if (stream->schema.release)
        stream->schema.release(&stream->schema);
    if (stream->stream.release)
        stream->stream.release(&stream->stream);
    memset(&stream->schema, 0, sizeof stream->schema);
    memset(&stream->stream, 0, sizeof stream->stream);
}

int tomt_stream_child(const struct tomt_stream *stream, int field)
{
    const char *name = raw_name(stream->open, field);
    for (int i = stream->fid_child + 1; i < (int)stream->schema.n_children; i++)
        if (i != stream->geometry_child && strcmp(stream->schema.children[i]->name, name) == 0)
            return i;
    return -1;
}

int64_t tomt_stream_fid(const struct tomt_stream *stream, size_t row)
{
    if (stream->fid_child < 0)
        return stream->n_before + (int64_t)row;
    const struct ArrowArray *fid = stream->batch.children[stream->fid_child];
    return ((const int64_t *)fid->buffers[1])[(int64_t)row + fid->offset + stream->batch.offset];
}
