#!/usr/bin/env python3
"""date_order.py BINARY SOURCEDIR: every format of chats written as text decides the order of day and month in the same way. A day
that fits both is said aloud and makes exit 1; --date-order settles it; a later day that fits one order only decides for all, and the
note names its line."""
import json
import os
import subprocess
import sys
import tempfile

binary = os.path.abspath(sys.argv[1])
folder = tempfile.mkdtemp()
env = dict(os.environ, TZ="UTC", HOME=folder, XDG_DATA_HOME=folder, LC_ALL="C.UTF-8", NO_COLOR="1")
# A message on the day, and the lines of a file it takes.
FORMATS = {"whatsapp": ("{}, 10:00 - A: m\n", 1), "line": ("{}\n10:00\tA\tm\n\n", 3), "telegram_text": ("A, [{} 10:00]\nm\n\n", 3),
           "name_time": ("A {} 10:00:13 AM\nm\n\n", 3), "qq_txt": ("A(123456) {} 10:00:13 AM\nm\n\n", 3)}
faults, checks = [], 0


def read(name, days, *options):
    path = os.path.join(folder, name + ".txt")
    message, _ = FORMATS[name]
    with open(path, "w", encoding="utf-8") as file:
        file.write(("[LINE] A\n\n" if name == "line" else "") + "".join(message.format(day) for day in days))
    receipt = os.path.join(folder, "receipt.json")
    done = subprocess.run([binary, "ingest", "--emit", "--tz", "UTC", "--from", name, "--receipt", receipt, *options, path],
                          capture_output=True, env=env)
    with open(receipt, encoding="utf-8") as file:
        found = json.load(file)["files"][0]
    at = [json.loads(line)["local"][:10] for line in done.stdout.decode().splitlines()]
    notes = [(d["severity"], d["line"]) for d in found["diagnostics"] if d["code"] == "date-order"]
    return done.returncode, found["date_order"], at, notes


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        faults.append(f"{what}: got {got}, want {want}")


for name, (_, lines) in FORMATS.items():
    first = 3 if name == "line" else 1
    expect(name + ", fits both", read(name, ["3/4/2026"]), (1, "DMY", ["2026-04-03"], [("warning", 0)]))
    expect(name + ", told", read(name, ["3/4/2026"], "--date-order", "MDY"), (0, "MDY", ["2026-03-04"], []))
    expect(name + ", month first", read(name, ["3/4/2026", "3/14/2026"]),
           (0, "MDY", ["2026-03-04", "2026-03-14"], [("note", first + lines)]))
    expect(name + ", day first", read(name, ["3/4/2026", "14/4/2026"]),
           (0, "DMY", ["2026-04-03", "2026-04-14"], [("note", first + lines)]))
    expect(name + ", runs backwards", read(name, ["9/4/2026", "1/5/2026"]),
           (0, "DMY", ["2026-04-09", "2026-05-01"], [("note", first + lines)]))
for fault in faults:
    print(fault)
print(f"{len(FORMATS)} formats, {checks} checks, {len(faults)} differ")
sys.exit(1 if faults else 0)
