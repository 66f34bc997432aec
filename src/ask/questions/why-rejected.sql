-- title: Why candidates fell out | Hvorfor kandidater falt ut i siling
-- help: The reasons of one site, parcel or property; without --site, how many fell out of a profile for what. | Grunnene for én tomt, teig eller eiendom; uten --site hvor mange som falt ut av en profil, og av hva.
-- param: site site many -- a site, parcel or property (all its candidates); default: a summary | en tomt, teig eller eiendom (alle kandidatene); ellers en oppsummering
-- param: profile text of profile.name -- only this profile; default: the result's first, with --site all | bare denne profilen; ellers resultatets første, med --site alle
-- needs: rejected
-- words: layer layer
-- wide: detail n
-- word: said use -- land use | arealformål
-- column: reason -- Reason | Grunn
-- column: n -- Candidates | Kandidater
-- column: measured -- Measured | Målt
-- column: limit_value -- Limit | Grense
-- note: Rejected is no legal refusal: the candidate did not meet what the profile asks for. | Falt ut i siling er ikke et avslag: kandidaten oppfylte ikke det profilen spør etter.
WITH row AS (
  SELECT j.reason, j.layer, 1 AS n, j.site_id, j.measured, j.limit_value,
         CASE j.reason WHEN 'use_not_permitted' THEN replace(j.detail, 'use ', word('said', 'use') || ' ')
           WHEN 'veto' THEN coalesce((SELECT coalesce(iif(:lang, c.title_nb, c.title_en), c.id) FROM criterion AS c WHERE c.id = substr(j.detail, 1, instr(j.detail, ':') - 1) LIMIT 1), j.detail)
           ELSE j.detail END AS detail, j.profiles, j.geom FROM rejected AS j
  WHERE j.site_id IN (SELECT value FROM json_each(:site)) AND (:profile IS NULL OR instr(',' || j.profiles || ',', ',' || :profile || ','))
  UNION ALL
  SELECT j.reason, j.layer, count(*), NULL, NULL, NULL, NULL, p.name, NULL FROM rejected AS j, (SELECT coalesce(:profile, (SELECT name FROM profile ORDER BY fid LIMIT 1)) AS name) AS p
  WHERE :site IS NULL AND (p.name IS NULL OR instr(',' || j.profiles || ',', ',' || p.name || ',')) GROUP BY j.reason, j.layer)
SELECT reason, layer, n, site_id, measured, limit_value, detail, profiles, geom FROM row ORDER BY n DESC, reason, layer, site_id, profiles;
