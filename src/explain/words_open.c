/* explain/words_open.c: questions that the plan leaves open, as sentences. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

/* The building code, TEK17: § 7-2 floods (largest nominal probability a year 1/20, 1/200, 1/1000),
 * § 7-3 slides (1/100, 1/1000, 1/5000). */
static const struct hazard {
    const char *safety_class, *message;
    double years;
} hazards[] = {
    {"F1", "explain_open_flood", 20},   {"F2", "explain_open_flood", 200},
    {"F3", "explain_open_flood", 1000}, {"S1", "explain_open_slide", 100},
    {"S2", "explain_open_slide", 1000}, {"S3", "explain_open_slide", 5000},
};

/* A plan that lets a site be built now does not say that it is safe: who builds must document it.
 */
void tomt_say_open(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_rows *rows = &profile->constraint;
    const char *ready = tomt_rows_text(&profile->site, 0, "readiness");
    for (size_t i = 0; ready && !strcmp(ready, "buildable") && i < rows->n; i++) {
        const char *class = tomt_rows_text(rows, i, "safety_class");
        const char *effect = tomt_rows_text(rows, i, "effect");
        double share = tomt_rows_number(rows, i, "share");
        bool left_out = effect && !strcmp(effect, "exclude");
        for (size_t k = 0; class && !left_out && share > 0 && k < sizeof hazards / sizeof *hazards;
             k++) {
            if (strcmp(class, hazards[k].safety_class))
                continue;
            struct tomt_saying *saying = tomt_say(out, TOMT_SAY_OPEN, hazards[k].message);
            saying->sentence.number[0] = share;
            saying->sentence.number[1] = hazards[k].years;
            saying->sentence.text[0] = tomt_say_constraint(profile, i, out);
            saying->sentence.text[1] = hazards[k].safety_class;
        }
    }
}
