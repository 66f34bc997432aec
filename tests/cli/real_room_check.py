"""Room to build of Cambridge made anew with GDAL from the sources: real_room_check.py RESULT.gpkg FOLDER CAMBRIDGE [DIRECT.gpkg ALTERNATIVE].

FOLDER holds the zones (FAR in per cent) and parcels that real_room.py wrote. With DIRECT, a result that was run with the alternative's layers
as its own, what `alternative_*` tell must be what the two results differ in.
"""
import math, sqlite3, struct, sys
from collections import defaultdict
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")
QUARTER = 16  # corners of a quarter circle in buffers, as the program's
path, folder, C = sys.argv[1:4]
problems, compared = [], 0


def near(got, want, what, relative=1e-6, absolute=1e-3):
    global compared
    compared += 1
    if got is None or want is None:
        if got is not want:
            problems.append(f"{what}: {got} and {want}")
    elif not abs(got - want) <= max(relative * abs(want), absolute):
        problems.append(f"{what}: {got} is not {want}")


def holds(condition, what):
    global compared
    compared += 1
    if not condition:
        problems.append(what)


def open_db(file):
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return lambda text, *values: db.execute(text, values).fetchall()


rows = open_db(path)


def shape(blob):
    return ogr.CreateGeometryFromWkb(bytes(blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]:]))


def metric(file, where=None):
    """(attributes, geometry in EPSG:26986) of a source; the feature id is the attribute "fid"."""
    source = ogr.Open(file)
    layer = source.GetLayer(0)
    layer.SetAttributeFilter(where)
    to, of = osr.SpatialReference(), layer.GetSpatialRef()
    to.ImportFromEPSG(26986)
    of.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    change, out = osr.CoordinateTransformation(of, to), []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is None or geometry.IsEmpty():
            continue
        geometry = geometry.Clone()
        geometry.FlattenTo2D()
        geometry.Transform(change)
        if geometry.GetDimension() == 2 and not geometry.IsValid():
            geometry = geometry.MakeValid()
        out.append(({**feature.items(), "fid": feature.GetFID()}, geometry))
    return out


def boxes_meet(a, b):
    return a[0] <= b[1] and b[0] <= a[1] and a[2] <= b[3] and b[2] <= a[3]


