/* data/layer_osm.c: OpenStreetMap files through GDAL's driver: which tags become columns, and that
 * only what is asked for is kept in memory. */
#include "data/layer_source.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

const char *const tomt_osm_tags[] = {"highway",       "name",     "ref",      "oneway",  "maxspeed",
                                     "layer",         "access",   "foot",     "vehicle", "bicycle",
                                     "motor_vehicle", "motorcar", "junction", "service", "bridge",
                                     "tunnel",        "surface",  NULL};

static const char config_path[] = "/vsimem/tomt/osmconf.ini";
static pthread_mutex_t config_lock = PTHREAD_MUTEX_INITIALIZER;

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), n_ending = strlen(ending);
    return n > n_ending && strcasecmp(path + n - n_ending, ending) == 0;
}

bool tomt_source_is_osm(const char *path)
{
    return ends_with(path, ".osm") || ends_with(path, ".osm.pbf") || ends_with(path, ".pbf") ||
           ends_with(path, ".osm.bz2");
}

bool tomt_osm_refuse(const char *path, const char *title, struct tomt_error *err)
{
    if (!ends_with(path, ".osm.bz2") && !ends_with(path, ".osm.gz"))
        return true;
    return strncmp(path, "/vsi", 4) == 0 ||
           tomt_fail(err, TOMT_DATA,
                     "'%s' is packed, which GDAL does not read: unpack it, or take the .osm.pbf",
                     title);
}

/* Ways that close are lines here whatever else they are tagged with: a roundabout on grass, a
 * square, which is walked along its edge. Other layers keep what GDAL has for them. */
static bool write_config(struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_text_puts(&text, "closed_ways_are_polygons=\nattribute_name_laundering=no\n");
    static const char *const section[] = {"points", "lines", "multipolygons", "multilinestrings",
                                          "other_relations"};
    for (size_t i = 0; i < sizeof section / sizeof *section; i++) {
        tomt_text_print(&text, "[%s]\nosm_id=no\nother_tags=no\nattributes=", section[i]);
        for (size_t k = 0; tomt_osm_tags[k]; k++)
            tomt_text_print(&text, "%s%s", k ? "," : "", tomt_osm_tags[k]);
        /* of lines that are no street: what a site does not lie across, or keeps away from */
        tomt_text_puts(&text, ",railway,waterway,natural,barrier,power,man_made\n");
    }
    VSILFILE *file = text.failed ? NULL : VSIFOpenL(config_path, "wb");
    bool ok = file && VSIFWriteL(text.bytes, 1, text.n, file) == text.n;
    if (file && VSIFCloseL(file) != 0)
        ok = false;
    tomt_text_free(&text);
    return ok || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

bool tomt_osm_options(const struct tomt_source *source, char ***options, struct tomt_error *err)
{
    if (source->layer && strcasecmp(source->layer, "lines") != 0)
        return true;
    VSIStatBufL found;
    pthread_mutex_lock(&config_lock);
    bool ok = VSIStatL(config_path, &found) == 0 || write_config(err);
    pthread_mutex_unlock(&config_lock);
    if (ok)
        *options = CSLSetNameValue(*options, "CONFIG_FILE", config_path);
    return ok;
}

/* Read one layer by itself, the driver would keep the features of all others in memory and fail at
 * the 100,000th of one. Told by a query which layer counts, it leaves out the rest. */
bool tomt_osm_choose(struct tomt_open_source *open, const struct tomt_source *source,
                     struct tomt_error *err)
{
    const char *name = source->layer ? OGR_L_GetName(open->layer) : "lines";
    char *query = CPLStrdup(CPLSPrintf("SELECT * FROM \"%s\"%s", name,
                                       source->layer ? "" : " WHERE highway IS NOT NULL"));
    open->selected = GDALDatasetExecuteSQL(open->dataset, query, NULL, NULL);
    CPLFree(query);
    if (!open->selected)
        return tomt_fail(err, TOMT_DATA, "GDAL cannot read layer '%s' of '%s': %s", name,
                         open->title, open->watch.text);
    open->layer = open->selected;
    return true;
}

bool tomt_osm_extent(const struct tomt_open_source *open, const struct tomt_source *source,
                     OGREnvelope *extent)
{
    OGRLayerH layer =
        GDALDatasetGetLayerByName(open->dataset, source->layer ? source->layer : "lines");
    return layer && OGR_L_GetExtent(layer, extent, 0) == OGRERR_NONE &&
           extent->MinX < extent->MaxX && extent->MinY < extent->MaxY &&
           extent->MaxX - extent->MinX < 300;
}
