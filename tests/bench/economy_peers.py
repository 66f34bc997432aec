#!/usr/bin/env python3
"""The measures of economy_bench again, by NumPy and SciPy as the textbook has them and by scikit-learn: are the answers the same, and
how long do they take?

economy_peers.py FOLDER TIMES.csv
FOLDER holds what economy_bench has written, TIMES.csv what it has printed. Prints "size;figure;value;unit" lines. Statistics must be
equal to 1e-9, clusters up to their numbers; p values come of other random numbers, so they must be within six standard deviations of
each other: else exit code 1. What is too long for a peer is done for a sample and scaled to all; the line says so. A peer that is not
installed is left out. scikit-learn uses all cores, NumPy one: its users have no other way without writing threads themselves; ours uses
what economy_bench was given. There is no peer for HDBSCAN (scikit-learn has it from 1.3, Debian 12 has 1.2) and none for local Moran
but NumPy (Debian has libpysal, which makes weights, but not esda, which has the statistics)."""
import csv
import resource
import sys
import time

N_SAMPLE = 1000      # places of local Moran with permutations
N_CELLS = 2000       # of kernel density
N_PERMUTATIONS = 9999
TOLERANCE = 1e-9
RADIUS_M, MIN_JOBS, REACH_CELLS = 20, 100, 5
CELL_M, N_COLUMNS, N_ROWS, BANDWIDTH_M, MIN_X, MAX_Y = 50, 400, 200, 500, 560000, 6635000
NOISE = 2**32 - 1
wrong = 0


def put(size, figure, value, unit=""):
    print(f"{size};{figure};{value:.4g};{unit}" if isinstance(value, float) else f"{size};{figure};{value};{unit}", flush=True)


def left_out(who, why):
    print(f"economy_peers: {who} is left out: {why}", file=sys.stderr, flush=True)


def judge(size, figure, n, n_differ, detail=""):
    global wrong
    put(size, f"{figure}: compared", n)
    put(size, f"{figure}: different", n_differ)
    if n_differ:
        wrong += n_differ
        print(f"economy_peers: {figure}: {n_differ} of {n} differ {detail}", file=sys.stderr)


def judge_equal(size, figure, ours, theirs):
    """Equal to 1e-9 of the number, or of the largest where it is about 0; NaN equals NaN."""
    import numpy as np
    least = TOLERANCE * np.maximum(np.abs(theirs), np.nanmax(np.abs(theirs), initial=0) * 1e-3)
    same = (np.abs(ours - theirs) <= least) | (np.isnan(ours) & np.isnan(theirs))
    where = np.flatnonzero(~same)
    judge(size, figure, len(ours), len(where), f"first at {where[0]}: {ours[where[0]]!r} {theirs[where[0]]!r}" if len(where) else "")


def report(size, who, what, seconds, ours, note=""):
    put(size, f"{who}: {what}{note}", seconds, "s")
    if ours:
        put(size, f"{who} / tomt: {what}", seconds / ours)


class Bench:
    def __init__(self, folder, times):
        self.folder = folder
        self.time, self.n = {}, {}
        for row in csv.DictReader(open(times, newline="")):
            self.time[row["what"]], self.n[row["what"]] = float(row["seconds"]), int(row["n"])
            limit = {("points: local Moran", 100000): " (under 15)", ("areas: local Moran", 3000): " (under 0.3)",
                     ("grid: Gi*", 1000000): " (under 1)"}.get((row["what"], int(row["n"])), "")
            put(row["n"], f"tomt: {row['what']}{', ' if row['parameters'] else ''}{row['parameters']}, {row['threads']} threads{limit}",
                float(row["seconds"]), "s")

    def read(self, name, kind=float):
        import numpy as np
        return np.fromfile(f"{self.folder}/{name}", dtype=kind)


# --- Moran -------------------------------------------------------------------------------------------------------------


def nearest(bench, name, n, k, neighbour):
    """Distances to the k nearest: which of several just as far is taken is not compared."""
    import numpy as np
    from scipy.spatial import cKDTree
    points = np.column_stack([bench.read(f"{name}_x"), bench.read(f"{name}_y")])
    start = time.perf_counter()
    theirs = cKDTree(points).query(points, k + 1)[0][:, 1:]
    report(n, "SciPy", f"{name}: nearest neighbours", time.perf_counter() - start, bench.time[f"{name}: nearest neighbours"])
    ours = np.sort(np.hypot(*(points[neighbour] - points[:, None, :]).transpose(2, 0, 1)), axis=1)
    judge_equal(n, f"{name}: distances to the {k} nearest", ours.ravel(), theirs.ravel())


