#!/usr/bin/env python3
"""The peer of dbscan_bench: scikit-learn's DBSCAN (Debian: python3-sklearn) on the points that `dbscan_bench FOLDER` wrote.
usage: dbscan_peer.py FOLDER [RADIUS_M MIN_JOBS]...   Prints CSV; clusters, core and noise must agree. Skips when scikit-learn is absent."""
import sys
import time

try:
    import numpy as np
    from sklearn.cluster import DBSCAN
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(0)


def main(folder, asked):
    x, y, jobs = (np.fromfile(f"{folder}/{name}") for name in ("x", "y", "jobs"))
    points = np.column_stack([x, y])
    print("what,points,a,b,threads,seconds,clusters,core,noise")
    for radius, least in asked:
        start = time.perf_counter()
        found = DBSCAN(eps=radius, min_samples=int(least), n_jobs=-1).fit(points, sample_weight=jobs)
        seconds = time.perf_counter() - start
        print(f"scikit-learn DBSCAN,{len(x)},{radius:g},{least:g},all,{seconds:.3f},{found.labels_.max() + 1},"
              f"{len(found.core_sample_indices_)},{(found.labels_ < 0).sum()}", flush=True)


if __name__ == "__main__":
    given = [float(a) for a in sys.argv[2:]] or [20, 100]
    main(sys.argv[1], list(zip(given[::2], given[1::2])))
