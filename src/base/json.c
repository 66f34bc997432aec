/* base/json.c: members of a JSON document. */
#include "base/json.h"

#include <math.h>
#include <string.h>

void tomt_json_put_comma(struct tomt_text *out)
{
    if (out->n && !strchr("{[:,", out->bytes[out->n - 1]))
        tomt_text_puts(out, ",");
}

void tomt_json_put_key(struct tomt_text *out, const char *key)
{
    tomt_json_put_comma(out);
    tomt_text_json(out, key, strlen(key));
    tomt_text_puts(out, ":");
}

void tomt_json_put_text(struct tomt_text *out, const char *key, const char *text)
{
    tomt_json_put_key(out, key);
    if (text)
        tomt_text_json(out, text, strlen(text));
    else
        tomt_text_puts(out, "null");
}

void tomt_json_put_bare(struct tomt_text *out, double number)
{
    if (isfinite(number))
        tomt_text_number(out, number);
    else
        tomt_text_puts(out, "null");
}

void tomt_json_put_number(struct tomt_text *out, const char *key, double number)
{
    tomt_json_put_key(out, key);
    tomt_json_put_bare(out, number);
}

void tomt_json_put_flag(struct tomt_text *out, const char *key, bool flag)
{
    tomt_json_put_key(out, key);
    tomt_text_puts(out, flag ? "true" : "false");
}
