"""Runs docs/tutorial.md: every command in order from an empty folder, and holds what the page shows against what tomt prints.

    tutorial_check.py run PAGE FOLDER [--update]     exit code 1 when the page is not true
    tutorial_check.py self                           the comparison itself, on small examples

A block ```sh is run (```sh fails: must fail); the ```text block that follows is its output, errors included. In it "..." alone
on a line stands for lines left out, and " ..." behind a line for the rest of that line. A block ```sql FILE (or ```yaml FILE)
is what the reader saves as FILE. Of what people read, each number of two digits or more, and each site, must be printed by
some command or shown in a block. --update puts in what is printed now, as near as can be to what was shown.
"""
import difflib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

GAP, REST = "...", " ..."
NUMBER = re.compile(r"\d[\d,./:-]*\d|\d")
OURS = {"6,000", "3.22", "80"}  # the wish, QGIS, metres a minute
LONGEST_PICTURE, ALL_PICTURES = 200_000, 1_500_000


def fits(shown, line):
    return line.startswith(shown[: -len(REST)]) if shown.endswith(REST) else shown == line


def chunks(shown):
    """The runs of lines between gaps, and whether the block begins and ends with one of them."""
    parts = [[]]
    for line in shown:
        if line == GAP:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def places(n_chunk, at, first, last, n_lines):
    """Where a chunk may begin: at once if it is the first, at the end if it is the last, else anywhere from here."""
    if first:
        return [0] if not last or n_chunk == n_lines else []
    if last and n_chunk:
        return [n_lines - n_chunk] if n_lines - n_chunk >= at else []
    return list(range(at, n_lines - n_chunk + 1))


def difference(shown, printed):
    """None when the block is true; else what is wrong."""
    parts, at = chunks(shown), 0
    for k, part in enumerate(parts):
        found = next((p for p in places(len(part), at, k == 0, k == len(parts) - 1, len(printed))
                      if all(fits(s, printed[p + i]) for i, s in enumerate(part) if p + i < len(printed))
                      and p + len(part) <= len(printed)), None)
        if found is None:
            near = "\n".join(difflib.unified_diff(part, renewed(part, printed, at), "shown", "printed, as near as it gets", lineterm=""))
            return near or f"{len(printed)} lines are printed, {len(part)} are shown"
        at = found + len(part)
    return None


def blind(shown, printed):
    """A shown line in which another digit would not be noticed: then the test could not fail."""
    for k, line in enumerate(shown):
        other = re.sub(r"\d", lambda m: str((int(m.group()) + 1) % 10), line, count=1)
        if other != line and difference(shown[:k] + [other] + shown[k + 1:], printed) is None:
            return line
    return None


def likeness(shown, line):
    plain = [re.sub(r"\d", "0", re.sub(r"\s+", " ", s[: -len(REST)] if s.endswith(REST) else s)) for s in (shown, line)]
    if shown.endswith(REST):
        plain[1] = plain[1][: len(plain[0])]
    return difflib.SequenceMatcher(None, *plain, autojunk=False).ratio()


def cut(shown, line):
    keep = len(shown) - len(REST)
    return line[:keep] + REST if shown.endswith(REST) and len(line) > keep else line


def best(part, printed, allowed):
    score = {p: sum(likeness(s, printed[p + i]) for i, s in enumerate(part) if p + i < len(printed)) for p in allowed}
    return max(score, key=score.get) if score else None


def renewed(part, printed, at):
    p = best(part, printed, range(at, max(at, len(printed) - len(part)) + 1))
    return [cut(s, printed[p + i]) for i, s in enumerate(part) if p is not None and p + i < len(printed)]


def update(shown, printed):
    parts, at, out = chunks(shown), 0, []
    if len(parts) == 1:
        return [cut(shown[i], line) if i < len(shown) else line for i, line in enumerate(printed)]
    for k, part in enumerate(parts):
        if k:
            out.append(GAP)
        if not part:
            continue
        allowed = places(len(part), at, k == 0, k == len(parts) - 1, len(printed)) or range(at, max(at, len(printed) - len(part)) + 1)
        p = best(part, printed, allowed)
        out += [cut(s, printed[p + i]) for i, s in enumerate(part) if p + i < len(printed)]
        at = p + len(part)
    return out


def blocks(lines):
    """(kind, argument, first line, end line) of each fenced block; lines are those between the fences."""
    found, start = [], None
    for n, line in enumerate(lines):
        if start is None and line.startswith("```"):
            start, words = n + 1, line[3:].split(None, 1)
        elif start is not None and line == "```":
            found.append((words[0] if words else "", words[1] if len(words) > 1 else "", start, n))
            start = None
    return found


def run_command(folder, command):
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "SOURCE_DATE_EPOCH")}
    done = subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, timeout=120)
    return done.returncode, done.stdout.decode().replace("\u202f", " ").replace("\u00a0", " ").rstrip("\n").split("\n")


def tokens(text):
    return [t for t in NUMBER.findall(text) if len(re.sub(r"\D", "", t)) >= 2]


