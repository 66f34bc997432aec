-- title: Sites near a hub | Tomter nær et knutepunkt
-- help: Ranked sites within a straight-line distance of hubs, by a hub's name or mode, with the walk to that hub where the result holds it. | Plasserte tomter innen en luftlinje fra knutepunkter, etter navn eller driftsart, med gangen til det knutepunktet der resultatet har den.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: hub text -- part of the hub's name | del av knutepunktets navn
-- param: mode text = rail choices rail|tram|bus|ferry|port|terminal|junction|any -- what stops there | hva som stopper der
-- param: within_m number = 800 from 1 to 5000 -- straight-line distance, m | luftlinje, m
-- param: within_min number from 0 to 120 -- at most so long a walk along streets to the hub, minutes | høyst så lang gange langs veg til knutepunktet, minutter
-- param: min_bra_m2 number from 0 -- at least so much unused floor area, m² BRA | minst så mye ledig bruksareal, m² BRA
-- param: top integer = 20 from 1 to 100000 -- so many sites | så mange tomter
-- needs: hub
-- needs: profile.rank
-- needs: evidence if within_min
-- needs: profile.unused_bra_m2 if min_bra_m2
-- wide: readiness use_title strategy developable_m2 jobs
-- column: hub -- Hub | Knutepunkt
-- column: distance_m m -- Straight line | Luftlinje
-- column: walk_m m -- Walk there | Gange dit
-- column: walk_min min -- Walk there | Gange dit
-- column: use_title -- Land use | Arealformål
-- note: The straight line goes to the site's edge, the walk along streets from its site point to the hub of the same row. No walk: no criterion of the result measured it (hub_walk with this mode, five nearest hubs). | Luftlinjen går til tomtegrensen, gangen langs veg fra tomtepunktet til knutepunktet i samme rad. Uten gange: ingen kriterier i resultatet har målt den (hub_walk med denne driftsarten, de fem nærmeste).
-- The number of a walk's evidence is its length (joined by sorting: no index serves); a timetable's features are rows of layer stop. Minutes are by the result's own speed.
WITH place AS MATERIALIZED (
  SELECT h.fid, h.geom, ST_X(h.geom) AS x, ST_Y(h.geom) AS y FROM hub AS h
  WHERE (:hub IS NULL OR instr(lower({hub.name ? h.name}), lower(:hub)))
    AND (:mode = 'any' OR instr(',' || replace({hub.modes ? h.modes}, ' ', '') || ',', ',' || :mode || ',') OR {hub.mode ? h.mode} = :mode)),
walk AS MATERIALIZED (
  SELECT NULL AS site_fid, NULL AS hub, NULL AS walk_m WHERE 0
  {evidence ?? UNION ALL
  SELECT site_fid, hub, min(walk_m) FROM (
    WITH walked AS MATERIALIZED (
      SELECT e.site_fid, e.layer, e.feature, e.distance_m AS walk_m FROM evidence AS e
      WHERE e.fact IN (SELECT f.fact FROM criterion_fact AS f JOIN criterion AS c ON c.profile = f.profile AND c.id = f.criterion WHERE c.criterion IN ('hub_walk', 'transit_level')))
    SELECT w.site_fid, h.fid AS hub, w.walk_m FROM place AS p JOIN hub AS h ON h.fid = p.fid JOIN walked AS w ON w.layer = h.layer AND w.feature = h.feature
    {stop.hub_id ?? UNION ALL
    SELECT w.site_fid, h.fid, w.walk_m FROM place AS p JOIN hub AS h ON h.fid = p.fid JOIN stop AS t ON t.hub_id = h.hub_id JOIN walked AS w ON w.layer = h.layer AND w.feature = t.fid WHERE h.feature IS NULL})
  GROUP BY site_fid, hub}),
pace AS MATERIALIZED (
  SELECT iif(max(q) - min(q) < 1e-9, max(q), NULL) AS min_per_m FROM (SELECT {site.hub_walk_min ? s.hub_walk_min / nullif(s.hub_walk_m, 0)} AS q FROM site AS s)),
near AS MATERIALIZED (
  SELECT k.site_fid, p.fid AS hub, ST_Distance(s.geom, p.geom) AS distance_m
  FROM place AS p JOIN rtree_site_geom AS r ON r.minx <= p.x + :within_m AND r.maxx >= p.x - :within_m AND r.miny <= p.y + :within_m AND r.maxy >= p.y - :within_m
  JOIN {score_profile} AS k ON k.site_fid = r.id JOIN site AS s ON s.fid = r.id
  WHERE k.rank IS NOT NULL AND (:within_min IS NULL OR (r.id, p.fid) IN (SELECT site_fid, hub FROM walk WHERE walk_m * (SELECT min_per_m FROM pace) <= :within_min))
    AND (:min_bra_m2 IS NULL OR {profile.unused_bra_m2 ? k.unused_bra_m2} >= :min_bra_m2)),
first AS (SELECT *, row_number() OVER (PARTITION BY site_fid ORDER BY distance_m, hub) AS place FROM near WHERE distance_m <= :within_m),
both AS MATERIALIZED (
  SELECT site_fid, hub, max(distance_m) AS distance_m, max(walk_m) AS walk_m FROM (
    SELECT site_fid, hub, distance_m, NULL AS walk_m FROM first WHERE place = 1 UNION ALL SELECT site_fid, hub, NULL, walk_m FROM walk) GROUP BY site_fid, hub HAVING max(distance_m) IS NOT NULL)
SELECT s.geom, k.rank, k.site_id, k.score, (SELECT substr({hub.name ? h.name}, 1, 200) FROM hub AS h WHERE h.fid = n.hub) AS hub, n.distance_m, n.walk_m, n.walk_m * (SELECT min_per_m FROM pace) AS walk_min,
       {profile.unused_bra_m2 ? k.unused_bra_m2} AS unused_bra_m2, {profile.jobs ? k.jobs} AS jobs, {site.readiness ? s.readiness} AS readiness, {site.use_title ? s.use_title} AS use_title, {site.strategy ? s.strategy} AS strategy, s.developable_m2
FROM both AS n JOIN site AS s ON s.fid = n.site_fid JOIN {score_profile} AS k ON k.site_fid = n.site_fid
ORDER BY k.rank, k.site_id
LIMIT :top;
