/* criteria/around.h: what criteria about a site's surroundings share: how far around (straight or
 * along streets), what is farther counting less, which sector, how few are too few, against what.
 * Not for other rooms. */
#ifndef TOMT_CRITERIA_AROUND_H
#define TOMT_CRITERIA_AROUND_H

#include "criteria/streets.h"

/* Arguments of everything that sums within reach. A criterion's `struct args` begins with it, as
 * its member `around`, and has rows for the parts it offers; the others stay 0. */
struct tomt_around_args {
    const char *layer;
    int way; /* enum tomt_way; 0, straight, without a row */
    int by;  /* rows of TOMT_STREET_ROWS: TOMT_BY_... */
    double radius_m, radius_min;
    int decay; /* enum tomt_decay */
    double beta_per_m, sigma_m, beta_per_min, sigma_min;
    const char *sector;
    struct tomt_texts codes;
    int of; /* enum tomt_subject: jobs or establishments */
    double min_establishments;
    const char *reference;
    int64_t digits;        /* of the industry codes; 0: left out */
    uint64_t sectors;      /* the bit of `sector` */
    double walk_m_per_min; /* the project's */
};

/* `adopt` of args that begin with the above: the walking speed, the sector's bit, and where they
 * are left out the project's min_establishments and reference. */
void tomt_adopt_around(void *args, const struct tomt_project *project);

/* Layer, streets where they are needed, radius and decay. */
bool tomt_check_around(const struct tomt_around_args *around, const struct tomt_project *project,
                       enum tomt_role role, const char *criterion, const struct tomt_place *place,
                       struct tomt_problems *problems, struct tomt_error *err);
/* The same with the rows of TOMT_STREET_ROWS, that have `by`. */
bool tomt_check_reached(const struct tomt_around_args *reached, const struct tomt_project *project,
                        enum tomt_role role, const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err);
/* A sector the project knows, or codes, not both; with `is_needed` one of the two. */
bool tomt_check_sector(const struct tomt_around_args *around, bool is_needed,
                       const struct tomt_project *project, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err);
/* A whole number. */
bool tomt_check_fewest(const struct tomt_around_args *around, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err);
/* A reference the project knows; a table of employment has no establishments. */
bool tomt_check_reference(const struct tomt_around_args *around, enum tomt_subject subject,
                          const struct tomt_project *project, const char *criterion,
                          const struct tomt_place *place, struct tomt_problems *problems,
                          struct tomt_error *err);

struct tomt_fact_request tomt_request_around(const struct tomt_around_args *around,
                                             enum tomt_role role, enum tomt_subject subject);
struct tomt_fact_request tomt_request_reached(const struct tomt_around_args *reached,
                                              enum tomt_role role, enum tomt_subject subject);
/* How many establishments are within, whatever their distance. */
struct tomt_fact_request tomt_request_count(const struct tomt_around_args *around);
/* The whole reference. */
struct tomt_fact_request tomt_request_reference(const struct tomt_around_args *around,
                                                enum tomt_subject subject);
/* The same request of the sector alone. */
struct tomt_fact_request tomt_request_of_sector(struct tomt_fact_request request,
                                                const struct tomt_around_args *around);

/* Facts in this order: of the sector, of all, the count: a share, suppressed when they are few. As
 * in areas, those without an industry are in the total, like "unspecified" in statistics. */
enum { TOMT_OF_SECTOR, TOMT_OF_ALL, TOMT_COUNT };
bool tomt_need_share(const struct tomt_around_args *around, struct tomt_needs *needs,
                     struct tomt_error *err);
bool tomt_measure_share(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                        double *out, uint8_t *why, struct tomt_error *err);
/* Then of the sector and of all in the reference: a quotient of the two shares of all jobs, those of unknown industry included. */
enum { TOMT_REFERENCE_SECTOR = TOMT_COUNT + 1, TOMT_REFERENCE_ALL, TOMT_N_OF_QUOTIENT };
bool tomt_need_quotient(const struct tomt_around_args *around, struct tomt_needs *needs,
                        struct tomt_error *err);
bool tomt_measure_quotient(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                           double *out, uint8_t *why, struct tomt_error *err);
/* A number of this site, or its reason: too few there, or not applicable when it is NaN. */
void tomt_put_unless_few(const struct tomt_around_args *around, double count, double value,
                         double *out, uint8_t *why);
/* The first of these facts that has no data at the site is why there is none; TOMT_WHY_OK. */
enum tomt_why tomt_why_of(const struct tomt_facts *facts, size_t n_facts, size_t site);

#define TOMT_WITHIN_SOURCE                                                                         \
    TOMT_SOURCE("Cumulative opportunities and their decays: Hansen (1959), doi:10.1080/01944365908978307; a "  \
    "radius includes its edge")
#define TOMT_REACHED_SOURCE                                                                        \
    TOMT_SOURCE("Cumulative opportunities and their decays: Hansen (1959), doi:10.1080/01944365908978307; "    \
    "distances are shortest paths along streets, off-street legs at both ends included; a radius " \
    "includes its edge")
/* Parameter rows of `struct args` with a member `around`. */
#define TOMT_AROUND_NUMBER(word, low, high, measured_in, text)                                     \
    {                                                                                              \
        .name = #word, .type = TOMT_PARAM_NUMBER, .offset = offsetof(struct args, around.word),    \
        .min = low, .max = high, .unit = measured_in, .help = text                                 \
    }
#define TOMT_AROUND_CHOICE(word, default_word, words, text)                                        \
    {                                                                                              \
        .name = #word, .type = TOMT_PARAM_CHOICE, .offset = offsetof(struct args, around.word),    \
        .fallback = default_word, .choices = words, .help = text                                   \
    }
