/* robust_smaa: shares of ranks and central weights against exact lengths and areas of the simplex
 * of weights; all of it against plain sorting on random cases; ties, gaps, uncertain numbers,
 * threads, processors. */
#include "robust/smaa.h"
#include "robust/smaa_keys.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_CRITERIA = 6, MOST_SITES = 3000, N_DRAWS = 40000 };
static struct tomt_arena *arena;
static struct tomt_error err;
static struct tomt_smaa got;
static const struct tomt_crew ONE = {.n_threads = 1};

static struct { /* the case at hand */
    size_t m, n;
    double column[MOST_CRITERIA][MOST_SITES];
    double low[MOST_CRITERIA][MOST_SITES], high[MOST_CRITERIA][MOST_SITES];
    enum tomt_null_policy policy[MOST_CRITERIA];
    double share[MOST_CRITERIA];
    const double *value[MOST_CRITERIA];
    struct tomt_uncertain uncertain[MOST_CRITERIA];
    struct tomt_smaa_input of;
} now;

static int set_up(void **state)
{
    (void)state;
    tomt_error_clear(&err);
    memset(&now, 0, sizeof now);
    now.of.top = 10;
    now.of.interval = 0.9;
    arena = tomt_arena_new(&err);
    return arena ? 0 : -1;
}
static void near(double found, double wanted, double within)
{
    if (!(fabs(found - wanted) <= within))
        fail_msg("%.17g should be %.17g", found, wanted);
}
static int tear_down(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}
static double uniform(void)
{
    static uint64_t z = 17;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}
static void add_site(size_t m, const double *value)
{
    now.m = m;
    for (size_t c = 0; c < m; c++)
        now.column[c][now.n] = value[c];
    now.n++;
}
static void draw_simplex(size_t n_draws, uint64_t seed)
{
    double *draw;
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_SIMPLEX, .n_draws = n_draws, .seed = seed};
    assert_true(tomt_draws_make(arena, &settings, NULL, now.m, &draw, &err));
    now.of.draw = draw;
    now.of.n_draws = n_draws;
}
static void smaa(const struct tomt_crew *crew)
{
    for (size_t c = 0; c < now.m; c++)
        now.value[c] = now.column[c];
    now.of.of = (struct tomt_score_input){now.m, now.n, now.share, now.policy, now.value};
    now.of.uncertain = now.uncertain;
    assert_true(tomt_smaa(arena, &now.of, crew, &got, &err));
}
static void share_is(double found, double p) /* within 4 standard errors */
{
    if (!(fabs(found - p) <= 4 * sqrt(p * (1 - p) / (double)now.of.n_draws) + 1e-12))
        fail_msg("share %g should be %g", found, p);
}
static void mean_is(double found, double wanted, double deviation, double n)
{
    if (!(fabs(found - wanted) <= 4 * deviation / sqrt(n)))
        fail_msg("mean %g should be %g", found, wanted);
}

/* With weights (w, 1 - w): A = w, B = 1 - w, C = 0.6, D = 0.5. A is first above 0.6, B below 0.4, C
 * between; D is always third. */