class Near:
    """Geometries by cells of 200 m."""
    def __init__(self, geometries):
        self.geometries, self.cells = geometries, defaultdict(list)
        self.boxes = [g.GetEnvelope() for g in geometries]
        for i, box in enumerate(self.boxes):
            for cell in self.of(box):
                self.cells[cell].append(i)

    def of(self, box):
        for x in range(int(box[0] // 200), int(box[1] // 200) + 1):
            for y in range(int(box[2] // 200), int(box[3] // 200) + 1):
                yield x, y

    def at(self, box):
        return sorted({i for cell in self.of(box) for i in self.cells[cell] if boxes_meet(box, self.boxes[i])})


site = {row["fid"]: row for row in rows("select * from site")}
geometry = {fid: shape(row["geom"]) for fid, row in site.items()}
for fid, g in geometry.items():
    near(g.GetArea(), site[fid]["developable_m2"], f"site {fid}: area of the geometry")
for name in [row["table_name"] for row in rows("select table_name from gpkg_geometry_columns")]:
    bad = [row[0] for row in rows(f'select fid, geom from "{name}" where geom is not null') if not shape(row["geom"]).IsValid()]
    holds(not bad, f"layer {name}: {len(bad)} geometries are not valid, first {bad[:3]}")

# --- the parcels, each for itself ----------------------------------------------------------------------------------------------------------------------
parcels = defaultdict(list)
for attributes, g in metric(folder + "/parcels.gpkg"):
    parcels[attributes["ML"] or ""].append((attributes, g))
zones = metric(folder + "/zones.geojson")
zones_near = Near([g for _, g in zones])
WORDS = {"IA": "1340", "IB": "1340", "IC": "1340", "O": "1310", "BA": "1150", "BB": "1150", "BC": "1130", "B": "1110", "C": "1110", "A": "1110"}
own = {"BB-1": "1130", "BB-2": "1130"}
use_of = lambda z: own.get(z["ZONE_TYPE"]) or WORDS.get(z["ZONE_TYPE"].split("-")[0], z["ZONE_TYPE"])
lines = {name: metric(f"{C}/{file}") for name, file in (("rail", "TRANS_Rail.geojson"), ("road", "TRANS_Centerlines.geojson"), ("water", "HYDRO_WaterBodies.geojson"),
                                                        ("flood", "FEMA_FloodPlains100Year.geojson"))}
STEPS = [("flood", lambda a: True, 0), ("rail", lambda a: (a["TYPE"] or "").startswith("RAIL-ACTIVE"), 20), ("road", lambda a: a["MajorRoad"] == 1, 15), ("road", lambda a: a["MajorRoad"] == 2, 12),
         ("water", lambda a: True, 30)]
excluded = [Near([(g.Buffer(m, QUARTER) if m else g) for a, g in lines[name] if keep(a)]) for name, keep, m in STEPS]
LAB = {"1310", "1340", "1150", "1130"}
lost = defaultdict(dict)
for row in rows("select * from loss where profile = 'lab'"):
    lost[row["site_id"]][row["step"], row["effect"]] = row["ground_m2"]
pieces = defaultdict(list)
for row in rows("select * from capacity_piece"):
    pieces[row["profile"], row["site_id"]].append(row)
made = 0
for row in rows("select site_fid, site_id from score_lab"):
    if len(parcels[row["site_id"]]) != 1:
        continue
    made += 1
    whole = parcels[row["site_id"]][0][1]
    box = whole.GetEnvelope()
    left = None
    for i in zones_near.at(box):
        if use_of(zones[i][0]) in LAB:
            part = whole.Intersection(zones_near.geometries[i])
            left = part if left is None else left.Union(part)
    where = f"lab {row['site_id']}"
    near(lost[row["site_id"]].get((0, "not_permitted"), 0), whole.GetArea() - left.GetArea(), f"{where}: not permitted", 1e-5, 0.5)
    for step, of in enumerate(excluded, 1):
        before = left.GetArea()
        for i in of.at(box):
            left = left.Difference(of.geometries[i])
        near(lost[row["site_id"]].get((step, "exclude"), 0), before - left.GetArea(), f"{where}: taken by step {step}", 1e-5, 0.5)
    sliver = sum(m2 for (_, effect), m2 in lost[row["site_id"]].items() if effect == "sliver")
    near(site[row["site_fid"]]["developable_m2"] + sliver, left.GetArea(), f"{where}: developable", 1e-5, 0.5)
    near(geometry[row["site_fid"]].Intersection(left).GetArea() + sliver, left.GetArea(), f"{where}: the same ground", 1e-5, 0.5)
holds(made > 100, f"only {made} sites of lab were made anew")
# What was rejected as excluded or too small is.
for row in rows("select site_id, reason, measured from rejected where reason in ('too_small') and profiles = 'lab'"):
    holds(row["measured"] < 500, f"{row['site_id']}: {row['measured']} m2 are not too small")

# --- capacity by FAR, and what stands there -------------------------------------------------------------------------------------------------------------
by_fid = {z["fid"]: z for z, _ in zones}
feature = {row["fid"]: row["feature"] for row in rows("select fid, feature from zone")}
for (profile, name), here in pieces.items():
    for piece in here:
        far = by_fid[feature[piece["zone"]]]["far"]
        if piece["permitted_share"] > 0:
            near(piece["allowed_bra_m2"], piece["area_m2"] * far / 100 * piece["left_share"] if far is not None else None, f"{profile} {name}: FAR {far}", 1e-6, 1e-2)
capacity = {(row["profile"], row["site_id"]): row for row in rows("select * from capacity")}
members = defaultdict(list)
for row in rows("select * from site_parcel"):
    members[row["site_fid"]].append(row)
for profile in ("lab", "joined", "homes"):
    for row in rows(f"select site_fid, site_id from score_{profile}"):
        at, here = capacity[profile, row["site_id"]], members[row["site_fid"]]
        if any(len(parcels[m["parcel"] or ""]) != 1 for m in here):
            continue
        stands = [parcels[m["parcel"] or ""][0][0]["gross"] for m in here]
        near(at["existing_bra_m2"], None if None in stands else sum(stands), f"{profile} {row['site_id']}: standing there", 1e-6, 1e-2)

# --- assemblies: joined grounds of their members, never twice ------------------------------------------------------------------------------------------
for profile, least, most in (("joined", 5000, 40000), ("homes", 3000, 9000)):
    chosen = [row["site_fid"] for row in rows(f"select site_fid from score_{profile}")]
    seen, near_all = {}, Near([geometry[fid] for fid in chosen])
    for i, fid in enumerate(chosen):
        g, total, weight = geometry[fid], 0.0, 0.0
        for member in members[fid]:
            if len(parcels[member["parcel"] or ""]) == 1:
                shared = parcels[member["parcel"] or ""][0][1].Intersection(g)
                near(shared.GetArea(), member["developable_m2"], f"{profile} {site[fid]['site_id']}: ground on {member['parcel']}", 1e-4, 2)
            holds(seen.setdefault(member["parcel"], fid) == fid or not member["parcel"], f"{profile}: {member['parcel']} is in two assemblies")
            weight += member["developable_m2"]
        near(weight, site[fid]["developable_m2"], f"{profile} {site[fid]['site_id']}: members add up", 2e-3, 5)
        if profile == "joined":
            holds(least * (1 - 1e-9) <= weight <= most * (1 + 1e-9), f"joined {site[fid]['site_id']}: {weight} m2")
        for j in near_all.at(g.GetEnvelope()):
            if j > i:
                both = g.Intersection(geometry[chosen[j]]).GetArea()
                mine, theirs = ([shape for m in members[f] for _, shape in parcels[m["parcel"] or ""]] for f in (fid, chosen[j]))
                lie_on = both and sum(a.Intersection(b).GetArea() for a in mine for b in theirs)  # some parcels of the data lie on others
                holds(both < lie_on * (1 + 1e-6) + 1e-3, f"{profile}: {site[fid]['site_id']} and {site[chosen[j]]['site_id']} overlap by {both} m2")

# --- everybody is somewhere ----------------------------------------------------------------------------------------------------------------------------
n = {row["key"]: row["n"] for row in rows("select key, n from provenance where section = 'sites'")}
for profile in ("lab", "joined", "homes"):
    kept = sum(len(members[row["site_fid"]]) for row in rows(f"select site_fid from score_{profile}"))
    out = len(rows("select site_id from rejected where instr(',' || profiles || ',', ?)", f",{profile},"))
    holds(kept + out == n["sources"] - n["outside_study_area"], f"{profile}: {kept} kept + {out} rejected of {n['sources']} - {n['outside_study_area']}")

# --- areas: sums over the sites whose point lies there -------------------------------------------------------------------------------------------------
hoods = metric(C + "/BOUNDARY_CDDNeighborhoods.geojson")
sums = defaultdict(lambda: [0, 0.0, 0.0])
for profile in ("lab", "joined", "homes"):
    for row in rows(f"select site_fid, site_id from score_{profile}"):
        at = site[row["site_fid"]]
        g = geometry[row["site_fid"]]
        point = g.Centroid()
        if not g.Contains(point):
            continue
        for a, hood in hoods:
            if hood.Contains(point):
                known = capacity[profile, row["site_id"]]["unused_bra_m2"]
                to = sums[a["N_HOOD"], profile]
                to[0] += 1
                to[1] += at["developable_m2"]
                to[2] += known or 0
for row in rows("select * from area_capacity where layer = 'hoods'"):
    got = sums[row["number"], row["profile"]]
    # points on surface are GEOS's: what has its centroid outside of itself is left to it
    holds(got[0] <= row["n_sites"] <= got[0] + max(3, 0.05 * row["n_sites"]), f"hood {row['number']} {row['profile']}: {row['n_sites']} sites, {got[0]}")
    if got[0] == row["n_sites"]:
        near(row["developable_m2"] or 0, got[1], f"hood {row['number']} {row['profile']}: developable")
        near(row["unused_bra_m2"] or 0, got[2], f"hood {row['number']} {row['profile']}: unused", 1e-6, 1)

# --- an alternative is what a run with its layers would be ------------------------------------------------------------------------------------------------
if len(sys.argv) > 5:
    direct, name = open_db(sys.argv[4]), sys.argv[5]
    for profile in ("lab", "joined", "homes"):
        def scored(of):
            return {row["site_id"]: row for row in of(f"select s.site_id, s.rank, s.score, c.unused_bra_m2, c.jobs from score_{profile} s join capacity c on c.site_id = s.site_id and c.profile = '{profile}'")}
        one, two = scored(rows), scored(direct)
        told = {row["site_id"]: row for row in rows("select * from alternative_site where alternative = ? and profile = ?", name, profile)}
        for key in one.keys() | two.keys():
            a, b, at = one.get(key), two.get(key), told.get(key)
            change = "new" if a is None else "gone" if b is None else "changed" if any(a[c] != b[c] for c in ("rank", "score", "unused_bra_m2", "jobs")) else None
            holds((at["change"] if at else None) == change, f"{name} {profile} {key}: {at['change'] if at else None} is {change}")
            if at and b is not None:
                for column in ("rank", "score", "unused_bra_m2", "jobs"):
                    near(at[column], b[column], f"{name} {profile} {key}: {column}", 1e-9, 1e-6)
            if at and a is not None:
                for column in ("rank", "score", "unused_bra_m2", "jobs"):
                    near(at[column + "_before"], a[column], f"{name} {profile} {key}: {column} before", 1e-9, 1e-6)
        holds(told.keys() <= one.keys() | two.keys(), f"{name} {profile}: sites that neither has")

print(f"{made} sites made anew, {compared} compared, {len(problems)} differ")
for problem in problems[:2000]:
    print("FAILED:", problem)
sys.exit(1 if problems else 0)
