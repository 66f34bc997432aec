"""Derives a second time, from raw numbers and what was asked, everything a result says of decisions: values, weights, scores, ranks, other methods and their
agreement, draws of weights, sensitivity, dominance, stability, findings. Written from the papers and docs/ranking.md; needs NumPy.
decisions_check.py RESULT.gpkg FOLDER_OF_PROFILES [PROFILE ...]"""
import csv, json, math, os, re, sqlite3, sys
import numpy as np

PATH, FOLDER, ONLY = sys.argv[1], sys.argv[2], sys.argv[3:]
db = sqlite3.connect(f"file:{PATH}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
NAN, INF = math.nan, math.inf
counts, failures = {}, []


def check(ok, what, *more):
    counts[what] = counts.get(what, 0) + 1
    if not ok:
        failures.append(f"{what}: " + " ".join(str(m) for m in more))
    return ok


def near(a, b, tolerance=1e-9):
    if a is None or b is None or a != a or b != b:
        return (a is None or a != a) and (b is None or b != b)
    return abs(a - b) <= tolerance * max(1, abs(a), abs(b))


def rows(sql, *args):
    return db.execute(sql, args).fetchall()


def number(x):
    return NAN if x is None else float(x)


# --- value functions, by docs/criteria.md -----------------------------------------------------------------------------------------------
def value_of(f, x):
    if x != x:
        return NAN
    kind = f["function"]
    if kind in ("linear", "logistic"):
        full, zero = f["full_at"], f["zero_at"]
        if full == zero:  # all alike: full there, and on the better side
            return float(x <= full if f.get("direction") == "falling" else x >= full)
        way = (x - zero) / (full - zero)
        return min(1.0, max(0.0, way)) if kind == "linear" else 1 / (1 + 19 ** (1 - 2 * way))
    if kind == "bell":
        return 0.5 ** (((x - f["peak_at"]) / f["half_width"]) ** 2)
    points = f["points"]
    if kind == "piecewise":
        return float(np.interp(x, [p[0] for p in points], [p[1] for p in points]))
    if kind == "step":
        return float(([f.get("otherwise", 0)] + [p[1] for p in points if p[0] <= x])[-1])
    return float(dict(map(tuple, points)).get(x, f.get("otherwise", 0)))


def fitted(f, raw):
    known = raw[~np.isnan(raw)]
    if f.get("ends") != "data":
        return f
    ends = (known.max(), known.min()) if len(known) else (NAN, NAN)
    return f | dict(zip(("zero_at", "full_at") if f.get("direction") == "falling" else ("full_at", "zero_at"), ends))


# --- weights ------------------------------------------------------------------------------------------------------------------------------
def as_number(t):
    if isinstance(t, str):
        a, _, b = t.partition("/")
        return float(a) / float(b or 1)
    return float(t)


RANDOM_INDEX = [0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]  # Saaty 1980, p. 21


def eigen(n, pairs):
    """pairs {(a, b): times}: weights, consistency ratio; gaps by Harker's matrix. None: not all are linked."""
    m = np.zeros((n, n))
    for (a, b), t in pairs.items():
        m[a, b], m[b, a] = t, 1 / t
    linked, more = {0}, True
    while more:
        found = {b for a in linked for b in range(n) if m[a, b] > 0} - linked
        linked, more = linked | found, bool(found)
    if len(linked) < n:
        return None
    m += np.diag(n - (m > 0).sum(axis=1))
    values, vectors = np.linalg.eig(m)
    k = int(np.argmax(values.real))
    w = np.abs(vectors[:, k].real)
    return w / w.sum(), (values[k].real - n) / (n - 1) / RANDOM_INDEX[n] if n > 2 else 0.0


def members_of(group, ids, all_groups, root):
    if "members" in group:
        return list(group["members"])
    named = list(group.get("numbers", {}))
    for item in group.get("order", []):
        named += item if isinstance(item, list) else [item]
    for judge in group.get("judges", [group]):
        for a, b, _ in judge.get("judgements", []):
            named += [x for x in (a, b) if x not in named]
    if named or not root:
        return list(dict.fromkeys(named))
    taken = {m for g in all_groups.values() for m in members_of(g, ids, all_groups, False)}
    return [x for x in list(all_groups) + ids if x not in taken]


def by_place(members, order, of_place):
    weight, at = {}, 0
    for item in order:
        tie = item if isinstance(item, list) else [item]
        for m in tie:
            weight[m] = sum(of_place[at:at + len(tie)]) / len(tie)
        at += len(tie)
    return [weight[m] for m in members]


def weigh(group, members, given, v, ids):
    """Local shares and what else is told of the group."""
    n, told = len(members), {"consistency_ratio": None, "n_judges": 0, "n_judgements_missing": 0, "worst_a": None, "worst_b": None, "worst_times": None,
                             "worst_implied": None, "judge_ratios": None}
    how = group.get("method", "direct")
    if how in ("direct", "points", "swing"):
        w = [group["numbers"][m] if "numbers" in group else given[m] for m in members]
    elif how == "equal":
        w = [1] * n
    elif how == "rank_order":
        w = by_place(members, group["order"], [sum(1 / i for i in range(k, n + 1)) / n for k in range(1, n + 1)])
    elif how == "rank_sum":
        w = by_place(members, group["order"], [n + 1 - k for k in range(1, n + 1)])
    elif how == "entropy":
        w = []
        for m in members:
            x = v[:, ids.index(m)]
            x = x[~np.isnan(x)]
            p = x / x.sum() if x.sum() > 0 else x
            w.append(1 + (p[p > 0] * np.log(p[p > 0])).sum() / math.log(len(x)) if x.sum() > 0 and x.min() < x.max() else 0)
        w = w if max(w) > 0 else [1] * n
    elif how == "critic":
        w, x = [], {m: v[:, ids.index(m)] for m in members}
        deviation = {m: np.nanstd(x[m], ddof=1) if np.nanmin(x[m]) < np.nanmax(x[m]) else 0 for m in members}
        for m in members:
            conflict = 0
            for o in members:
                both = ~np.isnan(x[m] + x[o])
                if o == m or not deviation[o]:
                    continue
                vary = both.any() and x[m][both].min() < x[m][both].max() and x[o][both].min() < x[o][both].max()
                conflict += 1 - (np.corrcoef(x[m][both], x[o][both])[0, 1] if vary else 0)
            w.append(deviation[m] * conflict)
        w = w if max(w) > 0 else [1] * n
    else:
        judges, logs = group.get("judges") or [{"judgements": group["judgements"]}], {}
        told["n_judges"], ratios = len(judges), {}
        for judge in judges:
            own = {}
            for a, b, t in judge["judgements"]:
                a, b, t = members.index(a), members.index(b), as_number(t)
                own[(a, b) if a < b else (b, a)] = t if a < b else 1 / t
            alone = eigen(n, own)
            ratios[judge.get("name", "")] = alone and alone[1]
            for pair, t in own.items():
                logs.setdefault(pair, []).append((judge.get("say", 1), math.log(t)))
        merged = {pair: math.exp(sum(s * t for s, t in said) / sum(s for s, _ in said)) for pair, said in logs.items()}
        w, told["consistency_ratio"] = eigen(n, merged)
        told["consistency_ratio"] = max(0.0, told["consistency_ratio"])
        told["n_judgements_missing"], told["judge_ratios"] = n * (n - 1) // 2 - len(merged), ratios
        off = sorted(((abs(math.log(t / (w[a] / w[b]))), a, b, t) for (a, b), t in merged.items()), reverse=True)
        off = sorted((o for o in off if o[0] > off[0][0] - 1e-9), key=lambda o: -max(o[3], 1 / o[3]))  # of three members each is as far off: the strongest words
        if n > 2 and off[0][0] > 1e-9:
            _, a, b, t = off[0]
            if t < 1:
                a, b, t = b, a, 1 / t
            told.update(worst_a=members[a], worst_b=members[b], worst_times=t, worst_implied=w[a] / w[b])
    return np.array(w, float) / math.fsum(w), told


def tree(asked, ids, given, v):
    """share, local share and group of each criterion; what is told of each group by name (None: the whole)."""
    root = asked.get("weighting") or {}
    groups = {g["name"]: g for g in root.get("groups", [])}
    share, local, inside, told = {}, {}, {}, {}

    def walk(group, name, parent, of_all):
        members = members_of(group, ids, groups, name is None)
        w, says = weigh(group, members, given, v, ids)
        says.update(parent=parent, share=of_all, method=group.get("method", "direct"))
        told[name] = says
        for m, part in zip(members, w):
            if m in groups:
                walk(groups[m], m, name, of_all * part)
            else:
                share[m], local[m], inside[m] = of_all * part, part, name

    walk(root, None, None, 1.0)
    return share, local, inside, told


# --- methods: v filled, w shares over 0, of sites with a score -----------------------------------------------------------------------------
UNITS = 1e12  # differences are compared in whole units of 10^-12


def thresholds(said, own):
    """What a criterion says stands; the method's own gives way."""
    q, p, veto = (said.get(k, own[k]) for k in ("indifference", "preference", "veto"))
    if "preference" not in said:
        if "veto" in said:
            p = min(p, veto)
        if "indifference" in said:
            p = max(p, q)
    q = min(q, p)
    veto = veto if veto != veto else max(veto, p)
    return [x if x != x else round(x * UNITS) for x in (q, p, veto)]


def weighted_product(v, w, said, args, ws):
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(v > 0, v ** w, 0)
    return 100 * factor.prod(axis=1), {"lowest_factor": np.where((v > 0).all(axis=1), factor.min(axis=1), 0)}


def owa(v, w, said, args, ws):
    """Yager 1996: the i-th largest value counts Q(w_1 + .. + w_i) - Q(w_1 + .. + w_(i-1)), Q(p) = p^(1/risk - 1)."""
    risk = args.get("risk", 0.3)
    order = np.argsort(-v, axis=1, kind="stable")
    down = np.take_along_axis(v, order, 1)
    s = np.minimum(np.cumsum(w[order], axis=1) / w.sum(), 1)
    s[:, -1] = 1
    q = (s >= 1 - 1e-15).astype(float) if risk == 0 else np.ones_like(s) if risk == 1 else s ** (1 / risk - 1)
    return 100 * (down * np.diff(q, axis=1, prepend=0)).sum(axis=1), {"by_worst": 100 * down[:, -1], "by_best": 100 * down[:, 0]}


def topsis(v, w, said, args, ws):
    to, from_ = np.sqrt(((w * (v.max(0) - v)) ** 2).sum(1)), np.sqrt(((w * (v - v.min(0))) ** 2).sum(1))
    with np.errstate(invalid="ignore"):
        closeness = np.where(to > 0, from_ / (to + from_), 1)
    return 100 * closeness, {"to_best": to, "from_worst": from_, "closeness": closeness}


def vikor(v, w, said, args, ws):
    span = v.max(0) - v.min(0)
    behind = w * np.where(span > 0, (v.max(0) - v) / np.where(span > 0, span, 1), 0)
    s, r, part = behind.sum(1), behind.max(1), args.get("v", 0.5)
    way = lambda x: (x - x.min()) / (x.max() - x.min()) if x.max() - x.min() > 1e-13 else 0 * x
    q = part * way(s) + (1 - part) * way(r)
    order, n = np.argsort(q, kind="stable"), len(q)
    tie = lambda x, y: abs(x - y) <= 1e-12
    if n < 2:
        within = np.ones(n, bool)
    elif q[order[1]] - q[order[0]] < 1 / (n - 1) - 1e-12:  # no advantage: all that are as near
        within = q - q.min() < 1 / (n - 1) - 1e-12
    else:
        stable = tie(s[order[0]], s.min()) or tie(r[order[0]], r.min())
        within = np.isin(np.arange(n), order[:1 if stable else 2])
    return 100 * (1 - q), {"vikor_s": s, "vikor_r": r, "vikor_q": q, "compromise": within.astype(float)}


def promethee_ii(v, w, said, args, ws):
    n, u = len(v), np.rint(v * UNITS)
    plus, minus = np.zeros(n), np.zeros(n)
    own = {"indifference": args.get("indifference", 0.05), "preference": args.get("preference", 0.25), "veto": NAN}
    for c in range(len(w)):
        q, p, _ = thresholds(said[c], own)
        d, shape = u[:, None, c] - u[None, :, c], args.get("shape", "linear")
        if shape == "usual":
            g = d > 0
        elif shape == "u":
            g = d > q
        elif shape == "level":
            g = 0.5 * (d > q) + 0.5 * (d > p)
        else:
            q = 0 if shape == "v" else q
            g = np.clip((d - q) / (p - q), 0, 1) if p > q else d > q
        plus, minus = plus + w[c] * g.sum(1), minus + w[c] * g.sum(0)
    plus, minus = plus / max(1, n - 1), minus / max(1, n - 1)
    return 50 * (1 + plus - minus), {"phi_plus": plus, "phi_minus": minus, "phi": plus - minus}


def electre_iii(v, w, said, args, ws):
    """Figueira, Mousseau and Roy 2005, 3.2.2.3; s = 0.3 - 0.15 lambda. Credibilities in units of 10^-9."""
    n, u = len(v), np.rint(v * UNITS)
    own = {"indifference": args.get("indifference", 0.05), "preference": args.get("preference", 0.25), "veto": args.get("veto", NAN)}
    limits = [thresholds(said[c], own) for c in range(len(w))]
    concord = np.zeros((n, n))
    for c, (q, p, _) in enumerate(limits):
        d = u[None, :, c] - u[:, None, c]  # how far b is ahead of a
        concord += w[c] * (np.clip((p - d) / (p - q), 0, 1) if p > q else d <= q)
    concord = np.minimum(np.round(concord, 14), 1)
    sigma = concord.copy()
    for c, (q, p, veto) in enumerate(limits):
        if veto == veto:
            d = u[None, :, c] - u[:, None, c]
            discord = np.where(d <= p, 0, np.clip((d - p) / (veto - p), 0, 1) if veto > p else d > p)
            with np.errstate(invalid="ignore", divide="ignore"):
                sigma *= np.where(discord > concord, (1 - discord) / (1 - concord), 1)
    sigma = np.floor(sigma * 1e9 + 0.5).astype(np.int64)
    np.fill_diagonal(sigma, 0)
    below = lambda credible: 115 * credible - 30 * 10 ** 9  # hundredths: lambda - s(lambda)
    clear = 115 * sigma > 100 * sigma.T + 30 * 10 ** 9

    def distil(sign):
        left, place = np.arange(n), np.zeros(n, int)
        n_classes = 0
        while len(left):
            best = left
            credible = sigma[np.ix_(best, best)].max() if len(best) else 0
            while True:
                own = sigma[np.ix_(best, best)]
                over = (100 * own >= below(credible)) & clear[np.ix_(best, best)]
                np.fill_diagonal(over, False)
                qualify = sign * (over.sum(1).astype(int) - over.sum(0))
                under = own[100 * own < below(credible)]
                best, credible = best[qualify == qualify.max()], under.max() if len(under) else 0
                if len(best) == 1 or credible <= 0:
                    break
            place[best] = n_classes
            n_classes += 1
            left = np.setdiff1d(left, best)
        return place, n_classes

    (down, n_down), (up, n_up) = distil(1), distil(-1)
    up = n_up - 1 - up
    steps = n_down + n_up - 2
    return (100 * (1 - (down + up) / steps) if steps else np.full(n, 100.0)), {"place_descending": down + 1.0, "place_ascending": up + 1.0}


def minimum(v, w, said, args, ws):
    s = np.sort(v, axis=1)
    return 100 * s[:, 0], {"lowest_value": s[:, 0], "next_value": s[:, 1] if s.shape[1] > 1 else np.full(len(v), NAN)}


def satisficing(v, w, said, args, ws):
    lacks = np.maximum(0, args.get("least", 0.25) - v)
    return ws / 2 + 50 * (lacks == 0).all(1), {"n_short": (lacks > 0).sum(1).astype(float), "shortfall": lacks.max(1)}


def weighted_sum(v, w, said, args, ws):
    return ws, {}


METHODS = {f.__name__: f for f in (weighted_sum, weighted_product, owa, topsis, vikor, promethee_ii, electre_iii, minimum, satisficing)}


def in_order(score, ws, ids):
    """Numbers of the sites, best first: score, weighted sum, id."""
    return sorted(range(len(score)), key=lambda i: (-round(score[i], 8), -ws[i], ids[i]))


def kendall(a, b):
    i = np.arange(len(a))
    x, y = np.sign(a[:, None] - a[None, :]), np.sign(b[:, None] - b[None, :])
    up = i[:, None] < i[None, :]
    nx, ny = (x[up] != 0).sum(), (y[up] != 0).sum()
    return (x * y)[up].sum() / math.sqrt(nx * ny) if nx and ny else NAN


# --- draws ----------------------------------------------------------------------------------------------------------------------------------
def within_box(rng, least, most, n):
    """Uniform on the simplex within a box: rejection; where that is hopeless, pairs that share out anew what they hold, many times over."""
    m, out, have, tries = len(least), [], 0, 0
    while have < n and tries < 60:
        d = rng.dirichlet(np.ones(m), 20000)
        if sum(most) - 1 < 1 - sum(least):
            d = most - (sum(most) - 1) * d
        else:
            d = least + (1 - sum(least)) * d
        d = d[((d >= least) & (d <= most)).all(1)]
        out.append(d)
        have, tries = have + len(d), tries + 1
        if tries == 10 and have < n / 6:
            break
    if have >= n:
        return np.concatenate(out)[:n]
    t = (1 - least.sum()) / (most.sum() - least.sum())
    x = np.tile(least + t * (most - least), (n, 1))
    row = np.arange(n)
    for _ in range(12 * m * m):
        i = rng.integers(0, m, n)
        j = (i + rng.integers(1, m, n)) % m
        both = x[row, i] + x[row, j]
        low, high = np.maximum(least[i], both - most[j]), np.minimum(most[i], both - least[j])
        x[row, i] = low + rng.random(n) * np.maximum(high - low, 0)
        x[row, j] = both - x[row, i]
    return x


def own_draws(rng, p, n):
    r, m = p.robust, len(p.ids)
    how = r.get("weights", "around")
    if how == "file":
        with open(os.path.join(FOLDER, r["file"]), encoding="utf-8") as f:
            table = list(csv.DictReader(f))
        d = np.array([[float(row[i]) for i in p.ids] for row in table])
        return d / d.sum(1, keepdims=True)
    if how == "simplex":
        return rng.dirichlet(np.ones(m), n)
    if how == "bounds":
        ends = np.array([r["bounds"].get(i, [0, 1]) for i in p.ids], float)
    else:
        spread = r.get("spread", 0.5)
        ends = np.array([[s * (1 - spread), min(1, s * (1 + spread))] for s in p.share])
    moves = ends[:, 1] > ends[:, 0]
    out = np.zeros((n, m))
    out[:, moves] = within_box(rng, ends[moves, 0], ends[moves, 1], n)
    return out


def ranked_by(p):
    """What draws are ranked by: the profile's own method, the weighted sum where that compares every pair."""
    return "weighted_sum" if p.method == "electre_iii" else p.method


def drawn_values(p, c, setting, rng, n_draws):
    x = p.x[p.ranked, c]
    by = setting["by"] if isinstance(setting, dict) else np.abs(x) * setting
    drawn = x + by * (2 * rng.random((n_draws, len(x))) - 1)
    f = p.value[c]
    if f["function"] == "linear":
        return np.clip((drawn - f["zero_at"]) / (f["full_at"] - f["zero_at"]), 0, 1)
    return 0.5 ** (((drawn - f["peak_at"]) / f["half_width"]) ** 2)


def ranks_by_method(p, w, rng):
    """The same by the profile's own method, one draw after the other: gaps are filled by the draw's weights; ties to the weighted sum, then the earlier id."""
    sums, counts, missing = p.for_sums[p.ranked], p.counts[p.ranked], np.isnan(p.v[p.ranked])
    ids = [p.site[s].encode() for s in p.ranked]
    out = np.empty((len(w), len(p.ranked)), np.int32)
    for k, d in enumerate(w):
        now = sums.copy()
        for c, setting in p.uncertain.items():
            v = drawn_values(p, c, setting, rng, 1)[0]
            now[:, c] = np.where(np.isnan(v), now[:, c], v)
        weighed, some = (counts * d).sum(1), counts & (d > 0)
        mean = (now * counts * d).sum(1) / weighed
        filled = np.where(missing & ~counts, np.clip(mean, np.where(some, now, INF).min(1), np.where(some, now, -INF).max(1))[:, None], now)
        use = d > 0
        score, _ = METHODS[p.method](filled[:, use], d[use], [t for t, u in zip(p.said, use) if u], p.args, 100 * mean)
        out[k, in_order(score, 100 * mean, ids)] = np.arange(1, len(ids) + 1)
    return out


def ranks_of(p, w, rng, among=None):
    """[draw][ranked site] ranks from 1. Scores in steps of 2^-30; ties to the earlier id. Uncertain numbers drawn anew."""
    if ranked_by(p) != "weighted_sum":
        return ranks_by_method(p, w, rng)
    fill, known = p.for_sums[p.ranked], p.counts[p.ranked].astype(float)
    n = len(p.ranked)
    out = np.empty((len(w), n), np.int32)
    for a in range(0, len(w), 1000):
        d = w[a:a + 1000]
        top, below = d @ fill.T, d @ known.T
        for c, setting in p.uncertain.items():
            v = drawn_values(p, c, setting, rng, len(d))
            top += d[:, c, None] * np.where(np.isnan(v), 0, v - fill[:, c])
        score = np.divide(top, below, out=np.zeros_like(top), where=below > 1e-12)
        key = np.rint(score * 2.0 ** 30)
        order = np.argsort(-key, axis=1, kind="stable")
        np.put_along_axis(out[a:a + 1000], order, np.arange(1, n + 1, dtype=np.int32)[None, :].repeat(len(d), 0), 1)
    return out


class Profile:
    def __init__(self, name):
        self.name, self.row = name, rows("select * from profile where name=?", name)[0]
        self.criteria = rows("select * from criterion where profile=? order by fid", name)
        self.ids = [c["id"] for c in self.criteria]
        self.asked = self.read()
        self.robust = self.asked.get("robustness", {})
        table = sorted(rows(f'select * from "score_{name}"'), key=lambda r: r["site_id"].encode())
        self.table, self.site = table, [r["site_id"] for r in table]
        self.columns = table[0].keys() if table else []
        get = lambda k: np.array([[number(r[f"{k}_{i}"]) for i in self.ids] for r in table]).reshape(len(table), len(self.ids))
        self.x, self.v, self.c = get("x"), get("v"), get("c")
        self.score, self.coverage = (np.array([number(r[k]) for r in table]) for k in ("score", "coverage"))
        self.rank = np.array([r["rank"] or 0 for r in table], int)
        self.policy = [self.of[i].get("missing", "drop") for i in self.ids]
        self.said = [self.of[i].get("thresholds", {}) for i in self.ids]
        self.uncertain = {k: self.of[i]["uncertain"] for k, i in enumerate(self.ids) if "uncertain" in self.of[i]}
        self.method = self.asked.get("ranking", {}).get("method", "weighted_sum")
        self.args = self.asked.get("ranking", {}).get("with", {})
        self.least = self.asked.get("ranking", {}).get("least_coverage", 0)

    def read(self):
        """What was asked: the profile's file (JSON; of the sample, weights alone are read from the YAML, the rest as the result has it)."""
        with open(os.path.join(FOLDER, self.name + ".yaml"), encoding="utf-8") as f:
            text = f.read()
        if text.startswith("{"):
            asked = json.loads(text)
            self.of = {c["id"]: c for c in asked["criteria"]}
            check(list(self.of) == self.ids, "criteria", self.name, list(self.of), self.ids)
            return asked
        self.of, weight = {}, {}
        for item in re.split(r"^  - ", text, flags=re.M)[1:]:
            item = item.split("\n\n")[0]
            i, w = re.search(r"\bid: *(\w+)", item), re.search(r"\bweight: *([0-9.]+)", item)
            if i and w:
                weight[i[1]] = float(w[1])
        for c in self.criteria:
            self.of[c["id"]] = {"id": c["id"], "criterion": c["criterion"], "weight": weight[c["id"]], "value": json.loads(c["value_function"]),
                                "missing": c["null_policy"], "with": {}, "reach": c["reach"]}
        return {"criteria": list(self.of.values())}

    # -- values, weights, scores
    def check_values(self):
        self.value = [fitted(self.of[i]["value"], self.x[:, c]) for c, i in enumerate(self.ids)]
        for c, i in enumerate(self.ids):
            f, row = self.value[c], self.criteria[c]
            reach = self.of[i].get("reach", self.of[i].get("with", {}).get("reach_m", 20000 if self.of[i]["criterion"] == "hub_distance" else None))
            if self.of[i]["criterion"] in ("attribute", "hub_distance"):
                check(near(row["reach"], reach if self.of[i]["criterion"] == "hub_distance" else None), "reach", self.name, i, row["reach"])
            told = json.loads(row["value_function"])
            check(all(k in told and (near(told[k], w) if isinstance(w, (int, float)) else told[k] == w) for k, w in f.items() if k not in ("ends", "direction") and w == w),
                  "value function told", self.name, i, told, f)
            for s, r in enumerate(self.table):
                x = self.x[s, c]
                want = value_of(f, x)
                if x != x and r["y_" + i] == "unreachable" and reach is not None:
                    far = value_of(f, reach)
                    want = far if far == value_of(f, 1e12) else NAN
                check(near(self.v[s, c], want, 1e-12), "value", self.name, r["site_id"], i, x, self.v[s, c], want)
                check((x != x) == (r["y_" + i] is not None), "reason for no data", self.name, r["site_id"], i, x, r["y_" + i])

    def check_weights(self):
        share, local, inside, told = tree(self.asked, self.ids, {i: self.of[i].get("weight") for i in self.ids}, self.v)
        self.share = np.array([share[i] for i in self.ids])
        check(abs(math.fsum(c["share"] for c in self.criteria) - 1) < 1e-14 * len(self.ids), "shares sum to 1", self.name)
        for c in self.criteria:
            i = c["id"]
            check(near(c["share"], share[i], 1e-10) and near(c["local_share"], local[i], 1e-10) and c["weight_group"] == inside[i], "share", self.name, i, tuple(c), share[i], local[i])
            asked = self.of[i]
            check((c["weight"] is None) == ("weight" not in asked) and near(c["weight"], asked.get("weight")), "weight told", self.name, i, c["weight"])
            check(c["null_policy"] == asked.get("missing", "drop"), "policy told", self.name, i)
            check(all(near(c[k], asked.get("thresholds", {}).get(k)) for k in ("indifference", "preference", "veto")), "thresholds told", self.name, i)
            check((json.loads(c["uncertain"]) if c["uncertain"] else None) == asked.get("uncertain"), "uncertain told", self.name, i, c["uncertain"])
        self.share = np.array([c["share"] for c in self.criteria])
        groups = {g["name"]: g for g in rows("select * from weight_group where profile=?", self.name)}
        check(groups.keys() == told.keys(), "groups", self.name, set(groups), set(told))
        for name, want in told.items():
            for key, w in want.items():
                got = groups[name][key]
                if key == "judge_ratios":
                    got = got and json.loads(got)
                    ok = (got is None) == (w is None) and (w is None or got.keys() == w.keys() and all(near(got[j] if got[j] is None else float(got[j]), w[j] if w[j] is None else max(0, w[j]), 1e-9) for j in w))
                else:
                    ok = near(got, w, 1e-9) if isinstance(w, float) else got == w
                check(ok, "weight_group." + key, self.name, name, got, w)

    def check_scores(self):
        missing, n, m = np.isnan(self.v), len(self.site), len(self.ids)
        dropped = missing & np.array([q == "drop" for q in self.policy])
        instead = np.array([0.5 if q == "neutral" else 0 for q in self.policy])
        self.counts = ~dropped
        self.for_sums = np.where(dropped, 0, np.where(missing, instead, self.v))
        weighed, known = (self.counts * self.share).sum(1), (~missing * self.share).sum(1)
        adds_up = self.method == "weighted_sum"
        self.sum = self.score if adds_up else np.array([number(r["weighted_sum"]) for r in self.table])
        for s in range(n):
            check(near(self.coverage[s], known[s], 1e-12), "coverage", self.name, self.site[s], self.coverage[s], known[s])
            want = 100 * self.share / weighed[s] * self.for_sums[s] if weighed[s] > 1e-14 else np.full(m, NAN)
            total = NAN
            if weighed[s] > 1e-14:
                total = sum(round(x * 2 ** 40) for x, keep in zip(want, self.counts[s]) if keep) / 2 ** 40
            check(near(self.sum[s], total, 1e-11), "weighted sum", self.name, self.site[s], self.sum[s], total)
            if not adds_up:
                check(np.isnan(self.c[s]).all(), "no contributions where they do not add up", self.name, self.site[s])
                continue
            if total == total:
                check(sum(int(x * 2 ** 40) for x in self.c[s] if x == x) == self.score[s] * 2 ** 40 and all((x * 2 ** 40).is_integer() for x in self.c[s] if x == x),
                      "contributions add up to the last bit", self.name, self.site[s])
                check(all((a != a) if not keep else abs(a - b) <= 2 ** -39 for a, b, keep in zip(self.c[s], want, self.counts[s])), "contribution", self.name, self.site[s], self.c[s], want)
        enough = (known >= self.least - 1e-12) & (weighed > 1e-14)
        check(((self.rank > 0) == enough).all(), "who has a rank", self.name, [self.site[s] for s in np.flatnonzero((self.rank > 0) != enough)])
        check(self.row["n_without_rank"] == (~enough).sum(), "n_without_rank", self.name)
        self.ranked = np.flatnonzero(self.rank > 0)
        # values without gaps: drop takes the mean of what is known
        mean = np.where(weighed > 1e-14, (self.for_sums * self.counts * self.share).sum(1) / np.where(weighed > 1e-14, weighed, 1), NAN)
        some = self.counts & (self.share > 0)
        mean = np.clip(mean, np.where(some, self.for_sums, INF).min(1, initial=INF), np.where(some, self.for_sums, -INF).max(1, initial=-INF))
        self.filled = self.v.copy()
        fills = {"drop": mean, "worst": 0 * mean, "neutral": 0 * mean + 0.5}
        for c in range(m):
            self.filled[:, c] = np.where(missing[:, c], fills[self.policy[c]], self.v[:, c])

    def score_by(self, method, which, args=None):
        use = self.share > 0
        args = self.args if method == self.method else args or {}
        said = [t for t, u in zip(self.said, use) if u]
        if not len(which):
            return np.zeros(0), {}
        return METHODS[method](self.filled[which][:, use], self.share[use], said, args, self.sum[which])

    def check_order(self, what, rank, score, which, noise=0.0):
        """Ranks follow the score; where that ties, the weighted sum, then the id. rank, score: [of which]. What is nearer than `noise` need not tie in other
        sums of the same numbers, but seldom does not."""
        check(sorted(rank) == list(range(1, len(which) + 1)), what + " is a permutation", self.name)
        order, split = np.argsort(rank), 0
        for a, b in zip(order, order[1:]):
            more = score[a] - score[b]
            if 0 < abs(more) <= noise or more == 0 and noise:
                split += (-self.sum[which[a]], self.site[which[a]].encode()) > (-self.sum[which[b]], self.site[which[b]].encode())
                continue
            tie = (-self.sum[which[a]], self.site[which[a]].encode()) < (-self.sum[which[b]], self.site[which[b]].encode())
            check(more > 0 or (more == 0 and tie), what, self.name, self.site[which[a]], score[a], "before", self.site[which[b]], score[b])
        check(split <= len(which) // 50, what + ": ties go to the weighted sum, then the id", self.name, split)

    def check_method(self):
        every = np.flatnonzero(~np.isnan(self.sum)) if self.method == "weighted_sum" else self.ranked  # who has no rank has no part in it
        score, term = self.score_by(self.method, every)
        check(self.method == "weighted_sum" or np.isnan(np.delete(self.score, self.ranked)).all(), "no score by another method without a rank", self.name)
        for k, s in enumerate(every):
            check(near(self.score[s], score[k], 1e-9), "score by " + self.method, self.name, self.site[s], self.score[s], score[k])
            for t, column in term.items():
                check(near(number(self.table[s][t]), column[k], 1e-8), "term " + t, self.name, self.site[s], self.table[s][t], column[k])
        self.check_order("rank", self.rank[self.ranked], self.score[self.ranked], self.ranked)
        check(json.loads(self.row["method_parameters"] or "{}") == self.args and self.row["method"] == self.method and self.row["least_coverage"] == self.least,
              "method told", self.name, self.row["method"], self.row["method_parameters"])

    # -- robustness
    def check_methods(self):
        wanted = self.robust.get("methods", list(METHODS))
        got = [k for k in self.columns if re.sub("^rank_", "", k) in METHODS and k.startswith("rank_")]
        check(not self.columns or sorted(got) == sorted("rank_" + m for m in wanted if m != self.method), "rank_METHOD columns", self.name, got)
        self.by = {self.method: self.rank[self.ranked]}
        for column in got:
            method = column[5:]
            rank = np.array([self.table[s][column] for s in self.ranked], float)
            check(all(self.table[s][column] is None for s in range(len(self.site)) if self.rank[s] == 0), "no rank without a rank", self.name, column)
            score, _ = self.score_by(method, self.ranked)
            self.check_order(column, rank, score, self.ranked, 1e-9)
            self.by[method] = rank.astype(int)
        told = {(r["method_a"], r["method_b"]): r for r in rows("select * from method_agreement where profile=?", self.name)}
        every = list(self.by) if self.columns else []
        if every:
            check(set(told) == ({(a, b) for a in every for b in every if a != b} or {(self.method, self.method)}), "pairs of methods", self.name, set(told))
        reversals = {m: self.reversals(m) for m in every}
        for (a, b), r in told.items():
            if not every:
                break
            check(r["n_sites"] == len(self.ranked), "n_sites", self.name)
            check(near(r["tau"], kendall(self.by[a], self.by[b]) if len(self.ranked) > 1 else NAN, 1e-12), "tau", self.name, a, b, r["tau"])
            check(r["reversals_a"] == reversals[a], "reversals", self.name, a, r["reversals_a"], reversals[a])
            check(a in ("electre_iii", "promethee_ii") or r["reversals_a"] == 0, "no reversals", self.name, a)

    def reversals(self, method):
        n = len(self.ranked)
        if n < 2:
            return 0
        first = self.ranked[np.argmin(self.rank[self.ranked])]
        before = in_order(self.score_by(method, self.ranked)[0], self.sum[self.ranked], [self.site[s].encode() for s in self.ranked])
        more = np.append(self.ranked, first)
        after = in_order(self.score_by(method, more)[0], self.sum[more], [self.site[s].encode() for s in self.ranked] + [b"\xff"])
        a, b = np.empty(n), np.empty(n)
        a[before], b[[i for i in after if i < n]] = np.arange(n), np.arange(n)
        return int((np.sign(a[:, None] - a[None, :]) * np.sign(b[:, None] - b[None, :]) < 0).sum() // 2)

    def check_draws(self):
        n, which = len(self.ranked), self.ranked
        get = lambda k: np.array([number(self.table[s][k]) for s in which])
        low, high, best, worst, mean, first, top, top100 = (get(k) for k in ("rank_low", "rank_high", "rank_best", "rank_worst", "rank_mean", "first_share", "top_share", "top_100_share"))
        accept = np.zeros((10, n))
        at = {self.site[s]: k for k, s in enumerate(which)}
        for r in rows("select * from acceptability where profile=?", self.name):
            accept[r["rank"] - 1, at[r["site_id"]]] = r["share"]
            check(r["share"] > 0 and r["site_fid"] == self.table[which[at[r["site_id"]]]]["site_fid"], "acceptability row", self.name, tuple(r))
        central, confidence = np.full((len(self.ids), n), NAN), np.full(n, NAN)
        for r in rows("select * from central_weight where profile=?", self.name):
            central[self.ids.index(r["criterion"]), at[r["site_id"]]] = r["share"]
            confidence[at[r["site_id"]]] = r["confidence"]
        check((np.isnan(central).any(0) == (accept[0] == 0)).all(), "central weights of whoever was first", self.name)
        limit, interval = self.robust.get("top", 10), self.robust.get("interval", 0.9)
        for r in range(min(10, n)):
            check(abs(accept[r].sum() - 1) < 1e-9, "a rank goes to somebody", self.name, r + 1, accept[r].sum())
        check((accept[0] == first).all() and near(top.sum(), min(limit, n)) and near(top100.sum(), min(100, n)) and near(mean.sum(), n * (n + 1) / 2), "shares add up", self.name)
        check(((best <= low) & (low <= high) & (high <= worst) & (best <= mean) & (mean <= worst)).all(), "intervals within", self.name)
        told = json.loads(self.row["robustness"])
        exact = self.robust.get("weights") == "file" and not self.uncertain
        n_told = told["draws"]
        n_conf = n_told if ranked_by(self) == "weighted_sum" else min(n_told, 200)  # draws of a confidence
        rng = np.random.default_rng(20251101)
        w = own_draws(rng, self, 600 if ranked_by(self) != "weighted_sum" else 20000 if n_told >= 5000 else 6000)
        if self.robust.get("weights") == "file" and not exact:
            w = np.repeat(w, 3, axis=0)
        ranks = ranks_of(self, w, rng)
        n_own = len(ranks)
        share = lambda ok: ok.mean(0)
        want = np.array([share(ranks == r + 1) for r in range(10)])
        if exact:
            check(n_told == n_own, "draws of the file", self.name, n_told, n_own)
            tail = int((1 - interval) / 2 * n_own + 1e-6)
            by_size = np.sort(ranks, axis=0)
            for name, got, own in (("rank_best", best, by_size[0]), ("rank_worst", worst, by_size[-1])):
                check((got == own).all(), name + " of the file's draws", self.name, got, own)
            for name, got, own in (("rank_low", low, by_size[tail]), ("rank_high", high, by_size[n_own - 1 - tail])):
                bad = np.flatnonzero((got != own) & ((own <= 128) | (np.abs(got - own) > own / 32)))
                check(not len(bad), name + " of the file's draws", self.name, [(self.site[which[k]], got[k], own[k]) for k in bad])
            for name, got, own in (("acceptability", accept, want), ("rank_mean", mean, ranks.mean(0)), ("top_share", top, share(ranks <= limit)), ("top_100_share", top100, share(ranks <= 100))):
                check(np.abs(got - own).max() < 1e-9, name + " of the file's draws", self.name, np.abs(got - own).max())
            for k in np.flatnonzero(want[0] > 0):
                own = w[ranks[:, k] == 1].mean(0)
                check(np.abs(central[:, k] - own).max() < 1e-9, "central weight of the file's draws", self.name, self.site[which[k]], central[:, k], own)
                check(confidence[k] == (ranks_of(self, own[None, :], rng)[0, k] == 1), "confidence of the file's draws", self.name, self.site[which[k]], confidence[k])
        else:
            check(n_told == self.robust.get("draws", 8000 if self.uncertain and "file" in self.robust else 1000), "draws told", self.name, n_told)

            def alike(what, got, own):
                q = (got * n_told + own * n_own) / (n_told + n_own)
                error = 5 * np.sqrt(q * (1 - q) * (1 / n_told + 1 / n_own)) + 2 / n_told
                bad = np.flatnonzero(~(np.abs(got - own) <= error))
                check(not len(bad), what + " against own draws", self.name, [(self.site[which[k]], got[k], own[k]) for k in bad[:3]])
            for r in range(10):
                alike(f"acceptability", accept[r], want[r])
            alike("top_share", top, share(ranks <= limit))
            alike("top_100_share", top100, share(ranks <= 100))
            error = 5 * ranks.std(0) * math.sqrt(1 / n_told + 1 / n_own) + 1e-9
            check((np.abs(mean - ranks.mean(0)) <= error).all(), "rank_mean against own draws", self.name, np.max(np.abs(mean - ranks.mean(0)) / error))
            rare = 15 / n_told
            check((share(ranks < best) <= rare).all() and (share(ranks > worst) <= rare).all(), "best and worst against own draws", self.name)
            tail = (1 - interval) / 2
            slack = 5 * math.sqrt(tail * (1 - tail) * (1 / n_told + 1 / n_own)) + 2 / n_told
            outwards = np.where(high > 128, high / 32, 0)
            check((share(ranks < low) <= tail + slack).all() and (share(ranks > high) <= tail + slack).all(), "interval holds", self.name)
            check((share(ranks <= low + (low > 128) * low / 32) >= tail - slack).all() and (share(ranks >= high - outwards) >= tail - slack).all(), "interval is no wider", self.name)
            for k in np.flatnonzero((accept[0] * n_told > 30) & (want[0] * n_own > 30)):
                own = w[ranks[:, k] == 1]
                error = 5 * own.std(0) * math.sqrt(1 / len(own) + 1 / (accept[0, k] * n_told)) + 1e-9
                check((np.abs(central[:, k] - own.mean(0)) <= error).all(), "central weight against own draws", self.name, self.site[which[k]], central[:, k], own.mean(0))
            for k in np.flatnonzero(accept[0] > 0):
                check(abs(central[:, k].sum() - 1) < 1e-9, "central weights sum to 1", self.name)
                again = ranks_of(self, np.tile(central[:, k], ((300 if ranked_by(self) != "weighted_sum" else 2000) if self.uncertain else 1, 1)), rng)[:, k]
                q = (again == 1).mean()
                error = 5 * math.sqrt(max(q * (1 - q), 1e-4) * (1 / len(again) + 1 / n_conf)) + 2 / n_conf if self.uncertain else 0
                check(abs(confidence[k] - q) <= error, "confidence against own draws", self.name, self.site[which[k]], confidence[k], q)
        of_methods = np.array(list(self.by.values())).reshape(len(self.by), n)
        always, never = (worst <= limit) & (of_methods <= limit).all(0), (best > limit) & (of_methods > limit).all(0)
        for k, s in enumerate(which):
            want_word = "always" if always[k] else "never" if never[k] else "depends"
            check(self.table[s]["stability"] == want_word, "stability", self.name, self.site[s], self.table[s]["stability"], want_word)
        asked = {"draws": n_told, "ranked_by": ranked_by(self), "seed": self.robust.get("seed", 1), "weights": self.robust.get("weights", "around"), "top": limit, "interval": interval, "findings": self.robust.get("findings", 100),
                 "uncertain": {self.ids[c]: u for c, u in self.uncertain.items()}}
        check(all(told[k] == w for k, w in asked.items()) and sorted(told["methods"]) == sorted(self.robust.get("methods", METHODS)), "robustness told", self.name, told, asked)

    def check_front(self):
        v = self.filled[self.ranked]
        for k, s in enumerate(self.ranked):
            over = np.flatnonzero((v >= v[k]).all(1) & (v > v[k]).any(1))
            told = self.table[s]["dominated_by"]
            if not len(over):
                check(told is None, "on the front", self.name, self.site[s], told)
                continue
            total = v[over].sum(1)
            firsts = [self.site[self.ranked[o]] for o in over[total >= total.max() - 1e-9]]
            check(told in firsts, "dominated_by", self.name, self.site[s], told, firsts)
            check(all(self.by[m][over].max() < self.by[m][k] for m in self.by), "a dominated site is below its dominators by every method",
                  self.name, self.site[s], {m: int(r[k]) for m, r in self.by.items()}, told)

    # -- one weight
    def ranks_at(self, c, t, i):
        """Of site i (among the ranked) when criterion c has share t[..], the others in proportion; and the scores."""
        w = np.outer((1 - t) / (1 - self.share[c]), self.share)
        w[:, c] = t
        fill, known = self.for_sums[self.ranked], self.counts[self.ranked].astype(float)
        below = w @ known.T
        score = np.divide(w @ fill.T, below, out=np.full(below.shape, NAN), where=below > 1e-13)
        others = np.where(np.arange(len(self.ids)) == c, 0, self.share)
        lacks, alone = known[:, c] == 0, known @ others == 0  # whom the share of c does not move, up to 1 and down to 0
        score[:, lacks] = ((fill @ others) / np.maximum(known @ others, 1e-300))[lacks]
        score[:, alone] = fill[alone, c]
        mine = score[:, i, None]
        ahead = (score > mine + 1e-13) | ((np.abs(score - mine) <= 1e-13) & (np.arange(len(self.ranked)) < i))
        return 1 + ahead.sum(1), score

    def crossings(self, c, i):
        """Shares of c at which another site has the score of site i: roots of the difference of two quotients, each linear above and below."""
        rest = np.delete(np.arange(len(self.ids)), c)
        fill, known = self.for_sums[self.ranked], self.counts[self.ranked].astype(float)
        w = self.share[rest] / (1 - self.share[c])
        n0, d0 = fill[:, rest] @ w, known[:, rest] @ w
        n1, d1 = fill[:, c] - n0, known[:, c] - d0  # score = (n0 + t n1) / (d0 + t d1)
        q2, q1, q0 = n1[i] * d1 - n1 * d1[i], n1[i] * d0 + n0[i] * d1 - n1 * d0[i] - n0 * d1[i], n0[i] * d0 - n0 * d0[i]
        roots = []
        for a, b, e in zip(q2, q1, q0):
            if abs(a) > 1e-14:
                disc = b * b - 4 * a * e
                if disc >= 0:
                    k = -0.5 * (b + math.copysign(math.sqrt(disc), b))
                    roots += [k / a] + ([e / k] if k else [])
            elif abs(b) > 1e-14:
                roots.append(-e / b)
        return np.unique([t for t in roots if 0 <= t <= 1])

    def check_sensitivity(self):
        limit, told = self.robust.get("top", 10), {}
        for r in rows("select * from sensitivity where profile=?", self.name):
            told.setdefault(r["site_id"], {})[r["criterion"], r["direction"]] = r
        n = len(self.ranked)
        order = in_order(self.sum[self.ranked], self.sum[self.ranked], [self.site[s].encode() for s in self.ranked])
        check([*told] == [self.site[self.ranked[i]] for i in order[:limit]], "sites of sensitivity", self.name, list(told))
        at = {self.site[s]: k for k, s in enumerate(self.ranked)}
        for place, i in enumerate(order[:limit]):
            mine = told.get(self.site[self.ranked[i]], {})
            check(mine.keys() == {(c, d) for c in self.ids for d in ("down", "up")}, "rows of sensitivity", self.name)
            within, smallest = 1 if place == 0 else limit, min((abs(r["change"]) for r in mine.values() if r["change"] is not None), default=None)
            for (criterion, direction), r in mine.items():
                c = self.ids.index(criterion)
                share, needed, sign = self.share[c], r["needed"], 1 if direction == "up" else -1
                key = (self.name, r["site_id"], criterion, direction, "needed", needed)
                check(r["within"] == within and near(r["share"], share), "within and share", *key)
                check(r["smallest"] == int(needed is not None and abs(r["change"]) == smallest) and (needed is None) == (r["change"] is None) == (r["by"] is None), "smallest", *key)
                if share > 1 - 1e-12:
                    continue
                t = self.crossings(c, i)
                t = np.unique(np.concatenate([[share], t[t >= share] if sign > 0 else t[t <= share], [1.0 if sign > 0 else 0.0]]))
                if sign < 0:
                    t = t[::-1]
                t = t[np.concatenate([[True], np.abs(np.diff(t)) > 1e-12])]
                between = np.concatenate([0.5 * (t[1:] + t[:-1]), t[-1:]])  # the last: 0 or 1 itself
                rank, _ = self.ranks_at(c, between, i)
                out = np.flatnonzero(rank > within)
                want = None if not len(out) else t[min(out[0], len(t) - 1)]
                at_roots, _ = self.ranks_at(c, t, i)
                touch = np.flatnonzero(at_roots > within)  # out at the root alone: a tie that an earlier id wins; who only touches need not count
                at_once = t[touch[0]] if len(touch) and (want is None or abs(t[touch[0]] - share) < abs(want - share)) else want
                if not check(near(needed, want, 1e-8) or near(needed, at_once, 1e-8), "needed", *key, "again", want, at_once):
                    continue
                if needed is None:
                    continue
                check(near(r["change"], needed - share, 1e-12), "change", *key)
                _, score = self.ranks_at(c, np.array([needed]), i)
                check(abs(score[0, at[r["by"]]] - score[0, i]) < 1e-9, "who takes the place ties there", *key, r["by"])
            # and a plain scan, which knows nothing of roots
            for c in range(len(self.ids)):
                if self.share[c] > 1 - 1e-12 or not mine:
                    continue
                low, high = (mine[self.ids[c], d]["needed"] for d in ("down", "up"))
                t = np.linspace(0 if low is None else low, 1 if high is None else high, 99)[1:-1]
                rank, _ = self.ranks_at(c, t, i)
                check((rank <= within).all(), "nothing nearer unseats it", self.name, self.site[self.ranked[i]], self.ids[c])

    # -- findings
    def check_findings(self):
        limit = self.robust.get("findings", 100)
        told = {}
        for r in rows("select * from finding where profile=? order by fid", self.name):
            told.setdefault(r["site_id"], []).append(r)
        first = [self.site[s] for s in sorted(self.ranked, key=lambda s: self.rank[s])][:limit]
        check(set(told) <= set(first), "sites of findings", self.name)
        weighed = (self.counts * self.share).sum(1)
        points = np.where(self.counts, np.rint(100 * self.share / np.where(weighed > 0, weighed, 1)[:, None] * self.for_sums * 2 ** 40) / 2 ** 40, NAN)
        if self.method == "weighted_sum":
            points = self.c
        reach = [number(c["reach"]) for c in self.criteria]
        median, median_raw = [], []
        for c in range(len(self.ids)):
            known = np.flatnonzero(~np.isnan(self.v[:, c]) & ~np.isnan(self.sum))
            median.append(np.sort(points[known, c])[(len(known) - 1) // 2] if len(known) else NAN)
            by_raw = sorted((INF if self.x[s, c] != self.x[s, c] else self.x[s, c], self.v[s, c]) for s in known)
            middle = by_raw[(len(known) - 1) // 2:len(known) // 2 + 1]
            m = (middle[1][0] if len(middle) == 2 and middle[1][1] < middle[0][1] else middle[0][0]) if middle else NAN
            median_raw.append(NAN if m == INF else m)
        at = {site: s for s, site in enumerate(self.site)}
        for site in first:
            s, want = at[site], []
            says = lambda c: reach[c] if self.x[s, c] != self.x[s, c] and self.v[s, c] == self.v[s, c] else self.x[s, c]
            for kind, sign in (("strength", 1), ("weakness", -1)):
                some = []
                for c, i in enumerate(self.ids):
                    more = sign * (points[s, c] - median[c])
                    if not more >= 0.5:
                        continue
                    way = "_no_data" if self.v[s, c] != self.v[s, c] else "_beyond" if self.x[s, c] != self.x[s, c] else ""
                    if way == "" and median_raw[c] == median_raw[c] and sign * (self.v[s, c] - value_of(self.value[c], median_raw[c])) <= 0:
                        way = "_spread"
                    some.append((-more, c, kind, "finding_" + kind + way, [says(c), more, median_raw[c], NAN]))
                want += sorted(some)[:3]
            some = []
            for c, i in enumerate(self.ids):
                f = self.value[c]
                if self.v[s, c] != self.v[s, c] or f["function"] in ("linear", "logistic") and f["full_at"] != f["full_at"]:
                    continue
                if f["function"] in ("linear", "logistic"):
                    best = f["full_at"]
                elif f["function"] == "bell":
                    best = f["peak_at"]
                else:
                    top = max(p[1] for p in f["points"])
                    best = min((p[0] for p in f["points"] if p[1] == top), key=lambda x: (abs(x - self.x[s, c]), x))
                gain = 100 * self.share[c] / weighed[s] * value_of(f, best) - points[s, c]
                if gain >= 0.5 - 1e-12:
                    some.append((-gain, c, "lift", "finding_lift" + ("_beyond" if self.x[s, c] != self.x[s, c] else ""), [says(c), best, gain, self.sum[s] + gain]))
            want += sorted(some)[:3]
            some = []
            for c, i in enumerate(self.ids):
                if self.v[s, c] == self.v[s, c]:
                    continue

                def then(value):
                    counts, values = self.counts[s].copy(), self.for_sums[s].copy()
                    counts[c], values[c] = True, value
                    below = (counts * self.share).sum()
                    return 100 * (counts * self.share * values).sum() / below if below > 0 else 0
                add, take = max(0, then(1) - self.sum[s]), max(0, self.sum[s] - then(0))
                add, take = (x if x > 1e-11 else 0 for x in (add, take))
                some.append((-(add + take), c, "gap", "finding_gap" + ("_add" if not take else "_take" if not add else ""), [add, take, NAN, NAN]))
            want += sorted(some)
            got = told.get(site, [])
            if not check(len(got) == len(want), "findings of a site", self.name, site, [tuple(g)[5:] for g in got], want):
                continue
            # order: ties within 1e-9 may stand either way
            for kind in ("strength", "weakness", "lift", "gap"):
                mine, own = [g for g in got if g["kind"] == kind], [w for w in want if w[2] == kind]
                check(all(a["points"] >= b["points"] for a, b in zip(mine, mine[1:])), "findings by size", self.name, site, kind)
                for g in mine:
                    w = [w for w in own if self.ids[w[1]] == g["criterion"]]
                    close = any(abs(-w[0] - g["points"]) < 1e-9 for w in own)
                    if not w:
                        check(close, "finding", self.name, site, tuple(g), own)
                        continue
                    gap_tiny = kind == "gap" and min(g["number_1"], g["number_2"]) < 1e-9
                    check((g["message"] == w[0][3] or gap_tiny) and near(g["points"], -w[0][0], 1e-9) and all(near(g[f"number_{k + 1}"], x, 1e-9) for k, x in enumerate(w[0][4])),
                          "finding", self.name, site, tuple(g), w[0])
            check([g["place"] for g in got] == list(range(1, len(got) + 1)), "places of findings", self.name, site)

    def check_told(self):
        vetoes = json.loads(self.row["vetoes"])
        if "weighting" in self.asked:
            said = json.loads(self.row["weighting"])
            check(said == self.asked["weighting"], "weighting told", self.name, said)
        if not os.path.exists(os.path.join(FOLDER, "..", "project.yaml")):
            check(vetoes == self.asked.get("veto", []), "vetoes told", self.name, vetoes)
        for r in self.table:
            for v in vetoes:
                x = r["x_" + v["criterion"]]
                check(not v.get("missing") if x is None else v.get("below", -INF) <= x <= v.get("above", INF), "veto", self.name, r["site_id"], x)

    def check_no_robustness(self):
        check(self.row["robustness"] is None, "robustness told", self.name, self.row["robustness"])
        for t in ("acceptability", "central_weight", "sensitivity", "method_agreement", "finding"):
            check(not rows(f"select 1 from {t} where profile=? limit 1", self.name), "no robustness", self.name, t)
        check(not {"rank_low", "stability", "dominated_by", "rank_topsis"} & set(self.columns), "no columns of robustness", self.name)

    STAGES = ("methods", "draws", "front", "sensitivity", "findings")

    def check(self, stages=STAGES):
        for part in ("values", "weights", "scores", "method", "told"):
            getattr(self, "check_" + part)()
        if self.robust is False:
            return self.check_no_robustness()
        for part in stages:
            if part != "draws" or len(self.ranked):
                getattr(self, "check_" + part)()


def main():
    for (name,) in [tuple(r) for r in rows("select name from profile order by fid")]:
        if not ONLY or name in ONLY:
            Profile(name).check()
    print(f"{sum(counts.values())} compared, {len(failures)} differ")
    if os.environ.get("COUNTS"):
        print("\n".join(f"  {n:8} {what}" for what, n in sorted(counts.items())))
    seen = {}
    for f in failures:
        kind = f.split(":")[0]
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= 4:
            print("FAILED", f[:1500])
    for kind, n in seen.items():
        if n > 4:
            print("...", n, "of", kind)
    return 1 if failures or not counts else 0


# One number made wrong at a time (profile, what must notice it, the stages that it takes, SQL): each must be found.
MUTANTS = [
    ("mixed", "value", (), "update score_mixed set v_f=v_f+1e-9 where site_id='p003'"),
    ("mixed", "value", (), "update score_mixed set v_hub=null where rank=1"),
    ("mixed", "reason for no data", (), "update score_mixed set y_k=null where site_id=(select site_id from score_mixed where y_k is not null limit 1)"),
    ("mixed", "coverage", (), "update score_mixed set coverage=coverage+0.001 where rank=9"),
    ("mixed", "who has a rank", (), "update score_mixed set rank=null where rank=(select max(rank) from score_mixed)"),
    ("mixed", "n_without_rank", (), "update profile set n_without_rank=n_without_rank+1 where name='mixed'"),
    ("mixed", "policy told", (), "update criterion set null_policy='drop' where profile='mixed' and id='b'"),
    ("mixed", "thresholds told", (), "update criterion set veto=0.7 where profile='mixed' and id='a'"),
    ("mixed", "reach", (), "update criterion set reach=250 where profile='mixed' and id='hub'"),
    ("exact", "contributions add up to the last bit", (), "update score_exact set c_a=c_a+9.094947017729282e-13 where rank=4"),
    ("exact", "contribution", (), "update score_exact set c_a=c_b, c_b=c_a where rank=4"),
    ("exact", "weighted sum", (), "update score_exact set score=score-1e-9 where rank=4"),
    ("exact", "rank", (), "update score_exact set rank=9-rank where rank in (4,5)"),
    ("ahp", "share", (), "update criterion set share=share+1e-9 where profile='ahp' and id='d'"),
    ("ahp", "share", (), "update criterion set local_share=0.5 where profile='ahp' and id='a'"),
    ("ahp", "weight_group.consistency_ratio", (), "update weight_group set consistency_ratio=consistency_ratio*1.00001 where profile='ahp' and name='near'"),
    ("ahp", "weight_group.judge_ratios", (), "update weight_group set judge_ratios=replace(judge_ratios,'null','0.1') where profile='ahp' and name is null"),
    ("ahp", "weight_group.worst_a", (), "update weight_group set worst_a=worst_b where profile='ahp' and name='room'"),
    ("ahp", "weight_group.worst_implied", (), "update weight_group set worst_implied=worst_times where profile='ahp' and name='room'"),
    ("ahp", "weight_group.n_judgements_missing", (), "update weight_group set n_judgements_missing=1 where profile='ahp' and name='room'"),
    ("tree", "weight_group.share", (), "update weight_group set share=0.07 where profile='tree' and name='inner'"),
    ("tree", "weighting told", (), "update profile set weighting=replace(weighting,'62.5','62') where name='tree'"),
    ("by_critic", "share", (), "update criterion set share=(select share from criterion where profile='by_entropy' and id='a') where profile='by_critic' and id='a'"),
    ("vetoed", "vetoes told", (), "update profile set vetoes='[]' where name='vetoed'"),
    ("vetoed", "veto", (), "update score_vetoed set x_a=1 where rank=1"),
    ("quiet", "no robustness", (), "update finding set profile='quiet' where fid=(select min(fid) from finding)"),
] + [(f"{m}_gaps", what, (), f"update score_{m}_gaps set {column}={to} where rank=3") for m, what, column, to in (
    ("weighted_product", "score by weighted_product", "score", "score+1e-6"), ("weighted_product", "term lowest_factor", "lowest_factor", "lowest_factor+1e-6"),
    ("owa", "score by owa", "score", "score+1e-6"), ("owa", "term by_worst", "by_worst", "by_worst+1e-4"), ("topsis", "term closeness", "closeness", "closeness+1e-7"),
    ("vikor", "term vikor_q", "vikor_q", "vikor_q+1e-7"), ("vikor", "term compromise", "compromise", "1-compromise"), ("promethee_ii", "term phi_minus", "phi_minus", "phi_minus+1e-7"),
    ("electre_iii", "term place_ascending", "place_ascending", "place_ascending+1"), ("minimum", "term next_value", "next_value", "next_value+1e-6"),
    ("satisficing", "term n_short", "n_short", "n_short+1"), ("topsis", "weighted sum", "weighted_sum", "weighted_sum+1e-6"),
    ("topsis", "no contributions where they do not add up", "c_a", "1"))] + [
    ("sets", "rank_vikor", ("methods",), "update score_sets set rank_vikor=27-rank_vikor where rank_vikor in (13,14)"),
    ("sets", "rank_electre_iii is a permutation", ("methods",), "update score_sets set rank_electre_iii=1 where rank_electre_iii=2"),
    ("sets", "tau", ("methods",), "update method_agreement set tau=tau+1e-6 where profile='sets' and method_a='vikor' and method_b='owa'"),
    ("plain", "reversals", ("methods",), "update method_agreement set reversals_a=reversals_a+1 where profile='plain' and method_a='promethee_ii' and method_b='owa'"),
    ("plain", "pairs of methods", ("methods",), "delete from method_agreement where profile='plain' and method_a='promethee_ii' and method_b='owa'"),
] + [("exact", f"{c} of the file's draws", ("methods", "draws"), f"update score_exact set {c}={c}+{by} where rank=5") for c, by in
     (("rank_low", 1), ("rank_high", 1), ("rank_best", 1), ("rank_worst", 1), ("rank_mean", 0.001), ("top_share", 0.002), ("top_100_share", -0.002))] + [
    ("exact", "acceptability of the file's draws", ("methods", "draws"), "update acceptability set share=share+0.001 where profile='exact' and rank=4 and site_id=(select site_id from score_exact where rank=2)"),
    ("exact", "central weight of the file's draws", ("methods", "draws"), "update central_weight set share=share*1.0001 where profile='exact' and criterion='b' and site_id=(select site_id from score_exact where rank=1)"),
    ("exact", "confidence of the file's draws", ("methods", "draws"), "update central_weight set confidence=1-confidence where profile='exact' and site_id=(select site_id from score_exact where rank=1)"),
    ("exact", "robustness told", ("methods", "draws"), "update profile set robustness=replace(robustness,'0.8','0.9') where name='exact'"),
    ("sets", "stability", ("methods", "draws"), "update score_sets set stability='depends' where site_id='good3'"),
    ("sets", "a rank goes to somebody", ("methods", "draws"), "delete from acceptability where profile='sets' and fid=(select min(fid) from acceptability where profile='sets')"),
    ("sets", "acceptability against own draws", ("methods", "draws"), "update acceptability set share=share*0.8 where fid=(select fid from acceptability where profile='sets' and rank=1 order by share desc limit 1)"),
    ("sets", "rank_mean against own draws", ("methods", "draws"), "update score_sets set rank_mean=rank_mean+0.5 where site_id='mid07'"),
    ("sets", "interval holds", ("methods", "draws"), "update score_sets set rank_low=rank_low+6 where site_id='mid07'"),
    ("sets", "interval is no wider", ("methods", "draws"), "update score_sets set rank_low=rank_low-3 where site_id='mid07'"),
    ("unsure", "confidence against own draws", ("methods", "draws"), "update central_weight set confidence=confidence*0.7 where profile='unsure' and confidence>0.2"),
    ("sets", "dominated_by", ("methods", "front"), "update score_sets set dominated_by='bad0' where site_id='mid07'"),
    ("sets", "on the front", ("methods", "front"), "update score_sets set dominated_by='good1' where dominated_by is null"),
    ("sets", "a dominated site is below its dominators by every method", ("methods", "front"), "update score_sets set rank_topsis=case rank_topsis when 1 then 35 else 1 end where rank_topsis in (1,35)"),
    ("plain", "needed", ("sensitivity",), "update sensitivity set needed=needed+1e-6, change=change+1e-6 where profile='plain' and fid=(select min(fid) from sensitivity where profile='plain' and needed is not null)"),
    ("plain", "needed", ("sensitivity",), "update sensitivity set needed=null, change=null, by=null, smallest=0 where profile='plain' and fid=(select max(fid) from sensitivity where profile='plain' and needed is not null and smallest=0)"),
    ("plain", "smallest", ("sensitivity",), "update sensitivity set smallest=1-smallest where profile='plain' and fid=(select min(fid) from sensitivity where profile='plain' and smallest=1)"),
    ("plain", "who takes the place ties there", ("sensitivity",), "update sensitivity set by=(select site_id from score_plain where rank=100) where profile='plain' and fid=(select min(fid) from sensitivity where profile='plain' and needed is not null)"),
    ("mixed", "finding", ("findings",), "update finding set points=points+1e-6 where profile='mixed' and kind='strength' and place=1"),
    ("mixed", "finding", ("findings",), "update finding set number_3=number_3+1 where profile='mixed' and kind='weakness'"),
    ("mixed", "finding", ("findings",), "update finding set message='finding_strength' where message='finding_strength_spread' and profile='mixed'"),
    ("mixed", "findings of a site", ("findings",), "delete from finding where fid=(select min(fid) from finding where profile='mixed' and kind='gap')"),
    ("mixed", "finding", ("findings",), "update finding set number_1=null where profile='mixed' and message='finding_lift_beyond'"),
]


def mutants():
    global db
    kept, db = db, sqlite3.connect(":memory:", isolation_level=None)
    kept.backup(db)
    db.row_factory = sqlite3.Row
    missed = 0
    for profile, what, stages, sql in MUTANTS:
        failures.clear()
        db.execute("begin")
        n = db.execute(sql).rowcount
        Profile(profile).check(stages)
        db.execute("rollback")
        if not n or not any(f.startswith(what + ":") for f in failures):
            missed += 1
            print("NOT NOTICED" if n else "NOTHING CHANGED", profile, what, sql, [f[:200] for f in failures[:3]])
    print(f"{len(MUTANTS)} mutants, {missed} not noticed")
    return 1 if missed else 0


sys.exit(mutants() if ONLY == ["--mutants"] else main())
