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
SELECT CASE reason WHEN 'no_zone' THEN iif(:lang, 'ikke i noe arealformål', 'in no zone') WHEN 'use_not_permitted' THEN iif(:lang, 'arealformålet er ikke tillatt', 'use not permitted')
            WHEN 'excluded' THEN iif(:lang, 'utelukket av et hensyn', 'excluded by a constraint') WHEN 'too_small' THEN iif(:lang, 'for liten', 'too small')
            WHEN 'too_narrow' THEN iif(:lang, 'for smal', 'too narrow') WHEN 'veto' THEN iif(:lang, 'veto fra et kriterium', 'veto of a criterion')
            WHEN 'not_assembled' THEN iif(:lang, 'slått sammen med ingen nabo', 'joined with no neighbour') WHEN 'duplicate' THEN iif(:lang, 'samme eiendom to ganger', 'same parcel twice')
            ELSE reason END AS reason,
       layer, n, site_id, measured, limit_value, detail, profiles, geom
FROM row ORDER BY n DESC, reason, layer, site_id, profiles;
