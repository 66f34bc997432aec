/* How streets are spelt: each row of the table, by hand; one street only; and the table in
 * docs/registers.md. */
#include "register_support.h"

#include "sources/book.h"

#define DOCS TOMT_TEST_DATA "/../../docs/registers.md"

static const char *loose(const char *name, struct tomt_text *folded, struct tomt_text *out)
{
    assert_true(tomt_street_fold(name, strlen(name), folded));
    assert_true(tomt_street_loose(folded->bytes, folded->n, out));
    return out->bytes;
}

static void every_spelling_has_its_form(void **state)
{
    (void)state;
    static const char *const spelt[][2] = {
        {"Storgata", "storgate"},
        {"Storgaten", "storgate"},
        {"Storgate", "storgate"},
        {"STORGT.", "storgate"},
        {"Storgt", "storgate"},
        {"Stor gt.", "storgate"},
        {"Stor-gata", "storgate"},
        {"Gata", "gate"},
        {"Storgata  vest", "storgatevest"},
        {"Kirkeveien", "kirkevei"},
        {"Kirkevegen", "kirkevei"},
        {"Kirkeveg", "kirkevei"},
        {"Kirkevei", "kirkevei"},
        {"Kirkev.", "kirkevei"},
        {"Kirkevn.", "kirkevei"},
        {"Sigrid Undsets v", "sigridundsetsvei"},
        {"Sigrid Undsets v.", "sigridundsetsvei"},
        {"V. Torggate", "vtorggate"}, /* Vestre: no vei */
        {"Fiskehavn", "fiskehavn"},   /* no dot: no abbreviation */
        {"Engersand Havn", "engersandhavn"},
        {"Fiskåv", "fiskav"},
        {"Rådhusplassen", "radhusplass"},
        {"Raadhuspl.", "radhusplass"},
        {"C. J. Hambros plass", "cjhambrosplass"},
        {"C.J.Hambros pl", "cjhambrosplass"},
        {"Ørens gate", "orensgate"},
        {"Oerens gt", "orensgate"},
        {"Orens gaten", "orensgate"},
        {"Ærlig vei", "arligvei"},
        {"Aerlig veg", "arligvei"},
        {"Åse", "ase"},
        {"Aase", "ase"},
        {"Ase", "ase"},
        {"Torgalléen", "torgalleen"},
        {"O'Hara", "ohara"},
        {"", ""},
        {" . - ", ""},
    };
    struct tomt_text folded = {0}, out = {0};
    for (size_t i = 0; i < sizeof spelt / sizeof *spelt; i++)
        assert_string_equal(loose(spelt[i][0], &folded, &out), spelt[i][1]);
    tomt_text_free(&folded);
    tomt_text_free(&out);
}

static void another_spelling_is_a_second_chance(void **state)
{
    struct room *room = *state;
    static const char *const address_names[] = {"municipality", "street", "number"};
    static const char *const names[] = {"id", "municipality", "address"};
    static const char *const address_cells[] = {
        "3301", "Storgata",   "4", /* 1 */
        "3301", "Kirkegata",  "4", /* 2: Kirkegata and Kirkegaten are two streets */
        "3301", "Kirkegaten", "4", /* 3 */
        "3301", "Kirkegate",  "6", /* 4: and a third */
        "3312", "Kirkegaten", "4", /* 5: one in Lier */
        "3301", "Åsveien",    "4", /* 6 */
        "3301", "STORGATA",   "6", /* 7: the same street as 1 */
    };
    static const double address_xy[][2] = {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}, {7, 0}};
    static const char *const cells[] = {
        "a", "3301", "Storgt. 4",   /* 1 */
        "b", "3301", "Stor gate 6", /* 7 */
        "c", "3301", "Kirkegata 4", /* 2: found as it is written */
        "d", "3301", "Kirkegt. 4",  /* ambiguous: three */
        "e", "3312", "Kirkegt. 4",  /* 5: only one there */
        "f", "3301", "Aasvegen 6",  /* 6, near */
        "g", "3301", "Kirkegate 4", /* 4, near: the name is known, so no other spelling is tried */
        "h", "3301", "Kirkegt. 4/nStorgata 4", /* 1: not counted as ambiguous, it has a place */
    };
    struct tomt_layer in = layer_of(room, names, 3, cells, NULL, 8);
    struct tomt_layer addresses = layer_of(room, address_names, 3, address_cells, address_xy, 7);
    struct outcome outcome;
    place(room, &in, &addresses, NULL, &outcome);
    static const struct {
        const char *id, *how;
        double x;
    } expected[] = {{"a", "exact", 1}, {"b", "exact", 7}, {"c", "exact", 2}, {"e", "exact", 5},
                    {"f", "near", 6},  {"g", "near", 4},  {"h", "exact", 1}};
    assert_int_equal(outcome.placed.table.n_rows, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(text(&outcome.placed, "id", i), expected[i].id);
        assert_string_equal(text(&outcome.placed, "placed", i), expected[i].how);
        assert_true(outcome.placed.shapes.box[i].min_x == expected[i].x);
    }
    assert_int_equal(outcome.report.n_street_spelling, 4); /* a, b, e, f */
    assert_int_equal(outcome.report.n_street_ambiguous, 1);
    assert_string_equal(cell(&outcome.unplaced, "id", 0), "d");
    assert_string_equal(cell(&outcome.unplaced, "reason", 0), "no_street");
}

