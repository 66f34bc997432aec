/* data/layer.h: any vector source GDAL opens, as columns: Arrow batches -> shapes + table, in the project CRS.
 * May not know what a layer means (zone, hub, ...). The layer's blocks belong to the arena given.
 * A dataset is opened, read and closed inside one call on one thread; several calls may run on several threads.
 * Every feature is accounted for: n_read = kept + dropped by reason. */
#ifndef TOMT_DATA_LAYER_H
#define TOMT_DATA_LAYER_H

#include "base/table.h"
#include "geo/crs.h"
#include "geo/shapes.h"

struct tomt_source {
    const char *path;     /* file, folder, /vsizip/..., "PG:..."; also .csv.gz, and JSON records (see below) */
    const char *layer;    /* NULL: the only layer (several: an error that names them) */
    const char *where;    /* OGR SQL attribute filter; NULL; refused for JSON records */
    const char *crs;      /* overrides or supplies a missing one; NULL */
    const char *x, *y;    /* CSV: coordinate columns; NULL */
    const char *encoding; /* "UTF-8", "ISO-8859-1", NULL: the driver's own or, for CSV, UTF-8 else Latin-1 by looking */
    bool optional_geometry; /* a row without geometry is kept, with the point NaN,NaN box (register rows, joined later) */
};

/* JSON records: a .json, .jsonl or .ndjson file (or the same with .gz) that GDAL does not know as GeoJSON, TopoJSON or ESRI JSON: an array of objects,
 * objects one after the other, or pages of a search with {"_embedded":{"NAME":[...]}}. A table without geometry (x, y as in CSV) whose
 * columns are dotted paths (naeringskode1.kode); an array's values are joined with "/n", true and false are text, numbers keep their
 * text, null, "", NaN and what is absent are null. Of a key written twice the last counts. The feature id is the record's number,
 * from 1. A column that no record has is null everywhere and told in the report's note, or an error when it is required. */

/* OpenStreetMap files (.osm, .osm.pbf, .pbf, .osm.bz2): read as streets, with our own list of tags as columns instead of GDAL's. When no
 * layer is named it is `lines`, and of those only ways with a `highway` tag. Identical coordinates are the same node. */
bool tomt_source_is_osm(const char *path);
extern const char *const tomt_osm_tags[]; /* highway, name, oneway, maxspeed, layer, access, foot, ...; ends with NULL */

/* A value mapping: text in the source -> text here. */
struct tomt_mapping {
    const char **from, **to;
    size_t n;
};

struct tomt_wanted { /* one column wanted */
    const char *name;   /* ours */
    const char *column; /* theirs; matched exactly, else ignoring case (reported); NULL: not mapped, the column is all null */
    enum tomt_type type;
    bool required;
    const struct tomt_mapping *mapping; /* NULL: as it is */
};

enum tomt_trouble { /* counted per layer, with the first feature ids */
    TOMT_T_OUTSIDE,        /* no part within the box asked for (dropped) */
    TOMT_T_NO_GEOMETRY,    /* null geometry (dropped unless optional) */
    TOMT_T_EMPTY,          /* empty geometry (dropped) */
    TOMT_T_OTHER_KIND,     /* a point in a polygon layer ... (dropped) */
    TOMT_T_NOT_FINITE,     /* NaN or infinite coordinates (dropped) */
    TOMT_T_TOO_FAR,        /* coordinates beyond the CRS (1e9), or untransformable (dropped) */
    TOMT_T_BROKEN,         /* unreadable geometry (dropped) */
    TOMT_T_COLLAPSED,      /* repair left nothing (dropped) */
    TOMT_T_REPAIRED,       /* invalid, repaired (kept) */
    TOMT_T_UNCLOSED,       /* ring closed (kept) */
    TOMT_T_CURVE,          /* curve linearised (kept) */
    TOMT_T_Z,              /* Z or M dropped (kept) */
    TOMT_T_COLLECTION,     /* collection taken apart (kept) */
    TOMT_T_MULTIPOINT,     /* multipoint split into points (kept) */
    TOMT_T_BAD_NUMBER,     /* text where a number is wanted: null (kept) */
    TOMT_T_UNMAPPED,       /* value not in the value mapping: kept as it is */
    TOMT_T_DUPLICATE,      /* same key as an earlier feature (the caller counts; first kept) */
    TOMT_T_BAD_TEXT,       /* invalid UTF-8 repaired (kept) */
    TOMT_T_OTHER_LEVEL,    /* plan level other than 2 (the caller counts; dropped) */
    TOMT_N_TROUBLES
};
extern const char *const tomt_trouble_name[TOMT_N_TROUBLES]; /* "outside", "no_geometry", ... */
extern const char *const tomt_trouble_help[TOMT_N_TROUBLES]; /* a line of English */
extern const bool tomt_trouble_drops[TOMT_N_TROUBLES];

