"""Projects over street files of OpenStreetMap alone, and their recount: oslo.py make DIR DATA | oslo.py check NAME RESULT.gpkg DATA.
The study area covers a file's whole extent; stations are points by hand, near the true ones."""
import collections, json, math, os, sqlite3, sys

from osgeo import ogr

from osm_walk import Streets, is_driven, is_walked, transform

CITIES = {  # file, CRS, study area, side of a cell, stations
    "east": ("osm_oslo/oslo-east.osm.pbf", 25832, (595000, 6637000, 602600, 6646100), 250,
             {"Oslo S": (10.7534, 59.9106), "Bryn": (10.8118, 59.9092), "Nordstrand": (10.7876, 59.8650)}),
    "skoyen": ("osm_oslo/skoyen.osm.pbf", 25832, (593400, 6643500, 594450, 6644250), 50, {"Skoyen": (10.6787, 59.9220)}),
    "helsinki": ("osm_helsinki/helsinki.osm.pbf", 3067, (385300, 6671400, 386600, 6673200), 50,
                 {"Rautatientori": (24.9441, 60.1710), "Kruununhaka": (24.9520, 60.1722)})}


def make(folder, data):
    for name, (file, epsg, (x0, y0, x1, y1), cell_m, stations) in CITIES.items():
        at = f"{folder}/{name}"
        os.makedirs(at)
        ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]

        def write(layer, features):
            with open(f"{at}/{layer}.geojson", "w") as f:
                json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}},
                           "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}, f)
        write("zone", [({"use": "1130"}, {"type": "Polygon", "coordinates": [ring]})])
        write("stations", [({"name": n, "mode": "rail"}, {"type": "Point", "coordinates": p})
                           for n, p in zip(stations, transform(epsg, stations.values()).tolist())])
        project = {
            "tomt": 1, "project": {"name": name, "crs": f"EPSG:{epsg}"}, "study_area": {"layer": "area"},
            "layers": {"area": {"role": "area", "source": "zone.geojson"},
                       "zones": {"role": "zone", "source": "zone.geojson", "columns": {"use": "use"}},
                       "streets": {"role": "street", "source": f"{data}/{file}"},
                       "stations": {"role": "hub", "source": "stations.geojson", "columns": {"name": "name", "mode": "mode"}}},
            "sites": {"from": "grid", "cell_m": cell_m}, "profiles": ["profile.yaml"]}
        profile = {"tomt_profile": 1, "name": "walks", "uses": ["1130"], "criteria": [
            {"id": i, "criterion": c, "weight": 1, "with": {"reach_m": 3000}, "value": {"function": "linear", "full_at": 300, "zero_at": 3000}}
            for i, c in (("walk", "hub_walk"), ("straight", "hub_distance"))]}
        json.dump(project, open(f"{at}/project.yaml", "w"), indent=1)
        json.dump(profile, open(f"{at}/profile.yaml", "w"), indent=1)


def check(name, result, data):
    file, epsg, _, _, stations = CITIES[name]
    db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    wrong = []
    # The streets as one heap: length for each way, and what hangs together.
    lengths = collections.Counter()
    for geom, walk, drive in db.execute("select geom, walk, drive from street"):
        m = ogr.CreateGeometryFromWkb(geom[8 + (0, 32, 48, 48, 64)[geom[3] >> 1 & 7]:]).Length()
        lengths["walk"] += walk * m
        lengths["drive"] += drive * m
    of = {"walk": Streets.of_osm(f"{data}/{file}", epsg), "drive": Streets.of_osm(f"{data}/{file}", epsg, is_driven),
          "all": Streets.of_osm(f"{data}/{file}", epsg, lambda tags: is_walked(tags) or is_driven(tags))}
    for way in ("walk", "drive"):
        if abs(lengths[way] - of[way].total_m) > 0.5:
            wrong.append(f"{lengths[way]:.1f} m to {way}, by hand {of[way].total_m:.1f} m")
    parts = of["all"].parts()
    stated = dict(db.execute("select key, ifnull(n, value) from provenance where section = 'streets' and name = 'network'"))
    if (len(parts) - 1, round(sum(m for m, _ in parts[1:]))) != (int(stated["islands"]), round(float(stated["islands_m"]))):
        wrong.append(f"{stated['islands']} islands of {stated['islands_m']} m, by hand {len(parts) - 1} of {sum(m for m, _ in parts[1:]):.1f} m")
    # Walks to the stations.
    streets = of["walk"]
    joined = [j for p in transform(epsg, stations.values()).tolist() if (j := streets.join(*p))]
    far = streets.search(joined, 3000)
    n = collections.Counter()
    for site_id, geom, metres, why, straight in db.execute("select site_id, geom, x_walk, y_walk, x_straight from walks"):
        middle = ogr.CreateGeometryFromWkb(geom[8 + (0, 32, 48, 48, 64)[geom[3] >> 1 & 7]:]).Centroid()
        here = streets.join(middle.GetX(), middle.GetY())
        hand = streets.metres(far, joined, here) if here else math.inf
        n[why] += 1
        if metres is None:
            if hand < 2999.99 or (why == "not_snapped") != (here is None):
                wrong.append(f"{site_id}: no walk ({why}), by hand {hand:.2f} m")
        elif abs(metres - hand) >= 1 or metres < straight - 0.001:
            wrong.append(f"{site_id}: {metres:.2f} m, by hand {hand:.2f} m, straight {straight:.2f} m")
    print(name, {k: round(v) for k, v in lengths.items()}, f"{len(parts) - 1} islands, sites:", dict(n), *wrong[:12], sep="\n  ")
    sys.exit(bool(wrong) or n[None] < 100 or len(joined) != len(stations))


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
