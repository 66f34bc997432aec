/* sources/register_day.c: days as registers write them. */
#include "sources/register_inside.h"

#include <string.h>

/* Digits from *at on, at most `most`; how many there were. */
static size_t digits(const char *text, size_t n, size_t *at, size_t most, int32_t *value)
{
    size_t from = *at;
    *value = 0;
    while (*at < n && *at - from < most && text[*at] >= '0' && text[*at] <= '9')
        *value = *value * 10 + (text[(*at)++] - '0');
    return *at - from;
}

static bool is_day(int32_t year, int32_t month, int32_t day)
{
    static const int32_t length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= length[month - 1] &&
           (month != 2 || day < 29 || leap);
}

/* Month and day of two digits after a year of four, or the other way round. */
static bool two_more(const char *text, size_t n, size_t *at, int32_t part[2])
{
    char sign = *at < n ? text[*at] : 0;
    if (sign != '-' && sign != '/')
        return digits(text, n, at, 2, part) == 2 && digits(text, n, at, 2, part + 1) == 2;
    ++*at;
    if (digits(text, n, at, 2, part) == 0 || *at >= n || text[*at] != sign)
        return false;
    ++*at;
    return digits(text, n, at, 2, part + 1) > 0;
}

bool tomt_day_read(const char *text, size_t n, int32_t *day)
{
    while (n && *text == ' ') {
        text++;
        n--;
    }
    size_t at = 0;
    int32_t first, part[2], year;
    size_t length = digits(text, n, &at, 4, &first);
    if (length == 4) {
        year = first;
        if (!two_more(text, n, &at, part))
            return false;
    } else {
        if ((length != 1 && length != 2) || at >= n || text[at] != '.')
            return false;
        part[1] = first;
        at++;
        if (digits(text, n, &at, 2, part) == 0 || at >= n || text[at] != '.')
            return false;
        at++;
        if (digits(text, n, &at, 4, &year) != 4)
            return false;
    }
    if (at < n && text[at] != ' ' && text[at] != 'T')
        return false;
    *day = year * 10000 + part[0] * 100 + part[1];
    return is_day(year, part[0], part[1]);
}
