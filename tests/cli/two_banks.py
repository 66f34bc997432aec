"""Two banks of a river, by hand: two_banks.py DIR. What is computed from it stands in streets.test."""
import json, os, sys, zipfile

X, Y = 570000.0, 6622000.0  # EPSG:25832
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def write(name, features):
    with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as f:
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                   "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}, f)


def at(x, y):
    return [X + x, Y + y]


def point(x, y):
    return {"type": "Point", "coordinates": at(x, y)}


def line(*p):
    return {"type": "LineString", "coordinates": [at(*q) for q in p]}


def box(x0, y0, x1, y1):
    return {"type": "Polygon", "coordinates": [[at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)]]}


def square(x, y):
    return box(x - 20, y - 20, x + 20, y + 20)


write("area", [({"nr": "3301"}, box(-1000, -1000, 4000, 4000))])
write("zones", [({"use": "1310"}, box(-1000, -1000, 4000, 4000))])
write("parcels", [({"id": i}, square(x, y)) for i, x, y in (
    ("p1", 100, 50), ("p2", 1900, 950), ("p3", -30, -40), ("p4", 1000, -400), ("p5", 200, 3050), ("p6", 300, 50), ("p7", 1900, 30))])
write("streets", [
    ({"name": "South", "klasse": "bygate", "fart": 30, "en": None}, line((0, 0), (2000, 0))),
    ({"name": "North", "klasse": "bygate", "fart": 60, "en": "FT"}, line((2000, 1000), (0, 1000))),
    ({"name": "Bridge", "klasse": "riksvei", "fart": 60, "en": None}, line((2000, 0), (2000, 1000))),
    ({"name": "Motorway", "klasse": "motorvei", "fart": 100, "en": "B"}, line((-500, 500), (4000, 500))),
    ({"name": "Island", "klasse": "bygate", "fart": 30, "en": None}, line((0, 3000), (500, 3000)))])
write("hubs", [({"mode": "junction", "name": "west"}, point(0, 990)), ({"mode": "terminal", "name": "east"}, point(2010, 1000))])
write("firms", [({"id": "1", "jobs": 10, "has": "true", "code": "62.010"}, point(150, -30)),
                ({"id": "2", "jobs": 7, "has": "true", "code": "62.010"}, point(1000, -600))])  # 600 m from any street
write("people", [({"n": 40}, box(100, -60, 200, 0))])
write("anchors", [({"kind": "centre", "name": "Torg"}, point(1000, -10))])

# The feed is in degrees: stops are placed by inverse transformation, given here as text so that the test needs no PROJ in Python.
from osgeo import osr
utm, deg = osr.SpatialReference(), osr.SpatialReference()
utm.ImportFromEPSG(25832)
deg.ImportFromEPSG(4326)
to = osr.CoordinateTransformation(utm, deg)


def lat_lon(x, y):
    lat, lon, _ = to.TransformPoint(*at(x, y))
    return f"{lat:.9f},{lon:.9f}"


clock = lambda minute: f"{minute // 60:02}:{minute % 60:02}:00"
trips, times = [], []
for k, minute in enumerate(range(6 * 60, 20 * 60 + 30, 30)):
    trips.append(f"R,WD,r{k},0")
    times += [f"r{k},{clock(minute)},{clock(minute)},ST1,1", f"r{k},{clock(minute + 10)},{clock(minute + 10)},FAR,2"]
for k, minute in enumerate(range(7 * 60, 10 * 60, 10)):
    trips.append(f"B,WD,b{k},0")
    times += [f"b{k},{clock(minute)},{clock(minute)},BU,1", f"b{k},{clock(minute + 5)},{clock(minute + 5)},FAR,2"]
# Once a day, at noon: a stop beside p1 and p6, which nobody would walk to; and two stops far out in the east, 100 m apart: one hub.
for k, (stops, route) in enumerate((("LO", "N"), ("K1", "K"), ("K2", "K"))):
    trips.append(f"{route},WD,n{k},0")
    times += [f"n{k},12:00:00,12:00:00,{stops},1", f"n{k},12:30:00,12:30:00,FAR,2"]
files = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nA,A,https://example.org,Europe/Oslo\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                 f"ST,Stasjon,{lat_lon(0, 1020)},1,\nST1,Stasjon spor 1,{lat_lon(0, 1020)},0,ST\nBU,Busstopp,{lat_lon(1900, -20)},0,\nFAR,Langt borte,{lat_lon(30000, 30000)},0,\n"
                 f"LO,Lite brukt,{lat_lon(150, 20)},0,\nK1,Kanten vest,{lat_lon(10450, 500)},0,\nK2,Kanten øst,{lat_lon(10550, 500)},0,\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,R1,,100\nB,A,51,,700\nN,A,52,,700\nK,A,53,,700\n",
    "trips.txt": "route_id,service_id,trip_id,direction_id\n" + "\n".join(trips) + "\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + "\n".join(times) + "\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nWD,1,1,1,1,1,0,0,20260105,20260130\n"}
with zipfile.ZipFile(f"{folder}/gtfs.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for name, text in files.items():
        z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)

linear = lambda full, zero: {"function": "linear", "full_at": full, "zero_at": zero}
project = {
    "tomt": 1, "project": {"name": "banks", "crs": "EPSG:25832"}, "study_area": {"layer": "area"},
    "layers": {
        "area": {"role": "area", "source": "area.geojson"},
        "zones": {"role": "zone", "source": "zones.geojson", "columns": {"use": "use"}},
        "parcels": {"role": "parcel", "source": "parcels.geojson", "columns": {"parcel": "id"}},
        "streets": {"role": "street", "source": "streets.geojson",
                    "columns": {"name": "name", "class": "klasse", "speed": "fart", "oneway": "en"},
                    "values": {"class": {"bygate": "residential", "riksvei": "primary", "motorvei": "motorway"}}},
        "hubs": {"role": "hub", "source": "hubs.geojson", "columns": {"name": "name", "mode": "mode"}},
        "transit": {"role": "timetable", "source": "gtfs.zip"},
        "firms": {"role": "establishment", "source": "firms.geojson",
                  "columns": {"id": "id", "code": "code", "employees": "jobs", "employees_registered": "has"}},
        "people": {"role": "population", "source": "people.geojson", "columns": {"population": "n"}},
        "anchors": {"role": "anchor", "source": "anchors.geojson", "columns": {"kind": "kind", "name": "name"}}},
    "sites": {"from": "parcels", "layer": "parcels", "min_area_m2": 800},
    "profiles": ["profile.yaml"]}
criteria = [
    ("rail", "hub_walk", {"modes": ["rail"], "reach_m": 6000}, linear(400, 6000)),
    ("good", "hub_walk", {"classes": ["A", "B"], "reach_m": 6000}, linear(400, 6000)),
    ("west", "hub_drive", {"modes": ["junction"], "reach_min": 30}, linear(3, 12)),
    ("east", "hub_drive", {"modes": ["terminal"], "reach_min": 30}, linear(3, 12)),
    ("jobs", "jobs_reached", {"by": "walk", "radius_m": 200}, linear(10, 0)),
    ("firms", "establishments_reached", {"by": "walk", "radius_min": 2.5, "decay": "linear"}, linear(1, 0)),
    ("people", "population_reached", {"by": "drive", "radius_min": 1}, linear(100, 0)),
    ("level", "transit_level", {}, linear(15, 0)),
    ("class", "transit_class", {}, linear(1, 7)),
    ("abc", "abc", {"wanted": ["C"]}, linear(1, 0)),
    ("centre", "centrality", {}, linear(5, 25))]
profile = {"tomt_profile": 1, "name": "banks", "uses": ["1310"],
           "criteria": [{"id": i, "criterion": c, "weight": 1, "with": w, "value": v} for i, c, w, v in criteria]}
json.dump(project, open(f"{folder}/project.yaml", "w"), indent=1)
json.dump(profile, open(f"{folder}/profile.yaml", "w"), indent=1)
