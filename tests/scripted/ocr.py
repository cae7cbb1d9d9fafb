#!/usr/bin/env python3
"""Words of pictures: found by search, marked as OCR, in no message and no package. A stand-in for tesseract shows what is asked of it;
the real one reads a sample where it is installed."""
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

BINARY, ROOT, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve(), Path(tempfile.mkdtemp())
PICTURE = ROOT / "share/examples/paypal/INV-1041_packed.png"
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit(f"{what}: got {got!r}, want {want!r}")


def run(*arguments, path="/usr/bin:/bin"):
    env = {"PATH": path, "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder), "REDRESS_SHARE": str(ROOT / "share"), "NO_COLOR": "1"}
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    done = subprocess.run([BINARY, "--store", str(folder / "store"), *map(str, arguments)], capture_output=True, env=env, timeout=200, cwd=folder)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def records(*filters, path="/usr/bin:/bin"):
    return [json.loads(line) for line in run("show", "-f", "ndjson", "--allow-empty", *filters, path=path)[1].splitlines()]


def stand_in(text, code=0):
    place = Path(tempfile.mkdtemp(dir=folder))
    (place / "tesseract").write_text(
        f'#!/bin/sh\ncase "$1" in\n--list-langs) printf "List of available languages (3):\\nchi_sim\\neng\\nosd\\n";;\n'
        f'--version) echo "tesseract 5.9";;\n*) echo "$*" >>"{place}/asked"; head -c 8 | grep -q PNG && cat "{place}/text"; exit {code};;\nesac\n')
    (place / "tesseract").chmod(0o755)
    (place / "text").write_text(text, encoding="utf-8")
    return place


# Without tesseract: a reason and a way out, and nothing stored.
empty = Path(tempfile.mkdtemp(dir=folder))
code, out, err = run("ingest", "--ocr", PICTURE, path=str(empty))
expect("without tesseract", (code, "apt install tesseract-ocr" in err, records()), (3, True, []))

place = stand_in("ZQXW 退款成功\n\f")
code, out, err = run("ingest", "--ocr", PICTURE, path=f"{place}:/usr/bin:/bin")
expect("read", (code, err), (0, ""))
expect("what tesseract was asked", (place / "asked").read_text(), "stdin stdout -l chi_sim+eng\n")
found = records("--match", "退款成功")
expect("found by its words", [r["type"] for r in found], ["document"])
expect("marked", found[0]["extra"]["ocr"], {"text": "ZQXW 退款成功", "engine": "tesseract 5.9", "languages": "chi_sim+eng"})
expect("no message", records("--type", "message"), [])
expect("shown as OCR", "OCR: ZQXW" in run("show")[1], True)
expect("read with --emit", "ZQXW" in run("ingest", "--emit", "--ocr", PICTURE, path=f"{place}:/usr/bin:/bin")[1], True)
expect("a language that is not there", run("ingest", "--ocr", "--ocr-lang", "tlh", PICTURE, path=f"{place}:/usr/bin:/bin")[0], 3)
expect("a language without --ocr", run("ingest", "--ocr-lang", "eng", PICTURE)[0], 2)

# In a package the picture is; what a machine read in it is not.
run("case", "open", "--platform", "paypal", "--order", "INV-1041", "--reason", "MERCHANDISE_OR_SERVICE_NOT_RECEIVED")
run("case", "link", "last", found[0]["id"])
expect("a package is made", run("bundle", "--case", "last", "-o", folder / "out")[0] in (0, 1), True)
files = [p for p in (folder / "out").rglob("*") if p.is_file()]
expect("the picture is in it", PICTURE.read_bytes() in [p.read_bytes() for p in files], True)
expect("its words are not", [p.name for p in files if b"ZQXW" in p.read_bytes()], [])

# One that fails: the picture is stored all the same, and that is said.
place = stand_in("half", code=7)
shutil.copy(ROOT / "share/examples/taobao/4400000000010600321_拉链照片.png", folder / "other.png")
code, out, err = run("ingest", "--ocr", "other.png", path=f"{place}:/usr/bin:/bin")
expect("a failed reading", (code, "[ocr-failed]" in err, len(records("--type", "document"))), (1, True, 2))

if shutil.which("tesseract"):
    code, out, err = run("ingest", "--redo", "--ocr", PICTURE)
    expect("the real one", (code, len(records("--match", "INV-1041", "--type", "document"))), (0, 1))
    expect("its links stay", [r["id"] for r in records("--case", "last", "--type", "document")], [found[0]["id"]])
else:
    print("note: tesseract is not installed, the real one was not tried")
shutil.rmtree(folder)
print(f"{checks} checks of words in pictures passed")
