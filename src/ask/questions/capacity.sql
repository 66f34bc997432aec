-- title: Room to build, by area | Ledig kapasitet etter område
-- help: What the plan still allows on a profile's sites, summed by area and strategy. | Det planen fortsatt tillater på tomtene i en profil, summert etter område og arealstrategi.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: areas text = study_area of area_strategy.layer -- layer of areas (study_area: the whole) | laget med områder (study_area: hele)
-- param: strategy text = all choices all|densify|transform|none -- strategy of the sites | tomtenes arealstrategi
-- needs: area_strategy
-- wide: n_unknown existing_bra_m2 allowed_bra_m2 replaces_m2 jobs_low jobs_high
-- column: n_unknown -- Sites without a number | Tomter uten tall
-- note: Theoretical and gross: what the plan allows, before design, market and procedure. Sites whose floor area is not known are in no sum. | Teoretisk og brutto: det planen tillater, før prosjektering, marked og saksgang. Tomter med ukjent bruksareal er ikke med i noen sum.
SELECT a.number, a.name, a.strategy, a.n_sites, a.n_unknown, a.developable_m2, a.existing_bra_m2, a.allowed_bra_m2, a.unused_bra_m2, a.replaces_m2, a.jobs_low, a.jobs, a.jobs_high,
       (SELECT g.geom FROM area_capacity AS g WHERE g.layer = a.layer AND g.number IS a.number AND g.profile = a.profile LIMIT 1) AS geom
FROM area_strategy AS a
WHERE a.profile = :profile AND a.layer = :areas AND a.strategy = :strategy
ORDER BY a.unused_bra_m2 DESC, a.number;
