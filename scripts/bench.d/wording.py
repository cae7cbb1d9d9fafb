#!/usr/bin/env python3
"""wording.py corpus MEGABYTES FILE: mixed Chinese and English lines as shops write them, about one in seven with wording to be found.
wording.py files FOLDER: one megabyte in a hundred files. wording.py words PACK FILE: the words of the compiled rules, one a line.
All made here, in an order fixed by a seed."""
import csv, pathlib, random, re, struct, sys

here = pathlib.Path(__file__).resolve().parent
with open(here.parent.parent / "tests/wording/texts.tsv", encoding="utf-8", newline="") as f:
    rows = [r for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if r["lang"] in ("zh", "en")]
clean = [r["text"] for r in rows if r["expected"] == "-"]
wrong = [r["text"] for r in rows if r["expected"] != "-"]
root = here.parent.parent
# What is said besides: the program's own Chinese messages and the prose of its manual.
zh = re.findall(r'^msgstr "(.{12,})"$', (root / "po/zh.po").read_text(encoding="utf-8"), re.M)
en = [line for page in sorted((root / "man").iterdir()) for line in page.read_text(encoding="utf-8").splitlines()
      if len(line) > 40 and not line.startswith(".") and "redress-disable" not in line]


def line(random):
    pick = random.random()
    if pick < 0.14:
        return random.choice(wrong)
    if pick < 0.34:
        return random.choice(clean)
    return random.choice(zh if pick < 0.67 else en)


def corpus(size, random):
    left = size
    while left > 0:
        piece = (line(random) + "\n").encode()
        left -= len(piece)
        yield piece


def words(pack):
    at = pack.index(b"\n", pack.index(b"\n") + 1) + 1

    def number():
        nonlocal at
        at += 4
        return struct.unpack_from("=I", pack, at - 4)[0]

    number(), number()
    heads = number()
    at += 8 * heads
    for _ in range(number()):
        size = number()
        yield pack[at:at + size]
        at += size
        anchors = number()
        at += 20 * anchors


if sys.argv[1] == "corpus":
    # One megabyte, over and over in another order: the generator must not take longer than what it measures.
    lines = list(corpus(1_000_000, random.Random(1)))
    shuffle = random.Random(2)
    with open(sys.argv[3], "wb") as out:
        for _ in range(int(sys.argv[2])):
            shuffle.shuffle(lines)
            out.write(b"".join(lines))
elif sys.argv[1] == "files":
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(100):
        (folder / f"reply-{n:03}.txt").write_bytes(b"".join(corpus(10_000, random.Random(n))))
elif sys.argv[1] == "words":
    with open(sys.argv[3], "wb") as out:
        for word in words(open(sys.argv[2], "rb").read()):
            out.write(word + b"\n")
else:
    sys.exit(__doc__)