def random_table(n, k):
    import numpy as np
    random = np.random.default_rng(1)
    return np.array([random.choice(n, k + 1, replace=False) for _ in range(N_PERMUTATIONS)])


def permuted(z, k, table, places, lag):
    """Conditional permutations as Anselin (1995) and PySAL have them: one table of others for all places, of which the place itself is
    skipped. Returns how many are in the smaller tail."""
    import numpy as np
    tail = np.empty(len(places))
    for row, i in enumerate(places):
        skipped = table == i
        if skipped.any():
            drop = np.where(skipped.any(axis=1), skipped.argmax(axis=1), k)
            keep = np.ones(table.shape, dtype=bool)
            keep[np.arange(len(table)), drop] = False
            others = table[keep].reshape(len(table), k)
        else:
            others = table[:, :k]
        chance = z[others].sum(axis=1) / k
        slack = 1e-12 * (1 + abs(lag[i]))  # sums that only rounding can tell apart are equal
        tail[row] = min((chance >= lag[i] - slack).sum(), (chance <= lag[i] + slack).sum())
    return tail


def moran(bench, name, sample):
    import numpy as np
    value = bench.read(f"{name}_value")
    n = len(value)
    neighbour = bench.read(f"{name}_neighbour", np.uint32).reshape(n, -1)
    k = neighbour.shape[1]
    nearest(bench, name, n, k, neighbour)
    start = time.perf_counter()
    z = value - value.mean()
    m2 = (z * z).sum()
    lag = z[neighbour].sum(axis=1) / k
    statistic = (n - 1) * z * lag / m2
    whole = n / (n * k) * (z * z[neighbour].sum(axis=1)).sum() / m2
    table = random_table(n, k)
    before = time.perf_counter() - start
    judge_equal(n, f"{name}: local Moran, statistic", bench.read(f"{name}_statistic"), statistic)
    judge_equal(n, f"{name}: Moran's I", bench.read(f"{name}_moran"), np.array([whole]))
    places = np.sort(np.random.default_rng(n).permutation(n)[:sample])
    start = time.perf_counter()
    tail = permuted(z, k, table, places, lag)
    seconds = before + (time.perf_counter() - start) * n / len(places)
    report(n, "NumPy", f"{name}: local Moran, {N_PERMUTATIONS} permutations", seconds, bench.time[f"{name}: local Moran"],
           f" ({len(places)} places, scaled)" if len(places) < n else "")
    ours = bench.read(f"{name}_p")[places] * (N_PERMUTATIONS + 1) / 2 - 1
    share = (ours + tail + 1) / (2 * N_PERMUTATIONS)
    deviation = np.sqrt(2 * N_PERMUTATIONS * np.clip(share * (1 - share), 1 / N_PERMUTATIONS, None))
    capped = np.minimum(tail, (N_PERMUTATIONS - 1) / 2)  # p is never over 1
    off = np.abs(ours - capped) / deviation
    judge(n, f"{name}: p values within six standard deviations", len(places), int((off > 6).sum()), f"at most {off.max():.1f}")
    put(n, f"{name}: p values, farthest apart, in standard deviations", float(off.max()))


# --- Gi* -----------------------------------------------------------------------------------------------------------------


def gi_star(bench):
    """Getis and Ord (1992), Ord and Getis (1995): sums of shifted grids, one shift for each neighbour."""
    import numpy as np
    value = bench.read("grid_value")
    n = len(value)
    side = round(n**0.5)
    x = value.reshape(side, side)
    start = time.perf_counter()
    total, count, reach = np.zeros_like(x), np.zeros_like(x), REACH_CELLS
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if dx * dx + dy * dy > reach * reach:
                continue
            to = np.s_[max(0, -dy):side - max(0, dy), max(0, -dx):side - max(0, dx)]
            source = np.s_[max(0, dy):side - max(0, -dy), max(0, dx):side - max(0, -dx)]
            total[to] += x[source]
            count[to] += 1
    mean = x.mean()
    s = np.sqrt((x * x).mean() - mean * mean)
    z = (total - mean * count) / (s * np.sqrt((n * count - count * count) / (n - 1)))
    report(n, "NumPy", "grid: Gi*", time.perf_counter() - start, bench.time["grid: Gi*"])
    judge_equal(n, "grid: Gi*", bench.read("grid_z"), z.ravel())


# --- clusters and densities ----------------------------------------------------------------------------------------------


def same_up_to_numbers(ours, theirs):
    """How many points are in another cluster, when clusters are paired by their first point."""
    import numpy as np
    pairs = np.unique(np.column_stack([ours, theirs]), axis=0)
    if len(np.unique(pairs[:, 0])) == len(pairs) and len(np.unique(pairs[:, 1])) == len(pairs):
        return 0
    first = {}
    for a, b in zip(ours.tolist(), theirs.tolist()):
        first.setdefault(a, b)
    return int(sum(first[a] != b for a, b in zip(ours.tolist(), theirs.tolist()))) or len(pairs)


