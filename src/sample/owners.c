/* Who owns a parcel, as a land register says it: one property, one text; several owners apart by
 * ';'. Municipal and private names are invented; the state's are those that tell the state. */
#include "sample/city.h"

#include <stdio.h>

static const char *state_of(uint8_t kind, double share)
{
    if (kind == TOMT_K_HOSPITAL)
        return "SYKEHUSET VED FJORDEN HF";
    if (share < 0.4)
        return "BANE NOR EIENDOM AS";
    return share < 0.7 ? "STATSBYGG" : share < 0.9 ? "STATENS VEGVESEN" : "STATNETT SF";
}

static void capitals(char *text)
{
    for (char *at = text; *at; at++) {
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
        /* æ ø å in UTF-8: the second byte falls by 32 */
        if ((unsigned char)at[0] == 0xC3 && (unsigned char)at[1] >= 0xA0) {
            at[1] = (char)((unsigned char)at[1] - 0x20);
            at++;
        }
    }
}

static void company(uint8_t number, char *out, size_t size)
{
    static const char *const trades[] = {"Eiendom", "Utvikling", "Bygg", "Invest",
                                         "Næringseiendom"};
    struct tomt_random own; /* the same number, the same company */
    tomt_random_start(&own, 6300, number);
    tomt_business_name(&own, trades[number % 5], out, size);
    capitals(out);
}

static void person(struct tomt_random *random, char *out, size_t size)
{
    tomt_person_name(random, out, size);
    capitals(out);
}

static void people(struct tomt_random *random, char *out, size_t size)
{
    double how = tomt_random_share(random);
    size_t n = how < 0.55 ? 1 : how < 0.83 ? 2 : how < 0.93 ? 3 + tomt_random_below(random, 4) : 1;
    size_t used = how >= 0.93 && how < 0.98 ? (size_t)snprintf(out, size, "DØDSBO ETTER ") : 0;
    for (size_t i = 0; i < n && used < size; i++) {
        char name[80];
        person(random, name, sizeof name);
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ";" : "", name);
    }
}

void tomt_owner_name(const struct tomt_city *city, const struct tomt_parcel *parcel, char *out,
                     size_t size)
{
    uint8_t kind = parcel->owner_kind;
    bool homes = kind == TOMT_K_HOUSING || kind == TOMT_K_NATURE || kind == TOMT_K_VILLAGE;
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 6200000000u + parcel->gnr * 1000000u + parcel->bnr);
    double share = tomt_random_share(&random), what = tomt_random_share(&random);
    out[0] = 0;
    if (parcel->owner == 0)
        snprintf(out, size, "%s",
                 tomt_quarters[city->block[parcel->block].quarter].municipality == 3312
                     ? "LIER KOMMUNE"
                 : share < 0.1 ? "DRAMMEN KOMMUNE;DRAMMEN EIENDOM KF"
                               : "DRAMMEN KOMMUNE");
    else if (kind == TOMT_K_HOSPITAL || (parcel->owner <= 3 && !homes))
        snprintf(out, size, "%s", state_of(kind, share));
    else if (kind == TOMT_K_CAMPUS || (parcel->owner == 4 && !homes))
        snprintf(out, size, "BUSKERUD FYLKESKOMMUNE");
    else if (what < 0.02)
        return; /* not in the register */
    else if (kind == TOMT_K_DENSE && what < 0.8)
        snprintf(out, size, "BORETTSLAGET %u", parcel->bnr % 61 + 1);
    else if (homes || what < 0.2)
        people(&random, out, size);
    else {
        company(parcel->owner, out, size);
        size_t used = 0;
        while (out[used])
            used++;
        if (what > 0.88 && used + 2 < size) { /* owned together */
            out[used++] = ';';
            company((uint8_t)(parcel->owner % 90 + 1), out + used, size - used);
        }
    }
}
