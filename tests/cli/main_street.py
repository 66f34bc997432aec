"""A main street with two tracts, by hand: main_street.py DIR. What is computed from it stands in economy.test.
Storgata runs along y = 500; number n stands at x = 100 n, even numbers at y = 510, odd at y = 490. The border of the tracts is x = 1000."""
import csv, gzip, json, os, random, sys

X, Y = 570000.0, 6622000.0  # EPSG:25832
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def write(name, features):
    with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as f:
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
                   "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}, f)


def box(x0, y0, x1, y1):
    ring = [[X + x, Y + y] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
    return {"type": "Polygon", "coordinates": [ring]}


def sheet(name, head, rows, encoding="utf-8"):
    with open(f"{folder}/{name}", "w", encoding=encoding, newline="") as f:
        out = csv.writer(f)
        out.writerow(head)
        out.writerows(rows)


write("area", [({"nr": "3301", "navn": "Byen"}, box(0, 0, 2000, 1000)), ({"nr": "3303", "navn": "Nabo"}, box(2000, 0, 4000, 1000))])
write("tracts", [({"nr": "33010001", "navn": "Vest"}, box(0, 0, 1000, 1000)), ({"nr": "33010002", "navn": "Øst"}, box(1000, 0, 2000, 1000))])
write("zones", [({"use": "1310"}, box(0, 0, 2000, 1000))])
write("parcels", [({"id": "p1"}, box(280, 680, 320, 720)), ({"id": "p2"}, box(1680, 480, 1720, 520))])

NUMBERS = [1, 2, 3, 4, 6, 7, 10, 15, 17, 19]
addresses = [("3301", "Storgata", n, "", "3001", X + 100 * n, Y + (510 if n % 2 == 0 else 490)) for n in NUMBERS]
addresses += [("3301", "Storgata", 4, "B", "3001", X + 400, Y + 512), ("3301", "Elvegata", 1, "", "3002", X + 1500, Y + 200),
              ("3301", "Elvegata", 2, "", "3002", X + 1700, Y + 200), ("3303", "Storgata", 2, "", "3050", X + 2500, Y + 500)]
sheet("addresses.csv", ["kommune", "gate", "nr", "bokstav", "postnr", "oest", "nord"], addresses)

HEAD = ["organisasjonsnummer", "navn", "organisasjonsform.kode", "naeringskode1.kode", "antallAnsatte", "harRegistrertAntallAnsatte",
        "beliggenhetsadresse.adresse", "beliggenhetsadresse.postnummer", "beliggenhetsadresse.kommunenummer", "beliggenhetsadresse.landkode",
        "nedleggelsesdato"]


def firm(number, code, employees, said, address, post="3001", municipality="3301", country="NO", closed="", form="BEDR", name=None):
    return [number, name or f"Bedrift {number}", form, code, employees, said, address, post, municipality, country, closed]


FIRMS = [
    firm("101", "62.010", "10", "true", "Storgata 2"),
    firm("102", "62.020", "20", "true", "Storgata 4B"),
    firm("103", "62.010", "", "true", "Storgata 4C"),             # 1 to 4; no such letter
    firm("104", "86.101", "100", "true", "Storgt. 6"),            # the usual abbreviation
    firm("105", "86.211", "8", "true", "Storgata 8"),             # no 8: 6 and 10 are as near, the lower counts
    firm("106", "47.111", "6", "true", "Finnesikkegata 3", "3002"),  # unknown street: the middle of the postcode
    firm("107", "56.101", "5", "true", "Storgata 19"),
    firm("108", "62.999", "7", "true", "Storgata 17"),            # no such code
    firm("109", "62.010", "9", "true", "Main Street 1", "", "", "SE"),
    firm("110", "70.220", "9", "true", "Postboks 12", "9999"),
    firm("111", "70.220", "9", "true", "", ""),
    firm("112", "70.220", "9", "true", "Ukjentveien 9", ""),
    firm("113", "62.010", "50", "true", "Storgata 2", closed="2020-01-01"),
    firm("101", "62.010", "10", "true", "Storgata 2"),            # again
    firm("115", "62.010", "60", "true", "Karl Johans gate 2", "0162", "0301"),  # of a town that is not in the address register
    firm("116", "62.010", "-5", "true", "Storgata 10"),           # on the border of the tracts
    firm("117", "00.000", "3", "true", "Storgata 15"),
    firm("118", "69.100", "1", "true", "Ukjentveien 9", "", form="ENK", name="KARI NORDMANN")]
BEFORE = [firm("101", "62.010", "5", "true", "Storgata 2"), firm("102", "62.020", "20", "true", "Storgata 2"),
          firm("104", "86.101", "90", "true", "Storgata 6"), firm("120", "47.111", "12", "true", "Storgata 17"),
          firm("107", "56.101", "5", "true", "Storgata 3")]
sheet("firms.csv", HEAD, FIRMS, "iso-8859-1")
sheet("before.csv", HEAD, BEFORE)


def record(row):
    tree = {}
    for key, value in zip(HEAD, row):
        at, *rest = key.split(".")
        if value == "":
            continue
        value = int(value) if key == "antallAnsatte" else value == "true" if key.startswith("har") else [value] if key.endswith("adresse.adresse") else value
        if rest:
            tree.setdefault(at, {})[rest[0]] = value
        else:
            tree[at] = value
    return tree


with gzip.open(f"{folder}/firms.json.gz", "wt", encoding="utf-8") as f:
    json.dump([record(row) for row in FIRMS], f)
with open(f"{folder}/firms.csv", "rb") as f, gzip.open(f"{folder}/firms.csv.gz", "wb") as out:
    out.write(f.read())

sheet("employment.csv", ["nr", "kode", "jobber", "bosatte", "maal"],
      [["3301", "", 150, 200, 300], ["33010001", "", "", 120, ""], ["3301", "62", 30, "", ""],
       ["0", "", 1000, "", ""], ["0", "62", 50, "", ""], ["0", "86", 100, "", ""], ["0", "47", 150, "", ""]])

CRITERIA = """
  - {id: lq, criterion: location_quotient, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {sector: care, radius_m: 500, min_establishments: 2}}
  - {id: lq_no, criterion: location_quotient, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {sector: care, radius_m: 500, min_establishments: 2, reference: norway}}
  - {id: rv, criterion: related_variety, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {radius_m: 500, min_establishments: 2}}
  - {id: uv, criterion: unrelated_variety, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {radius_m: 500, min_establishments: 2}}
  - {id: know, criterion: knowledge_share, weight: 1, value: {function: linear, full_at: 1, zero_at: 0}, with: {radius_m: 500, min_establishments: 2}}
  - {id: hot, criterion: hot_spot, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {cell_m: 500, radius_m: 500}}
  - {id: dense, criterion: effective_density, weight: 1, value: {function: linear, full_at: 1000, zero_at: 0}, with: {alpha: 1.8, radius_m: 2000}}
  - {id: near, criterion: cluster_distance, weight: 1, value: {function: linear, full_at: 0, zero_at: 2000}, with: {set: it}}
  - {id: coloc, criterion: co_location, weight: 1, value: {function: linear, full_at: 2, zero_at: 0}, with: {sector: care, radius_m: 500, sigma_m: 250, min_establishments: 2}}
  - {id: rival, criterion: competition, weight: 1, value: {function: linear, full_at: 0, zero_at: 5}, with: {sector: care, radius_m: 500}}
"""
with open(f"{folder}/eco.yaml", "w", encoding="utf-8") as f:
    f.write("tomt_profile: 1\nname: eco\ntitle: Economy\nuses: [\"1310\"]\nsites: {min_area_m2: 1, min_width_m: 0}\ncriteria:" + CRITERIA)


def project(name, source, encoding, before="before.csv"):
    columns = "{id: organisasjonsnummer, name: navn, code: naeringskode1.kode, employees: antallAnsatte, employees_registered: harRegistrertAntallAnsatte, " \
        "legal_form: organisasjonsform.kode, municipality: beliggenhetsadresse.kommunenummer, address: beliggenhetsadresse.adresse, " \
        "postcode: beliggenhetsadresse.postnummer, country: beliggenhetsadresse.landkode, closed: nedleggelsesdato}"
    with open(f"{folder}/{name}.yaml", "w", encoding="utf-8") as f:
        f.write(f"""tomt: 1
project: {{name: mainstreet, title: Main street, crs: EPSG:25832, language: en}}
study_area: {{layer: area, numbers: ["3301"]}}
layers:
  area: {{source: area.geojson, columns: {{number: nr, name: navn}}}}
  tracts: {{role: area, source: tracts.geojson, columns: {{number: nr, name: navn}}}}
  zones: {{role: zone, source: zones.geojson, columns: {{use: use}}}}
  parcels: {{role: parcel, source: parcels.geojson, columns: {{parcel: id}}}}
  firms:
    role: establishment
    source: {source}
    {encoding}
    columns: {columns}
  before:
    role: establishment_before
    source: {before}
    columns: {columns}
  addresses:
    role: address
    source: addresses.csv
    x: oest
    y: nord
    crs: EPSG:25832
    columns: {{municipality: kommune, street: gate, number: nr, letter: bokstav, postcode: postnr}}
  employment: {{role: employment, source: employment.csv, columns: {{number: nr, code: kode, jobs: jobber, employed_residents: bosatte, jobs_target: maal}}}}
economy:
  version: SN2007
  code_version: SN2007
  min_establishments: 2
  areas: [area, tracts]
  references:
    norway: {{layer: employment, numbers: ["0"]}}
  sectors:
    care: {{title: Care, codes: {{SN2007: ["86", "87"]}}}}
    doctors: {{title: Doctors, codes: {{SN2007: ["86.2"]}}}}
    coding: {{title: Coding, codes: {{SN2007: ["62"]}}}}
  hot_spots: {{cell_m: 500, radius_m: 500, permutations: 99, seed: 1, sectors: [coding]}}
  clusters:
    it: {{sector: coding, radius_m: 250, min_jobs: 30, min_establishments: 2}}
  density:
    jobs: {{cell_m: 100, bandwidth_m: 500}}
sites: {{from: parcels, min_area_m2: 1, min_width_m: 0}}
profiles: [eco.yaml]
""")


project("project", "firms.csv", "")
project("json", "firms.json.gz", "")
project("gzip", "firms.csv.gz", "")


# Two years of 400 establishments that come, go, move, grow and change industry at random, and what that is by the definitions: for each
# area (x from, x to), and for all, the sector of care and division 62.
random.seed(20260131)
CODES = ["62.010", "62.020", "86.101", "86.211", "47.111"]


def any_firm():
    return random.choice(addresses), random.randint(5, 60), random.choice(CODES)


years = [{}, {}]
for number in range(1000, 1400):
    one, two = any_firm(), any_firm()
    if random.random() < 0.7:
        years[0][number] = one
    if random.random() < 0.7:
        stays, same = random.random() < 0.6, random.random() < 0.8
        years[1][number] = (one[0] if stays else two[0], two[1], one[2] if same else two[2])
for name, year in zip(("before_random.csv", "firms_random.csv"), years):
    sheet(name, HEAD, [firm(str(n), code, str(jobs), "true", f"{a[1]} {a[2]}{a[3]}", a[4], a[0]) for n, (a, jobs, code) in year.items()])
project("random", "firms_random.csv", "", "before_random.csv")


def change(inside, meant):
    """births, deaths, moved in and out, then jobs before, after, born, dead, moved in, moved out"""
    n, before, after = [0] * 4, *[{k: f for k, f in y.items() if inside(f[0][5] - X)} for y in years]
    jobs = [sum(f[1] for f in y.values() if meant(f[2])) for y in (before, after)] + [0] * 4
    for at, here, there, known in ((0, after, before, years[0]), (1, before, after, years[1])):
        for number, f in here.items():
            if number not in there and meant(f[2]):
                moved = 2 if number in known else 0
                n[at + moved] += 1
                jobs[2 + at + moved] += f[1]
    return n + jobs


with open(f"{folder}/random_changes.txt", "w", encoding="utf-8") as f:
    for area, inside in (("study_area", lambda x: x <= 2000), ("area:3301", lambda x: x <= 2000),
                         ("tracts:33010001", lambda x: x <= 1000), ("tracts:33010002", lambda x: 1000 < x <= 2000)):
        for kind, meant in (("all ", lambda c: True), ("division 62", lambda c: c[:2] == "62"), ("sector care", lambda c: c[:2] in ("86", "87"))):
            print("|".join([area, kind] + [str(v) for v in change(inside, meant)]), file=f)
