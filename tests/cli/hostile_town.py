#!/usr/bin/env python3
"""A small town whose every name, title, id and file name would like to speak: to a page, SQL, QGIS, a spreadsheet, a shell, a terminal.
hostile_town.py DIR [KIND]: writes a project into DIR (project.yaml). KIND big: names of 10 MB; nobody: no zone is permitted; veto: all are vetoed; one: one parcel;
empty: no parcels. None of the texts is ever an argument, an output or a path of a command but inside a folder of the test's own."""
import csv, io, json, os, re, sqlite3, subprocess, sys, zipfile

X, Y = 570000, 6622000  # EPSG:25832
MARK = "TOMTWASHERE"    # what an attack would do if it ran: alert(MARK), touch MARK, a table of that name
PAYLOADS = [
    f"<script>alert('{MARK}')</script>", f"</script><img src=x onerror=alert('{MARK}')>", f"\"><svg onload=alert('{MARK}')>", "--><!--<script>", "]]></style></title></textarea><b>",
    f"'); DROP TABLE site;--", f"' UNION SELECT owner FROM parcel --", "%s%n%s%n%999999d", f"[% eval('{MARK}') || to_string(layer_property(@layer,'source')) %]", "{{=data}}{{data}}${data}<%= data %>",
    f"$(touch {MARK})`touch {MARK}`;touch {MARK}|touch {MARK}", "two\nlines\r\nand\tthree", "js\u2028line\u2029ends", "right\u202eot\u202c tfel\u2066\u200b", "Ås 🚆 e\u0301\u0302 \U0001F1F3\U0001F1F4", f"=cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd|'x'", "+1|2`code`*b*_i_[a](javascript:alert(1))",
    "\x1b[31mred\x1b]0;title\x07\x1b[2J", "\u009b31m8-bit", "../../../../tmp/" + MARK, "/etc/passwd", "&lt;b&gt;&amp;&#60;script&#62;", "\\u003cscript\\u003e\\", "back\bspace\x7f\x01", "http://evil.example/" + MARK, "''\"\"``;;\\\\'", "\ufeffBOM\ufffe\uffff", "http://evil.example/x.png", "<img src='http://evil.example/p.png'>",
    "<a href=\"javascript:alert(1)\">x</a>", "#{1+1} @@@ %d %% {} {0}", "NULL", "null", "nan", "-", " ", "0", "1e999", "a" * 3000,
]
n_given = 0


def evil(tag=""):
    """The next of the payloads, with a tag so that no two are the same."""
    global n_given
    n_given += 1
    return f"{PAYLOADS[(n_given * 7) % len(PAYLOADS)]}{tag}{n_given}"


def box(x, y, w, h):
    return {"type": "Polygon", "coordinates": [[[X + a, Y + b] for a, b in ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))]]}


def point(x, y):
    return {"type": "Point", "coordinates": [X + x, Y + y]}


def title():
    return {"en": evil("en"), "nb": evil("nb")}


