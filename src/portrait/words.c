/* portrait/words.c: the one table of words that a portrait says, in English and Norwegian; numbers
 * and names as people read them. */
#include "portrait/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const word_row[TOMT_N_WORDS][2] = {
    [TOMT_W_STUDY_AREA] = {"the whole study area", "hele analyseområdet"},
    [TOMT_W_REGISTER] = {"Register of", "Register per"},
    [TOMT_W_AGAINST] = {"LQ against", "LQ mot"},
    [TOMT_W_COMPARED] = {"changes since", "endringer siden"},
    [TOMT_W_ROWS] = {"Rows of the register", "Rader i registeret"},
    [TOMT_W_EXACT] = {"at their address", "ved sin adresse"},
    [TOMT_W_NEAR] = {"at the nearest number", "ved nærmeste nummer"},
    [TOMT_W_POSTCODE] = {"in the middle of their postcode", "midt i postnummeret"},
    [TOMT_W_NO_PLACE] = {"without a place", "uten plassering"},
    [TOMT_W_BEYOND] = {"outside the study area", "utenfor analyseområdet"},
    [TOMT_W_ELSEWHERE] = {"of municipalities without addresses here", "i kommuner uten adresser her"},
    [TOMT_W_LEFT_OUT] = {"duplicates or closed", "dubletter eller nedlagt"},
    [TOMT_W_CODES] = {"industry codes", "næringskoder"},
    [TOMT_W_ESTABLISHMENTS] = {"Establishments", "Virksomheter"},
    [TOMT_W_JOBS] = {"Jobs", "Arbeidsplasser"},
    [TOMT_W_JOBS_UNKNOWN] = {"Establishments whose jobs are unknown",
                             "Virksomheter med ukjent antall arbeidsplasser"},
    [TOMT_W_WITHOUT_CODE] = {"Establishments without an industry", "Virksomheter uten næring"},
    [TOMT_W_JOBS_WITHOUT_CODE] = {"Jobs without an industry", "Arbeidsplasser uten næring"},
    [TOMT_W_REST] = {"varieties and concentration are of the rest",
                     "variasjon og konsentrasjon gjelder resten"},
    [TOMT_W_UNPLACED] = {"Without a place", "Uten plassering"},
    [TOMT_W_IN_UNPLACED] = {"in table unplaced", "står i tabellen unplaced"},
    [TOMT_W_KNOWLEDGE] = {"All knowledge-intensive services, share",
                          "Kunnskapsintensive tjenester i alt, andel"},
    [TOMT_W_RELATED_VARIETY] = {"Related variety", "Relatert variasjon"},
    [TOMT_W_UNRELATED_VARIETY] = {"Unrelated variety", "Urelatert variasjon"},
    [TOMT_W_HERFINDAHL] = {"Concentration on few industries (Herfindahl)",
                           "Konsentrasjon i få næringer (Herfindahl)"},
    [TOMT_W_KRUGMAN] = {"Difference from the reference (Krugman)",
                        "Ulikhet fra sammenligningsgrunnlaget (Krugman)"},
    [TOMT_W_PER_RESIDENT] = {"Jobs per employed resident",
                             "Arbeidsplassdekning (per sysselsatt bosatt)"},
    [TOMT_W_OF_REGISTER] = {"register", "registeret"},
    [TOMT_W_OF_STATISTICS] = {"statistics", "statistikk"},
    [TOMT_W_TARGET] = {"Target", "Mål"},
    [TOMT_W_BITS] = {"bits", "bit"},
    [TOMT_W_OF_TARGET] = {"reached", "nådd"},
    [TOMT_W_STATISTICS] = {"Jobs in the employment statistics", "Arbeidsplasser i statistikken"},
    [TOMT_W_STRONG] = {"Strong in", "Sterk på"},
    [TOMT_W_ITSELF] = {"not told: the area is compared with itself, so that every LQ is 1; choose "
                       "another with economy: reference",
                       "ikke fortalt: området er sammenlignet med seg selv, så hver LQ er 1; velg "
                       "et annet grunnlag med economy: reference"},
    [TOMT_W_NO_DETAIL] = {"not made: industries in detail are for levels of at most 500 areas",
                          "ikke laget: detaljerte næringer er for nivåer med høyst 500 områder"},
    [TOMT_W_ONLY_DIVISIONS] = {"LQ is not known in this detail: the reference has divisions only",
                               "LQ er ikke kjent så detaljert: grunnlaget har bare hovednæringer"},
    [TOMT_W_RELATED] = {"Related to it: present in the same divisions",
                        "Relatert til det: finnes i de samme hovednæringene"},
    [TOMT_W_SECTORS] = {"Sectors", "Næringsgrupper"},
    [TOMT_W_CHANGE] = {"Change since", "Endring siden"},
    [TOMT_W_CHANGE_UNDATED] = {"Change since the earlier register",
                               "Endring siden forrige register"},
    [TOMT_W_ALL] = {"All", "Alle"},
    [TOMT_W_NO_INDUSTRY] = {"without an industry", "uten næring"},
    [TOMT_W_NONE_IN] = {"No establishment in", "Ingen virksomheter i"},
    [TOMT_W_CLUSTERS] = {"Clusters", "Klynger"},
    [TOMT_W_SMALL_ESTABLISHMENTS] = {"establishments", "virksomheter"},
    [TOMT_W_SMALL_JOBS] = {"jobs", "arbeidsplasser"},
    [TOMT_W_CODE] = {"code", "kode"},
    [TOMT_W_INDUSTRY] = {"industry", "næring"},
    [TOMT_W_SECTOR] = {"sector", "næringsgruppe"},
    [TOMT_W_SHARE] = {"share", "andel"},
    [TOMT_W_LQ] = {"LQ", "LQ"},
    [TOMT_W_BEFORE] = {"before", "før"},
    [TOMT_W_AFTER] = {"now", "nå"},
    [TOMT_W_NET] = {"net", "netto"},
    [TOMT_W_GROWTH] = {"growth", "vekst"},
    [TOMT_W_BIRTHS] = {"births", "nye"},
    [TOMT_W_DEATHS] = {"deaths", "nedlagte"},
    [TOMT_W_MOVED_IN] = {"moved in", "flyttet inn"},
    [TOMT_W_MOVED_OUT] = {"moved out", "flyttet ut"},
    [TOMT_W_MOVES] = {"moves", "flyttinger"},
    [TOMT_W_CLUSTER] = {"cluster", "klynge"},
    [TOMT_W_LEADING] = {"leading industries", "ledende næringer"},
    [TOMT_W_TOO_FEW] = {"too few", "for få"},
    [TOMT_W_NONE] = {"none", "ingen"},
    [TOMT_W_MORE] = {"more", "til"},
    [TOMT_W_LEVEL] = {"level", "nivå"},
    [TOMT_W_AREA] = {"area", "område"},
    [TOMT_W_AREA_ID] = {"area id", "område-id"},
    [TOMT_W_SUPPRESSED] =
        {"Too few establishments: numbers that would tell of single ones are left out.",
         "For få virksomheter: tall som ville vise enkelte av dem, er utelatt."},
};

const char *tomt_portrait_word(enum tomt_word word, bool norwegian)
{
    return word_row[word][norwegian];
}

void tomt_text_decimals(struct tomt_text *out, double number, int decimals, bool suppressed,
                        bool norwegian)
{
    if (!isfinite(number)) {
        tomt_text_puts(out, suppressed ? tomt_portrait_word(TOMT_W_TOO_FEW, norwegian) : "–");
        return;
    }
    char digits[400];
    snprintf(digits, sizeof digits, "%.*f", decimals, number);
    const char *begin = digits;
    if (*begin == '-' && !strpbrk(begin, "123456789")) /* no minus nothing */
        begin++;
    char *point = strchr(digits, '.');
    if (point && norwegian)
        *point = ',';
    tomt_text_puts(out, begin);
}
