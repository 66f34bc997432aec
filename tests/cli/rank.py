"""Do two results say the same of a profile?  rank.py RESULT OTHER PROFILE [by_id]
Its score table, its rows of every table of decisions, criterion, profile, rejected, field. by_id: sites are numbered otherwise (some are out), so numbers
of sites are left aside. Prints what differs; exit code 1 if anything does."""
import sqlite3, sys

first, second, profile = sys.argv[1:4]
by_id = "by_id" in sys.argv
a, b = (sqlite3.connect(f"file:{path}?mode=ro", uri=True) for path in (first, second))
aside = {"fid", "site_fid"} if by_id else {"fid"}
tables = {
    f"score_{profile}": "1",
    "criterion": f"profile = '{profile}'",
    "profile": f"name = '{profile}'",
    "field": f"layer = '{profile}'",
    "rejected": f"',' || profiles || ',' LIKE '%,{profile},%' AND reason = 'veto'",
}
for name in ("weight_group", "acceptability", "central_weight", "sensitivity", "method_agreement", "finding", "capacity", "loss", "site_constraint"):
    tables[name] = f"profile = '{profile}'"
wrong = 0


def rows(db, table, where):
    columns = [(row[1], row[2]) for row in db.execute(f'PRAGMA table_info("{table}")') if row[1] not in aside]
    names = ", ".join(f'"{name}"' for name, _ in columns)
    return columns, sorted(map(repr, db.execute(f'SELECT {names} FROM "{table}" WHERE {where}')))


for table, where in tables.items():
    here, there = rows(a, table, where), rows(b, table, where)
    if table == "rejected":  # which sites: those that the run put out are told with the run's limit
        here, there = (([], sorted(db.execute(f"SELECT site_id FROM rejected WHERE {where}"))) for db in (a, b))
    if here == there:
        continue
    wrong = 1
    print(f"{table} differs: {len(here[1])} and {len(there[1])} rows")
    if here[0] != there[0]:
        print("  columns:", [c for c in here[0] if c not in there[0]], [c for c in there[0] if c not in here[0]])
    for row in [row for row in here[1] if row not in there[1]][:2]:
        print("  first ", str(row)[:300])
    for row in [row for row in there[1] if row not in here[1]][:2]:
        print("  second", str(row)[:300])
styles = [{row[0]: row[1] for row in db.execute(f"SELECT styleName, styleQML FROM layer_styles WHERE f_table_name = '{profile}'")} for db in (a, b)]
if styles[0] != styles[1] and not by_id:
    wrong = 1
    print("styles differ")
sys.exit(wrong)
