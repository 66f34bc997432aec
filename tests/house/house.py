#!/usr/bin/env python3
"""The rules of the house: walls, rows with their file, case and docs line, help against README. Sizes are a warning."""
import os, re, subprocess, sys, tempfile

top, tomt, cc = sys.argv[1:4]
failed = []


def check(ok, text):
    if not ok:
        failed.append(text)


def read(*path):
    with open(os.path.join(top, *path), encoding="utf-8") as f:
        return f.read()


def tomt_prints(*words):
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
    return subprocess.run([tomt, *words], capture_output=True, text=True, env=env, check=True).stdout


# Walls: a room includes only what it names (and what those name); and an upward include does not compile.
rooms = {}
for name, needs in re.findall(r"^room\((\w+)\s+NEEDS ([^)]*)\)", read("CMakeLists.txt"), re.M):
    rooms[name] = [w for w in re.split(r"\s+(?:DEF|EXECUTABLE|PREFIX)\b", needs)[0].split()]


def sees(room, seen=None):
    seen = seen if seen is not None else {room}
    for need in rooms[room]:
        if need in rooms and need not in seen:
            seen.add(need)
            sees(need, seen)
    return seen


check(len(rooms) >= 10, "rooms are not found in CMakeLists.txt")
for room in rooms:
    folder = os.path.join(top, "src", room)
    for file in sorted(os.listdir(folder)):
        if file.endswith((".c", ".h")):
            for other in re.findall(r'#include "(\w+)/', read("src", room, file)):
                check(other in sees(room) or other == "tomt", f"src/{room}/{file} includes {other}/, which {room} may not see")
builds = os.path.dirname(tomt)
with tempfile.TemporaryDirectory() as tmp:
    for room, upward, works in [("base", "run/run.h", False), ("score", "criteria/criterion.h", False), ("facts", "facts/facts.h", True)]:
        source = os.path.join(tmp, "x.c")
        with open(source, "w", encoding="utf-8") as f:
            f.write(f'#include "{upward}"\nint x;\n')
        paths = [f"-I{builds}/rooms/{r}" for r in sees(room)]
        libraries = subprocess.run(["pkg-config", "--cflags", "geos", "proj", "gdal"], capture_output=True, text=True).stdout.split()
        done = subprocess.run([cc, "-D_GNU_SOURCE", *paths, *libraries, "-c", source, "-o", os.path.join(tmp, "x.o")], capture_output=True)
        check((done.returncode == 0) == works, f"{room} including {upward}: {'does not compile' if works else 'compiles'}")
for file in sorted(os.listdir(os.path.join(top, "src", "base"))):
    if file.endswith(".h"):
        check(not re.search(r"#include <(gdal|geos_c|proj|sqlite3|ogr)", read("src", "base", file)), f"src/base/{file} includes a GIS header")

# Every row has its file (CMake checks that too), a case and a line in the docs.
cases = "".join(read("tests", "cases", f) for f in os.listdir(os.path.join(top, "tests", "cases")) if f.endswith(".case"))
criteria = re.findall(r"^ROW\((\w+)\)", read("src", "criteria", "criteria.def"), re.M)
docs = read("docs", "criteria.md")
for name in criteria:
    check(re.search(rf"^criterion: *{name}\s*$", cases, re.M), f"criterion {name} has no case in tests/cases")
    check(re.search(rf"^#+ *`?{name}`?", docs, re.M), f"criterion {name} has no heading in docs/criteria.md")
    about = tomt_prints("criteria", name)
    for line in about.splitlines():
        check(line.strip().strip("`*#- ") in docs.replace("`", "") or line.strip() in docs or len(line) < 4,
              f"docs/criteria.md lacks what 'tomt criteria {name}' prints: {line}")
check(len(criteria) >= 14, "fewer than 14 criteria")
commands = re.findall(r"^ROW\((\w+)\)", read("src", "cli", "commands.def"), re.M)
readme = read("README.md")
overview = tomt_prints("--help")
for name in commands:
    check(f"tomt {name}" in readme, f"command {name} is not in the README")
    summary = re.search(rf"^  {name} +(.*)$", overview, re.M)
    check(summary and summary.group(1) in readme, f"the README does not give the summary of 'tomt {name}' as --help does")
    check(tomt_prints(name, "--help") == tomt_prints("help", name), f"tomt {name} --help and tomt help {name} differ")
