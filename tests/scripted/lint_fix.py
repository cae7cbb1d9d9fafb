#!/usr/bin/env python3
"""lint_fix.py BINARY SOURCEDIR: redress lint --fix on real files: what is put right and what is let be, the diff as `git apply`
takes it, encodings and line ends kept, a second run with nothing to do."""
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = str(Path(sys.argv[1]).resolve())
ROOT = Path(sys.argv[2]).resolve()
scratch = tempfile.TemporaryDirectory()
TOP = Path(scratch.name).resolve()
ENV = {"PATH": "/usr/bin:/bin", "HOME": str(TOP), "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": str(ROOT / "share")}
ENV.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
work = TOP / "work"
work.mkdir()
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit(f"{what}:\n got {got!r}\nwant {want!r}")


def holds(what, text, words):
    global checks
    checks += 1
    if words not in text:
        raise SystemExit(f"{what}: {words!r} is not in {text!r}")


def run(*words, stdin=b"", folder=work):
    done = subprocess.run([BINARY, "lint", *map(str, words)], cwd=folder, env=ENV, input=stdin, capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def rules(name, text):
    path = TOP / name
    path.write_text(text, encoding="utf-8")
    return path


def rule(name, pattern, fix, more=""):
    return (f"[[rule]]\nid = '{name}'\ncategory = 'structure'\nkinds = ['reply', 'appeal', 'shop', 'reminder']\nquotes = 'check'\n"
            f"patterns = ['{pattern}']\nfix = '{fix}'\nmessage = {{ en = 'm', zh = 'm' }}\ngood = ['x']\nbad = ['y']\n{more}\n")


# The shipped rules, whatever the encoding and the line ends.
WRONG = "第一行。。\n红色、、、蓝色  绿色。。\n请您您查收。。。谢谢\n\n  Hello,  your parcel left today\nfine。\n"
RIGHT = "第一行。\n红色、蓝色 绿色。\n请您查收……谢谢\n\n  Hello, your parcel left today\nfine。\n"
for name, encode, ends in (("utf8", "utf-8", "\n"), ("bom", "utf-8-sig", "\r\n"), ("gb", "gb18030", "\r\n"), ("gb2", "gb18030", "\n"),
                           ("u16", "utf-16", "\r\n"), ("u16be", "utf-16-be", "\n")):
    for suffix in (".txt", ".md"):
        path = work / (name + suffix)
        head = b"\xfe\xff" if name == "u16be" else b""
        old = head + WRONG.replace("\n", ends).encode(encode)
        path.write_bytes(old)
        code, diff, err = run("--fix", "-n", path.name)
        expect(f"{path.name}: -n says so", code, 1)
        expect(f"{path.name}: -n leaves it", path.read_bytes(), old)
        code, again, err = run("--fix", path.name)
        expect(f"{path.name}: fixed", (code, again), (0, diff))
        expect(f"{path.name}: bytes", path.read_bytes(), head + RIGHT.replace("\n", ends).encode(encode))
        holds(f"{path.name}: how many", err, "places fixed: 7, in 1 files")
        stamp = path.stat()
        expect(f"{path.name}: a second time", run("--fix", path.name)[:2], (0, b""))
        expect(f"{path.name}: not written again", (path.stat().st_mtime_ns, path.stat().st_ino), (stamp.st_mtime_ns, stamp.st_ino))

# The diff is one: git puts it in.
for ends, tail in (("\n", "\n"), ("\r\n", "\r\n"), ("\n", "")):
    path = work / "apply me.txt"
    old = ends.join(["甲。。"] + [f"line {n}" for n in range(12)] + ["乙。。", "c", "丙。。"]) + tail
    path.write_bytes(old.encode())
    code, diff, _ = run("--fix", "-n", path.name)
    done = subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=work, env=ENV, input=diff, capture_output=True, check=False)
    expect(f"git apply with {ends + tail!r}", (done.returncode, done.stderr), (0, b""))
    by_git = path.read_bytes()
    path.write_bytes(old.encode())
    run("--fix", path.name)
    expect("the same as git's", path.read_bytes(), by_git)
    expect("and right", by_git, old.replace("。。", "。").encode())

# What is let be: other files, records, tables, JSON, comments, what a baseline knows, what did not change.
for name, text in {"rows.csv": "id,reply\n1,好的。。\n", "list.json": '{"replies": ["好的。。"]}\n',
                   "stream.jsonl": '{"schema":"redress/1","type":"message","role":"seller","text":"好的。。"}\n',
                   "quiet.md": "<!-- redress-disable-file typography-full-stops-zh -- as sent -->\n好的。。\n",
                   "code.md": "```\n好的。。\n```\n", "three.txt": "It left today.  You get the number tonight.\n| a  | b |\nS  90  60\n"}.items():
    path = work / name
    path.write_text(text, encoding="utf-8")
    code, diff, err = run("--fix", name)
    expect(f"{name} is let be", (code, diff, path.read_text(encoding="utf-8")), (0, b"", text))
