/* base/json.h: a JSON document written member by member into a text; commas come by themselves.
 * Knows nothing of what is told. Nothing is owned; a failed append is seen in the text. */
#ifndef TOMT_BASE_JSON_H
#define TOMT_BASE_JSON_H

#include "base/text.h"

/* A comma, unless the text is empty or ends with one, or with what opens: { [ : */
void tomt_json_put_comma(struct tomt_text *out);
void tomt_json_put_key(struct tomt_text *out, const char *key); /* what follows is its value */
void tomt_json_put_text(struct tomt_text *out, const char *key, const char *text); /* NULL: null */
void tomt_json_put_number(struct tomt_text *out, const char *key, double number);  /* not finite: null */
void tomt_json_put_flag(struct tomt_text *out, const char *key, bool flag);
void tomt_json_put_bare(struct tomt_text *out, double number); /* without a key or a comma */

#endif
