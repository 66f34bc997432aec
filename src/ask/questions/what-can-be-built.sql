-- title: What can be built here | Hva kan bygges her
-- help: The plan, its provisions, the constraints and the room to build at a point, an address or a parcel. | Planen, bestemmelsene, hensynene og det som er ledig på et punkt, en adresse eller en eiendom.
-- param: place place required -- point "x,y" or "lat,lon", address, parcel or site | punkt "x,y" eller "lat,lon", adresse, eiendom eller tomt
-- needs: zone
-- column: what -- What | Hva
-- column: name -- Name | Navn
-- column: provision -- Provision | Bestemmelse
-- column: unknown -- Not known because | Ukjent fordi
-- words: unknown capacity.why
-- word: what zone -- Land use | Arealformål
-- word: what site -- Site | Tomt
-- word: what constraint -- Constraint | Hensyn
-- word: what rejected -- Rejected | Falt ut i siling
-- word: said no_rule -- no utilisation in the map | ingen utnytting i kartet
-- word: said storeys -- storeys | etasjer
-- word: said joint -- joint planning | felles planlegging
-- word: said sequence -- sequence requirements | rekkefølgekrav
-- word: said for_zone -- for the whole zone | for hele feltet
-- word: said safety -- safety class | sikkerhetsklasse
-- word: said of_site -- of the site | av tomten
-- word: said use -- land use | arealformål
-- note: Not legally binding: read the plan and its provisions (plan id above) with the municipality. Floor area is theoretical and gross. | Ikke juridisk bindende: les planen og bestemmelsene (plan-id over) hos kommunen. Bruksareal er teoretisk og brutto.
-- note: Rows of one site by profile are alternatives, not to be added: the same ground counts in each. | Rader for samme tomt etter profil er alternativer og skal ikke summeres: det samme arealet er med i hver.
WITH zone_here AS MATERIALIZED (
  SELECT z.fid, z.use, {zone.use_title ? z.use_title} AS use_title, {zone.plan_id ? z.plan_id} AS plan_id, {zone.plan_name ? z.plan_name} AS plan_name,
         {zone.adopted ? z.adopted} AS adopted, z.geom FROM rtree_zone_geom AS r JOIN zone AS z ON z.fid = r.id
  WHERE r.minx <= :place_x AND r.maxx >= :place_x AND r.miny <= :place_y AND r.maxy >= :place_y
    AND ST_Intersects(z.geom, MakePoint(:place_x, :place_y, ST_Srid(z.geom)))),
site_here AS MATERIALIZED (
  SELECT s.fid, s.site_id, s.geom, {site.plan_id ? s.plan_id} AS plan_id, {site.plan_name ? s.plan_name} AS plan_name, {site.adopted ? s.adopted} AS adopted, {site.readiness ? s.readiness} AS readiness,
         {site.joint ? s.joint} AS joint, {site.sequence ? s.sequence} AS sequence, s.profiles
  FROM site AS s
  WHERE s.fid IN (SELECT r.id FROM rtree_site_geom AS r JOIN site AS t ON t.fid = r.id
                  WHERE r.minx <= :place_x AND r.maxx >= :place_x AND r.miny <= :place_y AND r.maxy >= :place_y
                    AND ST_Intersects(t.geom, MakePoint(:place_x, :place_y, ST_Srid(t.geom))))
     {site_parcel ?? OR s.fid IN (SELECT p.site_fid FROM site_parcel AS p WHERE p.parcel = :place_parcel)}),
