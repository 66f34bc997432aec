/* ask/text.c: instr, replace and trim in the place of SQLite's, whose time grows with the product
 * of two long texts, inside one call that nothing can stop. These take time by the sum. */
#include "ask/inside.h"

#include <string.h>

enum { TRIMMED_MOST = 64 };

struct bytes {
    const char *at;
    size_t n;
};

static bool text_of(sqlite3_value *value, struct bytes *out)
{
    out->at = (const char *)sqlite3_value_text(value);
    out->n = out->at ? (size_t)sqlite3_value_bytes(value) : 0;
    return out->at != NULL;
}

static const char *find(struct bytes in, struct bytes what)
{
    return what.n ? memmem(in.at, in.n, what.at, what.n) : in.at;
}

/* Of texts, in characters; blobs, which no question compares, as texts. */
static void instr_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    struct bytes in, what;
    (void)n;
    if (!text_of(value[0], &in) || !text_of(value[1], &what))
        return;
    const char *found = find(in, what);
    sqlite3_int64 at = found ? 1 : 0;
    for (const char *c = in.at; found && c < found; c++)
        at += ((unsigned char)*c & 0xc0) != 0x80;
    sqlite3_result_int64(context, at);
}

static void replace_in(sqlite3_context *context, int n, sqlite3_value **value)
{
    struct bytes in, what, by;
    struct tomt_text out = {0};
    size_t most =
        (size_t)sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1);
    (void)n;
    if (!text_of(value[0], &in) || !text_of(value[1], &what) || !text_of(value[2], &by))
        return;
    while (what.n && out.n <= most && !out.failed) {
        const char *found = find(in, what);
        if (!found)
            break;
        tomt_text_add(&out, in.at, (size_t)(found - in.at));
        tomt_text_add(&out, by.at, by.n);
        in.n -= (size_t)(found - in.at) + what.n;
        in.at = found + what.n;
    }
    if (out.n <= most)
        tomt_text_add(&out, in.at, in.n);
    if (out.failed)
        sqlite3_result_error_nomem(context);
    else if (out.n > most)
        sqlite3_result_error_toobig(context);
    else
        sqlite3_result_text(context, out.n ? out.bytes : "", (int)out.n, SQLITE_TRANSIENT);
    tomt_text_free(&out);
}

/* The length of the character of `set` that text begins with (back: ends with); 0: none. */
static size_t one_of(struct bytes set, struct bytes text, bool back)
{
    for (size_t at = 0; at < set.n;) {
        size_t n = 1;
        while (at + n < set.n && ((unsigned char)set.at[at + n] & 0xc0) == 0x80)
            n++;
        if (n <= text.n && !memcmp(back ? text.at + text.n - n : text.at, set.at + at, n))
            return n;
        at += n;
    }
    return 0;
}

static void trim_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    const char *sides = sqlite3_user_data(context);
    struct bytes text, set = {" ", 1};
    if (!text_of(value[0], &text) || (n > 1 && !text_of(value[1], &set)))
        return;
    if (set.n > TRIMMED_MOST) {
        sqlite3_result_error(context, "trim takes at most 64 bytes of characters", -1);
        return;
    }
    for (size_t cut; strchr(sides, 'l') && (cut = one_of(set, text, false)) > 0;) {
        text.at += cut;
        text.n -= cut;
    }
    for (size_t cut; strchr(sides, 'r') && (cut = one_of(set, text, true)) > 0;)
        text.n -= cut;
    sqlite3_result_text(context, text.at, (int)text.n, SQLITE_TRANSIENT);
}

bool tomt_ask_text(struct tomt_session *session, struct tomt_error *err)
{
    const struct {
        const char *name;
        int n;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
        const char *sides;
    } row[] = {{"instr", 2, instr_of, NULL}, {"replace", 3, replace_in, NULL},
               {"trim", 1, trim_of, "lr"},   {"trim", 2, trim_of, "lr"},
               {"ltrim", 1, trim_of, "l"},   {"ltrim", 2, trim_of, "l"},
               {"rtrim", 1, trim_of, "r"},   {"rtrim", 2, trim_of, "r"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (sqlite3_create_function(session->db, row[i].name, row[i].n,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                    (void *)(uintptr_t)row[i].sides, row[i].call, NULL,
                                    NULL) != SQLITE_OK)
            return tomt_fail(err, TOMT_MEMORY, "out of memory");
    return true;
}
