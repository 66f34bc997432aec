/* phrase/inside.h: what the files of this room share. */
#ifndef TOMT_PHRASE_INSIDE_H
#define TOMT_PHRASE_INSIDE_H

#include "phrase/mo.h"
#include "phrase/phrase.h"

#include <string.h>

struct tomt_phrases {
    int language;      /* 0 en, 1 nb */
    struct tomt_mo mo; /* of nb */
};

#define TOMT_NO_BREAK "\u00a0"

#endif
