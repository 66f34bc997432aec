#!/usr/bin/env python3
"""What a report holds, against the GeoPackage it was made from, by SQL of its own: report_check.py REPORT RESULT [internal]"""
import html.parser, json, re, sqlite3, sys

page, result = sys.argv[1:3]
internal = "internal" in sys.argv[3:]
text = open(page, encoding="utf-8").read()
db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)


class Page(html.parser.HTMLParser):
    """Elements and what they would fetch."""
    def __init__(self):
        super().__init__()
        self.tags, self.fetched, self.data, self.inside, self.lang, self.policy = [], [], "", False, None, ""

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        self.tags.append(tag)
        for name in ("src", "href", "srcset", "action", "data", "poster", "background"):
            if at.get(name) and not at[name].startswith("#"):
                self.fetched.append((tag, at[name]))
        for name in at:
            assert not name.startswith("on"), f"<{tag} {name}>: a script in an attribute"
            assert name != "style", f"<{tag} style>: the policy refuses it"
        if tag == "html":
            self.lang = at.get("lang")
        if at.get("http-equiv") == "Content-Security-Policy":
            self.policy = at["content"]
        self.inside = tag == "script" and at.get("id") == "data"

    def handle_data(self, data):
        if self.inside:
            self.data += data

    def handle_endtag(self, tag):
        self.inside = False


seen = Page()
seen.feed(text)
assert not seen.fetched, f"the page would fetch {seen.fetched[:3]}"
assert "default-src 'none'" in seen.policy and "unsafe" not in seen.policy and "http" not in seen.policy, seen.policy
assert seen.tags.count("img") == 1 and not {"svg", "iframe", "object", "embed", "base", "video", "audio"} & set(seen.tags)
assert seen.tags.count("script") == 8 and "link" not in seen.tags and seen.tags.count("style") == 2
assert "<" not in seen.data and ">" not in seen.data and "&" not in seen.data and "\u2028" not in seen.data
data = json.loads(seen.data)
assert seen.lang == data["lang"]
assert len(text.encode()) <= 25_000_000


def column(table, name):
    """As the page writes it out: an array, or cells and the number of each row's."""
    cells = table["c"].get(name)
    return [cells["t"][k] for k in cells["i"]] if isinstance(cells, dict) else cells


# Words: each has its translation; Norwegian is not English.
assert all(data["words"].values())
if data["lang"] == "nb":
    assert sum(a != b for a, b in data["words"].items()) > 0.9 * len(data["words"])
else:
    assert all(a == b for a, b in data["words"].items())

