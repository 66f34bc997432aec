"""A town of 4 x 4 km whose sectors are at random, crowded, or spread out: crowded_town.py DIR writes it, crowded_town.py DIR RESULT checks what
a run says of it, each number by its textbook formula. Used by localisation.test."""
import csv, json, math, os, random, sqlite3, sys

X, Y, SIDE, CELL, REACH = 570000, 6622000, 4000, 500, 2000
RANDOM = ["10", "11", "13", "14", "15", "16", "17", "18", "20", "22", "23", "24", "25", "27", "28", "29", "31", "32", "33", "41"]  # divisions
SECTORS = {f"r{code}": [code] for code in RANDOM}
SECTORS |= {"crowd": ["86"], "spread": ["47"], "few": ["02"], "tech": ["62", "72"], "know": ["62", "71"]}  # 62 is tech and know
MAPPED = ["tech", "know", "crowd", "few"]


def town():
    """x, y, jobs, code, in the study area"""
    dice = random.Random(4)
    place = lambda: (dice.randrange(1, SIDE), dice.randrange(1, SIDE))
    firms = [(*place(), dice.randrange(1, 60), RANDOM[i % 20], True) for i in range(600)]
    for i in range(30):  # by the eastern border, 5 m from firms beyond it
        firms.append((SIDE - dice.randrange(1, 200), 1000 + dice.randrange(200), dice.randrange(1, 60), "86", True))
    for row in range(5):
        for column in range(5):
            firms.append((400 + 800 * column, 400 + 800 * row, 5, "47", True))
    for code, n in (("62", 12), ("71", 9), ("72", 8), ("02", 4)):
        firms += [(*place(), dice.randrange(1, 60), code, True) for _ in range(n)]
    firms += [(3000, 3000, 7, code, True) for code in ("62", "62", "71", "86", "72")]  # one house
    firms += [(firms[600][0], firms[600][1], 3, "71", True)]
    firms += [(SIDE + 5, 1000 + 20 * i, 40, "62", False) for i in range(10)]
    return firms


def members(sector):
    return [f for f in town() if f[4] and f[3] in SECTORS[sector]]


# --- what is written -----------------------------------------------------------------------------------------------------


