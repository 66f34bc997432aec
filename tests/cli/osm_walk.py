"""Walks along the streets of an OpenStreetMap file, computed with nothing of tomt's: the file is unpacked here byte by byte, streets
meet at the file's own node numbers, distances are a heap Dijkstra's. Rules: docs/streets.md."""
import heapq, math, struct, zlib
import numpy as np
from osgeo import osr

WALKED = set("bridleway corridor crossing cycleway elevator emergency_access footway living_street path pedestrian platform primary primary_link residential "
             "rest_area road secondary secondary_link service services steps tertiary tertiary_link track trail trunk trunk_link "
             "unclassified".split())
DRIVEN = set("living_street motorway motorway_link primary primary_link residential rest_area road secondary secondary_link service services "
             "tertiary tertiary_link trunk trunk_link unclassified".split())
CLOSED = set("abandoned construction disused escape ferry planned proposed raceway razed".split())
KNOWN = WALKED | CLOSED | set("bus_guideway busway motorway motorway_link via_ferrata".split())
LETS_IN = set("yes designated permissive official destination customers public".split())
KEEPS_OUT = set("no private permit residents employees delivery agricultural forestry use_sidepath emergency military psv bus".split())


def varint(b, i):
    n = shift = 0
    while True:
        c = b[i]
        i += 1
        n |= (c & 127) << shift
        if c < 128:
            return n, i
        shift += 7


def fields(b):
    i = 0
    while i < len(b):
        key, i = varint(b, i)
        if key & 7 == 0:
            value, i = varint(b, i)
        elif key & 7 == 2:
            n, i = varint(b, i)
            value, i = b[i:i + n], i + n
        else:
            n = {1: 8, 5: 4}[key & 7]
            value, i = b[i:i + n], i + n
        yield key >> 3, value


def packed(b, signed=False):
    out, i = [], 0
    while i < len(b):
        n, i = varint(b, i)
        out.append((n >> 1) ^ -(n & 1) if signed else n)
    return out


def running(deltas):
    total = 0
    for d in deltas:
        total += d
        yield total


def read_pbf(path):
    """nodes {id: (lon, lat)}, ways [(node ids, tags)]"""
    nodes, ways = {}, []
    with open(path, "rb") as f:
        while head := f.read(4):
            header = dict(fields(f.read(struct.unpack(">I", head)[0])))
            blob = dict(fields(f.read(header[3])))
            if header[1] != b"OSMData":
                continue
            block = blob[1] if 1 in blob else zlib.decompress(blob[3])
            texts, groups, granularity, lat0, lon0 = [], [], 100, 0, 0
            for k, v in fields(block):
                if k == 1:
                    texts = [t.decode() for _, t in fields(v)]
                elif k == 2:
                    groups.append(v)
                elif k == 17:
                    granularity = v
                elif k == 19:
                    lat0 = v
                elif k == 20:
                    lon0 = v
            for group in groups:
                for k, v in fields(group):
                    if k == 2:
                        part = dict(fields(v))
                        for n, lat, lon in zip(*(running(packed(part[x], True)) for x in (1, 8, 9))):
                            nodes[n] = (1e-9 * (lon0 + granularity * lon), 1e-9 * (lat0 + granularity * lat))
                    elif k == 1:
                        part = dict(fields(v))
                        n, lat, lon = ((part[x] >> 1) ^ -(part[x] & 1) for x in (1, 8, 9))
                        nodes[n] = (1e-9 * (lon0 + granularity * lon), 1e-9 * (lat0 + granularity * lat))
                    elif k == 3:
                        part = dict(fields(v))
                        tags = {texts[a]: texts[b] for a, b in zip(packed(part.get(2, b"")), packed(part.get(3, b"")))}
                        ways.append((list(running(packed(part.get(8, b""), True))), tags))
    return nodes, ways


def says(text):
    words = [w.strip() for w in (text or "").lower().split(";")]
    return True if LETS_IN & set(words) else False if KEEPS_OUT & set(words) else None


def is_walked(tags):
    kind = tags["highway"].strip().lower()
    if kind in CLOSED:
        return False
    foot = says(tags.get("foot"))
    if foot is not None:
        return foot
    return (kind in WALKED or kind not in KNOWN) and says(tags.get("access")) is not False


def is_driven(tags):
    kind = tags["highway"].strip().lower()
    if kind in CLOSED or tags.get("oneway", "").strip().lower() == "reversible":
        return False
    for key in ("motorcar", "motor_vehicle"):
        if says(tags.get(key)) is not None:
            return says(tags.get(key))
    closes = says(tags.get("vehicle"))
    if closes is None:
        closes = says(tags.get("access"))
    return (kind in DRIVEN or kind not in KNOWN) and closes is not False


