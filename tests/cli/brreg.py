"""A project on samples of the Norwegian business register, and a recount of all that is told of it from the files themselves.
brreg.py make SHARED DIR writes the projects; brreg.py check SHARED PROJECT RESULT recounts one; brreg.py titles SHARED RESULT looks at NACE 2.1. Plain Python: the municipalities' polygons are read out of
their GeoPackage, postcodes are projected by Krueger's series (Karney 2011, to n^4: well below a millimetre), sectors read from sectors.yaml."""
import csv, gzip, json, math, os, re, sqlite3, struct, sys

PLACES = ["0301", "3201", "3203", "3205", "3301"]  # Oslo, Baerum, Asker, Lillestroem, Drammen
LEAST = 5
SOURCES = {  # project: file, its columns (number, name, code, employees, registered, form, municipality, address, postcode, country)
    "under": ("norway_brreg/underenheter_sample.csv", "beliggenhetsadresse"),
    "enheter": ("norway_brreg/enheter_sample.csv", "forretningsadresse"),
    "own": ("norway_brreg/establishments_geocoded_postnr.csv", None),
}


def columns(prefix):
    if prefix is None:
        return {"id": "orgnr", "name": "navn", "code": "nace", "employees": "ansatte", "municipality": "kommunenr", "address": "adresse", "postcode": "postnr"}
    return {"id": "organisasjonsnummer", "name": "navn", "code": "naeringskode1.kode", "employees": "antallAnsatte",
            "employees_registered": "harRegistrertAntallAnsatte", "legal_form": "organisasjonsform.kode", "municipality": f"{prefix}.kommunenummer",
            "address": f"{prefix}.adresse", "postcode": f"{prefix}.postnummer", "country": f"{prefix}.landkode"}


def rows(path, delimiter=","):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f, delimiter=delimiter))


def nested(row):
    """A record as the register's JSON has it: objects by the dots, numbers and truth values, lines of an address as a list, nothing for empty."""
    tree = {}
    for key, value in row.items():
        if value == "":
            continue
        if key == "antallAnsatte":
            value = int(value)
        elif value in ("true", "false"):
            value = value == "true"
        elif key.endswith("adresse.adresse"):
            value = value.split("/n")
        at, *rest = key.split(".")
        if rest:
            tree.setdefault(at, {})[rest[0]] = value
        else:
            tree[at] = value
    return tree


def make(shared, folder):
    os.makedirs(folder, exist_ok=True)
    with gzip.open(f"{folder}/under.json.gz", "wt", encoding="utf-8") as f:
        json.dump([nested(row) for row in rows(f"{shared}/{SOURCES['under'][0]}")], f, ensure_ascii=False)
    square = "POLYGON ((240000 6630000, 240100 6630000, 240100 6630100, 240000 6630100, 240000 6630000))"
    with open(f"{folder}/plan.csv", "w") as f:
        f.write(f'use,id,WKT\n1310,p,"{square}"\n')
    with open(f"{folder}/size.yaml", "w") as f:
        f.write("tomt_profile: 1\nname: size\nuses: [1310]\ncriteria:\n  - {id: size, criterion: developable_area, weight: 1, value: {function: linear, full_at: 10000, zero_at: 0}}\n")
    for name, source, prefix in [(n, f"{shared}/{s}", p) for n, (s, p) in SOURCES.items()] + [
            ("json", "under.json.gz", SOURCES["under"][1]), ("sn2025", f"{shared}/{SOURCES['under'][0]}", SOURCES["under"][1])]:
        version = "SN2025" if name == "sn2025" else "SN2007"
        listed = ", ".join(f"{a}: {b}" for a, b in columns(prefix).items())
        with open(f"{folder}/{name}.yaml", "w") as f:
            f.write(f"""tomt: 1
project: {{name: {name}, crs: EPSG:25833, language: nb}}
study_area: {{layer: kommuner, numbers: [{", ".join(f'"{p}"' for p in PLACES)}]}}
layers:
  kommuner: {{role: area, source: {shared}/norway_admin/kommuner_n1000_25833.gpkg, columns: {{number: kommunenummer, name: kommunenavn}}}}
  zones: {{role: zone, source: plan.csv, crs: EPSG:25833, columns: {{use: use}}}}
  parcels: {{role: parcel, source: plan.csv, crs: EPSG:25833, columns: {{parcel: id}}}}
  firms:
    role: establishment
    source: {source}
{"    x: lon" + chr(10) + "    y: lat" + chr(10) + "    crs: EPSG:4326" + chr(10) if prefix is None else ""}    columns: {{{listed}}}
  codes:
    role: postcode
    source: {shared}/norway_postal/postnummer.csv
    x: LON
    y: LAT
    crs: EPSG:4326
    columns: {{postcode: POSTNR}}
  sn2007: {{role: industry, source: {shared}/norway_codes/sn2007_naering.csv, columns: {{code: code, nb: name}}}}
  nace21: {{role: industry, source: {shared}/norway_codes/NACE2.1_Structure_Label_Notes_EN.csv, columns: {{code: NACE_CODE, en: NAME}}}}
economy:
  version: {version}
  code_version: {version}
  min_establishments: {LEAST}
  industry:
    - {{layer: sn2007, version: SN2007}}
    - {{layer: nace21, version: SN2025}}
  hot_spots: {{cell_m: 1000, radius_m: 2000, permutations: 99}}
sites: {{from: parcels}}
profiles: [size.yaml]
""")


