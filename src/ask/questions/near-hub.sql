-- title: Sites near a hub | Tomter nær et knutepunkt
-- help: Ranked sites within a straight-line distance of hubs, by a hub's name, mode or transit class. | Plasserte tomter innen en luftlinje fra knutepunkter, etter navn, driftsart eller kollektivklasse.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: hub text -- part of the hub's name | del av knutepunktets navn
-- param: mode text = rail choices rail|tram|bus|ferry|port|terminal|junction|any -- what stops there | hva som stopper der
-- param: within_m number = 800 from 1 to 5000 -- straight-line distance, m | luftlinje, m
-- param: top integer = 20 from 1 to 100000 -- so many sites | så mange tomter
-- needs: hub
-- needs: profile.rank
-- column: hub -- Hub | Knutepunkt
-- column: distance_m m -- Straight-line distance | Luftlinje
-- note: Distances are straight lines to the site's edge; walks along streets are in hub_walk_m where the result has them. | Avstander er luftlinje til tomtegrensen; gange langs veg står i hub_walk_m der resultatet har det.
WITH place AS MATERIALIZED (
  SELECT h.fid, {hub.name ? h.name} AS name, h.geom, ST_X(h.geom) AS x, ST_Y(h.geom) AS y FROM hub AS h
  WHERE (:hub IS NULL OR instr(lower({hub.name ? h.name}), lower(:hub)))
    AND (:mode = 'any' OR instr(',' || replace({hub.modes ? h.modes}, ' ', '') || ',', ',' || :mode || ',') OR {hub.mode ? h.mode} = :mode)),
near AS (
  SELECT k.rank, k.site_id, k.score, k.site_fid, p.name AS hub, ST_Distance(s.geom, p.geom) AS distance_m,
         row_number() OVER (PARTITION BY k.site_fid ORDER BY ST_Distance(s.geom, p.geom), p.name) AS place
  FROM place AS p JOIN rtree_site_geom AS r ON r.minx <= p.x + :within_m AND r.maxx >= p.x - :within_m AND r.miny <= p.y + :within_m AND r.maxy >= p.y - :within_m
  JOIN {score_profile} AS k ON k.site_fid = r.id JOIN site AS s ON s.fid = r.id
  WHERE k.rank IS NOT NULL)
SELECT s.geom, n.rank, n.site_id, n.score, n.hub, n.distance_m, {site.hub_walk_m ? s.hub_walk_m} AS hub_walk_m, {site.hub_walk_min ? s.hub_walk_min} AS hub_walk_min,
       {site.use_title ? s.use_title} AS use_title, {site.strategy ? s.strategy} AS strategy, s.developable_m2
FROM near AS n JOIN site AS s ON s.fid = n.site_fid
WHERE n.place = 1 AND n.distance_m <= :within_m
ORDER BY n.rank, n.site_id
LIMIT :top;
