/* data/layer_source.c: opening one layer of a vector source: what is refused before GDAL sees it, open options per driver,
 * which layer, which CRS, which column. */
#include "data/layer_source.h"

#include "data/layer_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <ogr_srs_api.h>

enum { MOST_NAMES_LISTED = 30 };

/* The GML driver warns of each feature that it leaves out: "Geometry of feature 7 ID cannot be parsed: why". */
static void hear_skipped(struct tomt_watch *watch, const char *message)
{
    static const char start[] = "Geometry of feature ";
    const char *why = strstr(message, "cannot be parsed");
    if (!why || strncmp(message, start, sizeof start - 1) != 0)
        return;
    if (watch->n_skipped == 0)
        snprintf(watch->skipped_text, sizeof watch->skipped_text, "%s", why);
    if (watch->n_skipped < TOMT_FIRST_IDS)
        watch->skipped_id[watch->n_skipped] = strtoll(message + sizeof start - 1, NULL, 10);
    watch->n_skipped++;
}

static void CPL_STDCALL hear(CPLErr severity, CPLErrorNum number, const char *message)
{
    (void)number;
    struct tomt_watch *watch = CPLGetErrorHandlerUserData();
    if (watch && severity == CE_Warning)
        hear_skipped(watch, message);
    if (severity < CE_Failure || !watch)
        return;
    if (watch->n_failures++ == 0)
        snprintf(watch->text, sizeof watch->text, "%s", message);
}

void tomt_watch_up(struct tomt_watch *watch)
{
    memset(watch, 0, sizeof *watch);
    CPLPushErrorHandlerEx(hear, watch);
}

void tomt_watch_down(struct tomt_watch *watch)
{
    (void)watch;
    CPLPopErrorHandler();
}

/* The end of a password that begins at `from`; a quote or backslash protects what follows as libpq has it. */
static const char *password_end(const char *from)
{
    if (*from == '\'') {
        for (from++; *from && *from != '\''; from++)
            from += *from == '\\' && from[1];
        return *from ? from + 1 : from;
    }
    while (*from && *from != ' ' && *from != '&')
        from++;
    return from;
}

const char *tomt_mask_password(struct tomt_arena *arena, const char *text, struct tomt_error *err)
{
    struct tomt_text out = {0};
    for (const char *at = text; *at;) {
        if (strncasecmp(at, "password", 8) == 0 && at[8 + strspn(at + 8, " ")] == '=') {
            const char *value = at + 8 + strspn(at + 8, " ") + 1;
            value += strspn(value, " ");
            tomt_text_puts(&out, "password=***");
            at = password_end(value);
        } else if (strncmp(at, "://", 3) == 0) {
            const char *user = at + 3, *colon = user + strcspn(user, ":@/ ");
            const char *host = *colon == ':' ? strchr(colon, '@') : NULL;
            tomt_text_add(&out, at, host ? (size_t)(colon - at) : 3);
            if (host)
                tomt_text_puts(&out, ":***");
            at = host ? host : user;
        } else {
            tomt_text_add(&out, at++, 1);
        }
    }
    const char *copy = out.failed ? NULL : tomt_arena_copy(arena, out.n ? out.bytes : "", out.n, err);
    if (out.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&out);
    return copy;
}

/* "archive.zip/inner.shp" -> the archive; false when no archive's name can be told. */
static bool archive_of(const char *inner, char *archive, size_t size)
{
    if (*inner == '{') {
        const char *end = strchr(++inner, '}');
        return end && snprintf(archive, size, "%.*s", (int)(end - inner), inner) < (int)size;
    }
    static const char *const ending[] = {".zip", ".kmz", ".gz", ".tgz", ".tar"};
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        const char *found = strcasestr(inner, ending[i]);
        size_t n = found ? (size_t)(found - inner) + strlen(ending[i]) : 0;
        if (found && (inner[n] == '/' || !inner[n]))
            return snprintf(archive, size, "%.*s", (int)n, inner) < (int)size;
    }
    return false;
}