# --- the recount --------------------------------------------------------------------------------------------------------------


def project(lon, lat):
    """ETRS89 / UTM zone 33N."""
    a, f, k0 = 6378137.0, 1 / 298.257222101, 0.9996
    n = f / (2 - f)
    big = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (n / 2 - 2 / 3 * n**2 + 5 / 16 * n**3 + 41 / 180 * n**4, 13 / 48 * n**2 - 3 / 5 * n**3 + 557 / 1440 * n**4,
             61 / 240 * n**3 - 103 / 140 * n**4, 49561 / 161280 * n**4)
    phi, lam = math.radians(lat), math.radians(lon - 15)
    e = math.sqrt(f * (2 - f))
    t = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(t, math.cos(lam)), math.asinh(math.sin(lam) / math.hypot(t, math.cos(lam)))
    x = eta + sum(c * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, c in enumerate(alpha, 1))
    y = xi + sum(c * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, c in enumerate(alpha, 1))
    return 500000 + k0 * big * x, k0 * big * y


def municipalities(shared):
    """Number -> rings, of all parts."""
    found = {}
    db = sqlite3.connect(f"file:{shared}/norway_admin/kommuner_n1000_25833.gpkg?mode=ro&immutable=1", uri=True)
    for number, blob in db.execute("select kommunenummer, geom from kommune"):
        at = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]

        def take(form):
            nonlocal at
            values = struct.unpack_from("<" + form, blob, at)
            at += struct.calcsize("<" + form)
            return values

        def polygon():
            for _ in range(take("I")[0]):
                n = take("I")[0]
                flat = take(f"{2 * n}d")
                found.setdefault(number, []).append(list(zip(flat[::2], flat[1::2])))

        kind = take("BI")[1]
        if kind == 3:
            polygon()
        else:
            for _ in range(take("I")[0]):
                take("BI")
                polygon()
    return found


def inside(rings, x, y):
    odd = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                odd = not odd
    return odd


def sectors():
    """Name -> prefixes of SN2007, ranges written out."""
    text = open(os.environ["TOP"] + "/sectors/sectors.yaml", encoding="utf-8").read()
    found = {}
    for name, listed in re.findall(r"^  ([a-z_]+):\n(?:    .*\n)*?      SN2007: \[(.*?)\]", text, re.M):
        found[name] = []
        for item in re.findall(r'"([^"]+)"', listed):
            first, _, last = item.replace(".", "").partition("-")
            found[name] += [str(k).zfill(len(first)) for k in range(int(first), int(last or first) + 1)]
    return found


def place(shared, name):
    """Every row: (why not, None) or ("own" or "postcode", (x, y)), and its employees as (low, central, high)."""
    source, prefix = SOURCES[name]
    key = columns(prefix)
    centres = {r["POSTNR"]: project(float(r["LON"]), float(r["LAT"])) for r in rows(f"{shared}/norway_postal/postnummer.csv", "\t")}
    for row in rows(f"{shared}/{source}"):
        said = row.get(key.get("employees_registered"), "")
        jobs = (float(row[key["employees"]]),) * 3 if row[key["employees"]] else (1.0, 2.0, 4.0) if said == "true" else (0.0,) * 3 if said == "false" else None
        box = bool(re.search(r"(?i)(^|/n|,)\s*(postboks|p\.?\s?b\.?|p\.?\s?o\.? ?box|boks)\s*\d", row[key["address"]]))
        if prefix is None:
            how, at = "own", project(float(row["lon"]), float(row["lat"]))
        elif row[key["country"]] not in ("", "NO", "SJ"):
            how, at = "foreign", None
        elif row[key["postcode"]] in centres:
            how, at = "postcode", centres[row[key["postcode"]]]
        else:
            how, at = "po_box" if box else "no_street" if row[key["address"]] else "no_address", None
        code = row[key["code"]].replace(".", "")
        yield row[key["id"]], how, at, jobs, "" if code == "00000" else code, box


