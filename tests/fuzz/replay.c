/* tests/fuzz/replay.c: runs every file of a folder through LLVMFuzzerTestOneInput: the corpus as a regression test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int replay(const char *path)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 22);
    if (!in || !bytes) {
        free(bytes);
        return 1;
    }
    size_t n = fread(bytes, 1, 1 << 22, in);
    fclose(in);
    LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
    return 0;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    int n = 0, failed = 0;
    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        failed += replay(path);
        n++;
    }
    closedir(folder);
    printf("%d passed, %d failed\n", n - failed, failed);
    return n == 0 || failed;
}
