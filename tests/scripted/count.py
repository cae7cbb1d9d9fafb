#!/usr/bin/env python3
"""count.py BINARY SOURCEDIR: --count leaves out what only records need. Its receipt, diagnostics and exit code must be those of
--emit for every sample: the fuzz seeds, the inputs of the golden cases and, where they are, ../shared/fixtures."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

binary, source = sys.argv[1], Path(sys.argv[2])
shared = source / ".." / "shared" / "fixtures"
home = tempfile.mkdtemp()
env = dict(os.environ, HOME=home, XDG_DATA_HOME=home, TZ="UTC", LC_ALL="C.UTF-8", NO_COLOR="1")
NOT_INPUT = {"cmd", "stdout", "stderr", "rc", "INDEX.tsv"}


def samples():
    for root in (source / "tests" / "fuzz" / "seeds", source / "tests" / "golden", shared):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.name not in NOT_INPUT):
            if root.name != "golden" or path.relative_to(root).parts[0].startswith("ingest"):
                yield path


def receipt_of(mode, zone, path):
    target = os.path.join(home, "receipt.json")
    if os.path.exists(target):
        os.unlink(target)
    run = subprocess.run([binary, "ingest", mode, "--tz", zone, "--receipt", target, path], capture_output=True, env=env)
    said = run.stderr if mode == "--emit" else run.stderr + run.stdout  # the receipt as text stands behind the diagnostics
    return run.returncode, said.decode(), json.load(open(target)) if os.path.exists(target) else None


problems, seen, told = [], 0, {"new": 0, "first": 0, "senders": 0, "diagnostics": 0}
for path in samples():
    # New York: a zone with hours that come twice and never, which both must report.
    counted, emitted = (receipt_of(mode, "America/New_York", str(path)) for mode in ("--count", "--emit"))
    if counted != emitted:
        problems.append(f"{path}: --count says {counted}, --emit {emitted}")
    seen += 1
    for file in (emitted[2] or {"files": []})["files"]:
        for key in told:
            told[key] += bool(file[key])
print(f"{seen} receipts compared, telling {told}" + ("" if shared.is_dir() else "; skipped: ../shared/fixtures is not there"))
for problem in problems[:20]:
    print(problem)
sys.exit(1 if problems or min(told.values()) == 0 else 0)