def entropy(parts):
    whole = sum(parts)
    return sum(p / whole * math.log2(whole / p) for p in parts if p > 0)


class Mix:
    def __init__(self):
        self.n, self.unknown, self.low, self.jobs, self.high = 0, 0, 0.0, 0.0, 0.0

    def add(self, jobs):
        self.n += 1
        self.unknown += jobs is None
        low, central, high = jobs or (0, 0, 0)
        self.low, self.jobs, self.high = self.low + low, self.jobs + central, self.high + high


def near(found, wanted, what):
    if (found is None) != (wanted is None) or (wanted is not None and abs(found - wanted) > 1e-9 * max(1, abs(wanted))):
        sys.exit(f"{what}: {found} is not {wanted}")


def measures(members):
    """members: (jobs, code) -> knowledge is of the sectors; varieties (Frenken et al. 2007), Herfindahl over divisions."""
    fine, coarse = {}, {}
    for jobs, code in members:
        if code and jobs:
            fine[code] = fine.get(code, 0) + jobs[1]
            coarse[code[:2]] = coarse.get(code[:2], 0) + jobs[1]
    if not sum(fine.values()):
        return None, None, None, None
    unrelated, whole = entropy(list(coarse.values())), entropy(list(fine.values()))
    total = sum(coarse.values())
    return whole - unrelated, unrelated, whole, sum((p / total) ** 2 for p in coarse.values())


def recount(shared, name, result):
    db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    told = dict(db.execute("select key, n from provenance where section in ('register','unplaced') and name='firms'"))
    # Rows with coordinates of their own are left out as they are read when they lie beyond.
    beyond = dict(db.execute("select key, n from provenance where section='trouble' and name='firms'")).get("outside", 0)
    told["placed_outside"] += beyond
    told["establishments"] += beyond
    polygons = municipalities(shared)
    xs = [x for p in PLACES for r in polygons[p] for x, _ in r]
    ys = [y for p in PLACES for r in polygons[p] for _, y in r]
    count, here, unplaced, seen = {}, {p: [] for p in PLACES}, {}, {}
    where = {}
    for number, how, at, jobs, code, box in place(shared, name):
        if at is None:
            count[how] = count.get(how, 0) + 1
            unplaced[number] = how
            continue
        if not (min(xs) <= at[0] <= max(xs) and min(ys) <= at[1] <= max(ys)):
            count["outside"] = count.get("outside", 0) + 1
            continue
        count[how] = count.get(how, 0) + 1
        seen[number] = (how, jobs, code)
        if at not in where:
            where[at] = next((p for p in PLACES if inside(polygons[p], *at)), None)
        if where[at]:
            here[where[at]].append((jobs, code))
    for ours, theirs in (("own", "placed_own"), ("postcode", "placed_postcode"), ("outside", "placed_outside"), ("foreign", "foreign"), ("po_box", "po_box"),
                         ("no_address", "no_address"), ("no_street", "no_street")):
        near(told.get(theirs, 0), count.get(ours, 0), f"{name}: rows {ours}")
    near(told["establishments"], sum(count.values()), f"{name}: all rows")
    near(told["unplaced"], len(unplaced), f"{name}: unplaced")
    if dict(db.execute("select id, reason from unplaced")) != unplaced:
        sys.exit(f"{name}: the table of the unplaced is another")
    listed = {i: (how, None if low is None else (low, jobs, high)) for i, how, low, jobs, high in
              db.execute("select id, placed, jobs_low, jobs_central, jobs_high from establishment")}
    for number, (how, jobs, _) in seen.items():
        if listed.get(number) != (how, jobs):
            sys.exit(f"{name}: {number} is {listed.get(number)}, not {(how, jobs)}")
    if len(listed) != len(seen):
        sys.exit(f"{name}: {len(listed)} in the layer, not {len(seen)}")
    areas = {f"kommuner:{p}": here[p] for p in PLACES}
    areas["study_area"] = [m for p in PLACES for m in here[p]]
    check_areas(db, name, areas)
    check_industries(db, name, areas, shared)
    print(f"{name}: {sum(count.values())} rows, {sum(len(here[p]) for p in PLACES)} in {len(PLACES)} municipalities, "
          f"{sum(j[1] for j, _ in areas['study_area'] if j):.0f} jobs, {len(here['3301'])} in Drammen")


