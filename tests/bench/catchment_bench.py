#!/usr/bin/env python3
"""The peer of catchment_bench: the same sums with NumPy and SciPy's cKDTree (python3-scipy), on the points that
`catchment_bench FOLDER` wrote. Merges equal places first, as tomt does. Prints CSV; the totals must agree."""
import sys
import time

import numpy as np
from scipy.spatial import cKDTree

CHUNK = 500


def column(folder, name):
    return np.fromfile(f"{folder}/{name}")


def decay(name, d, r):
    if name == "linear":
        return 1 - d / r
    if name == "exponential":
        return np.exp(-0.002 * d)
    return np.exp(-0.5 * (d / 500) ** 2)


def main(folder, share):
    places, where = np.unique(np.column_stack([column(folder, "x"), column(folder, "y")]), axis=0, return_inverse=True)
    weight = np.bincount(where.ravel(), column(folder, "jobs"))
    sites = np.column_stack([column(folder, "site_x"), column(folder, "site_y")])[::share]
    tree = cKDTree(places)
    print("radius_m,decay,sites,sum_s,million_pairs_per_s,total")
    for r in (1000.0, 2000.0):
        for name in ("step", "linear", "exponential", "gaussian"):
            start, pairs, total = time.perf_counter(), 0, 0.0
            for i in range(0, len(sites), CHUNK):
                part = sites[i:i + CHUNK]
                for site, found in zip(part, tree.query_ball_point(part, r, workers=-1)):
                    found = np.asarray(found, dtype=np.intp)
                    pairs += len(found)
                    if name == "step":
                        total += weight[found].sum()
                    else:
                        d = np.hypot(*(places[found] - site).T)
                        total += (weight[found] * decay(name, d, r)).sum()
            seconds = time.perf_counter() - start
            print(f"{r:.0f},{name},{len(sites)},{seconds:.2f},{pairs / seconds / 1e6:.1f},{total:.6f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
