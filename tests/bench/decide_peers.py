#!/usr/bin/env python3
"""SMAA of decide_bench again, by NumPy: are the answers the same, and how long does it take?

decide_peers.py FOLDER TIMES.csv
FOLDER holds what decide_bench has written, TIMES.csv what it has printed. Prints "size;figure;value;unit" lines. NumPy does it as its users would:
scores by a product of matrices, argsort of a block of draws at a time, ranks kept as 16-bit numbers, quantiles by np.partition, all else by reductions.
Its product uses as many threads as its BLAS likes, argsort one. Shares and ranks must be the same but for sites whose scores differ by less than 2^-30
of the scale (ours tie); intervals may be wider by 1/32 beyond rank 128: else exit code 1. Without NumPy only our own times are told."""
import csv
import math
import sys
import time

BLOCK = 100          # draws at a time
SITES_AT_ONCE = 1000  # of reductions over all draws: 20 MB of ranks
INTERVAL, TOP = 0.9, 10
wrong = 0


def put(size, figure, value, unit=""):
    print(f"{size};{figure};{value:.4g};{unit}" if isinstance(value, float) else f"{size};{figure};{value};{unit}", flush=True)


def judge(size, figure, n, n_differ, may=0):
    """may: so many of n may differ, by ties of scores that ours does not part."""
    global wrong
    put(size, f"{figure}: compared", n)
    put(size, f"{figure}: different", int(n_differ))
    if n_differ > may:
        wrong += 1
        print(f"decide_peers: {figure}: {n_differ} of {n} differ", file=sys.stderr)


def smaa(np, value, draw):
    n, n_draws = value.shape[0], len(draw)
    rank = np.empty((n_draws, n), np.uint16)
    number = np.arange(1, n + 1, dtype=np.uint16)[None, :]
    first = np.empty(n_draws, np.int64)
    for at in range(0, n_draws, BLOCK):
        score = draw[at:at + BLOCK] @ value.T
        order = np.argsort(np.negative(score, out=score), axis=1)
        np.put_along_axis(rank[at:at + BLOCK], order, number, axis=1)
        first[at:at + BLOCK] = order[:, 0]
    tail = math.floor((1 - INTERVAL) / 2 * n_draws + 1e-6)
    out = {"acceptability": np.empty((10, n))}
    for name in ("best", "worst", "low", "high"):
        out[name] = np.empty(n, np.uint16)
    for name in ("mean", "top", "top_100"):
        out[name] = np.empty(n)
    for at in range(0, n, SITES_AT_ONCE):
        part = slice(at, at + SITES_AT_ONCE)
        of = np.ascontiguousarray(rank[:, part].T)
        out["best"][part], out["worst"][part], out["mean"][part] = of.min(1), of.max(1), of.mean(1)
        within = [np.count_nonzero(of <= r, axis=1) / n_draws for r in range(11)]
        for r in range(10):
            out["acceptability"][r, part] = within[r + 1] - within[r]
        out["top"][part], out["top_100"][part] = within[TOP], np.count_nonzero(of <= 100, axis=1) / n_draws
        of.partition([tail, n_draws - 1 - tail], axis=1)
        out["low"][part], out["high"][part] = of[:, tail], of[:, n_draws - 1 - tail]
    n_first = np.bincount(first, minlength=n)
    with np.errstate(invalid="ignore"):
        out["central"] = np.stack([np.bincount(first, draw[:, c], n) / n_first for c in range(draw.shape[1])], 1)
    # Confidence: is it first with its central weights?
    places = np.flatnonzero(n_first)
    out["confidence"] = np.full(n, np.nan)
    for at in range(0, len(places), BLOCK):
        some = places[at:at + BLOCK]
        out["confidence"][some] = (out["central"][some] @ value.T).argmax(1) == some
    return out


def compare(np, size, folder, theirs, n, n_draws):
    def ours(name, kind=np.float64):
        return np.fromfile(f"{folder}/smaa_{name}", kind)
    for name, of in (("first", theirs["acceptability"][0]), ("tenth", theirs["acceptability"][9]), ("top", theirs["top"]), ("top_100", theirs["top_100"])):
        judge(size, f"SMAA share {name}", n, np.count_nonzero(np.abs(ours(name) - of) > 0.5 / n_draws), 4)
    # A tie that the other parts moves a rank by 1 in a draw; where sites are dense this happens to a site in one draw of 20,000.
    judge(size, "SMAA rank mean", n, np.count_nonzero(np.abs(ours("mean") - theirs["mean"]) > 10.5 / n_draws))
    for name in ("best", "worst"):
        judge(size, f"SMAA rank {name}", n, np.count_nonzero(np.abs(ours(name, np.uint32).astype(int) - theirs[name]) > 1))
    low, high = ours("low", np.uint32).astype(int), ours("high", np.uint32).astype(int)
    judge(size, "SMAA interval", n, np.count_nonzero((low > theirs["low"] + 1) | (high < theirs["high"] - 1.0) | (low < theirs["low"] * (1 - 1 / 32) - 1) |
                                                     (high > theirs["high"] * (1 + 1 / 32) + 1)))
    central = ours("central").reshape(n, -1)
    judge(size, "SMAA central weights", n, np.count_nonzero(~np.isclose(central, theirs["central"], 0, 1e-9, equal_nan=True).all(1)), 4)


def main(folder, times):
    seconds = {}
    for what, n, parameters, threads, took in csv.reader(open(times)):
        put(n, f"{what}, {parameters}, {threads} thread{'s' if threads != '1' else ''}" + (" (under 3)" if what == "SMAA" and threads != "1" else ""), float(took), "s")
        if what == "SMAA":
            seconds[threads], size = float(took), n
    try:
        import numpy as np
    except ImportError as missing:
        print(f"decide_peers: NumPy is left out: {missing}", file=sys.stderr)
        return
    n = int(size)
    value = np.stack([np.fromfile(f"{folder}/smaa_value_{c}") for c in range(12)], 1)
    draw = np.fromfile(f"{folder}/smaa_draw").reshape(-1, 12)
    begun = time.perf_counter()
    theirs = smaa(np, value, draw)
    took = time.perf_counter() - begun
    put(size, f"NumPy {np.__version__}: SMAA", took, "s")
    for threads, ours in seconds.items():
        put(size, f"NumPy / tomt with {threads} thread{'s' if threads != '1' else ''}: SMAA" + (" (at least 6)" if threads != "1" else ""), took / ours)
    compare(np, size, folder, theirs, n, len(draw))


main(*sys.argv[1:3])
sys.exit(1 if wrong else 0)
