#!/usr/bin/env python3
"""make RESULT OUT N: a result with an address register of N addresses. check TOMT RESULT: what tomt finds, held against a search written here (no folding table
shared, the full matrix of slips, every name compared)."""
import json, random, shutil, sqlite3, struct, subprocess, sys, unicodedata

BEGIN = "Stor Kirke Skole Elve Fjell Bjørke Ørn Ås Tollbu Haug Sør Nord Øst Vest Rådhus Grønland Tang Åker Ære Mølle Slott Dal Berg Sjø Havne Kanal Torg Park".split()
MIDDLE = ["", "bakke", "hage", "øy", "åsen", "mark"]
END = ["gata", " gate", "veien", "vegen", " plass", "bakken", "stien", "allé", "torget"]


def names():
    return sorted({"Bragernes torg", "Strømsø torg"} | {(b + m + e).strip() for b in BEGIN for m in MIDDLE for e in END})


def make(result, out, n):
    shutil.copy(result, out)
    db = sqlite3.connect(out)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    srs, x0, y0 = db.execute("SELECT srs_id, min_x, min_y FROM gpkg_contents WHERE table_name = 'site'").fetchone()
    db.execute("CREATE TABLE address (fid INTEGER PRIMARY KEY, geom BLOB, municipality TEXT, street TEXT, number TEXT, letter TEXT, postcode TEXT)")
    db.execute("INSERT INTO gpkg_geometry_columns VALUES ('address', 'geom', 'POINT', ?, 0, 0)", (srs,))
    draw, rows = random.Random(5), [("Bragernes torg", 4, None), ("Bragernes torg", 4, "B")]
    streets = names()
    while len(rows) < n:
        street = streets[len(rows) * len(streets) // n]
        rows += [(street, k, draw.choice([None, None, "A", "B"])) for k in range(1, draw.randrange(2, 1 + max(4, 2 * n // len(streets))))]
    point = lambda i: b"GP\0\1" + struct.pack("<i", srs) + struct.pack("<BIdd", 1, 1, x0 + i % 1000, y0 + i // 1000)
    db.executemany("INSERT INTO address VALUES (?, ?, '3301', ?, ?, ?, '3017')", [(i + 1, point(i), s, str(k), l) for i, (s, k, l) in enumerate(rows[:n])])
    db.commit()


def slips(a, b):  # optimal string alignment
    d = [[max(i, j) if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[-1][-1]


def plain(text):
    text = text.lower().replace("ø", "o").replace("æ", "a").replace("å", "a")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.replace(" ", "").replace("-", "").replace(".", "")


def find(tomt, result, words, most):
    done = subprocess.run([tomt, "find", result, *words.split(" "), "--json", "--most", str(most)], capture_output=True, text=True)
    assert done.returncode in (0, 8), (words, done.stderr)
    return json.loads(done.stdout)["places"]


def misspell(draw, name):
    at = draw.randrange(1, len(name) - 1)
    return draw.choice([name[:at] + name[at + 1:], name[:at] + name[at + 1] + name[at] + name[at + 2:], name[:at] + "x" + name[at + 1:], name[:at] + "q" + name[at:]])


def check(tomt, result):
    db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    there = sorted({s for (s,) in db.execute("SELECT DISTINCT street FROM address")})
    draw = random.Random(11)
    for street in draw.sample(there, 25):
        # as it is, in capitals, with the accents apart: first, and whole
        for typed in (street, street.upper(), unicodedata.normalize("NFD", street)):
            first = find(tomt, result, typed, 1)[0]
            assert (first["kind"], first["title"], first["match"]) == ("street", street, 1), (typed, first)
        # every house: as the register has it
        number, letter, geom = draw.choice(db.execute("SELECT number, letter, geom FROM address WHERE street = ? GROUP BY number, letter HAVING count(*) = 1", (street,)).fetchall())
        first = find(tomt, result, f"{street} {number} {letter or ''}".strip().lower(), 1)[0]
        assert first["title"] == f"{street} {number}{letter or ''}, 3017" and first["match"] == 1, first
        x, y = struct.unpack("<dd", geom[-16:])
        assert abs(first["x"] - x) < 0.001 and abs(first["y"] - y) < 0.001
        # begun: all streets that begin so, the nearest to whole first
        typed = plain(street)[:5]
        begun = [s for s in there if plain(s).startswith(typed)]
        got = [p["title"] for p in find(tomt, result, typed, 1000) if p["kind"] == "street" and p["match"] >= 0.9]
        assert set(begun) <= set(got), (typed, set(begun) - set(got))
        # one slip: no street that is one slip off is left out
        typed = misspell(draw, plain(street))
        near = {s for s in there if slips(typed, plain(s)) == 1}
        got = {p["title"] for p in find(tomt, result, typed, 1000)}
        assert near <= got, (typed, near - got)
    print(len(there), "streets")


if sys.argv[1] == "make":
    make(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    check(*sys.argv[2:4])
