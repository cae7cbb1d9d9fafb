#!/usr/bin/env python3
"""lint_bad_input.py BINARY SOURCEDIR: what `redress lint` is given by mistake or to do harm. Of each: the exit code, words that name the
file and what to do, the other file of the same call checked all the same, and memory within a cap. Prints what was tried."""
import io
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SANITIZED = b"__asan_init" in open(BINARY, "rb").read()
CAP = 150 * 1024 * (4 if SANITIZED else 1)  # KiB
home = tempfile.mkdtemp()
problems, tried = [], 0

RULES = """[[rule]]
id = 'paid'
category = 'paid-review'
kinds = ['reply', 'appeal']
patterns = ['好评~2返现', 'cash for stars']
message = { en = 'pays for a review', zh = '花钱买好评' }
good = ['好']
bad = ['好评返现']
"""
BAD = "好评返现\n"


def path(name):
    return os.path.join(home, name)


def put(name, content):
    os.makedirs(os.path.dirname(path(name)), exist_ok=True)
    with open(path(name), "wb") as f:
        f.write(content.encode() if isinstance(content, str) else content)
    return name


def lint(*arguments, stdin=b"", rules="rules.toml", timeout=120):
    """(exit code, stdout, stderr)"""
    env = {"PATH": "/usr/bin:/bin", "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share"}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
    command = [BINARY, "lint", *(["--rules", rules] if rules else []), *arguments]
    done = subprocess.run(command, cwd=home, env=env, input=stdin, capture_output=True, timeout=timeout)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def expect(what, condition, detail=""):
    if not condition:
        problems.append(f"{what}: {detail}" if detail else what)


def case(what, arguments, code, *words, **more):
    """words: each stands on standard error, with '+' before it on standard output"""
    global tried
    tried += 1
    got, out, err = lint(*arguments, **more)
    expect(what, got == code, f"exit {got}, want {code}; {err.strip()[:200]}")
    for word in words:
        there = word[1:] in out if word.startswith("+") else word in err
        expect(what, there, f"no '{word}' in {out[-300:]!r} {err[-300:]!r}")


put("rules.toml", RULES)
put("good.txt", "fine\n")
put("bad.txt", BAD)
docx = io.BytesIO()
with zipfile.ZipFile(docx, "w") as z:
    z.writestr("word/document.xml", "<w:t>好评返现</w:t>")
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as z:
    z.writestr("a.txt", BAD)
LOCKED = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

# Refused, alone and beside a file that is checked all the same.
REFUSED = [
    ("letter.docx", docx.getvalue(), "save it as plain text or Markdown"),
    ("letter.pdf", b"%PDF-1.7\n1 0 obj\n", "copy its words"),
    ("shot.png", b"\x89PNG\r\n\x1a\n....", "type its words"),
    ("renamed.txt", b"\xff\xd8\xff\xe0..JFIF", "type its words"),
    ("all.zip", archive.getvalue(), "unpack it first"),
    ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "save it as .xlsx"),
    ("locked.xlsx", LOCKED, "password"),
    ("not.xlsx", b"no workbook", "xlsx"),
    ("nul.txt", b"good\0bad\n", "--encoding"),
    ("nul.md", b"# a\n\xe5\xa5\xbd\0\n", "--encoding"),
    ("cut.json", b'{"a": "x', "cut.json:1:"),
    ("deep.json", b"[" * 5000 + b"]" * 5000, "deep.json:1:"),
    ("random.txt", bytes((i * 197 + 13) % 255 + 1 for i in range(4000)), ""),
]
for name, content, word in REFUSED:
    put(name, content)
    if name == "random.txt":  # of no encoding: refused, or read with what it lost said; never silently
        code, out, err = lint(name)
        expect(name, code == 3 or "could not be read" in err or code in (0, 1), f"exit {code}")
        tried += 1
        continue
    case(name, [name], 3, name, word)
    case(name + " and another", [name, "bad.txt"], 3, name, "+bad.txt:1:1: warning")
case("asked as UTF-8", [put("gb.txt", "好评返现，谢谢光临\n".encode("gb18030")), "--encoding", "UTF-8"], 3, "gb.txt", "--encoding")
case("GB18030 found out", ["gb.txt"], 1, "+gb.txt:1:1")
case("unknown encoding", ["gb.txt", "--encoding", "klingon"], 3, "unknown encoding 'klingon'")
for encoding in ("utf-16-le", "utf-16-be", "big5", "utf-8-sig"):
    text = "好評返現，謝謝光臨，歡迎再來\r\n" * 3
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    case(encoding, [put(encoding + ".txt", marks.get(encoding, b"") + text.encode(encoding))], 1, f"+{encoding}.txt:3:1")
case("bad bytes", [put("faults.txt", "好评返现，谢谢光临，欢迎再来。\n".encode() * 9 + b"\xff\n")], 1, "1 characters could not be read", "+:9:1")
case("lone surrogates", [put("lone.json", r'["\ud83d 好评返现"]')], 1, "+lone.json:1:10")
case("carriage returns alone", [put("mac.txt", "a\rb\r好评返现\r")], 1, "+mac.txt:3:1")
case("a fence that never closes", [put("fence.md", "a\n\n```\n好评返现\n")], 1, "+fence.md:4:1")
case("a comment that never closes", [put("comment.md", "a <!-- b\n\n好评返现\n")], 1, "+comment.md:3:1")
case("front matter that never ends", [put("front.md", "---\nkind: shop\n好评返现\n")], 1, "+front.md:3:1")
case("a tag that never closes", [put("tag.mustache", "{{#a\n好评返现 {{! never\nx")], 1, "+template-open-section", "+tag.mustache:2:1")

