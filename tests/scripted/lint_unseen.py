#!/usr/bin/env python3
"""Rules and model against texts that neither was made from (tests/wording/unseen*.tsv): a change that fits the known texts at the cost
of others is seen here. Do not tune on these rows; make new ones and let them take their place."""
import sys

binary, source = sys.argv[1], sys.argv[2]
sys.dont_write_bytecode = True  # the source folder is not ours to write to
sys.path.insert(0, source + "/tests/wording")
from score import read, score

rows = read(source + "/tests/wording/unseen.tsv", source + "/tests/wording/unseen-plain.tsv")
by_category, alarms = score(binary, source, rows)
wanted = {c: f1 for c, (f1, n) in by_category.items() if n}
clean = sum(r["expected"] == "-" for r in rows)
macro = sum(wanted.values()) / len(wanted)
for c, (f1, n) in sorted(by_category.items()):
    print(f"{c:22} {n:3} texts, F1 {f1:.2f}")
print(f"{len(rows)} texts, macro-F1 {macro:.3f}, false alarms on {len(alarms)} of {clean} clean texts")
sys.exit(0 if macro >= 0.90 and len(alarms) <= 0.03 * clean else 1)
