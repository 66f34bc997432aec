"""What must hold of room to build in any result: room_check.py RESULT.gpkg [PLAN TABLE COLUMN=THEIRS ...].

Sums are made anew from the rows. With the plan that was read (a GeoPackage and its table, or a GeoJSON file and -) what each piece may hold is
worked out again from the plan's own numbers, by the table of docs/capacity.md, with the settings' defaults and parking_m2_per_space=N.
"""
import json, math, sqlite3, struct, sys
from collections import defaultdict

path = sys.argv[1]
db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
problems, compared = [], 0


def rows(text):
    return db.execute(text).fetchall()


def near(got, want, what, relative=1e-6):
    global compared
    compared += 1
    if got is None or want is None:
        if got is not want:
            problems.append(f"{what}: {got} and {want}")
    elif abs(got - want) > relative * max(1, abs(want)):
        problems.append(f"{what}: {got} is not {want}")


def holds(condition, what):
    global compared
    compared += 1
    if not condition:
        problems.append(what)


def area_of(blob):
    """Of a polygon or multipolygon in a GeoPackage, about its first corner."""
    at = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    total = 0

    def polygon(at):
        (n,) = struct.unpack_from("<I", blob, at + 5)
        at, sum_m2 = at + 9, 0
        for ring in range(n):
            (k,) = struct.unpack_from("<I", blob, at)
            xy = struct.unpack_from(f"<{2 * k}d", blob, at + 4)
            x0, y0 = xy[0], xy[1]
            twice = sum((xy[2 * i] - x0) * (xy[2 * i + 3] - y0) - (xy[2 * i + 2] - x0) * (xy[2 * i + 1] - y0) for i in range(k - 1))
            sum_m2 += abs(twice) / 2 * (1 if ring == 0 else -1)
            at += 4 + 16 * k
        return at, sum_m2

    (kind,) = struct.unpack_from("<I", blob, at + 1)
    if kind == 3:
        return polygon(at)[1]
    (n,) = struct.unpack_from("<I", blob, at + 5)
    at += 9
    for _ in range(n):
        at, m2 = polygon(at)
        total += m2
    return total


whole_m2 = defaultdict(float)
for row in rows("select distinct parcel, geom from parcel"):  # a parcel that is twice in the data is one
    whole_m2[row["parcel"]] += area_of(row["geom"])
profiles = [row["name"] for row in rows("select name from profile")]
capacity = {(row["profile"], row["site_id"]): row for row in rows("select * from capacity")}
pieces, losses, members = defaultdict(list), defaultdict(list), defaultdict(list)
for row in rows("select * from capacity_piece"):
    pieces[row["profile"], row["site_id"]].append(row)
for row in rows("select * from loss"):
    losses[row["profile"], row["site_id"]].append(row)
for row in rows("select * from site_parcel"):
    members[row["site_fid"]].append(row)
separate = bool(rows("select 1 from provenance where section = 'setting' and key = 'parts' and value = 'separate'"))
part_of = defaultdict(list)

