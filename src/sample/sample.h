/* sample/sample.h: a fictional municipality on Drammen's true geography, of three sizes, for the
 * demo, tests and benchmarks. May not know the pipeline: it writes input files as a municipality
 * would have them. Seeded; same seed, same bytes. */
#ifndef TOMT_SAMPLE_SAMPLE_H
#define TOMT_SAMPLE_SAMPLE_H

#include "base/crew.h"

#include <stdint.h>

enum tomt_sample_size { TOMT_SAMPLE_SMALL, TOMT_SAMPLE_MEDIUM, TOMT_SAMPLE_LARGE };
/* Writes into `folder` (made if absent; refused if it holds anything unless `force`). */
bool tomt_sample_write(const char *folder, enum tomt_sample_size size, uint64_t seed, bool force,
                       const struct tomt_crew *crew, struct tomt_error *err);

#endif
