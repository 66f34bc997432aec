-- title: Who is near | Hvem er i nærheten
-- help: Workplaces within a radius of a place, largest first. Names of sole proprietors are not told. | Arbeidsplasser innen en radius fra et sted, størst først. Navn på enkeltpersonforetak fortelles ikke.
-- param: place place required -- point "x,y" or "lat,lon", address, parcel or site | punkt "x,y" eller "lat,lon", adresse, eiendom eller tomt
-- param: radius_m number = 500 from 1 to 20000 -- radius, the edge included, m | radius, kanten regnes med, m
-- param: sector text -- only this sector (health, culture ...) | bare denne sektoren (health, culture ...)
-- param: top integer = 20 from 1 to 100000 -- so many workplaces | så mange arbeidsplasser
-- needs: establishment
-- column: distance_m m -- Distance | Avstand
-- note: Where the register withholds 1 to 4 employees, jobs are a range with 2 in the middle. | Der registeret holder 1 til 4 ansatte tilbake, er arbeidsplassene et spenn med 2 i midten.
-- The R-tree's boxes settle all but those at the very edge; only these, and the rows that are told, are measured.
WITH near AS MATERIALIZED (
  SELECT e.fid AS id FROM rtree_establishment_geom AS r CROSS JOIN establishment AS e ON e.fid = r.id
  WHERE r.minx <= :place_x + :radius_m AND r.maxx >= :place_x - :radius_m AND r.miny <= :place_y + :radius_m AND r.maxy >= :place_y - :radius_m
    AND CASE WHEN pow(max(abs(r.minx - :place_x), abs(r.maxx - :place_x)), 2) + pow(max(abs(r.miny - :place_y), abs(r.maxy - :place_y)), 2) <= :radius_m * :radius_m THEN 1
             ELSE ST_Distance(e.geom, MakePoint(:place_x, :place_y, ST_Srid(e.geom))) <= :radius_m END
    AND (:sector IS NULL OR instr(',' || {establishment.sector ? e.sector} || ',', ',' || :sector || ','))
  ORDER BY e.jobs_central DESC, e.fid LIMIT :top)
SELECT e.geom, {establishment.name ? e.name} AS name, {establishment.industry_title ? e.industry_title} AS industry_title, {establishment.sector ? e.sector} AS sector, e.jobs_low, e.jobs_central, e.jobs_high,
       ST_Distance(e.geom, MakePoint(:place_x, :place_y, ST_Srid(e.geom))) AS distance_m, {establishment.flag ? e.flag} AS flag
FROM near AS n JOIN establishment AS e ON e.fid = n.id
ORDER BY e.jobs_central DESC, e.fid;
