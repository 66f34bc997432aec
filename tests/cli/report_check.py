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
        self.tags, self.fetched, self.parts, self.inside, self.lang, self.policy = [], [], {}, None, None, ""

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
        self.inside = at.get("id") if tag == "script" else None

    def handle_data(self, data):
        if self.inside:
            self.parts[self.inside] = self.parts.get(self.inside, "") + data

    def handle_endtag(self, tag):
        self.inside = None


seen = Page()
seen.feed(text)
assert not seen.fetched, f"the page would fetch {seen.fetched[:3]}"
assert "default-src 'none'" in seen.policy and "unsafe" not in seen.policy and "http" not in seen.policy, seen.policy
assert seen.tags.count("img") == 1 and not {"svg", "iframe", "object", "embed", "base", "video", "audio"} & set(seen.tags)
assert seen.tags.count("script") == (9 if "data-places" not in seen.parts else 13) and "link" not in seen.tags and seen.tags.count("style") == 2
everything = "".join(seen.parts.values())
assert not set("<>&\u2028\u2029") & set(everything)

# The page's data is in parts, what the table needs first: put together as the page does.
data = json.loads(seen.parts["data"])
for part in ("places", "ground", "rejected"):
    more = json.loads(seen.parts.get("data-" + part, "{}"))
    if part == "places" and data["site"]:
        data["site"]["g"] = more["site"] if more else data["site"]["g"]
    elif part != "places":
        data.update(more)
if "data-ranked" in seen.parts:
    data["ranked"].update(json.loads(seen.parts["data-ranked"]))
assert seen.lang == data["lang"]
assert len(text.encode()) <= 25_000_000


SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def column(table, name):
    """As the page writes it out: an array, or cells and the number of each row's, or texts by what they share with the one before."""
    cells = table["c"].get(name)
    if isinstance(cells, dict) and "f" in cells:
        out, was = [], ""
        for cell in cells["f"]:
            if isinstance(cell, str):
                was = was[:SHARED.index(cell[0])] + cell[1:]
            out.append(None if cell is None else was)
        return out
    if isinstance(cells, dict):
        return [cells["t"][0]] * cells["i"] if isinstance(cells["i"], int) else [cells["t"][k] for k in cells["i"]]
    return cells


# Words: each has its translation; Norwegian is not English.
assert all(data["words"].values())
if data["lang"] == "nb":
    assert sum(a != b for a, b in data["words"].items()) > 0.9 * len(data["words"])
else:
    assert all(a == b for a, b in data["words"].items())

columns = lambda table: [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
def catalogue(begin):
    """The ids of the program's sentences that begin so."""
    return set(re.findall(rf"^ROW\(({begin}\w*),", open(f"{TOP}/src/phrase/messages.def", encoding="utf-8").read(), re.M))


# What `tomt explain` says in sections the page has to know; one that it knows nothing of would be dropped without a word.
TOP = __file__.rsplit("/", 3)[0]
scripts = text[text.rindex("</script>", 0, text.index("'use strict'")):]
if "explanation" in data:
    known = {name for call in re.findall(r"(?:sentences|lifts)\(((?:'\w+'(?:, )?)+)\)", scripts) for name in re.findall(r"\w+", call)}
    sections = re.search(r"section\[TOMT_N_SECTIONS\] = \{([^}]*)\}", open(f"{TOP}/src/explain/json.c", encoding="utf-8").read()).group(1)
    dropped = set(re.findall(r"\w+", sections)) - known - {"against"}  # a brief is of one site
    assert known and not dropped, f"the brief drops {dropped}"
    ids = catalogue("")
    for one in [*data["explanation"].get("profiles", []), data["explanation"].get("rejected") or {}]:
        for sentence in one.get("sentences", []):
            assert sentence["message"] in ids and sentence["text"] and sentence["text"] != sentence["message"], sentence
    assert data["explanation"]["site_id"]
    sys.exit(0)
# The report phrases these itself: each id there is of them.
source = open(f"{TOP}/src/report/sentences.c", encoding="utf-8").read()
dropped = {one for one in catalogue("explain_stays_") if f'"{one}"' not in source}
assert not dropped, f"the report does not know {dropped}"
for ranking in data["ranked"].values():
    for row in [*(ranking.get("findings") or []), *(ranking.get("sensitivity") or [])]:
        assert row[2] and row[2] not in catalogue(""), row

# The register against the statistics, and where other methods put the first site, as the GeoPackage has them.
if "reconciliation" in tables:
    want = db.execute("SELECT name, jobs_statistics, jobs_low, jobs, jobs_high FROM reconciliation WHERE code IS NULL ORDER BY fid").fetchall()
    have_ = data["reconciliation"]
    assert list(zip(*(column(have_, c) for c in ("name", "jobs_statistics", "jobs_low", "jobs", "jobs_high")))) == want if want else not have_ or have_["n"] == 0
# Why a criterion counts, in both languages; its source has words in the page's language.
for name_, ranking in data["ranked"].items():
    want = db.execute("SELECT * FROM criterion WHERE profile = ? ORDER BY fid", (name_,)).fetchall()
    for c in {"why_en", "why_nb", "source"} & set(columns("criterion")):
        assert column(ranking["criteria"], c) == [row[columns("criterion").index(c)] for row in want] or any(len(str(row)) > 500 for row in want), (name_, c)
    first = ranking.get("first_by")
    for c in (set(first["c"]) - {"site_fid"} if first else ()):
        assert column(first, c) == [row[0] for row in db.execute(f'SELECT "{c}" FROM "score_{name_}" WHERE rank = 1')], (name_, c)

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

# Rejections: counted whole, and each row told with its site, reason, layer, what was measured, and a place near its own.
if data["rejected"]:
    have = dict(db.execute("SELECT reason, count(*) FROM rejected GROUP BY 1"))
    here = {}
    for reason, n in zip(column(data["reasons"], "reason"), column(data["reasons"], "n")):
        here[reason] = here.get(reason, 0) + n
    assert here == have, (here, have)
    fell = data["rejected"]
    names = [c for c in ("site_id", "reason", "layer", "limit_value", "profiles") if c in fell["c"] and c in columns("rejected")]
    rows = list(zip(*(column(fell, c) for c in names)))
    assert len(rows) == fell["n"] == len(fell["g"]) if "g" in fell else 2 * fell["n"] == len(fell["d"])
    if fell["n"] == sum(have.values()):
        plain = lambda row: repr([float(cell) if isinstance(cell, (int, float)) else cell[:500] if cell else cell for cell in row])
        assert sorted(map(plain, rows)) == sorted(map(plain, db.execute(f"SELECT {', '.join(names)} FROM rejected")))

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
                assert str(value) not in everything, f"{layer}.{field} is internal: {value}"
    assert all(not data["ranked"][name].get("purchase") for name in told)
