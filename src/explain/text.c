/* explain/text.c: the explanation as people read it, within 100 columns. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 100, LONGEST_TITLE = 38, SHORTEST_TITLE = 12, N_CELLS = 7, MOST_FEATURES = 4 };

struct writer {
    const struct tomt_explanation *explanation;
    const struct tomt_told_profile *profile;
    struct tomt_sayings *say;
    struct tomt_text *out;
    bool nb;
};

static const char *word(const struct writer *w, const char *english)
{
    return tomt_phrase(w->say->phrases, english);
}

static void put_blanks(struct tomt_text *out, size_t n)
{
    while (n-- > 0)
        tomt_text_puts(out, " ");
}

static size_t wide(const char *text, size_t n)
{
    size_t columns = 0; /* names hold no tabs or escapes here: they are cleaned */
    for (size_t i = 0; i < n; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

/* Further lines set in. No-break blanks hold numbers and their units together. */
static void put_wrapped(struct tomt_text *out, const char *text, size_t indent, size_t further)
{
    struct tomt_text line = {0};
    put_blanks(&line, indent);
    tomt_text_puts(&line, text);
    if (line.n)
        tomt_text_wrap(out, line.bytes, line.n, further);
    tomt_text_puts(out, "\n");
    out->failed = out->failed || line.failed;
    tomt_text_free(&line);
}

static const char *kept(struct writer *w, struct tomt_text *text)
{
    tomt_text_add(text, "", 0);
    const char *out = tomt_text_keep(text, w->say->arena, w->say->err);
    w->say->failed = w->say->failed || !out;
    return out ? out : "";
}

static const char *sentence(struct writer *w, const struct tomt_sentence *of)
{
    struct tomt_text text = {0};
    tomt_sentence_phrase(w->say->phrases, &text, of);
    return kept(w, &text);
}

/* What a lift would do to the rank goes on behind it. */
static bool goes_on(const struct tomt_saying *saying)
{
    return !strcmp(saying->sentence.message, "explain_lift_rank");
}

static void put_section(struct writer *w, enum tomt_section section, const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < w->say->n; i++) {
        const struct tomt_saying *saying = &w->say->item[i];
        if (saying->section != section || goes_on(saying))
            continue;
        if (!any && heading)
            tomt_text_print(w->out, "\n  %s\n", heading);
        any = true;
        struct tomt_text text = {0};
        tomt_saying_phrase(w->say->phrases, &text, saying);
        if (i + 1 < w->say->n && goes_on(&saying[1])) {
            tomt_text_puts(&text, ". ");
            tomt_saying_phrase(w->say->phrases, &text, &saying[1]);
        }
        put_wrapped(w->out, kept(w, &text), heading ? 4 : 2, heading ? 6 : 4);
    }
}

/* --- the table of criteria --- */

static const char *cut(struct writer *w, const char *text, size_t longest)
{
    struct tomt_text out = {0};
    size_t columns = 0;
    if (wide(text, strlen(text)) <= longest)
        return text;
    for (size_t i = 0; text[i];) {
        uint32_t code;
        size_t n = tomt_utf8_decode(text + i, strlen(text + i), &code);
        if (n == 0 || ++columns >= longest)
            break;
        tomt_text_add(&out, text + i, n);
        i += n;
    }
    tomt_text_puts(&out, "…");
    return kept(w, &out);
}

static const char *number(struct writer *w, double value, unsigned decimals)
{
    struct tomt_text text = {0};
    if (isnan(value)) {
        tomt_text_puts(&text, "–");
        return kept(w, &text);
    }
    tomt_phrase_number(w->say->phrases, &text, value, decimals);
    return kept(w, &text);
}

