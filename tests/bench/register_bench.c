/* How long a million establishments take to find their place among two million addresses in no order: register_bench [N] [M].
 * Of a hundred rows 70 are exact, 8 have another letter, 8 a number the street has not, 8 another spelling of the street, 4 an unknown
 * street and a postcode, 1 a post box and 1 nothing. */
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

static void make_addresses(struct tomt_layer *addresses, struct tomt_arena *arena, size_t m)
{
    static const char *const names[] = {"municipality", "street", "number", "letter", "postcode"};
    char municipality[8], street[40], letter[2], text[80];
    unsigned number;
    start(addresses, arena, names, 5);
    for (size_t i = 0; i < m; i++) {
        size_t at = i * 7919 % m; /* a prime: each once, if m is no multiple of it */
        address_of(at, municipality, street, &number, letter);
        put(addresses, 0, municipality);
        put(addresses, 1, street);
        snprintf(text, sizeof text, "%u", number);
        put(addresses, 2, text);
        put(addresses, 3, letter);
        snprintf(text, sizeof text, "%04u", (unsigned)(at / 400 % 5000));
        put(addresses, 4, text);
        check(tomt_shapes_add_point(&addresses->shapes, (double)at, 0, &err));
    }
    addresses->table.n_rows = m;
}

static void address_text(uint64_t *seed, char text[80], const char *street, unsigned number, const char *letter)
{
    unsigned kind = next(seed) % 100;
    if (kind < 70)
        snprintf(text, 80, "%s %u%s", street, number, letter);
    else if (kind < 78)
        snprintf(text, 80, "%s %uC", street, number);
    else if (kind < 86)
        snprintf(text, 80, "%s %u", street, number + 40);
    else if (kind < 94)
        snprintf(text, 80, "Aakergt. vest%s %u%s", street + strlen("Åkergata vest"), number, letter);
    else if (kind < 98)
        snprintf(text, 80, "c/o %s/nUkjent vei %u", street, number);
    else
        snprintf(text, 80, "%s", kind == 98 ? "Postboks 12" : "");
}

static void make_establishments(struct tomt_layer *establishments, struct tomt_arena *arena, size_t n, size_t m)
{
    static const char *const names[] = {"id", "code", "employees", "employees_registered", "municipality", "address", "postcode", "closed"};
    char municipality[8], street[40], letter[2], text[80];
    unsigned number;
    uint64_t seed = 1;
    start(establishments, arena, names, 8);
    for (size_t i = 0; i < n; i++) {
        size_t at = next(&seed) % m;
        address_of(at, municipality, street, &number, letter);
        snprintf(text, sizeof text, "%zu", 900000000 + i);
        put(establishments, 0, text);
        put(establishments, 1, "62.010");
        put(establishments, 2, "12");
        put(establishments, 3, "true");
        put(establishments, 4, municipality);
        address_text(&seed, text, street, number, letter);
        put(establishments, 5, text);
        snprintf(text, sizeof text, "%04u", (unsigned)(at / 400 % 5000));
        put(establishments, 6, text);
        put(establishments, 7, i % 50 ? "" : "2020-01-01");
        check(tomt_shapes_add_point(&establishments->shapes, NAN, NAN, &err));
    }
    establishments->table.n_rows = n;
}

int main(int n_arguments, char **argument)
{
    size_t n = n_arguments > 1 ? strtoul(argument[1], NULL, 10) : 1000000, m = n_arguments > 2 ? strtoul(argument[2], NULL, 10) : 2000000;
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_layer addresses, establishments, placed;
    const struct tomt_layer *const layers[] = {&addresses};
    struct tomt_table unplaced;
    struct tomt_register_report report;
    struct rusage before, used;
    make_addresses(&addresses, arena, m);
    make_establishments(&establishments, arena, n, m);
    const struct tomt_register_inputs inputs = {.establishments = &establishments, .addresses = layers, .n_addresses = 1, .jobs_when_withheld = 2};
    getrusage(RUSAGE_SELF, &before);
    double from = tomt_clock_s();
    check(tomt_register_place(arena, &inputs, NULL, &placed, &unplaced, &report, &err));
    double seconds = tomt_clock_s() - from;
    getrusage(RUSAGE_SELF, &used);
    double cpu = (double)(used.ru_utime.tv_sec - before.ru_utime.tv_sec + used.ru_stime.tv_sec - before.ru_stime.tv_sec) +
                 1e-6 * (double)(used.ru_utime.tv_usec - before.ru_utime.tv_usec + used.ru_stime.tv_usec - before.ru_stime.tv_usec);
    printf("establishments %zu\naddresses %zu\nclosed %zu\n", n, m, report.n_closed);
    for (size_t i = 0; i < TOMT_N_PLACED; i++)
        printf("%s %zu\n", i == TOMT_PLACED_NOT ? "unplaced" : tomt_placed_name[i], report.n_placed[i]);
    printf("other_spelling %zu\npo_box %zu\nseconds %.2f\ncpu_seconds %.2f\npeak_mb %ld\ninputs_mb %ld\n", report.n_street_spelling, report.n_po_box, seconds, cpu,
           used.ru_maxrss / 1024, before.ru_maxrss / 1024);
    tomt_arena_free(arena);
    return 0;
}
