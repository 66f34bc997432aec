"""What goes wrong with registers, one trouble a case: bad_register.py DIR CASE changes the project that main_street.py wrote to DIR;
bad_register.py --list prints the cases; bad_register.py --adds-up RESULT LAYER checks that no row of a register is lost."""
import csv, gzip, io, json, os, re, sqlite3, sys

SMALL = ["101", "102", "103", "104", "105", "106", "107"]  # rows of the register that nothing is wrong with
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def read(name, encoding="utf-8"):
    with open(f"{folder}/{name}", encoding=encoding, newline="") as f:
        return f.read()


def write(name, text, encoding="utf-8"):
    with open(f"{folder}/{name}", "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode(encoding))


def rows(name, encoding="iso-8859-1"):
    return list(csv.reader(io.StringIO(read(name, encoding))))


def put_rows(name, table, encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out).writerows(table)
    write(name, out.getvalue(), encoding)


def project(old, new, times=1):
    text = read("project.yaml")
    if text.count(old) < 1:
        sys.exit(f"project.yaml does not hold {old!r}")
    write("project.yaml", text.replace(old, new) if times == 0 else text.replace(old, new, times))


def economy(lines):
    """Lines at the end of economy:."""
    project("sites: {from: parcels", lines + "sites: {from: parcels")


def firm(number, code="62.010", employees="10", said="true", address="Storgata 2", post="3001", municipality="3301", country="NO", closed="",
         form="BEDR", name=None):
    return [number, name or f"Bedrift {number}", form, code, employees, said, address, post, municipality, country, closed]


def firms(more, keep=None):
    table = rows("firms.csv")
    put_rows("firms.csv", [table[0]] + [r for r in table[1:] if keep is None or r[0] in keep][:len(SMALL) if keep else None] + more)


def features(name):
    return json.loads(read(f"{name}.geojson"))


def put_features(name, tree):
    write(f"{name}.geojson", json.dumps(tree))


def box(x0, y0, x1, y1):
    X, Y = 570000.0, 6622000.0
    return {"type": "Polygon", "coordinates": [[[X + x, Y + y] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]]}


def area(name, number, called, geometry):
    tree = features(name)
    tree["features"].append({"type": "Feature", "properties": {"nr": number, "navn": called}, "geometry": geometry})
    put_features(name, tree)


# --- rows -----------------------------------------------------------------------------------------------------------------


@case
def dirty():
    """Each row one trouble; bad_register.test says what becomes of each."""
    firms([
        firm("201", address="", post="3001"),                      # no address, a postcode: its centre
        firm("202", address="", post="", municipality=""),         # nothing at all
        firm("203", address="Kungsgatan 1", country="SE"),         # foreign, with a postcode that could be ours
        firm("204", address="Postboks 12"),                        # a box whose postcode has a centre
        firm("205", address="P.O. Box 7", post="9999"),            # a box whose postcode has none
        firm("206", code="99.999"), firm("207", code="tull & tøys"), firm("208", code=""), firm("209", code="00.000"),
        firm("210", employees="-3"), firm("211", employees="100001"), firm("212", employees="99999999999999999999"),
        firm("213", employees="mange"), firm("214", employees="nan"), firm("215", employees="1e400"), firm("216", employees="7,5"),
        firm("217", employees="100000"), firm("218", employees="", said="true"), firm("219", employees="", said="false"),
        firm("220", employees="", said=""), firm("221", employees="", said="kanskje"), firm("222", employees=" 12 "),
        firm("223"), firm("223", employees="90"), firm(" 223", employees="91"),   # the same number, once with a blank
        firm("", employees="3"), firm("", employees="3"),                         # no number: two firms
        firm("224", closed="2020-02-30"), firm("225", closed="31.12.2019"), firm("226", closed="i fjor"),
        firm("227", form="ENK", name="OLA ÅSEN NORDMANN"), firm("228", form="enk", name="KARI ØDEGÅRD", address="Ingensteds 1", post=""),
        firm("229", address="Storgata", post="9999"),              # a street without a number
        firm("230", address="Storgata 99999999999999999999999"),   # no such number
        firm("231", municipality="0602"), firm("232", municipality="9999"), firm("233", municipality="byen"),
        firm("234", address="c/o Ola/nPostboks 1/nStorgata 6"), firm("235", country="Norge"), firm("236", country="XX"),
    ], SMALL)


@case
def empty():
    firms([], [])


@case
def no_bytes():
    write("firms.csv", b"")


@case
def nobody():
    """Nobody can be placed."""
    put_rows("firms.csv", [rows("firms.csv")[0]] + [firm(str(300 + i), address="Ukjentveien 9", post="") for i in range(9)])


@case
def mixed():
    """A register in Latin-1 with two rows in UTF-8 in it, and one of bytes that are neither."""
    table = rows("firms.csv")
    text = b""
    for i, row in enumerate([table[0], firm("101", name="BLÅBÆR"), firm("102", name="Ørnen", address="Storgata 4B"),
                             firm("103", name="Sjøbua", address="Storgata 10")]):
        text += ",".join(row).encode("utf-8" if i == 2 else "iso-8859-1") + b"\n"
    write("firms.csv", text)


@case
def mixed_said():
    mixed()
    project("source: firms.csv", "source: firms.csv\n    encoding: ISO-8859-1")


@case
def injection():
    names = ["Robert'); DROP TABLE site;--", "<script>alert(1)</script>", "a\nb\r\nc\td", '"quoted" \'too\'', "{{x}} ${y} %s%n%d", "\u202eevil\u0000"[:-1],
             "../../etc/passwd", "=cmd|' /C calc'!A0", "&lt;b&gt;&amp;", "😀" * 50]
    firms([firm(str(400 + i), name=name, address="Storgata 2") for i, name in enumerate(names)] +
          [firm("420'; drop table area;--"), firm("421", code="62'; --"), firm("422", address="Storg'ata\" 2; <b>", post="")], SMALL)


@case
def huge_text():
    """A name of 10 MB, and an address."""
    firms([firm("501", name="x" * 10_000_000), firm("502", address="Stor" * 2_500_000 + " 2", post="")], SMALL)


@case
def ragged():
    """Rows with too few and too many cells, and a quote that is never closed."""
    table = rows("firms.csv")
    lines = [",".join(r) for r in [table[0], firm("101"), firm("102")[:4], firm("103") + ["more", "and more"]]]
    write("firms.csv", "\n".join(lines) + '\n104,"never closed,BEDR,62.010,5,true,Storgata 2,3001,3301,NO,\n105,E,BEDR,62.010,5,true,Storgata 2,3001,3301,NO,\n')


@case
def utf16():
    write("firms.csv", read("firms.csv", "iso-8859-1"), "utf-16")


@case
def nul():
    """A byte 0 in a name."""
    write("firms.csv", read("firms.csv", "iso-8859-1").replace("Bedrift 104", "Bed\0rift 104").encode("iso-8859-1"))


@case
def semicolons():
    table = rows("firms.csv")
    write("firms.csv", "﻿" + "\r\n".join(";".join(r) for r in table) + "\r\n")


@case
def two_registers():
    """Two registers with the same ids: each is counted by itself."""
    text = read("project.yaml")
    part = text[text.index("  firms:"):text.index("  before:")]
    write("project.yaml", text.replace(part, part + part.replace("firms:", "more_firms:", 1)))


@case
def no_overlap():
    put_rows("before.csv", [rows("before.csv")[0]] + [firm(str(900 + i), address="Storgata 6") for i in range(3)])


@case
def no_change():
    write("before.csv", read("firms.csv", "iso-8859-1"), "iso-8859-1")


@case
def before_is_empty():
    put_rows("before.csv", rows("before.csv")[:1])


@case
def same_place():
    """All at one place, and one firm only in each industry."""
    put_rows("firms.csv", [rows("firms.csv")[0]] + [firm(str(600 + i), address="Storgata 2") for i in range(40)])


@case
def zero_jobs():
    put_rows("firms.csv", [rows("firms.csv")[0]] + [firm(str(600 + i), employees="0", address=f"Storgata {2 + i % 3}") for i in range(9)])


# --- JSON and gzip ----------------------------------------------------------------------------------------------------------


def records(tree_or_bytes, name="firms.json"):
    project("source: firms.csv", f"source: {name}")
    data = tree_or_bytes if isinstance(tree_or_bytes, bytes) else json.dumps(tree_or_bytes).encode()
    write(name, gzip.compress(data, mtime=0) if name.endswith(".gz") else data)


def all_records():
    with gzip.open(f"{folder}/firms.json.gz", "rt", encoding="utf-8") as f:
        return json.load(f)


@case
def json_cut():
    text = json.dumps(all_records()).encode()
    records(text[:len(text) // 2])


@case
def json_object():
    records(all_records()[0])


@case
def json_words():
    records(b'"a text"')


@case
def json_numbers():
    records([1, 2, 3])


@case
def json_empty():
    records([])


@case
def json_huge():
    """One object larger than a record may be."""
    records([all_records()[0] | {"navn": "y" * (17 << 20)}])


@case
def json_large():
    """A name of 10 MB, which JSON may have."""
    records([r | {"navn": "z" * 10_000_000} if r["organisasjonsnummer"] == "101" else r for r in all_records()])


@case
def json_deep():
    records(b'[{"organisasjonsnummer": ' + b'[' * 100 + b']' * 100 + b'}]')


@case
def json_types():
    """A number where text is expected, text where a number is, nulls at every level, lists and objects where a value is."""
    good = all_records()[:7]
    odd = [dict(g) for g in good[:7]]
    odd[0] |= {"organisasjonsnummer": 101, "naeringskode1": {"kode": 62.01}}
    odd[1] |= {"navn": 5, "antallAnsatte": "20", "harRegistrertAntallAnsatte": "true"}
    odd[2] |= {"naeringskode1": None}
    odd[3] |= {"beliggenhetsadresse": None}
    odd[4] |= {"beliggenhetsadresse": {"adresse": [None, {"x": 1}], "postnummer": 3001, "kommunenummer": 3301, "landkode": None}}
    odd[5] |= {"antallAnsatte": {"n": 5}, "navn": ["a", "b"]}
    odd[6] |= {"antallAnsatte": True, "organisasjonsform": "AS"}
    records(odd)


@case
def json_twice():
    """A comma lost between two records."""
    records(json.dumps(all_records()).replace("}, {", "} {", 1).encode())


@case
def gz_cut():
    with open(f"{folder}/firms.json.gz", "rb") as f:
        data = f.read()
    project("source: firms.csv", "source: cut.json.gz")
    write("cut.json.gz", data[:len(data) * 2 // 3])


@case
def gz_csv_cut():
    with open(f"{folder}/firms.csv.gz", "rb") as f:
        data = f.read()
    project("source: firms.csv", "source: cut.csv.gz")
    write("cut.csv.gz", data[:len(data) * 2 // 3])


@case
def gz_not():
    project("source: firms.csv", "source: not.json.gz")
    write("not.json.gz", b"this is not packed, whatever its name")


# --- statistics, references, correspondences -----------------------------------------------------------------------------------


@case
def employment():
    """Numbers of areas that are not there, jobs below 0, blank and repeated rows."""
    table = rows("employment.csv", "utf-8")
    put_rows("employment.csv", table + [["9999", "", 77, 5, 5], ["3301", "", 999, 999, 999], ["", "", 5, 5, 5], ["33010002", "", -40, -3, -1],
                                        ["3301", "86", "mange", "", ""], ["3301", "tull", 4, "", ""], ["3301", "62", 31, "", ""]])


@case
def employment_no_numbers():
    put_rows("employment.csv", [["nr", "kode", "jobber", "bosatte", "maal"]] + [["", "", 10, 10, 10]] * 3)
    project('norway: {layer: employment, numbers: ["0"]}', 'norway: {layer: area, numbers: ["3301"]}')


@case
def reference_lacks_sector():
    project('references:\n', 'references:\n    bare: {layer: employment, numbers: ["3301"]}\n')
    write("eco.yaml", read("eco.yaml").replace("reference: norway", "reference: bare"))


@case
def reference_unknown_number():
    project('numbers: ["0"]}', 'numbers: ["4711"]}')


def correspondence(lines):
    write("key.csv", "fra,til\n" + lines)
    project("layers:\n", "layers:\n  key: {role: correspondence, source: key.csv, columns: {from: fra, to: til}}\n")
    project("  version: SN2007\n  code_version: SN2007\n", "  version: SN2025\n  code_version: SN2007\n  correspondence:\n    - {layer: key, from: SN2007, to: SN2025}\n")


@case
def splits():
    """62.010 becomes two; 62.020 one; what is not there has no industry."""
    correspondence("62.010,62.10\n62.010,62.20\n62.020,62.20\n86.101,86.10\n86.211,86.21\n47.111,47.11\n47.111,47.11\nrusk,62.10\n")


@case
def no_correspondence():
    project("  version: SN2007\n  code_version: SN2007\n", "  version: SN2025\n  code_version: SN2007\n")


@case
def own_version():
    """A version of a project's own, without a table."""
    project("  version: SN2007\n", "  version: NAICS2017\n")


@case
def empty_version():
    """... and with a table that holds nothing."""
    write("titles.csv", "code,name\n")
    project("layers:\n", "layers:\n  titles: {role: industry, source: titles.csv, columns: {code: code, en: name}}\n")
    project("  version: SN2007\n", "  version: NAICS2017\n  industry:\n    - {layer: titles, version: NAICS2017}\n")


# --- areas, clusters, maps --------------------------------------------------------------------------------------------------


@case
def areas_overlap():
    area("tracts", "33010003", "Midt", box(500, 0, 1500, 1000))


@case
def areas_without_number():
    """The east in two, one without a number and one with an empty one; the west has the number that the second of all rows would have."""
    tree = features("tracts")
    tree["features"][0]["properties"]["nr"] = "1"
    tree["features"][1] = {"type": "Feature", "properties": {"nr": None, "navn": "Uten"}, "geometry": box(1000, 0, 1600, 1000)}
    put_features("tracts", tree)
    area("tracts", "", "Tom", box(1600, 0, 2000, 1000))


@case
def areas_multipart():
    """Two features with one number are one area."""
    area("tracts", "33010001", "Vest", box(1500, 0, 2000, 1000))
    tree = features("tracts")
    tree["features"][1]["geometry"] = box(1000, 0, 1500, 1000)
    put_features("tracts", tree)


@case
def areas_outside():
    """Partly and wholly outside the study area."""
    tree = features("tracts")
    tree["features"][1]["geometry"] = box(1000, 0, 1800, 1000)
    put_features("tracts", tree)
    area("tracts", "33030001", "Over grensa", box(1800, 0, 2500, 1000))
    area("tracts", "33030002", "Borte", box(50000, 0, 50100, 100))


@case
def areas_none():
    put_features("tracts", features("tracts") | {"features": []})


@case
def no_clusters():
    project("min_jobs: 30", "min_jobs: 1000000")


@case
def tiny_cells():
    project("{cell_m: 500, radius_m: 500, permutations", "{cell_m: 1, radius_m: 500, permutations")
    project('numbers: ["3301"]', 'numbers: ["3301", "3303"]')
    tree = features("area")
    tree["features"][1]["geometry"] = box(2000, 0, 9000, 5000)
    put_features("area", tree)


@case
def tiny_cells_criterion():
    write("eco.yaml", read("eco.yaml").replace("{cell_m: 500, radius_m: 500}", "{cell_m: 1, radius_m: 500}"))
    project('numbers: ["3301"]', 'numbers: ["3301", "3303"]')
    tree = features("area")
    tree["features"][1]["geometry"] = box(2000, 0, 9000, 5000)
    put_features("area", tree)


@case
def large_density():
    """45 million cells."""
    tiny_cells()
    project("{cell_m: 1, radius_m: 500, permutations: 99, seed: 1, sectors: [coding]}", "false")
    project("cell_m: 100, bandwidth_m: 500", "cell_m: 1, bandwidth_m: 500")
    write("eco.yaml", "".join(line for line in read("eco.yaml").splitlines(True) if "hot_spot" not in line))


@case
def tiny_density():
    """A raster of 10^11 cells."""
    project("cell_m: 100, bandwidth_m: 500", "cell_m: 1, bandwidth_m: 500")
    project('numbers: ["3301"]', 'numbers: ["3301", "3303"]')
    tree = features("area")
    tree["features"][1]["geometry"] = box(2000, 0, 300000, 300000)
    put_features("area", tree)
    project("{cell_m: 500, radius_m: 500, permutations: 99, seed: 1, sectors: [coding]}", "false")
    write("eco.yaml", "".join(line for line in read("eco.yaml").splitlines(True) if "hot_spot" not in line))


# --- sectors ----------------------------------------------------------------------------------------------------------------


@case
def shipped_name():
    """A sector of one's own takes the place of the shipped one of that name."""
    project("    care: {title: Care", '    health: {title: Own health, codes: {SN2007: ["62"]}}\n    care: {title: Care')


def many(n):
    shipped = len(re.findall(r"^  [a-z_]+:$", open(os.environ["TOP"] + "/sectors/sectors.yaml", encoding="utf-8").read(), re.M))
    project("    care: {title: Care", "".join(f'    s{i}: {{codes: {{SN2007: ["62"]}}}}\n' for i in range(n - shipped - 3)) + "    care: {title: Care")


@case
def sectors_63():
    many(63)


@case
def sectors_64():
    many(64)


@case
def sector_unknown():
    project("sectors: [coding]", "sectors: [kodding]")


@case
def sector_section():
    project('doctors: {title: Doctors, codes: {SN2007: ["86.2"]}}', 'doctors: {title: Doctors, codes: {SN2007: ["Q"]}}')


@case
def sector_words():
    project('doctors: {title: Doctors, codes: {SN2007: ["86.2"]}}', '''doctors: {title: "<script>alert('x')</script>; drop table area", codes: {SN2007: ["86.2"]}}''')


# --- the sum of all ----------------------------------------------------------------------------------------------------------


def adds_up(result, layer):
    db = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    n = dict(db.execute("select key, n from provenance where section='register' and name=?", (layer,)))
    read = db.execute("select n from provenance where section='input' and name=? and key='features_read'", (layer,)).fetchone()[0]
    parts = [k for k in n if k.startswith("placed_")] + ["unplaced", "elsewhere", "closed", "duplicates"]
    if n["establishments"] != sum(n[k] for k in parts) or read != n["establishments"]:
        sys.exit(f"{read} rows read, {n['establishments']} told, but {sum(n[k] for k in parts)} = {[(k, n[k]) for k in parts]}")
    reasons = db.execute("select sum(n) from provenance where section='unplaced' and name=?", (layer,)).fetchone()[0] or 0
    listed = db.execute("select count(*) from unplaced where layer=?", (layer,)).fetchone()[0]
    if not n["unplaced"] == reasons == listed:
        sys.exit(f"{n['unplaced']} unplaced, {reasons} with a reason, {listed} listed")
    placed = sum(n[k] for k in parts if k.startswith("placed_") and k != "placed_outside")
    layers = db.execute("select count(*) from sqlite_master where name='establishment'").fetchone()[0]
    shown = db.execute("select count(*) from establishment where layer=?", (layer,)).fetchone()[0] if layers else 0
    if placed != shown:
        sys.exit(f"{placed} placed, {shown} in the layer")
    if layers and layer == "firms" and db.execute("select count(*) from establishment where layer<>'firms'").fetchone()[0] == 0:
        jobs = db.execute("select ifnull(sum(jobs_low),0), ifnull(sum(jobs_central),0), ifnull(sum(jobs_high),0) from establishment").fetchone()
        told = [float(db.execute("select value from provenance where section='register' and name='firms' and key=?", (k,)).fetchone()[0])
                for k in ("jobs_low", "jobs_central", "jobs_high")]
        if any(abs(a - b) > 1e-9 * max(1, b) for a, b in zip(jobs, told)):
            sys.exit(f"jobs {jobs}, told {told}")


if __name__ == "__main__":
    if sys.argv[1] == "--list":
        print("\n".join(CASES))
    elif sys.argv[1] == "--adds-up":
        adds_up(*sys.argv[2:])
    else:
        folder = sys.argv[1]
        CASES[sys.argv[2]]()