/* What counts: of one without data that is counted all the same, what is assumed instead. */
static const char *value(struct writer *w, const struct tomt_told_criterion *criterion)
{
    struct tomt_text text = {0};
    double all = 100 * criterion->weight_here; /* what a value of 1 gives */
    if (!isnan(criterion->v) || isnan(criterion->points) || !(all > 0))
        return number(w, criterion->v, 3);
    tomt_text_puts(&text, "(");
    tomt_phrase_number(w->say->phrases, &text, criterion->points / all, 3);
    tomt_text_puts(&text, ")");
    return kept(w, &text);
}

/* "15% (17.65)": as it was given, and as it counts here; in decimals by which value and weight
 * give the points that are printed. */
static const char *weight(struct writer *w, const struct tomt_told_criterion *criterion,
                          bool spread)
{
    struct tomt_text text = {0};
    const char *percent = w->nb ? "\u00a0%" : "%";
    tomt_phrase_number(w->say->phrases, &text, 100 * criterion->share, 2);
    tomt_text_puts(&text, percent);
    if (spread) {
        tomt_text_puts(&text, " (");
        tomt_phrase_number(w->say->phrases, &text, 100 * criterion->weight_here, 2);
        tomt_text_puts(&text, ")");
    }
    return kept(w, &text);
}

/* Points below each other: a decimal always. */
static const char *points(struct writer *w, double value)
{
    struct tomt_text text = {0};
    tomt_phrase_tenths(w->say->phrases, &text, value);
    return kept(w, &text);
}

/* In a table ground is in square metres alone. */
static void put_measure(struct writer *w, struct tomt_text *text, double value, const char *unit)
{
    if (!unit || strcmp(unit, "m2") || isnan(value)) {
        tomt_phrase_measure(w->say->phrases, text, value, unit);
        return;
    }
    tomt_phrase_number(w->say->phrases, text, value, 0);
    tomt_text_puts(text, "\u00a0m²");
}

static const char *measure(struct writer *w, double value, const char *unit)
{
    struct tomt_text text = {0};
    put_measure(w, &text, value, unit);
    return kept(w, &text);
}

/* The word of a unit stands with the number in the column before; a symbol stays. */
static const char *median(struct writer *w, const struct tomt_told_criterion *criterion)
{
    struct tomt_text text = {0};
    const char *unit = tomt_unit_of(criterion);
    const char *all = measure(w, criterion->median_raw, unit);
    bool floor = unit && !strcmp(unit, "m2 BRA");
    tomt_text_add(&text, all, floor ? strlen(all) : strcspn(all, " "));
    return kept(w, &text);
}

/* Words of our own that results hold; a project's and a register's stay as they are. */
static const char *own_word(const struct writer *w, const char *text)
{
    static const char *const known[] = {
        TOMT_MARK("rail"),     TOMT_MARK("tram"),       TOMT_MARK("bus"),
        TOMT_MARK("ferry"),    TOMT_MARK("port"),       TOMT_MARK("terminal"),
        TOMT_MARK("junction"), TOMT_MARK("densify"),    TOMT_MARK("transform"),
        TOMT_MARK("centre"),   TOMT_MARK("hinterland"), TOMT_MARK("periphery"),
        TOMT_MARK("hospital"), TOMT_MARK("campus"),     TOMT_MARK("incubator"),
        TOMT_MARK("venue")};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(text, known[i]))
            return word(w, known[i]);
    return tomt_say_clean(w->say, text);
}

/* What stands before a further number: of "Walk to rail: walk, minutes (min)" the "walk", as the
 * number has its unit; of "Jobs: cluster, name" the "name", as a word says which. */
