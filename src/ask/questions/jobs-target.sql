-- title: Is there room for the jobs wanted | Er det plass til arbeidsplassene som er målet
-- help: Jobs today, the target, and how many of the highest ranked sites reach it. | Arbeidsplasser i dag, målet, og hvor mange av de høyest plasserte tomtene som når det.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: areas text = study_area of target.layer -- layer of areas (study_area: the whole) | laget med områder (study_area: hele)
-- param: strategy text = all choices all|densify|transform|none -- strategy of the sites | tomtenes arealstrategi
-- needs: target
-- wide: n_unknown_jobs jobs_capacity_low jobs_capacity_high n_sites_low n_sites_high jobs_today_from
-- column: n_sites_needed -- Sites by rank that reach the target | Tomter etter plassering som når målet
-- column: n_sites_high -- Sites by rank that reach the target, high estimate | Tomter etter plassering som når målet, høyt anslag
-- column: n_sites_low -- Sites by rank that reach the target, low estimate | Tomter etter plassering som når målet, lavt anslag
-- note: Capacity is theoretical and gross. Sites without a known number of jobs are in no sum. | Kapasiteten er teoretisk og brutto. Tomter med ukjent antall arbeidsplasser er ikke med i noen sum.
SELECT t.number, t.name, t.year, t.jobs_today, t.jobs_today_from, t.jobs_target, t.jobs_wanted, t.n_sites, t.jobs_capacity_low, t.jobs_capacity, t.jobs_capacity_high, t.n_sites_high,
       t.n_sites_needed, t.n_sites_low, t.reached, t.n_unknown_jobs
FROM target AS t
WHERE t.profile = :profile AND t.layer = :areas AND t.strategy = :strategy
ORDER BY t.number;