sites, densify, transform = 0, [], []
for profile in profiles:
    for row in rows(f"select s.site_fid, s.site_id, t.area_m2, t.developable_m2, t.strategy, t.n_parcels from score_{profile} s join site t on t.fid = s.site_fid"):
        key = profile, row["site_id"]
        at, where = capacity.get(key), f"{profile} {row['site_id']}"
        sites += 1
        holds(at is not None, f"{where}: no capacity")
        lost_m2 = sum(loss["ground_m2"] for loss in losses[key] if row["n_parcels"] or loss["effect"] != "not_permitted")
        holds(len(members[row["site_fid"]]) == (row["n_parcels"] or 0), f"{where}: n_parcels")
        parcel_m2 = row["area_m2"]  # of zones and cells of a grid: what is permitted of them
        if row["n_parcels"]:
            parcel_m2 = sum(whole_m2[m["parcel"]] for m in members[row["site_fid"]])
        if separate and row["n_parcels"]:  # a part has its share of the parcel, and others of it may have been rejected
            part_of[profile, row["site_id"].split("/")[0]].append((lost_m2 + row["developable_m2"], parcel_m2))
        else:
            near(lost_m2 + row["developable_m2"], parcel_m2, f"{where}: ground lost + developable = parcels")
        near(sum(piece["area_m2"] for piece in pieces[key]), row["developable_m2"], f"{where}: pieces are the site")
        holds(all(loss["ground_m2"] >= 0 and (loss["bra_m2"] or 0) >= 0 for loss in losses[key]), f"{where}: a loss below 0")
        # known pieces: allowed + limited = what would be allowed without limits
        here = [piece for piece in pieces[key] if piece["permitted_share"] > 0]
        if at["allowed_bra_m2"] is not None:
            near(sum(piece["permitted_share"] * piece["allowed_bra_m2"] for piece in here), at["allowed_bra_m2"], f"{where}: allowed")
            if all(piece["left_share"] > 0 for piece in here):
                without = sum(piece["permitted_share"] * piece["allowed_bra_m2"] / piece["left_share"] for piece in here)
                near(at["allowed_bra_m2"] + at["limited_bra_m2"], without, f"{where}: allowed + limited = unlimited")
            near(sum(loss["bra_m2"] or 0 for loss in losses[key] if loss["effect"] == "limit"), at["limited_bra_m2"], f"{where}: floor area lost to limits")
        else:
            holds(at["why"] is not None, f"{where}: nothing is known, and no reason")
            holds(at["unused_bra_m2"] in (None, 0) and at["unknown_m2"] > 0, f"{where}: unknown")
        near(at["permitted_m2"], sum(piece["area_m2"] for piece in here), f"{where}: permitted ground")
        # net: whatever the strategy
        both = None not in (at["allowed_bra_m2"], at["existing_counted_m2"])
        near(at["net_bra_m2"], at["allowed_bra_m2"] - at["existing_counted_m2"] if both else None, f"{where}: net")
        holds(at["plan_below_existing"] == ((at["net_bra_m2"] < 0 and "yes" or "no") if both else None), f"{where}: plan below existing")
        # unused
        if at["growth"] == "transform":
            transform.append((where, here, at))  # type 11 is on neither side
            holds((at["unused_bra_m2"] or 0) <= (at["allowed_bra_m2"] or math.inf) and (at["replaces_m2"] or 0) <= (at["existing_bra_m2"] or 0) * (1 + 1e-9), f"{where}: transform")
        elif at["unused_bra_m2"] is not None:
            holds(at["unused_bra_m2"] >= 0 and at["replaces_m2"] == 0, f"{where}: densify")
            if at["existing_counted_m2"] is not None and at["allowed_bra_m2"] is not None:  # more where type 11 closes a piece: it is on neither side
                left = max(0, at["allowed_bra_m2"] - at["existing_counted_m2"])
                holds(at["unused_bra_m2"] >= left * (1 - 1e-6), f"{where}: unused {at['unused_bra_m2']}, at least {left}")
                densify.append((where, here, at["unused_bra_m2"], left))
        holds(at["growth"] == (row["strategy"] if row["strategy"] in ("densify", "transform") else "none"), f"{where}: growth")
        # jobs
        jobs = [at[name] for name in ("jobs_low", "jobs", "jobs_high")]
        holds(jobs.count(None) in (0, 3), f"{where}: jobs {jobs}")
        if None not in jobs:
            holds(0 <= jobs[0] <= jobs[1] <= jobs[2], f"{where}: jobs {jobs}")
            near(at["floor_with_basis_m2"] + at["floor_without_basis_m2"], at["unused_floor_m2"], f"{where}: floor with and without a basis")
        holds(all(value is None or not isinstance(value, float) or math.isfinite(value) for value in at), f"{where}: a number that is none")
for (profile, parcel), parts in part_of.items():
    whole, shares = parts[0][1], sum(share for share, _ in parts)
    holds(shares <= whole * (1 + 1e-6) + 1e-3, f"{profile} {parcel}: parts have {shares} m2 of {whole}")
holds(sites == len(capacity), f"{sites} sites have {len(capacity)} rows of capacity")

