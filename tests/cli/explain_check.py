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
        adds_up = any(r["c_" + i] is not None for r in self.rows for i in self.ids)
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

    def rank_with(self, k, share):
        """The rank of site k when criterion weights are these."""
        of = [self.score(v, share)[1] for v in self.v]
        return 1 + sum(s is not None and (s > of[k] or (s == of[k] and i < k)) for i, s in enumerate(of) if i != k)

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
        rank = 1 + sum(t is not None and (t > then or (t == then and j < i)) for j, t in enumerate(p.sum) if j != i)
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


def check_weights(p, i, s):
    message, number = s["message"], s["numbers"]
    within = 1 if "first" in message else int(number[2] if "stays" in message else number[0]) if message != "explain_weights_by_sum" else 0
    if message.startswith("explain_stays"):
        k = p.ids.index(s["criterion"])
        number = [number[0] / 100, number[1] / 100]
        side = 1 if message.endswith("under") else -1
        if not near(number[1], p.share[k]) or (number[0] - number[1]) * side < 0:
            fail(p.name, s, "the share is", p.share[k])
        step = 1e-7
        inside = p.rank_with(i, p.moved(k, min(1, max(0, number[0] - side * step))))
        beyond = p.rank_with(i, p.moved(k, min(1, max(0, number[0] + side * step))))
        if not inside <= within < beyond and not (inside <= within and number[0] in (0.0, 1.0)):
            fail(p.name, s, "ranks around it", inside, beyond)
    elif message.startswith("explain_no_weight"):
        titles = s["text"].rsplit(": ", 1)[-1]
        for k, c in enumerate(p.criteria):
            if c["title_" + language] in titles.split(", "):
                for j in range(21):
                    if p.rank_with(i, p.moved(k, j / 20)) > within:
                        fail(p.name, s, c["id"], "at", j / 20)


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
        elif s["message"] in ("explain_against_more", "explain_against_less"):
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
            if s["message"].startswith("explain_stays") and name in ("n1", "n2"):
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


for profile in [r[0] for r in db.execute("SELECT name FROM profile ORDER BY fid")]:
    p = Profile(profile)
    order = sorted(range(len(p.rows)), key=lambda i: (not p.rows[i]["rank"], p.rows[i]["rank"] or 0))
    gaps = [i for i in order if None in p.v[i]]
    step = max(1, len(order) // most)
    chosen = list(dict.fromkeys(order[:3] + order[::step][:most] + order[-2:] + gaps[:3]))
    for at, i in enumerate(chosen):
        other = chosen[at - 1] if len(chosen) > 1 else None
        language = "en" if at % 2 else "nb"
        words = [p.rows[i]["site_id"], "--profile", profile, "--lang", language]
        words += ["--against", p.rows[other]["site_id"]] if other is not None else []
        told = json.loads(ask(*words, "--json"))
        current = told["profiles"][0]["sentences"]
        check_document(p, told["profiles"][0], i, other)
        check_words(current + told["rejected"]["sentences"], ask(*words))
language = "en"
for row in db.execute("SELECT site_id, min(reason) AS reason, min(measured) AS measured, max(limit_value) AS limit_value FROM rejected WHERE site_id NOT IN "
                      "(SELECT site_id FROM site) GROUP BY reason"):
    told = json.loads(ask(row["site_id"], "--json", "--lang", language))
    kept = db.execute("SELECT DISTINCT reason FROM rejected WHERE site_id=?", (row["site_id"],)).fetchall()
    if told["profiles"] or {r["reason"] for r in told["rejected"]["rows"]} != {r[0] for r in kept}:
        fail("rejected", row["site_id"])
    check_words(told["rejected"]["sentences"], ask(row["site_id"], "--lang", language))
print(sum(counts.values()), "sentences of", len(counts), "kinds derived again:", ", ".join(f"{k} {n}" for k, n in sorted(counts.items())))
