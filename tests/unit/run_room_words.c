/* unit/run_room_words.c: words of plans as tables of many makers write them (docs/capacity.md: types 10 to 18; SOSI Plan, Plantype 20 to 35). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run/room_inside.h"

static void types_of_utilisation(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int type;
    } texts[] = {{"16", 16}, {" 16 ", 16}, {"16.0", 16}, {"16,0", 16}, {"1.0", 1}, {"1,0", 1}, {"3", 3}, {"%-BYA", 16}, {"% bya", 16}, {"BYA", 15}, {"T-BRA", 13}, {"byggeforbud", 10},
                 {"1.6", -1}, {"16.5", -1}, {"-16", -1}, {"160", -1}, {"16-18", -1}, {"1e300", -1}, {"nan", -1}, {"", -1}, {"   ", -1}, {"hopp", -1}, {"%-BYA %-BYA %-BYA %-BYA %-BYA %-BYA %-BYA %-BYA", -1}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (tomt_room_utilisation(texts[i].text) != texts[i].type)
            fail_msg("'%s' is type %d, not %d", texts[i].text, tomt_room_utilisation(texts[i].text), texts[i].type);
}

static void kinds_of_plans(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum tomt_plan_kind kind;
    } texts[] = {{"kommuneplan", TOMT_PLAN_MUNICIPAL}, {"KOMMUNEPLAN", TOMT_PLAN_MUNICIPAL}, {"Kommunedelplan ", TOMT_PLAN_MUNICIPAL}, {"20", TOMT_PLAN_MUNICIPAL}, {"22.0", TOMT_PLAN_MUNICIPAL},
                 {"23", TOMT_PLAN_UNKNOWN}, {"Områderegulering", TOMT_PLAN_AREA}, {"34", TOMT_PLAN_AREA}, {"Detaljregulering", TOMT_PLAN_DETAILED}, {" 35 ", TOMT_PLAN_DETAILED},
                 {"30", TOMT_PLAN_DETAILED}, {"36", TOMT_PLAN_UNKNOWN}, {"reguleringsplaner", TOMT_PLAN_UNKNOWN}, {"detalj", TOMT_PLAN_UNKNOWN}, {"", TOMT_PLAN_UNKNOWN}, {NULL, TOMT_PLAN_UNKNOWN}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (tomt_room_plan_kind(texts[i].text) != texts[i].kind)
            fail_msg("'%s' is of kind %d", texts[i].text ? texts[i].text : "(none)", (int)tomt_room_plan_kind(texts[i].text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(types_of_utilisation), cmocka_unit_test(kinds_of_plans)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