for code, text in re.findall(r"^  (\d)  (.*)$", overview, re.M):
    check(f"{code} | {text}" in read("docs", "exit-codes.md"), f"docs/exit-codes.md lacks '| {code} | {text} |'")
described = tomt_prints("help", "project")
check(described.strip() in read("docs", "project-file.md"), "docs/project-file.md is not what 'tomt help project' prints")

# A profile is a layer of the result under its own name: all that the code writes there is taken.
taken = set(re.findall(r'"([a-z_]+)"', "".join(re.findall(r"taken\[\] = \{(.*?)NULL\}", read("src", "project", "names.c"), re.S))))
taken |= set(re.findall(r'^    \[TOMT_ROLE_\w+\] = \{"([a-z_]+)"', read("src", "project", "roles.c"), re.M))
written = set()
for path in os.listdir(os.path.join(top, "src", "run")):
    text = read("src", "run", path)
    written |= set(re.findall(r'\.name = "([a-z_]+)",\s*\.title', text)) | set(re.findall(r'\{"([a-z_]+)",\s*\{"[A-Z]', text))
    written |= set(re.findall(r'add_layer\(list, "([a-z_]+)"', text)) | set(re.findall(r'\? "([a-z_]+)" : kind ==', text))
    for one, other in re.findall(r'\{TOMT_ROLE_\w+, "([a-z_]+)", "([a-z_]+)", \{"', text):
        written |= {one, other}
for path in ("schema.sql", "styles.c"):
    written |= set(re.findall(r"CREATE TABLE (\w+)", read("src", "result", path)))
check(len(written) > 50 and {"constraint_point", "purchase", "alternative_site", "unplaced", "layer"} <= written, "layers of the result are not found in the code")
for name in sorted(written - taken):
    check(False, f"'{name}' is a layer of the result, but a profile may have its name: add it to src/project/names.c")

# The README's first screen has the two commands.
first_screen = "\n".join(readme.splitlines()[:40])
for command in ("scripts/demo", "scripts/test"):
    check(command in first_screen, f"{command} is not in the README's first screen")
    check(os.access(os.path.join(top, command), os.X_OK), f"{command} cannot be run")

# Unfinished work and machine paths do not land.
tracked = subprocess.run(["git", "-C", top, "ls-files", "src", "include", "styles", "profiles"], capture_output=True, text=True).stdout.split()
for path in tracked:
    if path.endswith((".c", ".h")) and os.path.exists(os.path.join(top, path)):
        text = read(path)
        check(not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text), f"{path} has unfinished marks")
        lines = text.count("\n")
        if lines > 600:
            print(f"warning: {path} has {lines} lines: split it by meaning")

# Links of the docs lead somewhere.
pages = ["README.md", "CONTRIBUTING.md"] + [os.path.join("docs", f) for f in os.listdir(os.path.join(top, "docs")) if f.endswith(".md")]
for page in pages:
    for link in re.findall(r"\]\(([^)#]+)", read(page)):
        check("://" in link or os.path.exists(os.path.join(top, os.path.dirname(page), link)), f"{page} links to {link}, which is not there")

# Functions that ask to be split.
for path in tracked:
    if path.endswith(".c") and os.path.exists(os.path.join(top, path)):
        for head, body in re.findall(r"^(\w[^\n;{}]*(?:\n[ \t]+[^\n;{}]*)*)\n\{\n(.*?)^\}", read(path), re.M | re.S):
            if "(" in head and body.count("\n") > 60:
                print(f"warning: {path}: {head.split('(')[0].split()[-1]} has {body.count(chr(10))} lines: split it by meaning")

for text in failed:
    print("FAILED:", text)
print(f"{len(criteria)} criteria, {len(commands)} commands, {len(rooms)} rooms looked at; {len(failed)} rules broken")
sys.exit(1 if failed else 0)
