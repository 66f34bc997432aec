/* How long a million establishments take to find their place among two million addresses: register_bench [N] [M]. */
#include "base/progress.h"
#include "sources/register.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static struct tomt_error err;

static void check(bool ok)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", err.text);
    exit(1);
}

static void start(struct tomt_layer *layer, struct tomt_arena *arena, const char *const *names, size_t n_columns)
{
    memset(layer, 0, sizeof *layer);
    tomt_shapes_start(&layer->shapes, arena, TOMT_POINTS);
    check(tomt_table_start(&layer->table, arena, n_columns, &err));
    for (size_t i = 0; i < n_columns; i++)
        check(tomt_table_column(&layer->table, names[i], TOMT_TEXT, &err) != NULL);
}

static void put(struct tomt_layer *layer, size_t column, const char *text)
{
    struct tomt_column *to = layer->table.column + column;
    check(*text ? tomt_column_add_text(to, text, strlen(text), &err) : tomt_column_add_null(to, &err));
}

static unsigned next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33);
}

/* Addresses run through 300 municipalities with streets of 40 numbers, every tenth with a letter. */
static void address_of(size_t i, char municipality[8], char street[40], unsigned *number, char letter[2])
{
    snprintf(municipality, 8, "%04u", 301 + (unsigned)(i / 40 % 300) * 10);
    snprintf(street, 40, "Åkergata vest %u", (unsigned)(i / 12000));
    *number = 1 + (unsigned)(i % 40);
    snprintf(letter, 2, "%s", i % 10 == 0 ? "B" : "");
}

int main(int n_arguments, char **argument)
{
    static const char *const address_names[] = {"municipality", "street", "number", "letter", "postcode"};
    static const char *const names[] = {"id", "code", "employees", "employees_registered", "municipality", "address"};
    size_t n = n_arguments > 1 ? strtoul(argument[1], NULL, 10) : 1000000, m = n_arguments > 2 ? strtoul(argument[2], NULL, 10) : 2000000;
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_layer addresses, establishments, placed;
    struct tomt_register_report report;
    char municipality[8], street[40], letter[2], text[80];
    unsigned number;
    uint64_t seed = 1;
    start(&addresses, arena, address_names, 5);
    for (size_t i = 0; i < m; i++) {
        address_of(i, municipality, street, &number, letter);
        put(&addresses, 0, municipality);
        put(&addresses, 1, street);
        snprintf(text, sizeof text, "%u", number);
        put(&addresses, 2, text);
        put(&addresses, 3, letter);
        put(&addresses, 4, "3017");
        check(tomt_shapes_add_point(&addresses.shapes, (double)i, 0, &err));
    }
    addresses.table.n_rows = m;
    start(&establishments, arena, names, 6);
    for (size_t i = 0; i < n; i++) {
        address_of(next(&seed) % m, municipality, street, &number, letter);
        snprintf(text, sizeof text, "%zu", 900000000 + i);
        put(&establishments, 0, text);
        put(&establishments, 1, "62.010");
        put(&establishments, 2, "12");
        put(&establishments, 3, "true");
        put(&establishments, 4, municipality);
        snprintf(text, sizeof text, "%s %u%s", street, number, letter);
        put(&establishments, 5, text);
        check(tomt_shapes_add_point(&establishments.shapes, NAN, NAN, &err));
    }
    establishments.table.n_rows = n;
    double from = tomt_clock_s();
    check(tomt_register_place(arena, &establishments, &addresses, 2, NULL, NULL, &placed, &report, &err));
    double seconds = tomt_clock_s() - from;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("establishments %zu\naddresses %zu\nexact %zu\nunplaced %zu\nseconds %.2f\npeak_mb %ld\n", n, m,
           report.n_placed[TOMT_PLACED_EXACT], report.n_placed[TOMT_PLACED_NOT], seconds, used.ru_maxrss / 1024);
    tomt_arena_free(arena);
    return 0;
}
