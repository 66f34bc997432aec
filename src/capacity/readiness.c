/* capacity/readiness.c: what must be planned before a site can be built on, and how old its plan
 * is. */
#include "capacity/capacity.h"

#include <math.h>
#include <string.h>

const char *const tomt_readiness_name[TOMT_N_READY] = {
    [TOMT_READY_NOW] = "buildable",
    [TOMT_READY_DETAIL_PLAN] = "detailed_plan_needed",
    [TOMT_READY_JOINT_PLAN] = "joint_plan_needed",
};

struct date {
    int year, month, day;
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* n digits of text, or -1. */
static int digits(const char *text, size_t n)
{
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static bool read_date(const char *text, struct date *out)
{
    if (!text || strnlen(text, 8) < 8)
        return false;
    bool dashes = text[4] == '-';
    if (dashes && (strnlen(text, 10) < 10 || text[7] != '-'))
        return false;
    out->year = digits(text, 4);
    out->month = digits(text + (dashes ? 5 : 4), 2);
    out->day = digits(text + (dashes ? 8 : 6), 2);
    char after = text[dashes ? 10 : 8];
    if (after && after != 'T' && after != ' ')
        return false;
    return out->year > 0 && out->month >= 1 && out->month <= 12 && out->day >= 1 &&
           out->day <= days_of_month(out->year, out->month);
}

/* Days since a day that does not matter. */
static long day_number(struct date date)
{
    long years = date.year - 1;
    long days = years * 365 + years / 4 - years / 100 + years / 400 + date.day;
    for (int month = 1; month < date.month; month++)
        days += days_of_month(date.year, month);
    return days;
}

static struct date anniversary(struct date date, int year)
{
    struct date out = {year, date.month, date.day};
    if (out.day > days_of_month(year, out.month))
        out.day = days_of_month(year, out.month);
    return out;
}

/* Whole years and the part of the year that has begun; NaN when `from` is later. */
static double years_between(struct date from, struct date to)
{
    long now = day_number(to);
    if (day_number(from) > now)
        return NAN;
    int years = to.year - from.year;
    if (day_number(anniversary(from, to.year)) > now)
        years--;
    long last = day_number(anniversary(from, from.year + years));
    long next = day_number(anniversary(from, from.year + years + 1));
    return years + (double)(now - last) / (double)(next - last);
}

bool tomt_is_sequence_code(const char *code)
{
    if (!code)
        return false;
    const char *number = *code == 'H' || *code == 'h' ? code + 1 : code;
    if (strnlen(number, 4) != 3)
        return false;
    int value = digits(number, 3);
    return value >= 430 && value <= 450;
}

bool tomt_readiness(const struct tomt_plan_facts *facts, struct tomt_readiness_of *out)
{
    *out = (struct tomt_readiness_of){.plan_years = NAN};
    out->class_of = facts->requires_joint    ? TOMT_READY_JOINT_PLAN
                    : facts->has_detail_plan ? TOMT_READY_NOW
                                             : TOMT_READY_DETAIL_PLAN;
    for (size_t i = 0; i < facts->n_sequence; i++)
        out->n_sequence += tomt_is_sequence_code(facts->sequence[i]);
    out->has_sequence = out->n_sequence > 0;
    struct date today, adopted;
    if (!read_date(facts->today, &today) || !(facts->old_plan_years >= 0))
        return false;
    if (!read_date(facts->adopted, &adopted))
        return true;
    out->plan_years = years_between(adopted, today);
    out->age_known = !isnan(out->plan_years);
    out->is_old = out->plan_years > facts->old_plan_years;
    return true;
}
