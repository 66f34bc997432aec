"""Derives what `tomt explain` says a second time, from the GeoPackage alone: points, medians, findings, lifts, gaps, sums against another site,
weights by scoring again. Reads each sentence's numbers back from its words in both languages, and looks for it in the text.
explain_check.py TOMT RESULT TOP [MOST_SITES]"""
import bisect, itertools, json, math, os, re, sqlite3, subprocess, sys

tomt, result, top = sys.argv[1:4]
most = int(sys.argv[4]) if len(sys.argv) > 4 else 12
db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
counts = {}


def fail(*what):
    sys.exit("explain_check: " + " ".join(str(w) for w in what))


def near(a, b, tolerance=1e-9):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= tolerance * max(1, abs(a), abs(b))


def ask(*words):
    done = subprocess.run([tomt, "explain", result, *words], capture_output=True, text=True)
    if done.returncode:
        fail("explain", *words, "gave", done.returncode, done.stderr)
    return done.stdout


# --- what the sentences are made from: templates, and numbers as people write them ---
source = open(os.path.join(top, "src/phrase/messages.def"), encoding="utf-8").read()
english = {m[0]: m[1] for m in re.findall(r'^ROW\((\w+), "((?:[^"\\]|\\.)*)"', source, re.M)}
po = open(os.path.join(top, "po/nb.po"), encoding="utf-8").read()
norwegian = dict(re.findall(r'^msgid "((?:[^"\\]|\\.)*)"\nmsgstr "((?:[^"\\]|\\.)*)"', po, re.M))


def pattern(template):
    parts, out = re.split(r"(\{[1-4a-c](?::[^}]*)?\})", template), ""
    seen = set()
    for part in parts:
        hole = re.fullmatch(r"\{([1-4a-c])(?::[^}]*)?\}", part)
        if not hole:
            out += re.escape(part)
        elif hole[1] in "abc":
            out += ".*?"
        else:
            out += f"(?P<n{hole[1]}>.+?)" if hole[1] not in seen else ".+?"
            seen.add(hole[1])
    return re.compile(out + r"\Z", re.S)


def reads(word, language, number):
    """Does this word say this number, to the decimals it has?"""
    if number is None:
        return word == "–"
    found = re.search(r"−?\d[\d\u00a0,.]*", word)
    if not found:
        return False
    digits = found[0].replace("−", "-").rstrip("\u00a0,.")
    digits = digits.replace("\u00a0", "").replace(",", ".") if language == "nb" else digits.replace(",", "")
    decimals = len(digits.split(".")[1]) if "." in digits else 0
    said = float(digits)
    rest = word[found.end() - (len(found[0]) - len(found[0].rstrip("\u00a0,."))):].strip("\u00a0 ")
    if word[:1] in "<>":  # nearly nothing, nearly all: just so near, and not it
        return rest == "%" and (0.995 <= number < 1 and said == 99 if word[0] == ">" else 0 < number < 0.0005 and said == 0.1)
    if rest.startswith("%") and (said == 100 and 1e-5 < 1 - number or said == 0 and number > 1e-5):
        return False
    scale = 0.01 if rest.startswith("%") else 1000 if rest.startswith("km") else 1
    return abs(said * scale - number) <= (0.5 * 10.0 ** -decimals + 1e-9) * scale


# --- the arithmetic, again ---
def value_of(function, x):
    kind = function["function"]
    if kind in ("linear", "logistic"):
        full, zero = function["full_at"], function["zero_at"]
        if full == zero:
            return None
        way = (x - zero) / (full - zero)
        return min(1, max(0, way)) if kind == "linear" else 1 / (1 + math.exp(-math.log(19) * (2 * way - 1)))
    points = function.get("points", [])
    if kind == "piecewise":
        xs = [p[0] for p in points]
        i = bisect.bisect_right(xs, x)
        if i in (0, len(xs)):
            return points[0 if i == 0 else -1][1]
        (x0, y0), (x1, y1) = points[i - 1], points[i]
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    if kind == "step":
        below = [y for at, y in points if at <= x]
        return below[-1] if below else function.get("otherwise", 0)
    if kind == "bell":
        return math.exp(-math.log(2) * ((x - function["peak_at"]) / function["half_width"]) ** 2)
    return dict(map(tuple, points)).get(x, function.get("otherwise", 0))


def best_of(function):
    kind = function["function"]
    if kind in ("linear", "bell"):
        return 1
    return 0.95 if kind == "logistic" else max(p[1] for p in function["points"])


def tenths(number):
    """A whole number of tenths, halves away from zero."""
    return None if number is None else int(math.copysign(math.floor(abs(number) * 10 + 0.5), number))


