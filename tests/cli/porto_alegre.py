"""A project for Porto Alegre: porto_alegre.py DIR DATA [TRANSIT as JSON]. One zone by hand over the streets' extent, a grid of sites, two feeds as one timetable."""
import csv, json, math, os, sys

from osm_walk import transform

folder, data = sys.argv[1], os.path.abspath(sys.argv[2])
os.makedirs(folder, exist_ok=True)


def write(name, features):
    with open(f"{folder}/{name}.geojson", "w") as f:
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31982"}},
                   "features": [{"type": "Feature", "properties": p, "geometry": {"type": "Polygon", "coordinates": [g]}} for p, g in features]}, f)


# From the Guaiba in the west (no streets) to the hills in the east.
ring = [[476000, 6670000], [486500, 6670000], [486500, 6681500], [479500, 6681500], [475500, 6677000], [476000, 6670000]]
write("zone", [({"use": "1130"}, ring)])

# Residents and jobs come as points, the middles of H3 cells: residents are cells again by the vectors to the middles around them.
with open(f"{data}/poa_hexgrid.csv") as f:
    cells = list(csv.DictReader(f))
xy = transform(31982, [(float(c["lon"]), float(c["lat"])) for c in cells]).tolist()
steps = []  # the six vectors, one from each sixth of the circle, from cells in the grid's middle
middle = min(range(len(xy)), key=lambda i: math.dist(xy[i], (480500, 6675500)))
near = sorted(range(len(xy)), key=lambda i: math.dist(xy[i], xy[middle]))[1:7]
steps = sorted(((xy[i][0] - xy[middle][0], xy[i][1] - xy[middle][1]) for i in near), key=lambda v: math.atan2(v[1], v[0]))
corners = [((a[0] + b[0]) / 3, (a[1] + b[1]) / 3) for a, b in zip(steps, steps[1:] + steps[:1])]
write("residents", [({"n": int(c["population"] or 0)}, [[x + dx, y + dy] for dx, dy in corners + corners[:1]])
                    for c, (x, y) in zip(cells, xy) if int(c["population"] or 0)])
with open(f"{folder}/jobs.csv", "w") as f:
    f.write("id,x,y,jobs\n" + "".join(f"{c['id']},{x!r},{y!r},{c['jobs']}\n" for c, (x, y) in zip(cells, xy) if int(c["jobs"] or 0)))

project = {
    "tomt": 1, "project": {"name": "porto_alegre", "title": "Porto Alegre", "crs": "EPSG:31982"}, "study_area": {"layer": "area"},
    "layers": {
        "area": {"role": "area", "source": "zone.geojson"},
        "zones": {"role": "zone", "source": "zone.geojson", "columns": {"use": "use"}},
        "streets": {"role": "street", "source": f"{data}/poa.osm.pbf"},
        "buses": {"role": "timetable", "source": f"{data}/poa_eptc.zip"},
        "trains": {"role": "timetable", "source": f"{data}/poa_trensurb.zip"},
        "residents": {"role": "population", "source": "residents.geojson", "columns": {"population": "n"}},
        "jobs": {"role": "establishment", "source": "jobs.csv", "x": "x", "y": "y", "crs": "EPSG:31982", "columns": {"id": "id", "employees": "jobs"}}},
    "sites": {"from": "grid", "cell_m": 400, "min_area_m2": 40000},
    "transit": json.loads(sys.argv[3]) if len(sys.argv) > 3 else {},
    "profiles": ["profile.yaml"]}
linear = lambda full, zero: {"function": "linear", "full_at": full, "zero_at": zero}
criteria = [("rail", "hub_walk", {"modes": ["rail"], "reach_m": 3000}, linear(400, 3000)),
            ("bus", "hub_walk", {"modes": ["bus"], "reach_m": 1500}, linear(100, 1500)),
            ("straight", "hub_distance", {"modes": ["bus"], "reach_m": 5000}, linear(100, 1500)),
            ("straight_rail", "hub_distance", {"modes": ["rail"], "reach_m": 30000}, linear(100, 1500)),
            ("jobs", "jobs_reached", {"radius_m": 1000}, linear(10000, 0)),
            ("residents", "population_reached", {"radius_m": 1000}, linear(10000, 0)),
            ("level", "transit_level", {}, linear(40, 0)),
            ("class", "transit_class", {}, linear(1, 7))]
profile = {"tomt_profile": 1, "name": "centre", "title": "Centre", "uses": ["1130"],
           "criteria": [{"id": i, "criterion": c, "weight": 1, "with": w, "value": v} for i, c, w, v in criteria]}
json.dump(project, open(f"{folder}/project.yaml", "w"), indent=1)
json.dump(profile, open(f"{folder}/profile.yaml", "w"), indent=1)
