-- title: What an area is strong in | Hva et område er sterkt på
-- help: Sectors of an area by location quotient: their share of its jobs against the reference. | Sektorer i et område etter lokaliseringskvotient: andelen av arbeidsplassene mot referansen.
-- param: area text = study_area of area.area_id|area.number|area.name|area.level -- id, number or name of an area | id, nummer eller navn på et område
-- param: min_quotient number = 1 from 0 -- quotient of at least | kvotient på minst
-- param: min_jobs number = 20 from 0 -- jobs of at least | arbeidsplasser på minst
-- needs: area_sector
-- wide: jobs_low jobs_high area area_id
-- column: title -- Sector | Sektor
-- note: Sectors may overlap. Numbers of few establishments are left out. `tomt economy` tells the whole portrait. | Sektorer kan overlappe. Tall for få virksomheter er utelatt. `tomt economy` gir hele bildet.
WITH here AS MATERIALIZED (SELECT area_id, level, name FROM area WHERE area_id = :area OR number = :area OR lower(name) = lower(:area) OR level = :area AND :area = 'study_area')
SELECT h.area_id, h.name AS area, coalesce(iif(:lang, t.title_nb, t.title_en), s.sector) AS title, s.establishments, s.jobs_low, s.jobs, s.jobs_high, s.share, s.quotient
FROM here AS h JOIN area_sector AS s ON s.area_id = h.area_id LEFT JOIN sector AS t ON t.sector = s.sector
WHERE s.quotient >= :min_quotient AND s.jobs >= :min_jobs AND NOT coalesce(s.suppressed, 0)
ORDER BY h.area_id, s.quotient DESC, s.sector;
