/* areas_measure: a toy town reckoned by hand; a whole against itself; RV + UV = entropy; threads
 * and order of workplaces. */
#include "areas_support.h"

#include "sources/industry.h"

enum { KNOWLEDGE, HEALTH, N_SECTORS };

struct town {
    size_t n;
    uint64_t *id, *code, *sectors;
    double *x, *y, *low, *jobs, *high;
    uint32_t *area;
    uint8_t *inside;
};

static struct town town_of(struct room *room, size_t n)
{
    struct town town = {.n = n};
    uint64_t **const whole[] = {&town.id, &town.code, &town.sectors};
    double **const real[] = {&town.x, &town.y, &town.low, &town.jobs, &town.high};
    for (size_t i = 0; i < 3; i++)
        *whole[i] = tomt_arena_block(room->arena, NULL, 8 * (n + 1), &room->err);
    for (size_t i = 0; i < 5; i++)
        *real[i] = tomt_arena_block(room->arena, NULL, 8 * (n + 1), &room->err);
    town.area = tomt_arena_block(room->arena, NULL, 4 * (n + 1), &room->err);
    town.inside = tomt_arena_block(room->arena, NULL, n + 1, &room->err);
    return town;
}

static struct tomt_workplaces workplaces_of(const struct town *town)
{
    return (struct tomt_workplaces){town->n,       town->id,    town->x,    town->y,
                                    town->low,     town->jobs,  town->high, town->code,
                                    town->sectors, town->inside};
}

struct line {
    const char *code;
    double jobs;
    uint32_t area;
};

/* Division 62 is knowledge, 86 health; bounds are one fewer and one more. */
static struct town read_town(struct room *room, const struct line *line, size_t n)
{
    struct town town = town_of(room, n);
    for (size_t i = 0; i < n; i++) {
        town.id[i] = i + 1;
        town.code[i] = tomt_code_key(line[i].code);
        town.sectors[i] = strncmp(line[i].code, "62", 2) == 0   ? 1u << KNOWLEDGE
                          : strncmp(line[i].code, "86", 2) == 0 ? 1u << HEALTH
                                                                : 0;
        town.jobs[i] = line[i].jobs;
        town.low[i] = line[i].jobs - 1;
        town.high[i] = line[i].jobs + 1;
        town.area[i] = line[i].area;
    }
    return town;
}

static const struct line toy[] = {
    {"62.010", 8, 0},  {"62.020", 4, 0},
    {"86.101", 4, 0},  {"62", NAN, 0},
    {"", 10, 0},       {"86.101", 16, 1},
    {"86.101", 8, 1},  {"62.010", 8, 1},
    {"62.010", 16, 3}, {"99.999", 1000, TOMT_NO_AREA},
};
enum { N_TOY = sizeof toy / sizeof *toy };

static struct tomt_area_question ask(const struct tomt_workplaces *workplaces, const uint32_t *area,
                                     size_t n_areas)
{
    return (struct tomt_area_question){.workplaces = workplaces,
                                       .area = area,
                                       .n_areas = n_areas,
                                       .n_sectors = N_SECTORS,
                                       .digits = 5,
                                       .min_establishments = 2,
                                       .knowledge = KNOWLEDGE};
}

/* Area 0: 26 jobs, 12 of division 62 (8, 4 and an unknown number), 4 of 86, 10 without a code. Area
 * 1: 32, 8 of 62 and 24 of 86. Area 2: nothing. Area 3: one workplace of 62 with 16. All: 74, of
 * which 36 and 28.
 */
