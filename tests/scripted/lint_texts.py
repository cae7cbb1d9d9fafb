#!/usr/bin/env python3
"""The shipped rules against our own labelled texts (tests/wording/texts.tsv, made up): no clean text may raise a warning, and each
category must be found with an F1 of at least 0.9, so that a change to one rule cannot break another unseen."""
import csv, json, os, subprocess, sys, tempfile

binary, source = sys.argv[1], sys.argv[2]
with open(source + "/tests/wording/texts.tsv", encoding="utf-8", newline="") as f:
    rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
stream = "".join(json.dumps({"schema": "redress/1", "type": "message", "id": r["id"], "role": "seller", "kind": r["kind"],
                             "text": r["text"]}, ensure_ascii=False) + "\n" for r in rows)
env = dict(os.environ, REDRESS_SHARE=source + "/share", HOME=tempfile.mkdtemp())
p = subprocess.run([binary, "lint", "-", "-f", "json"], input=stream.encode(), capture_output=True, env=env)
assert p.returncode == 1, (p.returncode, p.stderr)
found = {}
for f in json.loads(p.stdout)["findings"]:
    if f["severity"] != "note":
        found.setdefault(f["record"], set()).add(f["category"])
score, alarms = {}, []
for r in rows:
    want = set() if r["expected"] == "-" else set(r["expected"].split(","))
    got = found.get(r["id"], set())
    if not want and got:
        alarms.append((r["id"], sorted(got)))
    for c in want | got:
        t = score.setdefault(c, [0, 0])
        t[0] += 2 * (c in want and c in got)
        t[1] += (c in want) + (c in got)
low = {c: round(a / b, 2) for c, (a, b) in score.items() if a < 0.9 * b}
print(f"{len(rows)} texts, {len(score)} categories, false alarms {alarms}, below 0.9: {low}")
sys.exit(1 if alarms or low or len(score) != 21 else 0)
