/* sources/classify.h: industry codes of placed establishments in one version, and the sectors they are in.
 * May not know the project: it is given versions and sectors. Works on layers in place; all belongs to the arena. One thread but for the crew. */
#ifndef TOMT_SOURCES_CLASSIFY_H
#define TOMT_SOURCES_CLASSIFY_H

#include "base/crew.h"
#include "data/layer.h"
#include "sources/industry.h"

struct tomt_classify_question {
    const struct tomt_industry *industry;
    unsigned version;                        /* the measures' */
    int code_version;                        /* of rows that do not say; -1: the version that knows the code, `version` first, then the lowest number */
    const struct tomt_correspondence *const *correspondence; /* [from version]: into `version`; NULL: none */
    const struct tomt_sector *sector; size_t n_sectors; /* at most 63 */
};
struct tomt_classify_report {
    size_t n, n_none;                        /* rows; without code (empty or 00.000) */
    size_t n_of[TOMT_MOST_VERSIONS];         /* rows by version; n = n_none + these + unknown.n */
    size_t n_guessed;                        /* of them by knowing the code, not by saying */
    size_t n_guessed_other;                  /* of those, in another version than the question's */
    struct tomt_odd_codes unknown;           /* no version that is meant knows the code, or a section letter alone: no industry, no sector */
    struct tomt_odd_codes bad_version;       /* words in code_version that are no version: treated as not said */
    struct tomt_mapping_tally mapping[TOMT_MOST_VERSIONS]; /* of rows in other versions; a split or absent code has no industry */
    size_t n_unmapped;                       /* rows of another version without a correspondence: no industry */
    size_t n_industry;                       /* rows that have one in the end */
    double jobs_without_industry;            /* central */
};
/* The version that most rows of these layers are in, by what they say, else by what knows their code (each version that does); ties to the lower. */
bool tomt_classify_version(const struct tomt_industry *industry, const struct tomt_layer *const *layer, size_t n_layers,
                           int code_version, unsigned *version, struct tomt_error *err);
/* Adds the columns industry (TEXT: canonical code in `version`; null: none), sector (TEXT: "health,knowledge_intensive", by number; null: in none) and
 * sector_bits (INTEGER) to the layer's table, which must have three free slots. A row's own version decides its sectors; when a sector says nothing
 * of that version, the code in `version` does. code_version is filled where the row did not say it (guessed, or by the
 * setting; a word that is no version is replaced). */
bool tomt_classify(struct tomt_arena *arena, const struct tomt_classify_question *question, struct tomt_layer *layer,
                   struct tomt_classify_report *report, struct tomt_error *err);

#endif