/* A line of the docs for each row of the table, and no more lines than rows. */
static void the_docs_list_every_spelling(void **state)
{
    (void)state;
    static const char *const where[] = {"a word, or the end of one",
                                        "a word but the first, or the end of one before a dot",
                                        "anywhere", "anywhere"};
    static char docs[32768];
    FILE *file = fopen(DOCS, "r");
    assert_non_null(file);
    size_t length = fread(docs, 1, sizeof docs - 1, file), n, n_lines = 0;
    fclose(file);
    docs[length] = '\0';
    const struct tomt_spelling *spelling = tomt_street_spellings(&n);
    const char *at = strstr(docs, "| written | read as | where |\n|---|---|---|\n");
    assert_non_null(at);
    for (at = strchr(strchr(at, '\n') + 1, '\n') + 1; *at == '|'; at = strchr(at, '\n') + 1)
        n_lines++;
    assert_int_equal(n_lines, n);
    for (size_t i = 0; i < n; i++) {
        char line[160];
        if (spelling[i].kind != TOMT_SPELLING_SIGN)
            snprintf(line, sizeof line, "| `%s` | `%s` | %s |\n", spelling[i].from, spelling[i].to,
                     where[spelling[i].kind]);
        else if (*spelling[i].from == ' ')
            snprintf(line, sizeof line, "| blank | nothing | anywhere |\n");
        else
            snprintf(line, sizeof line, "| `%s` | nothing | anywhere |\n", spelling[i].from);
        if (!strstr(docs, line))
            fail_msg("docs/registers.md has no line %s", line);
    }
}

static void post_boxes_are_known(void **state)
{
    (void)state;
    static const char *const boxes[] = {"Postboks 12",
                                        "POSTBOKS 1234 Sentrum",
                                        "Postbox 3",
                                        "PB 12",
                                        "Pb. 12",
                                        "P.b. 12",
                                        "p. b. 12",
                                        "P.O. Box 8",
                                        "PO Box 8",
                                        "Boks 8",
                                        "PB12",
                                        "Pboks 3",
                                        "c/o Ola Postboks 4"};
    static const char *const others[] = {
        "Storgata 4", "Boksveien 4", "PBveien 1",       "Box",           "PB",
        "",           "P",           "Postboksveien 4", "Bokserveien 12"};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        if (!tomt_piece_is_po_box(&(struct tomt_piece){boxes[i], strlen(boxes[i])}))
            fail_msg("%s", boxes[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (tomt_piece_is_po_box(&(struct tomt_piece){others[i], strlen(others[i])}))
            fail_msg("%s", others[i]);
}

/* Whatever the bytes of a cell, in memory that ends where they do: the sanitizers watch. */
static void any_bytes_are_read(void **state)
{
    (void)state;
    static const char *const bits[] = {"/n", ",", "gt.", " ", "\xC3", "\xC3\x85", "9",   "-",
                                       ".",  "P", "b",   "v", "\xFF", "Storgata", "boks"};
    uint64_t seed = 7;
    for (int turn = 0; turn < 20000; turn++) {
        char made[128];
        size_t n = 0;
        while (n < 40 && (seed = seed * 6364136223846793005u + 1442695040888963407u) >> 60) {
            const char *bit = bits[(seed >> 33) % 15];
            memcpy(made + n, bit, strlen(bit));
            n += strlen(bit);
        }
        char *exact = malloc(n ? n : 1);
        struct tomt_text folded = {0}, out = {0};
        struct tomt_address address[3];
        assert_non_null(exact);
        memcpy(exact, made, n);
        assert_true(tomt_address_split(exact, n, address, 3) <= 3);
        assert_true(tomt_street_fold(exact, n, &folded) &&
                    tomt_street_loose(folded.bytes, folded.n, &out));
        assert_true(out.n <= folded.n + 8 * n &&
                    memchr(out.bytes ? out.bytes : "", ' ', out.n) == NULL);
        (void)tomt_piece_is_po_box(&(struct tomt_piece){exact, n});
        tomt_text_free(&folded);
        tomt_text_free(&out);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_has_its_form),
        cmocka_unit_test_setup_teardown(another_spelling_is_a_second_chance, open_room, close_room),
        cmocka_unit_test(the_docs_list_every_spelling),
        cmocka_unit_test(post_boxes_are_known),
        cmocka_unit_test(any_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
