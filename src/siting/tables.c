/* siting/tables.c: what was chosen, as tables of a result. */
#include "result/alter.h"
#include "siting/inside.h"

bool tomt_siting_write(struct tomt_arena *arena, const struct tomt_siting_ask *ask,
                       const struct tomt_siting *siting, const char *target, bool replace,
                       const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)arena, (void)ask, (void)siting, (void)replace, (void)crew;
    return tomt_fail(err, TOMT_INTERNAL, "cannot write '%s' yet", target);
}
