#!/usr/bin/env python3
"""upload.py EXPECTED FOLDER LISTING PLATFORM: holds an upload folder against what the platform's form takes (the figures of the
platform's own documentation, written here once more), against its listing, and against the names and texts that were read by a
person and are kept in EXPECTED. With REDRESS_ACCEPT=1 EXPECTED is written instead: read it."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

# Who takes it: types, bytes a file, files, characters or bytes of the answer.
TAKES = {
    "paypal": ({"jpg", "jpeg", "gif", "png", "pdf"}, 10 * 1024 * 1024 - 1, 100, (2000, "char")),
    "okx-c2c": ({"jpg", "jpeg", "png", "pdf", "mp4"}, None, None, None),
    "taobao": ({"jpg", "jpeg", "gif", "png"}, 500 * 1024, 9, (400, "byte")),
    "aliexpress": ({"jpg", "jpeg", "png"}, 2 * 1024 * 1024, 3, (512, "char")),
    "alipay": ({"jpg", "jpeg", "png"}, None, None, (200, "char")),
}
PAYPAL_NAME = re.compile(r"^[A-Za-z0-9-_,\s]+[.]{1}[A-Za-z]+$")
NOT_FOR_REVIEWERS = re.compile(r"sha-?256|bagit|manifest|RDR-\d|\b[movderw]_[0-9a-f]{24}|\b[0-9a-f]{64}\b|source-\d|journal", re.I)

faults = []


def fault(words):
    faults.append(words)


def kind_of(data):
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"%PDF-"):
        return "pdf"
    return "text"


def pages_of(path):
    text = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", text, re.M)[1])


def look_at(path, types, most):
    data = path.read_bytes()
    kind, suffix = kind_of(data), path.suffix[1:]
    if kind != suffix or suffix not in types:
        fault(f"{path.name}: is {kind}, the form takes {sorted(types)}")
    if most and len(data) > most:
        fault(f"{path.name}: {len(data)} bytes, the form takes {most}")
    if kind == "pdf":
        words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        if found := NOT_FOR_REVIEWERS.search(words):
            fault(f"{path.name}: says {found[0]}")
        return kind, pages_of(path)
    if kind == "png":
        width = int.from_bytes(data[16:20], "big")
        if width < 1000 and re.search("transcript|record|聊天记录|订单记录", path.name) and "third-party" not in path.name:
            fault(f"{path.name}: {width} pixels wide")
        if b"tEXt" in data or b"eXIf" in data or b"tIME" in data:
            fault(f"{path.name}: carries metadata")
    return kind, 1


def look_at_answer(path, limit, names):
    text = path.read_text(encoding="utf-8")
    if limit and (used := len(text.encode() if limit[1] == "byte" else text)) > limit[0]:
        fault(f"{path.name}: {used} {limit[1]}, the form takes {limit[0]}")
    if found := NOT_FOR_REVIEWERS.search(text):
        fault(f"{path.name}: says {found[0]}")
    cited = re.findall(r"\[([^\]]+)\]", text)
    if not cited:
        fault(f"{path.name}: cites nothing")
    for one in cited:  # "图1 第5行", "Exhibit B (B-transcript.pdf), line 8", "附件1（01_订单记录.pdf）"
        in_brackets = re.findall(r"[（(]([^）)]+\.\w+)[）)]", one)
        bare = re.sub(r"(, line \d+| 第\d+行|, línea \d+)$", "", one)
        ok = all(name in names for name in in_brackets) if in_brackets else any(bare in name for name in names)
        if not ok:
            fault(f"{path.name}: [{one}] is called like no file")


def main():
    expected, folder, listing, platform = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    types, most, count, limit = TAKES[platform]
    listed = json.loads(listing.read_text(encoding="utf-8"))
    there = sorted(p.name for p in folder.iterdir())
    said = sorted([f["file"] for f in listed["files"]] + [t["file"] for t in listed["texts"]])
    if there != said:
        fault(f"the folder holds {there}, the listing says {said}")
    files = [folder / f["file"] for f in listed["files"]]
    if count and len(files) > count:
        fault(f"{len(files)} files, the form takes {count}")
    if platform == "paypal":
        for path in files:
            if not PAYPAL_NAME.match(path.name):
                fault(f"{path.name}: no name PayPal takes")
    lines = []
    for path, row in zip(files, listed["files"]):
        kind, pages = look_at(path, types, most)
        if row["bytes"] != path.stat().st_size or row["pages"] != pages:
            fault(f"{path.name}: the listing says {row['bytes']} bytes, {row['pages']} pages")
        lines.append(f"{path.name}\t{kind}\t{pages}\t" + " ".join(e["exhibit"] for e in row["exhibits"]))
    lines += [f"left out\t{one['exhibit']}" for one in listed["left_out"]]
    answers = {t["file"]: (folder / t["file"]).read_text(encoding="utf-8") for t in listed["texts"]}
    for name in answers:
        look_at_answer(folder / name, limit, [p.name for p in files])
    now = {"FILES": "\n".join(lines) + "\n", **answers}
    if os.environ.get("REDRESS_ACCEPT"):
        expected.mkdir(parents=True, exist_ok=True)
        for old in expected.iterdir():
            old.unlink()
        for name, text in now.items():
            (expected / name).write_text(text, encoding="utf-8")
    before = {p.name: p.read_text(encoding="utf-8") for p in sorted(expected.iterdir())}
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            fault(f"{name} is not as expected:\n{now.get(name)}\n--- expected:\n{before.get(name)}")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