# Nothing to look at is no success.
case("no file", [], 3, "no file to check")
case("missing", ["missing.txt"], 3, "missing.txt")
case("empty", [put("empty.txt", "")], 3, "no text")
case("blank", [put("blank.md", "---\nkind: reply\n---\n\n \n")], 3, "no text")
case("empty, allowed", ["empty.txt", "--allow-empty"], 0)
case("a table of numbers", [put("numbers.csv", "1,2\n3,4\n")], 3, "no text")
case("only code", [put("code.md", "```\n好评返现\n```\n")], 3, "no text")
case("missing beside another", ["missing.txt", "bad.txt"], 3, "missing.txt", "+bad.txt:1:1")
put("others/a.docx", docx.getvalue())
put("others/b.png", b"\x89PNG\r\n\x1a\n")
case("a folder of other kinds", ["others"], 3, "2 files are of kinds that are not checked", "no file to check")
case("named with -v", ["others", "-v"], 3, "others/a.docx", "others/b.png")
put("mixed/a.docx", docx.getvalue())
put("mixed/b.txt", BAD)
put("mixed/.git/c.txt", BAD)
case("a folder with others in it", ["mixed"], 1, "1 files are of kinds", "+mixed/b.txt:1:1", "+files 1,")
os.makedirs(path("void"))
case("an empty folder", ["void"], 3, "no file to check")
case("an empty folder of rules", ["bad.txt"], 3, "no rules to check by", rules="void")
case("no folder of rules", ["bad.txt"], 3, "no rule file or folder", rules="nowhere")
case("rules that are none", ["bad.txt"], 3, "others/a.toml", rules=put("others/a.toml", "[[rule]\n"))

# What is no file.
os.mkfifo(path("fifo.txt"))
case("a FIFO", ["fifo.txt"], 3, "fifo.txt", timeout=20)
listener = socket.socket(socket.AF_UNIX)
listener.bind(path("socket.txt"))
case("a socket", ["socket.txt"], 3, "socket.txt")
case("a device", ["/dev/zero"], 3, "/dev/zero", timeout=20)
os.makedirs(path("loop/in"))
os.symlink("../..", path("loop/in/back"))
put("loop/in/a.txt", BAD)
case("a folder that leads back to itself", ["loop"], 1, "+loop/in/a.txt:1:1", "+files 1,", timeout=20)
os.symlink("nowhere", path("loop/dead.txt"))
case("a dead link", ["loop"], 3, "loop/dead.txt", "+loop/in/a.txt:1:1")
os.mkfifo(path("mixed/fifo.txt"))
case("a FIFO in a folder", ["mixed", "-v"], 1, "mixed/fifo.txt", timeout=20)
if os.getuid() != 0 or shutil.which("setpriv"):
    put("shut.txt", BAD)
    os.chmod(path("shut.txt"), 0)
    if os.getuid() != 0:
        case("a file nobody may read", ["shut.txt"], 3, "shut.txt")
        case("a file nobody may read, in a folder", [".", "-q"], 3, "shut.txt")
    os.remove(path("shut.txt"))
case("both kinds", ["bad.txt", "--records", "--text"], 2, "exclude each other")
case("standard input as lines", ["-"], 1, "+<stdin>:2:1", stdin=("fine\n" + BAD).encode())
case("records that are none", ["bad.txt", "--records"], 1, "no record")
case("a report read again", [put("report.json", '{"schema":"redress/lint/1","findings":[]}\n')], 3, "no text")

# Large ones.
with open(path("line.txt"), "wb") as f:
    for _ in range(200):
        f.write(b"good words " * 95325)
case("a line of 200 MB", ["line.txt"], 3, "line 1 is", timeout=200)
os.remove(path("line.txt"))
for name in ("big.txt", "big.md", "big.jsonl", "big.csv", "big16.txt"):
    row = {"big.jsonl": '{"reply":"亲，谢谢 thank you for waiting"}\n', "big.csv": '"亲，谢谢","thank you, please wait",12\n'}.get(
        name, "亲，谢谢您的耐心等待。Thank you for waiting, it left today.\n")
    with open(path(name), "wb") as f:
        block = (row * 20000).encode("utf-16-le" if name == "big16.txt" else "utf-8")
        if name == "big16.txt":
            f.write(b"\xff\xfe")
        for _ in range(48 * 1024 * 1024 // len(block)):
            f.write(block)
        f.write("亲，好评返现\n".encode("utf-16-le" if name == "big16.txt" else "utf-8") if name != "big.jsonl" else '"好评返现"\n'.encode())
    case(name, [name], 1, "+paid", timeout=300)
    os.remove(path(name))
with open(path("one.json"), "wb") as f:
    f.write(b"[")
    for _ in range(40):
        f.write(b'{"a":"thank you","b":[1,2,3,"x y"]},' * 30000)
    f.write('"好评返现"]'.encode())
case("one line of JSON", ["one.json"], 1, "+paid", timeout=300)
os.remove(path("one.json"))
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
expect("memory", peak <= CAP, f"{peak // 1024} MiB")

shutil.rmtree(home)
for problem in problems:
    print("WRONG", problem)
print(f"lint_bad_input: {tried} inputs, peak {peak // 1024} MiB")
sys.exit(1 if problems else 0)
