#!/usr/bin/env python3
"""Every shipped question derived again from the GeoPackage, by GDAL's geometry and plain Python: ask_check.py TOMT RESULT"""
import csv, io, json, math, sqlite3, subprocess, sys
from osgeo import ogr

ogr.UseExceptions()
tomt, result = sys.argv[1:3]
db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
profile = db.execute("SELECT name FROM profile ORDER BY fid").fetchone()[0]
tables = {n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
checked = []


def ask(question, *words):
    done = subprocess.run([tomt, "ask", result, question, *words, "--json", "--lang", "en"], capture_output=True, text=True)
    assert done.returncode == 0, (question, words, done.stderr)
    answer = json.loads(done.stdout)
    names = [c["name"] for c in answer["columns"]]
    checked.append(question)
    return [dict(zip(names, row)) for row in answer["rows"]], answer


def rows(sql, *values):
    cursor = db.execute(sql, values)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def has(table, column):
    return any(r[1] == column for r in db.execute(f'PRAGMA table_info("{table}")'))


def near(a, b, tolerance=1e-6):
    return (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= tolerance * max(1, abs(a), abs(b)))


def shape(blob):
    """GeoPackage's header is 8 bytes and an envelope."""
    size = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    return ogr.CreateGeometryFromWkb(bytes(blob[8 + size:]))


def shapes(layer):
    return {fid: shape(geom) for fid, geom in db.execute(f'SELECT fid, geom FROM "{layer}" WHERE geom IS NOT NULL')}


def point(x, y):
    p = ogr.Geometry(ogr.wkbPoint)
    p.AddPoint_2D(x, y)
    return p


sites, ranked = shapes("site"), rows(f'SELECT * FROM "score_{profile}" WHERE rank IS NOT NULL ORDER BY rank, site_id')
of_site = {r["fid"]: r for r in rows("SELECT * FROM site")}

# best-sites: the score table by rank, filtered as asked.
got, answer = ask("best-sites", "--top", "7")
assert [(g["rank"], g["site_id"]) for g in got] == [(r["rank"], r["site_id"]) for r in ranked[:7]]
assert all(near(g["score"], r["score"]) and near(g["unused_bra_m2"], r.get("unused_bra_m2")) for g, r in zip(got, ranked))
assert any("weights" in n for n in answer["notes"])
got, _ = ask("best-sites", "--strategy", "transform", "--min_m2", "3000,5", "--top", "100000")
assert [g["site_id"] for g in got] == [r["site_id"] for r in ranked if of_site[r["site_fid"]]["strategy"] == "transform" and of_site[r["site_fid"]]["developable_m2"] >= 3000.5]

# what-can-be-built: at the site point of the first site, zones, constraints and rejections by GDAL.
first = ranked[0]
at = sites[first["site_fid"]].PointOnSurface()
x, y = at.GetX(), at.GetY()
got, answer = ask("what-can-be-built", "--place", f"{x!r},{y!r}")
zones = shapes("zone")
zone_of = {r["fid"]: {"plan_id": None, "adopted": None, **r} for r in rows("SELECT * FROM zone")}
want = sorted((str(zone_of[f]["plan_id"]), str(zone_of[f]["adopted"])) for f, g in zones.items() if g.Intersects(at))
assert sorted((str(g["plan_id"]), str(g["adopted"])) for g in got if g["what"] == "zone") == want and want
here = {of_site[f]["site_id"] for f, g in sites.items() if g.Intersects(at)}
assert {g["name"] for g in got if g["what"] == "site"} >= here and first["site_id"] in here
capacity = {r["profile"]: r for r in rows("SELECT * FROM capacity WHERE site_id = ?", first["site_id"])} if "capacity" in tables else {}
for g in got:
    if g["what"] == "site" and g["name"] == first["site_id"] and g["profile"]:
        assert near(g["allowed_bra_m2"], capacity[g["profile"]]["allowed_bra_m2"]) and near(g["unused_bra_m2"], capacity[g["profile"]]["unused_bra_m2"])
if "constraint" in tables:
    assert sum(g["what"] == "constraint" for g in got) == sum(g.Intersects(at) for g in shapes("constraint").values())
assert sum(g["what"] == "rejected" for g in got) == sum(g.Intersects(at) for g in shapes("rejected").values())
assert any("Not legally binding" in n for n in answer["notes"])
again, _ = ask("what-can-be-built", "--place", first["site_id"])
assert {g["name"] for g in again if g["what"] == "site"} >= here

# near-hub: straight lines from GDAL.
if "hub" in tables:
    hubs = [(n, shape(g)) for n, m, g in db.execute(f"SELECT name, {'coalesce(modes, mode)' if has('hub', 'modes') else 'mode'}, geom FROM hub") if "rail" in m.replace(" ", "").split(",")]
    got, _ = ask("near-hub", "--within_m", "700", "--top", "100000")
    want = {}
    for r in ranked:
        d = min((h.Distance(sites[r["site_fid"]]) for _, h in hubs), default=math.inf)
        if d <= 700:
            want[r["site_id"], r["site_fid"]] = (r["rank"], d)
    assert [(g["rank"], round(g["distance_m"], 6)) for g in got] == [(k, round(d, 6)) for k, d in sorted(want.values())], "near-hub"
    # The walk is to the hub of the row and to no other: of the features behind walks (stops of a timetable, or features of a hub layer) only that hub's.
    if "evidence" in tables and "stop" in tables:
        facts = {f for (f,) in db.execute("SELECT fact FROM criterion_fact AS f JOIN criterion AS c ON c.profile = f.profile AND c.id = f.criterion WHERE c.criterion IN ('hub_walk', 'transit_level')")}
        hub_of = dict(db.execute("SELECT t.fid, h.name FROM stop AS t JOIN hub AS h ON h.hub_id = t.hub_id"))
        of_layer = {(l, f): n for l, f, n in db.execute("SELECT layer, feature, name FROM hub WHERE feature IS NOT NULL")}
        transit = {l for (l,) in db.execute("SELECT layer FROM hub WHERE feature IS NULL")}
        fid_of = {r["site_id"]: r["site_fid"] for r in ranked}
        walks = {}
        for fact, site, layer, feature, metres in db.execute("SELECT fact, site_fid, layer, feature, distance_m FROM evidence"):
            if fact in facts:
                name = hub_of.get(feature) if layer in transit else of_layer.get((layer, feature))
                walks[site, name] = min(metres, walks.get((site, name), math.inf))
        for mode in ("rail", "any"):
            near_by, _ = ask("near-hub", "--within_m", "700", "--top", "100000", "--mode", mode)
            assert any(g["walk_m"] for g in near_by) or not walks, "no walk at all"
            for g in near_by:
                alone = db.execute("SELECT count(*) FROM hub WHERE name = ?", (g["hub"],)).fetchone()[0] == 1 # a stop and a junction share a name
                assert g["walk_m"] == walks.get((fid_of[g["site_id"]], g["hub"])) or (not alone and g["walk_m"] is None), (g, "walk to another hub")
                assert g["walk_m"] is None or g["walk_m"] > 0.7 * g["distance_m"] - 250, g  # from the site point, not the edge
        soon, _ = ask("near-hub", "--within_m", "5000", "--within_min", "5", "--top", "100000")
        assert soon and all(g["walk_min"] <= 5 and g["walk_m"] <= 5 * 80 + 1e-6 for g in soon), "within_min"
        roomy, _ = ask("near-hub", "--min_bra_m2", "5000", "--within_m", "700", "--top", "100000")
        assert [g["site_id"] for g in roomy] == [g["site_id"] for g in got if (g["unused_bra_m2"] or 0) >= 5000] and len(roomy) < len(got), "min_bra_m2"

# who-is-near: the circle by Pythagoras, its edge included.
if "establishment" in tables:
    all_points = [(r["jobs_central"], r["fid"], shape(r["geom"])) for r in rows("SELECT fid, jobs_central, geom FROM establishment")]
    for radius in (400, 20000):
        got, _ = ask("who-is-near", "--place", f"{x!r},{y!r}", "--radius_m", str(radius), "--top", "5000")
        want = []
        for jobs, fid, g in all_points:
            d = math.hypot(g.GetX() - x, g.GetY() - y)
            if d <= radius:
                want.append((-jobs if jobs is not None else 1, fid, d, jobs))  # those without a number last
        want = sorted(want)[:5000]
        assert [(g["jobs_central"], round(g["distance_m"], 6)) for g in got] == [(w[3], round(w[2], 6)) for w in want] and want, "who-is-near"

# compare-sites: differences of contributions add up to the difference of scores.
a, b = ranked[0], ranked[-1]
got, _ = ask("compare-sites", "--a", a["site_id"], "--b", b["site_id"])
criteria = rows("SELECT id, title_en, share FROM criterion WHERE profile = ? ORDER BY fid", profile)
for g, c in zip(got, criteria):
    assert g["criterion"] == c["title_en"] and near(g["share"], c["share"])
    assert near(g["a_raw"], a["x_" + c["id"]]) and near(g["b_raw"], b["x_" + c["id"]]) and near(g["a_points"], a["c_" + c["id"]])
assert near(sum(g["difference"] or 0 for g in got[: len(criteria)]) + sum((a["c_" + c["id"]] or 0) - (b["c_" + c["id"]] or 0) for c in criteria if a["c_" + c["id"]] is None or b["c_" + c["id"]] is None),
            a["score"] - b["score"])

# why-rejected: counts, and one site's reasons.
got, _ = ask("why-rejected")
assert sum(g["n"] for g in got) == sum(profile in p.split(",") for (p,) in db.execute("SELECT profiles FROM rejected"))
one = db.execute("SELECT site_id, count(*) FROM rejected WHERE reason = 'too_small' AND site_id NOT IN (SELECT site_id FROM rejected WHERE reason <> 'too_small' AND site_id IS NOT NULL) AND site_id IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT 1").fetchone()
if one:
    got, answer = ask("why-rejected", "--site", one[0])
    assert len(got) == one[1] and {g["reason"] for g in got} == {"too_small"} and all(g["measured"] < g["limit_value"] for g in got)
    assert any("no legal refusal" in n for n in answer["notes"])

# capacity and jobs-target: the sites' numbers summed; how many of the first reach what is wanted.
if "area_strategy" in tables:
    got, _ = ask("capacity")
    known = rows(f'SELECT unused_bra_m2 AS u FROM "score_{profile}"')
    assert len(got) == 1 and got[0]["n_sites"] == len(known) and got[0]["n_unknown"] == sum(r["u"] is None for r in known)
    assert near(got[0]["unused_bra_m2"], sum(r["u"] or 0 for r in known), 1e-9)
if "target" in tables:
    got, _ = ask("jobs-target")
    total = n = 0
    for n, r in enumerate(ranked, 1):
        total += r["jobs"] or 0
        if total >= got[0]["jobs_wanted"]:
            break
    assert len(got) == 1 and got[0]["n_sites_needed"] == n and near(got[0]["jobs_wanted"], got[0]["jobs_target"] - got[0]["jobs_today"])

# assemble: neighbours by GDAL's distance; areas add up.
if "parcel" in tables:
    parcels = {p: shape(g) for p, g in db.execute("SELECT parcel, geom FROM parcel")}
    mine = next((p for (p,) in db.execute("SELECT parcel FROM parcel ORDER BY fid LIMIT 40") if sum(p == q for (q,) in db.execute("SELECT parcel FROM parcel")) == 1
                 and sum(parcels[p].Distance(g) <= 1 for g in parcels.values()) > 2), None)
    if mine:
        got, _ = ask("assemble", "--place", mine, "--top", "1000", "--min_m2", "5000")
        want = sorted(p for p, g in parcels.items() if p != mine and g.Distance(parcels[mine]) <= 1)
        assert got[0]["parcel"] == mine and sorted(g["parcel"] for g in got[1:]) == want, "assemble"
        together = 0
        for g in got:
            together += parcels[g["parcel"]].Area()
            assert near(g["together_m2"], together) and g["reached"] == ("yes" if together >= 5000 else "no")

# purchase-candidates: internal.
refused = subprocess.run([tomt, "ask", result, "purchase-candidates"], capture_output=True, text=True)
assert refused.returncode == 2 and "--internal" in refused.stderr
if "purchase" in tables:
    got, _ = ask("purchase-candidates", "--internal", "--min_index", "30", "--top", "100000")
    want = rows("SELECT site_id, purchase_index AS i FROM purchase WHERE profile = ? AND purchase_index >= 30 ORDER BY -purchase_index, site_id", profile)
    assert [g["site_id"] for g in got] == [w["site_id"] for w in want]

# strong-sectors: the share is of the area's jobs, and the quotient at least what was asked.
if "area_sector" in tables:
    got, _ = ask("strong-sectors", "--min_quotient", "1.1")
    jobs = db.execute("SELECT jobs FROM area WHERE level = 'study_area'").fetchone()[0]
    want = db.execute("SELECT count(*) FROM area_sector WHERE area_id = 'study_area' AND quotient >= 1.1 AND jobs >= 20 AND suppressed = 0").fetchone()[0]
    assert len(got) == want and all(near(g["share"], g["jobs"] / jobs) for g in got) and got == sorted(got, key=lambda g: -g["quotient"])

# cluster-sites: each site with its nearest outline, by GDAL; of two as near the first by id.
if "cluster" in tables and db.execute("SELECT count(*) FROM cluster").fetchone()[0]:
    name = db.execute("SELECT cluster_set FROM cluster ORDER BY fid LIMIT 1").fetchone()[0]
    outlines = [(c, shape(g)) for c, g in db.execute("SELECT cluster_id, geom FROM cluster WHERE cluster_set = ?", (name,))]
    for within in (0, 200, 5000):
        got, _ = ask("cluster-sites", "--set", name, "--within_m", str(within), "--top", "100000")
        want = []
        for r in ranked:
            d, c = min((round(g.Distance(sites[r["site_fid"]]), 6), c) for c, g in outlines)
            want += [(r["rank"], r["site_id"], d, c)] if d <= within else []
        assert [(g["rank"], g["site_id"], round(g["distance_m"], 6), g["cluster_id"]) for g in got] == sorted(want), "cluster-sites"

# what-changed: the balance of jobs.
if "register_change" in tables:
    got, _ = ask("what-changed", "--kind", "division", "--top", "1000")
    assert got and all(near(g["jobs_after"], g["jobs_before"] + g["jobs_born"] - g["jobs_dead"] + g["jobs_moved_in"] - g["jobs_moved_out"] + g["jobs_grown"], 1e-9) for g in got)

# data-quality: what provenance says; sites without a number, counted here.
got, _ = ask("data-quality")
assert sum(g["kind"] == "warning" for g in got) == db.execute("SELECT count(*) FROM provenance WHERE section = 'warning'").fetchone()[0]
missing = sum(1 for c in criteria for r in rows(f'SELECT "x_{c["id"]}" AS x FROM "score_{profile}"') if r["x"] is None)
assert sum(g["n"] for g in got if g["kind"] == "no_data") == missing

# The formats say the same.
want, _ = ask("best-sites", "--top", "5")
text = subprocess.run([tomt, "ask", result, "best-sites", "--top", "5", "--format", "csv"], capture_output=True, text=True, check=True).stdout
read = list(csv.DictReader(io.StringIO(text)))
assert [r["site_id"] for r in read] == [w["site_id"] for w in want] and all(near(float(r["score"]), w["score"], 1e-15) for r, w in zip(read, want))
text = subprocess.run([tomt, "ask", result, "best-sites", "--top", "5", "--format", "geojson"], capture_output=True, text=True, check=True).stdout
for feature, w in zip(json.loads(text)["features"], want):
    assert feature["properties"]["site_id"] == w["site_id"] and near(feature["properties"]["score"], w["score"], 1e-15)
    for polygon in feature["geometry"]["coordinates"]: # right-hand rule
        for k, ring in enumerate(polygon):
            area = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, ring[1:]))
            assert (area > 0) == (k == 0) and ring[0] == ring[-1]
names = {q["name"] for q in json.loads(subprocess.run([tomt, "ask", "--list", "--json"], capture_output=True, text=True, check=True).stdout)}
assert len(names) == 14
print(f"{len(set(checked))} of {len(names)} questions derived again")
if len(sys.argv) > 3:
    assert set(checked) == names, names - set(checked)
