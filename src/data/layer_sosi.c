/* data/layer_sosi.c: SOSI files are read from a shelter: GDAL's driver makes a folder of indexes beside the file it opens, and no
 * input's folder may be written to. The shelter is a temporary folder with a link to the file. The library underneath also keeps
 * its state in one place for the whole process, so that only one SOSI source is open at a time. */
#include "data/layer_source.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

bool tomt_is_sosi(const char *path)
{
    const char *ending = strrchr(path, '.');
    return ending && strncmp(path, "/vsi", 4) != 0 && (strcasecmp(ending, ".sos") == 0 || strcasecmp(ending, ".sosi") == 0);
}

bool tomt_shelter_enter(const char *path, struct tomt_shelter *shelter, struct tomt_error *err)
{
    const char *temporary = getenv("TMPDIR"), *name = strrchr(path, '/');
    char whole[PATH_MAX];
    name = name ? name + 1 : path;
    int n = snprintf(shelter->folder, sizeof shelter->folder, "%s/tomt-sosi-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (n < 0 || (size_t)n >= sizeof shelter->folder || !realpath(path, whole) || !mkdtemp(shelter->folder)) {
        shelter->folder[0] = '\0';
        return tomt_fail(err, TOMT_DATA, "cannot make a temporary folder to read '%s' in: %s", path, strerror(errno));
    }
    n = snprintf(shelter->path, sizeof shelter->path, "%s/%s", shelter->folder, name);
    if (n < 0 || (size_t)n >= sizeof shelter->path || symlink(whole, shelter->path) != 0) {
        rmdir(shelter->folder);
        shelter->folder[0] = '\0';
        return tomt_fail(err, TOMT_DATA, "cannot link '%s' into a temporary folder: %s", path, strerror(errno));
    }
    pthread_mutex_lock(&one_at_a_time);
    return true;
}

static int remove_entry(const char *path, const struct stat *found, int flag, struct FTW *where)
{
    (void)found;
    (void)flag;
    (void)where;
    remove(path);
    return 0;
}

void tomt_shelter_leave(struct tomt_shelter *shelter)
{
    if (!shelter->folder[0])
        return;
    pthread_mutex_unlock(&one_at_a_time);
    nftw(shelter->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    shelter->folder[0] = '\0';
}
