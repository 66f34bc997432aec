/* ask/place.c: which place and which site is meant. A place is read as `tomt find` reads it; it is
 * taken when it is clear, and what was understood is said. */
#include "ask/inside.h"
#include "phrase/phrase.h"
#include "places/places.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_NAMED = 8, MOST_LOOKED = 50 };

/* What is no slip of the pen is taken as it is: 1, or 0.99 where only the spelling differs. Two
 * slips (0.45) are forgiven, three are not; and the next likely must be less likely by a good
 * margin: one slip more, or the end of a name that was only begun, is one. */
static const double least_likely = 0.45, of_the_first = 0.92, no_slip = 0.75;

const char *tomt_ask_clean(struct tomt_session *session, const char *text)
{
    struct tomt_text out = {0};
    struct tomt_error ignored = {0};
    tomt_text_line(&out, text ? text : "");
    const char *kept = out.n ? tomt_arena_print(session->arena, &ignored, "%.120s", out.bytes) : "";
    tomt_text_free(&out);
    return kept ? kept : "?";
}

struct found {
    const char *title;
    int64_t fid;
};

/* A layer has the columns that the project's inputs gave it: "TABLE.COLUMN" between # and # is the
 * column where it is there, else NULL. */
static const char *with_columns(struct tomt_session *session, const char *given,
                                struct tomt_error *err)
{
    struct tomt_text out = {0};
    for (const char *at = given; *at;) {
        size_t n = strcspn(at, "#");
        tomt_text_add(&out, at, n);
        at += n;
        if (!*at)
            break;
        n = strcspn(at + 1, "#");
        char *table = tomt_arena_copy(session->arena, at + 1, n, err);
        char *column = table ? strchr(table, '.') : NULL;
        bool has = false;
        if (!column)
            break;
        *column++ = 0;
        if (!tomt_session_has(session, table, column, &has, err))
            break;
        tomt_text_puts(&out, has ? column : "NULL");
        at += n + 2;
    }
    if (err->code) {
        tomt_text_free(&out);
        return NULL;
    }
    return tomt_text_keep(&out, session->arena, err);
}

/* At most MOST_NAMED rows of (title, fid); *n counts all. */
static bool look(struct tomt_session *session, const char *given, const char *words,
                 struct found *found, size_t *n, struct tomt_error *err)
{
    const char *sql = with_columns(session, given, err);
    sqlite3_stmt *row = NULL;
    int code;
    *n = 0;
    bool good = sql && (sqlite3_prepare_v2(session->db, sql, -1, &row, NULL) == SQLITE_OK ||
                        tomt_session_failed(session, err));
    if (good)
        sqlite3_bind_text(row, 1, words, -1, SQLITE_STATIC);
    while (good && (code = sqlite3_step(row)) == SQLITE_ROW) {
        if (*n < MOST_NAMED) {
            const char *title = (const char *)sqlite3_column_text(row, 0);
            found[*n].fid = sqlite3_column_int64(row, 1);
            found[*n].title =
                tomt_arena_copy(session->arena, title ? title : "", title ? strlen(title) : 0, err);
            good = found[*n].title != NULL;
        }
        ++*n;
    }
    good = good && (code == SQLITE_DONE || tomt_session_failed(session, err));
    sqlite3_finalize(row);
    return good;
}

static bool several(struct tomt_session *session, const char *name, const char *words,
                    const struct found *found, size_t n, struct tomt_error *err)
{
    struct tomt_text list = {0};
    for (size_t i = 0; i < n && i < MOST_NAMED; i++)
        tomt_text_print(&list, "%s%s", i ? ", " : "", tomt_ask_clean(session, found[i].title));
    tomt_fail(err, TOMT_USAGE, "--%s: '%s' is %zu sites: %s%s; give one of them", name,
              tomt_ask_clean(session, words), n, list.n ? list.bytes : "",
              n > MOST_NAMED ? ", ..." : "");
    tomt_text_free(&list);
    return false;
}

/* --- a place
 * ------------------------------------------------------------------------------------------------------
 */

static bool is_ground(const struct tomt_found_place *place)
{
    return place->kind == TOMT_PLACE_PARCEL || place->kind == TOMT_PLACE_SITE;
}

/* The parcel and the site that it is; the hub and the square that share a name and lie together. */
static bool is_same(const struct tomt_found_place *a, const struct tomt_found_place *b)
{
    enum { TOGETHER_M = 50 };
    return !strcmp(a->title, b->title) &&
           ((is_ground(a) && is_ground(b)) || hypot(a->x - b->x, a->y - b->y) <= TOGETHER_M);
}