def layers():
    n = len(PAYLOADS)
    t = {"area": [({"nr": "3301", "navn": evil("area")}, box(-500, -500, 3000, 3000))],
         "tracts": [({"nr": evil("nr"), "navn": evil("tract")}, box(-500 + 750 * i, -500, 750, 3000)) for i in range(4)],
         "zones": [({"use": ("1130", "1310", "1300", "1110")[i % 4], "plan": evil("plan"), "plan_name": evil("name"), "date": "2020-01-01", "name": evil("field"), "type": "16", "number": 50, "storeys": 4},
                    box(400 * (i % 3), 400 * (i // 3), 400, 400)) for i in range(9)],
         "parcels": [({"id": p + ("" if i % 2 else str(i)), "property": evil("gnr"), "owner": evil("owner"), "floor": 100 * i}, box(100 * (i % 8) + 5, 120 * (i // 8) + 5, 40 + i, 50)) for i, p in enumerate(PAYLOADS)],
         "flood": [({"code": ("H320", "H310", evil("H"))[i % 3], "name": evil("flood")}, box(90 * i, 100 * i, 120, 60)) for i in range(6)],
         "strategy": [({"s": ("densify", "transform")[i % 2], "name": evil("strategy")}, box(300 * i, 100, 250, 400)) for i in range(3)],
         "hubs": [({"name": p, "mode": ("rail", "bus", "junction")[i % 3], "class": evil("class")}, point(20 * i, 30 * i)) for i, p in enumerate(PAYLOADS)],
         "anchors": [({"name": evil("anchor"), "kind": ("campus", "centre")[i % 2]}, point(300 * i, 200)) for i in range(4)],
         "people": [({"n": 7 * i}, box(250 * (i % 5), 250 * (i // 5), 250, 250)) for i in range(25)],
         "buildings": [({"id": evil("building"), "bra": 50 * i, "use": evil("bruk")}, box(100 * (i % 8) + 10, 120 * (i // 8) + 10, 15, 15)) for i in range(12)],
         "streets": [({"name": evil("street"), "class": "residential"}, {"type": "LineString", "coordinates": [[X + c, Y + d] for c, d in line]})
                     for line in [[(-50 + 100 * j, 120 * i) for j in range(12)] for i in range(8)] + [[(-50 + 100 * i, 120 * j) for j in range(8)] for i in range(12)]]}
    assert n <= 48
    return t


def registers(files):
    def table(name, rows, raw=()):
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        files[name] = text.getvalue().encode("utf-8", "surrogatepass") + b"".join(raw)
    head = ["id", "name", "code", "jobs", "has", "form", "address", "x", "y"]
    firm = lambda i, name, form="AS": [f"{i:09}", name, ("62.010", "47.110", "86.210", "26.110")[i % 4], 5 + i, "true", form, evil("adr"), X + 37 * (i % 30), Y + 29 * (i // 3)]
    rows = [firm(i, p) for i, p in enumerate(PAYLOADS)] + [firm(100 + i, evil("person"), "ENK") for i in range(10)] + [firm(200 + i, f"plain {i}") for i in range(60)]
    odd = [b"000000900,\xff\xfe\x80 not UTF-8,62.010,44,true,AS,\xc3\x28,%d,%d\n" % (X + 50, Y + 50), b"000000901,\xed\xa0\x80 a surrogate \xc0\xaf,62.010,44,true,AS,x,%d,%d\n" % (X + 60, Y + 50),
           b"000000902,nul\x00 nul,62.010,44,true,AS,x,%d,%d\n" % (X + 70, Y + 50)]
    table("firms.csv", [head] + rows, odd)
    table("firms_before.csv", [head] + [r[:3] + [r[3] // 2 + 5] + r[4:] for r in rows[:60]])
    table("addresses.csv", [["municipality", "street", "number", "letter", "postcode", "x", "y"]] + [["3301", p, 1 + i, "", evil("post"), X + 10 * i, Y + 15 * i] for i, p in enumerate(PAYLOADS)])
    table("employment.csv", [["number", "code", "version", "jobs", "residents", "target"], ["3301", "", "SN2007", 5000, 3000, 9000], ["0", "62.010", "SN2007", 1000, "", ""], ["0", "47.110", "SN2007", 2000, "", ""]])


def timetable():
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as z:
        def put(name, rows):
            out = io.StringIO()
            csv.writer(out).writerows(rows)
            z.writestr(name, out.getvalue())
        put("agency.txt", [["agency_id", "agency_name", "agency_url", "agency_timezone"], ["a", evil("agency"), "http://evil.example", "Europe/Oslo"]])
        put("stops.txt", [["stop_id", "stop_name", "stop_lat", "stop_lon"]] + [[f"s{i}", evil("stop"), 59.7308 + 0.002 * i, 10.248 + 0.003 * i] for i in range(4)])
        put("routes.txt", [["route_id", "agency_id", "route_short_name", "route_long_name", "route_type"], ["r", "a", evil("route"), evil("route"), "2"]])
        put("calendar.txt", [["service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date", "end_date"], ["c", 1, 1, 1, 1, 1, 0, 0, "20260101", "20261231"]])
        put("trips.txt", [["route_id", "service_id", "trip_id", "trip_headsign", "direction_id"]] + [["r", "c", f"t{i}", evil("headsign"), 0] for i in range(60)])
        put("stop_times.txt", [["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"]] +
            [[f"t{i}", f"{6 + i // 5:02}:{12 * (i % 5) + j:02}:00", f"{6 + i // 5:02}:{12 * (i % 5) + j:02}:00", f"s{j}", j] for i in range(60) for j in range(4)])
    return text.getvalue()


def linear(full, zero):
    return {"function": "linear", "full_at": full, "zero_at": zero}


def profile(name, kind=1):
    criteria = [("rail", "hub_distance", {"modes": ["rail"]}, linear(50, 600)), ("walk", "hub_walk", {"modes": ["rail"]}, linear(50, 900)), ("jobs", "jobs_within", {"radius_m": 300}, linear(300, 0)), ("tech", "sector_share", {"radius_m": 300, "codes": ["62"]}, linear(0.6, 0)),
                ("area", "developable_area", None, linear(4000, 0)), ("wet", "constraint_share", {"codes": ["H310"]}, linear(0, 0.5)), ("campus", "anchor_distance", {"kinds": ["campus"]}, linear(0, 900)), ("room", "unused_capacity", None, linear(8000, 0))]
    return {"tomt_profile": 1, "name": name, "title": title(), "goal": title(), "uses": ["1130", "1300", "1310"],
            "constraints": [{"layer": "flood", "codes": ["H320"], "effect": "exclude", "why": evil("why")}, {"layer": "flood", "codes": ["H310"], "effect": "inform"}],
            "criteria": [dict(id=i, criterion=c, weight=1 + k, title=title(), why=evil("why"), value=v, **({"with": w} if w else {})) for k, (i, c, w, v) in enumerate(criteria)],
            "veto": [{"criterion": "area", "below": 900}], "robustness": {"draws": 100, "methods": ["topsis"]}}


def project():
    layer = lambda role, columns, **more: dict({"role": role, "title": title(), "credit": evil("credit"), "columns": columns}, **more)
    geojson = lambda name, role, columns, **more: layer(role, columns, source=f"{name}.geojson", **more)
    register = dict(x="x", y="y", crs="EPSG:25832")
    firm = {"id": "id", "name": "name", "code": "code", "employees": "jobs", "employees_registered": "has", "legal_form": "form", "address": "address"}
    return {"tomt": 1, "project": {"name": "hostile", "title": title(), "crs": "EPSG:25832", "language": "nb", "case_number": evil("case")}, "study_area": {"layer": "area", "numbers": ["3301"]},
            "layers": {"area": geojson("area", "area", {"number": "nr", "name": "navn"}), "tracts": geojson("tracts", "area", {"number": "nr", "name": "navn"}),
                       "zones": geojson("zones", "zone", {"use": "use", "plan_id": "plan", "plan_name": "plan_name", "adopted": "date", "name": "name", "utilisation": "type", "utilisation_number": "number", "storeys": "storeys"}),
                       "parcels": geojson("parcels", "parcel", {"parcel": "id", "property": "property", "owner": "owner", "existing_bra_m2": "floor"}),
                       "flood": geojson("flood", "constraint", {"code": "code", "name": "name"}), "strategy": geojson("strategy", "strategy", {"strategy": "s", "name": "name"}),
                       "hubs": geojson("hubs", "hub", {"name": "name", "mode": "mode", "class": "class"}), "anchors": geojson("anchors", "anchor", {"name": "name", "kind": "kind"}),
                       "people": geojson("people", "population", {"population": "n"}), "buildings": geojson("buildings", "building", {"id": "id", "bra_m2": "bra", "use": "use"}),
                       "streets": geojson("streets", "street", {"name": "name", "class": "class"}), "transit": {"role": "timetable", "source": "gtfs.zip", "title": title(), "credit": evil("credit")},
                       "firms": layer("establishment", firm, source="firms.csv", **register), "before": layer("establishment_before", firm, source="firms_before.csv", **register),
                       "addresses": layer("address", {k: k for k in ("municipality", "street", "number", "letter", "postcode")}, source="addresses.csv", **register),
                       "employment": layer("employment", {"number": "number", "code": "code", "code_version": "version", "jobs": "jobs", "employed_residents": "residents", "jobs_target": "target"}, source="employment.csv")},
            "sites": {"from": "parcels", "layer": "parcels", "min_area_m2": 500, "attributes": {"floor": "floor"}},
            "economy": {"areas": ["area", "tracts"], "reference": "norway", "references": {"norway": {"title": title(), "layer": "employment", "numbers": ["0"]}},
                        "hot_spots": {"cell_m": 250, "radius_m": 500, "sectors": ["health"]}, "clusters": {"all": {"title": title(), "radius_m": 200, "min_jobs": 10}}},
            "targets": {"year": 2036, "jobs": 9000}, "alternatives": {"dry": {"title": title(), "why": evil("why"), "remove": ["flood"]}}, "profiles": ["office.yaml", "second.yaml"]}


def write(folder, kind=""):
    os.makedirs(folder, exist_ok=True)
    files = {}
    town = layers()
    profiles = [profile("office"), profile("second")]
    if kind in ("one", "empty"):
        town["parcels"] = town["parcels"][14:15] if kind == "one" else []
    for each in profiles:
        if kind == "nobody":
            each["uses"] = ["2010"]
        if kind == "veto":
            each["veto"] = [{"criterion": "area", "below": 1e9}]
    for name, features in town.items():
        files[f"{name}.geojson"] = json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                                               "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}).encode()
    registers(files)
    files["gtfs.zip"] = timetable()
    for name, what in [("project", project())] + [(p["name"], p) for p in profiles]:
        pair = lambda m: "\\U%08x" % ord(json.loads(f'"{m[0]}"'))  # JSON is YAML but for pairs of surrogates
        files[f"{name}.yaml"] = re.sub(r"\\ud[89ab]..\\ud[c-f]..", pair, json.dumps(what, indent=1)).encode()
    for name, content in files.items():
        with open(f"{folder}/{name}", "wb") as f:
            f.write(content)
    if kind == "big":  # as a GeoPackage, since GDAL's GeoJSON has no text of 10 MB
        for name, column in (("hubs", "name"), ("zones", "plan_name"), ("parcels", "owner"), ("parcels", "property"), ("streets", "name"), ("anchors", "name")):
            file = f"{folder}/{name}.gpkg"
            if not os.path.exists(file):
                subprocess.run(["ogr2ogr", file, f"{folder}/{name}.geojson", "-nln", name], check=True)
            db = sqlite3.connect(file)
            for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f'DROP TRIGGER "{trigger}"')
            db.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE fid = (SELECT min(fid) FROM "{name}") + 8', ("<b>\x1b" + column[0] * 10_000_000,))
            db.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE fid = (SELECT min(fid) FROM "{name}")', ("<b>\x1b" + column[0] * 10_000_000,))
            db.commit()
            with open(f"{folder}/project.yaml", "r+") as f:
                text = f.read().replace(f'"{name}.geojson"', f'"{name}.gpkg"')
                f.seek(0), f.truncate(), f.write(text)


if __name__ == "__main__":
    write(*sys.argv[1:3])
