/* data/layer_source.h: opening one layer of a vector source, with GDAL's words caught. For data/ only.
 * May not know what is read from it. A watch catches what GDAL says on this thread while it is up; an open source owns its
 * dataset until closed. Not thread-safe: one source, one thread. */
#ifndef TOMT_DATA_LAYER_SOURCE_H
#define TOMT_DATA_LAYER_SOURCE_H

#include "base/text.h"
#include "data/layer.h"

#include <gdal.h>
#include <ogr_api.h>

/* What GDAL said on this thread since the watch went up: the first failure is kept. */
struct tomt_watch {
    unsigned n_failures;
    char text[600];
    size_t n_skipped; /* features whose geometry the driver could not parse and left out, with the first ids */
    int64_t skipped_id[TOMT_FIRST_IDS];
    char skipped_text[120];
};
void tomt_watch_up(struct tomt_watch *watch);
void tomt_watch_down(struct tomt_watch *watch);

/* A temporary folder that a SOSI file is read from; folder "" none. */
struct tomt_shelter {
    char folder[256];
    char path[512];
};
bool tomt_is_sosi(const char *path);
bool tomt_shelter_enter(const char *path, struct tomt_shelter *shelter, struct tomt_error *err);
void tomt_shelter_leave(struct tomt_shelter *shelter);

struct tomt_open_source;
struct tomt_records; /* layer_json.h */

/* layer_osm.c. Each is for the OSM driver only, but the first: a packed file is told by its name. */
bool tomt_osm_refuse(const char *path, const char *title, struct tomt_error *err);
bool tomt_osm_options(const struct tomt_source *source, char ***options, struct tomt_error *err);
bool tomt_osm_choose(struct tomt_open_source *open, const struct tomt_source *source, struct tomt_error *err);
/* What the file's header says, in degrees; false: nothing, or the whole world. Counting would mean reading all of it. */
bool tomt_osm_extent(const struct tomt_open_source *open, const struct tomt_source *source, OGREnvelope *extent);

struct tomt_open_source {
    struct tomt_watch watch; /* up from open to close */
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGRLayerH selected;  /* the layer when it is the answer of a query, which closing gives back; else NULL */
    const char *driver;  /* GDAL's short name */
    const char *title;   /* the source as people may see it: no password */
    bool csv;
    struct tomt_records *records; /* JSON records: the layer only tells their columns; else NULL */
    struct tomt_shelter shelter;
    char encoding[32];   /* bytes of text must be recoded from it by us; "" not */
};

/* Must texts be recoded by us from `encoding`? */
bool tomt_source_recodes(const struct tomt_source *source);

/* Refuses what is no file or folder before GDAL sees it, and a SQLite file that is cut short. */
bool tomt_path_check(const char *path, const char *title, bool *folder, struct tomt_error *err);

/* On failure nothing stays open. `layer_needed` false: with
 * several layers and none named, `layer` stays NULL. */
bool tomt_source_open(struct tomt_arena *arena, const struct tomt_source *source, bool layer_needed,
                      struct tomt_open_source *open, struct tomt_error *err);
void tomt_source_close(struct tomt_open_source *open);

/* The text with passwords replaced by ***: libpq "password=...", URL "//user:...@". */
const char *tomt_mask_password(struct tomt_arena *arena, const char *text, struct tomt_error *err);

/* CRS of the layer as text for tomt_crs_read ("EPSG:n" or WKT2), NULL with *err clear if it has none. Heights are left
 * off. *swap: the data is stored north, east. */
const char *tomt_source_crs(struct tomt_arena *arena, const struct tomt_open_source *open, bool *swap,
                            struct tomt_error *err);

/* Index of a field by name: exactly, else ignoring case. -1: absent; TOMT_FIELD_IS_FID: the feature id.
 * Ambiguous when ignoring case: the first. *folded tells that case was ignored. False only when memory runs out. */
#define TOMT_FIELD_IS_FID (-2)
bool tomt_source_field(const struct tomt_open_source *open, const char *name, int *index, bool *folded, struct tomt_error *err);
/* Fails with the list of columns and a likely one. */
bool tomt_source_no_column(const struct tomt_open_source *open, const char *name, const char *purpose,
                           struct tomt_error *err);
/* Fails with `what` and the list of columns; a likely one when `where` begins with a name that is none. */
bool tomt_source_bad_filter(const struct tomt_open_source *open, const char *what, const char *where, struct tomt_error *err);
/* A field's name as UTF-8 (a CSV header may be Latin-1). */
const char *tomt_source_field_name(struct tomt_arena *arena, const struct tomt_open_source *open, int field,
                                   struct tomt_error *err);

bool tomt_utf8_valid(const char *text, size_t n);
/* The longest start of valid text of at most `most` bytes that ends with a whole character; for printing with %.*s. */
int tomt_utf8_cut(const char *text, size_t n, size_t most);
/* Latin-1 (Windows-1252 where it has more) to UTF-8, appended. */
void tomt_latin1_add(struct tomt_text *out, const char *text, size_t n);
/* `encoding` (as open->encoding) to UTF-8, appended. */
void tomt_recode_add(struct tomt_text *out, const char *encoding, const char *text, size_t n);

#endif