def transform(epsg, lon_lat):
    """lon, lat in degrees -> x, y"""
    deg, there = osr.SpatialReference(), osr.SpatialReference()
    deg.ImportFromEPSG(4326)
    there.ImportFromEPSG(epsg)
    for s in (deg, there):
        s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return np.array([p[:2] for p in osr.CoordinateTransformation(deg, there).TransformPoints(list(map(tuple, lon_lat)))])


class Streets:
    """Pieces (a straight stretch between two nodes) that are walked."""

    def __init__(self, xy, chains):
        """xy: [node, 2]; chains: lists of node numbers"""
        self.xy = xy
        ends = [(a, b) for chain in chains for a, b in zip(chain, chain[1:]) if a != b and tuple(xy[a]) != tuple(xy[b])]
        self.total_m = float(np.hypot(*(xy[[b for _, b in ends]] - xy[[a for a, _ in ends]]).T).sum())  # doubled ones too
        self.ends = np.array(sorted(ends))
        self.a, self.b = xy[self.ends[:, 0]], xy[self.ends[:, 1]]
        self.d = self.b - self.a
        self.m = np.hypot(*self.d.T)
        self.cells = {}  # pieces by the squares of 500 m that they come within 250 m of, or might
        low, high = ((f(self.a, self.b) + by) // 500 for f, by in ((np.minimum, -250), (np.maximum, 250)))
        for i, (x0, y0, x1, y1) in enumerate(np.hstack([low, high]).astype(int).tolist()):
            for x in range(x0, x1 + 1):
                for y in range(y0, y1 + 1):
                    self.cells.setdefault((x, y), []).append(i)
        self.beside = {}
        for (a, b), m in zip(self.ends.tolist(), self.m.tolist()):
            self.beside.setdefault(a, []).append((b, m))
            self.beside.setdefault(b, []).append((a, m))

    @classmethod
    def of_osm(cls, path, epsg, open_to=is_walked):
        nodes, ways = read_pbf(path)
        walked = [[n for n in way if n in nodes] for way, tags in ways if "highway" in tags and open_to(tags)]
        # Two nodes at one place are one: a few mistakes in the files, as docs/streets.md says.
        places = sorted({nodes[n] for way in walked for n in way})
        number = {place: i for i, place in enumerate(places)}
        return cls(transform(epsg, places), [[number[nodes[n]] for n in way] for way in walked])

    def join(self, x, y):
        """(piece, share along it, metres off the street), or None: no street within 250 m"""
        some = self.cells.get((int(x // 500), int(y // 500)))
        if not some:
            return None
        p, a, d = np.array([x, y]), self.a[some], self.d[some]
        t = np.clip(((p - a) * d).sum(1) / self.m[some]**2, 0, 1)
        off = np.hypot(*(a + t[:, None] * d - p).T)
        i = int(off.argmin())
        return (some[i], float(t[i]), float(off[i])) if off[i] <= 250 else None

    def search(self, joined, most_m=math.inf):
        """metres {node} from the nearest of some joined points"""
        start = {}
        for i, t, off in joined:
            for node, m in ((int(self.ends[i][0]), t * self.m[i]), (int(self.ends[i][1]), (1 - t) * self.m[i])):
                start[node] = min(start.get(node, math.inf), off + m)
        far, heap = {}, [(m, node) for node, m in start.items()]
        heapq.heapify(heap)
        while heap:
            m, node = heapq.heappop(heap)
            if node in far or m > most_m:
                continue
            far[node] = m
            for other, more in self.beside.get(node, ()):
                if other not in far:
                    heapq.heappush(heap, (m + more, other))
        return far

    def metres(self, far, joined_from, to):
        """from the points that `far` was searched from to one more; inf: no way"""
        i, t, off = to
        best = min(far.get(int(self.ends[i][0]), math.inf) + t * self.m[i], far.get(int(self.ends[i][1]), math.inf) + (1 - t) * self.m[i])
        along = [abs(t - u) * self.m[i] + more for k, u, more in joined_from if k == i]
        return off + min([best] + along)

    def parts(self):
        """pieces in each connected part, the largest length first: [(metres, n pieces)]"""
        root = list(range(len(self.xy)))

        def find(i):
            while root[i] != i:
                root[i] = root[root[i]]
                i = root[i]
            return i
        for a, b in self.ends.tolist():
            root[find(a)] = find(b)
        total = {}
        for (a, _), m in zip(self.ends.tolist(), self.m.tolist()):
            metres, n = total.get(find(a), (0, 0))
            total[find(a)] = (metres + m, n + 1)
        return sorted(total.values(), reverse=True)