static const char *said_title(struct writer *w, const struct tomt_told_criterion *criterion,
                              const struct tomt_said *said)
{
    const char *title = tomt_one_title(&said->title, w->nb, said->suffix);
    bool level = criterion->criterion && !strcmp(criterion->criterion, "transit_level");
    if (level && !strcmp(said->suffix, "band")) /* not to be taken for a transit class A to F */
        return word(w, TOMT_MARK("PTAL level"));
    const char *own = tomt_one_title(&criterion->title, w->nb, criterion->id);
    if (!strncmp(title, own, strlen(own)) && !strncmp(title + strlen(own), ": ", 2))
        title += strlen(own) + 2;
    size_t n = strlen(title);
    const char *comma = strstr(title, ", ");
    bool pair = comma && !strstr(comma + 2, ", ");
    if (said->word)
        return tomt_say_clean(w->say, pair ? comma + 2 : title);
    if (said->unit && comma)
        n = (size_t)(comma - title);
    else if (said->unit && n && title[n - 1] == ')')
        n = strcspn(title, "(") - (title[0] != '(' ? 1 : 0);
    const char *kept = tomt_arena_copy(w->say->arena, title, n, w->say->err);
    w->say->failed = w->say->failed || !kept;
    return kept ? tomt_say_clean(w->say, kept) : "";
}

/* The raw number; of classes and bands the word as well. */
static const char *raw(struct writer *w, const struct tomt_told_criterion *criterion)
{
    struct tomt_text text = {0};
    const char *unit = tomt_unit_of(criterion);
    bool class = unit && !strcmp(unit, "class") && criterion->n_said && criterion->said[0].word;
    if (class && !isnan(criterion->raw)) { /* people know the letter */
        tomt_text_print(&text, "%s\u00a0%s", said_title(w, criterion, criterion->said),
                        own_word(w, criterion->said[0].word));
        return kept(w, &text);
    }
    if (criterion->beyond && !isnan(criterion->reach))
        tomt_text_puts(&text, "> ");
    if (isnan(criterion->raw) && !(criterion->beyond && !isnan(criterion->reach)))
        tomt_text_puts(&text, criterion->beyond ? word(w, TOMT_MARK("none near"))
                                                : word(w, TOMT_MARK("no data")));
    else
        put_measure(w, &text, criterion->beyond ? criterion->reach : criterion->raw, unit);
    for (size_t i = 0; i < criterion->n_said; i++)
        if (criterion->said[i].word && strlen(criterion->said[i].word) <= 3)
            tomt_text_print(&text, " (%s %s)", said_title(w, criterion, &criterion->said[i]),
                            tomt_say_clean(w->say, criterion->said[i].word));
    return kept(w, &text);
}

static void put_table(struct writer *w, const char **cell, size_t n_rows)
{
    size_t width[N_CELLS] = {0};
    for (size_t r = 0; r < n_rows; r++)
        for (size_t c = 0; c < N_CELLS; c++) {
            size_t columns = wide(cell[r * N_CELLS + c], strlen(cell[r * N_CELLS + c]));
            width[c] = columns > width[c] ? columns : width[c];
        }
    size_t rest = 2;
    for (size_t c = 1; c < N_CELLS; c++)
        rest += 2 + width[c];
    if (width[0] + rest > WIDTH)
        width[0] = rest + SHORTEST_TITLE < WIDTH ? WIDTH - rest : SHORTEST_TITLE;
    for (size_t r = 0; r < n_rows; r++) {
        tomt_text_puts(w->out, "  ");
        size_t owed = 0;
        for (size_t c = 0; c < N_CELLS; c++) {
            const char *text = c ? cell[r * N_CELLS + c] : cut(w, cell[r * N_CELLS], width[0]);
            size_t space = width[c] - wide(text, strlen(text));
            owed += c ? 2 + space : 0;
            if (*text) {
                put_blanks(w->out, owed);
                tomt_text_puts(w->out, text);
                owed = 0;
            }
            owed += c ? 0 : space;
        }
        tomt_text_puts(w->out, "\n");
    }
}