# What the parcels' column says stands there, over the sites of a profile that have a parcel in common: at most what their parcels have together.
stands = {row["parcel"]: row["existing_bra_m2"] for row in rows("select parcel, existing_bra_m2 from parcel")} if any(
    column["name"] == "existing_bra_m2" for column in rows("pragma table_info(parcel)")) else {}
for profile in profiles if stands else []:
    of = {row["fid"]: row for row in rows(f"select t.fid, t.existing_bra_m2 from score_{profile} s join site t on t.fid = s.site_fid where t.existing_from = 'parcel'")}
    leader = {}

    def find(key):
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for fid in of:
        for m in members[fid]:
            leader[find(("parcel", m["parcel"]))] = find(("site", fid))
    groups = defaultdict(lambda: [set(), set()])
    for fid in of:
        group = groups[find(("site", fid))]
        group[0].add(fid)
        group[1].update(m["parcel"] for m in members[fid])
    for sites_of, parcels_of in groups.values():
        sum_m2, most_m2 = sum(of[fid]["existing_bra_m2"] for fid in sites_of), sum(stands[parcel] for parcel in parcels_of)
        holds(sum_m2 <= most_m2 * (1 + 1e-9), f"{profile} {sorted(parcels_of)[:3]}: {sum_m2} m2 stand on parcels that have {most_m2}")

# Areas: sums over the sites; strategies add up to all. Sums of what is known, null where nothing is.
NUMBERS = ("developable_m2", "existing_bra_m2", "allowed_bra_m2", "unused_bra_m2", "replaces_m2", "jobs_low", "jobs", "jobs_high")
areas = rows("select * from area_strategy")
holds(bool(areas) or not sites, "no areas")
for row in areas:
    if row["strategy"] == "all":
        parts = [other for other in areas if other["strategy"] != "all" and all(other[key] == row[key] for key in ("layer", "number", "profile"))]
        holds(sum(part["n_sites"] for part in parts) == row["n_sites"], "strategies add up to all")
        for name in NUMBERS:
            near(row[name] or 0, sum(part[name] or 0 for part in parts), f"{row['layer']} {row['number']} {row['profile']}: {name} of strategies")
    if row["layer"] == "study_area":
        of = [at for (profile, _), at in capacity.items() if profile == row["profile"] and row["strategy"] in ("all", at["growth"])]
        holds(len(of) == row["n_sites"], f"sites of {row['profile']} {row['strategy']}")
        for name in NUMBERS[1:]:
            known = [at[name] for at in of if at[name] is not None]
            near(row[name], sum(known) if known else None, f"study area {row['profile']} {row['strategy']}: {name}")

# What the city might buy has the profile's rank and score.
if rows("select 1 from sqlite_master where name = 'purchase'"):
    for row in rows("select * from purchase"):
        of = rows(f"select rank, score from score_{row['profile']} where site_id = '{row['site_id']}'")
        holds([tuple(one) for one in of] == [(row["site_rank"], row["score"])], f"purchase {row['profile']} {row['site_id']}")


# Constraints the other way round: others take it, the same is left.
if "office_turned" in profiles:
    turned = {site: row for (profile, site), row in capacity.items() if profile == "office_turned"}
    straight = {site: row for (profile, site), row in capacity.items() if profile == "office"}
    holds(set(turned) == set(straight), "the order of constraints changes which sites there are")
    for site in set(turned) & set(straight):
        for name in ("permitted_m2", "allowed_bra_m2", "limited_bra_m2", "unused_bra_m2", "jobs"):
            near(turned[site][name], straight[site][name], f"{site}: {name}, constraints the other way round", 1e-5)
        ground = [sum(loss["ground_m2"] for loss in losses[profile, site]) for profile in ("office", "office_turned")]
        near(*ground, f"{site}: ground lost, constraints the other way round", 1e-5)
    holds(any([loss["ground_m2"] for loss in losses["office", site]] != [loss["ground_m2"] for loss in losses["office_turned", site]] for site in turned), "the order of constraints changes nothing")


# --- pieces by the plan's own numbers ----------------------------------------------------------------------------------------------------------------

def plan_of(source, table):
    if source.endswith(".geojson"):
        return dict(enumerate(feature["properties"] for feature in json.load(open(source, encoding="utf-8"))["features"]))
    plan = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    plan.row_factory = sqlite3.Row
    return {row["fid"]: row for row in plan.execute(f"select * from {table}")}


