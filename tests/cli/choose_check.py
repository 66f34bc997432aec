"""A set that tomt chose, recomputed from the result with GDAL's geometries: its objective, and that no single swap is better."""
import argparse, json, sqlite3, struct, sys

from osgeo import ogr

ogr.UseExceptions()
a = argparse.ArgumentParser()
a.add_argument("json"), a.add_argument("result")
a.add_argument("--among", type=int), a.add_argument("--cover", type=float), a.add_argument("--spacing", type=float, default=0)
a = a.parse_args()
told = json.load(open(a.json))


def point(blob):
    wkb = bytes(blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]:])
    g = ogr.CreateGeometryFromWkb(wkb)
    c = g.Centroid()
    if not g.Contains(c):
        c = g.PointOnSurface()
    return c.GetX(), c.GetY()


db = sqlite3.connect(a.result)
sites = {i: point(g) for i, g in db.execute(
    "SELECT k.site_id, s.geom FROM score_office k JOIN site s ON s.fid = k.site_fid WHERE k.rank BETWEEN 1 AND ?", (a.among,))}
demand = [(point(g), n) for g, n in db.execute("SELECT geom, population FROM population WHERE population IS NOT NULL")]
apart = lambda p, q: ((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) ** 0.5
table = {i: [apart(p, d) for d, _ in demand] for i, p in sites.items()}


def objective(chosen):
    if any(apart(sites[i], sites[j]) < a.spacing for i in chosen for j in chosen if i != j):
        return None
    near = [min(table[i][d] for i in chosen) for d in range(len(demand))]
    if a.cover is not None:
        return -sum(n for m, (_, n) in zip(near, demand) if m <= a.cover)
    return sum(m * n for m, (_, n) in zip(near, demand))


chosen = [s["site_id"] for s in told["sites"]]
own = objective(chosen)
sign = -1 if a.cover is not None else 1
assert own is not None, "the spacing is not kept"
assert abs(sign * own - told["objective"]) <= 1e-6 * abs(own), (own, told["objective"])
assert abs(sum(s["served"] for s in told["sites"]) - (sum(n for _, n in demand) if a.cover is None else told["objective"])) < 1e-6
for k, out in enumerate(chosen):
    rest = chosen[:k] + chosen[k + 1:]
    worse = objective(rest) - own
    assert abs(worse - told["sites"][k]["leaves_worse_by"]) <= 1e-6 * max(1, abs(worse)), "worth"
    for new in sites:
        if new not in chosen:
            other = objective(rest + [new])
            assert other is None or other >= own - 1e-6 * abs(own), f"{new} for {out} is better"
