/* base/param.h: one row describes a parameter once: the schema, the range check, the help and the docs come from it.
 * Knows nothing of YAML: project/bind.h binds a YAML node through these rows.
 * Rows are static const. Thread-safe. */
#ifndef TOMT_BASE_PARAM_H
#define TOMT_BASE_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What `offset` points at: */
enum tomt_param_type {
    TOMT_PARAM_NUMBER,  /* double */
    TOMT_PARAM_INTEGER, /* int64_t */
    TOMT_PARAM_BOOL,    /* bool */
    TOMT_PARAM_TEXT,    /* const char * */
    TOMT_PARAM_CHOICE,  /* int: index into choices */
    TOMT_PARAM_TEXTS,   /* struct tomt_texts: a list, or one text taken as a list of one; numbers are read as text */
    TOMT_PARAM_NUMBERS, /* struct tomt_numbers: a list, or one number */
    TOMT_PARAM_PAIRS,   /* struct tomt_pairs: [[x, y], ...] or {x: y, ...} */
    TOMT_PARAM_DAY,     /* const char *: a day of the calendar, YYYY-MM-DD */
    TOMT_PARAM_TITLE,   /* struct tomt_title: a text, or {en: ..., nb: ...} */
    TOMT_PARAM_NODE     /* const struct tomt_node *: a part with keys of its own, which the caller binds (project/bind.h) */
};

struct tomt_texts {
    const char **item;
    size_t n;
};
struct tomt_numbers {
    double *item;
    size_t n;
};
struct tomt_pairs {
    double *x, *y;
    size_t n;
};
struct tomt_title {
    const char *en, *nb; /* both set once bound: a plain text serves for both */
};

struct tomt_param {
    const char *name;
    enum tomt_param_type type;
    size_t offset;
    bool required;
    double min, max;      /* numbers; min > max means unbounded */
    const char *fallback; /* the default, as YAML text; NULL: NaN, 0, false, NULL, empty */
    const char *choices;  /* "step|linear|gaussian" */
    const char *unit;     /* "m", "m2", "share", "" */
    const char *help;
}; /* a table of rows ends with a row whose name is NULL */

#define TOMT_UNBOUNDED 1.0, 0.0

#endif