# What a plan or a project for a site can change; of constraints those whose codes all begin so. All else lies in the place.
BY_PLAN = {"unused_capacity", "capacity_jobs", "capacity_use", "use_match", "readiness", "strategy_share", "developable_area", "inscribed_diameter",
           "compactness", "parcel_count", "owner_count"}
BY_CODES = {"constraint_cover", "constraint_share"}
known = set(re.findall(r"^ROW\((\w+)\)", open(os.path.join(top, "src/criteria/criteria.def"), encoding="utf-8").read(), re.M))
told_kinds = re.findall(r'^    \{"(\w+)", (true|false)\}', open(os.path.join(top, "src/explain/kinds.c"), encoding="utf-8").read(), re.M)
if sorted(name for name, _ in told_kinds) != sorted(known) or {name for name, kind in told_kinds if kind == "true"} != BY_PLAN or not BY_PLAN | BY_CODES <= known:
    fail("src/explain/kinds.c does not tell of each criterion of criteria.def once whether a plan can change it")
STAFFING = {"en": "staffing agency: the jobs are mostly elsewhere", "nb": "bemanning: arbeidsplassene er oftest andre steder"}
# TEK17 § 7-2 (floods 1/20, 1/200, 1/1000 a year) and § 7-3 (slides 1/100, 1/1000, 1/5000)
SAFETY = {"F1": ("flood", 20), "F2": ("flood", 200), "F3": ("flood", 1000), "S1": ("slide", 100), "S2": ("slide", 1000), "S3": ("slide", 5000)}


