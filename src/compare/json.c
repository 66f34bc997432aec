/* compare/json.c: a comparison whole, as one JSON document. */
#include "base/json.h"
#include "compare/inside.h"

#include <math.h>
#include <string.h>

static const char *const what_name[] = {"number", "value_function", "weight", "criterion_new", "criterion_gone", "data", "spread", "assumed"};

static void put_causes(const struct tomt_compared *at, const struct tomt_move *move, struct tomt_text *out)
{
    tomt_text_puts(out, ",\"causes\":[");
    for (size_t k = 0; k < move->n_causes; k++) {
        const struct tomt_cause *cause = &move->cause[k];
        const struct tomt_asked *a = cause->a == SIZE_MAX ? NULL : &at->a.criterion[cause->a], *b = cause->b == SIZE_MAX ? NULL : &at->b.criterion[cause->b];
        tomt_text_puts(out, k ? ",{" : "{");
        tomt_json_put_text(out, "criterion", a ? a->id : b->id);
        tomt_json_put_text(out, "changed", what_name[cause->what]);
        tomt_json_put_number(out, "points", cause->points);
        tomt_json_put_number(out, "raw_a", cause->raw_a);
        tomt_json_put_number(out, "raw_b", cause->raw_b);
        tomt_json_put_number(out, "share_a", a ? a->share : NAN);
        tomt_json_put_number(out, "share_b", b ? b->share : NAN);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

/* Of the result that has the site not. */
static void put_rejected(const struct tomt_side *side, size_t row, struct tomt_text *out)
{
    static const char *const column[] = {"reason", "detail", "layer"};
    static const char *const name[] = {"rejected", "detail", "layer"};
    for (size_t k = 0; k < sizeof column / sizeof *column; k++) {
        tomt_json_put_text(out, name[k], row == SIZE_MAX ? NULL : tomt_compare_cell(&side->rejected, column[k], row));
    }
    tomt_json_put_number(out, "measured", row == SIZE_MAX ? NAN : tomt_compare_number(&side->rejected, "measured", row));
    tomt_json_put_number(out, "limit_value", row == SIZE_MAX ? NAN : tomt_compare_number(&side->rejected, "limit_value", row));
}

static void put_move(const struct tomt_compared *at, const struct tomt_move *move, struct tomt_text *out)
{
    const struct tomt_side *in = move->b == SIZE_MAX ? &at->a : &at->b;
    size_t s = move->b == SIZE_MAX ? move->a : move->b;
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "site_id", in->site_id[s]);
    tomt_json_put_text(out, "property", in->parcel[s]);
    if (move->a != SIZE_MAX) {
        tomt_json_put_number(out, "rank_a", at->a.rank[move->a]);
        tomt_json_put_number(out, "score_a", at->a.score[move->a]);
    }
    if (move->b != SIZE_MAX) {
        tomt_json_put_number(out, "rank_b", at->b.rank[move->b]);
        tomt_json_put_number(out, "score_b", at->b.score[move->b]);
    }
    if (move->a != SIZE_MAX && move->b != SIZE_MAX) {
        tomt_json_put_number(out, "weighted_sum_a", at->a.sum[move->a]);
        tomt_json_put_number(out, "weighted_sum_b", at->b.sum[move->b]);
        tomt_text_print(out, ",\"by_others\":%s", move->by_others ? "true" : "false");
        put_causes(at, move, out);
    } else {
        put_rejected(move->b == SIZE_MAX ? &at->b : &at->a, move->rejected, out);
    }
    tomt_text_puts(out, "}");
}

static void put_moves(const struct tomt_compared *at, const char *name, const struct tomt_move *move, size_t n, struct tomt_text *out)
{
    tomt_text_print(out, ",\"%s\":[", name);
    for (size_t k = 0; k < n; k++) {
        tomt_text_puts(out, k ? "," : "");
        put_move(at, &move[k], out);
    }
    tomt_text_puts(out, "]");
}

static void put_side(const struct tomt_side *side, const char *letter, struct tomt_text *out)
{
    tomt_text_print(out, ",\"%s\":{", letter);
    tomt_json_put_text(out, "profile", side->profile);
    tomt_json_put_text(out, "method", side->method);
    tomt_json_put_number(out, "n_sites", (double)side->n);
    tomt_text_puts(out, ",\"sites_made_from\":"); /* as it is stored: text, whatever it holds */
    if (side->sites_json)
        tomt_text_json(out, side->sites_json, strlen(side->sites_json));
    else
        tomt_text_puts(out, "null");
    tomt_text_puts(out, ",\"criteria\":[");
    for (size_t c = 0; c < side->n_criteria; c++) {
        tomt_text_puts(out, c ? ",{" : "{");
        tomt_json_put_text(out, "id", side->criterion[c].id);
        tomt_json_put_number(out, "share", side->criterion[c].share);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}");
}

static void put_names(const char *name, const char *const *item, size_t n, struct tomt_text *out)
{
    tomt_text_print(out, ",\"%s\":[", name);
    for (size_t k = 0; k < n; k++) {
        tomt_text_puts(out, k ? "," : "");
        tomt_text_json(out, item[k], strlen(item[k]));
    }
    tomt_text_puts(out, "]");
}

static void put_result(const struct tomt_side *side, const char *letter, struct tomt_text *out)
{
    tomt_text_print(out, "\"%s\":{", letter);
    tomt_json_put_text(out, "project", side->info.project_name);
    tomt_json_put_text(out, "run_id", side->info.run_id);
    tomt_json_put_text(out, "data_date", side->data_date);
    tomt_json_put_text(out, "tomt_version", side->info.tomt_version);
    tomt_json_put_text(out, "schema_version", side->info.schema_version);
    tomt_json_put_text(out, "crs", side->crs);
    tomt_text_puts(out, ",\"inputs\":[");
    for (size_t k = 0; k < side->n_inputs; k++) {
        tomt_text_puts(out, k ? ",{" : "{");
        tomt_json_put_text(out, "name", side->input[k].name);
        tomt_json_put_text(out, "source", side->input[k].source);
        tomt_json_put_text(out, "sha256", side->input[k].sha256);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}");
}

bool tomt_comparison_json(const struct tomt_comparison *comparison, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err)
{
    (void)phrases; /* nothing here is phrased */
    tomt_text_puts(out, "{");
    put_result(&comparison->profile[0].a, "a", out);
    tomt_text_puts(out, ",");
    put_result(&comparison->profile[0].b, "b", out);
    tomt_text_print(out, ",\"same_run\":%s,\"profiles\":[", comparison->same_run ? "true" : "false");
    for (size_t p = 0; p < comparison->n_profiles; p++) {
        const struct tomt_compared *at = &comparison->profile[p];
        tomt_text_puts(out, p ? ",{" : "{");
        tomt_json_put_text(out, "profile", at->b.profile);
        tomt_json_put_number(out, "n_both", (double)at->n_both);
        tomt_json_put_number(out, "n_up", (double)at->n_up);
        tomt_json_put_number(out, "n_down", (double)at->n_down);
        tomt_json_put_number(out, "n_same", (double)at->n_same);
        tomt_json_put_number(out, "n_by_others", (double)at->n_by_others);
        tomt_json_put_number(out, "tau", at->tau);
        tomt_text_print(out, ",\"sites_made_the_same\":%s", !at->a.sites_sha256 || !at->b.sites_sha256 ? "null" : at->same_sites ? "true" : "false");
        put_side(&at->a, "a", out);
        put_side(&at->b, "b", out);
        put_moves(at, "moved", at->moved, at->n_moved, out);
        put_moves(at, "rescored", at->rescored, at->n_rescored, out);
        put_moves(at, "new", at->fresh, at->n_fresh, out);
        put_moves(at, "gone", at->gone, at->n_gone, out);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
    put_names("only_a", comparison->only_a, comparison->n_only_a, out);
    put_names("only_b", comparison->only_b, comparison->n_only_b, out);
    tomt_text_puts(out, "}\n");
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory telling what differs");
}
