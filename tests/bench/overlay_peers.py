#!/usr/bin/env python3
"""Parcels x zones x constraints of overlay_bench overlaid again by GeoPandas and PostGIS: are the areas the same, how long do they take?

overlay_peers.py FOLDER OURS.csv SIZE [MOST]
FOLDER holds the layers and areas.csv of overlay_bench, OURS.csv is what it printed. Prints "size;figure;value;unit" lines.
The work: pieces = parcels n zones; less the ground of the exclusions; of what is left, the ground under each cover and within each
strategy area. Zones come resolved and buffers drawn, as for the floor; features of one cover that overlap are joined first, and that
counts. Reading the layers and indexing the inputs does not. Of more than MOST parcels (if given) every n-th is taken; the
seconds that parcels cost are scaled by n, those of joining are not.
Sums of areas must agree with ours within a relative 1e-6: else exit code 1. A parcel in which a peer finds more ground within zones
than the parcel has is counted, told and left out of the sums. A peer that is not installed is left out.
Ours also resolves the zones, draws the largest circle into each site and tells why the others are none; the circles are told apart.
GeoPandas uses one thread, PostgreSQL as many workers as its defaults allow; ours as many as overlay_bench was given."""
import csv
import math
import subprocess
import sys
import time
import warnings

from private_postgres import Database

wrong = 0


def left_out(who, why):
    print(f"overlay_peers: {who} is left out: {why}", file=sys.stderr, flush=True)