/* Another number is another house, not a slip: each that was typed stands in the title. */
static bool has_digits(const char *title, const char *words)
{
    static const char digits[] = "0123456789";
    for (words += strcspn(words, digits); *words; words += strcspn(words, digits)) {
        size_t n = strspn(words, digits);
        bool there = false;
        for (const char *at = title + strcspn(title, digits); *at && !there;) {
            size_t length = strspn(at, digits);
            there = length == n && !memcmp(at, words, n);
            at += length;
            at += strcspn(at, digits);
        }
        if (!there)
            return false;
        words += n;
    }
    return true;
}

/* How many of the first are as likely as the first, other places than it; they come first. */
static size_t rivals(struct tomt_found_place *place, size_t n)
{
    double least = place[0].match >= 1 ? 1 : place[0].match * of_the_first;
    size_t kept = 1;
    for (size_t i = 1; i < n && place[i].match >= least; i++) {
        bool known = place[i].other;
        for (size_t k = 0; k < kept && !known; k++)
            known = is_same(&place[k], &place[i]);
        if (!known)
            place[kept++] = place[i];
    }
    return kept - 1;
}

/* The candidates by title; by kind and point where two have one title. */
static void list(struct tomt_session *session, const struct tomt_found_place *place, size_t n,
                 struct tomt_text *out)
{
    for (size_t i = 0; i < n && i < MOST_NAMED; i++) {
        bool alone = true;
        for (size_t k = 0; k < n; k++)
            alone = alone && (k == i || strcmp(place[k].title, place[i].title) != 0);
        tomt_text_print(out, "%s'%s'", i ? ", " : "", tomt_ask_clean(session, place[i].title));
        if (!alone)
            tomt_text_print(out, " (%s, at \"%.1f,%.1f\")", tomt_place_kind_name(place[i].kind),
                            place[i].x, place[i].y);
    }
    tomt_text_puts(out, n > MOST_NAMED ? ", ..." : "");
}

static bool refuse(struct tomt_session *session, const char *name, const char *words,
                   struct tomt_found_place *place, size_t n, struct tomt_error *err)
{
    struct tomt_text names = {0};
    size_t n_rivals = n ? rivals(place, n) : 0;
    bool several = n_rivals > 0 && !place[0].other && place[0].match > no_slip;
    list(session, place, n ? n_rivals + 1 : 0, &names);
    if (several)
        tomt_fail(err, TOMT_USAGE, "--%s: '%s' is %zu%s places: %s; give one of them", name,
                  tomt_ask_clean(session, words), n_rivals + 1, n == MOST_LOOKED ? " or more" : "",
                  names.bytes);
    else
        tomt_fail(err, TOMT_NOT_FOUND,
                  "--%s: '%s' is no point in the result (\"570500,6623400\" or \"59.74, 10.20\"), "
                  "and no parcel, site, address or name of '%s'%s%s%s",
                  name, tomt_ask_clean(session, words), session->path,
                  names.n ? "; did you mean " : "", names.n ? names.bytes : "", names.n ? "?" : "");
    tomt_text_free(&names);
    return false;
}

static bool say(struct tomt_session *session, const char *message, const char *a, const char *b,
                struct tomt_error *err)
{
    struct tomt_phrases *phrases = tomt_phrases_open(session->arena, session->language, err);
    if (!phrases)
        return false;
    struct tomt_sentence sentence = {
        .message = message, .number = {NAN, NAN, NAN, NAN}, .text = {a, b, NULL}};
    struct tomt_text line = {0};
    tomt_sentence_phrase(phrases, &line, &sentence);
    const char *kept = tomt_text_keep(&line, session->arena, err);
    return kept && tomt_session_note(session, kept, err);
}

/* What was understood, unless it is what was typed; and that a street is no point. */
static bool tell(struct tomt_session *session, const char *words,
                 const struct tomt_found_place *place, struct tomt_error *err)
{
    const char *title = tomt_ask_clean(session, place->title);
    if (place->match < 1 &&
        !say(session, "ask_understood", tomt_ask_clean(session, words), title, err))
        return false;
    bool wide = place->kind == TOMT_PLACE_STREET || place->kind == TOMT_PLACE_AREA ||
                place->kind == TOMT_PLACE_POSTCODE;
    const char *at =
        wide ? tomt_arena_print(session->arena, err, "%.1f,%.1f", place->x, place->y) : NULL;
    return !wide || (at && say(session, "ask_middle", title, at, err));
}

