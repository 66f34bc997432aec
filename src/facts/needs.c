/* facts/needs.c: what all criteria of all profiles ask for; equal requests are merged. */
#include "facts/facts.h"

#include <math.h>

/* The fastest there is on European roads: how far a car can get, whatever the streets are like. */
#define FASTEST_KMH 130.0
/* Stops of a hub that lies within reach may lie beyond it; without them its departures are too few.
 */
#define HUB_WIDTH_M 500.0

const char *const tomt_why_name[TOMT_N_WHYS] = {
    "ok", "missing_input", "outside", "unreachable", "not_snapped", "suppressed", "not_applicable",
};

struct tomt_needs {
    struct tomt_arena *arena;
    struct tomt_fact_request *request;
    size_t n_requests, request_capacity;
    size_t *asked; /* request numbers of all instances, one after the other */
    size_t n_asked, asked_capacity;
    size_t *start; /* [n_instances + 1] into asked */
    size_t n_instances, start_capacity;
    size_t profile; /* of the instance being declared; SIZE_MAX: none */
};

struct tomt_needs *tomt_needs_new(struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_needs *needs = tomt_arena_alloc(arena, sizeof *needs, err);
    if (needs) {
        needs->arena = arena;
        needs->profile = SIZE_MAX;
    }
    return needs;
}

