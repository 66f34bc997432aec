-- title: What is wrong or missing in the data | Hva er feil eller mangler i dataene
-- help: Warnings, repairs and drops of the inputs, sites without a number in a profile's criteria, and the day each input was taken out. | Advarsler, reparasjoner og utelatelser i inndata, tomter uten tall i en profils kriterier, og dagen hvert inndata ble tatt ut.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- needs: provenance
-- needs: profile.rank
-- column: kind -- Kind | Slag
-- column: name -- Input | Inndata
-- column: what -- What | Hva
-- column: n -- How many | Antall
-- word: kind warning -- Warning | Advarsel
-- word: kind trouble -- Features | Objekter
-- word: kind unplaced -- Without a place | Uten plassering
-- word: kind register -- Business register | Virksomhetsregister
-- word: kind streets -- Streets | Veger
-- word: kind zones -- Zones | Arealformål
-- word: kind sites -- Sites | Tomter
-- word: kind no_data -- Sites without a number | Tomter uten tall
-- word: kind coverage -- Coverage | Dekning
-- word: kind input -- Taken out | Tatt ut
-- words: name layer
-- word: name project -- The project | Prosjektet
-- word: name network -- Network | Vegnett
-- word: name site -- Sites | Tomter
-- word: name zone -- Land use | Arealformål
-- wide: detail
-- word: said no_date -- day not given | dato ikke oppgitt
-- words: what y_
-- word: what partly_known -- sites with coverage under 1 | tomter med dekning under 1
-- word: what outside -- outside the area, left out | utenfor området, utelatt
-- word: what no_geometry -- no geometry | uten geometri
-- word: what empty -- empty geometry, left out | tom geometri, utelatt
-- word: what other_kind -- another kind of geometry, left out | annen geometritype, utelatt
-- word: what not_finite -- a coordinate that is no number, left out | koordinat som ikke er et tall, utelatt
-- word: what too_far -- coordinates beyond the CRS, left out | koordinater utenfor koordinatsystemet, utelatt
-- word: what broken -- geometry that cannot be read, left out | geometri som ikke kan leses, utelatt
-- word: what collapsed -- nothing remained after repair, left out | ingenting igjen etter reparasjon, utelatt
-- word: what repaired -- invalid geometry, repaired | ugyldig geometri, reparert
-- word: what unclosed -- unclosed ring, closed | åpen ring, lukket
-- word: what curve -- curve, made of straight lines | kurve, gjort om til rette linjer
-- word: what z -- height left out | høyde utelatt
-- word: what collection -- collection of geometries taken apart | geometrisamling delt opp
-- word: what multipoint -- multipoint split into points | multipunkt delt i punkter
-- word: what bad_number -- text where a number is wanted | tekst der det skal være tall
-- word: what unmapped -- a value without a mapping | verdi uten oversettelse
-- word: what duplicate -- the same key twice, the first kept | samme nøkkel to ganger, den første beholdt
-- word: what bad_text -- text that is not UTF-8 | tekst som ikke er UTF-8
-- word: what other_level -- another level than the ground, left out | annet nivå enn på bakken, utelatt
-- word: what foreign -- an address abroad | adresse i utlandet
-- word: what po_box -- a post office box | postboks
-- word: what no_address -- no address | ingen adresse
-- word: what no_street -- no such street | ingen slik gate
-- word: what no_number -- no such number | ikke noe slikt husnummer
-- word: what bad_dates -- dates that cannot be read | datoer som ikke kan leses
-- word: what duplicates -- the same id twice, the first kept | samme id to ganger, den første beholdt
-- word: what employees_bad -- employees that make no sense | urimelig antall ansatte
-- word: what employees_unknown -- no word on employees | ingen opplysning om ansatte
-- word: what employees_withheld -- 1 to 4 employees, number withheld | 1 til 4 ansatte, tallet er holdt tilbake
-- word: what head_offices -- head offices: many jobs are elsewhere | hovedkontor: mange arbeidsplasser er andre steder
-- word: what staffing -- staffing agencies: many jobs are elsewhere | bemanning: mange arbeidsplasser er andre steder
-- word: what placed_near -- placed at the nearest number | plassert ved nærmeste husnummer
-- word: what placed_postcode -- placed at the centre of the postcode | plassert midt i postnummeret
-- word: what unplaced -- without a place (table unplaced) | uten plassering (tabellen unplaced)
-- word: what elsewhere -- of a municipality without addresses here | i en kommune uten adresser her
-- word: what bad_oneway -- one-way that cannot be read | envegskjøring som ikke kan leses
-- word: what bad_speed -- speed that cannot be read | fartsgrense som ikke kan leses
-- word: what unknown_class -- road class not known | ukjent vegklasse
-- word: what not_snapped_walk -- too far from any street to walk | for langt fra veg å gå
-- word: what not_snapped_drive -- too far from any road to drive | for langt fra veg å kjøre
-- word: what islands -- streets not connected with the rest | veger uten forbindelse med resten
-- word: what overlaps_in_plan -- overlaps within a plan | overlapp innenfor en plan
-- word: what plan_overlaps -- plans overlap: the newest counts | planer overlapper: den nyeste gjelder
-- word: what slivers -- parts under 1 m², left out | deler under 1 m², utelatt
-- word: what wholly_covered -- nothing left under other zones | ingenting igjen under andre arealformål
-- word: what duplicate_ids -- the same id: one is kept | samme id: én er beholdt
-- word: what outside_study_area -- site point outside the study area | tomtepunkt utenfor studieområdet
-- word: what snapped -- overlays snapped to 0.0001 m | overlegg trukket til 0,0001 m
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
  UNION ALL SELECT 5, 'no_data', coalesce({criterion.title_nb ? (SELECT coalesce(iif(:lang, t.title_nb, t.title_en), t.id) FROM criterion AS t WHERE t.profile = :profile AND t.id = c.id)}, c.id), coalesce(c.y, '?'), count(*), NULL FROM {criteria_profile} AS c WHERE c.x IS NULL GROUP BY c.id, c.y
  UNION ALL SELECT 6, 'coverage', (SELECT coalesce(iif(:lang, title_nb, title_en), name) FROM profile WHERE name = :profile), 'partly_known', count(*), NULL FROM {score_profile} AS k WHERE k.coverage < 1
  UNION ALL SELECT 7, 'input', name, coalesce(max(iif(key = 'extracted', value, NULL)), word('said', 'no_date')), NULL, NULL FROM provenance WHERE section = 'input' GROUP BY name)
SELECT kind, name, what, n, detail FROM line ORDER BY part, name, n DESC, what, detail;
