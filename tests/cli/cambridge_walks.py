"""Recomputes the walks to the subway along the city's centre lines: cambridge_walks.py RESULT.gpkg DATA. Lines meet where they share an end, or
an end lies within 1 cm of another."""
import json, math, sqlite3, sys

from osgeo import ogr
from scipy.spatial import cKDTree

from osm_walk import Streets, transform

result, data = sys.argv[1:3]


def features(name):
    with open(f"{data}/{name}.geojson") as f:
        return json.load(f)["features"]


lines = []
for f in features("TRANS_Centerlines"):
    g = f["geometry"]
    lines += [[p[:2] for p in part] for part in ([g["coordinates"]] if g["type"] == "LineString" else g["coordinates"])]
xy = transform(26986, [p for line in lines for p in line])
at, number, ends = 0, [], []
for line in lines:
    number.append(list(range(at, at + len(line))))
    ends += [at, at + len(line) - 1]
    at += len(line)
root = list(range(at))


def find(i):
    while root[i] != i:
        i = root[i]
    return i


for a, b in cKDTree(xy[ends]).query_pairs(0.01):
    root[find(ends[a])] = find(ends[b])
inner = {tuple(xy[i]): i for chain in number for i in chain[1:-1]}
for i in ends:  # an end at a vertex of another line
    if tuple(xy[i]) in inner:
        root[find(inner[tuple(xy[i])])] = find(i)
streets = Streets(xy, [[find(i) for i in chain] for chain in number])
stations = {f["properties"]["STATION"]: f["geometry"]["coordinates"] for f in features("TRANS_SubwayStations")}
where = dict(zip(stations, transform(26986, stations.values()).tolist()))
joined = {name: j for name, p in where.items() if (j := streets.join(*p))}
far = streets.search(list(joined.values()))
db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
n = none = 0
worst, wrong = 0, []
for site_id, geom, stated, why, straight in db.execute("select site_id, geom, x_walk, y_walk, x_subway from lab"):
    shape = ogr.CreateGeometryFromWkb(geom[8 + (0, 32, 48, 48, 64)[geom[3] >> 1 & 7]:])
    middle = shape.Centroid()
    if not shape.Contains(middle):
        continue
    here = streets.join(middle.GetX(), middle.GetY())
    metres = streets.metres(far, joined.values(), here) if here else math.inf
    if stated is None:
        none += 1
        if metres <= 5000:
            wrong.append(f"{site_id}: no walk ({why}), {metres:.1f} m by hand")
        continue
    n += 1
    worst = max(worst, abs(stated - metres))
    if abs(stated - metres) >= 1:
        wrong.append(f"{site_id}: {stated:.2f} m, {metres:.2f} m by hand")
    if stated < straight - 0.001:
        wrong.append(f"{site_id}: {stated:.2f} m, but {straight:.2f} m straight")
missed = {f for (f,) in db.execute("select h.name from unsnapped u join hub h on h.feature = u.feature and h.layer = u.layer where u.layer = 'subway' and u.way = 'walk'")}
if missed != set(where) - set(joined):
    wrong.append(f"stations on no street: {missed}, by hand {set(where) - set(joined)}")
print(f"{n} walks compared, {none} without; largest difference {1000 * worst:.1f} mm; on no street: {sorted(missed)}")
print("\n".join(wrong[:20]))
sys.exit(bool(wrong) or n < 50)
