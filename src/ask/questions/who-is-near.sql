-- title: Who is near | Hvem er i nærheten
-- help: Workplaces within a radius of a place, largest first. Names of sole proprietors are not told. | Arbeidsplasser innen en radius fra et sted, størst først. Navn på enkeltpersonforetak fortelles ikke.
-- param: place place required -- point "x,y" or "lat,lon", address, parcel or site | punkt "x,y" eller "lat,lon", adresse, eiendom eller tomt
-- param: radius_m number = 500 from 1 to 20000 -- radius, the edge included, m | radius, kanten regnes med, m
-- param: sector text of sector.sector -- only this sector (health, culture ...) | bare denne sektoren (health, culture ...)
-- param: top integer = 20 from 1 to 100000 -- so many workplaces | så mange arbeidsplasser
-- needs: establishment
-- wide: sector jobs_low jobs_high
-- column: distance_m m -- Distance | Avstand
-- note: Where the register withholds 1 to 4 employees, jobs are a range with 2 in the middle. | Der registeret holder 1 til 4 ansatte tilbake, er arbeidsplassene et spenn med 2 i midten.
-- A box of few is asked of the R-tree; one of many (a twentieth of all) costs more there than reading every point of the layer in its order.
-- The inner rows come in order and are not sorted again with all their columns.
WITH most AS MATERIALIZED (SELECT coalesce(max(fid), 0) / 20 + 1 AS n FROM establishment),
box AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM rtree_establishment_geom AS r
  WHERE r.minx <= :place_x + :radius_m AND r.maxx >= :place_x - :radius_m AND r.miny <= :place_y + :radius_m AND r.maxy >= :place_y - :radius_m LIMIT (SELECT n FROM most)))
SELECT e.geom, {establishment.name ? e.name} AS name, {establishment.industry_title ? e.industry_title} AS industry_title, {establishment.sector ? e.sector} AS sector, e.jobs_low, e.jobs_central, e.jobs_high,
       point_distance(e.geom, :place_x, :place_y) AS distance_m, {establishment.flag ? e.flag} AS flag
FROM (
  SELECT id FROM (
    SELECT e.fid AS id, e.jobs_central AS jobs FROM box CROSS JOIN rtree_establishment_geom AS r CROSS JOIN establishment AS e ON e.fid = r.id
    WHERE box.n < (SELECT n FROM most) AND r.minx <= :place_x + :radius_m AND r.maxx >= :place_x - :radius_m AND r.miny <= :place_y + :radius_m AND r.maxy >= :place_y - :radius_m
      AND point_distance(e.geom, :place_x, :place_y) <= :radius_m
      AND (:sector IS NULL OR instr(',' || {establishment.sector ? e.sector} || ',', ',' || :sector || ','))
    UNION ALL
    SELECT e.fid, e.jobs_central FROM box CROSS JOIN establishment AS e
    WHERE box.n >= (SELECT n FROM most) AND point_distance(e.geom, :place_x, :place_y) <= :radius_m
      AND (:sector IS NULL OR instr(',' || {establishment.sector ? e.sector} || ',', ',' || :sector || ',')))
  ORDER BY jobs DESC, id LIMIT :top) AS n CROSS JOIN establishment AS e ON e.fid = n.id;