#define TOMT_AROUND_TEXT(word, text)                                                               \
    {                                                                                              \
        .name = #word, .type = TOMT_PARAM_TEXT, .offset = offsetof(struct args, around.word),      \
        .help = text                                                                               \
    }
#define TOMT_LAYER_ROW(what)                                                                       \
    TOMT_AROUND_TEXT(layer, "only this layer; left out: all layers of " what " together")
#define TOMT_DECAYS "step|linear|exponential|gaussian"
#define TOMT_DECAY_HELP                                                                            \
    "how much what is farther away counts: all the same, 1 - d/r, e^(-beta d), "                   \
    "e^(-(d/sigma)^2/2); all cut at the radius"

/* In a straight line only. */
#define TOMT_STRAIGHT_ROWS(what)                                                                   \
    TOMT_LAYER_ROW(what),                                                                          \
        {.name = "radius_m",                                                                       \
         .type = TOMT_PARAM_NUMBER,                                                                \
         .offset = offsetof(struct args, around.radius_m),                                         \
         .required = true,                                                                         \
         .min = 1,                                                                                 \
         .max = 100000,                                                                            \
         .unit = "m",                                                                              \
         .help = "straight line from the site point, edge included"},                              \
        TOMT_AROUND_CHOICE(decay, "step", TOMT_DECAYS, TOMT_DECAY_HELP),                           \
        TOMT_AROUND_NUMBER(beta_per_m, 1e-9, 1, "1/m", "beta; needed for decay exponential"),      \
        TOMT_AROUND_NUMBER(sigma_m, 0.1, 100000, "m", "sigma; needed for decay gaussian")

#define TOMT_DECAY_BY_CAR_ROWS                                                                     \
    TOMT_AROUND_NUMBER(beta_per_min, 1e-6, 100, "1/min",                                           \
                       "beta by car; needed for decay exponential"),                               \
        TOMT_AROUND_NUMBER(sigma_min, 0.01, 600, "min", "sigma by car; needed for decay gaussian")

/* Along streets only. */
#define TOMT_STREET_ROWS(what)                                                                     \
    TOMT_LAYER_ROW(what),                                                                          \
        TOMT_AROUND_CHOICE(by, "walk", "walk|drive",                                               \
                           "on foot, or by car; the way goes from the site to them, and one-way "  \
                           "streets are heeded in that direction"),                                \
        TOMT_AROUND_NUMBER(radius_m, 1, 100000, "m",                                               \
                           "on foot: metres along streets, edge included; this or radius_min"),    \
        TOMT_AROUND_NUMBER(radius_min, 0.1, 600, "min",                                            \
                           "by car: minutes, edge included; on foot: minutes at the project's "    \
                           "walking speed, instead of radius_m"),                                  \
        TOMT_AROUND_CHOICE(decay, "step", TOMT_DECAYS,                                             \
                           TOMT_DECAY_HELP "; d in metres on foot, minutes by car"),               \
        TOMT_AROUND_NUMBER(beta_per_m, 1e-9, 1, "1/m",                                             \
                           "beta on foot; needed for decay exponential"),                          \
        TOMT_AROUND_NUMBER(sigma_m, 0.1, 100000, "m", "sigma on foot; needed for decay gaussian"), \
        TOMT_DECAY_BY_CAR_ROWS

/* Either: layer, way and radius; then, if farther may count less, the decay. */
#define TOMT_AROUND_ROWS                                                                           \
    TOMT_LAYER_ROW("establishments"),                                                              \
        TOMT_AROUND_CHOICE(way, "straight", "straight|walk|drive",                                 \
                           "in a straight line from the site point, or along streets on foot or "  \
                           "by car, from the site to them"),                                       \
        TOMT_AROUND_NUMBER(radius_m, 1, 100000, "m",                                               \
                           "straight and on foot: metres, edge included"),                         \
        TOMT_AROUND_NUMBER(radius_min, 0.1, 600, "min",                                            \
                           "by car: minutes, edge included; on foot: minutes at the project's "    \
                           "walking speed, instead of radius_m")
#define TOMT_DECAY_ROWS                                                                            \
    TOMT_AROUND_CHOICE(decay, "step", TOMT_DECAYS,                                                 \
                       TOMT_DECAY_HELP "; d in minutes by car, else in metres"),                   \
        TOMT_AROUND_NUMBER(beta_per_m, 1e-9, 1, "1/m", "beta; needed for decay exponential"),      \
        TOMT_AROUND_NUMBER(sigma_m, 0.1, 100000, "m", "sigma; needed for decay gaussian"),         \
        TOMT_DECAY_BY_CAR_ROWS

#define TOMT_SECTOR_ROWS(left_out)                                                                 \
    TOMT_AROUND_TEXT(sector, "only this sector, of the project (economy: sectors) or shipped"),    \
    {                                                                                              \
        .name = "codes", .type = TOMT_PARAM_TEXTS, .offset = offsetof(struct args, around.codes),  \
        .help = "industry codes instead of a sector, as the register has them; one stands for "    \
                "all that begin with it, dots are ignored: 62 counts 62.010" left_out              \
    }
#define TOMT_OF_ROW(text) TOMT_AROUND_CHOICE(of, "jobs", "jobs|establishments", text)
#define TOMT_FEWEST_ROW(what)                                                                      \
    TOMT_AROUND_NUMBER(min_establishments, 0, 1000000, "",                                         \
                       "a whole number: no data (suppressed) when fewer " what                     \
                       " than this are within reach, 0: never; left out: the project's "           \
                       "economy.min_establishments")
#define TOMT_REFERENCE_ROW                                                                         \
    TOMT_AROUND_TEXT(reference, "against what: a name of economy.references, or study_area; left " \
                                "out: economy.reference, else the study area")

#endif