def check_areas(db, name, areas):
    named = sectors()
    holds = {s: tuple(p) for s, p in named.items()}
    whole = Mix()
    in_whole = {s: Mix() for s in named}
    for jobs, code in areas["study_area"]:
        whole.add(jobs)
        for s in named:
            if code and code.startswith(holds[s]):
                in_whole[s].add(jobs)
    if db.execute("select count(*) from area").fetchone()[0] != len(areas) or len(named) < 13:
        sys.exit(f"{name}: another number of areas, or of sectors")
    for area, members in areas.items():
        mix, of = Mix(), {s: Mix() for s in named}
        for jobs, code in members:
            mix.add(jobs)
            for s in named:
                if code and code.startswith(holds[s]):
                    of[s].add(jobs)
        row = db.execute("""select establishments, jobs_low, jobs, jobs_high, jobs_unknown, without_code, knowledge_share, related_variety, unrelated_variety,
                            entropy, herfindahl, suppressed from area where area_id=?""", (area,)).fetchone()
        few = mix.n < LEAST
        wanted = [mix.n, mix.low, mix.jobs, mix.high, mix.unknown, sum(not c for _, c in members),
                  None if few or not mix.jobs else of["knowledge_intensive"].jobs / mix.jobs, *((None,) * 4 if few else measures(members)), int(few)]
        for found, value, what in zip(row, wanted, ("establishments", "low", "jobs", "high", "unknown", "without code", "knowledge", "related", "unrelated", "entropy",
                                                    "Herfindahl", "suppressed")):
            near(found, value, f"{name}, {area}: {what}")
        for s in named:
            row = db.execute("select establishments, jobs_low, jobs, jobs_high, share, quotient, suppressed from area_sector where area_id=? and sector=?", (area, s)).fetchone()
            hidden = few or 0 < of[s].n < LEAST
            share = None if hidden or not mix.jobs else of[s].jobs / mix.jobs
            quotient = None if share is None or not in_whole[s].jobs else share / (in_whole[s].jobs / whole.jobs)
            for found, value, what in zip(row, (of[s].n, of[s].low, of[s].jobs, of[s].high, share, quotient, int(hidden)), ("establishments", "low", "jobs", "high", "share", "LQ", "suppressed")):
                near(found, value, f"{name}, {area}, {s}: {what}")


def check_industries(db, name, areas, shared):
    """Divisions and subclasses of the study area and of Drammen, by count and jobs, with the titles of the file that the project names."""
    titles = {r["code"].replace(".", ""): r["name"] for r in rows(f"{shared}/norway_codes/sn2007_naering.csv", ";")}
    for area in ("study_area", "kommuner:3301"):
        for digits in (2, 5):
            wanted = {}
            for jobs, code in areas[area]:
                if code:
                    wanted.setdefault(code[:digits], Mix()).add(jobs)
            found = db.execute("select replace(code,'.',''), establishments, jobs_low, jobs, jobs_high, title from area_industry where area_id=? and digits=?", (area, digits)).fetchall()
            if sorted(r[0] for r in found) != sorted(wanted):
                sys.exit(f"{name}, {area}: industries of {digits} digits are others: {set(r[0] for r in found) ^ set(wanted)}")
            for code, n, low, jobs, high, title in found:
                mix = wanted[code]
                for a, b in zip((n, low, jobs, high), (mix.n, mix.low, mix.jobs, mix.high)):
                    near(a, b, f"{name}, {area}: industry {code}")
                if title != titles[code]:
                    sys.exit(f"{name}: {code} is called '{title}', not '{titles[code]}'")


def titles(shared, result):
    """Read as NACE 2.1 (SN2025), of which there are no subclasses here: a code whose class is listed has an industry and the class's title."""
    db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    named = {r["NACE_CODE"].replace(".", ""): r["NAME"] for r in rows(f"{shared}/norway_codes/NACE2.1_Structure_Label_Notes_EN.csv")}
    n = 0
    for code, industry, title in db.execute("select replace(code,'.',''), replace(industry,'.',''), industry_title from establishment"):
        if not code or code == "00000" or code[:4] not in named:
            wanted = (None, None)
        else:
            wanted, n = (code, named[code[:4]]), n + 1
        if (industry, title) != wanted:
            sys.exit(f"{code} is {industry}, '{title}', not {wanted}")
    if n < 100:
        sys.exit(f"only {n} with a title of NACE 2.1")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "titles":
        titles(*sys.argv[2:])
    else:
        recount(sys.argv[2], sys.argv[3], sys.argv[4])
