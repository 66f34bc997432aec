#!/usr/bin/env python3
"""What people read: every message and every phrase of the sources has a Norwegian that gettext accepts, with the same placeholders; every unit that a
template names is one that phrase/measure.c knows; every message that the code names is there, once."""
import os, re, subprocess, sys

top = sys.argv[1]
failed = []


def check(ok, text):
    if not ok:
        failed.append(text)


def read(*path):
    with open(os.path.join(top, *path), encoding="utf-8") as f:
        return f.read()


def entries(po):
    """[{msgid, msgid_plural, msgstr...}, flags] of a .po file."""
    for block in re.split(r"\n\s*\n", po):
        if re.search(r"^#~", block, re.M):
            continue
        texts, name = {}, None
        for line in block.splitlines():
            start = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
            more = re.match(r'(".*")$', line)
            if start:
                name = start.group(1)
                texts[name] = ""
            if start or (more and name):
                quoted = start.group(2) if start else more.group(1)
                texts[name] += quoted[1:-1].replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")
        if texts.get("msgid"):
            yield texts, ",".join(re.findall(r"^#, (.*)$", block, re.M))


def placeholders(text):
    return sorted(re.findall(r"\{[1-4a-c](?::[^}]*)?\}", text))


# gettext itself: the file is right, its placeholders for printf too, and it is up to date with the sources.
done = subprocess.run(["msgfmt", "--check", "-o", os.devnull, os.path.join(top, "po", "nb.po")], capture_output=True, text=True)
check(done.returncode == 0, f"msgfmt --check: {done.stderr}")
done = subprocess.run([os.path.join(top, "scripts", "phrases"), "--check"], capture_output=True, text=True)
check(done.returncode == 0, f"scripts/phrases --check: {done.stdout}{done.stderr}")

norwegian = {}
for texts, flags in entries(read("po", "nb.po")):
    english = texts["msgid"]
    norwegian[english] = texts
    check("fuzzy" not in flags, f"fuzzy: {english}")
    for name, text in texts.items():
        if name.startswith("msgstr"):
            check(text.strip(), f"no Norwegian for: {english}")
            check(placeholders(text) == placeholders(english), f"other placeholders: {english} | {text}")
            blanks = [re.match(r"^\s*", t).group() + "|" + re.search(r"\s*$", t).group() for t in (text, english)]
            check(blanks[0] == blanks[1], f"other blanks around: {english} | {text}")
            check("  " not in text, f"two blanks: {text}")

# Found once more without gettext: rows, and what the sources mark.
rows = re.findall(r'^ROW\((\w+), "((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\)$', read("src", "phrase", "messages.def"), re.M)
check(len(rows) == len(re.findall(r"^ROW\(", read("src", "phrase", "messages.def"), re.M)), "a row of messages.def is not ROW(id, \"text\", \"help\") on a line")
ids = [row[0] for row in rows]
check(len(set(ids)) == len(ids), f"twice in messages.def: {sorted(i for i in set(ids) if ids.count(i) > 1)}")
units = set(re.findall(r'^ +\{"([^"]*)", +(?:NULL|TOMT_MARK)', read("src", "phrase", "measure.c"), re.M)) | {"share", "year", "tenths", "%"}
check(len(units) > 30, "the units are not found in phrase/measure.c")
for name, english, _ in rows:
    check(english in norwegian, f"{name} is not in po/nb.po: run scripts/phrases")
    check(len(re.findall(r"[{}]", english)) == 2 * len(placeholders(english)), f"{name} has a brace that is no placeholder: {english}")
    for unit in re.findall(r"\{[1-4]:([^}]*)\}", english):
        check(unit in units, f"{name}: nobody knows the unit '{unit}' (src/phrase/measure.c)")
marked = 0
named = set()
for folder, _, files in os.walk(os.path.join(top, "src")):
    for file in sorted(files):
        if file.endswith(".c"):
            text = read(folder, file)
            for english in re.findall(r'(?:\bTOMT_MARK\(|\bTOMT_MARK_PLURAL\(|\btomt_phrase(?:_plural)?\([^"()]*(?:\([^"()]*\)[^"()]*)*, )"((?:[^"\\]|\\.)*)"[,)]', text):
                marked += 1
                check(english in norwegian, f"src/{os.path.relpath(os.path.join(folder, file), os.path.join(top, 'src'))}: no Norwegian for '{english}'")
            named |= set(re.findall(r'"((?:finding|target|run|explain|compare|rank|choose|choice)_[a-z0-9_]+)"', text)) if re.search(r"tomt_sentence|tomt_finding|tomt_message", text) else set()
check(marked > 30, "marked phrases are not found in the sources")
check("finding_lift" in named, "messages that the code names are not found")
for name in sorted(named):
    check(name in ids or not name.startswith("finding_"), f"the code names the message {name}, which is not in messages.def")

# Norwegian words: bokmål as the plans write it (never avslag for what was sieved out).
whole = "\n".join(text for texts in norwegian.values() for name, text in texts.items() if name.startswith("msgstr"))
for word in ("avslag", "avslått", "site ", "score "):
    check(word not in whole.lower(), f"'{word}' in the Norwegian")

for text in failed:
    print("FAILED:", text)
print(f"{len(rows)} messages, {len(norwegian)} phrases looked at; {len(failed)} rules broken")
sys.exit(1 if failed else 0)
