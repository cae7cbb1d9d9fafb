#!/usr/bin/env python3
"""packages.py BINARY SOURCEDIR: 200 packages of documents with awkward names, sizes and contents, zipped and as folders. sha256sum -c,
redress verify, unzip, 7z, bsdtar and Python's zipfile must agree on what is in them; programs that are missing are counted. Then one case,
with a chat, over zones, locales, umasks and copies of its store made in another order: one package, byte for byte."""
import concurrent.futures
import csv
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PACKAGES = 200
memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # a store syncs: no test of the disk is wanted here
scratch = tempfile.mkdtemp(dir=memory)
ENV = {**{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")},
       "PATH": "/usr/bin:/bin", "HOME": scratch, "TMPDIR": scratch, "TZ": "UTC", "LC_ALL": "C.UTF-8",
       "REDRESS_SHARE": SOURCE + "/share", "SOURCE_DATE_EPOCH": "1700000000"}
ENV.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
random.seed(8493)
problems = []

NAMES = ["a b", "%0A", "100%25", "-rf", "--help", "'quote\"", "截图 2024", "скрин", "e\u0301cran", "écran", "🙂", "C:\\x", "~root", "$HOME",
         "CON", "x" * 200, "dot.", ".hidden", "tab\there", "line\nbreak", "Ｆｕｌｌ", "\u202etxt.exe", "..", "a;b|c&d", "*?[x]", "\x7f\x01"]
SIZES = [0, 1, 511, 512, 513, 4095, 4096, 4097, 65535, 65536, 65537, 262143, 262144, 262145, 300001]
TEXT = "订单已发货 — order shipped, pedido enviado\r\n"


def content(kind, size):
    if kind == "binary":
        return random.randbytes(size)
    if kind == "zeros":
        return bytes(size)
    encoding = {"utf8": "utf-8", "gbk": "gb18030", "utf16": "utf-16"}[kind]
    return (TEXT * (size // len(TEXT) + 1)).encode(encoding)[:size]


def run(*arguments, cwd=None, env=None, umask=0o022):
    return subprocess.run(arguments, cwd=cwd, env=env or ENV, capture_output=True, timeout=300,
                          preexec_fn=lambda: os.umask(umask))


def tree_of(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            with open(full, "rb") as file:
                found[os.path.relpath(full, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def by_zipfile(package, folder):
    with zipfile.ZipFile(package) as archive:
        if archive.testzip() is not None:
            return 1
        archive.extractall(folder)
    return 0


UNPACKERS = {
    "unzip": lambda package, folder: run("unzip", "-q", package, "-d", folder).returncode,
    "7z": lambda package, folder: run("7z", "x", "-bd", "-o" + folder, package).returncode,
    "bsdtar": lambda package, folder: (os.mkdir(folder), run("bsdtar", "-xf", package, "-C", folder).returncode)[1],
    "zipfile": by_zipfile,
}
there = {name: how for name, how in UNPACKERS.items() if name == "zipfile" or shutil.which(name)}


def make(number):
    """One package: its documents' hashes, or what went wrong."""
    place = os.path.join(scratch, f"p{number}")
    os.makedirs(place + "/in")
    wanted = set()
    for i in range(1 + number % 3):
        kind = ("binary", "zeros", "utf8", "gbk", "utf16")[(number + i) % 5]
        data = content(kind, SIZES[(number * 7 + i * 3) % len(SIZES)])
        name = NAMES[(number + i * 11) % len(NAMES)] + f"{i}.{('png', 'pdf', 'jpg', 'mp4')[(number + i) % 4]}"
        with open(os.fsencode(f"{place}/in/{name}"), "wb") as file:
            file.write(data)
        wanted.add(hashlib.sha256(data).hexdigest())
    store = ["--store", place + "/store"]
    read = run(BINARY, *store, "ingest", "-q", "--from", "document", "--tz", "UTC",
               *(os.path.join(place, "in", name) for name in sorted(os.listdir(place + "/in"))))
    opened = run(BINARY, *store, "case", "open", "-q", "--platform", "okx-c2c", "--order", "1001", "--due", "2030-01-01", "--tz", "UTC")
    ids = run(BINARY, *store, "show", "--type", "document", "-f", "ndjson").stdout.decode("utf-8")
    records = [line.split('"id":"')[1].split('"')[0] for line in ids.splitlines()]
    linked = run(BINARY, *store, "case", "link", "-q", "C-0001", *records)
    out = []
    for target in ("out.zip", "out"):
        made = run(BINARY, *store, "bundle", "-q", "--case", "C-0001", "--tz", "UTC", "-o", f"{place}/{target}")
        if made.returncode not in (0, 1):
            return [f"{number}: bundle {made.returncode}: {(read.stderr + opened.stderr + linked.stderr + made.stderr).decode()[:400]}"]
    folder = tree_of(place + "/out")
    if not wanted <= set(folder.values()):
        out.append(f"{number}: a document is not in the package as it was")
    rows = list(csv.DictReader(io.StringIO(open(place + "/out/data/index.csv", encoding="utf-8").read())))
    if {row["sha256"] for row in rows} != wanted:
        out.append(f"{number}: the index lists other files")
    for name, how in there.items():
        to = f"{place}/{name}"
        if how(f"{place}/out.zip", to) != 0 or tree_of(to + "/C-0001") != folder or os.listdir(to) != ["C-0001"]:
            out.append(f"{number}: {name} reads another package")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for root in (place + "/out", place + "/zipfile/C-0001"):
            if run("sha256sum", "-c", "--quiet", "--strict", manifest, cwd=root).returncode != 0:
                out.append(f"{number}: sha256sum -c {manifest}")
    verified = run(BINARY, "verify", place + "/out", place + "/out.zip")
    if verified.returncode != 0 or verified.stderr:
        out.append(f"{number}: verify {verified.returncode}: {verified.stderr.decode()[:300]}")
    shutil.rmtree(place)
    return out


def same_bytes():
    """Two runs, three zones, two locales, two umasks, each on a copy of the store whose files were made in another order."""
    store = scratch + "/store"
    with open(scratch + "/chat.txt", "w", encoding="utf-8") as file:
        for n in range(60):
            file.write("[%02d.03.26, 09:%02d:07] %s: message %d about order 1001 好的 🙂\n" % (1 + n // 30, n % 60, ("Ana", "Shop")[n % 2], n))
    os.makedirs(scratch + "/shots")
    for i in range(20):
        with open(f"{scratch}/shots/1001-{i}.png", "wb") as file:
            file.write(random.randbytes(5000 + i))
    run(BINARY, "--store", store, "shop", "add", "main", "--platform", "okx-c2c", "--tz", "Asia/Shanghai", "--seller", "Shop")
    run(BINARY, "--store", store, "ingest", "-q", scratch + "/chat.txt")
    run(BINARY, "--store", store, "ingest", "-q", "--from", "document", scratch + "/shots")
    run(BINARY, "--store", store, "case", "open", "-q", "--platform", "okx-c2c", "--order", "1001", "--due", "2030-01-01")
    ids = run(BINARY, "--store", store, "show", "-f", "ndjson").stdout.decode("utf-8")
    records = [line.split('"id":"')[1].split('"')[0] for line in ids.splitlines()]
    run(BINARY, "--store", store, "case", "link", "-q", "C-0001", *records)
    run(BINARY, "--store", store, "bundle", "-q", "--case", "C-0001", "-o", scratch + "/first.zip")  # allocates the exhibits
    hashes, runs = {}, 0
    for again in range(2):
        for zone in ("UTC", "Asia/Shanghai", "America/New_York"):
            for locale in ("C", "C.UTF-8"):
                runs += 1
                place = f"{scratch}/run{runs}"
                names = [os.path.relpath(os.path.join(path, name), store) for path, _, files in os.walk(store) for name in files]
                random.shuffle(names)
                for name in names:
                    os.makedirs(os.path.dirname(f"{place}/{name}"), mode=0o700, exist_ok=True)
                    shutil.copy2(f"{store}/{name}", f"{place}/{name}")
                env = dict(ENV, TZ=zone, LC_ALL=locale)
                made = run(BINARY, "--store", place, "bundle", "-q", "--case", "C-0001", "-o", place + ".zip", env=env,
                           umask=(0o022, 0o077)[again])
                if made.returncode not in (0, 1):
                    problems.append(f"run {runs}: bundle {made.returncode} {made.stderr.decode()[:300]}")
                    continue
                with open(place + ".zip", "rb") as file:
                    hashes.setdefault(hashlib.sha256(file.read()).hexdigest(), []).append(f"{zone} {locale}")
                shutil.rmtree(place)
    if len(hashes) != 1 or runs != 12:
        problems.append(f"{len(hashes)} packages of {runs} runs: {hashes}")
    with zipfile.ZipFile(scratch + "/first.zip") as archive:
        if not any(name.endswith("_transcript.pdf") for name in archive.namelist()):
            problems.append("the package compared holds no transcript")
    return runs


try:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(make, range(PACKAGES)):
            problems.extend(found)
    runs = same_bytes()
finally:
    shutil.rmtree(scratch, ignore_errors=True)
for problem in problems[:30]:
    print(problem)
missing = [name for name in UNPACKERS if name not in there]
print(f"{PACKAGES} packages, {len(there)} programs that unpack them, {len(missing)} missing {missing}; {runs} runs gave one package; "
      f"{len(problems)} problems")
sys.exit(1 if problems else 0)
