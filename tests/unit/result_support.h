/* unit/result_support.h: a small result: three sites, two profiles, an internal column and an
 * internal layer. */
#ifndef TOMT_TESTS_UNIT_RESULT_SUPPORT_H
#define TOMT_TESTS_UNIT_RESULT_SUPPORT_H

#include "written_support.h"

#include "data/layer.h"
#include "result/result.h"

struct small {
    struct tomt_arena *arena;
    struct tomt_crs crs;
    struct tomt_shapes shapes;
    struct tomt_table site, parcel, plain;
    struct tomt_result_layer layer[4];
    struct tomt_result_criterion criterion[2];
    struct tomt_result_profile profile[2];
    struct tomt_result result;
};

static inline void add_texts(struct tomt_table *table, const char *name, const char *const *text)
{
    struct tomt_error err = {0};
    struct tomt_column *column = tomt_table_column(table, name, TOMT_TEXT, &err);
    for (size_t i = 0; i < 3; i++)
        if (text[i])
            tomt_column_add_text(column, text[i], strlen(text[i]), &err);
        else
            tomt_column_add_null(column, &err);
    table->n_rows = 3;
    expect_good(&err);
}

static inline void add_reals(struct tomt_table *table, const char *name, const double *value)
{
    struct tomt_error err = {0};
    struct tomt_column *column = tomt_table_column(table, name, TOMT_REAL, &err);
    for (size_t i = 0; i < 3; i++)
        tomt_column_add_real(column, value[i], &err);
    table->n_rows = 3;
    expect_good(&err);
}

static inline void small_tables(struct small *small)
{
    static const char *const id[] = {"3301-1/1", "3301-1/2", "3301-1/3"};
    static const char *const owner[] = {"Kari Nordmann", "Ola Nordmann", NULL};
    static const char *const use[] = {"1130", "1310", "1310"};
    static const char *const note[] = {"a", "b", "c"};
    static const double area[] = {400, 900.5, 1600};
    struct tomt_error err = {0};
    tomt_table_start(&small->site, small->arena, 5, &err);
    add_texts(&small->site, "site_id", id);
    add_texts(&small->site, "use", use);
    add_texts(&small->site, "owner", owner);
    add_reals(&small->site, "area_m2", area);
    tomt_table_start(&small->parcel, small->arena, 2, &err);
    add_texts(&small->parcel, "parcel", id);
    add_texts(&small->parcel, "hidden_note", owner);
    tomt_table_start(&small->plain, small->arena, 1, &err);
    add_texts(&small->plain, "note", note);
    tomt_shapes_start(&small->shapes, small->arena, TOMT_POLYGONS);
    for (int i = 0; i < 3; i++)
        add_rectangle(&small->shapes, 560000 + 100 * i, 6620000, 20 + 10 * i, 20 + 10 * i);
}

/* Site 2 ranks first, then site 1; site 3 has no number for `rail`. `hotel` has one site and no
 * criterion but `jobs`. */
