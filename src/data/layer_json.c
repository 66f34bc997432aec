/* data/layer_json.c: bytes -> records: unpacking, taking the file apart into objects, json-c for
 * each. */
#include "data/layer_json.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cpl_vsi.h>
#include <gdal.h>

/* GDAL's unpacking sums up its checksum anew from the start of each read: small reads are faster.
 */
enum { READ_BYTES = 1 << 17 };
/* What json-c allocates for an object or array, and for a member: measured, rounded up. */
enum { OPEN_WEIGHT = 1024, MEMBER_WEIGHT = 128 };
/* Longer whole numbers may not fit in 64 bits, where json-c would cut them to the largest. */
enum { DIGITS_KEPT = 18 };

enum part { START, FIRST_OF_ARRAY, AFTER_RECORD, AFTER_ARRAY, SEQUENCE };

struct tomt_json {
    struct tomt_watch watch;
    const char *title, *encoding;
    VSILFILE *file;
    char *buffer;
    size_t from, n, capacity;
    uint64_t before; /* bytes of the file before buffer[0] */
    bool ended;
    enum part part;
    size_t n_records;
    struct json_tokener *tokener;
    struct json_object *root; /* of the record, or the page it is of */
    struct json_object *page; /* the array in hand of a page; NULL */
    size_t page_at;
    struct tomt_text recoded, rewritten;
};

static bool fail_memory(struct tomt_error *err)
{
    return tomt_fail(err, TOMT_MEMORY, "out of memory for JSON records");
}

static bool cannot_unpack(const struct tomt_watch *watch, const char *title, uint64_t at,
                          struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA,
                     "'%s' cannot be unpacked beyond byte %llu (%s): copy or download it again",
                     title, (unsigned long long)at, watch->text);
}

bool tomt_json_path(const char *path, const char *title, char *out, size_t size,
                    struct tomt_error *err)
{
    unsigned char head[2] = {0, 0};
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        return tomt_fail(err, TOMT_DATA, "cannot read '%s'", title);
    size_t n = VSIFReadL(head, 1, 2, file);
    VSIFCloseL(file);
    bool packed = n == 2 && head[0] == 0x1F && head[1] == 0x8B;
    if (snprintf(out, size, "%s%s", packed ? "/vsigzip/" : "", path) >= (int)size)
        return tomt_fail(err, TOMT_DATA, "the path '%s' is too long", title);
    return true;
}

static bool named_as_json(const char *path)
{
    static const char *const endings[] = {".json",    ".jsonl",    ".ndjson",
                                          ".json.gz", ".jsonl.gz", ".ndjson.gz"};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > strlen(endings[i]) && strcasecmp(path + n - strlen(endings[i]), endings[i]) == 0)
            return true;
    return false;
}

static bool is_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tomt_json_is_records(const char *path, const char *title, bool *is, struct tomt_error *err)
{
    char at[4200], head[4096];
    *is = false;
    if (!named_as_json(path))
        return true;
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    bool ok = tomt_json_path(path, title, at, sizeof at, err);
    VSILFILE *file = ok ? VSIFOpenL(at, "rb") : NULL;
    size_t n = file ? VSIFReadL(head, 1, sizeof head, file) : 0,
           i = n >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (file)
        VSIFCloseL(file);
    if (ok && n == 0 && watch.n_failures)
        ok = cannot_unpack(&watch, title, 0, err);
    while (i < n && is_blank((unsigned char)head[i]))
        i++;
    /* GDAL's drivers of JSON all want an object at the top, and know theirs by its first members.
     */
    *is =
        ok && ((i < n && head[i] == '[') || !GDALIdentifyDriverEx(at, GDAL_OF_VECTOR, NULL, NULL));
    tomt_watch_down(&watch);
    return ok;
}