static void put_criteria(struct writer *w)
{
    const struct tomt_told_profile *profile = w->profile;
    size_t n = profile->n_criteria;
    const char **cell =
        tomt_arena_alloc(w->say->arena, (n + 2) * N_CELLS * sizeof *cell, w->say->err);
    if (!cell) {
        w->say->failed = true;
        return;
    }
    bool spread = false;
    for (size_t c = 0; c < n; c++)
        spread = spread || isnan(profile->criterion[c].weight_here);
    const char *const heading[N_CELLS] = {
        word(w, TOMT_MARK("Criterion")),
        word(w, TOMT_MARK("Here")),
        word(w, TOMT_MARK("Value")),
        word(w, spread ? TOMT_MARK("Weight (here)") : TOMT_MARK("Weight")),
        word(w, TOMT_MARK("Points")),
        word(w, TOMT_MARK("Median site")),
        word(w, TOMT_MARK("Points"))};
    memcpy(cell, heading, sizeof heading);
    for (size_t c = 0; c < n; c++) {
        const struct tomt_told_criterion *criterion = &profile->criterion[c];
        const char **row = &cell[(c + 1) * N_CELLS];
        row[0] = cut(w, tomt_say_title(w->say, criterion), LONGEST_TITLE);
        row[1] = raw(w, criterion);
        row[2] = value(w, criterion);
        row[3] = weight(w, criterion, spread);
        row[4] = points(w, criterion->points);
        row[5] = median(w, criterion);
        row[6] = points(w, criterion->median_points);
    }
    const char **row = &cell[(n + 1) * N_CELLS];
    const char *together =
        word(w, profile->adds_up ? TOMT_MARK("Together") : TOMT_MARK("Together, weighted sum"));
    const char *const last[N_CELLS] = {together, "", "", "", points(w, profile->sum), "", ""};
    memcpy(row, last, sizeof last);
    tomt_text_puts(w->out, "\n");
    put_table(w, cell, n + 2);
}

/* --- what is behind the numbers --- */

static void put_feature(struct writer *w, struct tomt_text *text,
                        const struct tomt_told_criterion *criterion,
                        const struct tomt_evidence *one)
{
    const char *unit = criterion->unit ? criterion->unit : "";
    bool overlay =
        one->role && (!strcmp(one->role, "strategy") || !strcmp(one->role, "constraint"));
    if (one->proprietor)
        tomt_text_puts(text, word(w, TOMT_MARK("a sole proprietor")));
    else if (one->name)
        tomt_text_puts(text, tomt_say_clean(w->say, one->name));
    else
        tomt_text_print(text, "%s %.0f",
                        one->layer ? tomt_say_layer(&w->explanation->layers, one->layer, w->say)
                                   : "?",
                        one->feature);
    const char *flag = tomt_flag_words(w->say->phrases, one->flag);
    bool kind = one->kind && *one->kind;
    if (kind || flag)
        tomt_text_print(text, " (%s%s%s)", kind ? own_word(w, one->kind) : "",
                        kind && flag ? "; " : "", flag ? flag : "");
    if (overlay) { /* the part of the site that it covers */
        tomt_text_puts(text, " ");
        tomt_phrase_measure(w->say->phrases, text, one->amount, "share");
        return;
    }
    if (!isnan(one->distance_m)) {
        tomt_text_puts(text, " ");
        tomt_phrase_measure(w->say->phrases, text, one->distance_m, "m");
    }
    if (!isnan(one->jobs)) {
        tomt_text_puts(text, ", ");
        tomt_phrase_measure(w->say->phrases, text, one->jobs, "jobs");
    } else if (!isnan(one->amount) && one->amount != one->distance_m) {
        tomt_text_puts(text, isnan(one->distance_m) ? " " : ", ");
        bool own = isnan(one->distance_m) || !strcmp(unit, "persons");
        if (!own || !*unit) /* no unit of its own: so much of the criterion's number */
            tomt_text_print(text, "%s ", word(w, TOMT_MARK("counts")));
        tomt_phrase_measure(w->say->phrases, text, one->amount, own ? unit : NULL);
    }
}

