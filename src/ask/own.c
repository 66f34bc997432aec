/* ask/own.c: functions of our own for questions, and forms of SpatiaLite's that are not to be had.
 */
#include "ask/inside.h"
#include "phrase/phrase.h"

#include <math.h>
#include <string.h>

/* A number of corners of round corners makes millions of them, and a second argument of an area
 * asks a library that we do not call (docs/decisions/018-ask.md). */
static const struct {
    const char *name;
    int n_arguments;
} refused[] = {{"ST_Buffer", 3}, {"ST_Buffer", 4}, {"Buffer", 3},
               {"Buffer", 4},    {"ST_Area", 2},   {"Area", 2}};

static void refuse_form(sqlite3_context *context, int n, sqlite3_value **value)
{
    (void)value;
    sqlite3_result_error(
        context, n > 2 ? "a buffer takes a geometry and a distance" : "an area takes a geometry",
        -1);
}

static double double_at(const uint8_t *byte, bool little)
{
    uint64_t bits;
    double number;
    memcpy(&bits, byte, sizeof bits);
    bits = little ? bits : __builtin_bswap64(bits);
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* point_distance(geom, x, y): hypot, straight from the GeoPackage's blob, without a geometry made
 * of it: a million rows are looked at in a tenth of a second. Null, or no point: null. */
static void point_distance(sqlite3_context *context, int n, sqlite3_value **value)
{
    static const size_t envelope[8] = {0, 32, 48, 48, 64, 0, 0, 0};
    (void)n;
    for (int i = 1; i < 3; i++)
        if (sqlite3_value_type(value[i]) != SQLITE_FLOAT &&
            sqlite3_value_type(value[i]) != SQLITE_INTEGER)
            return;
    if (sqlite3_value_type(value[0]) != SQLITE_BLOB)
        return;
    const uint8_t *blob = sqlite3_value_blob(value[0]);
    size_t size = (size_t)sqlite3_value_bytes(value[0]);
    if (!blob || size < 8 || blob[0] != 'G' || blob[1] != 'P')
        return;
    size_t at = 8 + envelope[blob[3] >> 1 & 7];
    if (size < at + 21 || blob[at] > 1)
        return;
    bool little = blob[at] == 1;
    uint32_t class;
    memcpy(&class, blob + at + 1, sizeof class);
    class = little ? class : __builtin_bswap32(class);
    if (class % 1000 != 1 || class > 3001)
        return;
    double away = hypot(double_at(blob + at + 5, little) - sqlite3_value_double(value[1]),
                        double_at(blob + at + 13, little) - sqlite3_value_double(value[2]));
    if (!isnan(away))
        sqlite3_result_double(context, away);
}

/* box_distance(minx, maxx, miny, maxy of one, and of another): the gap between two boxes, 0 where
 * they touch: no more than what their shapes are apart. Null where one is. */
static void box_distance(sqlite3_context *context, int n, sqlite3_value **value)
{
    double side[8];
    for (int i = 0; i < n; i++) {
        if (sqlite3_value_type(value[i]) == SQLITE_NULL)
            return;
        side[i] = sqlite3_value_double(value[i]);
    }
    double x = side[4] > side[1]   ? side[4] - side[1]
               : side[0] > side[5] ? side[0] - side[5]
                                   : 0,
           y = side[6] > side[3]   ? side[6] - side[3]
               : side[2] > side[7] ? side[2] - side[7]
                                   : 0;
    sqlite3_result_double(context, x > 0 && y > 0 ? hypot(x, y) : x + y);
}

/* word('readiness', 'buildable'): a code as people read it in the answer's language, of the
 * question's head or the result's columns ('capacity.why'); a code that is none, as it is. */
static void word_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    const struct tomt_session *session = sqlite3_user_data(context);
    const struct tomt_question *question = session->asked->question;
    const char *of = (const char *)sqlite3_value_text(value[0]),
               *code = (const char *)sqlite3_value_text(value[1]), *text = NULL;
    (void)n;
    if (!of || !code)
        return;
    for (size_t i = 0; question && i < question->n_words && !text; i++)
        if (!strcmp(question->word[i].column, of) && !strcmp(question->word[i].code, code))
            text = session->language == 1 ? question->word[i].title.nb : question->word[i].title.en;
    text = text ? text : tomt_ask_code(of, code, session->language);
    if (text)
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    else
        sqlite3_result_value(context, value[1]);
}

/* measure(10100, 'm2 BRA'): a number with its unit as people read it in the answer's language. */
static void measure(sqlite3_context *context, int n, sqlite3_value **value)
{
    const struct tomt_phrases *phrases = sqlite3_user_data(context);
    const char *unit = (const char *)sqlite3_value_text(value[1]);
    struct tomt_text out = {0};
    (void)n;
    if (sqlite3_value_numeric_type(value[0]) != SQLITE_FLOAT &&
        sqlite3_value_numeric_type(value[0]) != SQLITE_INTEGER)
        return;
    tomt_phrase_measure(phrases, &out, sqlite3_value_double(value[0]), unit ? unit : "");
    if (out.failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text(context, out.n ? out.bytes : "", (int)out.n, SQLITE_TRANSIENT);
    tomt_text_free(&out);
}

bool tomt_ask_own(struct tomt_session *session, struct tomt_error *err)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    struct tomt_phrases *phrases = tomt_phrases_open(session->arena, session->language, err);
    if (!phrases)
        return false;
    bool good = sqlite3_create_function(session->db, "point_distance", 3, flags, NULL,
                                        point_distance, NULL, NULL) == SQLITE_OK &&
                sqlite3_create_function(session->db, "box_distance", 8, flags, NULL, box_distance,
                                        NULL, NULL) == SQLITE_OK &&
                sqlite3_create_function(session->db, "measure", 2, flags, phrases, measure, NULL,
                                        NULL) == SQLITE_OK &&
                sqlite3_create_function(session->db, "word", 2, flags, session, word_of, NULL,
                                        NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < sizeof refused / sizeof *refused; i++)
        good = sqlite3_create_function(session->db, refused[i].name, refused[i].n_arguments,
                                       SQLITE_UTF8, NULL, refuse_form, NULL, NULL) == SQLITE_OK;
    return good || tomt_fail(err, TOMT_MEMORY, "out of memory");
}