struct tomt_json *tomt_json_open(const char *path, const char *title, const char *encoding,
                                 struct tomt_error *err)
{
    char at[4200];
    struct tomt_json *json = tomt_allocate(sizeof *json);
    if (!json) {
        fail_memory(err);
        return NULL;
    }
    *json = (struct tomt_json){.title = title, .encoding = encoding && *encoding ? encoding : NULL};
    tomt_watch_up(&json->watch);
    if (!tomt_json_path(path, title, at, sizeof at, err)) {
        tomt_json_close(json);
        return NULL;
    }
    json->file = VSIFOpenL(at, "rb");
    json->tokener = json_tokener_new_ex(TOMT_JSON_DEPTH + 2);
    if (!json->file)
        tomt_fail(err, TOMT_DATA, "cannot read '%s'%s%s", title, json->watch.text[0] ? ": " : "",
                  json->watch.text);
    else if (!json->tokener)
        fail_memory(err);
    if (!json->file || !json->tokener) {
        tomt_json_close(json);
        return NULL;
    }
    json_tokener_set_flags(json->tokener, JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS);
    return json;
}

void tomt_json_close(struct tomt_json *json)
{
    if (!json)
        return;
    json_object_put(json->root);
    if (json->tokener)
        json_tokener_free(json->tokener);
    if (json->file)
        VSIFCloseL(json->file);
    tomt_watch_down(&json->watch);
    tomt_text_free(&json->recoded);
    tomt_text_free(&json->rewritten);
    tomt_release(json->buffer);
    tomt_release(json);
}

size_t tomt_json_n_records(const struct tomt_json *json)
{
    return json->n_records;
}

/* ---- bytes ---- */

static unsigned long long offset(const struct tomt_json *json, size_t at)
{
    return (unsigned long long)(json->before + at);
}

/* More bytes behind buffer[n]; what lies before buffer[from] is let go. `from` and `n` move. */
static bool fill(struct tomt_json *json, struct tomt_error *err)
{
    if (json->from > 0) {
        memmove(json->buffer, json->buffer + json->from, json->n - json->from);
        json->before += json->from;
        json->n -= json->from;
        json->from = 0;
    }
    if (json->capacity - json->n < READ_BYTES) {
        size_t capacity = json->capacity * 2 + READ_BYTES;
        char *grown = tomt_resize(json->buffer, capacity);
        if (!grown)
            return fail_memory(err);
        json->buffer = grown;
        json->capacity = capacity;
    }
    size_t got = VSIFReadL(json->buffer + json->n, 1, READ_BYTES, json->file);
    json->n += got;
    json->ended = got < READ_BYTES;
    return json->watch.n_failures == 0 ||
           cannot_unpack(&json->watch, json->title, json->before + json->n, err);
}

/* The next byte that is not blank, left in place; -1 at the end of the file. */
static bool peek(struct tomt_json *json, int *c, struct tomt_error *err)
{
    for (*c = -1;;) {
        while (json->from < json->n && is_blank((unsigned char)json->buffer[json->from]))
            json->from++;
        if (json->from < json->n)
            *c = (unsigned char)json->buffer[json->from];
        if (json->from < json->n || json->ended)
            return true;
        if (!fill(json, err))
            return false;
    }
}

/* ---- one record ---- */

struct scan {
    size_t n; /* bytes looked at */
    size_t depth, weight, digits;
    bool in_string, escaped, minus;
    bool odd; /* holds a number whose text json-c might not keep */
};

enum scanned { MORE, WHOLE, TOO_DEEP, TOO_HEAVY };

static void scan_string(struct scan *scan, const char *bytes, size_t n)
{
    while (scan->n < n && scan->in_string) {
        char c = bytes[scan->n++];
        if (scan->escaped)
            scan->escaped = false;
        else if (c == '\\')
            scan->escaped = true;
        else if (c == '"')
            scan->in_string = false;
    }
}

