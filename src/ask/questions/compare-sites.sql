-- title: Two sites side by side | To tomter ved siden av hverandre
-- help: Each criterion's raw number and points of two sites of a profile, and the difference. | Rått tall og poeng i hvert kriterium for to tomter i en profil, og forskjellen.
-- param: a site required -- a site | en tomt
-- param: b site required -- another site | en annen tomt
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- needs: profile.rank
-- column: criterion -- Criterion | Kriterium
-- column: unit -- Unit | Enhet
-- word: said score -- Score | Poengsum
-- word: said rank -- Rank | Plassering
-- word: said developable_m2 -- Developable area | Byggbart areal
-- word: unit share -- share | andel
-- word: unit m2 -- m² | m²
-- word: unit jobs -- jobs | arbeidsplasser
-- word: unit points -- points | poeng
-- word: unit persons -- persons | personer
-- word: unit establishments -- establishments | virksomheter
-- column: a_raw -- A | A
-- column: b_raw -- B | B
-- column: a_points points -- Points A | Poeng A
-- column: b_points points -- Points B | Poeng B
-- column: difference points -- Difference, A − B | Forskjell, A − B
-- note: The points of a weighted sum add up to the score. Sites that are not ranked by the profile have no points. | Poengene i en vektet sum summerer til poengsummen. Tomter som profilen ikke rangerer, har ingen poeng.
-- One site id may be several rows of layer site, where profiles keep different ground of a parcel: the profile says which.
WITH fid AS MATERIALIZED (
  SELECT coalesce((SELECT site_fid FROM {score_profile} WHERE site_id = :a), :a_fid) AS a, coalesce((SELECT site_fid FROM {score_profile} WHERE site_id = :b), :b_fid) AS b),
a AS MATERIALIZED (SELECT * FROM {criteria_profile} WHERE site_fid = (SELECT a FROM fid)), b AS MATERIALIZED (SELECT * FROM {criteria_profile} WHERE site_fid = (SELECT b FROM fid)),
line AS (
  SELECT 1 AS part, c.fid AS at, coalesce(iif(:lang, c.title_nb, c.title_en), c.id) AS criterion, c.unit, a.x AS a_raw, b.x AS b_raw, c.share, a.c AS a_points, b.c AS b_points
  FROM criterion AS c LEFT JOIN a ON a.id = c.id LEFT JOIN b ON b.id = c.id WHERE c.profile = :profile
  UNION ALL
  SELECT 2, 0, word('said', 'score'), 'points', NULL, NULL, NULL, (SELECT score FROM {score_profile} WHERE site_fid = (SELECT a FROM fid)), (SELECT score FROM {score_profile} WHERE site_fid = (SELECT b FROM fid))
  UNION ALL
  SELECT 3, 0, word('said', 'rank'), '', (SELECT rank FROM {score_profile} WHERE site_fid = (SELECT a FROM fid)), (SELECT rank FROM {score_profile} WHERE site_fid = (SELECT b FROM fid)), NULL, NULL, NULL
  UNION ALL
  SELECT 4, 0, word('said', 'developable_m2'), 'm2', (SELECT developable_m2 FROM site WHERE fid = (SELECT a FROM fid)), (SELECT developable_m2 FROM site WHERE fid = (SELECT b FROM fid)), NULL, NULL, NULL)
SELECT criterion, unit, a_raw, b_raw, share, a_points, b_points, a_points - b_points AS difference FROM line ORDER BY part, at;