static void a_town_by_hand(void **state)
{
    struct room *room = *state;
    struct town town = read_town(room, toy, N_TOY);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 4);
    struct tomt_area_measures out;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_int_equal(out.all[0].n, 5);
    assert_int_equal(out.all[0].n_unknown, 1);
    assert_true(out.all[0].jobs == 26 && out.all[0].jobs_low == 22 && out.all[0].jobs_high == 30);
    assert_int_equal(out.no_code[0].n, 1);
    assert_true(out.no_code[0].jobs == 10);
    assert_true(out.sector[KNOWLEDGE].n == 3 && out.sector[KNOWLEDGE].n_unknown == 1 &&
                out.sector[KNOWLEDGE].jobs == 12);
    assert_near(out.knowledge_share[0], 12.0 / 26, 1e-15);
    /* (12/26) / (36/74) = 37/39. Of health there is one establishment, fewer than 2: suppressed;
     * its sum is there. In area 1 there are two, and one of 62. */
    assert_near(out.sector_share[KNOWLEDGE], 12.0 / 26, 1e-15);
    assert_near(out.sector_quotient[KNOWLEDGE], 37.0 / 39, 1e-12);
    assert_true(isnan(out.sector_share[HEALTH]) && isnan(out.sector_quotient[HEALTH]));
    assert_true(out.sector[HEALTH].jobs == 4 && out.sector[HEALTH].n == 1);
    assert_near(out.sector_quotient[N_SECTORS + HEALTH], 0.75 / (28.0 / 74), 1e-12);
    assert_true(isnan(out.sector_quotient[N_SECTORS + KNOWLEDGE]));
    assert_near(out.knowledge_share[1], 0.25, 1e-15);
    /* Shares 1/2, 1/4, 1/4: 1.5 bits; divisions 3/4, 1/4: 0.75 log2(4/3) + 0.5. */
    assert_near(out.entropy[0], 1.5, 1e-12);
    assert_near(out.unrelated[0], 0.75 * log2(4.0 / 3) + 0.5, 1e-12);
    assert_near(out.related[0], 1 - 0.75 * log2(4.0 / 3), 1e-12);
    assert_near(out.herfindahl[0], 0.625, 1e-12);
    assert_near(out.krugman[0], 2 * (0.75 - 36.0 / 64), 1e-12);
    assert_near(out.krugman[1], 2 * (36.0 / 64 - 0.25), 1e-12);
    assert_true(same(out.krugman[1], out.sector_krugman_reference[1]));
    /* s = 12, 8, 0, 16 of 36, x = 26, 32, 0, 16 of 74: the differences are -6, -70, 0 and 76 of
     * 333, G = 10712 / 333^2; X = (13^2 + 16^2 + 8^2) / 37^2 = 489/1369; plants of 8, 4, 8 and 16:
     * H = 400 / 36^2 = 25/81. */
    const double g = 10712.0 / 110889, rest = 880.0 / 1369, h = 25.0 / 81;
    assert_near(out.ellison_glaeser[KNOWLEDGE], (g - rest * h) / (rest * (1 - h)), 1e-12);
    /* Nothing: sums of 0, measures NaN, suppressed. */
    assert_true(out.suppressed[2] && out.all[2].n == 0 && out.all[2].jobs == 0);
    assert_true(isnan(out.entropy[2]) && isnan(out.herfindahl[2]) && isnan(out.krugman[2]));
    assert_true(out.suppressed[3] && out.all[3].jobs == 16 && isnan(out.knowledge_share[3]) &&
                isnan(out.related[3]) && isnan(out.sector_share[3 * N_SECTORS + KNOWLEDGE]) &&
                isnan(out.sector_krugman_reference[3]));
    assert_false(out.suppressed[0]);
}

static void rows_by_industry(void **state)
{
    struct room *room = *state;
    struct town town = read_town(room, toy, N_TOY);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 4);
    struct tomt_area_measures out;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    const uint64_t divisions[] = {0, 2, 4, 4, 5}, codes[] = {0, 4, 6, 6, 7};
    assert_memory_equal(out.division_start, divisions, sizeof divisions);
    assert_memory_equal(out.code_start, codes, sizeof codes);
    static const struct {
        const char *code;
        size_t n;
        double jobs;
    } row[] = {{"62", 1, 0}, {"62010", 1, 8}, {"62020", 1, 4}, {"86101", 1, 4}};
    for (size_t i = 0; i < 4; i++) {
        assert_true(out.code[i].code == tomt_code_key(row[i].code));
        assert_true(out.code[i].mix.n == row[i].n && out.code[i].mix.jobs == row[i].jobs);
        assert_true(out.code[i].suppressed && isnan(out.code[i].share));
    }
    assert_true(out.division[0].code == tomt_code_key("62") && out.division[0].mix.n == 3 &&
                out.division[0].mix.n_unknown == 1 && !out.division[0].suppressed);
    assert_near(out.division[0].share, 12.0 / 26, 1e-15);
    assert_near(out.division[0].quotient, 37.0 / 39, 1e-12);
    assert_true(out.division[1].suppressed && isnan(out.division[1].quotient));
    /* 86.101 in area 1: (24/32) / (28/74). */
    assert_near(out.code[5].quotient, 0.75 / (28.0 / 74), 1e-12);

    /* At three digits 62.010 and 62.020 are one; the coarse one stays. */
    question.digits = 3;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_int_equal(out.code_start[1], 3);
    assert_true(out.code[1].code == tomt_code_key("620") && out.code[1].mix.jobs == 12);
    assert_near(out.related[0], 0, 1e-15);
}

