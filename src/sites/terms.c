/* sites/terms.c: see terms.h. */
#include "sites/terms.h"

#include "base/text.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

const char *const tomt_strategy_name[3] = {"densify", "transform", "none"};

int tomt_use_order(const char *a, const char *b)
{
    double number_a, number_b;
    bool is_a = tomt_number_parse(a, strlen(a), false, &number_a);
    bool is_b = tomt_number_parse(b, strlen(b), false, &number_b);
    if (is_a != is_b)
        return is_a ? -1 : 1;
    if (is_a && number_a != number_b)
        return number_a < number_b ? -1 : 1;
    return strcmp(a, b);
}

static const char *bare(const char *code)
{
    while (isspace((unsigned char)*code))
        code++;
    if ((*code == 'H' || *code == 'h') && isdigit((unsigned char)code[1]))
        code++;
    return code;
}

bool tomt_code_falls_under(const char *feature, const char *named)
{
    if (!feature || !named)
        return false;
    feature = bare(feature);
    named = bare(named);
    size_t n = strlen(named);
    while (n > 0 && isspace((unsigned char)named[n - 1]))
        n--;
    return n > 0 && strncmp(feature, named, n) == 0;
}

bool tomt_level_counts(const char *level)
{
    double number;
    return !level || !*level ||
           (tomt_number_parse(level, strlen(level), false, &number) && number == 2);
}

enum tomt_strategy tomt_strategy_of(const char *text)
{
    for (int i = 0; text && i < 2; i++) {
        if (strcmp(text, tomt_strategy_name[i]) == 0)
            return (enum tomt_strategy)i;
    }
    return TOMT_NO_STRATEGY;
}
