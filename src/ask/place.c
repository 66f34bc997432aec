/* ask/place.c: which place and which site is meant: a point, a parcel or property, a site, an
 * address. */
#include "ask/inside.h"
#include "geo/crs.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMED = 8 };

static const char *clean(struct tomt_session *session, const char *text)
{
    struct tomt_text out = {0};
    struct tomt_error ignored = {0};
    tomt_text_line(&out, text ? text : "");
    const char *kept = out.n ? tomt_arena_print(session->arena, &ignored, "%.120s", out.bytes) : "";
    tomt_text_free(&out);
    return kept ? kept : "?";
}

/* --- a point
 * ------------------------------------------------------------------------------------------------------
 */

/* "570500,6623400", "59.7434, 10.2039", "570500 6623400", also "59,7434; 10,2039". */
static bool two_numbers(const char *words, double *a, double *b)
{
    static const char *const between[] = {";", ",", " "};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const char *at = strpbrk(words, between[i]);
        if (!at)
            continue;
        const char *second = at + 1 + strspn(at + 1, " ");
        size_t n = (size_t)(at - words), m = strlen(second);
        while (n && words[n - 1] == ' ')
            n--;
        while (m && second[m - 1] == ' ')
            m--;
        bool comma = between[i][0] == ';';
        if ((tomt_number_parse(words, n, false, a) ||
             (comma && tomt_number_parse(words, n, true, a))) &&
            (tomt_number_parse(second, m, false, b) ||
             (comma && tomt_number_parse(second, m, true, b))))
            return isfinite(*a) && isfinite(*b);
    }
    return false;
}

static bool of_degrees(struct tomt_session *session, double lat, double lon, double *x, double *y,
                       struct tomt_error *err)
{
    struct tomt_seat *seat = tomt_seat_open(session->arena, err);
    struct tomt_transform *transform =
        seat ? tomt_transform_open(seat, "EPSG:4326", session->crs, err) : NULL;
    double at[2] = {lon, lat};
    size_t n_failed = 0;
    if (!transform || !tomt_transform_points(transform, (uint8_t *)&at[0], (uint8_t *)&at[1],
                                             sizeof at, 1, &n_failed, err))
        return false;
    *x = at[0];
    *y = at[1];
    return (!n_failed && isfinite(at[0]) && isfinite(at[1])) ||
           tomt_fail(err, TOMT_USAGE,
                     "latitude %g, longitude %g is nowhere in the result's CRS (%s)", lat, lon,
                     session->crs);
}

/* --- what the result knows
 * ---------------------------------------------------------------------------------------- */

struct found {
    const char *title, *parcel;
    double x, y;
};

/* At most MOST_NAMED rows of (title, x, y, parcel); *n counts all. */
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
            const char *title = (const char *)sqlite3_column_text(row, 0),
                       *parcel = (const char *)sqlite3_column_text(row, 3);
            found[*n] = (struct found){.x = sqlite3_column_double(row, 1),
                                       .y = sqlite3_column_double(row, 2)};
            found[*n].title =
                tomt_arena_copy(session->arena, title ? title : "", title ? strlen(title) : 0, err);
            found[*n].parcel =
                parcel ? tomt_arena_copy(session->arena, parcel, strlen(parcel), err) : NULL;
            good = found[*n].title && (found[*n].parcel || !parcel);
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
        tomt_text_print(&list, "%s%s", i ? ", " : "", clean(session, found[i].title));
    tomt_fail(err, TOMT_USAGE, "--%s: '%s' is %zu places: %s%s; give one of them", name,
              clean(session, words), n, list.n ? list.bytes : "", n > MOST_NAMED ? ", ..." : "");
    tomt_text_free(&list);
    return false;
}

static const char of_parcel[] =
    "SELECT parcel, ST_X(ST_PointOnSurface(geom)), ST_Y(ST_PointOnSurface(geom)), parcel FROM "
    "(SELECT #parcel.parcel# AS parcel, #parcel.property# AS property, geom FROM parcel) WHERE "
    "parcel = ?1 OR property = ?1 OR substr(parcel, instr(parcel, '-') + 1) = ?1 OR "
    "substr(property, instr(property, '-') + 1) = ?1 ORDER BY parcel";
static const char of_site[] =
    "SELECT site_id, ST_X(ST_PointOnSurface(geom)), ST_Y(ST_PointOnSurface(geom)), #site.parcel# "
    "FROM site WHERE site_id = ?1 ORDER BY fid LIMIT 1";
static const char all_addresses[] =
    "SELECT #address.street# || ' ' || ifnull(#address.number#, '') || ifnull(#address.letter#, "
    "''), "
    "ST_X(geom), ST_Y(geom), ifnull(#address.postcode#, '') FROM address";

/* Folded, and without blanks: "Bragernes torg 4 B" is "bragernestorg4b". */
static bool plain(const char *words, size_t n, struct tomt_text *out)
{
    struct tomt_text folded = {0};
    bool good = tomt_fold(words, n, &folded);
    out->n = 0;
    for (size_t i = 0; good && i < folded.n; i++)
        if (folded.bytes[i] != ' ' && folded.bytes[i] != ',')
            tomt_text_add(out, &folded.bytes[i], 1);
    tomt_text_free(&folded);
    return good && !out->failed && out->n > 0;
}

