-- title: Sites that score highest with these weights | Tomter med høyest poengsum med disse vektene
-- help: The sites of a profile by rank, with how firm the rank is and what may be built. | Tomtene i en profil etter plassering, med hvor stødig plasseringen er og hva som kan bygges.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: top integer = 10 from 1 to 100000 -- so many sites | så mange tomter
-- param: strategy text choices densify|transform|none -- only sites of this strategy | bare tomter med denne arealstrategien
-- param: readiness text choices buildable|detailed_plan_needed|joint_plan_needed -- only sites this ready | bare tomter som er så klare
-- param: min_m2 number = 0 from 0 -- at least so much ground to build on, m² | minst så mye byggbart areal, m²
-- param: min_bra_m2 number from 0 -- at least so much unused floor area, m² BRA | minst så mye ledig bruksareal, m² BRA
-- needs: profile.rank
-- needs: profile.unused_bra_m2 if min_bra_m2
-- needs: site.hub_walk_min if within_min
-- wide: stability coverage strategy use_title plan_id jobs_low jobs_high developable_m2 hub_walk_min
-- column: rank_low -- from | fra
-- column: rank_high -- to | til
-- column: use_title -- Land use | Arealformål
-- column: hub_walk_min min -- Walk to public transport | Gange til kollektiv
-- param: within_min number from 0 to 120 -- at most so long a walk to the nearest public transport, minutes | høyst så lang gange til nærmeste kollektivtransport, minutter
-- note: Scores hold for these criteria and weights; `tomt explain` tells a site's numbers. | Poengene gjelder disse kriteriene og vektene; `tomt explain` forteller om tallene til en tomt.
SELECT s.geom, k.rank, {profile.rank_low ? k.rank_low} AS rank_low, {profile.rank_high ? k.rank_high} AS rank_high, k.site_id, k.score,
       {profile.stability ? k.stability} AS stability, k.coverage, {site.use_title ? s.use_title} AS use_title, {site.strategy ? s.strategy} AS strategy, {site.readiness ? s.readiness} AS readiness, s.developable_m2,
       {profile.unused_bra_m2 ? k.unused_bra_m2} AS unused_bra_m2, {profile.jobs ? k.jobs_low} AS jobs_low, {profile.jobs ? k.jobs} AS jobs,
       {profile.jobs ? k.jobs_high} AS jobs_high, {site.hub_walk_min ? s.hub_walk_min} AS hub_walk_min, {site.plan_id ? s.plan_id} AS plan_id
FROM {score_profile} AS k JOIN site AS s ON s.fid = k.site_fid
WHERE (:strategy IS NULL OR coalesce({site.strategy ? s.strategy}, 'none') = :strategy)
  AND (:readiness IS NULL OR {site.readiness ? s.readiness} = :readiness)
  AND s.developable_m2 >= :min_m2
  AND (:min_bra_m2 IS NULL OR {profile.unused_bra_m2 ? k.unused_bra_m2} >= :min_bra_m2)
  AND (:within_min IS NULL OR {site.hub_walk_min ? s.hub_walk_min} <= :within_min)
  AND k.rank IS NOT NULL
ORDER BY k.rank, k.site_id
LIMIT :top;
