/* sources/classify.c: what each establishment does, in one version of the codes, and its sectors.
 * A register says few thousand different things a million times: each is worked out once. */
#include "sources/classify.h"
#include "sources/dictionary.h"

#include <string.h>

enum { MOST_SECTORS = 63 };

/* What a row is in the end. */
enum standing {
    WITHOUT_CODE,
    UNKNOWN_CODE,
    OWN_VERSION,
    MAPPED_ROW,
    SPLIT_ROW,
    ABSENT_ROW,
    UNMAPPED_ROW
};

/* All that follows from one code as it was written and one word for its version. */
struct answer {
    enum standing standing;
    bool bad_word, guessed, filled; /* filled: the row did not say its version, and has one now */
    int version;                    /* -1: none */
    uint64_t industry;              /* key of the code in the question's version; 0 none */
    uint64_t bits;
    const char *sectors; /* NULL: in none */
};

struct memo {
    struct tomt_dictionary said; /* code, NUL, word -> number of its answer */
    struct tomt_text key;
    struct answer *answer;
    size_t capacity;
};

static void memo_end(struct memo *memo)
{
    tomt_dictionary_end(&memo->said);
    tomt_text_free(&memo->key);
    tomt_release(memo->answer);
}

/* The answer's place; *added: it is empty yet. NULL when memory runs out. */
static struct answer *memo_find(struct memo *memo, const char *code, const char *word, bool *added,
                                struct tomt_error *err)
{
    uint32_t number;
    memo->key.n = 0;
    tomt_text_puts(&memo->key, code ? code : "");
    tomt_text_add(&memo->key, "", 1); /* a NUL between: no code with a word looks like another */
    tomt_text_puts(&memo->key, word ? word : "");
    if (memo->key.failed) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for industry codes");
        return NULL;
    }
    if (!tomt_dictionary_add(&memo->said, memo->key.bytes, memo->key.n, &number, added, err))
        return NULL;
    if (number >= memo->capacity) {
        size_t capacity = memo->capacity ? memo->capacity * 2 : 1024;
        struct answer *grown = tomt_resize(memo->answer, capacity * sizeof *grown);
        if (!grown) {
            tomt_fail(err, TOMT_MEMORY, "out of memory for industry codes");
            return NULL;
        }
        memo->answer = grown;
        memo->capacity = capacity;
    }
    if (*added)
        memo->answer[number] = (struct answer){.version = -1};
    return &memo->answer[number];
}

/* ---- one code and one word ---- */

/* The version that the word or the setting names; -1 when neither does. */
static int version_said(const struct tomt_industry *industry, const char *word, int otherwise,
                        bool *bad_word)
{
    unsigned version;
    *bad_word = false;
    if (!word || tomt_is_blank(word, strlen(word)))
        return otherwise;
    if (tomt_industry_version(industry, word, &version))
        return (int)version;
    *bad_word = true;
    return otherwise;
}

/* "00.000", in any version of ours, and blanks. */
static bool says_none(const struct tomt_industry *industry, const char *code)
{
    return tomt_industry_known(industry, TOMT_SN2007, code, NULL) == TOMT_CODE_NONE;
}

/* A section's letter alone: J is information in one version and publishing in the next, so in ours
 * it tells no industry. */
static bool is_section(const char *code)
{
    char canonical[TOMT_CODE_BYTES];
    return tomt_code_canonical(code, canonical) && canonical[0] >= 'A' && !canonical[1];
}

/* The versions that know the code, but for sections of ours. */
static unsigned versions_of(const struct tomt_industry *industry, const char *code)
{
    unsigned versions = tomt_industry_versions_of(industry, code);
    return is_section(code) ? versions >> TOMT_N_SHIPPED_VERSIONS << TOMT_N_SHIPPED_VERSIONS
                            : versions;
}

