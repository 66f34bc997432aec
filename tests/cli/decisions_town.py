"""Made-up parcels whose numbers are attributes, and profiles that use every part of what decides: ways of weighing, methods, missing numbers, thresholds,
uncertain numbers, draws of every kind, one site, none, twins, sets better or worse than all others. decisions_town.py DIR [what to change, as statements on t]"""
import json, os, random, sys

X, Y = 570000.0, 6622000.0  # EPSG:25832
EIGHTHS = {"function": "linear", "full_at": 8, "zero_at": 0}  # of whole numbers: values that add up exactly
linear = lambda full, zero: {"function": "linear", "full_at": full, "zero_at": zero}


def square(x, y, w, h):
    ring = [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]
    return {"type": "Polygon", "coordinates": [ring + ring[:1]]}


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


NUMBERS = ("a", "b", "c", "d", "e", "f", "g", "h", "k", "m")


def attributes(r):
    """a to d: whole eighths; e to h: anything; k, m: with gaps, k whole."""
    p = {name: r.randint(0, 8) for name in "abcd"}
    p.update({name: round(r.uniform(0, 100), 3) for name in "efgh"})
    p["k"] = r.choice([None, r.randint(0, 8), r.randint(0, 8)])
    p["m"] = r.choice([None, round(r.uniform(-50, 50), 2), round(r.uniform(-50, 50), 2)])
    return p