/* Goes on from where it was; which bracket closes which is json-c's to judge. */
static enum scanned scan_on(struct scan *scan, const char *bytes, size_t n)
{
    while (scan->n < n) {
        if (scan->in_string) {
            scan_string(scan, bytes, n);
            continue;
        }
        char c = bytes[scan->n++];
        bool digit = c >= '0' && c <= '9';
        scan->digits = digit ? scan->digits + 1 : 0;
        scan->odd = scan->odd || scan->digits > DIGITS_KEPT || (scan->minus && c == '0');
        scan->minus = c == '-';
        if (c == '"') {
            scan->in_string = true;
        } else if (c == ',') {
            scan->weight += MEMBER_WEIGHT;
        } else if (c == '{' || c == '[') {
            scan->weight += OPEN_WEIGHT;
            if (++scan->depth > TOMT_JSON_DEPTH)
                return TOO_DEEP;
        } else if (c == '}' || c == ']') {
            if (--scan->depth == 0)
                return WHOLE;
        }
        if (scan->weight > TOMT_JSON_PARSED_BYTES)
            return TOO_HEAVY;
    }
    return MORE;
}

/* The object that begins at buffer[from]: its bytes up to the bracket that closes it. */
static bool scan_record(struct tomt_json *json, struct scan *scan, struct tomt_error *err)
{
    *scan = (struct scan){0};
    for (;;) {
        size_t n = json->n - json->from;
        enum scanned found = scan_on(scan, json->buffer + json->from, n);
        unsigned long long begin = offset(json, json->from),
                           at = offset(json, json->from + scan->n);
        if (found == WHOLE && scan->n <= TOMT_JSON_RECORD_BYTES)
            return true;
        if (found == TOO_DEEP)
            return tomt_fail(
                err, TOMT_DATA,
                "record %zu of '%s' (from byte %llu) nests deeper than %d levels at byte %llu",
                json->n_records + 1, json->title, begin, TOMT_JSON_DEPTH, at);
        if (found == TOO_HEAVY || scan->n > TOMT_JSON_RECORD_BYTES)
            return tomt_fail(err, TOMT_DATA,
                             "record %zu of '%s' (from byte %llu) is larger than a record may be "
                             "(%u MiB, or %u MiB once "
                             "parsed): is it a broken or a hostile file?",
                             json->n_records + 1, json->title, begin, TOMT_JSON_RECORD_BYTES >> 20,
                             TOMT_JSON_PARSED_BYTES >> 20);
        if (json->ended)
            return tomt_fail(err, TOMT_DATA,
                             "'%s' ends at byte %llu, within record %zu (from byte %llu): it is "
                             "cut short; copy or download it "
                             "again",
                             json->title, at, json->n_records + 1, begin);
        if (!fill(json, err))
            return false;
    }
}

/* Bytes of the number at bytes[0]; *whole: it is one that json-c might not keep as it is written.
 */
static size_t number_at(const char *bytes, size_t n, bool *odd)
{
    size_t end = 0, sign = n > 0 && bytes[0] == '-';
    while (end < n && bytes[end] && strchr("+-.eE0123456789", bytes[end]))
        end++;
    size_t digits = sign;
    while (digits < end && bytes[digits] >= '0' && bytes[digits] <= '9')
        digits++;
    bool whole = digits == end && digits > sign, zero_first = whole && bytes[sign] == '0';
    *odd = whole && (zero_first ? sign && digits == 2 : digits - sign > DIGITS_KEPT);
    return end;
}