static void put_said(struct writer *w, struct tomt_text *text,
                     const struct tomt_told_criterion *criterion)
{
    for (size_t i = 0; i < criterion->n_said; i++) {
        const struct tomt_said *said = &criterion->said[i];
        if (isnan(said->number) && !said->word)
            continue;
        const char *title = said_title(w, criterion, said);
        const char *own = said->word ? own_word(w, said->word) : "";
        bool listed =
            *own && strstr(title, own); /* "centre, hinterland, periphery": one of these */
        tomt_text_puts(text, text->n ? "; " : "");
        if (!listed)
            tomt_text_print(text, "%s ", title);
        if (said->word)
            tomt_text_puts(text, own);
        else
            tomt_phrase_measure(w->say->phrases, text, said->number, said->unit);
    }
}

/* The features of the first fact that has any; the others are in the JSON. */
static void put_behind_one(struct writer *w, const struct tomt_told_criterion *criterion)
{
    struct tomt_text text = {0};
    size_t n = 0;
    tomt_text_print(&text, "%s: ", tomt_say_title(w->say, criterion));
    if (criterion->y)
        tomt_text_print(&text, "%s%s",
                        tomt_why_words(w->say->phrases, tomt_say_clean(w->say, criterion->y)),
                        criterion->n_evidence ? ". " : "");
    for (size_t i = 0; i < criterion->n_evidence && n < MOST_FEATURES; i++) {
        const struct tomt_evidence *one = &criterion->evidence[i];
        if (one->fact != criterion->evidence[0].fact)
            break;
        tomt_text_puts(&text, n++ ? "; " : "");
        put_feature(w, &text, criterion, one);
    }
    struct tomt_text more = {0};
    put_said(w, &more, criterion);
    if (more.n)
        tomt_text_print(&text, "%s%s", n || criterion->y ? ". " : "", more.bytes);
    else if (n == 0 && !criterion->y)
        tomt_text_puts(&text, word(w, TOMT_MARK("of the site itself")));
    tomt_text_free(&more);
    put_wrapped(w->out, kept(w, &text), 4, 6);
    if (criterion->group && !isnan(criterion->local_share)) {
        struct tomt_sentence weight = {
            .message = "explain_weight_group",
            .number = {criterion->local_share, NAN, NAN, NAN},
            .text = {tomt_say_group(w->profile, criterion->group, w->say)}};
        put_wrapped(w->out, sentence(w, &weight), 6, 8);
    }
}

/* A source once, behind the criteria that rest on it. */
static void put_sources(struct writer *w)
{
    const struct tomt_told_profile *profile = w->profile;
    tomt_text_print(w->out, "\n  %s\n", word(w, TOMT_MARK("Sources")));
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const char *source = profile->criterion[c].source;
        struct tomt_text text = {0};
        bool told = !source;
        for (size_t k = 0; source && k < c; k++)
            told = told ||
                   (profile->criterion[k].source && !strcmp(profile->criterion[k].source, source));
        if (told)
            continue;
        for (size_t k = c; k < profile->n_criteria; k++)
            if (profile->criterion[k].source && !strcmp(profile->criterion[k].source, source))
                tomt_text_print(&text, "%s%s", text.n ? ", " : "",
                                tomt_say_title(w->say, &profile->criterion[k]));
        tomt_text_print(&text, ": %s", tomt_say_text(w->say, word(w, source)));
        put_wrapped(w->out, kept(w, &text), 4, 6);
    }
}

