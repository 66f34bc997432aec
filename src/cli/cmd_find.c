/* cli/cmd_find.c: tomt find RESULT WORDS... */
#include "cli/cli.h"
#include "phrase/phrase.h"
#include "places/places.h"
#include "result/result.h"

#include <string.h>

static const struct tomt_cli_option options[] = {
    {"most", 0, "N", false, "so many places at most; default 10"},
    TOMT_CLI_LANG,
    {.name = NULL},
};

static const char *const kind_word[] = {
    [TOMT_PLACE_ADDRESS] = TOMT_MARK("address"),   [TOMT_PLACE_STREET] = TOMT_MARK("street"),
    [TOMT_PLACE_PARCEL] = TOMT_MARK("property"),   [TOMT_PLACE_SITE] = "site",
    [TOMT_PLACE_HUB] = TOMT_MARK("hub"),           [TOMT_PLACE_AREA] = TOMT_MARK("area"),
    [TOMT_PLACE_POSTCODE] = TOMT_MARK("postcode"), [TOMT_PLACE_POINT] = TOMT_MARK("position"),
};

static bool join(const struct tomt_cli *cli, struct tomt_text *words, struct tomt_error *err)
{
    for (size_t i = 1; i < cli->positional.n; i++) {
        tomt_text_puts(words, i > 1 ? " " : "");
        tomt_text_puts(words, cli->positional.item[i]);
    }
    return !words->failed || tomt_fail(err, TOMT_MEMORY, "out of memory reading the words");
}

static void as_json(const struct tomt_places *places, const char *words,
                    const struct tomt_found_place *found, size_t n, struct tomt_text *out)
{
    const char *crs = tomt_places_crs(places);
    tomt_text_puts(out, "{\"words\":");
    tomt_text_json(out, words, strlen(words));
    tomt_text_puts(out, ",\"crs\":");
    if (crs)
        tomt_text_json(out, crs, strlen(crs));
    else
        tomt_text_puts(out, "null");
    tomt_text_puts(out, ",\"places\":[");
    for (size_t i = 0; i < n; i++) {
        tomt_text_print(out, "%s{\"kind\":\"%s\",\"title\":", i ? "," : "",
                        tomt_place_kind_name(found[i].kind));
        tomt_text_json(out, found[i].title, strlen(found[i].title));
        if (found[i].layer)
            tomt_text_print(out, ",\"layer\":\"%s\",\"fid\":%lld", found[i].layer,
                            (long long)found[i].fid);
        else
            tomt_text_puts(out, ",\"layer\":null,\"fid\":null");
        tomt_text_puts(out, ",\"x\":");
        tomt_text_fixed(out, found[i].x, 3);
        tomt_text_puts(out, ",\"y\":");
        tomt_text_fixed(out, found[i].y, 3);
        tomt_text_puts(out, ",\"match\":");
        tomt_text_fixed(out, found[i].match, 4);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}\n");
}

static bool as_table(struct tomt_cli *cli, const struct tomt_phrases *phrases,
                     const struct tomt_found_place *found, size_t n, struct tomt_text *out,
                     struct tomt_error *err)
{
    enum { COLUMNS = 5 };
    const char *heading[COLUMNS] = {tomt_phrase(phrases, "place"), tomt_phrase(phrases, "what"),
                                    "x", "y", tomt_phrase(phrases, "likeness")};
    const bool right[COLUMNS] = {false, false, true, true, true};
    const char **cell = tomt_arena_alloc(cli->arena, (COLUMNS * n + 1) * sizeof *cell, err);
    for (size_t i = 0; cell && i < n; i++) {
        cell[COLUMNS * i] = found[i].title;
        cell[COLUMNS * i + 1] = found[i].kind == TOMT_PLACE_SITE
                                    ? tomt_phrase_plural(phrases, "site", "sites", 1)
                                    : tomt_phrase(phrases, kind_word[found[i].kind]);
        cell[COLUMNS * i + 2] = tomt_arena_print(cli->arena, err, "%.1f", found[i].x);
        cell[COLUMNS * i + 3] = tomt_arena_print(cli->arena, err, "%.1f", found[i].y);
        struct tomt_text share = {0};
        tomt_phrase_measure(phrases, &share, found[i].match, "share");
        cell[COLUMNS * i + 4] = tomt_text_keep(&share, cli->arena, err);
        if (!cell[COLUMNS * i + 2] || !cell[COLUMNS * i + 3] || !cell[COLUMNS * i + 4])
            return false;
    }
    struct tomt_cli_table table = {heading, right, COLUMNS, n, cell};
    if (cell && n)
        tomt_cli_table(&table, out);
    return cell != NULL;
}