/* Such numbers as texts, which is what they can be read as. */
static bool rewrite_numbers(struct tomt_json *json, const char **bytes, size_t *n,
                            struct tomt_error *err)
{
    struct tomt_text *out = &json->rewritten;
    bool in_string = false;
    out->n = 0;
    for (size_t i = 0; i < *n;) {
        const char *at = *bytes + i;
        size_t step = 1;
        bool odd = false;
        if (in_string && *at == '\\' && i + 1 < *n)
            step = 2;
        else if (*at == '"')
            in_string = !in_string;
        else if (!in_string && (*at == '-' || (*at >= '0' && *at <= '9')))
            step = number_at(at, *n - i, &odd);
        size_t next = i + step;
        while (odd && next < *n && is_blank((*bytes)[next]))
            next++;
        odd = odd && next < *n && (*bytes)[next] != ':'; /* no key */
        tomt_text_puts(out, odd ? "\"" : "");
        tomt_text_add(out, at, step);
        tomt_text_puts(out, odd ? "\"" : "");
        i += step;
    }
    *bytes = out->bytes;
    *n = out->n;
    return !out->failed || fail_memory(err);
}

static bool parse_record(struct tomt_json *json, const struct scan *scan, struct tomt_error *err)
{
    const char *bytes = json->buffer + json->from;
    size_t n = scan->n, number = json->n_records + 1;
    unsigned long long begin = offset(json, json->from);
    const char *nul = memchr(bytes, 0, n);
    if (nul)
        return tomt_fail(
            err, TOMT_DATA,
            "record %zu of '%s' holds a byte 0 at byte %llu: is it damaged, or UTF-16?", number,
            json->title, begin + (unsigned long long)(nul - bytes));
    if (json->encoding) {
        json->recoded.n = 0;
        tomt_recode_add(&json->recoded, json->encoding, bytes, n);
        if (json->recoded.failed)
            return fail_memory(err);
        bytes = json->recoded.bytes;
        n = json->recoded.n;
    }
    if (scan->odd && !rewrite_numbers(json, &bytes, &n, err))
        return false;
    json_object_put(json->root);
    json_tokener_reset(json->tokener);
    json->root = n <= INT32_MAX ? json_tokener_parse_ex(json->tokener, bytes, (int)n) : NULL;
    size_t end = json_tokener_get_parse_end(json->tokener);
    bool moved =
        json->encoding || scan->odd; /* then the place within the record is not that in the file */
    if (!json->root || end != n || !json_object_is_type(json->root, json_type_object))
        return tomt_fail(
            err, TOMT_DATA, "record %zu of '%s' (from byte %llu) is no JSON: %s %s byte %llu",
            number, json->title, begin,
            json->root ? "it ends early"
                       : json_tokener_error_desc(json_tokener_get_error(json->tokener)),
            moved ? "near" : "at", begin + end);
    return true;
}

/* ---- the file around the records ---- */

static bool unexpected(const struct tomt_json *json, int c, const char *wanted,
                       struct tomt_error *err)
{
    char shown[16] = "its end";
    if (c >= 0)
        snprintf(shown, sizeof shown, c > ' ' && c < 127 ? "'%c'" : "byte 0x%02X", c);
    return tomt_fail(err, TOMT_DATA, "'%s' has %s at byte %llu, %s%s", json->title, shown,
                     offset(json, json->from), wanted,
                     c < 0 ? ": it is cut short; copy or download it again" : "");
}

/* The byte order mark is no part of the text. */
static bool begin(struct tomt_json *json, int *c, struct tomt_error *err)
{
    while (json->n < 3 && !json->ended)
        if (!fill(json, err))
            return false;
    if (json->n >= 2 && ((json->buffer[0] == '\xFF' && json->buffer[1] == '\xFE') ||
                         (json->buffer[0] == '\xFE' && json->buffer[1] == '\xFF')))
        return tomt_fail(err, TOMT_DATA, "'%s' is UTF-16: save it as UTF-8", json->title);
    if (json->n >= 3 && memcmp(json->buffer, "\xEF\xBB\xBF", 3) == 0)
        json->from = 3;
    if (!peek(json, c, err))
        return false;
    if (*c != '[' && *c != '{')
        return *c < 0 ? tomt_fail(err, TOMT_DATA, "'%s' is blank: it holds no record", json->title)
                      : unexpected(json, *c, "where a record or an array of records begins", err);
    json->part = *c == '[' ? FIRST_OF_ARRAY : SEQUENCE;
    if (*c == '{')
        return true;
    json->from++;
    return peek(json, c, err);
}

