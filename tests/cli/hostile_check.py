#!/usr/bin/env python3
"""What hostile.test asks of every command, read by readers of Python's own: hostile_check.py TOMT KIND RESULT [...]
KIND names: names that would speak. big: texts of 10 MB. poor: results with little or nothing in them, or of older versions. wrong: parameters. broken: damaged files."""
import base64, csv, hashlib, html.parser, io, json, os, random, re, resource, shutil, sqlite3, subprocess, sys, xml.etree.ElementTree as xml, zipfile

tomt, kind, result = sys.argv[1:4]
HERE = os.path.dirname(os.path.abspath(__file__))
QUESTIONS = {"assemble": ["--place", "570100,6622100"], "best-sites": [], "capacity": [], "cluster-sites": [], "compare-sites": ["--a", "--b"], "data-quality": [], "jobs-target": [], "near-hub": [],
             "purchase-candidates": ["--internal"], "strong-sectors": [], "what-can-be-built": ["--place", "570100,6622100"], "what-changed": [], "who-is-near": ["--place", "570100,6622100"], "why-rejected": []}
SPEAKS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # to a terminal
n_run = 0
csv.field_size_limit(1 << 22)


def run(*words, codes=(0,), cleaned=True, most=3_000_000):
    """A command that ends as it may, whose words are UTF-8 that no terminal obeys, and not too many. Gives stdout."""
    global n_run
    n_run += 1
    p = subprocess.run([tomt, *words], capture_output=True, timeout=60, env=dict(os.environ, UBSAN_OPTIONS="halt_on_error=1"))
    told = " ".join(w if len(w) < 60 else w[:60] + "..." for w in words)
    assert p.returncode in codes, f"exit code {p.returncode}, not {codes}: {told}\n{p.stderr[-600:].decode('utf-8', 'replace')}"
    assert len(p.stdout) <= most and len(p.stderr) < 100_000, f"{len(p.stdout)} and {len(p.stderr)} bytes: {told}"
    assert b"Sanitizer" not in p.stderr and b"runtime error" not in p.stderr, p.stderr[-3000:]
    if kind == "broken":
        return p.stdout.decode("utf-8", "replace")
    for text in (p.stdout, p.stderr)[not cleaned:]:
        speaks = SPEAKS.search(text.decode("utf-8"))
        assert not speaks, f"{speaks[0]!r} of {text.decode()[max(0, speaks.start() - 40):speaks.end() + 9]!r} reaches the terminal: {told}"
    return p.stdout.decode("utf-8")