part AS (
  SELECT 1 AS part, z.fid AS at, 'zone' AS what, z.use || ' ' || coalesce(z.use_title, '') AS name, z.plan_id, z.plan_name, z.adopted,
         coalesce({capacity_piece ? (SELECT group_concat(DISTINCT word('rule', c.rule) || iif(c.rule_number IS NULL, '', ' ' || iif(c.rule LIKE '\%%' ESCAPE '\', format('%g', c.rule_number), replace(replace(measure(c.rule_number, 'm2 BRA'), ' BRA', ''), char(160) || 'BRA', '') || ' ' || word('said', 'for_zone'))) ||
                  iif(c.storeys > 0, ', ' || format('%g ', c.storeys) || word('said', 'storeys'), '')) FROM capacity_piece AS c WHERE c.zone = z.fid AND c.rule IS NOT NULL)},
                  word('said', 'no_rule')) AS provision,
         NULL AS profile, NULL AS allowed_bra_m2, NULL AS unused_bra_m2, NULL AS jobs_low, NULL AS jobs_high, NULL AS unknown, z.geom
  FROM zone_here AS z
  UNION ALL
  SELECT 2, s.fid, 'site', s.site_id, s.plan_id, s.plan_name, s.adopted,
         trim(coalesce(word('readiness', s.readiness), '') || coalesce('; ' || word('said', 'joint') || ' ' || s.joint, '')
              || coalesce('; ' || word('said', 'sequence') || ' ' || s.sequence, ''), '; '),
         {capacity ? c.profile}, {capacity ? c.allowed_bra_m2}, {capacity ? c.unused_bra_m2}, {capacity ? c.jobs_low}, {capacity ? c.jobs_high},
         {capacity ? c.why}, s.geom
  FROM site_here AS s {capacity ?? LEFT JOIN capacity AS c ON c.site_id = s.site_id AND instr(',' || s.profiles || ',', ',' || c.profile || ',')}
  {constraint ?? UNION ALL
  SELECT 3, k.fid, 'constraint', coalesce({constraint.code ? k.code || ' '}, '') || coalesce({constraint.name ? k.name}, ''), NULL, NULL, NULL,
         coalesce((SELECT t.value FROM provenance AS t WHERE t.section = 'input' AND t.name = k.layer AND t.key = iif(:lang, 'title_nb', 'title_en')), k.layer)
         {site_constraint ?? || coalesce((SELECT coalesce('; ' || word('said', 'safety') || ' ' || group_concat(DISTINCT q.safety_class), '') ||
                                                 coalesce('; ' || measure(max(iif(q.buffer_m > 0, NULL, q.share)), 'share') || ' ' || word('said', 'of_site'), '')
           FROM site_constraint AS q WHERE q.site_id IN (SELECT site_id FROM site_here) AND q.layer = k.layer
             {constraint.code ?? AND (q.codes IS NULL OR q.codes = '' OR instr(',' || replace(q.codes, ' ', '') || ',', ',' || k.code || ',')
                  OR instr(',' || replace(q.codes, ' ', '') || ',', ',' || substr(k.code, 1, instr(k.code || '_', '_') - 1) || ','))}), '')},
         NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM rtree_constraint_geom AS r JOIN "constraint" AS k ON k.fid = r.id
  WHERE r.minx <= :place_x AND r.maxx >= :place_x AND r.miny <= :place_y AND r.maxy >= :place_y
    AND ST_Intersects(k.geom, MakePoint(:place_x, :place_y, ST_Srid(k.geom)))}
  UNION ALL
  SELECT 4, j.fid, 'rejected', j.site_id, NULL, NULL, NULL,
         word('reason', j.reason) || coalesce(' (' || iif(j.reason = 'use_not_permitted', replace(j.detail, 'use ', word('said', 'use') || ' '), iif(:lang, NULL, j.detail)) || ')', ''),
         j.profiles, NULL, NULL, NULL, NULL, NULL, j.geom
  FROM rtree_rejected_geom AS r JOIN rejected AS j ON j.fid = r.id
  WHERE r.minx <= :place_x AND r.maxx >= :place_x AND r.miny <= :place_y AND r.maxy >= :place_y
    AND ST_Intersects(j.geom, MakePoint(:place_x, :place_y, ST_Srid(j.geom))))
SELECT what, name, plan_id, plan_name, adopted, provision, profile, allowed_bra_m2, unused_bra_m2, jobs_low, jobs_high, unknown, geom
FROM part ORDER BY part, at, profile;