/* A file that ends before its own header says is told apart from a damaged one: a copy was cut short. */
static bool check_sqlite_whole(const char *path, off_t size, const char *title, struct tomt_error *err)
{
    unsigned char head[100];
    FILE *file = fopen(path, "rb");
    if (!file)
        return tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", title, strerror(errno));
    size_t n = fread(head, 1, sizeof head, file);
    fclose(file);
    if (n < sizeof head || memcmp(head, "SQLite format 3", 16) != 0 || memcmp(head + 24, head + 92, 4) != 0)
        return true;
    char wal[4096];
    if (snprintf(wal, sizeof wal, "%s-wal", path) < (int)sizeof wal && access(wal, F_OK) == 0)
        return true;
    int64_t page = head[16] * 256 + head[17], pages = 0;
    for (int i = 28; i < 32; i++)
        pages = pages * 256 + head[i];
    page = page == 1 ? 65536 : page;
    if (size < page * pages)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' is cut short: %lld bytes where its header promises %lld; copy or download it again", title,
                         (long long)size, (long long)(page * pages));
    return true;
}

bool tomt_path_check(const char *path, const char *title, bool *folder, struct tomt_error *err)
{
    static const char *const archives[] = {"/vsizip/", "/vsitar/", "/vsigzip/"};
    char archive[4096];
    const char *file = path;
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++)
        if (strncmp(path, archives[i], strlen(archives[i])) == 0) {
            if (!archive_of(path + strlen(archives[i]), archive, sizeof archive))
                return true;
            file = archive;
        }
    if (strncmp(file, "/vsi", 4) == 0)
        return true;
    struct stat found;
    if (stat(file, &found) != 0) {
        size_t scheme = strspn(file, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+");
        if (errno == ENOENT && scheme > 1 && file[scheme] == ':')
            return true; /* "PG:...", "postgresql://...": not a path */
        return tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", title, strerror(errno));
    }
    *folder = S_ISDIR(found.st_mode);
    if (!S_ISREG(found.st_mode) && !*folder)
        return tomt_fail(err, TOMT_DATA, "'%s' is %s, not a file: name a file, a folder or a database", title,
                         S_ISFIFO(found.st_mode) ? "a pipe" : S_ISSOCK(found.st_mode) ? "a socket" : "a device");
    if (access(file, R_OK | (*folder ? X_OK : 0)) != 0)
        return tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", title, strerror(errno));
    if (S_ISREG(found.st_mode) && found.st_size == 0)
        return tomt_fail(err, TOMT_DATA, "'%s' is an empty file", title);
    return *folder || check_sqlite_whole(file, found.st_size, title, err);
}

static bool open_options(const char *driver, const struct tomt_source *source, char ***out, struct tomt_error *err)
{
    char **options = NULL;
    if (strcmp(driver, "CSV") == 0) {
        /* Organisation numbers and postcodes keep their leading zeros only as text; x and y are read by us. */
        options = CSLSetNameValue(options, "AUTODETECT_TYPE", "NO");
        options = CSLSetNameValue(options, "HEADERS", "YES");
        options = CSLSetNameValue(options, "EMPTY_STRING_AS_NULL", "YES");
    } else if (strcmp(driver, "ESRI Shapefile") == 0 && source->encoding) {
        options = CSLSetNameValue(options, "ENCODING", source->encoding);
    } else if (strcmp(driver, "GML") == 0) {
        options = CSLSetNameValue(options, "WRITE_GFS", "NO");
        options = CSLSetNameValue(options, "DOWNLOAD_SCHEMA", "NO");
    }
    bool ok = strcmp(driver, "OSM") != 0 || tomt_osm_options(source, &options, err);
    *out = options;
    return ok;
}

/* *dataset NULL: GDAL cannot open it. False: out of memory. */
static bool open_path(const char *path, const struct tomt_source *source, GDALDatasetH *dataset, struct tomt_error *err)
{
    GDALDriverH driver = GDALIdentifyDriverEx(path, GDAL_OF_VECTOR, NULL, NULL);
    char **options = NULL;
    bool ok = !driver || open_options(GDALGetDriverShortName(driver), source, &options, err);
    *dataset = ok ? GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, NULL,
                               (const char *const *)options, NULL)
                  : NULL;
    CSLDestroy(options);
    return ok;
}