def parcels(r):
    out = []

    def add(name, zone, p):
        k = len(out)
        out.append(({"id": name, "zone": zone, **p}, square(X + 40 * (k % 15), Y + 40 * (k // 15), 30, 30)))

    for k in range(130):
        add(f"p{(k * 37) % 130:03}", "1300", attributes(r))
    out[17][0].update({n: out[5][0][n] for n in NUMBERS})  # copies within
    out[18][0].update({n: out[5][0][n] for n in NUMBERS})
    for n in "abcdefgh":  # nothing of it is known but the little that k and m are
        out[20][0][n] = None
    out[21][0].update({n: None for n in NUMBERS})  # nothing at all
    for k in range(30, 45):
        out[k][0].update({n: None for n in r.sample("abcdefgh", r.randint(2, 5))})
    add("lone", "1310", attributes(r))
    twin = attributes(r)
    add("twin_a", "1150", twin)
    add("twin_b", "1150", twin)
    for k in range(5):
        add(f"good{k}", "1130", {n: 6 + r.randint(0, 2) for n in "abcd"} | {n: round(r.uniform(80, 100), 2) for n in "efgh"} | {"k": 8, "m": 40})
    for k in range(25):
        add(f"mid{k:02}", "1130", {n: 3 + r.randint(0, 2) for n in "abcd"} | {n: round(r.uniform(40, 70), 2) for n in "efgh"} | {"k": 5, "m": 10})
    for k in range(5):
        add(f"bad{k}", "1130", {n: r.randint(0, 2) for n in "abcd"} | {n: round(r.uniform(0, 20), 2) for n in "efgh"} | {"k": 1, "m": -40})
    return out


def attribute(name, value, **more):
    return dict(id=more.pop("id", name), criterion="attribute", value=value, **{"with": {"name": more.pop("of", name)}}, **more)


def whole(**more):  # exact: eighths
    return [attribute(n, EIGHTHS, weight=w, **more) for n, w in zip("abcd", (32, 16, 12, 4))]


def mixed():  # every shape, three policies, ends of the data, thresholds
    return [attribute("a", EIGHTHS, weight=5, thresholds={"indifference": 0.125, "preference": 0.5, "veto": 0.75}),
            attribute("b", {"function": "step", "points": [[2, 0.2], [4, 0.5], [7, 1]], "otherwise": 0.05}, weight=3, missing="worst"),
            attribute("e", {"function": "logistic", "full_at": 20, "zero_at": 80}, weight=4, thresholds={"preference": 0.3}),
            attribute("f", {"function": "bell", "peak_at": 50, "half_width": 15}, weight=2.5),
            attribute("g", {"function": "linear", "ends": "data", "direction": "falling"}, weight=3, missing="neutral"),
            attribute("h", {"function": "piecewise", "points": [[10, 0], [30, 0.7], [60, 0.4], [90, 1]]}, weight=2, thresholds={"indifference": 0.1}),
            attribute("k", {"function": "category", "points": [[1, 0.3], [3, 0.9], [5, 1], [8, 0.1]], "otherwise": 0.2}, weight=1, missing="worst"),
            attribute("m", {"function": "linear", "ends": "data", "direction": "rising"}, weight=2),
            attribute("d", EIGHTHS, weight=0, id="unweighed"),  # of no weight
            dict(id="hub", criterion="hub_distance", weight=1.5, value=linear(20, 150), **{"with": {"modes": ["bus"], "reach_m": 200}}),  # flat beyond 200 m
            dict(id="rail", criterion="hub_distance", weight=1, value=linear(20, 900), **{"with": {"modes": ["rail"], "reach_m": 300}})]  # not flat: no data


def full():  # without gaps where the parcels have none
    return [attribute(n, v, weight=w) for n, v, w in (("a", EIGHTHS, 3), ("b", linear(0, 8), 2), ("e", linear(100, 0), 2.5), ("f", linear(20, 90), 1.7), ("g", linear(75, 25), 1.1))]


AHP = {"method": "ahp", "members": ["near", "room", "people", "e"],
       "judges": [{"name": "planner", "say": 2, "judgements": [["near", "room", 3], ["room", "people", 2], ["people", "e", 4], ["near", "e", 9]]},
                  {"name": "council", "say": 1, "judgements": [["near", "room", 1], ["near", "people", 5], ["room", "people", "1/3"]]},
                  {"name": "owner", "say": 0.5, "judgements": [["e", "room", 2]]}],  # near against e: planner alone; e against room: owner alone
       "groups": [{"name": "near", "method": "ahp", "title": {"en": "Near", "nb": "Nær"}, "judgements": [["a", "b", 2], ["b", "hub", 3], ["a", "hub", "9/2"]]},
                  {"name": "room", "method": "ahp", "judgements": [["c", "d", 1], ["d", "f", 7], ["f", "g", "1/2"], ["c", "g", 4]]},  # two pairs missing
                  {"name": "people", "method": "direct", "numbers": {"h": 2, "k": 1}}]}
TREE = {"method": "rank_order", "order": ["one", ["two", "e"], "three"],
        "groups": [{"name": "one", "method": "swing", "numbers": {"a": 100, "b": 60, "inner": 25}},
                   {"name": "inner", "method": "points", "numbers": {"c": 62.5, "d": 37.5}},
                   {"name": "two", "method": "rank_sum", "order": [["f", "g"], "h"]},
                   {"name": "three", "method": "equal", "members": ["k", "m"]}]}


def of_tree(members=("a", "b", "c", "d", "e", "f", "g", "h", "k", "m")):
    value = {"k": EIGHTHS, "m": linear(50, -50)}
    return [attribute(n, value.get(n, EIGHTHS if n in "abcd" else linear(100, 0))) for n in members]


def profiles(r):
    p = {}
    few = {"draws": 1500}
    p["plain"] = {"criteria": full()}
    p["plain_turned"] = {"criteria": full()[::-1]}
    p["plain_double"] = {"criteria": [c | {"weight": 2 * c["weight"]} for c in full()]}
    p["quiet"] = {"criteria": full(), "robustness": False}
    p["exact"] = {"criteria": whole(), "robustness": {"weights": "file", "file": "eighths.csv", "top": 7, "interval": 0.8}, "ranking": {"least_coverage": 0.5}}
    p["exact_turned"] = {"criteria": whole()[::-1], "robustness": {"weights": "file", "file": "eighths.csv", "top": 7, "interval": 0.8}, "ranking": {"least_coverage": 0.5}}
    p["mixed"] = {"criteria": mixed(), "robustness": {"weights": "file", "file": "mixed.csv", "top": 12, "interval": 0.95, "findings": 500}, "ranking": {"least_coverage": 0.6}}
    p["ahp"] = {"criteria": of_tree("abcdefghk") + [dict(id="hub", criterion="hub_distance", value=linear(20, 300), **{"with": {"modes": ["bus"]}})],
                "weighting": AHP, "robustness": few}
    p["tree"] = {"criteria": of_tree(), "weighting": TREE, "robustness": few | {"seed": 5, "spread": 0.9}, "ranking": {"least_coverage": 0.9}}
    p["by_entropy"] = {"criteria": mixed(), "weighting": {"method": "entropy"}, "robustness": few | {"findings": 0}}
    p["by_critic"] = {"criteria": mixed(), "weighting": {"method": "critic"}, "robustness": few}
    p["by_points"] = {"criteria": whole(), "weighting": {"method": "points", "numbers": {"a": 10, "b": 20, "c": 30, "d": 40}}, "robustness": few | {"weights": "simplex"}}
    methods = {"weighted_product": {}, "owa": {"risk": 0.7}, "topsis": {}, "vikor": {"v": 0.3}, "promethee_ii": {"shape": "level", "indifference": 0.1, "preference": 0.4},
               "electre_iii": {"indifference": 0.06, "preference": 0.2, "veto": 0.9}, "minimum": {}, "satisficing": {"least": 0.4}}
    for method, args in methods.items():
        for name, criteria in (("full", full()), ("gaps", mixed())):
            p[f"{method}_{name}"] = {"criteria": criteria, "ranking": {"method": method, "with": args, "least_coverage": 0.3},
                                     "robustness": {"draws": 500, "methods": sorted({method, "weighted_sum", "owa", "minimum"}), "findings": 5}}
    for shape in ("usual", "u", "v"):
        p[f"promethee_{shape}"] = {"criteria": full(), "ranking": {"method": "promethee_ii", "with": {"shape": shape}}, "robustness": {"draws": 10, "methods": ["topsis"]}}
    p["bold"] = {"criteria": full(), "ranking": {"method": "owa", "with": {"risk": 1}}, "robustness": {"draws": 10, "methods": ["owa"]}}
    p["cautious"] = {"criteria": full(), "ranking": {"method": "owa", "with": {"risk": 0}}, "robustness": {"draws": 10, "methods": ["minimum"]}}
    p["unsure"] = {"criteria": [attribute("a", EIGHTHS, weight=3, uncertain={"by": 1.5}), attribute("e", linear(100, 0), weight=2, uncertain=0.3),
                                attribute("f", {"function": "bell", "peak_at": 50, "half_width": 15}, weight=2, uncertain=0.2), attribute("g", linear(0, 100), weight=1)],
                   "robustness": {"draws": 8000, "weights": "simplex", "seed": 11}}
    p["unsure_only"] = {"criteria": [attribute("a", EIGHTHS, weight=3, uncertain={"by": 1.5}), attribute("e", linear(100, 0), weight=2, uncertain=0.3)],
                        "robustness": {"weights": "file", "file": "same.csv", "top": 3}}
    p["bounded"] = {"criteria": full(), "robustness": {"draws": 8000, "weights": "bounds", "bounds": {"a": [0.1, 0.3], "e": [0.25, 0.8], "g": [0, 0.05]}}}
    p["around_wide"] = {"criteria": full(), "robustness": {"draws": 8000, "spread": 1, "top": 3}}
    p["vetoed"] = {"criteria": full(), "veto": [{"criterion": "a", "below": 2}, {"criterion": "e", "above": 90, "missing": True}], "robustness": few}
    for name, use in (("one", "1310"), ("twins", "1150"), ("nobody", "1160")):
        p[name] = {"criteria": full(), "uses": [use], "robustness": {"draws": 50}}
        p[name + "_vikor"] = {"criteria": mixed(), "uses": [use], "ranking": {"method": "vikor"}, "robustness": {"draws": 50}}
    p["sets"] = {"criteria": [attribute(n, EIGHTHS if n in "abcdk" else linear(100, 0), weight=w) for n, w in zip("abcdefghk", (1, 2, 3, 4, 5, 4, 3, 2, 1))] +
                 [attribute("m", linear(50, -50), weight=2)], "uses": ["1130"], "robustness": {"weights": "simplex", "draws": 3000, "top": 5}}
    for one in p.values():
        one.setdefault("uses", ["1300"])
    return p


def draws(r, names, n, total=None):
    rows = [",".join(names)]
    for _ in range(n):
        if total:  # whole numbers of this sum
            cuts = sorted(r.randint(0, total) for _ in names[1:])
            rows.append(",".join(str(b - a) for a, b in zip([0] + cuts, cuts + [total])))
        else:
            rows.append(",".join(repr(round(r.expovariate(1), 6)) for _ in names))
    return "\n".join(rows) + "\n"


def town(seed=3):
    r = random.Random(seed)
    t = {"parcels": parcels(r), "profiles": profiles(r)}
    t["hubs"] = [({"mode": "bus"}, point(X + 100, Y + 50)), ({"mode": "bus"}, point(X + 480, Y + 200)), ({"mode": "rail"}, point(X + 50, Y + 300))]
    t["moved"] = [({"mode": "bus"}, point(X + 300, Y + 300)), ({"mode": "rail"}, point(X + 50, Y + 300))]  # for an alternative
    t["files"] = {"eighths.csv": draws(r, list("cabd"), 600, 64), "mixed.csv": draws(r, [c["id"] for c in mixed()], 701), "same.csv": "a,e\n" + "3,2\n" * 8000}
    return t


def write(folder, t):
    os.makedirs(folder, exist_ok=True)
    zones = [({"use": p["zone"]}, square(g["coordinates"][0][0][0] - 5, g["coordinates"][0][0][1] - 5, 40, 40)) for p, g in t["parcels"]]
    layers = {"parcels": [({k: v for k, v in p.items() if k != "zone"}, g) for p, g in t["parcels"]], "zones": zones, "hubs": t["hubs"], "moved": t["moved"],
              "area": [({"nr": "3301"}, square(X - 500, Y - 500, 3000, 3000))]}
    for name, features in layers.items():
        with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as f:
            json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                       "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}, f)
    project = {"tomt": 1, "project": {"name": "decisions", "crs": "EPSG:25832"}, "study_area": {"layer": "area", "numbers": ["3301"]},
               "layers": {"area": {"role": "area", "source": "area.geojson", "columns": {"number": "nr"}},
                          "zones": {"role": "zone", "source": "zones.geojson", "columns": {"use": "use"}},
                          "parcels": {"role": "parcel", "source": "parcels.geojson", "columns": {"parcel": "id"}},
                          "hubs": {"role": "hub", "source": "hubs.geojson", "columns": {"mode": "mode"}}},
               "sites": {"from": "parcels", "layer": "parcels", "min_area_m2": 1, "attributes": {n: n for n in NUMBERS}},
               "profiles": [f"{name}.yaml" for name in t["profiles"]]} | t.get("project", {})
    for name, text in t["files"].items():
        with open(f"{folder}/{name}", "w", encoding="utf-8") as f:
            f.write(text)
    for name, what in [("project", project)] + [(n, {"tomt_profile": 1, "name": n} | p) for n, p in t["profiles"].items()]:
        with open(f"{folder}/{name}.yaml", "w", encoding="utf-8") as f:
            json.dump(what, f, indent=1)  # JSON is YAML


if __name__ == "__main__":
    t = town()
    exec(sys.argv[2] if len(sys.argv) > 2 else "", globals())
    write(sys.argv[1], t)