static void two_criteria(void)
{
    add_site(2, (double[]){1, 0});
    add_site(2, (double[]){0, 1});
    add_site(2, (double[]){0.6, 0.6});
    add_site(2, (double[]){0.5, 0.5});
}
static void lengths_on_two_criteria(void **state)
{
    (void)state;
    two_criteria();
    draw_simplex(N_DRAWS, 1);
    now.of.top = 2;
    smaa(&ONE);
    const double first[] = {0.4, 0.4, 0.2, 0}, second[] = {0.1, 0.1, 0.8, 0};
    const double fourth[] = {0.5, 0.5, 0, 0}, mean[] = {2.6, 2.6, 1.8, 3};
    const double centre[] = {0.8, 0.2, 0.5}, width[] = {0.4, 0.4, 0.2};
    for (size_t i = 0; i < 4; i++) {
        share_is(got.acceptability[0][i], first[i]);
        share_is(got.acceptability[1][i], second[i]);
        share_is(got.acceptability[3][i], fourth[i]);
        share_is(got.top_share[i], first[i] + second[i]);
        assert_true(got.top_100_share[i] == 1 && got.acceptability[4][i] == 0);
        mean_is(got.rank_mean[i], mean[i], 1.5, N_DRAWS);
        if (i == 3)
            continue;
        assert_true(got.confidence[i] == 1);
        mean_is(got.central[0][i], centre[i], width[i] / sqrt(12), first[i] * N_DRAWS);
        near(got.central[0][i] + got.central[1][i], 1, 1e-9);
    }
    assert_true(isnan(got.central[0][3]) && isnan(got.confidence[3]));
    assert_true(got.acceptability[2][3] == 1 && got.rank_mean[3] == 3);
    const uint32_t best[] = {1, 1, 1, 3}, worst[] = {4, 4, 2, 3};
    assert_memory_equal(got.rank_best, best, sizeof best);
    assert_memory_equal(got.rank_worst, worst, sizeof worst);
    assert_memory_equal(got.rank_low, best, sizeof best);
    assert_memory_equal(got.rank_high, worst, sizeof worst);
}

/* The same with the weights of the middles of 1,000 equal pieces: no chance in it. */
static void even_draws_give_lengths_exactly(void **state)
{
    (void)state;
    two_criteria();
    static double draw[2000];
    for (size_t d = 0; d < 1000; d++) {
        draw[2 * d] = ((double)d + 0.5) / 1000;
        draw[2 * d + 1] = 1 - draw[2 * d];
    }
    now.of.draw = draw;
    now.of.n_draws = 1000;
    smaa(&ONE);
    near(got.acceptability[0][0], 0.4, 1e-15);
    near(got.acceptability[0][1], 0.4, 1e-15);
    near(got.acceptability[0][2], 0.2, 1e-15);
    near(got.acceptability[1][0], 0.1, 1e-15);
    near(got.rank_mean[0], 2.6, 1e-12);
    near(got.central[0][0], 0.8, 1e-12);
    near(got.central[1][1], 0.8, 1e-12);
    near(got.central[0][2], 0.5, 1e-12);
    /* The ends at which at most the tails are left over: of C 20 % first, 80 % second; of A 40, 10,
     * 0, 50 %. */
    now.of.interval = 0.6;
    smaa(&ONE);
    assert_int_equal(got.rank_low[2], 2);
    assert_int_equal(got.rank_low[0], 1);
    assert_int_equal(got.rank_high[0], 4);
    now.of.interval = 0.1; /* 45 % may be left over on either side: A from 2 */
    smaa(&ONE);
    assert_int_equal(got.rank_low[0], 2);
    assert_int_equal(got.rank_high[0], 4);
    now.of.interval = 1;
    smaa(&ONE);
    assert_int_equal(got.rank_low[2], 1);
}

/* Corners and D = 0.4 all along: D is first where no weight is over 0.4: 1 - 3 * 0.6^2 + 3 * 0.2^2
 * = 0.04 of the triangle; second where one is: 3 * (0.36 - 2 * 0.04) = 0.84; third where two are:
 * 0.12. */
static void areas_on_three_criteria(void **state)
{
    (void)state;
    add_site(3, (double[]){1, 0, 0});
    add_site(3, (double[]){0, 1, 0});
    add_site(3, (double[]){0, 0, 1});
    add_site(3, (double[]){0.4, 0.4, 0.4});
    draw_simplex(N_DRAWS, 2);
    smaa(&ONE);
    for (size_t i = 0; i < 3; i++)
        share_is(got.acceptability[0][i], 0.32);
    share_is(got.acceptability[0][3], 0.04);
    share_is(got.acceptability[1][3], 0.84);
    share_is(got.acceptability[2][3], 0.12);
    assert_true(got.rank_worst[3] == 3);
    for (size_t c = 0; c < 3; c++)
        mean_is(got.central[c][3], 1.0 / 3, 0.05, 0.04 * N_DRAWS); /* each at most 0.2 from it */
}