class Work:
    def __init__(self, folder, size, ours, most):
        self.folder, self.size = folder, size
        self.ours, self.circles = {}, {}  # threads: seconds
        for line in open(ours):
            name, value, _ = line.split(";")
            if name.startswith("tomt: in all, threads: "):
                self.ours[int(name.split()[-1])] = float(value)
            if name.startswith("tomt: of sites, largest circles"):
                self.circles[int(name.split()[-1])] = float(value)
        with open(f"{folder}/areas.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.every = math.ceil(len(rows) / most)
        self.areas = {int(r["row"]): r for r in rows[::self.every]}
        self.n = len(rows)
        names = list(rows[0])[3:]
        self.covers = [n for n in names if n.startswith("cover")]
        self.exclusions = [n for n in names if n.startswith("excluded")]

    def lines(self, name):
        for line in open(f"{self.folder}/{name}.csv"):
            row, comma, shape = line.rstrip("\n").partition(",")
            if name != "parcels" or int(row) in self.areas:
                yield int(row), shape

    def put(self, figure, value, unit=""):
        print(f"{self.size};{figure};{value:.4g};{unit}" if isinstance(value, float) else f"{self.size};{figure};{value};{unit}", flush=True)

    def report(self, who, version, once_s, parcels_s, found, asked):
        """found: {"zoned": {row: m2}, "left": ..., each cover: ...}; parcels: {row: m2}"""
        self.put(f"{who}: version", version.replace(", ", " + "))  # a comma would be another column of bench.csv
        if self.every > 1:
            self.put(f"{who}: of the parcels 1 in", self.every)
        seconds = once_s + self.every * parcels_s
        self.put(f"{who}: overlay{', scaled' if self.every > 1 else ''}", seconds, "s")
        for threads, s in sorted(self.ours.items()):
            self.put(f"{who} / tomt, threads: {threads} (at least {asked})", seconds / s)
            self.put(f"{who} / tomt without largest circles, threads: {threads}", seconds / (s - self.circles[threads]))
        self.judge(who, found)

    def judge(self, who, found):
        global wrong
        whole = found["whole"]
        bad = {r for r, m2 in found["zoned"].items() if m2 > whole[r] * (1 + 1e-6) + 0.01}
        self.put(f"{who}: parcels with more ground in zones than they have", len(bad))
        most = 0.0
        for what in ["zoned", "left"] + self.covers:
            ours = {r: float(a[what]) for r, a in self.areas.items() if a[what] and r not in bad}
            theirs = sum(found[what].get(r, 0.0) for r in ours)
            sum_m2 = sum(ours.values())
            apart = abs(sum_m2 - theirs) / max(sum_m2, theirs) if max(sum_m2, theirs) > 0 else 0.0
            most = max(most, apart)
            if apart > 1e-6:
                wrong += 1
                row = max(ours, key=lambda r: abs(ours[r] - found[what].get(r, 0.0)))
                print(f"overlay_peers: {self.size} {who} {what}: ours {sum_m2:.3f}, theirs {theirs:.3f} m2; most at parcel {row}: "
                      f"{ours[row]:.3f}, {found[what].get(row, 0.0):.3f}", file=sys.stderr)
        self.put(f"{who}: {2 + len(self.covers)} sums of m2 apart by at most (at most 1e-6)", most)


# --- GeoPandas ---------------------------------------------------------------------------------------------------------


def geopandas_part(work):
    try:
        import geopandas
        import pandas
        import shapely
        from shapely import wkb
    except ImportError as e:
        return left_out("GeoPandas", f"{e}: install python3-geopandas and python3-rtree")
    warnings.simplefilter("ignore")

    def read(*names):
        rows, shapes = [], []
        for name in names:
            for row, shape in work.lines(name):
                rows.append(row)
                shapes.append(wkb.loads(shape, hex=True))
        return geopandas.GeoDataFrame({"row": rows}, geometry=shapes)

    def sums(frame):
        return frame.area.groupby(frame["row"]).sum().to_dict() if len(frame) else {}

    def joined(frame):
        return geopandas.GeoDataFrame(geometry=geopandas.GeoSeries([frame.unary_union])).explode(index_parts=False, ignore_index=True)

    def common(frame, other):
        return geopandas.overlay(frame, other[["geometry"]], how="intersection", keep_geom_type=True)

    parcels, zones, strategy = read("parcels"), read("zones"), read("strategy")
    gone, covers = read(*work.exclusions), {c: read(c) for c in work.covers}
    for frame in (parcels, zones, strategy, gone, *covers.values()):
        frame.sindex  # noqa: B018: indexed before the clock starts
    begun = time.perf_counter()
    gone = joined(gone) if len(gone) else gone
    covers = {c: joined(f) if len(f) else f for c, f in covers.items()}
    once_s, begun = time.perf_counter() - begun, time.perf_counter()
    pieces = common(parcels, zones)
    rest = geopandas.overlay(pieces, gone, how="difference", keep_geom_type=True) if len(gone) else pieces
    found = {"zoned": sums(pieces), "left": sums(rest)}
    sums(common(rest, strategy))
    for c, frame in covers.items():
        found[c] = sums(common(rest, frame)) if len(frame) else {}
    parcels_s = time.perf_counter() - begun
    found["whole"] = dict(zip(parcels["row"], parcels.area))
    work.report("GeoPandas", f"{geopandas.__version__}, Shapely {shapely.__version__}, pandas {pandas.__version__}", once_s, parcels_s, found, 3)


# --- PostGIS -----------------------------------------------------------------------------------------------------------

COMMON = "case when st_coveredby(a.g, b.g) then a.g else st_collectionextract(st_intersection(a.g, b.g), 3) end"


def postgis_load(database, work):
    for table in ["parcels", "zones", "strategy"] + work.covers:
        rows = "\n".join(f"{row},{shape}" for row, shape in work.lines(table))
        database.sql(f"create table {table}(row int, g geometry);\ncopy {table} from stdin with csv;\n{rows}\n\\.\n")
    rows = "\n".join(f"{row},{shape}" for name in work.exclusions for row, shape in work.lines(name))
    database.sql(f"create table gone(row int, g geometry);\ncopy gone from stdin with csv;\n{rows}\n\\.\n")
    for table in ["parcels", "zones", "strategy"]:
        database.sql(f"create index on {table} using gist(g); analyze {table};")


def postgis_sums(database, text):
    return {int(r): float(m2) for r, m2 in (line.split(",") for line in database.sql(text).split()) if m2}


def postgis_part(work):
    try:
        database = Database("postgis")
    except (OSError, subprocess.SubprocessError) as e:
        return left_out("PostGIS", (getattr(e, "stderr", "") or str(e)).strip())
    try:
        postgis_load(database, work)
        begun = time.perf_counter()
        for table in ["gone"] + work.covers:
            database.sql(f"create table {table}_one as select (st_dump(st_union(g))).geom g from {table};"
                         f"create index on {table}_one using gist(g); analyze {table}_one;")
        once_s, begun = time.perf_counter() - begun, time.perf_counter()
        database.sql(f"create table pieces as select a.row, {COMMON} g from parcels a join zones b on st_intersects(a.g, b.g);"
                     "create table rest as select a.row, coalesce(st_difference(a.g, b.g), a.g) g from pieces a"
                     " left join lateral (select st_union(o.g) g from gone_one o where st_intersects(o.g, a.g)) b on true;"
                     "delete from rest where st_isempty(g); create index on rest using gist(g); analyze rest;")
        found = {"zoned": postgis_sums(database, "select row, sum(st_area(g)) from pieces group by 1;"),
                 "left": postgis_sums(database, "select row, sum(st_area(g)) from rest group by 1;")}
        for table in ["strategy"] + work.covers:
            other = table if table == "strategy" else f"{table}_one"
            found[table] = postgis_sums(database, f"select a.row, sum(st_area({COMMON})) from rest a join {other} b on st_intersects(a.g, b.g) group by 1;")
        parcels_s = time.perf_counter() - begun
        found["whole"] = postgis_sums(database, "select row, st_area(g) from parcels;")
        version = database.sql("select postgis_lib_version() || ', GEOS ' || postgis_geos_version();").strip()
        work.report("PostGIS", version, once_s, parcels_s, found, 10)
    except subprocess.SubprocessError as e:
        left_out("PostGIS", (getattr(e, "stderr", "") or str(e)).strip())
    finally:
        database.close()


def main():
    if len(sys.argv) < 4:
        sys.exit("usage: overlay_peers.py FOLDER OURS.csv SIZE [MOST]")
    work = Work(sys.argv[1], sys.argv[3], sys.argv[2], int(sys.argv[4]) if len(sys.argv) > 4 and sys.argv[4] else 10**9)
    geopandas_part(work)
    postgis_part(work)
    return 1 if wrong else 0


sys.exit(main())