/* A gzipped table or GeoJSON as GDAL reads it without being told: by its path. */
static const char *unpacked_path(struct tomt_arena *arena, const char *path, const char *title, struct tomt_error *err)
{
    static const char *const endings[] = {".csv.gz", ".tsv.gz", ".json.gz", ".geojson.gz"};
    char out[4200];
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (n <= strlen(endings[i]) || strcasecmp(path + n - strlen(endings[i]), endings[i]) != 0 ||
            strncmp(path, "/vsigzip/", 9) == 0)
            continue;
        if (!tomt_json_path(path, title, out, sizeof out, err))
            return NULL;
        if (strncmp(out, "/vsigzip/", 9) == 0)
            return tomt_arena_copy(arena, out, strlen(out), err);
        tomt_fail(err, TOMT_DATA, "'%s' is not gzipped though its name says so: name it without .gz, or download it again",
                  title);
        return NULL;
    }
    return path;
}

static bool open_dataset(struct tomt_arena *arena, const struct tomt_source *source, struct tomt_open_source *open,
                         struct tomt_error *err)
{
    bool folder = false, is_records = false;
    if (!tomt_path_check(source->path, open->title, &folder, err) || !tomt_osm_refuse(source->path, open->title, err))
        return false;
    if (!folder && !tomt_json_is_records(source->path, open->title, &is_records, err))
        return false;
    if (is_records)
        return tomt_records_open(arena, source, open, err);
    if (tomt_is_sosi(source->path) && !folder && !tomt_shelter_enter(source->path, &open->shelter, err))
        return false;
    const char *path = open->shelter.folder[0] ? open->shelter.path : source->path;
    if (!folder && !(path = unpacked_path(arena, path, open->title, err)))
        return false;
    if (!open_path(path, source, &open->dataset, err))
        return false;
    size_t n = strlen(source->path);
    if (!open->dataset && n > 4 && strcasecmp(source->path + n - 4, ".zip") == 0 &&
        strncmp(source->path, "/vsi", 4) != 0) {
        const char *zipped = tomt_arena_print(arena, err, "/vsizip/%s", source->path);
        if (!zipped)
            return false;
        struct tomt_watch first = open->watch;
        if (!open_path(zipped, source, &open->dataset, err))
            return false;
        if (open->dataset)
            memset(&open->watch, 0, sizeof open->watch);
        else
            open->watch = first;
    }
    if (open->dataset)
        return true;
    if (folder)
        return tomt_fail(err, TOMT_DATA, "'%s' is a folder that GDAL opens as no source: name a file in it", open->title);
    const char *said = tomt_mask_password(arena, open->watch.text, err);
    if (!said)
        return false;
    return tomt_fail(err, TOMT_DATA, "GDAL cannot open '%s'%s%s: is it damaged, or of a format with another ending?",
                     open->title, *said ? ": " : "", said);
}

static bool fail_with_names(const char *found, const char *wanted, const char *kind, const char **name, size_t n,
                            struct tomt_error *err)
{
    struct tomt_text list = {0};
    for (size_t i = 0; i < n && i < MOST_NAMES_LISTED; i++)
        tomt_text_print(&list, "%s%s", i ? ", " : "", name[i]);
    if (n > MOST_NAMES_LISTED)
        tomt_text_print(&list, " and %zu more", n - MOST_NAMES_LISTED);
    const char *near = wanted ? tomt_near_word(wanted, name) : NULL;
    if (near)
        tomt_fail(err, TOMT_DATA, "%s; did you mean '%s'? Its %ss: %s", found, near, kind, list.n ? list.bytes : "none");
    else
        tomt_fail(err, TOMT_DATA, "%s; its %ss: %s", found, kind, list.n ? list.bytes : "none");
    tomt_text_free(&list);
    return false;
}

static bool is_furniture(const char *layer)
{
    return strcmp(layer, "layer_styles") == 0 || strcmp(layer, "qgis_projects") == 0;
}