/* Room for one more; the capacity is only raised when the block is. */
static bool grow(struct tomt_arena *arena, void **block, size_t n, size_t *capacity, size_t size,
                 struct tomt_error *err)
{
    if (n < *capacity)
        return true;
    size_t wanted = *capacity ? 2 * *capacity : 16;
    void *larger = tomt_arena_block(arena, *block, wanted * size, err);
    if (!larger)
        return false;
    *block = larger;
    *capacity = wanted;
    return true;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool holds(const struct tomt_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (strcmp(texts->item[i], text) == 0)
            return true;
    return false;
}

/* As sets: [rail, tram] asks for the same as [tram, rail]. */
static bool same_texts(const struct tomt_texts *a, const struct tomt_texts *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (!holds(b, a->item[i]))
            return false;
    for (size_t i = 0; i < b->n; i++)
        if (!holds(a, b->item[i]))
            return false;
    return true;
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Without a column a filter lets all pass, whatever else it says. */
static bool same_filter(const struct tomt_filter *a, const struct tomt_filter *b)
{
    if (!a->column || !b->column)
        return a->column == b->column;
    if (a->any || b->any) /* then nothing else is looked at */
        return a->any == b->any && strcmp(a->column, b->column) == 0;
    return strcmp(a->column, b->column) == 0 && a->prefix == b->prefix &&
           same_texts(&a->values, &b->values);
}

/* Only what was found for a profile depends on whose it is. */
static bool same_profile(const struct tomt_fact_request *a, const struct tomt_fact_request *b)
{
    return a->kind != TOMT_FACT_OF_PROFILE || a->profile == b->profile;
}

static bool same_request(const struct tomt_fact_request *a, const struct tomt_fact_request *b)
{
    return a->kind == b->kind && a->role == b->role && a->way == b->way &&
           a->subject == b->subject && a->decay == b->decay && a->sectors == b->sectors &&
           a->digits == b->digits && same_profile(a, b) && same_number(a->cell_m, b->cell_m) &&
           same_filter(&a->filter[0], &b->filter[0]) && same_filter(&a->filter[1], &b->filter[1]) &&
           same_text(a->layer, b->layer) && same_text(a->name, b->name) &&
           same_number(a->reach_m, b->reach_m) && same_number(a->reach_min, b->reach_min) &&
           same_number(a->decay_parameter, b->decay_parameter);
}

static bool find_or_add(struct tomt_needs *needs, const struct tomt_fact_request *request,
                        size_t *number, struct tomt_error *err)
{
    for (*number = 0; *number < needs->n_requests; ++*number)
        if (same_request(&needs->request[*number], request))
            return true;
    void *block = needs->request;
    if (!grow(needs->arena, &block, needs->n_requests, &needs->request_capacity, sizeof *request,
              err))
        return false;
    needs->request = block;
    needs->request[needs->n_requests++] = *request;
    return true;
}

bool tomt_need(struct tomt_needs *needs, const struct tomt_fact_request *request,
               struct tomt_error *err)
{
    if (needs->n_instances == 0)
        return tomt_fail(err, TOMT_INTERNAL, "a fact was asked for before tomt_needs_instance");
    struct tomt_fact_request own = *request;
    own.profile = request->kind == TOMT_FACT_OF_PROFILE ? needs->profile : SIZE_MAX;
    size_t number = 0;
    void *block = needs->asked;
    if (!grow(needs->arena, &block, needs->n_asked, &needs->asked_capacity, sizeof *needs->asked,
              err))
        return false;
    needs->asked = block;
    if (!find_or_add(needs, &own, &number, err))
        return false;
    needs->asked[needs->n_asked++] = number;
    needs->start[needs->n_instances] = needs->n_asked;
    return true;
}

bool tomt_needs_instance(struct tomt_needs *needs, size_t *instance, struct tomt_error *err)
{
    void *block = needs->start;
    if (!grow(needs->arena, &block, needs->n_instances + 1, &needs->start_capacity,
              sizeof *needs->start, err))
        return false;
    needs->start = block;
    *instance = needs->n_instances++;
    needs->start[*instance] = needs->n_asked;
    needs->start[needs->n_instances] = needs->n_asked;
    return true;
}

void tomt_needs_profile(struct tomt_needs *needs, size_t profile)
{
    needs->profile = profile;
}

/* Not a reference, nor hot spots: they look at the study area, wherever the site. */
static bool moves(const struct tomt_fact_request *request)
{
    return request->kind == TOMT_FACT_NEAREST || request->kind == TOMT_FACT_CATCHMENT ||
           request->kind == TOMT_FACT_VARIETY;
}

/* The way a request goes, TOMT_N_WAYS: it goes nowhere. */
static enum tomt_way way_of(const struct tomt_fact_request *request)
{
    return request->kind == TOMT_FACT_TRANSIT_LEVEL ? TOMT_WALK
           : moves(request)                         ? request->way
                                                    : TOMT_N_WAYS;
}

/* How far a trip of the request goes, as the crow flies at most; 0: it does not go anywhere. */
static double trip_m(const struct tomt_fact_request *request)
{
    if (request->kind == TOMT_FACT_TRANSIT_LEVEL)
        return request->reach_m > 0 ? request->reach_m : tomt_transit_defaults().reach_m[TOMT_RAIL];
    if (request->kind == TOMT_FACT_TRANSIT_CLASS)
        return tomt_transit_class_reach_m(1, 6);
    if (!moves(request))
        return 0;
    return request->way == TOMT_DRIVE ? request->reach_min * FASTEST_KMH * 1000 / 60
                                      : request->reach_m;
}

double tomt_needs_reach_m(const struct tomt_needs *needs, int role)
{
    double reach_m = 0;
    for (size_t i = 0; i < needs->n_requests; i++) {
        const struct tomt_fact_request *request = &needs->request[i];
        bool is_transit =
            request->kind == TOMT_FACT_TRANSIT_LEVEL || request->kind == TOMT_FACT_TRANSIT_CLASS;
        double far_m = trip_m(request) + (is_transit ? HUB_WIDTH_M : 0);
        if (request->role == role && isfinite(far_m) && far_m > reach_m)
            reach_m = far_m;
    }
    return reach_m;
}

double tomt_needs_street_reach_m(const struct tomt_needs *needs)
{
    double reach_m = NAN;
    for (size_t i = 0; i < needs->n_requests; i++) {
        enum tomt_way way = way_of(&needs->request[i]);
        if (way == TOMT_WALK || way == TOMT_DRIVE)
            reach_m = fmax(reach_m, trip_m(&needs->request[i])); /* of NaN and a number: that */
    }
    return reach_m;
}

bool tomt_needs_way(const struct tomt_needs *needs, enum tomt_way way)
{
    for (size_t i = 0; i < needs->n_requests; i++)
        if (way_of(&needs->request[i]) == way && way != TOMT_N_WAYS)
            return true;
    return false;
}

size_t tomt_needs_count(const struct tomt_needs *needs)
{
    return needs->n_requests;
}

const struct tomt_fact_request *tomt_needs_request(const struct tomt_needs *needs, size_t fact)
{
    return fact < needs->n_requests ? &needs->request[fact] : NULL;
}

size_t tomt_needs_fact_of(const struct tomt_needs *needs, size_t instance, size_t k)
{
    if (instance >= needs->n_instances || k >= needs->start[instance + 1] - needs->start[instance])
        return SIZE_MAX;
    return needs->asked[needs->start[instance] + k];
}
