/* rank/veto.c: vetoes that are stricter than the run's put sites out. */
#include "rank/inside.h"

#include <math.h>
#include <string.h>

/* The veto that a site meets, or NULL: the first in the profile's order, as in a run. */
static const struct tomt_profile_veto *vetoed(const struct tomt_ranking *at, size_t s,
                                              size_t *criterion)
{
    const struct tomt_profile *profile = &at->profile;
    for (size_t v = 0; v < profile->n_vetoes; v++) {
        const struct tomt_profile_veto *veto = &profile->veto[v];
        size_t c = 0;
        while (c < profile->n_criteria && strcmp(profile->criterion[c].id, veto->criterion))
            c++;
        if (c == profile->n_criteria)
            continue;
        double x = at->old.x[c][s];
        *criterion = c;
        if (isnan(x) ? veto->missing
                     : (!isnan(veto->below) && x < veto->below) ||
                           (!isnan(veto->above) && x > veto->above))
            return veto;
    }
    return NULL;
}

bool tomt_rank_veto(struct tomt_ranking *at, struct tomt_error *err)
{
    struct tomt_ranked *old = &at->old;
    size_t kept = 0, c = 0;
    if (at->profile.n_vetoes == 0)
        return true;
    at->out = tomt_arena_block(at->arena, NULL, (old->n + 1) * sizeof *at->out, err);
    if (!at->out)
        return false;
    for (size_t s = 0; s < old->n; s++) {
        const struct tomt_profile_veto *veto = vetoed(at, s, &c);
        if (veto) {
            const char *unit = at->of[c]->unit ? at->of[c]->unit : "";
            at->out[at->n_out++] = (struct tomt_put_out){old->fid[s], veto, old->x[c][s], unit};
            continue;
        }
        old->fid[kept] = old->fid[s];
        old->site_id[kept] = old->site_id[s];
        old->rank[kept] = old->rank[s];
        old->score[kept] = old->score[s];
        for (size_t k = 0; k < at->profile.n_criteria; k++) {
            old->x[k][kept] = old->x[k][s];
            old->beyond[k][kept] = old->beyond[k][s];
        }
        kept++;
    }
    old->n = kept;
    return true;
}