static bool choose_layer(struct tomt_arena *arena, const struct tomt_source *source, bool needed,
                         struct tomt_open_source *open, struct tomt_error *err)
{
    size_t n = (size_t)GDALDatasetGetLayerCount(open->dataset), n_real = 0;
    const char **name = tomt_arena_alloc(arena, (n + 1) * sizeof *name, err);
    if (!name)
        return false;
    OGRLayerH only = NULL;
    for (size_t i = 0; i < n; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(open->dataset, (int)i);
        const char *layer_name = layer ? OGR_L_GetName(layer) : "";
        if (is_furniture(layer_name))
            continue;
        name[n_real++] = layer_name;
        only = layer;
    }
    if (source->layer) {
        open->layer = GDALDatasetGetLayerByName(open->dataset, source->layer);
        if (open->layer)
            return true;
        const char *found = tomt_arena_print(arena, err, "'%s' has no layer '%s'", open->title, source->layer);
        return found && fail_with_names(found, source->layer, "layer", name, n_real, err);
    }
    if (strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(open->dataset)), "OSM") == 0)
        return true; /* the streets, of its five layers */
    if (n_real == 1)
        open->layer = only;
    if (open->layer || !needed)
        return true;
    if (n_real == 0)
        return tomt_fail(err, TOMT_DATA, "'%s' has no layer", open->title);
    const char *found = tomt_arena_print(arena, err, "'%s' has several layers: name one with `layer:`", open->title);
    return found && fail_with_names(found, NULL, "layer", name, n_real, err);
}

bool tomt_source_recodes(const struct tomt_source *source)
{
    return source->encoding && strcasecmp(source->encoding, "UTF-8") != 0 && strcasecmp(source->encoding, "UTF8") != 0;
}

bool tomt_source_open(struct tomt_arena *arena, const struct tomt_source *source, bool layer_needed,
                      struct tomt_open_source *open, struct tomt_error *err)
{
    memset(open, 0, sizeof *open);
    open->title = tomt_mask_password(arena, source->path, err);
    if (!open->title)
        return false;
    tomt_watch_up(&open->watch);
    /* One broken geometry must not hide the rest of a GML file: it is left out, and counted by the watch. */
    CPLSetThreadLocalConfigOption("GML_SKIP_CORRUPTED_FEATURES", "YES");
    if (!open_dataset(arena, source, open, err) || !choose_layer(arena, source, layer_needed, open, err)) {
        tomt_source_close(open);
        return false;
    }
    open->driver = open->records ? "JSON" : GDALGetDriverShortName(GDALGetDatasetDriver(open->dataset));
    if (strcmp(open->driver, "OSM") == 0 && !tomt_osm_choose(open, source, err)) {
        tomt_source_close(open);
        return false;
    }
    open->csv = strcmp(open->driver, "CSV") == 0;
    if (tomt_source_recodes(source) && !open->records && strcmp(open->driver, "ESRI Shapefile") != 0)
        snprintf(open->encoding, sizeof open->encoding, "%s", source->encoding);
    memset(&open->watch, 0, sizeof open->watch); /* it opened: what drivers said while trying is of no use */
    return true;
}

void tomt_source_close(struct tomt_open_source *open)
{
    if (open->selected)
        GDALDatasetReleaseResultSet(open->dataset, open->selected);
    open->selected = NULL;
    tomt_records_close(open->records);
    open->records = NULL;
    if (open->dataset)
        GDALClose(open->dataset);
    open->dataset = NULL;
    open->layer = NULL;
    tomt_shelter_leave(&open->shelter);
    CPLSetThreadLocalConfigOption("GML_SKIP_CORRUPTED_FEATURES", NULL);
    tomt_watch_down(&open->watch);
}

static const char *srs_text(struct tomt_arena *arena, OGRSpatialReferenceH srs, struct tomt_error *err)
{
    const char *authority = OSRGetAuthorityName(srs, NULL), *code = OSRGetAuthorityCode(srs, NULL);
    if (authority && code)
        return tomt_arena_print(arena, err, "%s:%s", authority, code);
    char *wkt = NULL;
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    const char *copy = NULL;
    if (OSRExportToWktEx(srs, &wkt, options) == OGRERR_NONE && wkt)
        copy = tomt_arena_copy(arena, wkt, strlen(wkt), err);
    else
        tomt_fail(err, TOMT_DATA, "the layer's CRS cannot be written as WKT");
    CPLFree(wkt);
    return copy;
}