def said(lines, found):
    """The words people read: outside of blocks but for the mail, without code, links and addresses of pictures."""
    inside = {n for kind, _, start, end in found if kind not in ("mail",) for n in range(start - 1, end + 1)}
    for n, line in enumerate(lines):
        if n not in inside:
            yield n + 1, re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`]*`", "", line))


def pictures(page, lines):
    wrong, total = [], 0
    for n, line in enumerate(lines):
        for alt, name in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", line):
            path = page.parent / name
            size = path.stat().st_size if path.exists() else -1
            total += max(size, 0)
            if size < 0 or size > LONGEST_PICTURE or len(alt) < 20:
                wrong.append(f"line {n + 1}: picture {name}: {size} bytes, alternative text '{alt}'")
    return wrong + ([f"the pictures have {total} bytes together"] if total > ALL_PICTURES else [])


def minutes_of(lines, found):
    """To the answer: 200 words a minute, what is printed looked through at 400, ten seconds a command, half a minute to wait, two for QGIS."""
    end = next(n for n, line in enumerate(lines) if line.startswith("## Your own"))
    words = sum(len(line.split()) for n, line in said(lines, found) if n <= end)
    shown = sum(len(line.split()) for kind, _, a, b in found if kind == "text" and b <= end for line in lines[a:b])
    commands = sum(b - a for kind, _, a, b in found if kind == "sh" and b <= end)
    return words / 200 + shown / 400 + commands / 6 + 2.5


def run(page, folder, renew):
    lines = page.read_text(encoding="utf-8").split("\n")
    found, wrong, printed, all_printed, seconds = blocks(lines), [], None, [], 0.0
    changes = []
    for kind, argument, start, end in found:
        body = lines[start:end]
        if kind == "sh":
            began = time.monotonic()
            code, printed = run_command(folder, "\n".join(body))
            seconds += time.monotonic() - began
            all_printed += printed + body
            if (code != 0) != (argument == "fails"):
                wrong.append(f"line {start + 1}: exit code {code} of: {' '.join(body)}\n" + "\n".join(printed[-20:]))
        elif kind in ("sql", "yaml") and argument:
            target = Path(folder) / argument
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(body) + "\n", encoding="utf-8")
            all_printed += body
        elif kind == "text":
            if printed is None:
                wrong.append(f"line {start}: a text block without a command before it")
                continue
            problem = difference(body, printed) if set(body) - {GAP} else "the block shows nothing"
            if problem and renew:
                changes.append((start, end, update(body, printed)))
            elif not problem and blind(body, printed):
                wrong.append(f"line {start + 1}: another figure would not be noticed in: {blind(body, printed)}")
            elif problem:
                wrong.append(f"line {start + 1} does not show what is printed:\n{problem}")
            printed = None
    whole = "\n".join(all_printed)
    have = set(tokens(whole)) | set(t for t in OURS)
    for n, line in said(lines, found):
        wrong += [f"line {n}: '{t}' is printed by no command" for t in tokens(line) if t not in have]
    wrong += pictures(page, lines)
    for start, end, new in reversed(changes):
        lines[start:end] = new
    if changes:
        page.write_text("\n".join(lines), encoding="utf-8")
    minutes = minutes_of(lines, found)
    if round(minutes) > 15:
        wrong.append(f"to the answer it takes {minutes:.0f} minutes, and the page says a quarter of an hour")
    print(f"commands take {seconds:.1f} s together; to the answer {minutes:.1f} minutes to read and paste; {len(changes)} blocks renewed")
    return wrong


def self_test():
    printed = ["a 1", "b 2", "c 3", "d 4"]
    true = [["a 1", "b 2", "c 3", "d 4"], ["a 1", "...", "d 4"], ["...", "b 2", "c 3", "..."], ["...", "d 4"], ["a 1", "..."], ["a ...", "..."]]
    false = [["a 1", "b 2", "c 3"], ["b 2", "..."], ["...", "c 3"], ["a 1", "...", "c 3", "b 2", "..."], ["...", "b 3", "..."], ["b ...", "..."],
             ["a 1", "b 2", "c 3", "d 4", "e 5"]]
    assert all(difference(s, printed) is None for s in true), true
    assert all(difference(s, printed) for s in false), false
    assert update(["a 9", "...", "c 9", "..."], printed) == ["a 1", "...", "c 3", "..."]
    assert update(["x"], printed) == printed
    assert update(["...", "b ...", "..."], ["a 1", "b 22", "c 3"]) == ["...", "b ...", "..."]
    assert tokens("6,548 m² of 3301-106/138-1 in 12.5 or 7 min") == ["6,548", "3301-106/138-1", "12.5"]


if __name__ == "__main__":
    if sys.argv[1] == "self":
        self_test()
        sys.exit(0)
    problems = run(Path(sys.argv[2]), sys.argv[3], "--update" in sys.argv[4:])
    print("\n".join(problems), file=sys.stderr)
    sys.exit(1 if problems else 0)
