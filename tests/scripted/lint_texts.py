#!/usr/bin/env python3
"""Rules and model against our own labelled texts (tests/wording/texts.tsv, made up; the model learned from them too): no clean text may
raise a warning, and each category must be found with an F1 of at least 0.9, so that a change to one rule cannot break another unseen."""
import sys

binary, source = sys.argv[1], sys.argv[2]
sys.dont_write_bytecode = True  # the source folder is not ours to write to
sys.path.insert(0, source + "/tests/wording")
from score import read, score

rows = read(source + "/tests/wording/texts.tsv")
by_category, alarms = score(binary, source, rows)
low = {c: round(f1, 2) for c, (f1, _) in by_category.items() if f1 < 0.9}
print(f"{len(rows)} texts, {len(by_category)} categories, false alarms {alarms}, below 0.9: {low}")
sys.exit(1 if alarms or low or len(by_category) != 21 else 0)