path = work / "known.txt"
path.write_text("好的。。\n", encoding="utf-8")
ONLY = ("--rules", ROOT / "share" / "rules" / "typography.toml")  # else a finding of another rule may stand before theirs
run(*ONLY, "known.txt", "--baseline", "known.json", "--update")
expect("known to a baseline", run("--fix", "known.txt", "--baseline", "known.json")[:2], (0, b""))
path.write_text("好的。。\n您您好\n", encoding="utf-8")
run("--fix", "known.txt", "--baseline", "known.json")
expect("and what is not", path.read_text(encoding="utf-8"), "好的。。\n您好\n")
for git in (["init", "-q"], ["add", "known.txt"], ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x"]):
    subprocess.run(["git", *git], cwd=work, env=ENV, check=True)
path.write_text("好的。。\n您好\n新的。。\n", encoding="utf-8")
run("--fix", "known.txt", "--changed-since", "HEAD")
expect("only what changed", path.read_text(encoding="utf-8"), "好的。。\n您好\n新的。\n")

# Standard input goes to standard output, fixed or not.
expect("standard input", run("--fix", "-", stdin="好的。。\r\n行".encode()), (0, "好的。\r\n行".encode(), "redress: places fixed: 1, in 1 files\n"))
expect("in its encoding", run("--fix", "-", stdin="您好，好的。。已经为您查询\n".encode("gb18030"))[1], "您好，好的。已经为您查询\n".encode("gb18030"))
expect("nothing to fix", run("--fix", "-", stdin="好的。\n".encode())[:2], (0, "好的。\n".encode()))
code, diff, _ = run("--fix", "-n", "-", stdin="好的。。\n".encode())
expect("its diff", (code, diff.decode().splitlines()[2:]), (1, ["@@ -1 +1 @@", "-好的。。", "+好的。"]))

# Rights stay, a link stays a link, a folder is walked, a file that cannot be read is told.
path = work / "tree" / "a.txt"
path.parent.mkdir()
path.write_text("好的。。\n", encoding="utf-8")
path.chmod(0o640)
(work / "tree" / "b.txt").symlink_to("a.txt")
code, diff, _ = run("--fix", "tree/b.txt")
expect("through a link", (code, path.read_text(encoding="utf-8"), (work / "tree" / "b.txt").is_symlink(), stat.S_IMODE(path.stat().st_mode)),
       (0, "好的。\n", True, 0o640))
path.write_text("好的。。\n", encoding="utf-8")
code, _, err = run("--fix", "tree", "missing.txt")
expect("one cannot be read, the other is fixed", (code, path.read_text(encoding="utf-8")), (3, "好的。\n"))
holds("it is told", err, "missing.txt: error:")
path.write_bytes("好的。。\xff\xfe\n".encode("latin-1", "replace"))
path.write_bytes("好的。。".encode() + b"\xff\n" + "其余都是正常的中文，足够让人认出编码来。\n".encode() * 40)
old = path.read_bytes()
code, diff, err = run("--fix", "tree/a.txt")
expect("broken bytes are not written back as others", (code, diff, path.read_bytes()), (3, b"", old))
holds("broken bytes", err, "cannot be written back unchanged as UTF-8")

# Rules: overlapping, making each other possible, undoing each other, finding their own fix, and where none may be.
path = work / "r.txt"
path.write_text("aa bb cc\nbb bb\n", encoding="utf-8")
two = rules("two.toml", rule("one", "aa bb", "bb") + rule("two", "bb cc", "dd"))
expect("overlapping ones, one after the other", run("--rules", two, "--fix", "r.txt")[0], 0)
expect("both are in", path.read_text(encoding="utf-8").splitlines()[0] in ("dd", "aa dd"), True)
expect("and nothing is left", run("--rules", two, "--fix", "r.txt")[:2], (0, b""))
path.write_text("aa here\n", encoding="utf-8")
loop = rules("loop.toml", rule("there", "aa", "bb") + rule("back", "bb", "aa"))
code, diff, err = run("--rules", loop, "--fix", "r.txt")
expect("two that undo each other", (code, diff, path.read_text(encoding="utf-8")), (3, b"", "aa here\n"))
holds("two that undo each other", err, "fixes make each other necessary")
code, _, err = run("--rules", rules("self.toml", rule("self", "aa", "aa aa")), "--fix", "r.txt")
expect("one that finds its own fix", code, 3)
holds("one that finds its own fix", err, "finds its own fix")
for name, text in {"category": rule("c", "aa", "bb").replace("'structure'", "'harsh'"), "line": rule("l", "aa", "b").replace("fix = 'b'", 'fix = "b\\n"'),
                   "times": rule("t", "aa", "b", "times = 2"), "missing": rule("m", "aa", "b").replace("patterns", "missing"),
                   "list": rule("f", "aa", "b").replace("fix = 'b'", "fix = ['b']")}.items():
    code, _, err = run("--rules", rules(f"{name}.toml", text), "r.txt")
    expect(f"a fix where none may be: {name}", code, 3)
    holds(f"a fix where none may be: {name}", err, "fix")
for words in (["--sent"], ["--records", "r.txt"], ["r.txt", "--also", "json=x"], ["r.txt", "--baseline", "b.json", "--update"]):
    expect(f"--fix with {words}", run("--fix", *words)[0], 2)
expect("-n alone", run("-n", "r.txt")[0], 2)
expect("nothing was left behind", [p.name for p in work.rglob("*") if p.name.count(".") > 1 and ".git" not in str(p)], [])
print(f"lint_fix: {checks} checks")
