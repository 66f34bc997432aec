"""Recomputes what tomt says of Porto Alegre from the same files by other means: porto_alegre_check.py PROJECT_DIR RESULT.gpkg DATA DAY HH:MM
HH:MM. Tolerances: tomt counts in whole millimetres."""
import collections, csv, datetime, json, math, sqlite3, sys

from osgeo import ogr
from scipy.spatial import cKDTree

import gtfs_count
from osm_walk import Streets, transform

folder, result, data, day = *sys.argv[1:4], datetime.date.fromisoformat(sys.argv[4])
peak = [gtfs_count.seconds(t + ":00") for t in sys.argv[5:7]]
MERGE_M, WAIT = 150, {"rail": 0.75, "bus": 2.0}
REACH_M = {"rail": 960, "bus": 640}
db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
wrong = []


def check(ok, what):
    if not ok:
        wrong.append(what)


# --- timetable: stops, departures by stop and route, hubs and what leaves them ----------------------------------------------------------
mode_of = {"buses": "bus", "trains": "rail"}
stop_at, called, all_departures = {}, {}, []
for feed, file in (("buses", "poa_eptc.zip"), ("trains", "poa_trensurb.zip")):
    path = f"{data}/{file}"
    for s in gtfs_count.table(path, "stops.txt"):
        stop_at[s["stop_id"]] = (float(s["stop_lon"]), float(s["stop_lat"]))
    for r in gtfs_count.table(path, "routes.txt"):
        called[r["route_id"]] = r["route_short_name"]
    today = [d for d in gtfs_count.departures(path, day) if d[3] < 86400]
    night = [d for d in gtfs_count.departures(path, day - datetime.timedelta(1), -86400) if d[3] >= 0]
    all_departures += [(stop, route, ("night " if k else "") + trip, t, direction, mode_of[feed])
                       for k, part in enumerate((today, night)) for stop, route, trip, t, direction in part]
xy = dict(zip(stop_at, transform(31982, stop_at.values()).tolist()))
known = dict(db.execute("select stop_id, hub_id from stop"))
check(len(known) == db.execute("select count(*) from stop").fetchone()[0], "stop ids repeat")
counted = collections.Counter((d[0], called[d[1]]) for d in all_departures if d[0] in known)
stated = {(s, r): n for s, r, n in db.execute("select stop_id, route, sum(n_all) from departure group by 1, 2")}
check(counted == stated, f"departures by stop and route: {sum(counted.values())} counted, {sum(stated.values())} stated, "
      f"{sum(counted[k] != stated.get(k, 0) for k in counted | stated.keys())} differ")
counted = collections.Counter((d[0], called[d[1]]) for d in all_departures if d[0] in known and peak[0] <= math.floor(d[3]) < peak[1])
stated = {(s, r): n for s, r, n in db.execute("select stop_id, route, sum(n_peak) from departure group by 1, 2") if n}
check(counted == stated, f"departures in the hour: {sum(counted.values())} counted, {sum(stated.values())} stated, e.g. "
      f"{[(k, counted[k], stated.get(k)) for k in counted | stated.keys() if counted[k] != stated.get(k, 0)][:3]}")

# Hubs: stops within 150 m, and so on from one to the next.
ids = sorted(known)
root = {i: i for i in ids}


def find(i):
    while root[i] != i:
        i = root[i]
    return i


for a, b in cKDTree([xy[i] for i in ids]).query_pairs(MERGE_M):
    root[find(ids[a])] = find(ids[b])
ours, theirs = collections.defaultdict(set), collections.defaultdict(set)
for i in ids:
    ours[find(i)].add(i)
    theirs[known[i]].add(i)
check(sorted(map(sorted, ours.values())) == sorted(map(sorted, theirs.values())), f"{len(ours)} hubs by hand, {len(theirs)} in the result")

# The direction of a trip: the feed of buses tells them, on the one railway they follow from the order of two stops.
order = {}
for d in all_departures:
    if d[5] == "rail":
        order.setdefault((d[1], d[2]), []).append((d[3], xy[d[0]][1]))
south = {k: min(v)[1] > max(v)[1] for k, v in order.items()}
trips = collections.defaultdict(set)  # distinct trips of the hour by hub, route and direction
for stop, route, trip, t, direction, mode in all_departures:
    if stop in known and peak[0] <= math.floor(t) < peak[1]:
        trips[known[stop], route, direction if mode == "bus" else south[route, trip]].add(trip)
per_hour = collections.defaultdict(int)  # the busier direction
for (hub, route, direction), some in trips.items():
    per_hour[hub, route] = max(per_hour[hub, route], len(some))
by_hub = collections.Counter()
for (hub, route), n in per_hour.items():
    by_hub[hub] += n
differ = [(h, by_hub[h], n) for h, n in db.execute("select hub_id, n_peak from hub") if by_hub[h] != n]
check(not differ, f"departures of hubs in the hour: {len(differ)} of {len(theirs)} differ, e.g. {differ[:4]}")

# --- walks ------------------------------------------------------------------------------------------------------------------------------
streets = Streets.of_osm(f"{data}/poa.osm.pbf", 31982)
modes = collections.defaultdict(set)
for d in all_departures:
    if d[0] in known:
        modes[d[0]].add(d[5])
joined = {i: streets.join(*xy[i]) for i in ids}
joined = {i: j for i, j in joined.items() if j}
sites = {}
for fid, site_id, geom in db.execute("select fid, site_id, geom from site order by site_id"):
    flags = geom[3]
    shape = ogr.CreateGeometryFromWkb(geom[8 + (0, 32, 48, 48, 64)[flags >> 1 & 7]:])
    centre = shape.Centroid()
    if shape.Contains(centre):
        sites[site_id] = (centre.GetX(), centre.GetY())
