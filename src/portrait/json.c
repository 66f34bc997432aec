/* portrait/json.c: the portrait as one JSON document: every row, the numbers as they are, keys in a
 * fixed order. */
#include "base/json.h"
#include "portrait/inside.h"

#include <math.h>
#include <string.h>

struct member {
    const char *key;
    double number;
};

static void put_numbers(struct tomt_text *out, const struct member *member, size_t n)
{
    for (size_t k = 0; k < n; k++)
        tomt_json_put_number(out, member[k].key, member[k].number);
}

static void begin(struct tomt_text *out)
{
    tomt_text_puts(out, out->n && out->bytes[out->n - 1] == '}' ? ",{" : "{");
}

static void put_lines(struct tomt_text *out, const char *key,
                      const struct tomt_portrait_lines *lines)
{
    tomt_json_put_key(out, key);
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
        tomt_json_put_text(out, l->digits ? "code" : "sector", l->key);
        tomt_json_put_text(out, "title", l->title);
        if (l->digits)
            tomt_json_put_number(out, "digits", l->digits);
        put_numbers(out, number, sizeof number / sizeof *number);
        tomt_json_put_flag(out, "suppressed", l->suppressed);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_changes(struct tomt_text *out, const struct tomt_gathered *g)
{
    tomt_json_put_key(out, "changes");
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
        tomt_json_put_text(out, "kind", c->kind);
        tomt_json_put_text(out, "name", c->name);
        tomt_json_put_text(out, "title", c->title);
        put_numbers(out, number, sizeof number / sizeof *number);
        tomt_json_put_flag(out, "suppressed", c->suppressed);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_clusters(struct tomt_text *out, const struct tomt_gathered *g)
{
    tomt_json_put_key(out, "clusters");
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
        tomt_json_put_text(out, "cluster_id", c->id);
        tomt_json_put_text(out, "cluster_set", c->set);
        tomt_json_put_text(out, "title", c->title);
        tomt_json_put_text(out, "sector", c->sector);
        tomt_json_put_text(out, "leading", c->leading);
        tomt_json_put_text(out, "leading_code", c->leading_code);
        tomt_json_put_text(out, "method", c->method);
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
    tomt_json_put_text(out, "area_id", g->area_id);
    tomt_json_put_text(out, "level", g->level);
    tomt_json_put_text(out, "number", g->number);
    tomt_json_put_text(out, "name", g->name);
    for (size_t k = 0; k < sizeof column / sizeof *column; k++)
        tomt_json_put_number(out, column[k],
                             tomt_portrait_cell_number(tables->area, column[k], g->area));
    tomt_json_put_text(out, "jobs_per_resident_of", g->per_resident_of);
    tomt_json_put_flag(out, "suppressed",
                       tomt_portrait_cell_flag(tables->area, "suppressed", g->area));
}

bool tomt_portrait_json(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                        const struct tomt_portrait_options *options, struct tomt_text *out,
                        struct tomt_error *err)
{
    struct tomt_gathered g;
    if (!tomt_portrait_gather(arena, tables, options, &g, err))
        return false;
    begin(out);
    tomt_json_put_key(out, "area");
    tomt_text_puts(out, "{");
    put_area(out, tables, &g);
    tomt_text_puts(out, "}");
    tomt_json_put_text(out, "language", options->norwegian ? "nb" : "en");
    tomt_json_put_text(out, "register_day", g.day);
    tomt_json_put_text(out, "register_before", g.before);
    tomt_json_put_text(out, "code_version", g.version);
    tomt_json_put_text(out, "reference", g.reference);
    tomt_json_put_text(out, "reference_title", g.reference_title);
    tomt_json_put_flag(out, "compared_with_itself", g.itself);
    tomt_json_put_flag(out, "in_detail", g.detail);
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
