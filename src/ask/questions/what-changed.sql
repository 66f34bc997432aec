-- title: What changed since the earlier register | Hva er endret siden det tidligere registeret
-- help: Workplaces that came, went, moved and grew, by sector or industry of an area. | Virksomheter som kom, gikk, flyttet og vokste, etter sektor eller næring i et område.
-- param: area text = study_area of area.area_id|area.number|area.name|area.level -- id, number or name of an area | id, nummer eller navn på et område
-- param: kind text = sector choices all|sector|division -- all together, by sector, or by two-digit industry | alt samlet, etter sektor eller etter tosifret næring
-- param: top integer = 30 from 1 to 1000 -- so many rows | så mange rader
-- needs: register_change
-- wide: area_id births deaths moves stayed moved_in moved_out jobs_born jobs_dead jobs_moved_in jobs_moved_out jobs_grown
-- column: title -- Sector or industry | Sektor eller næring
-- column: jobs_change jobs -- Jobs, change | Arbeidsplasser, endring
-- word: title all -- All together | Alle samlet
-- note: `tomt compare` tells what moved between two results. Numbers of few establishments are left out. | `tomt compare` forteller hva som flyttet seg mellom to resultater. Tall for få virksomheter er utelatt.
WITH here AS MATERIALIZED (SELECT area_id, name FROM area WHERE area_id = :area OR number = :area OR lower(name) = lower(:area) OR level = :area AND :area = 'study_area')
SELECT h.area_id, coalesce(c.title, c.name, 'all') AS title, c.jobs_before, c.jobs_after, c.jobs_after - c.jobs_before AS jobs_change, c.growth, c.births, c.deaths, c.moves,
       c.stayed, c.moved_in, c.moved_out, c.jobs_born, c.jobs_dead, c.jobs_moved_in, c.jobs_moved_out, c.jobs_grown
FROM here AS h JOIN register_change AS c ON c.area_id = h.area_id
WHERE c.kind = :kind AND NOT coalesce(c.suppressed, 0)
ORDER BY h.area_id, abs(c.jobs_after - c.jobs_before) DESC, c.name
LIMIT :top;
