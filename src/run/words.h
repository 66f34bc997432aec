/* run/words.h: what the run says in text: value functions and parameters as JSON, the summary's sentences. Inside this room. */
#ifndef TOMT_RUN_WORDS_H
#define TOMT_RUN_WORDS_H

#include "run/state.h"

const char *tomt_words_value(struct tomt_arena *arena, const struct tomt_value *value, struct tomt_error *err);
const char *tomt_words_node(struct tomt_arena *arena, const struct tomt_node *node, struct tomt_error *err); /* NULL: {} */
bool tomt_words_summary(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err);

#endif
