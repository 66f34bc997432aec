#!/usr/bin/env python3
"""The made-up streets of network_bench searched again by SciPy and pgRouting: are the answers the same, and how long do they take?

street_peers.py FOLDER NETWORK.csv [LOAD.csv]
FOLDER holds nodes_N.csv, edges_N.csv, hubs_N.csv and result_N.csv of network_bench and, if there is one, sites_N.csv of
streets_load_bench; NETWORK.csv and LOAD.csv are what the two have printed. Prints "size;figure;value;unit" lines. Sums are taken
from a sample of sources and scaled to all nodes by the time per source; every sum of the sample must be equal, and the distance to
the nearest hub must be equal for every node, to the millimetre: else exit code 1. A peer that is not installed is left out.
Peers use one thread: they have no other way to search; ours uses what network_bench was given.
pandana's seconds are quoted, not measured here: on two such cores, on other graphs of as many nodes and edges."""
import csv
import os
import random
import subprocess
import sys
import time

from private_postgres import Database

REACHES = (500, 1000, 2000)
MOST_MM = 5_000_000
PANDANA = {40000: {500: 0.47, 1000: 1.9, 2000: 7.3, "nearest": 0.9, "before": 3.3},
           300000: {500: 4.4, 1000: 18, 2000: 90, "nearest": 48, "before": 86}}
N_SAMPLE = 1000
wrong = 0


def put(size, figure, value, unit=""):
    print(f"{size};{figure};{value:.4g};{unit}" if isinstance(value, float) else f"{size};{figure};{value};{unit}", flush=True)


def left_out(who, why):
    print(f"street_peers: {who} is left out: {why}", file=sys.stderr, flush=True)


