-- title: Neighbours that a parcel could be joined with | Naboer en eiendom kan slås sammen med
-- help: Parcels beside a parcel, nearest and largest first, until a wanted area is reached. | Eiendommer ved siden av en eiendom, nærmest og størst først, til ønsket areal er nådd.
-- param: place place required -- the parcel, or a point, address or site on it | eiendommen, eller et punkt, en adresse eller en tomt på den
-- param: gap_m number = 1 from 0 to 100 -- neighbours are this near | naboer er så nær
-- param: min_m2 number = 10000 from 1 -- the area wanted together, m² | ønsket areal til sammen, m²
-- param: top integer = 20 from 1 to 1000 -- so many neighbours | så mange naboer
-- needs: parcel.parcel
-- wide: property
-- column: state -- As a candidate | Som kandidat
-- column: distance_m m -- Distance | Avstand
-- column: together_m2 m2 -- Together with those above | Til sammen med dem over
-- column: reached -- Enough | Nok
-- word: said site -- site | tomt
-- word: said rejected -- rejected | falt ut
-- note: Areas of parcels as drawn, without what plans and constraints take away; `tomt run` assembles sites with both (sites: assemble). | Areal av eiendommer som tegnet, uten det planer og hensyn tar bort; `tomt run` slår sammen tomter med begge (sites: assemble).
WITH mine AS MATERIALIZED (
  SELECT p.fid, p.parcel, {parcel.property ? p.property} AS property, p.geom, ST_Area(p.geom) AS area_m2, ST_MinX(p.geom) AS x0, ST_MaxX(p.geom) AS x1, ST_MinY(p.geom) AS y0, ST_MaxY(p.geom) AS y1
  FROM parcel AS p WHERE p.fid = coalesce((SELECT q.fid FROM parcel AS q WHERE q.parcel = :place_parcel),
    (SELECT r.id FROM rtree_parcel_geom AS r JOIN parcel AS q ON q.fid = r.id
     WHERE r.minx <= :place_x AND r.maxx >= :place_x AND r.miny <= :place_y AND r.maxy >= :place_y
       AND ST_Intersects(q.geom, MakePoint(:place_x, :place_y, ST_Srid(q.geom))) ORDER BY r.id LIMIT 1))),
beside AS (
  SELECT p.fid, p.parcel, {parcel.property ? p.property} AS property, p.geom, ST_Area(p.geom) AS area_m2, ST_Distance(p.geom, m.geom) AS distance_m
  FROM mine AS m JOIN rtree_parcel_geom AS r ON r.minx <= m.x1 + :gap_m AND r.maxx >= m.x0 - :gap_m AND r.miny <= m.y1 + :gap_m AND r.maxy >= m.y0 - :gap_m
  JOIN parcel AS p ON p.fid = r.id WHERE p.fid <> m.fid),
line AS (
  SELECT 0 AS place, fid, parcel, property, geom, area_m2, NULL AS distance_m FROM mine
  UNION ALL
  SELECT row_number() OVER (ORDER BY distance_m, area_m2 DESC, parcel), fid, parcel, property, geom, area_m2, distance_m FROM beside WHERE distance_m <= :gap_m),
summed AS (SELECT *, sum(area_m2) OVER (ORDER BY place) AS together_m2 FROM line)
SELECT s.geom, s.parcel, s.property, s.area_m2, s.distance_m, s.together_m2, iif(s.together_m2 >= :min_m2, 'yes', 'no') AS reached,
       coalesce({site_parcel ? (SELECT word('said', 'site') || ': ' || group_concat(DISTINCT t.site_id) FROM site_parcel AS t WHERE t.parcel = s.parcel)},
                (SELECT word('said', 'rejected') || ': ' || group_concat(DISTINCT word('reason', j.reason)) FROM rejected AS j WHERE j.site_id = s.parcel)) AS state
FROM summed AS s ORDER BY s.place LIMIT :top + 1;