/* Polygons of (w1, w2), w3 = 1 - w1 - w2. */
struct polygon {
    double x[16], y[16];
    int n;
};
/* Keeps a x + b y + c >= 0 (Sutherland and Hodgman). */
static void cut(struct polygon *of, double a, double b, double c)
{
    struct polygon to = {.n = 0};
    for (int i = 0; i < of->n; i++) {
        int j = (i + 1) % of->n;
        double here = a * of->x[i] + b * of->y[i] + c, next = a * of->x[j] + b * of->y[j] + c;
        if (here >= 0) {
            to.x[to.n] = of->x[i];
            to.y[to.n++] = of->y[i];
        }
        if ((here >= 0) != (next >= 0)) {
            double way = here / (here - next);
            to.x[to.n] = of->x[i] + way * (of->x[j] - of->x[i]);
            to.y[to.n++] = of->y[i] + way * (of->y[j] - of->y[i]);
        }
    }
    *of = to;
}
static double area_and_centroid(const struct polygon *of, double *x, double *y)
{
    double twice = 0;
    *x = *y = 0;
    for (int i = 0; i < of->n; i++) {
        int j = (i + 1) % of->n;
        double cross = of->x[i] * of->y[j] - of->x[j] * of->y[i];
        twice += cross;
        *x += (of->x[i] + of->x[j]) * cross / 3;
        *y += (of->y[i] + of->y[j]) * cross / 3;
    }
    *x /= twice;
    *y /= twice;
    return twice / 2;
}
/* The part of the triangle where a site beats all others, by cutting it with each of them. */
static void polygons_of_random_sites(void **state)
{
    (void)state;
    for (uint64_t turn = 0; turn < 20; turn++) {
        now.n = 0;
        for (int i = 0; i < 7; i++)
            add_site(3, (double[]){uniform(), uniform(), uniform()});
        draw_simplex(N_DRAWS, 100 + turn);
        smaa(&ONE);
        double sum = 0;
        for (size_t i = 0; i < now.n; i++) {
            struct polygon part = {{0, 1, 0}, {0, 0, 1}, 3};
            for (size_t j = 0; j < now.n; j++) {
                double d[3];
                for (size_t c = 0; c < 3; c++)
                    d[c] = now.column[c][i] - now.column[c][j];
                if (j != i)
                    cut(&part, d[0] - d[2], d[1] - d[2], d[2]);
            }
            double x = 0, y = 0, share = part.n ? 2 * area_and_centroid(&part, &x, &y) : 0;
            sum += share;
            share_is(got.acceptability[0][i], share);
            if (share * N_DRAWS < 50)
                continue;
            /* a coordinate of a part of the triangle of that share deviates by at most 0.3 */
            mean_is(got.central[0][i], x, 0.3, share * N_DRAWS);
            mean_is(got.central[1][i], y, 0.3, share * N_DRAWS);
            mean_is(got.central[2][i], 1 - x - y, 0.3, share * N_DRAWS);
            assert_true(got.confidence[i] == 1);
        }
        near(sum, 1, 1e-9);
    }
}

static void ties_go_to_the_earlier(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) /* copies, but for the last, which is better by less than shows */
        add_site(2, (double[]){0.5, i == 39 ? 0.5 + 0x1p-40 : 0.5});
    draw_simplex(100, 3);
    smaa(&ONE);
    for (uint32_t i = 0; i < 40; i++) {
        assert_true(got.rank_best[i] == i + 1 && got.rank_worst[i] == i + 1);
        assert_true(got.rank_mean[i] == i + 1);
    }
    now.column[1][39] = 0.5 + 0x1p-26;
    smaa(&ONE);
    assert_int_equal(got.rank_best[39], 1);
}

/* --- all of it again, by sorting ------------------------------------------------------------- */

static uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}
static double plain_value(size_t draw, size_t criterion, size_t site)
{
    double value = now.column[criterion][site];
    for (size_t u = 0; u < now.of.n_uncertain; u++) {
        const struct tomt_uncertain *one = &now.uncertain[u];
        if (one->criterion != criterion || isnan(one->low[site]) || isnan(one->high[site]))
            continue;
        const uint64_t step = 0x9e3779b97f4a7c15u;
        uint64_t z = mixed(now.of.seed + step * (draw + 1));
        z = mixed(mixed(z + step * (criterion + 1)) + step * (site + 1));
        double at = (double)(z >> 11) * 0x1p-53;
        value = tomt_value_of(one->value, one->low[site] + (one->high[site] - one->low[site]) * at);
    }
    if (isnan(value) && now.policy[criterion] != TOMT_NULL_DROP)
        value = now.policy[criterion] == TOMT_NULL_WORST ? 0 : 0.5;
    return value;
}
static double plain_score(size_t draw, const double *weight, size_t site)
{
    double sum = 0, known = 0;
    bool any = false;
    for (size_t c = 0; c < now.m; c++) {
        double value = plain_value(draw, c, site);
        if (isnan(value))
            continue;
        any = true;
        sum += weight[c] * value;
        known += weight[c];
    }
    return !any ? NAN : known > 0 ? sum / known : 0;
}
struct scored {
    double score;
    uint32_t site;
};
static int best_first(const void *left, const void *right)
{
    const struct scored *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}
static int by_size(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}
/* rank[site * n_draws + draw], 0 none; returns the number of sites ranked */
static size_t plain_ranks(uint32_t *rank)
{
    static struct scored list[MOST_SITES];
    size_t n = 0;
    for (size_t d = 0; d < now.of.n_draws; d++) {
        n = 0;
        for (uint32_t i = 0; i < now.n; i++) {
            double score = plain_score(d, now.of.draw + d * now.m, i);
            rank[i * now.of.n_draws + d] = 0;
            if (!isnan(score))
                list[n++] = (struct scored){score, i};
        }
        qsort(list, n, sizeof *list, best_first);
        for (uint32_t i = 0; i < n; i++)
            rank[list[i].site * now.of.n_draws + d] = i + 1;
    }
    return n;
}
static bool is_first(size_t draw, const double *weight, size_t site)
{
    double ours = plain_score(draw, weight, site);
    for (size_t i = 0; i < now.n; i++) {
        double score = plain_score(draw, weight, i);
        if (score > ours || (score == ours && i < site))
            return false;
    }
    return true;
}
static void central_is_plain(size_t site, const uint32_t *rank)
{
    size_t n_draws = now.of.n_draws, n_first = 0, n_sure = 0;
    double mean[MOST_CRITERIA] = {0};
    for (size_t d = 0; d < n_draws; d++) {
        for (size_t c = 0; rank[d] == 1 && c < now.m; c++)
            mean[c] += now.of.draw[d * now.m + c];
        n_first += rank[d] == 1 ? 1 : 0;
    }
    if (!n_first) {
        assert_true(isnan(got.central[0][site]) && isnan(got.confidence[site]));
        return;
    }
    for (size_t c = 0; c < now.m; c++) {
        mean[c] /= (double)n_first;
        near(got.central[c][site], mean[c], 1e-12);
    }
    for (size_t d = 0; d < n_draws; d++)
        n_sure += is_first(d, mean, site) ? 1 : 0;
    near(got.confidence[site], (double)n_sure / (double)n_draws, 1e-12);
}
static void all_is_plain(void)
{
    size_t n_draws = now.of.n_draws;
    size_t tail = (size_t)floor((1 - now.of.interval) / 2 * (double)n_draws + 1e-6);
    uint32_t *all = calloc(now.n * n_draws + 1, sizeof *all);
    assert_non_null(all);
    size_t n_ranked = plain_ranks(all);
    for (size_t i = 0; i < now.n; i++) {
        uint32_t *rank = all + i * n_draws;
        if (rank[0] == 0) {
            assert_true(isnan(got.rank_mean[i]) && isnan(got.top_share[i]));
            assert_true(got.rank_best[i] == 0 && got.rank_high[i] == 0 && got.rank_low[i] == 0);
            assert_true(isnan(got.acceptability[0][i]) && isnan(got.confidence[i]));
            continue;
        }
        central_is_plain(i, rank);
        double sum = 0, within[TOMT_SMAA_RANKS] = {0}, top = 0, top_100 = 0;
        for (size_t d = 0; d < n_draws; d++) {
            sum += rank[d];
            top += rank[d] <= now.of.top ? 1 : 0;
            top_100 += rank[d] <= 100 ? 1 : 0;
            if (rank[d] <= TOMT_SMAA_RANKS)
                within[rank[d] - 1]++;
        }
        for (size_t r = 0; r < TOMT_SMAA_RANKS; r++)
            near(got.acceptability[r][i], within[r] / (double)n_draws, 1e-12);
        near(got.top_share[i], top / (double)n_draws, 1e-12);
        near(got.top_100_share[i], top_100 / (double)n_draws, 1e-12);
        near(got.rank_mean[i], sum / (double)n_draws, 1e-9);
        qsort(rank, n_draws, sizeof *rank, by_size);
        uint32_t low = rank[tail], high = rank[n_draws - 1 - tail];
        assert_int_equal(got.rank_best[i], rank[0]);
        assert_int_equal(got.rank_worst[i], rank[n_draws - 1]);
        assert_true(got.rank_low[i] <= low && got.rank_high[i] >= high);
        assert_true(low > 128 || got.rank_low[i] == low);
        assert_true(high > 128 || got.rank_high[i] == high);
        assert_true(low - got.rank_low[i] <= low / 32 && got.rank_high[i] - high <= high / 32);
        assert_true(got.rank_low[i] >= got.rank_best[i] && got.rank_high[i] <= got.rank_worst[i]);
        assert_true(got.rank_high[i] <= n_ranked);
    }
    free(all);
}