def read_columns(path):
    with open(path, newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        return dict(zip(names, map(list, zip(*rows))))


def read_ours(path):
    """{nodes: {reach or "nearest": seconds, "build": seconds}} from what network_bench prints."""
    ours, size = {}, None
    for line in open(path):
        cell = line.split(",")
        if line.startswith("#"):
            size = ours.setdefault(int(line.split()[1]), {})
        elif line.startswith("sums,step,"):
            size[int(cell[2])] = float(cell[3])
            size[f"nodes within {cell[2]} m of a node, on average"] = float(cell[4])
        elif line.startswith("nearest hub,every node,"):
            size["nearest"] = float(cell[3])
        elif line.startswith("build,"):
            size["build"] = float(cell[3])
    return ours


class Graph:
    def __init__(self, folder, n):
        self.folder, self.n = folder, n
        nodes, edges = (read_columns(f"{folder}/{what}_{n}.csv") for what in ("nodes", "edges"))
        result = read_columns(f"{folder}/result_{n}.csv")
        self.x, self.y = ([float(v) for v in nodes[k]] for k in "xy")
        self.jobs = [float(v) for v in nodes["jobs"]]
        self.start, self.to, self.mm = ([int(v) for v in edges[k]] for k in ("from", "to", "length_mm"))
        self.hubs = [int(v) for v in read_columns(f"{folder}/hubs_{n}.csv")["node"]]
        self.sum = {r: [float(v) for v in result[f"jobs_{r}"]] for r in REACHES}
        self.hub_mm = [int(v) if v else None for v in result["hub_mm"]]
        self.used = sorted(set(self.start) | set(self.to))

    def sample(self):
        return sorted(random.Random(self.n).sample(self.used, min(N_SAMPLE, len(self.used))))


def judge(size, figure, expected, found):
    """Both by the same keys."""
    global wrong
    differ = [k for k in expected if expected[k] != found.get(k)]
    put(size, f"{figure}: compared", len(expected))
    put(size, f"{figure}: different", len(differ))
    if differ:
        wrong += len(differ)
        k = differ[0]
        print(f"street_peers: {size} {figure}: at {k} we have {expected[k]}, they {found.get(k)}", file=sys.stderr)


def report(size, who, what, seconds, ours):
    put(size, f"{who}: {what}", seconds, "s")
    if ours:
        put(size, f"{who} / tomt: {what}", seconds / ours)


# --- SciPy -------------------------------------------------------------------------------------------------------------


def scipy_graph(graph):
    import numpy as np
    from scipy.sparse import csr_matrix
    a, b, mm = np.array(graph.start), np.array(graph.to), np.array(graph.mm, dtype=float)
    a, b, mm = np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([mm, mm])
    order = np.lexsort((mm, b, a))  # of parallel streets the shortest; a matrix would add them up
    a, b, mm = a[order], b[order], mm[order]
    keep = (a != b) & np.concatenate([[True], (a[1:] != a[:-1]) | (b[1:] != b[:-1])])
    return csr_matrix((mm[keep], (a[keep], b[keep])), shape=(graph.n, graph.n))


def scipy_sums(graph, matrix, ours):
    import numpy as np
    from scipy.sparse.csgraph import dijkstra
    jobs, sources = np.array(graph.jobs), graph.sample()
    dijkstra(matrix, directed=True, indices=sources[:20], limit=1)  # so that the first reach is not the one that pays for memory
    for reach in REACHES:
        found, begun = [], time.perf_counter()
        for i in range(0, len(sources), 20):  # a row of all nodes for every source
            d = dijkstra(matrix, directed=True, indices=sources[i:i + 20], limit=1000 * reach)
            found += [float(jobs[row <= 1000 * reach].sum()) for row in d]
        seconds = (time.perf_counter() - begun) / len(sources) * graph.n
        report(graph.n, "SciPy", f"jobs within {reach} m of all nodes", seconds, ours.get(reach))
        judge(graph.n, f"SciPy sums within {reach} m", {s: graph.sum[reach][s] for s in sources}, dict(zip(sources, found)))


def scipy_nearest(graph, matrix, ours):
    import numpy as np
    from scipy.sparse.csgraph import dijkstra
    begun = time.perf_counter()
    d = dijkstra(matrix, directed=True, indices=graph.hubs, min_only=True, limit=MOST_MM)
    report(graph.n, "SciPy", "nearest hub of all nodes", time.perf_counter() - begun, ours.get("nearest"))
    found = {v: int(x) if np.isfinite(x) else None for v, x in enumerate(d)}
    judge(graph.n, "SciPy distances to the nearest hub (mm)", dict(enumerate(graph.hub_mm)), found)
    return d


def scipy_sites(graph, hub_mm, ours_s):
    """snap: node. The leg is rounded to whole mm, so half a millimetre may fall on either side."""
    import numpy as np
    from scipy.spatial import cKDTree
    global wrong
    path = f"{graph.folder}/sites_{graph.n}.csv"
    if not os.path.exists(path):
        return
    sites = read_columns(path)
    points = np.array([sites["x"], sites["y"]], dtype=float).T
    ours = np.array([float(v) if v else np.inf for v in sites["cost_mm"]])
    used = np.array(graph.used)
    places = np.array([graph.x, graph.y]).T[used]
    begun = time.perf_counter()
    leg_m, row = cKDTree(places).query(points)
    theirs = np.rint(1000 * leg_m) + hub_mm[used[row]]
    seconds = time.perf_counter() - begun
    theirs[(leg_m > 250) | (theirs > MOST_MM)] = np.inf
    put(graph.n, f"SciPy: {len(ours)} sites to their nearest nodes", seconds, "s")
    if ours_s:
        put(graph.n, "tomt: the same and their nearest hubs", ours_s, "s")
    both = np.isfinite(ours) & np.isfinite(theirs)
    off_mm = np.abs(ours[both] - theirs[both])
    differ = int((np.isfinite(ours) != np.isfinite(theirs)).sum() + (off_mm > 1).sum())
    put(graph.n, "sites to hubs, snap: node: compared", len(ours))
    put(graph.n, "sites to hubs, snap: node: more than 1 mm off", differ)
    put(graph.n, "sites to hubs, snap: node: most", float(off_mm.max(initial=0)), "mm")
    wrong += differ


def scipy_part(graph, ours, load):
    try:
        import numpy  # noqa: F401
        import scipy
    except ImportError:
        return left_out("SciPy", "install python3-scipy")
    put(graph.n, "SciPy version", scipy.__version__)
    matrix = scipy_graph(graph)
    scipy_sums(graph, matrix, ours)
    hub_mm = scipy_nearest(graph, matrix, ours)
    scipy_sites(graph, hub_mm, load.get("snap: node", {}).get("all"))


# --- pgRouting ---------------------------------------------------------------------------------------------------------


def pg_load(database, graph):
    rows = "\n".join(f"{i},{a},{b},{mm}" for i, (a, b, mm) in enumerate(zip(graph.start, graph.to, graph.mm)))
    jobs = "\n".join(f"{v},{j}" for v, j in enumerate(graph.jobs))
    database.sql("drop table if exists edge; drop table if exists node;"
                 "create table edge(id bigint, source bigint, target bigint, cost float8);"
                 "create table node(id bigint primary key, jobs float8);\n"
                 f"copy edge from stdin with csv;\n{rows}\n\\.\ncopy node from stdin with csv;\n{jobs}\n\\.\nanalyze;")


EDGES = "'select id, source, target, cost from edge'"


def pg_timed(database, text):
    begun = time.perf_counter()
    lines = database.sql("set statement_timeout = '240s'; " + text).split()
    return time.perf_counter() - begun, lines


def pg_sums(database, graph, ours):
    sources = graph.sample()

    def ask(some, reach):
        return pg_timed(database, f"select from_v, sum(jobs) from pgr_drivingDistance({EDGES}, array{some}, {1000 * reach}, false)"
                                  " join node on node.id = node group by 1;")
    before = min(ask(sources[:1], 1)[0] for _ in range(2))  # it reads the edges for every call: that is left out
    put(graph.n, "pgRouting: reads the edges, in every call", before, "s")
    for reach in REACHES:
        seconds, lines = ask(sources, reach)
        scaled = max(seconds - before, 0) / len(sources) * graph.n
        report(graph.n, "pgRouting", f"jobs within {reach} m of all nodes", scaled, ours.get(reach))
        found = {int(v): float(s) for v, s in (line.split(",") for line in lines)}
        judge(graph.n, f"pgRouting sums within {reach} m", {s: graph.sum[reach][s] for s in sources}, found)


def pg_nearest(database, graph, ours):
    hubs = sorted(set(graph.hubs))
    seconds, lines = pg_timed(database, f"select node, agg_cost::bigint from pgr_drivingDistance({EDGES}, array{hubs}, {MOST_MM},"
                                        " false, true);")
    report(graph.n, "pgRouting", "nearest hub of all nodes", seconds, ours.get("nearest"))
    found = {int(v): int(mm) for v, mm in (line.split(",") for line in lines)}
    # pgRouting 3.4 with equicost misses some shorter ways (a node it has done for one hub it does not look at again for another):
    # where it differs, its plain Dijkstra, from that node to all hubs, decides.
    again = [v for v, mm in enumerate(graph.hub_mm) if found.get(v) != mm]
    put(graph.n, "pgRouting equicost: other distances (100 asked again of its Dijkstra)", len(again))
    expected = dict(enumerate(graph.hub_mm))
    if 0 < len(again) <= N_SAMPLE:
        asked = again[:100]  # a search of the whole graph each
        for v in again:
            found.pop(v, None)
        for v in again[100:]:
            del expected[v]
        lines = pg_timed(database, f"select start_vid, min(agg_cost)::bigint from pgr_dijkstraCost({EDGES}, array{asked},"
                                   f" array{hubs}, false) group by 1;")[1]
        found.update((int(v), int(mm)) for v, mm in (line.split(",") for line in lines) if int(mm) <= MOST_MM)
    judge(graph.n, "pgRouting distances to the nearest hub (mm)", expected, found)


def pg_part(graph, ours):
    try:
        database = Database("postgis", "pgrouting")
    except (OSError, subprocess.SubprocessError) as e:
        return left_out("pgRouting", (getattr(e, "stderr", "") or str(e)).strip())
    try:
        put(graph.n, "pgRouting version", database.sql("select pgr_version()").strip())
        pg_load(database, graph)
        pg_sums(database, graph, ours)
        pg_nearest(database, graph, ours)
    except subprocess.SubprocessError as e:
        left_out("pgRouting", (getattr(e, "stderr", "") or str(e)).strip())
    finally:
        database.close()


# ------------------------------------------------------------------------------------------------------------------------


def own_part(n, ours):
    quoted = PANDANA.get(n, {})
    for what in (k for k in ours if isinstance(k, str) and k.startswith("nodes")):
        put(n, what, ours[what])
    put(n, "tomt: builds the graph from arrays", ours["build"], "s")
    if "before" in quoted:
        put(n, "pandana (quoted): builds its hierarchy", quoted["before"], "s")
    for key in (*REACHES, "nearest"):
        what = "nearest hub of all nodes" if key == "nearest" else f"jobs within {key} m of all nodes"
        put(n, f"tomt: {what}", ours[key], "s")
        if key in quoted:
            report(n, "pandana (quoted)", what, float(quoted[key]), ours[key])


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: street_peers.py FOLDER NETWORK.csv [LOAD.csv]")
    folder, all_ours, load = sys.argv[1], read_ours(sys.argv[2]), {}
    if len(sys.argv) > 3:
        for row in csv.DictReader(open(sys.argv[3])):
            load.setdefault(row["how"], {})[row["what"]] = float(row["seconds"])
    for n, ours in sorted(all_ours.items()):
        own_part(n, ours)
        graph = Graph(folder, n)
        scipy_part(graph, ours, load)
        pg_part(graph, ours)
    return 1 if wrong else 0


sys.exit(main())