static void find_version(const struct tomt_classify_question *question, const char *code,
                         const char *word, struct answer *answer)
{
    const struct tomt_industry *industry = question->industry;
    int said = version_said(industry, word, question->code_version, &answer->bad_word);
    enum tomt_code_known known = TOMT_CODE_UNKNOWN;
    if (said >= 0) {
        known = said < TOMT_N_SHIPPED_VERSIONS && is_section(code)
                    ? TOMT_CODE_UNKNOWN
                    : tomt_industry_known(industry, (unsigned)said, code, NULL);
    } else {
        unsigned versions = versions_of(industry, code);
        if (versions >> question->version & 1)
            said = (int)question->version;
        for (unsigned v = 0; v < TOMT_MOST_VERSIONS && said < 0; v++)
            said = versions >> v & 1 ? (int)v : said;
        answer->guessed = said >= 0;
        known = said >= 0 ? TOMT_CODE_LISTED : TOMT_CODE_UNKNOWN;
    }
    if (known == TOMT_CODE_NONE || (known == TOMT_CODE_UNKNOWN && says_none(industry, code))) {
        answer->standing = WITHOUT_CODE;
    } else if (known == TOMT_CODE_UNKNOWN) {
        answer->standing = UNKNOWN_CODE;
    } else {
        answer->standing = OWN_VERSION;
        answer->version = said;
        answer->filled = !word || answer->bad_word || tomt_is_blank(word, strlen(word));
    }
}

static void find_industry(const struct tomt_classify_question *question, const char *code,
                          struct answer *answer)
{
    if ((unsigned)answer->version == question->version) {
        answer->industry = tomt_code_key(code);
        return;
    }
    const struct tomt_correspondence *map =
        question->correspondence ? question->correspondence[answer->version] : NULL;
    char mapped[TOMT_CODE_BYTES];
    if (!map) {
        answer->standing = UNMAPPED_ROW;
        return;
    }
    switch (tomt_correspond(map, code, mapped)) {
    case TOMT_MAPPED:
        answer->standing = MAPPED_ROW;
        answer->industry = tomt_code_key(mapped);
        break;
    case TOMT_MAP_SPLIT:
        answer->standing = SPLIT_ROW;
        break;
    default:
        answer->standing = ABSENT_ROW;
        break;
    }
}

static bool find_sectors(struct tomt_arena *arena, const struct tomt_classify_question *question,
                         const char *code, struct answer *answer, struct tomt_error *err)
{
    uint64_t key = tomt_code_key(code);
    unsigned version = (unsigned)answer->version;
    struct tomt_text names = {0};
    for (size_t s = 0; s < question->n_sectors; s++) {
        const struct tomt_sector *sector = &question->sector[s];
        bool holds = sector->of[version].n > 0
                         ? tomt_sector_holds_key(sector, key, version)
                         : tomt_sector_holds_key(sector, answer->industry, question->version);
        if (!holds)
            continue;
        answer->bits |= UINT64_C(1) << s;
        tomt_text_puts(&names, names.n ? "," : "");
        tomt_text_puts(&names, sector->name);
    }
    if (!answer->bits)
        return true;
    answer->sectors = tomt_text_keep(&names, arena, err);
    return answer->sectors != NULL;
}

static bool work_out(struct tomt_arena *arena, const struct tomt_classify_question *question,
                     const char *code, const char *word, struct answer *answer,
                     struct tomt_error *err)
{
    find_version(question, code, word, answer);
    if (answer->version < 0)
        return true;
    find_industry(question, code, answer);
    return find_sectors(arena, question, code, answer, err);
}

/* ---- rows ---- */

struct columns {
    const struct tomt_column *code, *word, *jobs;
    struct tomt_column *industry, *sector, *bits;
    struct tomt_column version; /* code_version as it will be, when the layer has it */
};