static double corner_x[] = {0, 0.2, 0.5, 1}, corner_y[] = {0.1, 0.9, 0.3, 1};
static const struct tomt_value shapes[] = {
    {.function = TOMT_LINEAR, .full_at = 0.8, .zero_at = 0.1},
    {.function = TOMT_LINEAR, .full_at = 0.2, .zero_at = 1},
    {.function = TOMT_LOGISTIC, .full_at = 0.2, .zero_at = 0.9},
    {.function = TOMT_PIECEWISE, .points = {corner_x, corner_y, 4}},
    {.function = TOMT_BELL, .peak_at = 0.4, .half_width = 0.2},
    {.function = TOMT_STEP, .points = {corner_x + 1, corner_y, 2}, .otherwise = 0.4}};

static void fill(size_t m, size_t n, double gaps, double ranges)
{
    now.m = m;
    now.n = n;
    now.of.seed = 77;
    now.of.n_uncertain = ranges > 0 ? 1 + (size_t)(uniform() * (double)m) : 0;
    for (size_t c = 0; c < m; c++) {
        now.policy[c] = (enum tomt_null_policy)(uniform() < 0.6 ? 0 : 3 * uniform());
        now.uncertain[c] =
            (struct tomt_uncertain){c, now.low[c], now.high[c], &shapes[(size_t)(uniform() * 6)]};
        for (size_t i = 0; i < n; i++) {
            double raw = uniform(), by = 0.3 * uniform();
            now.column[c][i] = uniform() < gaps ? NAN : uniform();
            now.low[c][i] = uniform() < ranges ? raw - by : NAN;
            now.high[c][i] = raw + by;
            if (c < now.of.n_uncertain && !isnan(now.low[c][i]))
                now.column[c][i] =
                    uniform() < gaps ? NAN : tomt_value_of(now.uncertain[c].value, raw);
        }
    }
}
static void random_cases_by_sorting(void **state)
{
    (void)state;
    for (uint64_t turn = 0; turn < 120; turn++) {
        fill(1 + (size_t)(uniform() * MOST_CRITERIA), 1 + (size_t)(uniform() * 40),
             turn % 2 ? 0.3 : 0, turn % 3 ? 0 : 0.7);
        now.of.top = 1 + (size_t)(uniform() * 20);
        now.of.interval = 0.5 + 0.5 * uniform();
        draw_simplex(1 + (size_t)(uniform() * 200), turn);
        smaa(&ONE);
        all_is_plain();
    }
}
static void many_sites_by_sorting(void **state)
{
    (void)state;
    fill(4, 2500, 0.1, 0);
    draw_simplex(90, 4);
    now.of.top = 300;
    smaa(&ONE);
    all_is_plain();
}