static void against_a_reference(void **state)
{
    struct room *room = *state;
    struct town town = read_town(room, toy, N_TOY);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 4);
    struct tomt_area_measures out;
    const double sector[] = {250, NAN}, jobs[] = {300, 500, 200};
    const uint64_t division[] = {tomt_code_key("62"), tomt_code_key("86"), tomt_code_key("99")};
    struct tomt_area_reference reference = {.jobs = 1000,
                                            .sector_jobs = sector,
                                            .division = division,
                                            .division_jobs = jobs,
                                            .n_divisions = 3};
    question.reference = &reference;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_near(out.sector_quotient[KNOWLEDGE], 24.0 / 13, 1e-12); /* (12/26) / (250/1000) */
    assert_true(isnan(out.sector_quotient[N_SECTORS + HEALTH]));
    assert_near(out.sector_share[N_SECTORS + HEALTH], 0.75, 1e-15);
    assert_near(out.division[0].quotient, 20.0 / 13, 1e-12);
    assert_true(isnan(out.code[5].quotient) && !out.code[5].suppressed);
    assert_near(out.krugman[0], 0.375, 1e-12);
    /* |3/4 - 3/10| + |1/4 - 1/2| + 1/5. */
    assert_near(out.sector_krugman_reference[0], 0.9, 1e-12);
}

/* ---- random towns --------------------------------------------------------------------------- */

static struct town random_town(struct room *room, size_t n, size_t n_areas, uint64_t seed)
{
    struct town town = town_of(room, n);
    for (size_t i = 0; i < n; i++) {
        char code[8];
        unsigned digits = (unsigned)(random_bits(&seed) % 20);
        snprintf(code, sizeof code, "%05u", (unsigned)(random_bits(&seed) % 400) * 239 + 1000);
        code[digits == 0 ? 0 : digits == 1 ? 2 : digits == 2 ? 1 : digits == 3 ? 3 : 5] = 0;
        town.id[i] = i;
        town.code[i] = tomt_code_key(code);
        town.sectors[i] = town.code[i] ? random_bits(&seed) % 4 : 0;
        town.jobs[i] = floor(exp(random_between(&seed, 0, 7))) / 3;
        if (random_bits(&seed) % 10 == 0)
            town.jobs[i] = NAN;
        town.low[i] = town.jobs[i] / 2;
        town.high[i] = town.jobs[i] * 2;
        town.area[i] =
            random_bits(&seed) % 50 ? (uint32_t)(random_bits(&seed) % n_areas) : TOMT_NO_AREA;
    }
    return town;
}

static void shuffle(struct town *town, uint64_t seed)
{
    for (size_t i = town->n; i-- > 1;) {
        size_t j = random_bits(&seed) % (i + 1);
        uint64_t *const whole[] = {town->id, town->code, town->sectors};
        double *const real[] = {town->x, town->y, town->low, town->jobs, town->high};
        uint32_t area = town->area[i];
        town->area[i] = town->area[j];
        town->area[j] = area;
        for (size_t k = 0; k < 3; k++) {
            uint64_t kept = whole[k][i];
            whole[k][i] = whole[k][j];
            whole[k][j] = kept;
        }
        for (size_t k = 0; k < 5; k++) {
            double kept = real[k][i];
            real[k][i] = real[k][j];
            real[k][j] = kept;
        }
    }
}

