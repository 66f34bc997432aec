-- title: Sites the city might buy | Tomter kommunen kan vurdere å kjøpe
-- help: Large potential, low present use and few owners, by the purchase index. Internal. | Stort potensial, lav bruk i dag og få eiere, etter kjøpsindeksen. Internt.
-- param: profile profile -- profile; default: the result's first | profil; ellers resultatets første
-- param: min_index number = 50 from 0 to 100 -- purchase index of at least | kjøpsindeks på minst
-- param: top integer = 20 from 1 to 100000 -- so many sites | så mange tomter
-- param: by text = index choices index|score -- what comes first | hva som kommer først
-- internal: yes
-- needs: purchase
-- wide: use_term potential_term owner_term n_owners existing_bra_m2 readiness site_rank
-- column: use_term share -- Low present use | Lav bruk i dag
-- column: potential_term share -- Unused floor area | Ledig bruksareal
-- column: owner_term share -- Owners | Eiere
-- column: owners -- Owners, names | Eiere, navn
-- note: Internal: holds owners. The index knows nothing of the profile's criteria; --by score asks what lies well. | Internt: inneholder eiere. Indeksen kjenner ikke profilens kriterier; --by score spør hva som ligger godt.
SELECT p.geom, p.rank, p.site_id, p.purchase_index, p.use_term, p.potential_term, p.owner_term, p.owner_class, p.n_owners, p.owners, p.site_rank, p.score,
       p.existing_bra_m2, p.unused_bra_m2, p.readiness
FROM purchase AS p
WHERE p.profile = :profile AND p.purchase_index >= :min_index
ORDER BY iif(:by = 'score', -p.score, -p.purchase_index), p.site_id
LIMIT :top;