static void more_draws_than_sixteen_bits(void **state)
{
    (void)state;
    two_criteria();
    draw_simplex(70000, 5);
    smaa(&ONE);
    all_is_plain();
    assert_true(got.acceptability[2][3] == 1 && got.rank_low[3] == 3 && got.rank_high[3] == 3);
}

/* X is 0.6 for sure, Y anything from 0 to 1: Y is first in 0.4 of the draws, whatever the weights;
 * and Z is out of it. */
static void confidence_of_uncertain_numbers(void **state)
{
    (void)state;
    add_site(1, (double[]){0.6});
    add_site(1, (double[]){0.5});
    add_site(1, (double[]){0.1});
    static const struct tomt_value linear = {.function = TOMT_LINEAR, .full_at = 10, .zero_at = 0};
    static const double low[] = {NAN, 0, NAN}, high[] = {NAN, 10, NAN};
    now.uncertain[0] = (struct tomt_uncertain){0, low, high, &linear};
    now.of.n_uncertain = 1;
    draw_simplex(N_DRAWS, 6);
    smaa(&ONE);
    share_is(got.confidence[0], 0.6);
    share_is(got.confidence[1], 0.4);
    near(got.confidence[1], got.acceptability[0][1], 1e-12);
    assert_true(isnan(got.confidence[2]));
    share_is(got.acceptability[2][1], 0.1);
    mean_is(got.rank_mean[1], 0.4 + 2 * 0.5 + 3 * 0.1, 1, N_DRAWS);
}

/* Gaps can leave two parts where a site is first, and its central weights between them, where it is
 * not: X = 1 - w / 2; Y lacks the first criterion: 0.8 all along, ahead from w = 0.4, but 0 at w =
 * 1, where it has nothing that counts. */
static void confidence_can_be_nought(void **state)
{
    (void)state;
    add_site(2, (double[]){1, 1}); /* 1 all along */
    now.column[0][0] = 0.5;        /* 0.5 w + (1 - w) */
    add_site(2, (double[]){NAN, 0.8});
    static const double draw[] = {0, 1, 0.1, 0.9, 0.9, 0.1, 1, 0};
    now.of.draw = draw;
    now.of.n_draws = 4;
    smaa(&ONE);
    assert_true(got.acceptability[0][0] == 0.75);
    assert_true(got.acceptability[0][1] == 0.25);
    /* centre of 0, 0.1 and 1: 11/30, under 0.4: still first */
    near(got.central[0][0], 11.0 / 30, 1e-12);
    assert_true(got.confidence[0] == 1);
    static const double other[] = {0, 1, 1, 0, 0.9, 0.1, 1, 0};
    now.of.draw = other; /* centre of 0, 1 and 1: 2/3, where the second is first */
    smaa(&ONE);
    assert_true(got.acceptability[0][0] == 0.75 && got.confidence[0] == 0);
    all_is_plain();
}

static void same(const struct tomt_smaa *a, const struct tomt_smaa *b)
{
    size_t d = now.n * sizeof(double), u = now.n * sizeof(uint32_t);
    for (size_t r = 0; r < TOMT_SMAA_RANKS; r++)
        assert_memory_equal(a->acceptability[r], b->acceptability[r], d);
    for (size_t c = 0; c < now.m; c++)
        assert_memory_equal(a->central[c], b->central[c], d);
    assert_memory_equal(a->top_share, b->top_share, d);
    assert_memory_equal(a->top_100_share, b->top_100_share, d);
    assert_memory_equal(a->rank_mean, b->rank_mean, d);
    assert_memory_equal(a->confidence, b->confidence, d);
    assert_memory_equal(a->rank_best, b->rank_best, u);
    assert_memory_equal(a->rank_worst, b->rank_worst, u);
    assert_memory_equal(a->rank_low, b->rank_low, u);
    assert_memory_equal(a->rank_high, b->rank_high, u);
}
static void any_number_of_threads(void **state)
{
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        fill(5, MOST_SITES, 0.1, turn ? 0.5 : 0);
        draw_simplex(150, 8);
        smaa(&ONE);
        const struct tomt_smaa one = got;
        for (unsigned n = 2; n <= 8; n += 6) {
            const struct tomt_crew crew = {.n_threads = n};
            smaa(&crew);
            same(&one, &got);
        }
    }
}