def copy(to, *statements):
    shutil.copy(result, to)
    db = sqlite3.connect(to, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():  # they want functions that SQLite alone has not
        db.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        db.execute(statement)
    db.close()
    return to


def sites(file):
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    return [s for (s,) in db.execute("SELECT DISTINCT site.site_id FROM site LEFT JOIN score_office k ON k.site_fid = site.fid ORDER BY k.rank")]


def asked(question, file, a, b):
    words = QUESTIONS[question]
    return [question] + ([f"--a={a}", f"--b={b}"] if question == "compare-sites" else words)


def read_answer(answer, how, where):
    """What an answer says, by another reader: rows of texts."""
    if how == "csv":
        rows = list(csv.reader(io.StringIO(answer, newline="")))
        assert len({len(r) for r in rows}) == 1, f"{where}: rows of several lengths"
        for cell in (c for r in rows for c in r):
            assert cell[:1] not in ("=", "+", "@", "\t", "\r") and (cell[:1] != "-" or re.fullmatch(r"-?[\d.]+(e[-+]?\d+)?", cell)), f"{where}: a spreadsheet would calculate {cell[:40]!r}"
        return rows[1:]
    if how == "json":
        d = json.loads(answer)
        assert all(len(r) == len(d["columns"]) for r in d["rows"]), where
        return d["rows"]
    if how == "geojson":
        return [list(f["properties"].values()) for f in json.loads(answer)["features"]]
    if how == "markdown":
        assert not re.search(r"<[a-zA-Z/!?]", answer), f"{where}: a tag in Markdown"
        lines = [line for line in answer.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) <= 1, f"{where}: a bar breaks a row"
        return lines[2:]
    return None


class Page(html.parser.HTMLParser):
    """Nothing is fetched, nothing is called, and no tag comes from a name."""
    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts, self.policy = [], [], ""
        self.feed(text)
        # each script is data, or one that the page's policy allows by its digest
        for kind, body in self.scripts:
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert kind == "application/json" and json.loads(body) is not None or f"'sha256-{digest}'" in self.policy, body[:200]

    def handle_data(self, text):
        if self.tags and self.tags[-1] == "script" and self.inside:
            self.scripts[-1][1] += text

    def handle_endtag(self, tag):
        self.inside = False

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append([dict(attributes).get("type"), ""])
        if ("http-equiv", "Content-Security-Policy") in attributes:
            self.policy = dict(attributes)["content"]
        for name, value in attributes:
            assert not name.startswith("on") and name != "srcset" and not re.match(r"\s*(javascript|https?|file):", value or "", re.I), f"<{tag} {name}={value!r:.60}>"
            assert name not in ("src", "href", "action", "data") or not value or value.startswith(("#", "data:", "blob:")), f"<{tag} {name}={value!r:.60}>"


def names():
    project = os.path.dirname(sys.argv[4])
    everybody = sites(result)
    a, b = everybody[0], everybody[3]
    out = [s for (s,) in sqlite3.connect(f"file:{result}?mode=ro", uri=True).execute("SELECT DISTINCT site_id FROM rejected")]
    for lang in ("nb", "en"):
        for question in QUESTIONS:
            counts = set()
            for how in ("table", "csv", "json", "markdown", "geojson") if lang == "nb" else ("table", "markdown"):
                answer = run("ask", result, *asked(question, result, a, b), "--format", how, "--lang", lang, cleaned=how in ("table", "markdown"))
                rows = read_answer(answer, how, question)
                counts |= {len(rows)} if rows is not None else set()
            assert len(counts) == 1, f"{question}: {counts} rows by format"
    # nothing is lost: the ids come back as they are, but for what a spreadsheet would calculate
    answer = json.loads(run("ask", result, "best-sites", "--top", "100", "--format", "json", cleaned=False))
    at = [column["name"] for column in answer["columns"]].index("site_id")
    ids = [r[at] for r in answer["rows"]]
    assert ids == everybody and {"\x1b[31mred\x1b]0;title\x07\x1b[2J", "js\u2028line\u2029ends12"} <= set(ids), ids
    told = list(csv.DictReader(io.StringIO(run("ask", result, "best-sites", "--top", "100", "--format", "csv", cleaned=False), newline="")))
    assert [r["site_id"].removeprefix("'") for r in told] == [i.removeprefix("'") for i in ids]
    for i, site in enumerate((everybody + out)[::2]):
        run("explain", result, "--lang", ("nb", "en")[i % 2], "--internal", "--", site)
        assert json.loads(run("explain", result, "--json", "--", site, cleaned=False))["site_id"] == site
        first = json.loads(run("find", result, "--json", "--most", "3", "--", site, cleaned=False, codes=(0, 8)) or "null")
        if i % 6 == 0:
            run("report", result, "-q", "--site=" + site, "-o", f"brief{i}.html", "--lang", ("nb", "en")[i % 2], cleaned=False)
            page = Page(open(f"brief{i}.html", encoding="utf-8").read())
            assert len(page.scripts) >= 4 and page.policy and "iframe" not in page.tags, page.tags
    run("explain", result, "--against=" + b, "--", a)
    for words in (["economy", result], ["economy", result, "--list"], ["compare", result, result], ["choose", result, "-p", "office", "-k", "3"]):
        run(*words)
        json.loads(run(*words, "--json", cleaned=False))
    json.loads(run("rank", result, "-p", f"{project}/second.yaml", "--json", codes=(0, 3), cleaned=False) or "0")
    run("rank", result, "-p", f"{project}/office.yaml", "-o", "ranked.gpkg")
    run("compare", result, "ranked.gpkg")
    run("choose", result, "-p", "office", "-k", "2", "-o", "chosen.gpkg", "--must=" + b)
    for lang in ("nb", "en"):
        run("report", result, "-q", "--lang", lang, "--internal", "-o", f"{lang}.html")
        Page(open(f"{lang}.html", encoding="utf-8").read())
    # what people type
    sys.path.insert(0, HERE)
    import hostile_town
    for text in hostile_town.PAYLOADS:
        json.loads(run("find", result, "--json", "--", text, codes=(0, 8), cleaned=False) or "null")
        run("ask", result, "near-hub", "--hub=" + text)
        run("ask", result, "what-can-be-built", "--place=" + text, codes=(0, 2, 8), cleaned=False)
    # copies: whole, and what is public
    owners = {o for (o,) in sqlite3.connect(result).execute("SELECT owner FROM parcel WHERE owner IS NOT NULL")}
    assert len(owners) > 30
    for words, file in ((["--public", "--rename", "a<b>&\"'%s$(x)"], "public.gpkg"), ([], "copy.gpkg")):
        run("export", result, "-q", "-o", file, *words)
        db = sqlite3.connect(file)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not db.execute("PRAGMA foreign_key_check").fetchall()
        assert db.execute("SELECT count(*) FROM site").fetchone()[0] == len(everybody)
        if file == "public.gpkg":
            long = {o.encode() for o in owners if len(o) > 12 and re.search(r"owner\d+$", o)}
            content = open(file, "rb").read()
            assert len(long) > 20 and not [o for o in long if o in content], "an owner is in the public copy"
        styles(db)
    for name in ("office", "second"):
        features = json.load(open(os.path.dirname(result) + f"/{name}.geojson", encoding="utf-8"))["features"]
        assert [f["properties"]["site_id"] for f in sorted(features, key=lambda f: f["properties"]["rank"])] and "owner" not in json.dumps(features[0])
        assert {f["properties"]["site_id"] for f in features} == set(everybody)


def styles(db):
    """Styles and the project are XML, whose expressions are ours: no title and no name opens one. Names of bookmarks and words of value maps (Option) are never evaluated."""
    n = 0
    for (text,) in db.execute("SELECT styleSLD FROM layer_styles WHERE styleSLD <> ''"):
        xml.fromstring(text)
    texts = [t for (t,) in db.execute("SELECT styleQML FROM layer_styles WHERE styleQML <> ''")]
    for (content,) in db.execute("SELECT content FROM qgis_projects"):
        z = zipfile.ZipFile(io.BytesIO(content if isinstance(content, bytes) else bytes.fromhex(content)))
        texts += [z.read(i).decode() for i in z.namelist() if i.endswith(".qgs")]
    for text in texts:
        for e in xml.fromstring(text).iter():
            for said in [e.text or ""] + ([] if e.tag in ("Bookmark", "Option") else list(e.attrib.values())):
                for expression in re.findall(r"\[%.*?%\]", said, re.S):
                    expression = re.sub("'[^']*'", "''", expression)  # what is quoted is text
                    assert "eval(" not in expression and "layer_property" not in expression, f"<{e.tag}>: {expression[:80]}"
                    n += 1
            if e.tag == "mapTip":
                assert not re.search(r"<(script|img|svg|a|iframe)\b", e.text or ""), e.text[:200]
    assert len(texts) > 20 and n > 20, (len(texts), n)


def big():
    """10 MB in a name: what is said of it stays small, and says that it is cut."""
    a, b = sites(result)[0], sites(result)[5]
    for question in QUESTIONS:
        for how in ("table", "json", "csv", "markdown", "geojson"):
            read_answer(run("ask", result, *asked(question, result, a, b), "--format", how, cleaned=False), how, question)
    long = json.loads(run("ask", result, "what-can-be-built", "--place", "570005,6622005", "--format", "json", "--lang", "en", cleaned=False))
    assert any("cut at 1048576 bytes" in n for n in long["notes"]), long["notes"]
    for words in (["find", result, "<b>"], ["economy", result], ["compare", result, result], ["choose", result, "-p", "office", "-k", "3"]):
        run(*words, most=20_000)
    for words in ([], ["--json"]):
        run("explain", result, *words, "--", a, most=3_000_000, cleaned=not words)
    for words in ([], ["--site=" + a]):
        run("report", result, "-q", "--internal", "-o", "big.html", *words)
        assert os.path.getsize("big.html") < 3_000_000
        Page(open("big.html", encoding="utf-8").read())
    # 32 texts of 10 MB lie in the result, each site has its plan's name; no command takes more than some of them at once
    assert os.path.getsize(result) > 100_000_000 and resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 400_000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


# What came after the results of each issue (docs/result.md, CHANGELOG): tables; columns of tables; criteria. Each result lacks what is above it, too.
LATER = [("6", "weight_group acceptability central_weight sensitivity method_agreement finding choice choice_site choice_served",
          {"profile": "method method_parameters weighting robustness least_coverage n_without_rank vetoes sites_sha256 sites", "criterion": "weight_group local_share reach indifference preference veto uncertain",
           "score_*": "rank_low rank_high rank_best rank_worst rank_mean first_share top_share top_100_share rank_topsis stability dominated_by"}, ""),
         ("5", "building constraint_line capacity capacity_piece loss site_constraint site_parcel plan purchase area_capacity area_strategy target alternative alternative_site alternative_area",
          {"site": "n_parcels existing_from readiness joint sequence plan_type plan_years", "score_*": "allowed_bra_m2 unused_bra_m2 replaces_m2 jobs_low jobs jobs_high capacity_why"}, "room"),
         ("4", "area area_sector area_industry cluster hot_spot register_change reconciliation sector industry statistic economy unplaced",
          {"establishment": "municipality postcode started industry sector industry_title cluster_all"}, ""),
         ("3", "stop departure transit_class street catchment unsnapped",
          {"site": "hub_walk_m hub_walk_min y_hub_walk junction_drive_min y_hub_drive transit_level transit_level_band y_transit_level transit_class y_transit_class abc y_abc centrality_walk_min centrality_drive_min centrality y_centrality",
           "hub": "hub_id modes n_stops radius_m n_peak n_day headway_rail_min headway_tram_min headway_bus_min headway_ferry_min interval_min category knutepunkt jobs_500m residents_500m people_per_ha use_mix"}, "walk")]


def older(file, n):
    """The result as a tomt of n issues ago would have made it."""
    copy(file, "UPDATE tomt SET schema_version = '1.0'")
    db = sqlite3.connect(file, isolation_level=None)
    views = [v for (v,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    for view in views:
        db.execute(f'DROP VIEW "{view}"')
    columns = lambda table: [c[1] for c in db.execute(f'PRAGMA table_info("{table}")')]
    for _, tables, lost, criterion in LATER[:n]:
        for table in tables.split():
            if columns(table):
                db.execute(f'DROP TABLE "{table}"')
                for meta, key in (("gpkg_contents", "table_name"), ("gpkg_geometry_columns", "table_name"), ("gpkg_extensions", "table_name"), ("gpkg_ogr_contents", "table_name"), ("layer", "name"), ("field", "layer"), ("layer_styles", "f_table_name")):
                    db.execute(f'DELETE FROM "{meta}" WHERE "{key}" = ?', (table,))
                for (index,) in db.execute("SELECT name FROM sqlite_schema WHERE name = ?", (f"rtree_{table}_geom",)).fetchall():
                    db.execute(f'DROP TABLE "{index}"')
        for table, gone in lost.items():
            for each in [t for (t,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?", (table,))]:
                for column in set(columns(each)) & set(gone.split()):
                    db.execute(f'ALTER TABLE "{each}" DROP COLUMN "{column}"')
                    db.execute("DELETE FROM field WHERE layer IN (?, ?) AND field = ?", (each, each.removeprefix("score_"), column))
        if criterion:
            db.execute("DELETE FROM criterion WHERE id = ?", (criterion,))
            db.execute("DELETE FROM criterion_fact WHERE criterion = ?", (criterion,))
            for each in ("score_office", "score_second"):
                for column in [c for c in columns(each) if re.fullmatch(rf"[xvcy]_{criterion}(_.*)?", c)]:
                    db.execute(f'ALTER TABLE "{each}" DROP COLUMN "{column}"')
    for view in views:
        if columns(f"score_{view}"):
            more = ", ".join(f'k."{c}"' for c in columns(f"score_{view}") if c not in columns("site") + ["site_fid"])
            db.execute(f'CREATE VIEW "{view}" AS SELECT s.*, {more} FROM "score_{view}" k JOIN site s ON s.fid = k.site_fid')
    db.close()


def everything(file, older_than="", project=None):
    """Every command on a result that may hold little: each answers, or says what is missing (4) or not there (8), and what to do."""
    there = sites(file)
    a, b = (there + ["none", "none"])[:2]
    answered = set()
    for question in QUESTIONS:
        code = subprocess.run([tomt, "ask", file, *asked(question, file, a, b)], capture_output=True)
        assert code.returncode in (0, 4, 8), (file, question, code.stderr)
        if code.returncode == 0:
            answered.add(question)
            assert code.stdout.strip()
        elif code.returncode == 4:
            assert b"cannot answer" in code.stderr and b"tomt run" in code.stderr, code.stderr
    for words in ([], ["--json"]):
        said = run("explain", file, *words, "--", a, codes=(0,) if there else (8,), cleaned=False)
        assert not there or said.strip()
    run("find", file, "x", codes=(0, 8))
    run("economy", file, codes=(0, 4))
    for pair in ((file, result), (result, file), (file, file)):
        run("compare", *pair)
    run("choose", file, "-p", "office", "-k", "1", codes=(0,) if there else (2, 4, 8))
    for words in ([], ["--site=" + a]):
        run("report", file, "-q", "-o", "poor.html", *words, codes=(0,) if there or not words else (8,))
        Page(open("poor.html", encoding="utf-8").read())
    for words in ([], ["--public"]):
        run("export", file, "-q", "-o", "poor.gpkg", *words)
    if project:
        run("rank", file, "-q", "-p", f"{project}/office.yaml", "-o", "poor_ranked.gpkg", "--force", codes=(0, 3), cleaned=False)
    return answered


def poor():
    lost = {1: set(), 2: {"capacity", "jobs-target", "purchase-candidates"}, 3: {"cluster-sites", "strong-sectors", "what-changed"}, 4: set()}
    gone = set()
    for n in range(1, 5):
        older(f"old{n}.gpkg", n)
        gone |= lost[n]
        answered = everything(f"old{n}.gpkg", project=sys.argv[4])
        assert answered == set(QUESTIONS) - gone, (n, set(QUESTIONS) - gone ^ answered)
    for other in sys.argv[5:]:
        run("run", f"{other}/project.yaml", "-q", "-o", f"{other}/r", cleaned=False)
        there = sites(f"{other}/r/result.gpkg")
        assert len(there) == (1 if other.endswith("one") else 0), (other, there)
        everything(f"{other}/r/result.gpkg", project=other)
        for name in ("office", "second"):
            assert len(json.load(open(f"{other}/r/{name}.geojson"))["features"]) == len(there)


def wrong():
    a, b = sites(result)[:2]
    before = open(result, "rb").read()
    long = "x" * 100_000  # a word of the command line is 128 KiB at most
    never = ["nan", "-inf", "-1", "", "5x", "\uff15", long]
    numbers = {"best-sites": ["--top", "--min_m2", "--min_bra_m2"], "near-hub": ["--within_m", "--top"], "who-is-near --place=570100,6622100": ["--radius_m"], "cluster-sites": ["--within_m"],
               "strong-sectors": ["--min_quotient", "--min_jobs"], "purchase-candidates --internal": ["--min_index"], "assemble --place=570100,6622100": ["--gap_m", "--min_m2"]}
    for question, options in numbers.items():
        for option in options:
            for value in never:
                assert not run("ask", result, *question.split(), f"{option}={value}", codes=(2,))
            for value in ("0", "1e308", "1e-320"):
                run("ask", result, *question.split(), f"{option}={value}", codes=(0, 2))
    for option in ("--rows", "--seconds", "--memory"):
        for value in never + ["0", "1e308", "1e-320"]:
            run("ask", result, "best-sites", f"{option}={value}", codes=(2,))
    for option in ("--sites", "--cover-m", "--spacing-m", "--most-floor-m2", "--least-floor-m2", "--least-jobs", "--most-jobs", "--among"):
        for value in never:
            run("choose", result, "-p", "office", *(["-k", "2"] if option != "--sites" else []), *(["--by", "covering"] if option == "--cover-m" else []), f"{option}={value}", codes=(2,))
    for words in (["compare", result, result, "--top"], ["find", result, "a", "--most"], ["economy", result, "--top"], ["explain", result, a, "-t"], ["report", result, "-o", "x.html", "--lang"], ["ask", result, "best-sites", "--lang"], ["ask", result, "best-sites", "--format"]):
        for value in ("nan", "-1", "x", "", long):
            run(*words, value, codes=(2,))
        run(*words, codes=(2,))  # without a value
    for words in (["ask", result, "best-sites", "--top", "3", "--top", "4"], ["ask", result, "best-sites", "best-sites"], ["ask", result, "best-sites", "--nothing", "1"], ["ask", "--", result], ["report", result, "--", "--lang", "en"], ["explain", result], ["explain", result, a, b, a],
                  ["report", result, "--site"], ["compare", result], ["compare", result, result, result], ["rank", result], ["choose", result], ["export", result], ["find", result], ["ask", result, "best-sites", "--format", "gpkg"], ["nothing"], ["ask", result, "--sql", ""],
                  ["report", result, "--profile", "office", "--profile", "second", "--site", a, "--nothing"]):
        run(*words, codes=(2,))
    for words in (["ask", result, "compare-sites", "--a", a, "--b", "none"], ["ask", result, "best-sites", "--profile", "'); DROP TABLE site;--"], ["ask", result, "'); DROP TABLE site;--"], ["report", result, "--profile", "../office", "-o", "x.html"], ["report", result, "--site", "' OR 1=1 --", "-o", "x.html"],
                  ["explain", result, "' OR '1'='1"], ["economy", result, "--area", "' OR '1'='1"], ["choose", result, "-p", "x\" --", "-k", "1"], ["ask", result, "near-hub", "--profile", long]):
        run(*words, codes=(8,))
    # where nothing can be written: 5, and nothing is left behind; never onto the result
    os.makedirs("folder/sub", exist_ok=True)
    for out in ("folder", "none/x.gpkg", "none/x.csv", "folder/", ""):
        for words in (["ask", result, "best-sites"], ["ask", result, "best-sites", "--format", "csv"], ["report", result], ["report", result, "--site", a], ["export", result]):
            run(*words, "-o", out, codes=(5,))
        for words in (["rank", result, "-p", f"{sys.argv[4]}/office.yaml"], ["choose", result, "-p", "office", "-k", "1"]):
            run(*words, "-o", out, codes=(2, 5))
    for words in (["ask", result, "best-sites"], ["export", result], ["rank", result, "-p", f"{sys.argv[4]}/office.yaml"], ["choose", result, "-p", "office", "-k", "1"]):
        run(*words, "-o", result, codes=(2, 5))
        run(*words, "-o", f"folder/../{result}", codes=(2, 5))
    for words in (["ask", result, "best-sites"], ["ask", result, "best-sites", "--format", "csv"], ["report", result, "-o", "-"], ["explain", result, a], ["find", result, "x"], ["economy", result, "--json"], ["compare", result, result], ["ask", "--list"], ["--help"]):
        with open("/dev/full", "wb") as full:  # as a shell would open it
            p = subprocess.run([tomt, *words], stdout=full, stderr=subprocess.PIPE)
        assert p.returncode == 5 and b"cannot be written" in p.stderr, (words, p)
    assert open(result, "rb").read() == before, "the result has changed"
    assert sorted(os.listdir("folder")) == ["sub"] and not [f for f in os.listdir(".") if ".part" in f]


def broken():
    a, b = sites(result)[:2]
    commands = [["report", "d.gpkg", "-q", "-o", "d.html"], ["report", "d.gpkg", "-q", "-o", "d.html", "--site=" + a], ["explain", "d.gpkg", "--", a], ["explain", "d.gpkg", "--json", "--", b], ["find", "d.gpkg", "a"], ["economy", "d.gpkg"], ["compare", "d.gpkg", result],
                ["compare", result, "d.gpkg"], ["choose", "d.gpkg", "-p", "office", "-k", "2"]] + [["ask", "d.gpkg", *asked(q, "d.gpkg", a, b)] for q in QUESTIONS]
    data = open(result, "rb").read()

    def hold(content, codes, few=None, seed=0):
        if isinstance(content, bytes):
            with open("d.gpkg", "wb") as f:
                f.write(content)
        for words in random.Random(seed).sample(commands, few) if few else commands:
            run(*words, codes=codes, cleaned=False, most=30_000_000)

    other = sqlite3.connect("other.gpkg")
    other.executescript("CREATE TABLE gpkg_contents(table_name TEXT); CREATE TABLE site(fid INTEGER); CREATE TABLE tomt(a)")
    other.close()
    hold(open("other.gpkg", "rb").read(), (4,))
    hold(b"", (4,), 8)
    hold(b"SQLite format 3\0", (4,), 8)
    hold(b"\x89PNG\r\n" * 1000, (4,), 8)
    hold(b"PK\3\4" + bytes(random.Random(1).randrange(256) for _ in range(9000)), (4,), 8)
    for cut in (100, 4096, len(data) // 2, len(data) - 5000):
        hold(data[:cut], (0, 4, 8), 8, cut)
    for seed in range(8):  # bytes flipped anywhere; no crash, and never a fault of ours
        r, flipped = random.Random(seed), bytearray(data)
        for _ in range(100):
            flipped[r.randrange(100, len(flipped))] = r.randrange(256)
        hold(bytes(flipped), (0, 1, 4, 8), 5, seed)
    texts = ["UPDATE score_office SET score = 'much', rank = 'first'", "UPDATE score_office SET score = 9e999, rank = 9223372036854775807", "UPDATE score_office SET rank = -9223372036854775808", "UPDATE score_office SET score = NULL, rank = NULL", "UPDATE site SET geom = NULL", "UPDATE site SET geom = x'47500001'",
             "UPDATE site SET geom = x'47500001E8640000010600000001000000'", "UPDATE site SET site_id = NULL, area_m2 = 'wide'", "UPDATE criterion SET weight = 'heavy', parameters = '{\"a\":', value_function = '}'", "UPDATE profile SET title_nb = NULL, title_en = NULL, weighting = '[', robustness = '{', vetoes = '\"'", "UPDATE score_office SET site_fid = site_fid + 1000000",
             "UPDATE hub SET geom = x'00', name = NULL", "UPDATE evidence SET distance_m = 'far', place = 1e300", "UPDATE provenance SET value = NULL", "UPDATE field SET unit = char(27), title_nb = NULL", "DELETE FROM criterion", "DELETE FROM layer", "UPDATE rejected SET reason = 'because', limit_value = 'none'",
             "DROP TABLE provenance", "DROP TABLE evidence", "DELETE FROM gpkg_spatial_ref_sys WHERE srs_id > 0", "UPDATE gpkg_geometry_columns SET srs_id = 999999", "UPDATE area SET jobs = 'all', geom = NULL", "UPDATE address SET street = NULL, geom = x'ff'"]
    for k, text in enumerate(texts):
        copy("d.gpkg", "PRAGMA ignore_check_constraints = 1", re.sub("^UPDATE ", "UPDATE OR IGNORE ", text))
        hold(None, (0, 4, 8), 5, k)
    # a table that is a view
    copy("d.gpkg", "ALTER TABLE hub RENAME TO hub_2", "CREATE VIEW hub AS SELECT * FROM hub_2")
    hold(None, (0, 4, 8), 9)
    # triggers that somebody wrote into the file: none runs while it is altered
    copy("d.gpkg", "CREATE TABLE seen(a)", "CREATE TRIGGER choice_more AFTER INSERT ON provenance BEGIN INSERT INTO seen VALUES (1); DELETE FROM site; END", "CREATE TRIGGER tomt_more AFTER UPDATE ON tomt BEGIN DELETE FROM site; END")
    run("choose", "d.gpkg", "-p", "office", "-k", "1", "-o", "chosen_of_triggers.gpkg", "--force", codes=(0,), cleaned=False)
    assert sqlite3.connect("chosen_of_triggers.gpkg").execute("SELECT count(*) FROM site").fetchone()[0] > 0, "a trigger of the file emptied the new result"


{"names": names, "big": big, "poor": poor, "wrong": wrong, "broken": broken}[kind]()
print(f"{kind}: {n_run} commands")
