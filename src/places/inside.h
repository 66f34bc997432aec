/* places/inside.h: what the files of this room share. For places/ only. */
#ifndef TOMT_PLACES_INSIDE_H
#define TOMT_PLACES_INSIDE_H

#include "base/text.h"
#include "geo/crs.h"
#include "places/places.h"

#include <pthread.h>
#include <sqlite3.h>

enum {
    TOMT_KEY_MOST = 240,   /* bytes of a name that are compared */
    TOMT_ASKED_MOST = 200, /* bytes of words; what is longer is no place's name */
    TOMT_GUESSES_MOST = 12,
    TOMT_LETTERS_OF_WORDS = 64
};

/* A name as it is compared. `letters` is it without signs and with plain vowels; `loose` also has the usual forms of gate, vei and plass. */
struct place_key {
    const char *folded, *letters, *loose; /* letters and loose may be the same text */
    uint16_t n_folded, n_letters, n_loose;
    uint64_t word; /* bit i: a word begins at letters[i] */
};
/* Three growing texts that keys are made in; freed by their user. */
struct place_folder {
    struct tomt_text plain, folded, letters, loose;
};
/* UTF-8 of anybody: accents that stand apart joined or dropped, what is no UTF-8 a question mark, case folded, "sankt" st. */
bool tomt_place_fold(struct place_folder *folder, const char *text, size_t n, struct tomt_error *err);
/* From folder->folded [from, to): letters, loose, words; the key points into the folder until its next use. */
bool tomt_place_key(struct place_folder *folder, size_t from, size_t to, struct place_key *key,
                    struct tomt_error *err);
bool tomt_place_key_keep(struct tomt_arena *arena, struct place_key *key, struct tomt_error *err);
void tomt_place_folder_free(struct place_folder *folder);

/* Slips of the pen between asked and a name (prefix: the nearest beginning of it): letters left out, put in, changed, two neighbours swapped
 * (optimal string alignment). limit + 1 when there are more than limit, which is 3 at most. */
unsigned tomt_place_slips(const char *asked, size_t n_asked, const char *name, size_t n_name,
                          bool prefix, unsigned limit);
/* 0 no match; 1 the same; TOMT_SAME_LOOSELY the same but for spelling; then beginnings, beginnings of words, slips. */
#define TOMT_SAME_LOOSELY 0.99
double tomt_place_match(const struct place_key *asked, const struct place_key *name);

enum place_layer {
    PLACE_ADDRESS,
    PLACE_STREET,
    PLACE_HUB,
    PLACE_ANCHOR,
    PLACE_ANCHOR_AREA,
    PLACE_AREA,
    PLACE_PARCEL,
    PLACE_SITE,
    PLACE_REJECTED,
    PLACE_LAYERS
};
struct place_layer_about {
    const char *name, *column;
    enum tomt_place_kind kind;
};
extern const struct place_layer_about tomt_place_layer[PLACE_LAYERS];

struct place_name {
    const char *title;
    struct place_key key;
    int64_t fid;
    uint32_t town; /* number + 1 in towns; 0: none */
    uint8_t layer; /* PLACE_ADDRESS: a street of the register */
};
struct place_town { /* a municipality */
    const char *number, *name; /* name NULL: the result has none */
    struct place_key key;      /* of the name */
};
struct place_run { /* addresses one after another in one street */
    uint32_t street;
    int64_t from, to; /* fids, both included */
};

struct tomt_places {
    struct tomt_arena *arena; /* its own: what is found goes here, one find at a time */
    pthread_mutex_t lock;
    bool read; /* the names; under the lock until it is true */
    const char *path, *crs;
    bool still; /* opens only when promised that nobody writes */
    struct tomt_box extent;
    bool there[PLACE_LAYERS], hidden[PLACE_LAYERS];
    const char *geometry[PLACE_LAYERS]; /* column */
    bool has_letter, has_number, has_postcode, has_municipality, has_property, has_site_parcels,
        has_level, has_area_number;
    struct place_name *name;
    size_t n_names;
    struct place_town *town;
    size_t n_towns, n_towns_of_streets;
    struct place_run *run;
    size_t n_runs;
};

struct place_db { /* of one find */
    sqlite3 *db;
    const struct tomt_places *places;
};
bool tomt_place_db_open(struct place_db *db, struct tomt_arena *arena, const char *path, bool *still,
                        struct tomt_error *err);