static void any_processor(void **state)
{
    (void)state;
    enum { N = 50, M = 5 };
    static double value[M * TOMT_TILE], known[M * TOMT_TILE], fill_in[TOMT_TILE], weight[N * M];
    static uint32_t key[3][N * TOMT_TILE];
    for (int turn = 0; turn < 50; turn++) {
        for (size_t i = 0; i < M * TOMT_TILE; i++) {
            value[i] = uniform() < 0.1 ? 1 : uniform();
            known[i] = uniform() < 0.5 ? 1 : 0;
        }
        for (size_t i = 0; i < TOMT_TILE; i++)
            fill_in[i] = 1e-300;
        for (size_t i = 0; i < N * M; i++)
            weight[i] = uniform() / M;
        struct tomt_smaa_tile tile = {value, turn % 2 ? known : NULL, fill_in};
        for (int level = 0; level < 3; level++) {
            tomt_smaa_keys *keys = tomt_smaa_keys_at(level);
            if (!keys)
                continue;
            keys(&tile, weight, N, M, key[level], TOMT_TILE);
            assert_memory_equal(key[level], key[0], sizeof key[0]);
        }
    }
}

static void sites_without_numbers(void **state)
{
    (void)state;
    now.m = 2;
    draw_simplex(10, 1);
    smaa(&ONE); /* no site */
    add_site(2, (double[]){NAN, NAN});
    smaa(&ONE);
    assert_true(isnan(got.rank_mean[0]) && got.rank_best[0] == 0 && isnan(got.central[1][0]));
    add_site(2, (double[]){NAN, 0});
    add_site(2, (double[]){NAN, NAN});
    smaa(&ONE);
    assert_true(got.rank_worst[1] == 1 && got.acceptability[0][1] == 1 && got.confidence[1] == 1);
    assert_true(isnan(got.top_share[2]) && got.rank_high[2] == 0);
    now.policy[0] = TOMT_NULL_WORST; /* a number is put in its place: it is ranked */
    smaa(&ONE);
    assert_true(got.rank_best[0] == 1 && got.rank_best[2] == 3);
    now.of.n_draws = 0;
    assert_false(tomt_smaa(arena, &now.of, &ONE, &got, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
}

static void interrupted(void **state)
{
    (void)state;
    fill(5, 500, 0, 0);
    draw_simplex(50, 8);
    smaa(&ONE);
    static volatile int cancel = 1;
    const struct tomt_crew crew = {.n_threads = 2, .cancel = &cancel};
    assert_false(tomt_smaa(arena, &now.of, &crew, &got, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
}

static void no_memory_is_told(void **state)
{
    (void)state;
    fill(3, 50, 0.2, 0.5);
    draw_simplex(20, 8);
    smaa(&ONE);
    bool done = false;
    for (uint64_t i = 1; !done; i++) {
        tomt_error_clear(&err);
        tomt_allocation_fail_at(i);
        done = tomt_smaa(arena, &now.of, &ONE, &got, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_true(i < 1000);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(lengths_on_two_criteria),
                                       TEST(even_draws_give_lengths_exactly),
                                       TEST(areas_on_three_criteria),
                                       TEST(polygons_of_random_sites),
                                       TEST(ties_go_to_the_earlier),
                                       TEST(random_cases_by_sorting),
                                       TEST(many_sites_by_sorting),
                                       TEST(more_draws_than_sixteen_bits),
                                       TEST(confidence_of_uncertain_numbers),
                                       TEST(confidence_can_be_nought),
                                       TEST(any_number_of_threads),
                                       TEST(any_processor),
                                       TEST(sites_without_numbers),
                                       TEST(interrupted),
                                       TEST(no_memory_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
