"""What economy.test needs more than a shell for: varieties, Gi*, effective density, co-location and kernel density by their formulas.
economy_check.py RESULT DENSITY; without a density, the changes only."""
import math, sqlite3, struct, sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
X, Y = 570000.0, 6622000.0
FIRMS = {  # id: x, y, jobs, code
    101: (200, 510, 10, "62010"), 102: (400, 512, 20, "62020"), 103: (400, 510, 2, "62010"), 104: (600, 510, 100, "86101"),
    105: (600, 510, 8, "86211"), 106: (1600, 200, 6, "47111"), 107: (1900, 490, 5, "56101"), 108: (1700, 490, 7, None),
    116: (1000, 510, None, "62010"), 117: (1500, 490, 3, None)}
CARE = ("86", "87")


def near(found, wanted, what, tolerance=1e-9):
    if found is None or abs(found - wanted) > tolerance * max(1, abs(wanted)):
        sys.exit(f"{what}: {found} is not {wanted}")


def varieties(firms):
    """Frenken, van Oort & Verburg (2007): unrelated between two-digit groups, related within them."""
    jobs, groups = {}, {}
    for _, _, n, code in firms:
        if n and code:
            jobs[code] = jobs.get(code, 0) + n
            groups[code[:2]] = groups.get(code[:2], 0) + n
    total = sum(jobs.values())
    unrelated = sum(g / total * math.log2(total / g) for g in groups.values())
    related = sum(n / total * math.log2(groups[c[:2]] / n) for c, n in jobs.items())
    return related, unrelated


def column(name, site):
    return db.execute(f"select {name} from eco where site_id=?", (site,)).fetchone()[0]


def within(x, y, r):
    return [f for f in FIRMS.values() if math.hypot(f[0] - x, f[1] - y) <= r]


# What became of the jobs: nothing is lost and nothing counted twice, in every row.
rows = db.execute("select * from register_change")
names = [d[0] for d in rows.description]
n_rows = 0
for row in rows:
    c = dict(zip(names, row))
    near(c["jobs_before"] + c["jobs_born"] - c["jobs_dead"] + c["jobs_moved_in"] - c["jobs_moved_out"] + c["jobs_grown"], c["jobs_after"],
         f"jobs of {c['area_id']} {c['kind']} {c['name']}")
    if min(c[k] for k in ("births", "deaths", "moved_in", "moved_out", "jobs_born", "jobs_dead")) < 0:
        sys.exit(f"below 0: {c}")
    n_rows += 1
if n_rows < 20:
    sys.exit(f"{n_rows} rows of changes")
if len(sys.argv) < 3:
    sys.exit(0)

related, unrelated = varieties(FIRMS.values())
row = db.execute("select related_variety, unrelated_variety, entropy, herfindahl from area where area_id='study_area'").fetchone()
near(row[0], related, "related variety")
near(row[1], unrelated, "unrelated variety")
near(row[2], related + unrelated, "entropy")
shares = [n / 151 for n in (32, 108, 6, 5)]
near(row[3], sum(p * p for p in shares), "Herfindahl over divisions")
related, unrelated = varieties(within(300, 700, 500))
near(column("x_rv", "p1"), related, "related variety at p1")
near(column("x_uv", "p1"), unrelated, "unrelated variety at p1")

# Effective density: jobs by km^1.8, at least 0.1 km, within 2 km.
for site, x, y in (("p1", 300, 700), ("p2", 1700, 500)):
    near(column("x_dense", site), sum((f[2] or 0) / max(math.hypot(f[0] - x, f[1] - y) / 1000, 0.1) ** 1.8 for f in FIRMS.values()),
         f"effective density at {site}", 1e-8)

# Local co-location quotient at p1: Gaussian weights of sigma 250 m, cut at 500 m; 2 of the 10 establishments are care.
here = within(300, 700, 500)
weight = [math.exp(-((f[0] - 300) ** 2 + (f[1] - 700) ** 2) / (2 * 250 ** 2)) for f in here]
care = sum(w for w, f in zip(weight, here) if f[3] and f[3][:2] in CARE)
near(column("x_coloc", "p1"), care / sum(weight) / (2 / 10), "co-location at p1", 1e-8)

# Gi* on 500 m cells, neighbours whose centres are within 500 m (the cell itself and its four sides), all eight cells.
cells = {(c, r): 0.0 for c in range(4) for r in range(2)}
for x, y, n, _ in FIRMS.values():
    cells[min(int(x // 500), 3), int(y // 500)] += n or 0
values, n = list(cells.values()), len(cells)
mean = sum(values) / n
spread = math.sqrt(sum(v * v for v in values) / n - mean * mean)


def gi(c, r):
    near_by = [k for k in cells if abs(k[0] - c) + abs(k[1] - r) <= 1]
    k = len(near_by)
    return (sum(cells[q] for q in near_by) - mean * k) / (spread * math.sqrt((n * k - k * k) / (n - 1)))


near(column("x_hot", "p1"), gi(0, 1), "Gi* at p1")
near(column("x_hot", "p2"), gi(3, 1), "Gi* at p2")
found = db.execute("select count(*), sum(jobs), max(z) from hot_spot where sector is null").fetchone()
if found[0] != n:
    sys.exit(f"{found[0]} cells, not {n}")
near(found[1], sum(values), "jobs of all cells")
near(found[2], max(gi(*k) for k in cells), "largest z")

# Kernel density at the middle of a cell: quartic, 3/(pi h^2) (1 - d^2/h^2)^2 per km2.
try:
    from osgeo import gdal
except ImportError:
    sys.exit(0)
gdal.UseExceptions()
raster = gdal.Open(sys.argv[2])
x0, dx, _, y0, _, dy = raster.GetGeoTransform()
for x, y in ((450, 550), (1650, 450)):
    wanted = sum((f[2] or 0) * 3 / (math.pi * 0.25) * (1 - (math.hypot(f[0] - x, f[1] - y) / 500) ** 2) ** 2
                 for f in FIRMS.values() if math.hypot(f[0] - x, f[1] - y) < 500)
    value = raster.GetRasterBand(1).ReadRaster(int((X + x - x0) / dx), int((Y + y - y0) / dy), 1, 1, buf_type=gdal.GDT_Float64)
    near(struct.unpack("d", value)[0], wanted, f"kernel density at {x}, {y}", 1e-6)
