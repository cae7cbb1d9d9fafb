#!/usr/bin/env python3
"""wording.py corpus MEGABYTES FILE: mixed Chinese and English lines as shops write them, about one in seven with wording to be found.
wording.py files|files-once FOLDER: one megabyte in a hundred files; in the second
no line stands twice. wording.py words PACK FILE: the words of the compiled rules, one a line.
wording.py patterns FILE: the phrases of the shipped rules as regular expressions, one a line.
All made here, in an order fixed by a seed."""
import csv, pathlib, random, re, struct, sys, tomllib

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


def corpus(size, random, once=False):
    """once: no line stands twice, as two of them with a number between are one; else they come again as canned replies do."""
    left = size
    while left > 0:
        text = f"{line(random)} {random.randrange(10**9)} {line(random)}" if once else line(random)
        piece = (text + "\n").encode()
        left -= len(piece)
        yield piece


def words(pack):
    """Of a pack: 128 bytes of head, then arrays (base/flat.hpp): the rules; the book, in it its parts; in them lengths and letters."""
    at = 128

    def array(step_in=False):
        nonlocal at
        size = struct.unpack_from("=Q", pack, at)[0]
        at += 64
        begin = at
        if not step_in:
            at += -(-size // 64) * 64
        return begin, size

    array()
    array(step_in=True)
    array(step_in=True)
    count = struct.unpack_from("=Q", pack, at)[0]
    lengths = struct.unpack_from("=%dI" % count, pack, at + 64)
    at += 64 + -(-4 * count // 64) * 64
    letters, _ = array()
    for length in lengths:
        yield pack[letters:letters + length]
        letters += length


def expression(phrase, lists, latin):
    """A phrase (redress-rules(5)) as vectorscan takes it: the same words, gaps and choices, without the checks of neighbours."""
    out, at = [], 0
    while at < len(phrase):
        c = phrase[at]
        if c == "\\":
            out.append(re.escape(phrase[at + 1]))
            at += 2
        elif name := re.match(r"<([a-z0-9-]+)>", phrase[at:]):
            out.append("(?:" + "|".join(expression(p, lists, latin) for p in lists[name[1]]) + ")")
            at += name.end()
        elif gap := re.match(r"(~~?)([0-9]+)", phrase[at:]):
            far = int(gap[2])
            inside = "[^!?;\\n。]" if gap[1] == "~" else "."
            out.append("(?:[a-z0-9]*[^a-z0-9!?;\\n。]+){0,%d}" % (far + 1) if latin else inside + "{0,%d}" % far)
            at += gap.end()
        elif c == "[":
            end = phrase.index("]", at + 1) + 1
            out.append(phrase[at:end])
            at = end
        else:
            out.append({"%": "[a-z]*", "(": "(?:", ".": "\\.", "{": "\\{", "}": "\\}"}.get(c, c))
            at += 1
    return "".join(out)


def expressions():
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((root / "share/rules").glob("*.toml"))]
    lists = {name: words for f in files for name, words in f.get("words", {}).items()}
    for rule in (r for f in files for r in f.get("rule", [])):
        for phrase in rule.get("patterns", []) + (rule.get("when", []) if "missing" in rule else []):
            yield expression(phrase, lists, rule.get("lang") in ("en", "es"))


if sys.argv[1] == "corpus":
    # One megabyte, over and over in another order and every line with another number at its end: the generator must not take
    # longer than what it measures.
    lines = list(corpus(1_000_000, random.Random(1)))
    shuffle = random.Random(2)
    with open(sys.argv[3], "wb") as out:
        for turn in range(int(sys.argv[2])):
            shuffle.shuffle(lines)
            out.writelines(b"%s %d\n" % (one[:-1], turn * len(lines) + n) for n, one in enumerate(lines))
elif sys.argv[1] in ("files", "files-once"):
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(100):
        (folder / f"reply-{n:03}.txt").write_bytes(b"".join(corpus(10_000, random.Random(n), sys.argv[1] == "files-once")))
elif sys.argv[1] == "words":
    with open(sys.argv[3], "wb") as out:
        for word in words(open(sys.argv[2], "rb").read()):
            out.write(word + b"\n")
elif sys.argv[1] == "patterns":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.writelines(line.replace("\n", "\\n") + "\n" for line in expressions())
else:
    sys.exit(__doc__)