#define TOMT_FIRST_IDS 5
struct tomt_read_report {
    size_t n_read, n_kept; /* features in the source after `where` and driver filter; rows here (multipoints may add rows) */
    size_t n_in_source;    /* features in the source, unfiltered; SIZE_MAX if the driver does not know cheaply */
    struct {
        size_t n;
        int64_t id[TOMT_FIRST_IDS];
        size_t n_ids;
        char detail[120]; /* of the first: GEOS's reason, the unmapped value, ... */
    } trouble[TOMT_N_TROUBLES];
    const char *driver;
    struct tomt_crs crs; /* of the source */
    char note[240];      /* columns found only by ignoring case, "" if none */
};
void tomt_report_trouble(struct tomt_read_report *report, enum tomt_trouble trouble, int64_t fid, const char *detail);

struct tomt_layer {
    const char *name; /* its key in the project */
    struct tomt_shapes shapes;
    struct tomt_table table; /* same rows as shapes */
    int64_t *fid;            /* the source's feature ids */
    struct tomt_read_report report;
};

/* Reads what lies in `box` (project CRS, NULL: everything): exact test of the geometry's box by us after the driver's filter.
 * Text columns of null stay null; numbers are read from text columns too (decimal comma accepted). */
bool tomt_layer_read(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_source *source,
                     enum tomt_shape_kind kind, const struct tomt_wanted *wanted, size_t n_wanted,
                     const struct tomt_crs *project_crs, const struct tomt_box *box, struct tomt_layer *layer,
                     struct tomt_error *err);

/* A look without reading, for `check`. */
struct tomt_layer_info {
    const char *driver, *layer_name;
    const char **layer_names; size_t n_layers;
    const char **column; enum tomt_type *column_type; size_t n_columns;
    bool more_columns; /* JSON records leave out what has no value, and only the first 1,000 were looked at: a column not listed is no error */
    bool has_geometry, has_crs, extent_known;
    enum tomt_shape_kind kind; bool kind_known;
    struct tomt_crs crs;       /* if has_crs */
    struct tomt_box extent;    /* in crs */
    int64_t n_features;        /* -1 unknown */
    const char *swapped_hint;  /* set when the extent suggests x and y are swapped, or degrees taken for metres; else NULL */
};
bool tomt_layer_look(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_source *source,
                     const struct tomt_crs *project_crs, struct tomt_layer_info *info, struct tomt_error *err);
/* Where a layer does not say its kind (a GeoJSON of lines and multilines): bit k of *kinds is set when one of the first 1,000 rows that `where`
 * keeps is, or holds, enum tomt_shape_kind k. */
bool tomt_layer_kinds(struct tomt_arena *arena, const struct tomt_source *source, unsigned *kinds, struct tomt_error *err);
/* Distinct texts of one column (at most `most`), sorted by bytes, for "codes without a mapping". */
bool tomt_layer_values(struct tomt_arena *arena, const struct tomt_source *source, const char *column, size_t most,
                       struct tomt_mapping *values /* from[] filled */, struct tomt_error *err);

void tomt_data_open(void);  /* GDAL registration, PROJ_NETWORK=OFF, quiet handlers; once, before threads */
void tomt_data_close(void);
const char *tomt_data_versions(struct tomt_arena *arena, struct tomt_error *err); /* "GDAL 3.6.2, SQLite 3.40.1, ..." */

#endif
