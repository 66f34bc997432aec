/* places/by_name.c: streets, hubs, anchors and areas by name; then the house numbers of those
 * streets that fit. */
#include "places/inside.h"

#include <stdlib.h>
#include <string.h>

struct scored {
    double match;
    uint32_t name;
    uint16_t guess;
    bool same, loosely; /* to the letter; but for spelling */
};

struct scoring {
    const struct tomt_places *places;
    const struct place_asked *asked;
    struct scored *best; /* by name */
    bool forgive;        /* no name is the same to the letter: spelling is no slip */
};

static bool other_town(const struct place_guess *guess, const struct place_name *name)
{
    return guess->town && name->town && name->town != guess->town;
}

/* What stands behind a name: another municipality than that of the street, or none that the result
 * knows. */
static double of_where(const struct place_guess *guess, const struct place_name *name)
{
    if (other_town(guess, name))
        return 0.8;
    return guess->strange ? 0.98 : 1;
}

static struct scored score_one(const struct scoring *s, uint32_t at, size_t guess)
{
    const struct place_name *name = &s->places->name[at];
    const struct place_guess *asked = &s->asked->guess[guess];
    double match = tomt_place_match(&asked->key, &name->key);
    bool same = match >= 1, loosely = !same && match >= TOMT_SAME_LOOSELY;
    if (loosely && s->forgive)
        match /= TOMT_SAME_LOOSELY;
    return (struct scored){match * of_where(asked, name), at, (uint16_t)guess, same, loosely};
}

static bool score(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct scoring *s = seat;
    for (size_t i = from; i < to; i++) {
        const struct place_name *name = &s->places->name[i];
        bool street = name->layer == PLACE_ADDRESS || name->layer == PLACE_STREET;
        struct scored best = {.name = (uint32_t)i};
        for (size_t g = 0; g < s->asked->n_guesses; g++) {
            const struct place_guess *guess = &s->asked->guess[g];
            struct scored one = score_one(s, (uint32_t)i, g);
            if (!street && guess->number) /* a square that has the name, and no house */
                one.match *= 0.7;
            if (one.match > best.match)
                best = one;
        }
        s->best[i] = best;
    }
    return true;
}

/* "gt." is "gate", unless another name is the same to the letter. */
static void forgive_spelling(struct scoring *s, size_t n)
{
    s->forgive = true;
    for (size_t i = 0; i < n; i++)
        s->forgive = s->forgive && !s->best[i].same;
    for (size_t i = 0; i < n && s->forgive; i++)
        if (s->best[i].loosely)
            s->best[i].match /= TOMT_SAME_LOOSELY;
}

static int by_match(const void *a, const void *b)
{
    const struct scored *p = a, *q = b;
    return p->match > q->match ? -1 : p->match < q->match ? 1 : p->name < q->name ? -1 : 1;
}

/* Each guess of a house number is tried: "Storgata 2 4" may be 2, or 4 in Storgata 2. */
static bool take_street(const struct place_db *db, const struct scoring *s,
                        const struct scored *scored, struct place_hits *hits,
                        struct tomt_error *err)
{
    const struct place_guess *best = &s->asked->guess[scored->guess];
    bool any = false, register_street = db->places->name[scored->name].layer == PLACE_ADDRESS;
    for (size_t g = 0; best->number && register_street && g < s->asked->n_guesses; g++) {
        const struct place_guess *guess = &s->asked->guess[g];
        double match = guess->number ? score_one(s, scored->name, g).match : 0;
        size_t before = hits->n;
        if (match > 0 && !tomt_place_in_street(db, scored->name, guess, match, hits, &any, err))
            return false;
        for (size_t i = before; i < hits->n; i++)
            hits->hit[i].other =
                hits->hit[i].other || other_town(guess, &db->places->name[scored->name]);
    }
    if (any)
        return true;
    double match = best->number ? 0.7 * scored->match : scored->match;
    if (!tomt_place_street(db, scored->name, match, hits, err))
        return false;
    hits->hit[hits->n - 1].other =
        best->number || other_town(best, &db->places->name[scored->name]);
    return true;
}

/* Those that can be among the first `most`: what comes later in order has no better place in its
 * street than it has itself. */
static bool take(const struct place_db *db, const struct scoring *s, size_t n, size_t most,
                 struct place_hits *hits, struct tomt_error *err)
{
    enum { FURTHER = 32 };
    const struct scored *scored = s->best;
    size_t before = hits->n;
    for (size_t i = 0; i < n; i++) {
        const struct place_name *name = &db->places->name[scored[i].name];
        bool street = name->layer == PLACE_ADDRESS || name->layer == PLACE_STREET;
        bool tie = i > 0 && scored[i].match == scored[i - 1].match;
        if (i >= most + FURTHER && hits->n - before >= most && !tie)
            break;
        if (street
                ? !take_street(db, s, &scored[i], hits, err)
                : !tomt_place_add(hits, scored[i].match, (enum place_layer)name->layer,
                                  tomt_place_layer[name->layer].kind, name->fid, name->title, err))
            return false;
        if (!street) /* a square that has the name, and no house */
            hits->hit[hits->n - 1].other = s->asked->guess[scored[i].guess].number > 0;
    }
    return true;
}

bool tomt_place_by_name(const struct place_db *db, const struct place_asked *asked, size_t most,
                        const struct tomt_crew *crew, struct place_hits *hits,
                        struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    struct tomt_crew alone = {.n_threads = 1};
    struct scoring scoring = {.places = places, .asked = asked};
    if (places->n_names == 0 || asked->n_guesses == 0)
        return true;
    scoring.best = tomt_arena_block(hits->arena, NULL, places->n_names * sizeof *scoring.best, err);
    if (!scoring.best)
        return false;
    struct tomt_crew_job job = {
        .shared = &scoring, .work = score, .n = places->n_names, .chunk = 2048};
    if (!tomt_crew_run(crew ? crew : &alone, &job, err))
        return false;
    forgive_spelling(&scoring, places->n_names);
    size_t n = 0;
    for (size_t i = 0; i < places->n_names; i++)
        if (scoring.best[i].match > 0)
            scoring.best[n++] = scoring.best[i];
    if (n > 1)
        qsort(scoring.best, n, sizeof *scoring.best, by_match);
    return take(db, &scoring, n, most, hits, err);
}
