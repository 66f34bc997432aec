"""What `tomt compare A B --json` says, derived again from the two GeoPackages: compare_check.py A B JSON PROFILE_A PROFILE_B. And what its text prints of
each site's points, from that JSON: compare_check.py printed JSON TEXT PROFILE_B SITES_AT_LEAST (a text in English, of one profile by the weighted sum)."""
import json
import math
import re
import sqlite3
import sys


def rows(path, sql, *values):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(sql, values).fetchall()


def sites(path, profile):
    ids = [row[0] for row in rows(path, "select id from criterion where profile=?", profile)]
    columns = ", ".join(f'x_{i}, c_{i}' for i in ids)
    found = {}
    for row in rows(path, f'select site_id, rank, score{", " if ids else ""}{columns} from "score_{profile}"'):
        found[row[0]] = {"rank": row[1], "score": row[2], "x": dict(zip(ids, row[3::2])), "c": dict(zip(ids, row[4::2]))}
    return found


def rejections(path, profile):
    found = {}
    for site, reason, profiles in rows(path, "select site_id, reason, profiles from rejected order by fid"):
        if profiles is None or profile in profiles.split(","):
            found.setdefault(site, set()).add(reason)
    return found


def check(condition, *what):
    if not condition:
        sys.exit("FAILED: " + " ".join(str(w) for w in what))


def main(a_path, b_path, told_path, of_a, of_b):
    told = next(p for p in json.load(open(told_path))["profiles"] if p["profile"] == of_b)
    a, b = sites(a_path, of_a), sites(b_path, of_b)
    both = sorted(set(a) & set(b))
    check({m["site_id"] for m in told["new"]} == set(b) - set(a), "new")
    check({m["site_id"] for m in told["gone"]} == set(a) - set(b), "gone")
    moved = {s for s in both if a[s]["rank"] != b[s]["rank"]}
    check({m["site_id"] for m in told["moved"]} == moved, "moved", len(told["moved"]), len(moved))
    rescored = {s for s in both if s not in moved and a[s]["score"] != b[s]["score"]}
    check({m["site_id"] for m in told["rescored"]} == rescored, "rescored", len(told["rescored"]), len(rescored))
    ranked = [s for s in both if a[s]["rank"] and b[s]["rank"]]
    order = [sorted(ranked, key=lambda s: side[s]["rank"]) for side in (a, b)]
    by_others = {s for s, t in zip(*order) if s == t and s in moved}  # the same place among those that both rank
    check({m["site_id"] for m in told["moved"] if m["by_others"]} == by_others, "by others", len(by_others))
    check(told["n_by_others"] == len(by_others), "n_by_others")
    up = sum(b[s]["rank"] < a[s]["rank"] for s in both if a[s]["rank"] and b[s]["rank"])
    check((told["n_both"], told["n_up"]) == (len(both), up), "counts", told["n_both"], told["n_up"], len(both), up)
    ranks = [(a[s]["rank"], b[s]["rank"]) for s in both if a[s]["rank"] and b[s]["rank"]]
    if 1 < len(ranks) < 1500:  # no ties among ranks: tau-a, pair by pair
        pairs = [(p[0] - q[0]) * (p[1] - q[1]) for k, p in enumerate(ranks) for q in ranks[:k]]
        tau = sum((d > 0) - (d < 0) for d in pairs) / len(pairs)
        check(math.isclose(told["tau"], tau, abs_tol=1e-9), "tau", told["tau"], tau)
    share = [dict(rows(path, "select id, share from criterion where profile=?", of)) for path, of in ((a_path, of_a), (b_path, of_b))]
    n_causes = 0
    for move in told["moved"] + told["rescored"]:
        site = move["site_id"]
        points = [cause["points"] for cause in move["causes"]]
        check(points == sorted(points, key=lambda p: -abs(p)), site, "order of causes")
        change = b[site]["score"] - a[site]["score"]
        check(math.isclose(sum(points), change, abs_tol=1e-9), site, "points", sum(points), "change", change)
        for cause in move["causes"]:
            n_causes += 1
            c = cause["criterion"]
            before, after = a[site]["c"].get(c) or 0, b[site]["c"].get(c) or 0
            check(math.isclose(cause["points"], after - before, abs_tol=1e-9), site, c, cause)
            xa, xb = a[site]["x"].get(c), b[site]["x"].get(c)
            check((cause["raw_a"], cause["raw_b"]) == (xa, xb), site, c, "raw")
            if cause["changed"] == "number":
                check(None not in (xa, xb) and xa != xb, site, c, "number is said to change")
            if cause["changed"] == "weight":
                check(xa == xb and share[0][c] != share[1][c], site, c, "weight is said to change")
            if cause["changed"] in ("spread", "assumed"):
                check(xa == xb and share[0][c] == share[1][c], site, c, "neither number nor weight is said to change")
                check((xa is None) == (cause["changed"] == "assumed"), site, c, "what is assumed")
                check(None in [*a[site]["x"].values(), *b[site]["x"].values()], site, c, "nothing is missing that could shift weights")
            if cause["changed"] == "criterion_new":
                check(c not in share[0], site, c, "is not new")
            if cause["changed"] == "criterion_gone":
                check(c not in share[1], site, c, "is not gone")
            if cause["changed"] == "data":
                check((xa is None) != (xb is None), site, c, "data")
    for kind, other, of in (("new", a_path, of_a), ("gone", b_path, of_b)):
        why = rejections(other, of)
        for move in told[kind]:
            reasons = why.get(move["site_id"])
            check((move["rejected"] in reasons) if reasons else move["rejected"] is None, move, reasons)
    print(f"{of_a}/{of_b}: {len(both)} in both, {len(moved)} moved, {len(told['new'])} new, {len(told['gone'])} gone, {n_causes} causes")


