-- title: Why candidates fell out | Hvorfor kandidater falt ut i siling
-- help: The reasons of one site or parcel; without --site, how many fell out for what. | Grunnene for én tomt eller eiendom; uten --site hvor mange som falt ut av hva.
-- param: site site -- a site, parcel or property; default: a summary of all | en tomt, eiendom eller gnr/bnr; ellers en oppsummering av alle
-- param: profile text -- only this profile | bare denne profilen
-- needs: rejected
-- column: reason -- Reason | Grunn
-- column: n -- Candidates | Kandidater
-- column: measured -- Measured | Målt
-- column: limit_value -- Limit | Grense
-- note: Rejected is no legal refusal: the candidate did not meet what the profile asks for. | Falt ut i siling er ikke et avslag: kandidaten oppfylte ikke det profilen spør etter.
WITH row AS (
  SELECT j.reason, j.layer, 1 AS n, j.site_id, j.measured, j.limit_value, j.detail, j.profiles, j.geom FROM rejected AS j
  WHERE j.site_id = :site AND (:profile IS NULL OR instr(',' || j.profiles || ',', ',' || :profile || ','))
  UNION ALL
  SELECT j.reason, j.layer, count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM rejected AS j
  WHERE :site IS NULL AND (:profile IS NULL OR instr(',' || j.profiles || ',', ',' || :profile || ',')) GROUP BY j.reason, j.layer)
SELECT reason, layer, n, site_id, measured, limit_value, detail, profiles, geom FROM row ORDER BY n DESC, reason, layer, site_id, profiles;
