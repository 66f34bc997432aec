/* sources/register_jobs.c: what a row says of its employees and of jobs that are done elsewhere. */
#include "sources/register_inside.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* More employees than any establishment has: a slip, not a number. So is a part of one. */
#define MOST_EMPLOYEES 100000.0
/* 1 to 4 employees are registered, the number is withheld. */
#define WITHHELD_LOW 1.0
#define WITHHELD_HIGH 4.0

const char *const tomt_employees_name[TOMT_N_EMPLOYEES] = {"known", "withheld", "none", "unknown"};

/* 1 yes, 0 no, -1 not said. */
static int yes_or_no(const struct tomt_column *column, size_t row)
{
    static const char *const yes[] = {"true", "j", "ja", "y", "yes", "1", "t"};
    static const char *const no[] = {"false", "n", "nei", "no", "0", "f"};
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    if (!text)
        return -1;
    while (n && *text == ' ')
        text++, n--;
    while (n && text[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (n == strlen(yes[i]) && strncasecmp(text, yes[i], n) == 0)
            return 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (n == strlen(no[i]) && strncasecmp(text, no[i], n) == 0)
            return 0;
    return -1;
}

/* False: empty. *bad: there is text that is no number. */
static bool number_in(const struct tomt_column *column, size_t row, double *number, bool *bad)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    *bad = false;
    if (!text || tomt_is_blank(text, n))
        return false;
    while (*text == ' ')
        text++, n--;
    while (text[n - 1] == ' ')
        n--;
    *bad = !tomt_number_parse(text, n, false, number) && !tomt_number_parse(text, n, true, number);
    return true;
}

struct tomt_jobs tomt_jobs_of(const struct tomt_column *employees,
                              const struct tomt_column *registered, size_t row,
                              double when_withheld)
{
    struct tomt_jobs jobs = {TOMT_EMPLOYEES_UNKNOWN, NAN, NAN, NAN, false};
    double number = 0;
    bool bad;
    if (number_in(employees, row, &number, &bad)) {
        jobs.bad = bad || !(number >= 0 && number <= MOST_EMPLOYEES) || number != floor(number);
        if (!jobs.bad)
            jobs = (struct tomt_jobs){TOMT_EMPLOYEES_KNOWN, number, number, number, false};
        return jobs;
    }
    int said = yes_or_no(registered, row);
    if (said == 1)
        jobs = (struct tomt_jobs){TOMT_EMPLOYEES_WITHHELD, WITHHELD_LOW, when_withheld,
                                  WITHHELD_HIGH, false};
    else if (said == 0)
        jobs = (struct tomt_jobs){TOMT_EMPLOYEES_NONE, 0, 0, 0, false};
    return jobs;
}

/* The first three digits of an industry code, with or without its dot and blanks. */
static bool group_of(const struct tomt_column *code, size_t row, char digit[4])
{
    char buffer[32];
    size_t n = 0, n_digits = 0;
    memset(digit, 0, 4);
    const char *text = tomt_value_text(code, row, buffer, &n);
    for (size_t i = 0; text && i < n && n_digits < 3; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            digit[n_digits++] = text[i];
        else if (text[i] != ' ' && (text[i] != '.' || n_digits != 2))
            return false;
    }
    return n_digits > 0;
}

const char *tomt_flag_of(const struct tomt_column *code, const struct tomt_column *auxiliary,
                         size_t row)
{
    char digit[4];
    bool head_office = group_of(auxiliary, row, digit) && !strcmp(digit, "701");
    if (group_of(code, row, digit)) {
        if (!strncmp(digit, "78", 2))
            return "staffing";
        head_office = head_office || !strcmp(digit, "701");
    }
    return head_office ? "head_office" : NULL;
}

bool tomt_is_sole_proprietor(const struct tomt_column *legal_form, size_t row)
{
    static const char *const forms[] = {"ENK", "Enkeltpersonforetak", "Enkeltmannsforetak"};
    char buffer[32];
    size_t n;
    const char *text = tomt_trim(tomt_value_text(legal_form, row, buffer, &n), &n);
    for (size_t i = 0; text && i < sizeof forms / sizeof *forms; i++)
        if (n == strlen(forms[i]) && strncasecmp(text, forms[i], n) == 0)
            return true;
    return false;
}