def write(folder):
    os.makedirs(folder, exist_ok=True)

    def layer(name, properties, x0, y0, x1, y1):
        ring = [[X + x, Y + y] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
        with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as f:
            json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                       "features": [{"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}, f)

    layer("area", {"nr": "3301"}, 0, 0, SIDE, SIDE)
    layer("zones", {"use": "1310"}, 0, 0, SIDE, SIDE)
    layer("parcels", {"id": "p1"}, 3800, 900, 3850, 950)
    for name, more in (("firms", []), ("many", [(10 * (i % 40) + 5, 10 * (i // 40) + 5, 1, "47", True) for i in range(1500)])):
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(["id", "code", "jobs", "x", "y"])
            for i, (x, y, jobs, code, _) in enumerate(town() + more):
                out.writerow([i, code, jobs, X + x, Y + y])
            out.writerow([999999, "86", 10, "", ""])  # nowhere
    with open(f"{folder}/p.yaml", "w", encoding="utf-8") as f:
        f.write('tomt_profile: 1\nname: p\ntitle: P\nuses: ["1310"]\nsites: {min_area_m2: 1, min_width_m: 0}\ncriteria:\n'
                "  - {id: rival, criterion: competition, weight: 1, value: {function: linear, full_at: 0, zero_at: 5}, with: {sector: tech, radius_m: 500}}\n")
    sectors = "".join(f"    {name}: {{title: {name}, codes: {{SN2007: {json.dumps(codes)}}}}}\n" for name, codes in SECTORS.items())
    asked = ", ".join(s for s in SECTORS if s[0] == "r") + ", crowd, spread, few"

    def project(name, firms, localisation, more="hot_spots: {cell_m: 500, radius_m: 500, permutations: 0, sectors: [" + ", ".join(MAPPED) + "]}"):
        with open(f"{folder}/{name}.yaml", "w", encoding="utf-8") as f:
            f.write(f"""tomt: 1
project: {{name: town, title: Town, crs: EPSG:25832, language: en}}
study_area: {{layer: area}}
layers:
  area: {{source: area.geojson, columns: {{number: nr}}}}
  zones: {{role: zone, source: zones.geojson, columns: {{use: use}}}}
  parcels: {{role: parcel, source: parcels.geojson, columns: {{parcel: id}}}}
  firms: {{role: establishment, source: {firms}.csv, x: x, y: y, crs: EPSG:25832, columns: {{id: id, code: code, employees: jobs}}}}
economy:
  version: SN2007
  code_version: SN2007
  {more}
  sectors:
{sectors}{localisation}
sites: {{from: parcels, min_area_m2: 1, min_width_m: 0}}
profiles: [p.yaml]
""")

    project("project", "firms", f"  localisation: {{sectors: [{asked}], reach_m: {REACH}, steps: 41, draws: 200, seed: 1}}")
    project("seed", "firms", f"  localisation: {{sectors: [{asked}], reach_m: {REACH}, steps: 41, draws: 200, seed: 2}}")
    project("without", "firms", "")
    project("many", "many", "  localisation: {sectors: [spread, crowd], reach_m: 2000, steps: 5, draws: 10000}", "hot_spots: false")


# --- what is checked -----------------------------------------------------------------------------------------------------


def near(found, wanted, what, tolerance=1e-9):
    if found is None or not abs(found - wanted) <= tolerance * max(1e-3, abs(wanted)):
        sys.exit(f"{what}: {found} is not {wanted}")


def grid(firms):
    n = SIDE // CELL
    value = [0] * (n * n)
    for x, y, jobs, _, _ in firms:
        value[y // CELL * n + x // CELL] += jobs
    sides = [[j for j in range(n * n) if abs(i % n - j % n) + abs(i // n - j // n) == 1] for i in range(n * n)]
    return value, sides


def sums(sides):
    """S0, S1, S2 of binary weights, as Cliff & Ord (1981) define them"""
    w = {(i, j): 1 for i, row in enumerate(sides) for j in row}
    s0 = sum(w.values())
    s1 = sum((w[i, j] + w.get((j, i), 0)) ** 2 for i, j in w) / 2
    s2 = sum((len(row) + sum(1 for k in sides if i in k)) ** 2 for i, row in enumerate(sides))
    return s0, s1, s2


def geary(value, sides):
    """Cliff & Ord (1981), under randomisation"""
    n, mean = len(value), sum(value) / len(value)
    z = [v - mean for v in value]
    m2, m4 = sum(a ** 2 for a in z), sum(a ** 4 for a in z)
    k, (s0, s1, s2) = n * m4 / m2 ** 2, sums(sides)
    c = (n - 1) * sum((value[i] - value[j]) ** 2 for i, row in enumerate(sides) for j in row) / (2 * s0 * m2)
    variance = ((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * k) - (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * k) / 4
                + s0 ** 2 * (n * n - 3 - (n - 1) ** 2 * k)) / (n * (n - 2) * (n - 3) * s0 ** 2)
    return c, 1, variance


def getis_g(value, sides):
    """Getis & Ord (1992), equations 4 to 6"""
    n, (s0, s1, s2) = len(value), sums(sides)
    m = [sum(v ** k for v in value) for k in range(5)]
    pairs = m[1] ** 2 - m[2]
    g = sum(value[i] * value[j] for i, row in enumerate(sides) for j in row) / pairs
    b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 ** 2
    b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 ** 2)
    b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0 ** 2)
    b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 ** 2
    b4 = s1 - s2 + s0 ** 2
    expected = s0 / (n * (n - 1))
    square = (b0 * m[2] ** 2 + b1 * m[4] + b2 * m[1] ** 2 * m[2] + b3 * m[1] * m[3] + b4 * m[1] ** 4) / (pairs ** 2 * n * (n - 1) * (n - 2) * (n - 3))
    return g, expected, square - expected ** 2


def co_location(a, b):
    """Leslie & Kronenfeld (2011): the Bs among the nearest of each A, ties shared, by the share of Bs among the others"""
    firms = [f for f in town() if f[4]]
    seen = expected = 0
    for i, (x, y, _, code, _) in enumerate(firms):
        if code not in SECTORS[a]:
            continue
        d2 = [((f[0] - x) ** 2 + (f[1] - y) ** 2, f[3] in SECTORS[b]) for k, f in enumerate(firms) if k != i]
        least = min(d for d, _ in d2)
        nearest = [is_b for d, is_b in d2 if d == least]
        seen += sum(nearest) / len(nearest)
        expected += sum(is_b for _, is_b in d2) / len(d2)
    return seen / expected


def k_density(firms, at):
    """Duranton & Overman (2005): Gaussian kernel, Silverman's bandwidth (eq. 3.31), reflected at 0"""
    d = sorted(math.hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(firms) for b in firms[:i])
    n, mean = len(d), sum(d) / len(d)

    def quantile(share):
        low = int(share * (n - 1))
        return d[low] + (share * (n - 1) - low) * (d[min(low + 1, n - 1)] - d[low])

    deviation = math.sqrt(sum((v - mean) ** 2 for v in d) / (n - 1))
    h = 0.9 * min(deviation, (quantile(0.75) - quantile(0.25)) / 1.34) * n ** -0.2
    bell = lambda u: math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    return [sum(bell((v - r) / h) + bell((v + r) / h) for v in d) / (n * h) for r in at]


def check(file):
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    row = lambda name, subject: db.execute("select value, expected, variance, z, p, note from statistic where name=? and subject=?", (name, subject)).fetchone()
    for subject in ["jobs"] + MAPPED:
        if subject == "few":  # four establishments: no map, no numbers
            for name in ("moran", "geary", "getis_g"):
                assert row(name, subject) == (None,) * 5 + ("suppressed: fewer than 5 establishments",), row(name, subject)
            assert not db.execute("select 1 from hot_spot where sector = 'few'").fetchone()
            continue
        assert "binary weights" in row("moran", subject)[5] and "in no cell" not in row("moran", subject)[5], row("moran", subject)
        value, sides = grid([f for f in town() if f[4]] if subject == "jobs" else members(subject))
        for name, formula in (("geary", geary), ("getis_g", getis_g)):
            found, wanted = row(name, subject), formula(value, sides)
            for k, what in enumerate(("value", "expected", "variance")):
                if found[k] is None or abs(found[k] - wanted[k]) > 1e-8 * abs(wanted[k]):  # a G of 0 is 0
                    sys.exit(f"{name} of {subject}: {what}: {found[k]} is not {wanted[k]}")
            z = (wanted[0] - wanted[1]) / math.sqrt(wanted[2])
            near(found[3], z, f"{name} of {subject}: z", 1e-7)
            near(found[4], math.erfc(abs(z) / math.sqrt(2)), f"{name} of {subject}: p", 1e-5)
    for a in MAPPED:
        for b in MAPPED:
            found = row("co_location", f"{a}>{b}")
            if a == b:
                assert found is None, found
            elif "few" in (a, b):
                assert found[:5] == (None,) * 5 and found[5] == "suppressed: fewer than 5 establishments", found
            else:
                near(found[0], co_location(a, b), f"co-location of {a} towards {b}")
                assert found[1] == 1, found
    for name in ("duranton_overman", "duranton_overman_dispersion"):
        assert row(name, "few") == (None,) * 5 + ("suppressed: fewer than 5 establishments",), row(name, "few")
    # A map of all jobs and of each sector that is not suppressed, and no job is lost.
    for subject in ["jobs"] + [s for s in MAPPED if s != "few"]:
        wanted = sum(f[2] for f in town() if f[4]) if subject == "jobs" else sum(f[2] for f in members(subject))
        found = db.execute("select sum(jobs) from hot_spot where sector is ?", (None if subject == "jobs" else subject,)).fetchone()[0]
        near(found, wanted, f"jobs in the cells of {subject}")
    # Curves: the distances fall in bins of 0.17 m, joined up to a thirty-second of the bandwidth: a thousandth of the curve's top.
    passes = falls = 0
    for sector in [s for s in SECTORS if s[0] == "r"] + ["crowd", "spread"]:
        curve = db.execute("select distance_m, density, local_low, local_high, global_low, global_high from localisation where sector=? order by fid", (sector,)).fetchall()
        assert [c[0] for c in curve] == [50.0 * k for k in range(41)], (sector, [c[0] for c in curve])
        wanted = k_density(members(sector), [c[0] for c in curve])
        for c, w in zip(curve, wanted):
            if abs(c[1] - w) > 1e-3 * max(wanted):
                sys.exit(f"density of {sector} at {c[0]} m: {c[1]} is not {w}")
            assert 0 <= c[4] <= c[2] <= c[3] <= c[5], (sector, c)
        above = 50 * sum(max(c[1] - c[5], 0) for c in curve)
        below = 0 if above > 0 else 50 * sum(max(c[4] - c[1], 0) for c in curve)
        value, expected, _, _, _, note = row("duranton_overman", sector)
        near(value, above, f"localisation of {sector}", 1e-9)
        assert expected is None
        dispersion = row("duranton_overman_dispersion", sector)
        near(dispersion[0], below, f"dispersion of {sector}", 1e-4)
        assert dispersion[1:] == (None,) * 4 + (note,), dispersion
        assert f"unweighted: {len(members(sector))}, against 200 draws" in note and note.endswith(f"out of {sum(f[4] for f in town())}; distances up to 2000 m"), note
        passes += sector[0] == "r" and above > 0
        falls += sector[0] == "r" and below > 0
        if sector == "crowd":
            assert value > 0.5 and curve[0][1] > curve[0][5], (value, curve[0])
        if sector == "spread":
            assert value == 0 and below > 0 and curve[0][1] < curve[0][4], (value, below, curve[0])
        if sector[0] == "r":  # what passes by chance passes by a hair
            assert above < 0.02 and below < 0.02, (sector, above, below)
    # A twentieth of the draws passes each, so of twenty sectors at random one is expected to; five or more come once in 400 times.
    if passes > 4 or falls > 4:
        sys.exit(f"of 20 sectors at random {passes} are called localised, {falls} dispersed")
    assert db.execute("select count(*) from localisation").fetchone()[0] == 22 * 41


write(sys.argv[1]) if len(sys.argv) == 2 else check(sys.argv[2])