static void put_profile(struct writer *w)
{
    const struct tomt_told_profile *profile = w->profile;
    const char *title =
        tomt_say_clean(w->say, tomt_one_title(&profile->title, w->nb, profile->name));
    tomt_text_print(w->out, "\n%s (%s)\n", title, tomt_say_clean(w->say, profile->name));
    put_section(w, TOMT_SAY_STANDING, NULL);
    put_criteria(w);
    put_section(w, TOMT_SAY_AGAINST, word(w, TOMT_MARK("Against the other")));
    put_section(w, TOMT_SAY_STRENGTH,
                word(w, profile->adds_up ? TOMT_MARK("Strengths, against the median site")
                                         : TOMT_MARK("Strengths, against the median site (points "
                                                     "of the weighted sum)")));
    put_section(w, TOMT_SAY_WEAKNESS,
                word(w, profile->adds_up ? TOMT_MARK("Weaknesses, against the median site")
                                         : TOMT_MARK("Weaknesses, against the median site (points "
                                                     "of the weighted sum)")));
    put_section(w, TOMT_SAY_LIFT,
                word(w, profile->adds_up ? TOMT_MARK("What a plan or a project could lift")
                                         : TOMT_MARK("What a plan or a project could lift (points "
                                                     "and score of the weighted sum)")));
    put_section(w, TOMT_SAY_APART,
                word(w, profile->adds_up
                            ? TOMT_MARK("What separates it from full points, and is given by the "
                                        "place")
                            : TOMT_MARK("What separates it from full points, given by the "
                                        "place (points and score of the weighted sum)")));
    put_section(w, TOMT_SAY_GAP,
                word(w, profile->adds_up
                            ? TOMT_MARK("What is not known")
                            : TOMT_MARK("What is not known (points of the weighted sum)")));
    put_section(w, TOMT_SAY_FIRM, word(w, TOMT_MARK("How firm its place is")));
    put_section(w, TOMT_SAY_WEIGHTS, word(w, TOMT_MARK("If one weight were another")));
    put_section(w, TOMT_SAY_JUDGED, word(w, TOMT_MARK("How consistently the weights were judged")));
    put_section(w, TOMT_SAY_GROUND, word(w, TOMT_MARK("Plan and ground")));
    put_section(w, TOMT_SAY_ROOM, word(w, TOMT_MARK("Room to build, gross")));
    put_section(w, TOMT_SAY_OPEN, word(w, TOMT_MARK("Open questions")));
    tomt_text_print(w->out, "\n  %s\n", word(w, TOMT_MARK("What is behind the numbers")));
    for (size_t c = 0; c < profile->n_criteria; c++)
        put_behind_one(w, &profile->criterion[c]);
    put_sources(w);
}

static void put_heading(struct writer *w)
{
    const struct tomt_explanation *of = w->explanation;
    struct tomt_text text = {0};
    const char *title = tomt_one_title(&of->project_title, w->nb, of->project_name);
    tomt_text_print(w->out, "%s\n", tomt_say_clean(w->say, of->site_id));
    tomt_text_print(&text, "%s, %s %s, %s %.10s", tomt_say_clean(w->say, title ? title : ""),
                    word(w, TOMT_MARK("run")), of->run_id ? of->run_id : "?",
                    word(w, TOMT_MARK("files dated")), of->data_date ? of->data_date : "?");
    put_wrapped(w->out, tomt_say_text(w->say, kept(w, &text)), 0, 2);
}

bool tomt_explanation_text(const struct tomt_explanation *explanation,
                           const struct tomt_phrases *phrases, struct tomt_text *out,
                           struct tomt_error *err)
{
    struct tomt_sayings say = {.arena = explanation->arena, .phrases = phrases, .err = err};
    struct writer w = {explanation, NULL, &say, out, tomt_phrases_language(phrases) == 1};
    put_heading(&w);
    for (size_t p = 0; p < explanation->n_profiles; p++) {
        say.n = 0;
        w.profile = &explanation->profile[p];
        if (!tomt_explain_say(explanation, w.profile, &say, err))
            return false;
        put_profile(&w);
    }
    say.n = 0;
    if (!tomt_explain_say_rejected(explanation, &say, err))
        return false;
    if (say.n)
        tomt_text_print(out, "\n%s\n", word(&w, TOMT_MARK("Where it fell out")));
    put_section(&w, TOMT_SAY_STANDING, NULL);
    if (say.failed)
        return false;
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing the explanation");
}