WORDS = {"%-bya": 16, "bya": 15, "%-bra": 18, "% - bra": 18, "bra": 17, "t-bra": 13}


def allowed(rule, area_m2, whole_m2, left, parking_m2):
    """BRA of one piece, or None: the table of docs/capacity.md written out."""
    get = lambda name: rule.get(name)
    fixed, per_bra = 0, 0
    if get("parking_counts") not in ("no", "nei"):
        fixed = (get("parking_spaces") or 0) * area_m2 / whole_m2 * parking_m2
        per_bra = (get("parking_per_100_m2") or 0) / 100 * parking_m2
    storeys, height = get("storeys"), get("height_m")
    hall = get("hall") in ("ja", "yes")
    if hall and get("planes_count") in ("no", "nei"):
        storeys = 1
    elif hall and height:
        storeys = 1 + max(0, math.floor((height - 3) / 3 + 1e-9))
    elif storeys is None and height:
        storeys = max(1, math.floor(height / 3.5 + 1e-9))
    limits, asked = [], 0
    for which in ("", "_2", "_3"):
        text, number = get("utilisation" + which), get("utilisation_number" + which)
        if text in (None, ""):
            continue
        asked += 1
        kind = WORDS.get(str(text).lower())
        kind = int(text) if kind is None and str(text).isdigit() else kind
        if kind == 10:
            return 0
        if kind == 11:
            return "standing"
        if kind is None or not 12 <= kind <= 18 or number is None or number < 0:
            return None
        m2 = area_m2 * number / 100 if kind in (12, 14, 16, 18) else number * area_m2 / whole_m2
        if kind in (12, 15, 16):
            if storeys:
                limits.append(max(0, storeys * (m2 - fixed) / (1 + storeys * per_bra)))
        else:
            limits.append(max(0, (m2 - fixed) / (1 + per_bra)))
    return min(limits) * left if limits else None


if len(sys.argv) > 3:
    columns = dict(word.split("=") for word in sys.argv[4:])
    parking_m2 = float(columns.pop("parking_m2_per_space", 18))
    plan = plan_of(sys.argv[2], sys.argv[3])
    feature = {row["fid"]: row["feature"] for row in rows("select fid, feature from zone")}
    looked = 0
    closes = lambda piece: any(str(plan[feature[piece["zone"]]][columns[name]]) == "11" for name in ("utilisation", "utilisation_2", "utilisation_3") if name in columns)
    for where, here, unused, left in densify:
        if not any(closes(piece) for piece in here):
            near(unused, left, f"{where}: unused")
    for where, here, at in transform:
        open_pieces = [piece for piece in here if not closes(piece)]
        unknown = any(piece["allowed_bra_m2"] is None for piece in open_pieces)
        near(at["unused_bra_m2"], None if unknown else sum(piece["permitted_share"] * piece["allowed_bra_m2"] for piece in open_pieces), f"{where}: transform")
        if len(open_pieces) == len(here):
            near(at["replaces_m2"], at["existing_bra_m2"], f"{where}: replaces")
        if not open_pieces:
            holds(at["unused_bra_m2"] == 0 and at["replaces_m2"] in (0, None), f"{where}: type 11 is replaced")
    for (profile, site), here in pieces.items():
        for piece in here:
            if piece["why"] == "bad_rule" or piece["rule"] == "no more building":
                continue
            source = plan[feature[piece["zone"]]]
            rule = {ours: source[theirs] for ours, theirs in columns.items()}
            want = allowed(rule, piece["area_m2"], piece["whole_zone_m2"], piece["left_share"], parking_m2)
            if want == "standing":
                continue
            looked += 1
            near(piece["allowed_bra_m2"], want, f"{profile} {site} zone {piece['zone']} {rule}")
    holds(looked > 0, "no piece was worked out again")
    print(f"{looked} pieces worked out again")
print(f"{sites} sites, {compared} compared, {len(problems)} differ")
for problem in problems[:20]:
    print("FAILED:", problem)
sys.exit(1 if problems or not compared else 0)
