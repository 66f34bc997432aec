-- title: Sites near clusters | Tomter nær klynger
-- help: Ranked sites within a distance of clusters of workplaces, each with the nearest. | Plasserte tomter innen en avstand fra klynger av arbeidsplasser, hver med den nærmeste.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: set text of cluster.cluster_set|cluster.sector -- set of clusters, or its sector (health, electro ...) | sett av klynger, eller sektoren (health, electro ...)
-- param: within_m number = 300 from 0 to 5000 -- distance to the cluster's outline, m | avstand til klyngens omriss, m
-- param: top integer = 20 from 1 to 100000 -- so many sites | så mange tomter
-- needs: cluster
-- needs: profile.rank
-- wide: use_title strategy developable_m2
-- column: distance_m m -- Distance to the cluster | Avstand til klyngen
-- column: cluster_jobs jobs -- Jobs of the cluster | Arbeidsplasser i klyngen
-- note: Distance 0: the site lies in the cluster's outline, 25 m to spare around its workplaces. | Avstand 0: tomten ligger i klyngens omriss, med 25 m rundt arbeidsplassene.
-- The cluster whose box is nearest is measured first; of the others only those whose box is no farther away than that.
WITH place AS MATERIALIZED (
  SELECT c.fid, ST_MinX(c.geom) AS x0, ST_MaxX(c.geom) AS x1, ST_MinY(c.geom) AS y0, ST_MaxY(c.geom) AS y1 FROM cluster AS c WHERE :set IS NULL OR c.cluster_set = :set OR c.sector = :set),
ranked AS MATERIALIZED (
  SELECT k.site_fid, k.rank, k.site_id, k.score, r.minx AS x0, r.maxx AS x1, r.miny AS y0, r.maxy AS y1
  FROM {score_profile} AS k JOIN rtree_site_geom AS r ON r.id = k.site_fid WHERE k.rank IS NOT NULL),
nearest_box AS MATERIALIZED (
  SELECT k.*, (SELECT fid FROM (SELECT p.fid, min(box_distance(k.x0, k.x1, k.y0, k.y1, p.x0, p.x1, p.y0, p.y1)) FROM place AS p)) AS cluster FROM ranked AS k),
first AS MATERIALIZED (
  SELECT n.*, min(coalesce(ST_Distance(s.geom, c.geom), :within_m), :within_m) AS reach_m
  FROM nearest_box AS n CROSS JOIN site AS s ON s.fid = n.site_fid CROSS JOIN cluster AS c ON c.fid = n.cluster),
measured AS (
  SELECT f.site_fid, f.rank, f.site_id, f.score, c.cluster_id, c.title, c.jobs, ST_Distance(s.geom, c.geom) AS distance_m
  FROM first AS f CROSS JOIN rtree_cluster_geom AS r ON r.minx <= f.x1 + f.reach_m + 0.001 AND r.maxx >= f.x0 - f.reach_m - 0.001 AND r.miny <= f.y1 + f.reach_m + 0.001 AND r.maxy >= f.y0 - f.reach_m - 0.001
  CROSS JOIN place AS p ON p.fid = r.id CROSS JOIN cluster AS c ON c.fid = p.fid CROSS JOIN site AS s ON s.fid = f.site_fid
  WHERE box_distance(f.x0, f.x1, f.y0, f.y1, p.x0, p.x1, p.y0, p.y1) <= f.reach_m + 0.001), -- two ways to reckon one distance
near AS (SELECT *, row_number() OVER (PARTITION BY site_fid ORDER BY distance_m, cluster_id) AS place FROM measured WHERE distance_m <= :within_m)
SELECT s.geom, n.rank, n.site_id, n.score, n.cluster_id, n.title, n.distance_m, n.jobs AS cluster_jobs, {site.use_title ? s.use_title} AS use_title, {site.strategy ? s.strategy} AS strategy, s.developable_m2
FROM near AS n JOIN site AS s ON s.fid = n.site_fid
WHERE n.place = 1
ORDER BY n.rank, n.site_id
LIMIT :top;