/* Stands before a record's bracket, or *more is false. */
static bool go_to_record(struct tomt_json *json, bool *more, struct tomt_error *err)
{
    int c;
    *more = false;
    if (json->part == START ? !begin(json, &c, err) : !peek(json, &c, err))
        return false;
    if (json->part == SEQUENCE && c < 0)
        return true;
    if (json->part == AFTER_RECORD && c == ',') {
        json->from++;
        if (!peek(json, &c, err))
            return false;
    } else if ((json->part == FIRST_OF_ARRAY || json->part == AFTER_RECORD) && c == ']') {
        json->part = AFTER_ARRAY;
        json->from++;
        if (!peek(json, &c, err))
            return false;
    } else if (json->part == AFTER_RECORD) {
        return unexpected(json, c, "where ',' or ']' follows a record", err);
    }
    if (json->part == AFTER_ARRAY)
        return c < 0 || unexpected(json, c, "behind the end of its array", err);
    *more = c == '{';
    return *more || unexpected(json, c, "where a record, an object in {}, begins", err);
}

/* A page of a search holds its records in the only array of "_embedded"; one that found nothing has
 * no "_embedded". */
static bool open_page(struct tomt_json *json, bool *is_page, struct tomt_error *err)
{
    struct json_object *embedded = NULL, *page = NULL, *count = NULL;
    *is_page = false;
    json->page = NULL;
    json->page_at = 0;
    if (!json_object_object_get_ex(json->root, "_embedded", &embedded)) {
        *is_page = json_object_object_get_ex(json->root, "page", &page) &&
                   json_object_is_type(page, json_type_object) &&
                   json_object_object_get_ex(page, "totalElements", &count);
        return true;
    }
    if (!json_object_is_type(embedded, json_type_object))
        return true;
    size_t n_arrays = 0;
    struct json_object_iterator at = json_object_iter_begin(embedded),
                                end = json_object_iter_end(embedded);
    for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
        if (!json_object_is_type(json_object_iter_peek_value(&at), json_type_array))
            continue;
        json->page = json_object_iter_peek_value(&at);
        n_arrays++;
    }
    *is_page = n_arrays > 0;
    if (n_arrays > 1)
        return tomt_fail(
            err, TOMT_DATA,
            "the page before byte %llu of '%s' holds %zu arrays in \"_embedded\": which are the "
            "records? Make a file of them alone",
            offset(json, json->from), json->title, n_arrays);
    return true;
}

static bool next_of_page(struct tomt_json *json, struct json_object **record,
                         struct tomt_error *err)
{
    *record = NULL;
    if (!json->page || json->page_at >= json_object_array_length(json->page))
        return true;
    *record = json_object_array_get_idx(json->page, json->page_at++);
    json->n_records++;
    return json_object_is_type(*record, json_type_object) ||
           tomt_fail(
               err, TOMT_DATA,
               "record %zu of '%s', number %zu of the page before byte %llu, is no object in {}",
               json->n_records, json->title, json->page_at, offset(json, json->from));
}

bool tomt_json_next(struct tomt_json *json, struct json_object **record, struct tomt_error *err)
{
    for (bool more, is_page;;) {
        struct scan scan;
        if (!next_of_page(json, record, err))
            return false;
        if (*record)
            return true;
        json->page = NULL;
        if (!go_to_record(json, &more, err))
            return false;
        if (!more)
            return true;
        if (!scan_record(json, &scan, err) || !parse_record(json, &scan, err))
            return false;
        json->from += scan.n;
        if (json->part != SEQUENCE) {
            json->part = AFTER_RECORD;
            is_page = false;
        } else if (!open_page(json, &is_page, err)) {
            return false;
        }
        if (is_page)
            continue;
        json->n_records++;
        *record = json->root;
        return true;
    }
}