static bool nothing(const struct tomt_cli *cli, const struct tomt_places *places, const char *words,
                    struct tomt_error *err)
{
    struct tomt_text line = {0}, lacks = {0};
    size_t n = strnlen(words, 120);
    while (words[n] && n && ((unsigned char)words[n] & 0xC0) == 0x80)
        n--;
    const char *cut = tomt_arena_copy(cli->arena, words, n, err);
    if (!cut)
        return false;
    tomt_text_line(&line, cut);
    for (int kind = 0; kind < TOMT_PLACE_POINT; kind++)
        if (!tomt_places_has(places, (enum tomt_place_kind)kind))
            tomt_text_print(&lacks, "%s%s", lacks.n ? ", " : "; it has no layer of kind ",
                            tomt_place_kind_name((enum tomt_place_kind)kind));
    tomt_fail(err, TOMT_NOT_FOUND, "nothing in '%s' is near '%s%s'%s", cli->positional.item[0],
              line.bytes ? line.bytes : "", words[n] ? "..." : "", lacks.n ? lacks.bytes : "");
    tomt_text_free(&line);
    tomt_text_free(&lacks);
    return false;
}

static bool result_language(struct tomt_cli *cli, int *language, struct tomt_error *err)
{
    struct tomt_table about = {0};
    bool found = false;
    int fallback = 0;
    if (!tomt_result_table(cli->arena, cli->positional.item[0], "tomt", &about, &found, err))
        return false;
    const struct tomt_column *column = found ? tomt_table_find(&about, "language") : NULL;
    if (column && column->type == TOMT_TEXT && column->n > 0) {
        const char *text = tomt_column_text(column, 0, NULL);
        fallback = text && !strcmp(text, "nb");
    }
    return tomt_cli_language(cli, fallback, language, err);
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *result = cli->positional.item[0];
    struct tomt_found_place *found = NULL;
    struct tomt_text words = {0}, out = {0};
    size_t n = 0;
    long most;
    int language;
    if (!tomt_cli_integer(cli, "most", 1, 100000, 10, &most, err))
        return false;
    struct tomt_places *places = tomt_places_open(cli->arena, result, err);
    if (!places || !result_language(cli, &language, err))
        return false;
    const struct tomt_phrases *phrases = tomt_phrases_open(cli->arena, language, err);
    bool ok = phrases && join(cli, &words, err) &&
              tomt_places_search(places, words.bytes ? words.bytes : "", (size_t)most, &cli->crew,
                                 &found, &n, err);
    if (ok && cli->json)
        as_json(places, words.bytes ? words.bytes : "", found, n, &out);
    else
        ok = ok && as_table(cli, phrases, found, n, &out, err);
    if (ok && out.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory writing what was found");
    if (ok)
        fwrite(out.bytes ? out.bytes : "", 1, out.n, cli->out);
    if (ok && n == 0)
        ok = nothing(cli, places, words.bytes ? words.bytes : "", err);
    tomt_text_free(&words);
    tomt_text_free(&out);
    return ok;
}

const struct tomt_command tomt_command_find = {
    .name = "find",
    .summary = "find an address, a property, a site, a hub or an area in a result, offline",
    .arguments = "RESULT WORDS...",
    .min_arguments = 2,
    .max_arguments = 64,
    .options = options,
    .has_json = true,
    .help = "WORDS are what people type: an address, whole or begun (case, accents, ae oe aa, gt. "
            "and vn. do not matter; slips are forgiven by length),\n"
            "113/45, 3301-113/45, gnr 113 bnr 45, a site id, a postcode, the name of a hub or "
            "area, lat lon in "
            "degrees, or x y in the result's CRS. What is the same comes\n"
            "first, then beginnings, then what is a slip or two away. Nothing found is exit code "
            "8.\n\n"
            "examples:\n"
            "  tomt find result/result.gpkg bragernes torg 4b\n"
            "  tomt find result/result.gpkg 113/45 --json\n"
            "  tomt find result/result.gpkg 59.7434, 10.2039\n",
    .run = run,
};