/* The id of the parcel; of a site that says which it is of. */
static bool parcel_of(struct tomt_session *session, const struct tomt_found_place *place,
                      const char **parcel, struct tomt_error *err)
{
    bool has = false;
    *parcel = NULL;
    if (!is_ground(place) || !tomt_session_has(session, place->layer, "parcel", &has, err) || !has)
        return err->code == TOMT_OK;
    const char *sql = tomt_arena_print(
        session->arena, err, "SELECT parcel, fid FROM \"%s\" WHERE fid = ?1", place->layer);
    char fid[24];
    struct found found[MOST_NAMED] = {{0}};
    size_t n = 0;
    snprintf(fid, sizeof fid, "%lld", (long long)place->fid);
    if (!sql || !look(session, sql, fid, found, &n, err))
        return false;
    *parcel = n && *found[0].title ? found[0].title : NULL;
    return true;
}

bool tomt_ask_place(struct tomt_session *session, const char *name, const char *words, double *x,
                    double *y, const char **title, const char **parcel, struct tomt_error *err)
{
    struct tomt_found_place *place = NULL;
    size_t n = 0;
    if (!tomt_is_utf8(words, strlen(words)))
        return tomt_fail(err, TOMT_USAGE, "--%s is not UTF-8 text", name);
    struct tomt_places *places = tomt_places_open(session->arena, session->path, err);
    if (!places || !tomt_places_search(places, words, MOST_LOOKED, NULL, &place, &n, err))
        return false;
    if (n == 0 || place[0].other || place[0].match < least_likely ||
        (place[0].match <= no_slip && !has_digits(place[0].title, words)) || rivals(place, n) > 0)
        return refuse(session, name, words, place, n, err);
    *x = place[0].x;
    *y = place[0].y;
    *title = place[0].title;
    return parcel_of(session, &place[0], parcel, err) && tell(session, words, &place[0], err);
}

/* --- a site
 * -------------------------------------------------------------------------------------------------------
 */

static const char site_by_id[] = "SELECT site_id, fid FROM site WHERE site_id = ?1 UNION "
                                 "ALL SELECT site_id, -1 FROM rejected "
                                 "WHERE site_id = ?1 LIMIT 1";
static const char site_by_parcel[] =
    "SELECT site_id, min(fid) FROM (SELECT site_id, fid, #site.parcel# AS parcel, "
    "#site.property# AS property FROM site) WHERE parcel = ?1 OR property = ?1 OR substr(site_id, "
    "instr(site_id, '-') + 1) = ?1 OR substr(property, instr(property, '-') + 1) = ?1 GROUP BY "
    "site_id UNION SELECT site_id, -1 FROM rejected WHERE substr(site_id, "
    "instr(site_id, '-') + 1) = ?1 AND site_id NOT IN (SELECT site_id FROM site) ORDER BY 1";

/* All candidates, kept or fallen out, of a site id, parcel or property, with or without its
 * municipality: a candidate of a parcel is called PROPERTY-NUMBER. */
static const char sites_of[] =
    "SELECT json_group_array(site_id), coalesce(min(fid), -1) FROM (SELECT site_id, min(fid) AS "
    "fid FROM (SELECT site_id, fid, #site.parcel# AS parcel, #site.property# AS property FROM "
    "site UNION ALL SELECT site_id, NULL, site_id, rtrim(rtrim(site_id, '0123456789'), '-') FROM "
    "rejected WHERE instr(site_id, ?1)) WHERE ?1 IN (site_id, parcel, property, substr(site_id, "
    "instr(site_id, '-') + 1), substr(property, instr(property, '-') + 1)) GROUP BY site_id ORDER "
    "BY site_id) HAVING count(*) > 0";

static bool no_site(struct tomt_session *session, const char *name, const char *words,
                    struct tomt_error *err)
{
    return tomt_fail(err, TOMT_NOT_FOUND, "--%s: '%s' has no site, parcel or property '%s'", name,
                     session->path, tomt_ask_clean(session, words));
}

bool tomt_ask_site(struct tomt_session *session, const struct tomt_ask_param *param,
                   const char *words, const char **id, int64_t *fid, struct tomt_error *err)
{
    struct found found[MOST_NAMED] = {{0}};
    const char *name = param->name;
    size_t n = 0;
    if (param->many) {
        if (!look(session, sites_of, words, found, &n, err) ||
            (n == 0 && !no_site(session, name, words, err)))
            return false;
        *id = found[0].title;
        *fid = found[0].fid;
        return true;
    }
    if (!look(session, site_by_id, words, found, &n, err) ||
        (n == 0 && !look(session, site_by_parcel, words, found, &n, err)))
        return false;
    if (n > 1)
        return several(session, name, words, found, n, err);
    if (n == 0)
        return no_site(session, name, words, err);
    *id = found[0].title;
    *fid = found[0].fid;
    return true;
}