static inline void small_profiles(struct small *small)
{
    static const int64_t fid[] = {2, 1, 3};
    static const char *const id[] = {"3301-1/2", "3301-1/1", "3301-1/3"};
    static const uint32_t rank[] = {1, 2, 0};
    static const double score[] = {75, 50, NAN}, coverage[] = {1, 1, 0};
    static const double rail_x[] = {400, 800, NAN}, rail_v[] = {1, 0.5, NAN},
                        rail_c[] = {50, 25, NAN};
    static const double jobs_x[] = {10, 10, NAN}, jobs_v[] = {0.5, 0.5, NAN},
                        jobs_c[] = {25, 25, NAN};
    static const double *const x[] = {rail_x, jobs_x}, *const v[] = {rail_v, jobs_v};
    static const double *const c[] = {rail_c, jobs_c};
    static const uint8_t none[] = {0, 0, 1};
    static const uint8_t *const why[] = {none, none};
    static const char *const why_name[] = {"ok", "unreachable"};
    small->criterion[0] = (struct tomt_result_criterion){.profile = "office",
                                                         .id = "rail",
                                                         .criterion = "hub_distance",
                                                         .unit = "m",
                                                         .value_json = "{}",
                                                         .with_json = "{\"mode\":\"rail\"}",
                                                         .null_policy = "drop",
                                                         .title = {"Rail", "Tog"},
                                                         .weight = 25,
                                                         .share = 0.5};
    small->criterion[1] = small->criterion[0];
    small->criterion[1].id = "jobs";
    small->criterion[1].unit = "jobs";
    small->criterion[1].title = (struct tomt_title){"Jobs", "Arbeidsplasser"};
    small->criterion[1].more_is_better = true;
    small->profile[0] = (struct tomt_result_profile){.name = "office",
                                                     .title = {"Office", "Kontor"},
                                                     .goal = {"Goal", "Mål"},
                                                     .criterion = small->criterion,
                                                     .n_criteria = 2,
                                                     .n = 3,
                                                     .site_fid = fid,
                                                     .site_id = id,
                                                     .rank = rank,
                                                     .score = score,
                                                     .coverage = coverage,
                                                     .x = x,
                                                     .v = v,
                                                     .c = c,
                                                     .why = why,
                                                     .why_name = why_name,
                                                     .extent = tomt_shapes_extent(&small->shapes)};
    small->profile[1] = small->profile[0];
    small->profile[1].name = "hotel";
    small->profile[1].title = (struct tomt_title){"Hotel", "Hotell"};
    small->profile[1].n = 1;
    small->profile[1].n_criteria = 1;
}

static inline void small_start(struct small *small)
{
    static const char *const hidden[] = {"hidden_note", NULL};
    struct tomt_error err = {0};
    *small = (struct small){.arena = tomt_arena_new(&err)};
    struct tomt_seat *seat = tomt_seat_open(small->arena, &err);
    expect_good(&err);
    tomt_crs_read(seat, small->arena, "EPSG:25833", &small->crs, &err);
    expect_good(&err);
    small_tables(small);
    small_profiles(small);
    small->layer[0] = (struct tomt_result_layer){
        "site",   {"Sites", "Tomter"}, "MULTIPOLYGON", &small->shapes, &small->site, NULL, false,
        "site_id"};
    small->layer[1] = (struct tomt_result_layer){"parcel",       {"Parcels", "Teiger"},
                                                 "MULTIPOLYGON", &small->shapes,
                                                 &small->parcel, hidden,
                                                 false,          NULL};
    small->layer[2] = (struct tomt_result_layer){
        "purchase", {"Purchase", "Kjøp"}, "MULTIPOLYGON", &small->shapes, &small->plain, NULL, true,
        NULL};
    small->layer[3] = (struct tomt_result_layer){
        "provenance", {"Provenance", "Opphav"}, NULL, NULL, &small->plain, NULL, false, NULL};
    small->result = (struct tomt_result){.crs = &small->crs,
                                         .timestamp = "2026-01-31T00:00:00.000Z",
                                         .run_id = "run-1",
                                         .project_name = "drammen",
                                         .tomt_version = TOMT_VERSION,
                                         .title = {"Drammen sites", "Drammen: tomter"},
                                         .language = 1,
                                         .layer = small->layer,
                                         .n_layers = 4,
                                         .profile = small->profile,
                                         .n_profiles = 2,
                                         .extent = tomt_shapes_extent(&small->shapes),
                                         .credits = "Kartverket"};
}

static inline bool small_write(const struct small *small, const char *path, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct tomt_crew crew = {.n_threads = 1};
    bool good = arena && tomt_result_write(arena, path, &small->result, &crew, err);
    tomt_arena_free(arena);
    return good;
}

static inline int start_results(void **state)
{
    tomt_data_open();
    return make_scratch_folder(state);
}

static inline int end_results(void **state)
{
    tomt_data_close();
    return remove_scratch_folder(state);
}

#endif
