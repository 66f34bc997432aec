/* portrait/json.c: the portrait as one JSON document: every row, the numbers as they are, keys in a
 * fixed order. */
#include "portrait/inside.h"

#include <math.h>
#include <string.h>

struct member {
    const char *key;
    double number;
};

static void put_key(struct tomt_text *out, const char *key)
{
    char last = out->n ? out->bytes[out->n - 1] : '{';
    tomt_text_puts(out, last == '{' || last == '[' ? "" : ",");
    tomt_text_print(out, "\"%s\":", key);
}

static void put_string(struct tomt_text *out, const char *key, const char *text)
{
    put_key(out, key);
    if (text)
        tomt_text_json(out, text, strlen(text));
    else
        tomt_text_puts(out, "null");
}

static void put_number(struct tomt_text *out, const char *key, double number)
{
    put_key(out, key);
    if (isfinite(number))
        tomt_text_number(out, number);
    else
        tomt_text_puts(out, "null");
}

static void put_flag(struct tomt_text *out, const char *key, bool flag)
{
    put_key(out, key);
    tomt_text_puts(out, flag ? "true" : "false");
}

static void put_numbers(struct tomt_text *out, const struct member *member, size_t n)
{
    for (size_t k = 0; k < n; k++)
        put_number(out, member[k].key, member[k].number);
}

static void begin(struct tomt_text *out)
{
    tomt_text_puts(out, out->n && out->bytes[out->n - 1] == '}' ? ",{" : "{");
}

static void put_lines(struct tomt_text *out, const char *key,
                      const struct tomt_portrait_lines *lines)
{
    put_key(out, key);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < lines->n; i++) {
        const struct tomt_portrait_line *l = &lines->item[i];
        const struct member number[] = {{"establishments", l->establishments},
                                        {"jobs_low", l->jobs_low},
                                        {"jobs", l->jobs},
                                        {"jobs_high", l->jobs_high},
                                        {"share", l->share},
                                        {"quotient", l->quotient}};
        begin(out);
        put_string(out, l->digits ? "code" : "sector", l->key);
        put_string(out, "title", l->title);
        if (l->digits)
            put_number(out, "digits", l->digits);
        put_numbers(out, number, sizeof number / sizeof *number);
        put_flag(out, "suppressed", l->suppressed);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_changes(struct tomt_text *out, const struct tomt_gathered *g)
{
    put_key(out, "changes");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < g->n_changes; i++) {
        const struct tomt_change_line *c = &g->change[i];
        const struct member number[] = {{"births", c->births},
                                        {"deaths", c->deaths},
                                        {"moves", c->moves},
                                        {"stayed", c->stayed},
                                        {"jobs_before", c->jobs_before},
                                        {"jobs_after", c->jobs_after},
                                        {"jobs_born", c->jobs_born},
                                        {"jobs_dead", c->jobs_dead},
                                        {"jobs_grown", c->jobs_grown},
                                        {"net", c->net},
                                        {"growth", c->growth},
                                        {"moved_in", c->moved_in},
                                        {"moved_out", c->moved_out},
                                        {"jobs_moved_in", c->jobs_moved_in},
                                        {"jobs_moved_out", c->jobs_moved_out}};
        begin(out);
        put_string(out, "kind", c->kind);
        put_string(out, "name", c->name);
        put_string(out, "title", c->title);
        put_numbers(out, number, sizeof number / sizeof *number);
        put_flag(out, "suppressed", c->suppressed);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_clusters(struct tomt_text *out, const struct tomt_gathered *g)
{
    put_key(out, "clusters");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < g->n_clusters; i++) {
        const struct tomt_cluster_line *c = &g->cluster[i];
        const struct member number[] = {{"establishments", c->establishments},
                                        {"jobs_low", c->jobs_low},
                                        {"jobs", c->jobs},
                                        {"jobs_high", c->jobs_high},
                                        {"quotient", c->quotient},
                                        {"strength", c->strength},
                                        {"jobs_per_ha", c->jobs_per_ha},
                                        {"area_m2", c->area_m2}};
        begin(out);
        put_string(out, "cluster_id", c->id);
        put_string(out, "cluster_set", c->set);
        put_string(out, "title", c->title);
        put_string(out, "sector", c->sector);
        put_string(out, "leading", c->leading);
        put_string(out, "leading_code", c->leading_code);
        put_string(out, "method", c->method);
        put_numbers(out, number, sizeof number / sizeof *number);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_area(struct tomt_text *out, const struct tomt_portrait_tables *tables,
                     const struct tomt_gathered *g)
{
    static const char *const column[] = {"establishments",
                                         "jobs_low",
                                         "jobs",
                                         "jobs_high",
                                         "jobs_unknown",
                                         "without_code",
                                         "jobs_without_code",
                                         "unplaced",
                                         "jobs_unplaced",
                                         "knowledge_share",
                                         "related_variety",
                                         "unrelated_variety",
                                         "entropy",
                                         "herfindahl",
                                         "krugman",
                                         "employed_residents",
                                         "jobs_per_resident",
                                         "jobs_statistics",
                                         "jobs_target",
                                         "target_share",
                                         "area_m2"};
    put_string(out, "area_id", g->area_id);
    put_string(out, "level", g->level);
    put_string(out, "number", g->number);
    put_string(out, "name", g->name);
    for (size_t k = 0; k < sizeof column / sizeof *column; k++)
        put_number(out, column[k], tomt_portrait_cell_number(tables->area, column[k], g->area));
    put_string(out, "jobs_per_resident_of", g->per_resident_of);
    put_flag(out, "suppressed", tomt_portrait_cell_flag(tables->area, "suppressed", g->area));
}

bool tomt_portrait_json(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                        const struct tomt_portrait_options *options, struct tomt_text *out,
                        struct tomt_error *err)
{
    struct tomt_gathered g;
    if (!tomt_portrait_gather(arena, tables, options, &g, err))
        return false;
    begin(out);
    put_key(out, "area");
    tomt_text_puts(out, "{");
    put_area(out, tables, &g);
    tomt_text_puts(out, "}");
    put_string(out, "language", options->norwegian ? "nb" : "en");
    put_string(out, "register_day", g.day);
    put_string(out, "register_before", g.before);
    put_string(out, "code_version", g.version);
    put_string(out, "reference", g.reference);
    put_string(out, "reference_title", g.reference_title);
    put_flag(out, "compared_with_itself", g.itself);
    put_flag(out, "in_detail", g.detail);
    put_lines(out, "strong", &g.strong);
    put_lines(out, "related", &g.related);
    put_lines(out, "sectors", &g.sector);
    put_lines(out, "industries", &g.industry);
    put_changes(out, &g);
    if (g.whole) /* clusters do not end at the borders of its areas */
        put_clusters(out, &g);
    tomt_text_puts(out, "}\n");
    return !out->failed ||
           tomt_fail(err, TOMT_MEMORY, "out of memory telling the economy of an area");
}