def dbscan(bench):
    import numpy as np
    from scipy.spatial import cKDTree
    try:
        import sklearn
        from sklearn.cluster import DBSCAN
    except ImportError:
        return left_out("scikit-learn", "install python3-sklearn")
    points = np.column_stack([bench.read("city_x"), bench.read("city_y")])
    label, core = bench.read("city_label", np.uint32).astype(np.int64), bench.read("city_core", np.uint8) != 0
    n = len(points)
    put(n, "scikit-learn version", sklearn.__version__)
    start = time.perf_counter()
    found = DBSCAN(eps=RADIUS_M, min_samples=MIN_JOBS, n_jobs=-1).fit(points, sample_weight=bench.read("city_jobs"))
    report(n, "scikit-learn", "city: DBSCAN (at least 5)", time.perf_counter() - start, bench.time["city: DBSCAN"])
    put(n, "scikit-learn: peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
    their_core = np.zeros(n, dtype=bool)
    their_core[found.core_sample_indices_] = True
    put(n, "city: DBSCAN, clusters", int(found.labels_.max()) + 1)
    judge(n, "city: DBSCAN, core points", n, int((core != their_core).sum()))
    judge(n, "city: DBSCAN, clusters of core points, up to their numbers", int(core.sum()),
          same_up_to_numbers(label[core & their_core], found.labels_[core & their_core]))
    judge(n, "city: DBSCAN, noise", n, int(((label == NOISE) != (found.labels_ < 0)).sum()))
    # A border point within reach of two clusters: scikit-learn takes the one it came to first, tomt the one of the nearest core point.
    border = np.flatnonzero((label != NOISE) & ~core)
    at = np.flatnonzero(core)
    if len(border) and len(at):
        tree = cKDTree(points[at])
        distance_m, row = tree.query(points[border])
        other = label[border] != label[at[row]]
        for i in np.flatnonzero(other):  # of several core points just as far, the cluster of any
            other[i] = label[border[i]] not in label[at[tree.query_ball_point(points[border[i]], distance_m[i] * (1 + 1e-12))]]
        off = (distance_m > RADIUS_M).sum() + other.sum()
        judge(n, "city: DBSCAN, border points of their nearest core point's cluster", len(border), int(off))


def density(bench):
    """Silverman (1986): the quartic kernel, from the points within the bandwidth of some cells."""
    import numpy as np
    from scipy.spatial import cKDTree
    x, y, jobs = (bench.read(f"city_{name}") for name in ("x", "y", "jobs"))
    ours = bench.read("city_density")
    cell = np.sort(np.random.default_rng(7).permutation(len(ours))[:N_CELLS])
    row, column = np.divmod(cell, N_COLUMNS)
    points = np.column_stack([x, y])
    start = time.perf_counter()
    tree = cKDTree(points)
    made = time.perf_counter() - start
    centres = np.column_stack([MIN_X + (column + 0.5) * CELL_M, MAX_Y - (row + 0.5) * CELL_M])
    start = time.perf_counter()
    theirs = np.empty(len(cell))
    for i, centre in enumerate(centres):
        near = np.array(tree.query_ball_point(centre, BANDWIDTH_M), dtype=np.int64)
        d2 = ((points[near] - centre)**2).sum(axis=1) / BANDWIDTH_M**2
        theirs[i] = 3e6 / (np.pi * BANDWIDTH_M**2) * (jobs[near] * np.where(d2 < 1, 1 - d2, 0)**2).sum()
    seconds = made + (time.perf_counter() - start) * len(ours) / len(cell)
    report(len(x), "SciPy and NumPy", "city: kernel density", seconds, bench.time["city: kernel density"], f" ({len(cell)} cells, scaled)")
    judge_equal(len(x), "city: kernel density", ours[cell], theirs)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: economy_peers.py FOLDER TIMES.csv")
    bench = Bench(sys.argv[1], sys.argv[2])
    try:
        import numpy  # noqa: F401
        import scipy  # noqa: F401
    except ImportError:
        left_out("NumPy and SciPy", "install python3-scipy")
        return 0
    moran(bench, "areas", bench.n["areas: local Moran"])
    moran(bench, "points", N_SAMPLE)
    gi_star(bench)
    density(bench)
    dbscan(bench)
    left_out("HDBSCAN's peer", "scikit-learn has it from 1.3; Debian 12 has 1.2")
    return 1 if wrong else 0


sys.exit(main())
