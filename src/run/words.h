/* run/words.h: what the run says in text: the summary's sentences. Inside this room. */
#ifndef TOMT_RUN_WORDS_H
#define TOMT_RUN_WORDS_H

#include "run/state.h"

bool tomt_words_summary(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err);

#endif
