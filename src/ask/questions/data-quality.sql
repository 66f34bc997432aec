-- title: What is wrong or missing in the data | Hva er feil eller mangler i dataene
-- help: Warnings, repairs and drops of the inputs, and sites without a number in a profile's criteria. | Advarsler, reparasjoner og utelatelser i inndata, og tomter uten tall i en profils kriterier.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- needs: provenance
-- needs: profile.rank
-- column: kind -- Kind | Slag
-- column: name -- Input | Inndata
-- column: what -- What | Hva
-- column: n -- How many | Antall
-- note: Nothing is dropped silently: table provenance holds every count with the first features. | Ingenting utelates i stillhet: tabellen provenance har hvert antall med de første objektene.
WITH line AS (
  SELECT 1 AS part, 'warning' AS kind, name, value AS what, n, detail FROM provenance WHERE section = 'warning'
  UNION ALL SELECT 2, section, name, coalesce(value, key), n, detail FROM provenance WHERE section = 'trouble'
  UNION ALL SELECT 3, section, name, key, n, detail FROM provenance WHERE section = 'unplaced' AND n > 0
  UNION ALL SELECT 4, section, name, key, n, detail FROM provenance
    WHERE n > 0 AND (section = 'register' AND key IN ('bad_dates', 'duplicates', 'employees_bad', 'employees_unknown', 'employees_withheld', 'head_offices', 'staffing', 'placed_near', 'placed_postcode',
                                                      'unplaced', 'elsewhere')
                     OR section = 'streets' AND key IN ('bad_oneway', 'bad_speed', 'unknown_class', 'not_snapped_walk', 'not_snapped_drive', 'islands')
                     OR section = 'zones' AND key IN ('overlaps_in_plan', 'plan_overlaps', 'slivers', 'other_level', 'wholly_covered')
                     OR section = 'sites' AND key IN ('duplicate_ids', 'outside_study_area', 'slivers', 'snapped'))
  UNION ALL SELECT 5, iif(:lang, 'uten tall', 'no data'), c.id, coalesce(c.y, '?'), count(*), NULL FROM {criteria_profile} AS c WHERE c.x IS NULL GROUP BY c.id, c.y
  UNION ALL SELECT 6, iif(:lang, 'dekning', 'coverage'), :profile, iif(:lang, 'tomter med dekning under 1', 'sites with coverage under 1'), count(*), NULL FROM {score_profile} AS k WHERE k.coverage < 1)
SELECT kind, name, what, n, detail FROM line ORDER BY part, name, n DESC, what, detail;