static void the_parts_make_the_whole(void **state)
{
    struct room *room = *state;
    enum { N = 20000, N_AREAS = 60 };
    struct town town = random_town(room, N, N_AREAS, 77);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, N_AREAS);
    struct tomt_area_measures out;
    question.min_establishments = 5;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    for (size_t area = 0; area < N_AREAS; area++) {
        double shares = 0, sum = 0;
        assert_near(out.related[area] + out.unrelated[area], out.entropy[area], 1e-12);
        assert_true(out.related[area] > 0 && out.unrelated[area] > 0);
        for (uint64_t k = out.division_start[area]; k < out.division_start[area + 1]; k++)
            sum += out.division[k].mix.jobs;
        for (uint64_t k = out.code_start[area]; k < out.code_start[area + 1]; k++)
            shares += out.code[k].mix.jobs;
        assert_true(sum == shares);
        assert_near(sum, out.all[area].jobs - out.no_code[area].jobs, 1e-9);
        for (uint64_t k = out.code_start[area] + 1; k < out.code_start[area + 1]; k++)
            assert_true(out.code[k - 1].code < out.code[k].code);
    }
}

/* One area of all: every quotient is 1, Krugman's index 0. */
static void a_whole_against_itself(void **state)
{
    struct room *room = *state;
    enum { N = 3000 };
    struct town town = random_town(room, N, 1, 5);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 1);
    struct tomt_area_measures out;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    size_t n = 0;
    for (size_t s = 0; s < N_SECTORS; s++)
        assert_near(out.sector_quotient[s], 1, 1e-15);
    for (uint64_t k = 0; k < out.code_start[1]; k++)
        if (!out.code[k].suppressed && out.code[k].mix.jobs > 0) {
            assert_near(out.code[k].quotient, 1, 1e-15);
            n++;
        }
    assert_true(n > 100);
    assert_true(out.krugman[0] == 0);
    assert_true(isnan(out.ellison_glaeser[0])); /* one area says nothing */
}

static void threads_and_order_change_nothing(void **state)
{
    struct room *room = *state;
    enum { N = 20000, N_AREAS = 90 };
    struct tomt_area_measures a, b;
    for (int round = 0; round < 2; round++) {
        struct town town = random_town(room, N, N_AREAS, 9);
        if (round)
            shuffle(&town, 4);
        struct tomt_workplaces workplaces = workplaces_of(&town);
        struct tomt_area_question question = ask(&workplaces, town.area, N_AREAS);
        assert_done(room,
                    tomt_areas_measure(room->arena, &question, round ? &eight_threads : &one_thread,
                                       round ? &b : &a, &room->err));
    }
    assert_memory_equal(a.all, b.all, N_AREAS * sizeof *a.all);
    assert_memory_equal(a.no_code, b.no_code, N_AREAS * sizeof *a.all);
    assert_memory_equal(a.sector, b.sector, N_AREAS * N_SECTORS * sizeof *a.sector);
    assert_memory_equal(a.sector_quotient, b.sector_quotient, N_AREAS * N_SECTORS * 8);
    assert_memory_equal(a.related, b.related, N_AREAS * 8);
    assert_memory_equal(a.entropy, b.entropy, N_AREAS * 8);
    assert_memory_equal(a.herfindahl, b.herfindahl, N_AREAS * 8);
    assert_memory_equal(a.krugman, b.krugman, N_AREAS * 8);
    assert_memory_equal(a.knowledge_share, b.knowledge_share, N_AREAS * 8);
    assert_memory_equal(a.ellison_glaeser, b.ellison_glaeser, N_SECTORS * 8);
    assert_memory_equal(a.code_start, b.code_start, (N_AREAS + 1) * 8);
    for (uint64_t k = 0; k < a.code_start[N_AREAS]; k++) /* there may be padding */
        assert_true(a.code[k].code == b.code[k].code && a.code[k].mix.n == b.code[k].mix.n &&
                    same(a.code[k].mix.jobs, b.code[k].mix.jobs) &&
                    same(a.code[k].mix.jobs_low, b.code[k].mix.jobs_low) &&
                    same(a.code[k].quotient, b.code[k].quotient) &&
                    a.code[k].suppressed == b.code[k].suppressed);
    assert_true(!isnan(a.ellison_glaeser[0]) && !isnan(a.krugman[5]));
}

