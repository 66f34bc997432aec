"""A random town, the same for the same seed, as a project: town.py DIR [what to change, as statements on the dictionary t].
Used by the tests of what must not change: t holds the layers as lists of (properties, geometry) and the profile's criteria."""
import json, math, os, random, sys

X, Y = 570000.0, 6622000.0  # EPSG:25832


def square(x, y, w, h, turn=0.0):
    c, s = math.cos(turn), math.sin(turn)
    ring = [(x + c * u - s * v, y + s * u + c * v) for u, v in ((0, 0), (w, 0), (w, h), (0, h))]
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring + ring[:1]]]}


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def linear(full, zero):
    return {"function": "linear", "full_at": full, "zero_at": zero}


def town(seed=7):
    r = random.Random(seed)
    t = {"min_area_m2": 300, "numbers": ["3301"]}
    t["area"] = [({"nr": "3301"}, square(X - 500, Y - 500, 30000, 30000))]
    t["zones"] = [({"use": r.choice(["1130", "1310", "1300", "1110"]), "plan": "P", "date": "2020-01-01"},
                   square(X + 500 * i, Y + 500 * j, 500, 500)) for i in range(4) for j in range(4)]
    t["parcels"] = [({"id": f"p{i:03}", "floor": r.randrange(0, 3000)},
                     square(X + 150 * (i % 13) + r.uniform(0, 40), Y + 150 * (i // 13) + r.uniform(0, 40), r.uniform(15, 100),
                            r.uniform(15, 100), r.uniform(-0.4, 0.4))) for i in range(169)]
    t["flood"] = [({"code": r.choice(["H320", "H310"])}, square(X + r.uniform(0, 1900), Y + r.uniform(0, 1900), 120, 70, r.uniform(0, 3)))
                  for i in range(30)]
    t["strategy"] = [({"s": r.choice(["densify", "transform"])}, square(X + 400 * i, Y + r.uniform(0, 1500), 300, 400)) for i in range(5)]
    t["hubs"] = [({"mode": r.choice(["rail", "bus"])}, point(X + r.uniform(0, 2000), Y + r.uniform(0, 2000))) for i in range(12)]
    t["anchors"] = [({"kind": "campus"}, square(X + r.uniform(0, 2000), Y + r.uniform(0, 2000), 60, 60, 0.3)) for i in range(3)]
    t["people"] = [({"n": r.randrange(0, 90)}, square(X + 250 * i, Y + 250 * j, 250, 250)) for i in range(8) for j in range(8)]
    t["firms"] = [({"id": f"{i:09}", "code": r.choice(["62.010", "47.110", "86.210", "26.110"]), "jobs": r.choice([5, 8, 13, 40]), "has": "true"},
                   point(X + r.uniform(0, 2000), Y + r.uniform(0, 2000))) for i in range(400)]
    t["criteria"] = [
        ("rail", "hub_distance", 3, {"modes": ["rail"]}, linear(100, 1500)),
        ("jobs", "jobs_within", 2, {"radius_m": 400}, linear(1500, 0)),
        ("near", "jobs_within", 1, {"radius_m": 600, "decay": "linear"}, {"function": "logistic", "full_at": 1500, "zero_at": 0}),
        ("tech", "sector_share", 1.7, {"radius_m": 300, "codes": ["62", "26"]}, linear(0.6, 0.1)),
        ("firms", "establishments_within", 1, {"radius_m": 250}, linear(30, 0)),
        ("area", "developable_area", 2, None, linear(6000, 0)),
        ("compact", "compactness", 1, None, linear(0.8, 0.2)),
        ("width", "inscribed_diameter", 1, None, linear(80, 0)),
        ("campus", "anchor_distance", 1.1, {"kinds": ["campus"]}, {"function": "bell", "peak_at": 0, "half_width": 500}),
        ("people", "population_within", 0.9, {"radius_m": 300}, linear(500, 0)),
        ("plan", "strategy_share", 1, None, linear(1, 0)),
        ("wet", "constraint_share", 1, {"codes": ["H320"]}, linear(0, 0.5)),
        ("use", "use_match", 1, {"uses": ["1310", "1300"]}, linear(1, 0)),
        ("floor", "attribute", 0.3, {"name": "floor"}, linear(0, 3000)),
    ]
    return t


def write(folder, t):
    os.makedirs(folder, exist_ok=True)
    for name in ("area", "zones", "parcels", "flood", "strategy", "hubs", "anchors", "people", "firms"):
        features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in t[name]]
        with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as f:
            json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                       "features": features}, f)
    project = {
        "tomt": 1, "project": {"name": "town", "crs": "EPSG:25832"}, "study_area": {"layer": "area", "numbers": t["numbers"]},
        "layers": {
            "area": {"role": "area", "source": "area.geojson", "columns": {"number": "nr"}},
            "zones": {"role": "zone", "source": "zones.geojson", "columns": {"use": "use", "plan_id": "plan", "adopted": "date"}},
            "parcels": {"role": "parcel", "source": "parcels.geojson", "columns": {"parcel": "id"}},
            "flood": {"role": "constraint", "source": "flood.geojson", "columns": {"code": "code"}},
            "strategy": {"source": "strategy.geojson", "columns": {"strategy": "s"}},
            "hubs": {"role": "hub", "source": "hubs.geojson", "columns": {"mode": "mode"}},
            "anchors": {"role": "anchor", "source": "anchors.geojson", "columns": {"kind": "kind"}},
            "people": {"role": "population", "source": "people.geojson", "columns": {"population": "n"}},
            "firms": {"role": "establishment", "source": "firms.geojson",
                      "columns": {"id": "id", "code": "code", "employees": "jobs", "employees_registered": "has"}}},
        "sites": {"from": "parcels", "layer": "parcels", "min_area_m2": t["min_area_m2"], "attributes": {"floor": "floor"}},
        "profiles": ["profile.yaml"]}
    profile = {"tomt_profile": 1, "name": "best", "uses": ["1130", "1300", "1310"],
               "constraints": [{"layer": "flood", "codes": ["H310"], "effect": "exclude"}],
               "criteria": [dict(id=i, criterion=c, weight=w, value=v, **({"with": a} if a else {})) for i, c, w, a, v in t["criteria"]]}
    for name, what in (("project", project), ("profile", profile)):
        with open(f"{folder}/{name}.yaml", "w", encoding="utf-8") as f:
            json.dump(what, f, indent=1)  # JSON is YAML


def move(g, dx, dy):
    def moved(c):
        return [c[0] + dx, c[1] + dy] if isinstance(c[0], float) else [moved(k) for k in c]
    return {"type": g["type"], "coordinates": moved(g["coordinates"])}


LAYERS = ("area", "zones", "parcels", "flood", "strategy", "hubs", "anchors", "people", "firms")
if __name__ == "__main__":
    t = town()
    exec(sys.argv[2] if len(sys.argv) > 2 else "", globals())
    write(sys.argv[1], t)
