"""counts.py COUNTS RECEIPT FOLDER PLATFORM: the receipt against the counts made by hand, and every line accounted for."""
import json
import os
import sys

counts, receipt, folder, platform = sys.argv[1:]
files = {f["name"]: f for f in json.load(open(receipt, encoding="utf-8"))["files"]}
faults = []
wanted = {}
for line in open(counts, encoding="utf-8"):
    if line.startswith("#") or not line.strip():
        continue
    shop, name, kind, total, records = line.rstrip("\n").split("\t")
    if shop == platform:
        wanted[name] = (kind, total, dict(r.split("=") for r in records.split()))
names = {os.path.basename(name): f for name, f in files.items()}
if set(names) != set(os.listdir(folder)) or set(names) != set(wanted):
    faults.append(f"files: read {sorted(names)}, counted {sorted(wanted)}, there {sorted(os.listdir(folder))}")
for name, (kind, total, records) in wanted.items():
    f = names.get(name)
    if f is None:
        continue
    used = sum(f[k] for k in ("parsed", "continued", "system", "blank", "rejected"))
    got = {k: str(n) for k, n in f["records"].items() if n}
    got.update((k, "*") for k in records if records[k] == "*" and k in got)  # not counted by hand
    if f["format"] != kind or total not in ("*", str(f["total"])) or used != f["total"] or f["rejected"] or got != records:
        faults.append(f"{name}: {f['format']}, total {f['total']}, used {used}, rejected {f['rejected']}, {got}; "
                      f"counted {kind}, {total}, {records}")
print("\n".join(faults), end="" if not faults else "\n")
sys.exit(bool(faults))