columns = lambda table: [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
if "explanation" in data:
    assert data["explanation"]["site_id"]
    sys.exit(0)

# Every profile: each site with its rank, score and points as the GeoPackage has them.
names = [row[0] for row in db.execute("SELECT name FROM profile ORDER BY fid")]
told = column(data["profile"], "name") if data["profile"] else []
assert told and set(told) <= set(names) or not names
n_numbers = 0
for name in told:
    sites = data["ranked"][name]["sites"]
    table = f"score_{name}"
    have = {row[0]: row for row in db.execute(f'SELECT site_fid, * FROM "{table}"')}
    at = {c: i + 1 for i, c in enumerate(columns(table))}
    assert sites["n"] == len(have), (name, sites["n"], len(have))
    cells = {c: column(sites, c) for c in sites["c"]}
    ranks = [r for r in column(sites, "rank") if r is not None]
    assert ranks == sorted(ranks)
    for i, fid in enumerate(column(sites, "site_fid")):
        for c, values in cells.items():
            there, here = have[fid][at[c]], values[i]
            if isinstance(there, float) and here is not None:
                n_numbers += 1
                close = 0 if c == "score" else 0.50001e-4 if c.startswith("c_") else abs(there) * (1e-5 if c.startswith("x_") else 1e-8)
                assert abs(there - here) <= close, (name, c, there, here)
            elif not (c.startswith("c_") and there is None):
                assert there == here, (name, c, there, here)
    criteria = [row[0] for row in db.execute("SELECT id FROM criterion WHERE profile = ? ORDER BY fid", (name,))]
    assert sorted(column(data["ranked"][name]["criteria"], "id")) == sorted(criteria)
    # Points add up to the score, to the decimals that are told.
    method = db.execute("SELECT method FROM profile WHERE name = ?", (name,)).fetchone()[0] if "method" in columns("profile") else "weighted_sum"
    if method == "weighted_sum":
        for i, score in enumerate(column(sites, "score")):
            if score is not None:
                assert abs(sum(cells["c_" + c][i] or 0 for c in criteria) - score) < 1e-3, (name, i)
print(f"{n_numbers} numbers of sites are those of the GeoPackage")

# Sites: ids, areas, and a geometry that lies where the GeoPackage says: the extent, by PROJ's answer in the page.
if data["site"]:
    have = {row[0]: row[1:] for row in db.execute("SELECT fid, site_id, area_m2 FROM site")}
    for fid, site, area in zip(*(column(data["site"], c) for c in ("fid", "site_id", "area_m2"))):
        assert have[fid][0] == site and abs(have[fid][1] - area) <= 1e-8 * area, (fid, site, area)
    assert len(data["site"]["g"]) == data["site"]["n"]

    def points(g):
        if g and isinstance(g[0], (int, float)):
            yield g[0] / 1e6, g[1] / 1e6
            return
        for part in g or []:
            for ring in part:
                x = y = 0
                for dx, dy in zip(ring[0::2], ring[1::2]):
                    x, y = x + dx, y + dy
                    yield x / 1e6, y / 1e6
    for g in data["site"]["g"][:200]:
        for lon, lat in points(g):
            assert -180 <= lon <= 180 and -90 <= lat <= 90

    # The area of each on the ellipsoid's sphere is the plane's within 1 %: neither axes nor steps are mixed up.
    import math
    for g, area in list(zip(data["site"]["g"], column(data["site"], "developable_m2")))[:200]:
        if not g or isinstance(g[0], (int, float)) or not area or area < 2000:
            continue
        total = 0
        for part in g:
            for k, ring in enumerate(part):
                xy, x, y = [], 0, 0
                for dx, dy in zip(ring[0::2], ring[1::2]):
                    x, y = x + dx, y + dy
                    xy.append((math.radians(x / 1e6) * 6378137 * math.cos(math.radians(y / 1e6)), math.radians(y / 1e6) * 6371000))
                part_area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(xy, xy[1:] + xy[:1]))) / 2
                total += part_area if k == 0 else -part_area
        assert abs(total - area) < 0.02 * area + 60, (total, area)

# Rejections by reason.
if data["rejected"]:
    have = dict(db.execute("SELECT reason, count(*) FROM rejected GROUP BY 1"))
    here = {}
    for reason in column(data["rejected"], "reason"):
        here[reason] = here.get(reason, 0) + 1
    assert all(here[r] <= have[r] for r in here)

# The economy: sums and quotients of the study area.
if data.get("area") and data["area"]["n"]:
    jobs = db.execute("SELECT jobs FROM area WHERE level = 'study_area'").fetchone()[0]
    assert column(data["area"], "jobs")[0] == jobs
if data.get("targets"):
    assert len(data["targets"]) == db.execute("SELECT count(*) FROM target").fetchone()[0]

# Nothing internal unless asked for.
if "field" in tables and not internal:
    for layer, field in db.execute("SELECT layer, field FROM field WHERE visibility = 'internal' AND layer IN (SELECT name FROM layer WHERE visibility <> 'internal')"):
        if layer in tables:
            for (value,) in db.execute(f'SELECT DISTINCT "{field}" FROM "{layer}" WHERE "{field}" IS NOT NULL AND length("{field}") > 6 LIMIT 200'):
                assert str(value) not in seen.data, f"{layer}.{field} is internal: {value}"
    assert all(not data["ranked"][name].get("purchase") for name in told)