class Profile:
    def __init__(self, name):
        self.name = name
        self.criteria = db.execute("SELECT * FROM criterion WHERE profile=? ORDER BY fid", (name,)).fetchall()
        self.rows = db.execute(f'SELECT * FROM "score_{name}" ORDER BY site_id').fetchall()
        self.at = {r["site_id"]: i for i, r in enumerate(self.rows)}
        self.ids = [c["id"] for c in self.criteria]
        self.share = [c["share"] for c in self.criteria]
        self.policy = [c["null_policy"] or "drop" for c in self.criteria]
        self.function = [json.loads(c["value_function"]) for c in self.criteria]
        self.v = [[r["v_" + i] for i in self.ids] for r in self.rows]
        self.x = [[r["x_" + i] for i in self.ids] for r in self.rows]
        done = [self.score(v, self.share) for v in self.v]
        self.points, self.sum = [d[0] for d in done], [d[1] for d in done]
        adds_up = self.adds_up = any(r["c_" + i] is not None for r in self.rows for i in self.ids)
        for i, r in enumerate(self.rows):
            if adds_up:
                for k, c in enumerate(self.ids):
                    if not near(self.points[i][k], r["c_" + c]):
                        fail(name, r["site_id"], c, "points", r["c_" + c], "again", self.points[i][k])
                    self.points[i][k] = r["c_" + c]
                self.sum[i] = r["score"]
        self.median = []
        for k in range(len(self.ids)):
            known = sorted(p[k] for p, v in zip(self.points, self.v) if v[k] is not None)
            self.median.append(known[(len(known) - 1) // 2] if known else None)

    def weighed(self, v, share):
        kept = [s for s, one, policy in zip(share, v, self.policy) if one is not None or policy != "drop"]
        return 1.0 if len(kept) == len(v) else sum(kept)

    def score(self, v, share):
        weighed = self.weighed(v, share)
        points = []
        for one, s, policy in zip(v, share, self.policy):
            if one is None and policy == "drop":
                points.append(None)
                continue
            one = {"worst": 0, "neutral": 0.5}[policy] if one is None else one
            points.append(round(100 * s / weighed * one * 2**40) / 2**40 if weighed > 0 else 0)
        return points, sum(p for p in points if p is not None) if weighed > 0 else None

    def rank_in(self, of, k):
        return 1 + sum(s is not None and bool(self.rows[i]["rank"]) and (s > of[k] or (s == of[k] and i < k)) for i, s in enumerate(of) if i != k)

    def rank_with(self, k, share):
        """The rank of site k when criterion weights are these."""
        return self.rank_in([self.score(v, share)[1] for v in self.v], k)

    def moved(self, c, to):
        rest = 1 - self.share[c]
        return [to if i == c else (s * (1 - to) / rest if rest > 0 else 0) for i, s in enumerate(self.share)]


def check_finding(p, i, s, other):
    message, number = s["message"], s["numbers"]
    k = p.ids.index(s["criterion"])
    points, v, x = p.points[i], p.v[i], p.x[i]
    weighed = p.weighed(v, p.share)
    if s["section"] in ("strength", "weakness"):
        more = points[k] - p.median[k]
        if not ((more >= 0.5) if s["section"] == "strength" else (more <= -0.5)) or not near(number[1], abs(more)):
            fail(p.name, s, "but the difference is", more)
        if message in ("finding_strength", "finding_weakness"):
            at_median = value_of(p.function[k], number[2]) if number[2] is not None else None
            if number[0] != x[k] or (at_median is not None and (v[k] > at_median) != (message == "finding_strength")):
                fail(p.name, s, "value", v[k], "at the median", at_median)
    elif message.startswith("finding_lift"):
        worth = value_of(p.function[k], number[1])
        again = list(v)
        again[k] = worth
        if not near(worth, best_of(p.function[k])) or not near(number[3], p.score(again, p.share)[1]) or not near(number[2], number[3] - p.sum[i]):
            fail(p.name, s, "again", worth, p.score(again, p.share))
    elif message == "explain_lift_rank":
        then = [t for t in current if t["message"].startswith("finding_lift") and t["criterion"] == s["criterion"]][0]["numbers"][3]
        rank = p.rank_in([then if j == i else t for j, t in enumerate(p.sum)], i)
        if number[0] != rank:
            fail(p.name, s, "again", rank)
    elif s["section"] == "gap":
        low, high = ([w if j == k else one for j, one in enumerate(v)] for w in (0, 1))
        now = p.sum[i] or 0
        if v[k] is not None or not near(number[0], max(0, p.score(high, p.share)[1] - now)) or not near(number[1], max(0, now - p.score(low, p.share)[1])):
            fail(p.name, s, "again", p.score(low, p.share), p.score(high, p.share))
    elif s["section"] == "against":
        more = (points[k] or 0) - (p.points[other][k] or 0)
        above = message.startswith("finding_above")
        if (more > 0) != above or number[2] != abs(more):
            fail(p.name, s, "but the difference is", more)
        if message in ("finding_above", "finding_below") and (number[:2] != [x[k], p.x[other][k]] or (v[k] > p.v[other][k]) != above):
            fail(p.name, s, "values", v[k], p.v[other][k])
        return more
    return 0


def check_side(p, i, k, share, needed, side, within, s):
    """Just before `needed` the site is among the first `within`, just beyond it is not."""
    if not near(share, p.share[k]) or (needed - share) * side < 0:
        fail(p.name, s, "the share is", p.share[k])
    inside = p.rank_with(i, p.moved(k, min(1, max(0, needed - side * 1e-7))))
    beyond = p.rank_with(i, p.moved(k, min(1, max(0, needed + side * 1e-7))))
    if not inside <= within < beyond and not (inside <= within and needed in (0.0, 1.0)):
        fail(p.name, s, "ranks around it", inside, beyond)


def check_never(p, i, within, away, s):
    """No weight of any criterion that is nearer than `away` brings it among the first `within` (looked for on a grid)."""
    for k, share in enumerate(p.share):
        for j in range(1, 12):
            for to in (share * (1 - j / 12), share + (1 - share) * j / 12):
                if abs(to - share) < away - 1e-7 and p.rank_with(i, p.moved(k, to)) <= within:
                    fail(p.name, s, "but", p.ids[k], "at", to)


def check_weights(p, i, s):
    message, number = s["message"], s["numbers"]
    if message == "explain_weights_of_sum":
        if p.adds_up or number[0] != p.rank_in(p.sum, i):
            fail(p.name, s, "by the weighted sum it is", p.rank_in(p.sum, i))
        return
    within = 1 if "first" in message else int(number[0] if message.startswith(("explain_no", "explain_all")) else number[2])
    percent = [None if n is None else n / 100 for n in number]
    if message.startswith("explain_stays"):
        k, between = p.ids.index(s["criterion"]), message.endswith("between")
        check_side(p, i, k, percent[1], percent[0], 1 if message.endswith("under") else -1, within, s)
        if between:
            check_side(p, i, k, percent[1], percent[3], 1, within, s)
    elif message.startswith(("explain_no_weight", "explain_all_weight")):
        titles = s["text"].rsplit(": ", 1)[-1]
        for k, c in enumerate(p.criteria):
            if f", {c['title_' + language]}, " in f", {titles}, ":  # a title may hold a comma itself
                for j in range(21 if "_no_" in message else 20):
                    if p.rank_with(i, p.moved(k, j / 20)) > within:
                        fail(p.name, s, c["id"], "at", j / 20)
                if "_all_" in message and p.rank_with(i, p.moved(k, 1)) <= within:
                    fail(p.name, s, c["id"], "with all the weight")
    elif message.endswith("_never"):
        check_never(p, i, within, 1, s)
    else:
        k, side = p.ids.index(s["criterion"]), 1 if message.endswith("over") else -1
        beyond = p.rank_with(i, p.moved(k, percent[0] + side * 1e-7))
        before = p.rank_with(i, p.moved(k, percent[0] - side * 1e-7))
        if not near(percent[1], p.share[k]) or not beyond <= within < before:
            fail(p.name, s, "ranks around it", before, beyond)
        check_never(p, i, within, abs(percent[0] - percent[1]), s)


def check_every_weight(p, i, sentences):
    """A line for each criterion: how far its weight may go, or that it may go anywhere; else what would bring it forward."""
    rank = p.rank_in(p.sum, i)
    if not p.rows[i]["rank"]:
        return
    said = [s for s in sentences if s["section"] == "weights"]
    told = [s["criterion"] for s in said if s["message"].startswith("explain_stays")]
    lists = [s["text"].rsplit(": ", 1)[-1] for s in said if s["message"].startswith(("explain_no_weight", "explain_all_weight"))]
    free = [c["id"] for c in p.criteria if any(f", {c['title_' + language]}, " in f", {titles}, " for titles in lists)]
    if rank <= 10 and sorted(told) != sorted(set(p.ids) - set(free)):
        fail(p.name, p.rows[i]["site_id"], "weights of", told, "and", free)
    forward = [s["message"].split("_")[1] for s in said if s["message"].split("_")[1] in ("first", "among")]
    if forward != ([] if rank == 1 else ["first"] if rank <= 10 else ["first", "among"]):
        fail(p.name, p.rows[i]["site_id"], "rank", rank, "by the sum, but", forward)


def ten_of(word):
    return tenths(float(re.search(r"[\d.,]+", word)[0].replace(",", ".")))


def check_table(p, i, told, text):
    """Each number rounded for itself; value times weight as they are printed make the points, as on a calculator."""
    here, weights = [tenths(one) for one in p.points[i]], [None if one is None else s / p.weighed(p.v[i], p.share) for one, s in zip(p.points[i], p.share)]
    rows = [re.split(r" {2,}", line.strip()) for line in text.split("\n")]
    at = [n for n, row in enumerate(rows) if row[0] in ("Criterion", "Kriterium")][0]
    read = lambda word: None if word == "–" else float(word.replace("−", "-").replace(",", "."))
    spread = None in here
    if rows[at][3].endswith(("(here)", "(her)")) != spread:
        fail(p.name, p.rows[i]["site_id"], "heading", rows[at])
    for k, (c, row) in enumerate(zip(told["criteria"], rows[at + 1:])):
        if tenths(c["points_shown"]) != here[k] or not near(c["weight_here"], weights[k]):
            fail(p.name, p.rows[i]["site_id"], c["id"], "is shown as", c["points_shown"], c["weight_here"], "again", here[k], weights[k])
        if weights[k] is not None and p.v[i][k] is not None and not near(100 * c["weight_here"] * c["value"], c["points"]):
            fail(p.name, c["id"], "weight x value is not the points")
        if (here[k] is None) != (row[4] == "–") or (here[k] is not None and round(10 * read(row[4])) != here[k]):
            fail(p.name, p.rows[i]["site_id"], "the table has", row, "again", here[k])
        given, counts_here = re.fullmatch(r"([\d,.]+)\u00a0?%(?: \((?:([\d,.]+)|–)\))?", row[3]).groups()
        if abs(read(given) / 100 - p.share[k]) > 0.00005 + 1e-9 or spread != ("(" in row[3]):
            fail(p.name, "weight", row, p.share[k])
        if here[k] is not None and abs(read(row[2].strip("()")) * read(counts_here or given) - read(row[4])) > 0.05 + 0.0005 * read(counts_here or given) + 0.005 + 1e-9:
            fail(p.name, p.rows[i]["site_id"], "a calculator does not make", row)
    last = rows[at + 1 + len(here)]
    together = sum(h or 0 for h in here)
    if round(10 * read(last[1])) != tenths(p.sum[i]):
        fail(p.name, p.rows[i]["site_id"], "the sum is", last, "again", p.sum[i])
    said = [s for s in told["sentences"] if s["message"] == "explain_rounded"]
    if bool(said) != (together != tenths(p.sum[i])) or (said and tenths(said[0]["numbers"][0]) != together):
        fail(p.name, p.rows[i]["site_id"], "rounded points make", together, "of", tenths(p.sum[i]), said)


def check_shown(p, i, other, told, text):
    if p.sum[i] is None:
        return
    check_table(p, i, told, text)
    if other is None or p.sum[other] is None:
        return
    listed, said = 0, [s for s in told["sentences"] if s["message"] == "explain_rounded_against"]
    for k, c in enumerate(told["against"]["criteria"]):
        difference = (p.points[i][k] or 0) - (p.points[other][k] or 0)
        listed += tenths(difference)
        if tenths(c["difference_shown"]) != tenths(difference):
            fail(p.name, c, difference)
    for s in told["sentences"]:
        found = pattern(english[s["message"]] if language == "en" else norwegian[english[s["message"]]]).match(s["text"])
        if s["message"].startswith(("finding_above", "finding_below")) and ten_of(found["n3"]) != tenths(s["numbers"][2]):
            fail(p.name, "is rounded otherwise:", s)
    told_difference = abs(tenths(p.sum[i] - p.sum[other]))
    sums = abs(tenths(p.sum[i]) - tenths(p.sum[other]))
    wanted = abs(listed) != told_difference or sums != told_difference
    if bool(said) != wanted or (said and [tenths(n) for n in said[0]["numbers"][:2]] != [sums, abs(listed)]):
        fail(p.name, p.rows[i]["site_id"], "against", p.rows[other]["site_id"], "printed", listed, sums, told_difference, said)


def check_lifts(p, told):
    """What a plan can change apart from what lies in the place, five of each at most, the largest first."""
    for c in told["criteria"]:
        by_plan = c["criterion"] in BY_PLAN
        if c["criterion"] in BY_CODES:
            by_plan = bool(c["evidence"]) and all(re.match(r"[Hh]?[248]\d", e["kind"] or "") for e in c["evidence"])
        if (c["lift"] == "plan") != by_plan:
            fail(p.name, c["id"], c["criterion"], "is told as", c["lift"])
    kind = {c["id"]: c["lift"] for c in told["criteria"]}
    for section, wanted in (("lift", "plan"), ("apart", "place")):
        lifts = [s for s in told["sentences"] if s["section"] == section and s["message"].startswith("finding")]
        if len(lifts) > 5 or any(kind[s["criterion"]] != wanted for s in lifts) or sorted((-s["numbers"][2] for s in lifts)) != [-s["numbers"][2] for s in lifts]:
            fail(p.name, section, lifts)


def check_zero(p, i, row, sentences):
    """Far behind by the product or by the worst value alone: said where a criterion gives nothing, and only there."""
    said = [s for s in sentences if s["message"].startswith("explain_zero_")]
    if row["rank"] is None or "rank_weighted_product" not in row.keys():
        return
    top = max(2 * row["rank"], json.loads(db.execute("SELECT robustness FROM profile WHERE name=?", (p.name,)).fetchone()[0])["top"])
    far = [row["rank_" + m] for m in ("weighted_product", "minimum") if (row["rank_" + m] or 0) > top]
    nothing = [c["title_" + language] for k, c in enumerate(p.criteria) if p.points[i][k] == 0]
    if bool(said) != bool(far and nothing) or (said and [n for n in said[0]["numbers"] if n is not None] != far) or (said and not all(t in said[0]["text"] for t in nothing)):
        fail(p.name, row["site_id"], "ranks", far, "nothing for", nothing, "but", said)
    by = [m for m in ("weighted_product", "minimum") if (row["rank_" + m] or 0) > top]
    if said and said[0]["message"] != "explain_zero_" + {("weighted_product",): "product", ("minimum",): "worst"}.get(tuple(by), "both"):
        fail(p.name, said, "far behind by", by)
    for s in said:  # what it says of a product and of the worst value is so
        v = [one for one, share in zip(p.v[i], p.share) if one is not None and share > 0]
        if min(v) != 0 or math.prod(one ** share for one, share in zip(v, p.share)) != 0:
            fail(p.name, s, v)


def check_open(p, row, told):
    """A question of the building code for each hazard with a safety class, where the plan lets a site be built on now."""
    said = [s for s in told["sentences"] if s["section"] == "open"]
    site = db.execute("SELECT * FROM site WHERE fid=?", (row["site_fid"],)).fetchone()
    asked = []
    if "readiness" in site.keys() and site["readiness"] == "buildable":
        asked = [c for c in db.execute("SELECT * FROM site_constraint WHERE profile=? AND site_id=? ORDER BY share DESC, fid", (p.name, row["site_id"]))
                 if c["safety_class"] in SAFETY and c["effect"] != "exclude" and c["share"] > 0]
    if len(said) != len(asked):
        fail(p.name, row["site_id"], "open questions", said, [tuple(a) for a in asked])
    for s, c in zip(said, asked):
        kind, years = SAFETY[c["safety_class"]]
        if s["message"] != "explain_open_" + kind or s["numbers"][:2] != [c["share"], years] or c["safety_class"] not in s["text"] or (c["codes"] or "") not in s["text"]:
            fail(p.name, s, tuple(c))
    transit = [s for s in told["sentences"] if s["message"] == "explain_transit_apart"]
    apart = "transit_class" in site.keys() and "transit_level_band" in site.keys() and site["transit_class"] in ("A", "B") and site["transit_level_band"] in ("0", "1a", "1b")
    if bool(transit) != apart or (transit and f" {site['transit_class']}," not in transit[0]["text"]):
        fail(p.name, row["site_id"], site["transit_class"], site["transit_level_band"], transit)


def check_titles(told):
    """No key of a layer that has a title stands in a sentence."""
    for name, title in layer_titles.items():
        for s in told["sentences"]:
            if name != title and re.search(rf"(?:ligger i|lies in|out:|fra|fra:|of) {re.escape(name)}\b", s["text"]):
                fail("the key", name, "instead of", title, "in", s["text"])
    for row in told["constraints"] + told["losses"]:
        if row["layer"] is not None and row["layer_title"] != layer_titles.get(row["layer"], row["layer_title"]):
            fail(row)


def check_flags(told, text):
    """Staffing agencies are said at their names."""
    flat = re.sub(r"[ \n]+", " ", text)
    for c in told["criteria"]:
        shown = [e for e in c["evidence"] if e["fact"] == c["evidence"][0]["fact"]][:4]
        for e in c["evidence"]:
            row = db.execute("SELECT flag FROM establishment WHERE layer=? AND feature=?", (e["layer"], e["feature"])).fetchone() if has_establishments else None
            if (row["flag"] if row else None) != e["flag"] or (e["flag"] == "staffing") != (e["flag_in_words"] == STAFFING[language]):
                fail(e, row and row["flag"])
            if e["flag"] == "staffing" and e in shown and e["name"]:
                counts["staffing agencies"] = counts.get("staffing agencies", 0) + 1
                if not re.search(re.escape(e["name"]) + r" \([^)]*" + re.escape(STAFFING[language]) + r"\)", flat):
                    fail("the text does not say that it is a staffing agency:", e["name"])


def check_judged(p, told, s):
    groups = [g for g in told["weight_groups"] if s["numbers"][0] in (g["consistency_ratio"], g["worst_times"], g["n_judgements_missing"])
              or s["numbers"][0] in (g["judge_ratios"] or {}).values()]
    over = s["numbers"][0] > 0.10
    if not groups or (s["message"] == "explain_judged_inconsistent" and not over) or (s["message"] == "explain_judged_consistent" and over):
        fail(p.name, s, told["weight_groups"])


def check_standing(p, row, s):
    number = s["numbers"]
    wanted = {"explain_first": [row["rank"], n_ranked(p)], "explain_rank": [row["rank"], n_ranked(p)],
              "explain_score": [math.floor(row["score"] + 0.5) if row["score"] is not None else None]}.get(s["message"])
    if s["message"].startswith("explain_interval"):
        wanted = [row["rank_low"], row["rank_high"]]
    if s["message"] == "explain_span":
        wanted = [row["rank_best"], row["rank_worst"], row["rank_mean"]]
    if wanted and number[:len(wanted)] != wanted:
        fail(p.name, s, "again", wanted)
    if s["message"] == "explain_draws_by_sum" and (p.adds_up or number[0] != p.rank_in(p.sum, p.at[row["site_id"]])):
        fail(p.name, s)
    if s["message"] == "explain_first" and row["rank"] != 1:
        fail(p.name, s, "rank", row["rank"])


def check_firm(p, i, row, s):
    if s["message"] in ("explain_always", "explain_never") and row["stability"] != s["message"][8:]:
        fail(p.name, s, row["stability"])
    if s["message"] == "explain_first_share" and s["numbers"][0] != row["first_share"]:
        fail(p.name, s)
    whole = [j for j, v in enumerate(p.v) if None not in v]
    if s["message"] in ("explain_dominated", "explain_front") and i in whole:
        over = [p.rows[j]["site_id"] for j in whole if p.v[j] != p.v[i] and all(a >= b for a, b in zip(p.v[j], p.v[i]))]
        if s["message"] == "explain_front" and over:
            fail(p.name, row["site_id"], "stands below", over[:3])
        if s["message"] == "explain_dominated" and row["dominated_by"] in (p.rows[j]["site_id"] for j in whole) and row["dominated_by"] not in over:
            fail(p.name, s, over)


def check_room(p, row, s):
    cap = db.execute("SELECT * FROM capacity WHERE profile=? AND site_id=?", (p.name, row["site_id"])).fetchone()
    n = s["numbers"]
    if s["message"] in ("explain_room", "explain_room_empty", "explain_room_replaces"):
        second = cap["replaces_m2"] if s["message"].endswith("replaces") else cap["existing_counted_m2"]
        if n[0] != cap["allowed_bra_m2"] or n[2] != cap["unused_bra_m2"] or (n[1] is not None and n[1] != second):
            fail(p.name, s, tuple(cap))
    if s["message"] == "explain_room_unknown" and cap["unused_bra_m2"] is not None:
        fail(p.name, s)


def n_ranked(p):
    return sum(bool(r["rank"]) for r in p.rows)


def check_document(p, told, i, other):
    row = p.rows[i]
    if told["rank"] != (row["rank"] or None) or told["score"] != row["score"] or not near(told["weighted_sum"], p.sum[i]):
        fail(p.name, row["site_id"], "rank or score")
    for k, c in enumerate(told["criteria"]):
        if c["raw"] != p.x[i][k] or c["value"] != p.v[i][k] or not near(c["points"], p.points[i][k]) or not near(c["median_points"], p.median[k]):
            fail(p.name, row["site_id"], c["id"], c["points"], p.points[i][k], c["median_points"], p.median[k])
        facts = db.execute("SELECT e.fact, e.place, e.layer, e.feature, e.distance_m, e.amount FROM criterion_fact f JOIN evidence e ON e.fact=f.fact WHERE "
                           "f.profile=? AND f.criterion=? AND e.site_fid=? ORDER BY f.fid, e.place", (p.name, c["id"], row["site_fid"])).fetchall()
        if [tuple(f) for f in facts] != [tuple(e[m] for m in ("fact", "place", "layer", "feature", "distance_m", "amount")) for e in c["evidence"]]:
            fail(p.name, row["site_id"], c["id"], "evidence")
        for e in c["evidence"]:
            person = db.execute("SELECT proprietor_name FROM establishment WHERE layer=? AND feature=? AND sole_proprietor=1", (e["layer"], e["feature"])).fetchone()
            if person and e["name"] is not None:
                fail("a proprietor's name is told:", e)
    if told["points_add_up_to_score"] and row["score"] is not None and sum(c["points"] or 0 for c in told["criteria"]) != row["score"]:
        fail(p.name, row["site_id"], "the points do not add up")
    together = 0
    for s in told["sentences"]:
        counts[s["message"]] = counts.get(s["message"], 0) + 1
        if s["message"].startswith("finding") or s["message"] == "explain_lift_rank":
            together += check_finding(p, i, s, other)
        elif s["section"] == "weights":
            check_weights(p, i, s)
        elif s["section"] == "standing":
            check_standing(p, row, s)
        elif s["section"] == "firm":
            check_firm(p, i, row, s)
        elif s["section"] == "room":
            check_room(p, row, s)
        elif s["section"] == "judged":
            check_judged(p, told, s)
        elif s["message"].startswith("explain_against_rank") and s["numbers"][:2] != [row["rank"], p.rows[other]["rank"]]:
            fail(p.name, s)
        elif s["message"].startswith("explain_against_") and s["message"].endswith(("more", "less")):
            if s["message"].startswith("explain_against_sum") == p.adds_up:
                fail(p.name, s, "does not say whose points it tells")
            difference = p.sum[i] - p.sum[other]
            if (difference > 0) != s["message"].endswith("more") or s["numbers"][2] != abs(difference):
                fail(p.name, s, difference)
    if other is not None and None not in (p.sum[i], p.sum[other]) and together != p.sum[i] - p.sum[other]:
        fail(p.name, "the differences add up to", together, "not", p.sum[i] - p.sum[other])


def check_words(sentences, text):
    flat = re.sub(r"[ \n]+", " ", text)
    for s in sentences:
        if re.sub(r" +", " ", s["text"]) not in flat:
            fail("the text does not say:", s["text"])
        template = english.get(s["message"])
        if not template:
            fail("no such message:", s["message"])
        template = norwegian[template] if language == "nb" else template
        found = pattern(template).match(s["text"])
        if not found:
            fail("not as its template:", s["text"], template)
        for name, word in found.groupdict().items():
            number = s["numbers"][int(name[1]) - 1]
            if re.match("explain_(stays|first|among)_", s["message"]) and s["section"] == "weights" and name != "n3":
                number /= 100  # told as percent, to keep near ones apart
            if not reads(word, language, number):
                fail(s["message"], "says", word, "for", number, "in", s["text"])
    for line in text.split("\n"):
        if len(line) > 100 and " " in line.strip()[:90]:
            fail("a line of", len(line), "columns:", line)
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
            fail("a control character:", repr(line))
        own = any(t["message"] == "explain_term" and line.strip() in t["text"] for t in sentences)  # a method's own words
        if re.search(r"\b(best|beste)\b", line) and not own:
            fail("says best:", line)


has_establishments = db.execute("SELECT 1 FROM sqlite_schema WHERE name='establishment'").fetchone()
for profile in [r[0] for r in db.execute("SELECT name FROM profile ORDER BY fid")]:
    p = Profile(profile)
    order = sorted(range(len(p.rows)), key=lambda i: (not p.rows[i]["rank"], p.rows[i]["rank"] or 0))
    gaps = [i for i in order if None in p.v[i]]
    step = max(1, len(order) // most)
    chosen = list(dict.fromkeys(order[:3] + order[::step][:most] + order[-2:] + gaps[:3]))
    for at, i in enumerate(chosen):
        other = chosen[at - 1] if len(chosen) > 1 else None
        language = "en" if at % 2 else "nb"
        layer_titles = dict(db.execute("SELECT name, value FROM provenance WHERE section='input' AND key=?", ("title_" + language,)).fetchall())
        words = [p.rows[i]["site_id"], "--profile", profile, "--lang", language]
        words += ["--against", p.rows[other]["site_id"]] if other is not None else []
        told = json.loads(ask(*words, "--json"))
        current = told["profiles"][0]["sentences"]
        text = ask(*words)
        check_document(p, told["profiles"][0], i, other)
        check_every_weight(p, i, current)
        check_shown(p, i, other, told["profiles"][0], text)
        check_lifts(p, told["profiles"][0])
        check_zero(p, i, p.rows[i], current)
        check_open(p, p.rows[i], told["profiles"][0])
        check_titles(told["profiles"][0])
        check_flags(told["profiles"][0], text)
        check_words(current + told["rejected"]["sentences"], text)


def check_rejected(told, text):
    """Every reason in the language, with what was measured and what was asked for; no word of the run's English."""
    rows, sentences = told["rejected"]["rows"], told["rejected"]["sentences"]
    for row, s in zip(rows, sentences, strict=True):
        s["section"] = "rejected"
        counts[s["message"]] = counts.get(s["message"], 0) + 1
        measured, limit = row["measured"], row["limit"]
        if row["reason"] in ("too_small", "too_narrow", "veto") and None not in (measured, limit):
            if s["numbers"][:2] != [measured, limit]:
                fail(s, row)
            words = re.search(r"(.+) (?:against|mot) (.+)", s["text"].rsplit(", ", 1)[-1])
            if not words or words[1] == words[2] or not reads(words[1], language, measured) or not reads(words[2], language, limit):
                fail("does not tell", measured, "from", limit, ":", s["text"])
        if row["reason"] == "excluded":
            whole = float(re.search(r"left of ([\d.]+)", row["detail"])[1])
            if s["numbers"][:2] != [measured, whole] or row["layer"] is None:
                fail(s, row)
        if row["reason"] == "veto":
            c = db.execute("SELECT * FROM criterion WHERE profile=? AND id=?", (row["profile"], row["detail"].split(":")[0])).fetchone()
            if c and c["title_" + language] not in s["text"]:
                fail("the veto's criterion is not named:", s["text"])
        if language == "nb" and re.search(r"\b(of|left|neighbours|no data|use)\b| m2", s["text"]):
            fail("English in it:", s["text"])
    check_words(sentences, text)


fallen = db.execute("SELECT min(site_id) AS site_id, reason FROM rejected WHERE site_id NOT IN (SELECT site_id FROM site) GROUP BY reason, "
                    "substr(detail, 1, 14)").fetchall()
near_miss = db.execute("SELECT site_id, reason FROM rejected WHERE reason IN ('too_small', 'too_narrow', 'veto') AND site_id NOT IN (SELECT site_id FROM site) "
                       "ORDER BY abs(measured / nullif(limit_value, 0) - 1) LIMIT 4").fetchall()
for at, row in enumerate(fallen[:40] + near_miss):
    for language in ("nb", "en"):
        told = json.loads(ask(row["site_id"], "--json", "--lang", language))
        kept = db.execute("SELECT DISTINCT reason FROM rejected WHERE site_id=?", (row["site_id"],)).fetchall()
        if told["profiles"] or {r["reason"] for r in told["rejected"]["rows"]} != {r[0] for r in kept}:
            fail("rejected", row["site_id"])
        check_rejected(told, ask(row["site_id"], "--lang", language))
print(sum(counts.values()), "sentences of", len(counts), "kinds derived again:", ", ".join(f"{k} {n}" for k, n in sorted(counts.items())))
