#!/usr/bin/env python3
"""Receipts add up: on every sample and seed, and on each of them cut at 50 places. A file read twice, once as it is and once
with a line end more, gives its records once. Prints format by format what was read and cut."""
import collections, json, os, random, shutil, subprocess, sys, tempfile
from pathlib import Path

BINARY, ROOT = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
CUTS = 50
SAMPLES = [ROOT / "tests/fuzz/seeds", ROOT.parent / "shared/fixtures"]
home = tempfile.mkdtemp()
ENV = {**{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, "PATH": "/usr/bin:/bin", "TZ": "UTC", "HOME": home,
       "LC_ALL": "C.UTF-8"}
faults, read, cut, refused = [], collections.Counter(), collections.Counter(), collections.Counter()


def said(path):
    """A seed's name begins with its format; what a sample or a zip of several is its content has to show."""
    name = path.name.split("-")[0]
    return ["--from", name] if SAMPLES[0] in path.parents and name in FORMATS else []


def ingest(*arguments):
    """Receipts by file name, and standard error; a crash or an exit code of none of ours is a fault."""
    done = subprocess.run([BINARY, "ingest", "-f", "json", "--tz", "UTC", *map(str, arguments)], capture_output=True, env=ENV, timeout=300)
    err = done.stderr.decode(errors="replace")
    if done.returncode not in (0, 1, 3):
        faults.append(f"{arguments[-1]}: exit {done.returncode}: {err[-300:]}")
    try:
        receipts = json.loads(done.stdout)["files"] if done.stdout else []
    except ValueError:
        faults.append(f"{arguments[-1]}: the receipt is no JSON")
        receipts = []
    return {r["name"]: r for r in receipts}, err


def check(path, receipts, err):
    """True if it was read; a file is in the receipt, or the error names it."""
    receipt = receipts.get(str(path))
    if receipt is None:
        if str(path) not in err:
            faults.append(f"{path}: neither a receipt nor an error names it")
        return None
    parts = sum(receipt[k] for k in ("parsed", "continued", "system", "blank", "rejected"))
    if receipt["total"] != parts:
        faults.append(f"{path}: {receipt['format']}: total {receipt['total']} is not {parts}")
    return receipt


def cut_everywhere(path, rng):
    data = path.read_bytes()
    places = sorted(rng.sample(range(len(data)), min(CUTS, len(data))))
    with tempfile.TemporaryDirectory() as folder:
        pieces = []
        for n, place in enumerate(places):
            pieces.append(Path(folder, f"{n:02}", path.name))
            pieces[-1].parent.mkdir()
            pieces[-1].write_bytes(data[:place])
        receipts, err = ingest("--count", *said(path), *pieces)
        for piece in pieces:
            receipt = check(piece, receipts, err)
            (cut if receipt else refused)[receipt["format"] if receipt else "refused"] += 1


def told(store):
    """Ids of all but documents: a file with a byte more is another document."""
    done = subprocess.run([BINARY, *store, "show", "-f", "ndjson", "--allow-empty"], capture_output=True, env=ENV, timeout=300)
    return sorted(r["id"] for r in map(json.loads, done.stdout.splitlines()) if r["type"] != "document")


def read_twice(path, kind):
    """A line end more makes another file of text, which holds nothing new; packed files stay as they are."""
    data = path.read_bytes()
    text = kind not in ("document", "whatsapp_zip", "slack") and not data.startswith((b"PK", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff"))
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder, "again", path.name)
        again.parent.mkdir()
        again.write_bytes(data + (b"\n" if text else b""))
        store = ["--store", folder + "/store"]
        first, _ = ingest(*store, *said(path), path)
        before = told(store)
        second, _ = ingest(*store, *said(path), again)
        once, twice = first.get(str(path)), second.get(str(again))
        if not once or not twice:
            return faults.append(f"{path}: read with --count, not into a store")
        if once["new"] + once["known"] + once["revised"] != sum(once["records"].values()):
            faults.append(f"{path}: {once['records']} are not {once['new']} new, {once['known']} known, {once['revised']} revised")
        if told(store) != before:
            faults.append(f"{path}: {kind}: the second reading gave other records")


FORMATS = [line.split()[0] for line in subprocess.run([BINARY, "ingest", "--list-formats"], capture_output=True, env=ENV).stdout.decode().splitlines()]
rng = random.Random(4)
paths = sorted(p for folder in SAMPLES for p in folder.rglob("*") if p.is_file() and p.stat().st_size)
if not SAMPLES[1].is_dir():
    print("note: ../shared/fixtures is absent: 0 samples, only the seeds are read")
for path in paths:
    receipts, err = ingest("--count", *said(path), path)
    receipt = check(path, receipts, err)
    if receipt:
        read[receipt["format"]] += 1
        if read[receipt["format"]] <= 12:  # enough of each kind; there are hundreds of mails
            read_twice(path, receipt["format"])
    else:
        refused["refused"] += 1
    cut_everywhere(path, rng)
for kind in sorted(read | cut):
    print(f"{kind:18} {read[kind]:4} read {cut[kind]:6} cut")
print(f"{len(paths)} files; refused with a reason, whole or cut: {refused['refused']}")
shutil.rmtree(home, ignore_errors=True)
for line in faults[:40]:
    print(line)
sys.exit(bool(faults))
