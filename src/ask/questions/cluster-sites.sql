-- title: Sites near clusters | Tomter nær klynger
-- help: Ranked sites within a distance of clusters of workplaces. | Plasserte tomter innen en avstand fra klynger av arbeidsplasser.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: set text -- set of clusters, or its sector (health, electro ...) | sett av klynger, eller sektoren (health, electro ...)
-- param: within_m number = 300 from 0 to 5000 -- distance to the cluster's outline, m | avstand til klyngens omriss, m
-- param: top integer = 20 from 1 to 100000 -- so many sites | så mange tomter
-- needs: cluster
-- needs: profile.rank
-- column: distance_m m -- Distance to the cluster | Avstand til klyngen
-- column: cluster_jobs jobs -- Jobs of the cluster | Arbeidsplasser i klyngen
-- note: Distance 0: the site lies in the cluster's outline, 25 m to spare around its workplaces. | Avstand 0: tomten ligger i klyngens omriss, med 25 m rundt arbeidsplassene.
WITH place AS MATERIALIZED (
  SELECT c.fid, c.cluster_id, c.title, c.jobs, c.leading, c.geom, ST_MinX(c.geom) AS x0, ST_MaxX(c.geom) AS x1, ST_MinY(c.geom) AS y0, ST_MaxY(c.geom) AS y1
  FROM cluster AS c WHERE :set IS NULL OR c.cluster_set = :set OR c.sector = :set),
near AS MATERIALIZED (
  SELECT k.rank, k.site_id, k.score, k.site_fid, p.cluster_id, p.title, p.jobs, ST_Distance(s.geom, p.geom) AS distance_m
  FROM place AS p JOIN rtree_site_geom AS r ON r.minx <= p.x1 + :within_m AND r.maxx >= p.x0 - :within_m AND r.miny <= p.y1 + :within_m AND r.maxy >= p.y0 - :within_m
  JOIN {score_profile} AS k ON k.site_fid = r.id JOIN site AS s ON s.fid = r.id WHERE k.rank IS NOT NULL)
SELECT s.geom, n.rank, n.site_id, n.score, n.cluster_id, n.title, n.distance_m, n.jobs AS cluster_jobs, {site.use_title ? s.use_title} AS use_title, {site.strategy ? s.strategy} AS strategy, s.developable_m2
FROM near AS n JOIN site AS s ON s.fid = n.site_fid
WHERE n.distance_m <= :within_m
ORDER BY n.rank, n.distance_m, n.cluster_id
LIMIT :top;