sqlite3_stmt *tomt_place_ask(sqlite3 *db, struct tomt_arena *arena, const char *path, const char *sql,
                             struct tomt_error *err);
bool tomt_place_broken(sqlite3 *db, const char *path, struct tomt_error *err);
/* One line of at most 200 bytes, whatever the cell holds. NULL: no text, or err. */
const char *tomt_place_title(struct tomt_arena *arena, const char *text, size_t n,
                             struct tomt_error *err);
bool tomt_place_read_names(struct tomt_places *places, sqlite3 *db, struct tomt_arena *scratch,
                           struct tomt_error *err);

/* What the words may mean. */
struct place_guess {
    struct place_key key;   /* of the name */
    uint32_t number;        /* house number; 0: none is asked for */
    char letter[8], postcode[8];
    uint32_t town;          /* + 1; 0: none */
    bool strange;           /* words behind that are no municipality of the result */
};
struct place_asked {
    char folded[TOMT_ASKED_MOST + 1]; /* as tomt_place_fold has it */
    size_t n_folded;
    struct place_guess guess[TOMT_GUESSES_MOST];
    size_t n_guesses;
    char id[TOMT_ASKED_MOST + 1]; /* in small letters, without the municipality; "": it is no id */
    char id_town[8];
    bool is_parcel;
};
bool tomt_place_read_words(const struct tomt_places *places, struct tomt_arena *scratch,
                           const char *words, size_t n, struct place_asked *asked,
                           struct tomt_error *err);
/* Two numbers: true. Each may have a decimal comma when the two are held apart by something else. */
bool tomt_place_two_numbers(const char *words, size_t n, double out[2]);
/* The house number that begins text; its letter, in small letters, if one follows at once. 0: none. */
uint32_t tomt_place_house(const char *text, size_t n, char letter[8], bool *whole);

/* Candidates, and those that are found. */
struct place_hit {
    double match;
    const char *title;
    int64_t fid;
    uint8_t layer, kind;
    bool other; /* as in tomt_found_place */
};
struct place_hits {
    struct tomt_arena *arena;
    struct place_hit *hit;
    size_t n, capacity;
};
bool tomt_place_add(struct place_hits *hits, double match, enum place_layer layer,
                    enum tomt_place_kind kind, int64_t fid, const char *title,
                    struct tomt_error *err);
/* Streets, addresses, hubs, areas. */
bool tomt_place_by_name(const struct place_db *db, const struct place_asked *asked, size_t most,
                        const struct tomt_crew *crew, struct place_hits *hits,
                        struct tomt_error *err);
/* The addresses of a street of the register that have the guessed number, or near it; *any: there are some. */
bool tomt_place_in_street(const struct place_db *db, uint32_t street, const struct place_guess *guess,
                          double match, struct place_hits *hits, bool *any, struct tomt_error *err);
bool tomt_place_street(const struct place_db *db, uint32_t street, double match,
                       struct place_hits *hits, struct tomt_error *err);
/* The address in the middle of a street of the register. */
bool tomt_place_middle(const struct place_db *db, struct tomt_arena *scratch, uint32_t street,
                       int64_t *fid, struct tomt_error *err);
/* Four digits that are a postcode, or the number of a municipality, of the address register: at the
 * address nearest to the middle of its addresses. */
bool tomt_place_by_district(const struct place_db *db, const struct place_asked *asked,
                            struct place_hits *hits, struct tomt_error *err);
/* A municipality by its name, where no area has it. */
bool tomt_place_by_town(const struct place_db *db, const struct place_asked *asked,
                        struct place_hits *hits, struct tomt_error *err);
struct place_spot {
    int64_t fid;
    double x, y;
};
/* The spot nearest to the mean of them; n 0: fid. */
int64_t tomt_place_nearest_to_mean(const struct place_spot *spot, size_t n, int64_t fid);
bool tomt_place_by_id(const struct place_db *db, const struct place_asked *asked,
                      struct place_hits *hits, struct tomt_error *err);
/* *found false: the row has no geometry. */
bool tomt_place_locate(const struct place_db *db, struct tomt_arena *scratch,
                       struct tomt_seat **seat, enum place_layer layer, int64_t fid, double *x,
                       double *y, bool *found, struct tomt_error *err);

#endif