check(len(sites) > 700, "sites")
number = {}
for row in db.execute("select site_id, x_rail, y_rail, x_bus, y_bus, x_straight, x_straight_rail, x_level, x_level_band, x_jobs, x_residents from centre"):
    number[row[0]] = row[1:]
worst = collections.Counter()
for mode, column, reach_m in (("rail", 0, 3000), ("bus", 2, 1500)):
    to = [joined[i] for i in joined if mode in modes[i]]
    far = streets.search(to, reach_m)
    for site_id, (x, y) in sites.items():
        here = streets.join(x, y)
        metres = streets.metres(far, to, here) if here else math.inf
        stated, why = number[site_id][column:column + 2]
        if stated is None:
            check(metres > reach_m - 0.01, f"{site_id}: no walk to {mode} ({why}), but {metres:.1f} m by hand")
            check((why == "not_snapped") == (here is None), f"{site_id}: {why}")
            worst[mode, why] += 1
        else:
            check(abs(metres - stated) < 1, f"{site_id}: walk to {mode} {stated:.2f} m, by hand {metres:.2f} m")
            straight = number[site_id][5 if mode == "rail" else 4]
            check(straight is None or stated >= straight - 1e-3, f"{site_id}: a walk of {stated:.2f} m is shorter than {straight:.2f} m straight")
            worst[mode] += 1
print("walks compared:", dict(worst))
check(worst["rail"] > 100 and worst["bus"] > 500, "too few walks")

# --- transit level ----------------------------------------------------------------------------------------------------------------------
BANDS = ((0, "0"), (2.5, "1a"), (5, "1b"), (10, "2"), (15, "3"), (20, "4"), (25, "5"), (40, "6a"), (math.inf, "6b"))
leaves = collections.defaultdict(set)  # routes by stop, in the hour
for d in all_departures:
    if d[0] in known and peak[0] <= math.floor(d[3]) < peak[1]:
        leaves[d[0]].add((d[1], d[5]))
told = collections.defaultdict(list)  # evidence: stops and their walks
for site_id, stop, metres in db.execute("select s.site_id, p.stop_id, e.distance_m from evidence e join criterion_fact f on f.fact = e.fact "
                                        "and f.criterion = 'level' join site s on s.fid = e.site_fid left join stop p on p.fid = e.feature"):
    told[site_id].append((stop, metres))
people = []  # (where it joins, jobs, residents)
with open(f"{folder}/jobs.csv") as f:
    people += [(streets.join(float(r["x"]), float(r["y"])), int(r["jobs"]), 0) for r in csv.DictReader(f)]
with open(f"{folder}/residents.geojson") as f:
    for cell in json.load(f)["features"]:
        middle = ogr.CreateGeometryFromJson(json.dumps(cell["geometry"])).Centroid()
        people.append((streets.join(middle.GetX(), middle.GetY()), 0, cell["properties"]["n"]))
n_told = 0
for site_id, (x, y) in sites.items():
    here = streets.join(x, y)
    if not here:
        check(number[site_id][6] is None and number[site_id][8] is None, f"{site_id} is on no street, but has numbers along streets")
        continue
    far = streets.search([here], 1000)
    walk = {i: streets.metres(far, [here], joined[i]) for i in joined if math.dist(xy[i], (x, y)) <= 960}
    nearest = {}
    for i, metres in walk.items():
        for route, mode in leaves[i]:
            f = per_hour.get((known[i], route), 0)
            if f and metres <= REACH_M[mode] and (metres, i) < nearest.get((route, mode), ((math.inf, ""), 0))[0]:
                nearest[route, mode] = ((metres, i), f)
    index = 0
    for mode in WAIT:
        edf = sorted((30 / (metres / 80 + 30 / (60 * f / ((peak[1] - peak[0]) / 60)) + WAIT[mode])
                      for (route, m), ((metres, i), f) in nearest.items() if m == mode), reverse=True)
        index += edf[0] + sum(edf[1:]) / 2 if edf else 0
    level, band = number[site_id][6:8]
    check(abs(index - level) < 1e-4 * (1 + index), f"{site_id}: transit level {level:.6f}, by hand {index:.6f}")
    check(next(name for to, name in BANDS if level <= to) == band, f"{site_id}: band {band} of {level}")
    check(bool(told[site_id]) == (level > 0), f"{site_id}: evidence of its level")
    for stop, metres in told[site_id]:
        check(abs(walk.get(stop, math.inf) - metres) < 0.01, f"{site_id}: evidence says {stop} is {metres:.2f} m off, by hand {walk.get(stop)}")
        n_told += 1
    # Jobs and residents whose walk is the radius to the centimetre may count or not.
    reached = [(streets.metres(far, [here], at), jobs, residents) for at, jobs, residents in people if at]
    for k, name in ((1, "jobs"), (2, "residents")):
        low, high = (sum(row[k] for row in reached if row[0] <= m) for m in (999.99, 1000.01))
        check(low - 1e-6 <= number[site_id][7 + k] <= high + 1e-6, f"{site_id}: {number[site_id][7 + k]} {name} reached, by hand {low} to {high}")
levels = [number[s][6] for s in sites if number[s][6] is not None]
print("transit levels compared:", len(levels), "over 0:", sum(v > 0 for v in levels), "highest", max(levels), "stops told:", n_told)
check(sum(v > 0 for v in levels) > 500 and max(levels) > 40, "levels")
check(sum(number[s][8] or 0 for s in sites) > 1e6 and sum(number[s][9] or 0 for s in sites) > 1e6, "jobs and residents")
for w in wrong[:20]:
    print("WRONG:", w)
print(len(wrong), "wrong")
sys.exit(bool(wrong))