/* One row against what was asked, with or without its postcode behind it. */
static bool is_address(sqlite3_stmt *row, const struct tomt_text *asked, struct tomt_text *scratch)
{
    const char *title = (const char *)sqlite3_column_text(row, 0),
               *postcode = (const char *)sqlite3_column_text(row, 3);
    if (!title || !plain(title, strlen(title), scratch) || scratch->n > asked->n ||
        memcmp(scratch->bytes, asked->bytes, scratch->n) != 0)
        return false;
    const char *rest = asked->bytes + scratch->n;
    return !*rest || (postcode && *postcode && !strcmp(rest, postcode));
}

static bool find_address(struct tomt_session *session, const char *words, struct found *found,
                         size_t *n, struct tomt_error *err)
{
    const char *sql = with_columns(session, all_addresses, err);
    sqlite3_stmt *row = NULL;
    struct tomt_text asked = {0}, scratch = {0};
    int code = SQLITE_DONE;
    *n = 0;
    bool good = (sql && sqlite3_prepare_v2(session->db, sql, -1, &row, NULL) == SQLITE_OK) ||
                tomt_session_failed(session, err);
    bool some = plain(words, strlen(words), &asked);
    while (good && some && (code = sqlite3_step(row)) == SQLITE_ROW) {
        if (!is_address(row, &asked, &scratch))
            continue;
        if (*n < MOST_NAMED) {
            found[*n] = (struct found){.x = sqlite3_column_double(row, 1),
                                       .y = sqlite3_column_double(row, 2)};
            found[*n].title = tomt_arena_print(session->arena, err, "%s %s",
                                               (const char *)sqlite3_column_text(row, 0),
                                               (const char *)sqlite3_column_text(row, 3));
            good = found[*n].title != NULL;
        }
        ++*n;
    }
    good = good && (code == SQLITE_DONE || tomt_session_failed(session, err));
    sqlite3_finalize(row);
    tomt_text_free(&asked);
    tomt_text_free(&scratch);
    return good;
}

bool tomt_ask_place(struct tomt_session *session, const char *name, const char *words, double *x,
                    double *y, const char **title, const char **parcel, struct tomt_error *err)
{
    struct found found[MOST_NAMED] = {{0}};
    double a, b;
    size_t n = 0;
    bool has;
    *title = words;
    *parcel = NULL;
    if (!tomt_is_utf8(words, strlen(words)))
        return tomt_fail(err, TOMT_USAGE, "--%s is not UTF-8 text", name);
    if (two_numbers(words, &a, &b)) {
        *x = a;
        *y = b;
        return fabs(a) > 90 || fabs(b) > 180 || of_degrees(session, a, b, x, y, err);
    }
    static const char *const table[] = {"parcel", "site", "address"};
    for (size_t i = 0; n == 0 && i < sizeof table / sizeof *table; i++) {
        if (!tomt_session_has(session, table[i], NULL, &has, err))
            return false;
        if (has && !(i == 2 ? find_address(session, words, found, &n, err)
                            : look(session, i == 0 ? of_parcel : of_site, words, found, &n, err)))
            return false;
    }
    if (n == 0)
        return tomt_fail(err, TOMT_NOT_FOUND,
                         "--%s: '%s' is no point (\"570500,6623400\" or \"59.74, 10.20\"), and no "
                         "parcel, site or address of '%s'",
                         name, clean(session, words), session->path);
    if (n > 1)
        return several(session, name, words, found, n, err);
    *x = found[0].x;
    *y = found[0].y;
    *title = found[0].title;
    *parcel = found[0].parcel;
    return true;
}

/* --- a site
 * -------------------------------------------------------------------------------------------------------
 */

static const char site_by_id[] = "SELECT site_id, fid, 0, NULL FROM site WHERE site_id = ?1 UNION "
                                 "ALL SELECT site_id, -1, 0, NULL FROM rejected "
                                 "WHERE site_id = ?1 LIMIT 1";
static const char site_by_parcel[] =
    "SELECT site_id, min(fid), 0, NULL FROM (SELECT site_id, fid, #site.parcel# AS parcel, "
    "#site.property# AS property FROM site) WHERE parcel = ?1 OR property = ?1 OR substr(site_id, "
    "instr(site_id, '-') + 1) = ?1 OR substr(property, instr(property, '-') + 1) = ?1 GROUP BY "
    "site_id UNION SELECT site_id, -1, 0, NULL FROM rejected WHERE substr(site_id, "
    "instr(site_id, '-') + 1) = ?1 AND site_id NOT IN (SELECT site_id FROM site) ORDER BY 1";

bool tomt_ask_site(struct tomt_session *session, const char *name, const char *words,
                   const char **id, int64_t *fid, struct tomt_error *err)
{
    struct found found[MOST_NAMED] = {{0}};
    size_t n = 0;
    if (!look(session, site_by_id, words, found, &n, err) ||
        (n == 0 && !look(session, site_by_parcel, words, found, &n, err)))
        return false;
    if (n > 1)
        return several(session, name, words, found, n, err);
    if (n == 0)
        return tomt_fail(err, TOMT_NOT_FOUND, "--%s: '%s' has no site, parcel or property '%s'",
                         name, session->path, clean(session, words));
    *id = found[0].title;
    *fid = (int64_t)found[0].x;
    return true;
}