static void count(const struct answer *answer, const char *code, const char *word, unsigned version,
                  struct tomt_classify_report *report)
{
    report->n++;
    if (answer->bad_word)
        tomt_odd_codes_add(&report->bad_version, word);
    report->n_none += answer->standing == WITHOUT_CODE;
    report->n_guessed += answer->guessed;
    report->n_guessed_other += answer->guessed && answer->version != (int)version;
    report->n_industry += answer->industry != 0;
    if (answer->standing == UNKNOWN_CODE)
        tomt_odd_codes_add(&report->unknown, code);
    if (answer->version < 0)
        return;
    report->n_of[answer->version]++;
    report->n_unmapped += answer->standing == UNMAPPED_ROW;
    struct tomt_mapping_tally *tally = &report->mapping[answer->version];
    bool is_split = answer->standing == SPLIT_ROW, is_absent = answer->standing == ABSENT_ROW,
         is_mapped = answer->standing == MAPPED_ROW;
    tally->n += is_split || is_absent || is_mapped;
    tally->n_mapped[TOMT_MAPPED] += is_mapped;
    tally->n_mapped[TOMT_MAP_SPLIT] += is_split;
    tally->n_mapped[TOMT_MAP_ABSENT] += is_absent;
    if (is_split)
        tomt_odd_codes_add(&tally->split, code);
    if (is_absent)
        tomt_odd_codes_add(&tally->absent, code);
}

static bool write_row(const struct tomt_classify_question *question, const struct answer *answer,
                      const char *word, struct columns *columns, struct tomt_error *err)
{
    char industry[TOMT_CODE_BYTES];
    tomt_code_of_key(answer->industry, industry);
    if (!tomt_column_put_text(columns->industry, answer->industry ? industry : NULL, err) ||
        !tomt_column_put_text(columns->sector, answer->sectors, err) ||
        !tomt_column_add_integer(columns->bits, (int64_t)answer->bits, err))
        return false;
    if (!columns->version.name)
        return true;
    const char *version =
        answer->filled ? tomt_industry_version_name(question->industry, (unsigned)answer->version)
                       : word;
    return tomt_column_put_text(&columns->version, version, err);
}

static bool classify_rows(struct tomt_arena *arena, const struct tomt_classify_question *question,
                          size_t n_rows, struct columns *columns, struct memo *memo,
                          struct tomt_classify_report *report, struct tomt_error *err)
{
    char buffer[2][32];
    size_t length;
    for (size_t row = 0; row < n_rows; row++) {
        const char *code = tomt_value_text(columns->code, row, buffer[0], &length);
        const char *word = tomt_value_text(columns->word, row, buffer[1], &length);
        bool added;
        struct answer *answer = memo_find(memo, code, word, &added, err);
        if (!answer || (added && !work_out(arena, question, code, word, answer, err)))
            return false;
        count(answer, code, word, question->version, report);
        bool has_jobs = columns->jobs && !tomt_column_is_null(columns->jobs, row);
        if (!answer->industry && has_jobs)
            report->jobs_without_industry += columns->jobs->real[row];
        if (!write_row(question, answer, word, columns, err))
            return false;
    }
    return true;
}

static bool check_question(const struct tomt_classify_question *question, struct tomt_error *err)
{
    if (!tomt_industry_version_name(question->industry, question->version) ||
        (question->code_version >= 0 &&
         !tomt_industry_version_name(question->industry, (unsigned)question->code_version)))
        return tomt_fail(err, TOMT_INTERNAL, "no such version of industry codes");
    if (question->n_sectors > MOST_SECTORS)
        return tomt_fail(err, TOMT_PROJECT, "%zu sectors; at most %d", question->n_sectors,
                         (int)MOST_SECTORS);
    return true;
}