def tenths(number):
    """A whole number of tenths, halves away from zero."""
    return int(math.copysign(math.floor(abs(number) * 10 + 0.5), number))


def printed(told_path, text_path, profile, least):
    """Each number is rounded for itself, and it is said of how many sites they do not make the difference of the two scores."""
    told = next(p for p in json.load(open(told_path))["profiles"] if p["profile"] == profile)
    moves = {m["site_id"]: m for m in told["moved"] + told["rescored"]}
    n, off, said, site = 0, 0, 0, None
    for line in open(text_path, encoding="utf-8").read().replace("\n          ", " ").replace("\n      the difference", " the difference").split("\n") + ["end"]:
        one = re.match(r"  \S+ → \S+  (\S+) .*score ([\d.]+) before, ([\d.]+) now", line)
        if not line.startswith("      ") and site and points:
            causes = [c["points"] for c in moves[site]["causes"]]
            wanted = [tenths(c) for c in causes] if len(causes) <= 3 else [*map(tenths, causes[:2]), tenths(sum(causes[2:]))]
            wanted = wanted[:2] if len(causes) > 3 and not wanted[2] else wanted
            check(points == wanted, site, points, wanted)
            check(scores == [tenths(moves[site][s]) for s in ("score_a", "score_b")], site, scores)
            n, off = n + 1, off + (sum(points) != scores[1] - scores[0])
        if not line.startswith("      "):
            site, points = None, []
        if one:
            check("." in one[2] and "." in one[3], "no decimal:", line)
            site, scores = one[1], [round(float(s) * 10) for s in one.groups()[1:]]
        elif line.startswith("      ") and (of := re.search(r"([\d.]+) points? (more|less)", line)):
            points.append(round(float(of[1]) * 10) * (1 if of[2] == "more" else -1))
        if of_n := re.match(r"  Each number is rounded for itself: of (\d+) sites? above", line):
            said += int(of_n[1])
    check(said == off, "said of", said, "true of", off)
    check(n >= int(least), "only", n, "sites told")
    print(f"{n} sites printed, of {off} the points do not make the difference")


printed(*sys.argv[2:]) if sys.argv[1] == "printed" else main(*sys.argv[1:])