/* ---- odd ones ------------------------------------------------------------------------------- */

static void odd_input(void **state)
{
    struct room *room = *state;
    const struct line line[] = {{"62.010", 0, 0},
                                {"62.010", -3, 0},
                                {"86.101", INFINITY, 0},
                                {"86.101", NAN, 0},
                                {"", 5, 0}};
    struct town town = read_town(room, line, 5);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 1);
    struct tomt_area_measures out;
    town.sectors[4] =
        1u << HEALTH | 1ull << 63; /* no code, yet a sector; and one that is not asked for */
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_true(out.all[0].n == 5 && out.all[0].n_unknown == 3 && out.all[0].jobs == 5);
    assert_true(out.sector[HEALTH].n == 3 && out.sector[HEALTH].jobs == 5);
    /* No jobs with a code: no variety and no index; of all jobs none is of knowledge, all are of
     * health. */
    assert_true(isnan(out.entropy[0]) && isnan(out.herfindahl[0]) && isnan(out.krugman[0]));
    assert_true(out.knowledge_share[0] == 0 && out.sector_share[KNOWLEDGE] == 0 &&
                out.sector_share[HEALTH] == 1 && out.sector_quotient[HEALTH] == 1);
    assert_true(isnan(out.sector_quotient[KNOWLEDGE]) && out.division[0].share == 0 &&
                isnan(out.ellison_glaeser[0]));

    workplaces.n = 0;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_true(out.all[0].n == 0 && isnan(out.entropy[0]) && out.code_start[1] == 0);
    question.n_areas = 0;
    question.n_sectors = 0;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));

    workplaces.n = 5;
    assert_false(tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_int_equal(room->err.code, TOMT_INTERNAL);
}

/* A sector of two plants of 8, one in each area, one of them without a code of the project's
 * version; another 16 jobs in area 0. s = 1/2, 1/2; x = 3/4, 1/4: G = 1/8, 1 - X = 3/8, H = 1/2:
 * (1/8 - 3/16) / (3/16) = -1/3. */
static void a_plant_without_a_code(void **state)
{
    struct room *room = *state;
    const struct line line[] = {{"62.010", 8, 0}, {"", 8, 1}, {"86.101", 16, 0}};
    struct town town = read_town(room, line, 3);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 2);
    struct tomt_area_measures out;
    town.sectors[1] = 1u << KNOWLEDGE;
    assert_done(room, tomt_areas_measure(room->arena, &question, &one_thread, &out, &room->err));
    assert_near(out.ellison_glaeser[KNOWLEDGE], -1.0 / 3, 1e-12);
}

static void out_of_memory(void **state)
{
    struct room *room = *state;
    struct town town = read_town(room, toy, N_TOY);
    struct tomt_workplaces workplaces = workplaces_of(&town);
    struct tomt_area_question question = ask(&workplaces, town.area, 4);
    struct tomt_area_measures out;
    bool done = false;
    uint64_t fail_at = 1;
    for (; !done && fail_at < 1000; fail_at++) {
        struct tomt_error err = {0};
        tomt_allocation_fail_at(fail_at);
        done = tomt_areas_measure(room->arena, &question, &one_thread, &out, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
    }
    assert_true(done && fail_at > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_town_by_hand, open_room, close_room),
        cmocka_unit_test_setup_teardown(rows_by_industry, open_room, close_room),
        cmocka_unit_test_setup_teardown(against_a_reference, open_room, close_room),
        cmocka_unit_test_setup_teardown(the_parts_make_the_whole, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_whole_against_itself, open_room, close_room),
        cmocka_unit_test_setup_teardown(threads_and_order_change_nothing, open_room, close_room),
        cmocka_unit_test_setup_teardown(odd_input, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_plant_without_a_code, open_room, close_room),
        cmocka_unit_test_setup_teardown(out_of_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