static bool start_columns(struct tomt_table *table, struct columns *columns, struct tomt_error *err)
{
    const struct tomt_column *word = tomt_table_find(table, "code_version");
    const struct tomt_column *jobs = tomt_table_find(table, "jobs_central");
    columns->code = tomt_table_find(table, "code");
    columns->word = word;
    columns->jobs = jobs && jobs->type == TOMT_REAL ? jobs : NULL;
    if (word && word->type == TOMT_TEXT)
        columns->version =
            (struct tomt_column){.name = word->name, .type = TOMT_TEXT, .arena = table->arena};
    columns->industry = tomt_table_column(table, "industry", TOMT_TEXT, err);
    columns->sector = columns->industry ? tomt_table_column(table, "sector", TOMT_TEXT, err) : NULL;
    columns->bits =
        columns->sector ? tomt_table_column(table, "sector_bits", TOMT_INTEGER, err) : NULL;
    return columns->bits && tomt_column_reserve(columns->industry, table->n_rows, err) &&
           tomt_column_reserve(columns->sector, table->n_rows, err) &&
           tomt_column_reserve(columns->bits, table->n_rows, err) &&
           (!columns->version.name || tomt_column_reserve(&columns->version, table->n_rows, err));
}

static void replace(struct tomt_table *table, const struct tomt_column *by)
{
    struct tomt_column *old = tomt_table_find(table, by->name);
    tomt_column_clear(old);
    *old = *by;
}

bool tomt_classify(struct tomt_arena *arena, const struct tomt_classify_question *question,
                   struct tomt_layer *layer, struct tomt_classify_report *report,
                   struct tomt_error *err)
{
    struct columns columns = {0};
    struct memo memo = {0};
    memset(report, 0, sizeof *report);
    if (!check_question(question, err) || !start_columns(&layer->table, &columns, err))
        return false;
    bool done = classify_rows(arena, question, layer->table.n_rows, &columns, &memo, report, err);
    memo_end(&memo);
    if (done && columns.version.name)
        replace(&layer->table, &columns.version);
    return done;
}

/* ---- the version that most are in ---- */

struct ballot {
    const struct tomt_industry *industry;
    int code_version;
    size_t n_for[TOMT_MOST_VERSIONS];
};

/* answer->bits: the versions that a row votes for. */
static void find_vote(const struct ballot *ballot, const char *code, const char *word,
                      struct answer *answer)
{
    bool bad_word;
    int said = version_said(ballot->industry, word, ballot->code_version, &bad_word);
    if (says_none(ballot->industry, code))
        answer->bits = 0;
    else if (said >= 0)
        answer->bits = UINT64_C(1) << said;
    else
        answer->bits = versions_of(ballot->industry, code);
}

static bool vote(struct ballot *ballot, const struct tomt_table *table, struct memo *memo,
                 struct tomt_error *err)
{
    const struct tomt_column *codes = tomt_table_find(table, "code"),
                             *words = tomt_table_find(table, "code_version");
    char buffer[2][32];
    size_t length;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *code = tomt_value_text(codes, row, buffer[0], &length);
        const char *word = tomt_value_text(words, row, buffer[1], &length);
        bool added;
        struct answer *answer = memo_find(memo, code, word, &added, err);
        if (!answer)
            return false;
        if (added)
            find_vote(ballot, code, word, answer);
        for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++)
            ballot->n_for[v] += answer->bits >> v & 1;
    }
    return true;
}

bool tomt_classify_version(const struct tomt_industry *industry,
                           const struct tomt_layer *const *layer, size_t n_layers, int code_version,
                           unsigned *version, struct tomt_error *err)
{
    struct ballot ballot = {.industry = industry, .code_version = code_version};
    struct memo memo = {0};
    bool done = true;
    if (code_version >= 0 && !tomt_industry_version_name(industry, (unsigned)code_version))
        return tomt_fail(err, TOMT_INTERNAL, "no such version of industry codes");
    for (size_t i = 0; i < n_layers && done; i++)
        done = vote(&ballot, &layer[i]->table, &memo, err);
    memo_end(&memo);
    unsigned most = 0;
    for (unsigned v = 1; v < TOMT_MOST_VERSIONS; v++)
        most = ballot.n_for[v] > ballot.n_for[most] ? v : most;
    if (done)
        *version = most;
    return done;
}