const char *tomt_source_crs(struct tomt_arena *arena, const struct tomt_open_source *open, bool *swap,
                            struct tomt_error *err)
{
    *swap = false;
    OGRSpatialReferenceH own = open->layer ? OGR_L_GetSpatialRef(open->layer) : NULL;
    OGRSpatialReferenceH srs = own ? OSRClone(own) : NULL;
    if (!srs)
        return NULL;
    *swap = OSRGetAxisMappingStrategy(srs) == OAMS_AUTHORITY_COMPLIANT &&
            (OSREPSGTreatsAsLatLong(srs) || OSREPSGTreatsAsNorthingEasting(srs));
    if (OSRIsCompound(srs))
        OSRStripVertical(srs);
    else if (OSRGetAxesCount(srs) > 2)
        OSRDemoteTo2D(srs, NULL);
    /* "Undefined geographic SRS", "Undefined Cartesian SRS": a GeoPackage's way of saying that it has none. */
    const char *name = OSRGetName(srs);
    const char *text = name && strncasecmp(name, "Undefined", 9) == 0 ? NULL : srs_text(arena, srs, err);
    OSRDestroySpatialReference(srs);
    return text;
}

/* Adds the name in UTF-8 and a NUL. */
static void add_field_name(const struct tomt_open_source *open, const char *name, struct tomt_text *out)
{
    size_t n = strlen(name);
    if (open->csv && *open->encoding)
        tomt_recode_add(out, open->encoding, name, n);
    else if (!tomt_utf8_valid(name, n))
        tomt_latin1_add(out, name, n);
    else
        tomt_text_add(out, name, n);
    tomt_text_add(out, "", 1);
}

const char *tomt_source_field_name(struct tomt_arena *arena, const struct tomt_open_source *open, int field,
                                   struct tomt_error *err)
{
    struct tomt_text name = {0};
    add_field_name(open, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(open->layer), field)), &name);
    const char *copy = name.failed ? NULL : tomt_arena_copy(arena, name.bytes, name.n - 1, err);
    if (name.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&name);
    return copy;
}

bool tomt_source_field(const struct tomt_open_source *open, const char *name, int *index, bool *folded, struct tomt_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(open->layer);
    struct tomt_text field = {0}, folded_field = {0}, folded_name = {0};
    int n = OGR_FD_GetFieldCount(definition), near = -1, exact = -1;
    bool ok = tomt_fold(name, strlen(name), &folded_name);
    for (int i = 0; ok && i < n && exact < 0; i++) {
        field.n = 0;
        add_field_name(open, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)), &field);
        ok = !field.failed && tomt_fold(field.bytes, field.n - 1, &folded_field);
        if (ok && strcmp(field.bytes, name) == 0)
            exact = i;
        else if (ok && near < 0 && folded_field.n == folded_name.n && folded_name.n > 0 &&
                 memcmp(folded_field.bytes, folded_name.bytes, folded_name.n) == 0)
            near = i;
    }
    tomt_text_free(&field);
    tomt_text_free(&folded_field);
    tomt_text_free(&folded_name);
    const char *fid = OGR_L_GetFIDColumn(open->layer);
    bool is_fid = strcasecmp(name, "fid") == 0 || (fid && *fid && strcasecmp(name, fid) == 0);
    *index = exact >= 0 ? exact : near >= 0 ? near : is_fid ? TOMT_FIELD_IS_FID : -1;
    *folded = exact < 0 && near >= 0;
    return ok || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

static bool fail_with_columns(const struct tomt_open_source *open, struct tomt_arena *scratch, const char *found,
                              const char *wanted, struct tomt_error *err)
{
    size_t n = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(open->layer));
    const char **names = tomt_arena_alloc(scratch, (n + 1) * sizeof *names, err);
    for (size_t i = 0; names && i < n; i++)
        if (!(names[i] = tomt_source_field_name(scratch, open, (int)i, err)))
            names = NULL;
    return names && found && fail_with_names(found, wanted, "column", names, n, err);
}

bool tomt_source_no_column(const struct tomt_open_source *open, const char *name, const char *purpose,
                           struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    const char *found = tomt_arena_print(scratch, err, "no column '%s'%s%s", name, *purpose ? " for " : "", purpose);
    fail_with_columns(open, scratch, found, name, err);
    tomt_arena_free(scratch);
    return false;
}

bool tomt_source_bad_filter(const struct tomt_open_source *open, const char *what, const char *where, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    const char *from = where + strspn(where, " (\"");
    char *word = tomt_arena_copy(scratch, from, strcspn(from, " ()\"=<>!,"), err);
    int field;
    bool folded;
    if (word && tomt_source_field(open, word, &field, &folded, err))
        fail_with_columns(open, scratch, what, field == -1 ? word : NULL, err);
    tomt_arena_free(scratch);
    return false;
}
