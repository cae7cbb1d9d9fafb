#!/usr/bin/env python3
"""lint_use.py BINARY SOURCEDIR: redress lint used over time, in real git repositories: --changed-since, --baseline with
--update, comments that suppress."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = str(Path(sys.argv[1]).resolve())
ROOT = Path(sys.argv[2]).resolve()
scratch = tempfile.TemporaryDirectory()
TOP = Path(scratch.name).resolve()
ENV = {"PATH": "/usr/bin:/bin", "HOME": str(TOP / "home"), "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": str(ROOT / "share"),
       "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "ana@example.com",
       "GIT_COMMITTER_NAME": "Ana", "GIT_COMMITTER_EMAIL": "ana@example.com"}
ENV.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
(TOP / "home").mkdir()
# One rule of our own, so that no shipped rule decides what is found.
RULES = TOP / "rules.toml"
RULES.write_text("""[[rule]]
id = 'soon'
category = 'no-eta'
kinds = ['reply', 'appeal', 'shop', 'reminder']
lang = 'any'
patterns = ['(soon|尽快)']
message = { en = 'no time', zh = '没有时间' }
good = ['x']
bad = ['soon', '尽快']
""", encoding="utf-8")
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit(f"{what}: got {got!r}, want {want!r}")


def holds(what, text, words):
    global checks
    checks += 1
    if words not in text:
        raise SystemExit(f"{what}: {words!r} is not in {text!r}")


def run(folder, *words, env=None, stdin=""):
    done = subprocess.run([BINARY, *map(str, words)], cwd=folder, env={**ENV, **(env or {})}, input=stdin.encode(),
                          capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lint(folder, *words, **more):
    return run(folder, "lint", "--rules", RULES, *words, **more)


def places(folder, *words, **more):
    """(exit code, [file:line of each finding]) of a run with -f json."""
    code, out, err = lint(folder, "-f", "json", *words, **more)
    if code > 1:
        raise SystemExit(f"lint {words}: exit {code}: {err}")
    return code, [f"{f['file']}:{f['line']}" for f in json.loads(out)["findings"]]


def git(folder, *words, ok=True):
    done = subprocess.run(["git", "-c", "init.defaultBranch=main", *words], cwd=folder, env=ENV, capture_output=True, check=False)
    if ok and done.returncode:
        raise SystemExit(f"git {words}: {done.stderr.decode()}")


def put(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def commit(folder, message="x"):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


# Changes since a revision: only the lines that are new.
shop = TOP / "shop"
shop.mkdir()
git(shop, "init", "-q")
put(shop / "a.md", "one soon\ntwo\nthree soon\n")
put(shop / "same.md", "soon\n")
put(shop / "gone.md", "this one will be gone soon\n")
put(shop / "sub" / "回 复.md", "尽快\nfour\n")
put(shop / "moved.md", "".join(f"line {n}\n" for n in range(30)) + "soon\n")
put(shop / "gb.txt", "尽快\n您好\n", "gb18030")
put(shop / "u16.txt", "\ufeff尽快\n您好\n", "utf-16-le")
commit(shop, "first")
git(shop, "tag", "v1")
expect("nothing changed", places(shop, ".", "--changed-since", "v1"), (0, []))
put(shop / "a.md", "one soon\ntwo soon\nthree soon\n")
put(shop / "sub" / "回 复.md", "尽快\nfour\n尽快\n")
(shop / "gone.md").unlink()
git(shop, "mv", "moved.md", "new name.md")
put(shop / "new name.md", "soon at the top\n" + "".join(f"line {n}\n" for n in range(30)) + "soon\n")
put(shop / "gb.txt", "尽快\n您好\n尽快\n", "gb18030")
put(shop / "u16.txt", "\ufeff尽快\n您好\n再见\n", "utf-16-le")  # git takes it for binary: all of it counts as new
put(shop / "untracked \"é\".md", "x\nsoon\n")
CHANGED = ["./a.md:2", "./gb.txt:3", "./new name.md:1", "./sub/回 复.md:3", "./u16.txt:1", "./untracked \"é\".md:2"]
expect("changed and not yet committed", places(shop, ".", "--changed-since", "v1"), (1, CHANGED))
commit(shop, "second")
expect("changed and committed", places(shop, ".", "--changed-since", "v1"), (1, CHANGED))
expect("since the last commit", places(shop, ".", "--changed-since", "HEAD"), (0, []))
expect("from a folder below", places(shop / "sub", "..", "--changed-since", "v1")[1], ["." + c for c in CHANGED])
expect("a file named whole", places(TOP, shop / "a.md", "--allow-empty")[0], 1)
put(shop / ".gitignore", "ignored.md\n")
put(shop / "ignored.md", "soon\n")
expect("a file git ignores is new", places(shop, "ignored.md", "--changed-since", "HEAD"), (1, ["ignored.md:1"]))
put(TOP / "outside.md", "soon\n")
expect("a file outside is new", places(shop, "../outside.md", "--changed-since", "HEAD"), (1, ["../outside.md:1"]))
git(shop, "rm", "-q", "--cached", "same.md")
expect("a file taken out of the index is new", places(shop, "same.md", "--changed-since", "HEAD"), (1, ["same.md:1"]))
git(shop, "reset", "-q", "--hard", "HEAD")
put(shop / "records.jsonl", json.dumps({"type": "message", "role": "seller", "text": "soon", "schema": "redress/1"}) + "\n")
commit(shop)
with open(shop / "records.jsonl", "a", encoding="utf-8") as f:
    f.write(json.dumps({"type": "message", "role": "seller", "text": "see you\nsoon"}) + "\n")
expect("lines of records", places(shop, "records.jsonl", "--changed-since", "HEAD"), (1, ["records.jsonl:2"]))

# A cell may stand in several lines: a change in any line of its row counts. What is said of a whole text comes with any
# change of it, even where a line was only taken out.
git(shop, "commit", "-q", "-a", "-m", "records")
ROWS = 'id,reply\n1,"see you\nsoon\nor later"\n2,soon\n3,fine words\n'
put(shop / "rows.csv", ROWS)
APPEAL = TOP / "appeal.toml"
APPEAL.write_text("[[rule]]\nid = 'no-exhibit'\ncategory = 'structure'\nseverity = 'warning'\nkinds = ['appeal']\nmissing = ['exhibit']\n"
                  "message = { en = 'm', zh = 'm' }\ngood = ['exhibit 1']\nbad = ['words']\n", encoding="utf-8")
put(shop / "appeal.txt", "We sent the parcel.\nIt arrived.\nSee exhibit 1.\nThank you.\n")
put(shop / "old appeal.txt", "We sent the parcel.\nIt arrived.\n")
commit(shop, "rows")
put(shop / "rows.csv", ROWS.replace("or later", "or much later").replace("fine", "good"))
put(shop / "appeal.txt", "We sent the parcel.\nIt arrived.\nThank you.\n")
expect("the row that changed", places(shop, "rows.csv", "--changed-since", "HEAD"), (1, ["rows.csv:2"]))
code, out, err = run(shop, "lint", "--rules", APPEAL, "--kind", "appeal", "-f", "json", "--changed-since", "HEAD", "appeal.txt", "old appeal.txt")
expect("a line taken out", (code, [f["file"] for f in json.loads(out)["findings"]]), (1, ["appeal.txt"]))
git(shop, "checkout", "-q", ".")

# What others did on the other branch is no change of this one.
git(shop, "checkout", "-q", "-b", "mine")
put(shop / "a.md", "one soon\ntwo soon\nthree soon\nfour soon\n")
commit(shop)
git(shop, "checkout", "-q", "main")
put(shop / "a.md", "1 soon\ntwo soon\nthree soon\n")
commit(shop)
git(shop, "checkout", "-q", "mine")
expect("since the branch was left", places(shop, "a.md", "--changed-since", "main"), (1, ["a.md:4"]))

# Settings of a repository or a user run no program and change nothing of what is found.
trap = TOP / "trap.sh"
put(trap, f"#!/bin/sh\ntouch {TOP}/ran\ncat\n")
trap.chmod(0o755)
for key in ("diff.external", "core.pager", "core.fsmonitor", "diff.trap.textconv", "diff.trap.command", "interactive.diffFilter"):
    git(shop, "config", key, str(trap))
for key, value in (("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.context", "9"),
                   ("diff.interHunkContext", "9"), ("core.quotePath", "true"), ("diff.renames", "false"), ("diff.relative", "true"),
                   ("diff.algorithm", "patience"), ("diff.suppressBlankEmpty", "true")):
    git(shop, "config", key, value)
put(shop / ".git" / "info" / "attributes", "*.md diff=trap\n")
expect("settings that would mislead", places(shop, "a.md", "sub", "--changed-since", "v1",
                                             env={"GIT_EXTERNAL_DIFF": str(trap), "GIT_DIFF_OPTS": "--unified=7", "GIT_PAGER": str(trap)}),
       (1, ["a.md:2", "a.md:4", "sub/回 复.md:3"]))
expect("no program ran", (TOP / "ran").exists(), False)
for key in ("diff.external", "core.pager", "core.fsmonitor", "diff.trap.textconv", "diff.trap.command"):
    git(shop, "config", "--unset", key)

# What cannot be compared is said, and fails.
for rev in ("nowhere", "-x", "--output=evil", "HEAD:a.md", "v1..HEAD"):
    code, out, err = lint(shop, "a.md", f"--changed-since={rev}")
    expect(f"no revision {rev!r}", (code, out), (3, ""))
    holds("no revision", err, f"this repository has no revision '{rev}'")
expect("no file was written", sorted(p.name for p in shop.iterdir() if p.name.startswith("evil")), [])
expect("no revision said", lint(shop, "a.md", "--changed-since=")[0], 2)
code, _, err = lint(TOP, "shop/a.md", "--changed-since", "v1")
expect("no repository", code, 3)
holds("no repository", err, "git knows no repository here")
code, _, err = lint(shop, "a.md", "--changed-since", "v1", env={"PATH": str(TOP / "nowhere")})
expect("no git", code, 3)
holds("no git", err, "git cannot be run")
(TOP / "only_env").mkdir()
(TOP / "only_env" / "env").symlink_to("/usr/bin/env")
code, _, err = lint(shop, "a.md", "--changed-since", "v1", env={"PATH": str(TOP / "only_env")})
expect("no git, but env", code, 3)
holds("no git, but env", err, "git cannot be run")
code, _, err = lint(shop, "-", "--changed-since", "v1", stdin="soon\n")
expect("standard input", code, 2)
code, _, err = lint(shop, "a.md", "missing.md", "--changed-since", "v1")
expect("a file that is missing", code, 3)
empty = TOP / "empty"
empty.mkdir()
git(empty, "init", "-q")
put(empty / "a.md", "soon\n")
expect("a repository without commits", lint(empty, "a.md", "--changed-since", "HEAD")[0], 3)

# A shallow clone has no past.
git(TOP, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{shop}", "shallow")
shallow = TOP / "shallow"
code, _, err = lint(shallow, "a.md", "--changed-since", "v1~1")
expect("a revision cut off", code, 3)
holds("a revision cut off", err, "this shallow clone has no revision 'v1~1'")
code, found = places(shallow, "a.md", "--changed-since", "origin/main")
holds("no common past", lint(shallow, "a.md", "--changed-since", "origin/main")[2], "this is a shallow clone")
expect("compared with the branch itself", found, ["a.md:1", "a.md:4"])

# A merge that is not settled: all of the file is new.
git(shop, "reset", "-q", "--hard")
put(shop / "a.md", "eins soon\ntwo soon\nthree soon\nfour soon\n")
commit(shop)
git(shop, "merge", "-q", "main", ok=False)
# "eins" is as it was, "1" came in between the marks of the conflict
expect("an unsettled merge", places(shop, "a.md", "--changed-since", "HEAD"), (1, ["a.md:4"]))
git(shop, "merge", "--abort")

# A baseline hides what was known, says how old it is, and what is gone.
house = TOP / "house"
house.mkdir()
git(house, "init", "-q")
put(house / "a.md", "one soon\ntwo soon\n")
put(house / "sub" / "b.md", "soon\n")
code, _, err = lint(house, ".", "--baseline", "known.json")
expect("no baseline", code, 3)
holds("no baseline", err, "there is no such baseline")
expect("--update alone", lint(house, ".", "--update")[0], 2)
expect("--update of changes", lint(house, ".", "--update", "--baseline", "k.json", "--changed-since", "HEAD")[0], 2)
code, out, err = lint(house, ".", "--baseline", "known.json", "--update", "--now", "2026-11-01T00:00:00Z")
expect("a baseline is made", code, 0)
holds("a baseline is made", err, "known.json: 3 new findings taken in, 0 that no longer occur taken out")
lines = (house / "known.json").read_text(encoding="utf-8").splitlines()
rows = json.loads("\n".join(lines))
expect("a line a finding", [len(lines), rows["schema"]], [5, "redress/baseline/1"])
expect("in order of place", [(r["file"], r["rule"], r["first_seen"]) for r in rows["findings"]],
       [("a.md", "soon", "2026-11-01")] * 2 + [("sub/b.md", "soon", "2026-11-01")])
stamp = (house / "known.json").stat().st_mtime_ns
expect("nothing new", lint(house, ".", "--baseline", "known.json", "--update")[0], 0)
expect("not written without need", (house / "known.json").stat().st_mtime_ns, stamp)
code, out, err = lint(house, ".", "--baseline", "known.json", "--now", "2026-11-11T12:00:00Z")
expect("all are known", code, 0)
holds("their age", err, "findings hidden by known.json: 3; days since first seen: 10 the oldest, 10 the median")
expect("from a folder below", lint(house / "sub", "b.md", "../a.md", "--baseline", "../known.json")[0], 0)
put(house / "a.md", "moved\n\none soon\ntwo soon\nthree soon\n")
expect("moved lines are known, a new one is not", places(house, ".", "--baseline", "known.json"), (1, ["./a.md:5"]))
put(house / "a.md", "two soon\n")
code, _, err = lint(house, "a.md", "--baseline", "known.json")
holds("gone ones are told", err, "findings of known.json that no longer occur: 1; --update takes them out")
code, _, err = lint(house, "sub", "--baseline", "known.json")
expect("a file not looked at is not gone", "no longer occur" in err, False)
put(house / "c.md", "soon\n")
code, _, err = lint(house, ".", "--baseline", "known.json", "--update", "--now", "2026-11-21T00:00:00Z")
holds("taken in and out", err, "known.json: 1 new findings taken in, 1 that no longer occur taken out")
rows = json.loads((house / "known.json").read_text(encoding="utf-8"))["findings"]
expect("days stay", [(r["file"], r["first_seen"]) for r in rows],
       [("a.md", "2026-11-01"), ("c.md", "2026-11-21"), ("sub/b.md", "2026-11-01")])
holds("the median", lint(house, ".", "--baseline", "known.json", "--now", "2026-12-01T00:00:00Z")[2], "30 the oldest, 30 the median")
(house / "c.md").unlink()
holds("a file that is no more", lint(house, ".", "--baseline", "known.json")[2], "no longer occur: 1")
(house / "dead.md").symlink_to("nowhere")
code, _, _ = lint(house, "a.md", "dead.md", "--baseline", "known.json", "--update")
expect("an unreadable file", code, 3)
(house / "dead.md").unlink()
sarif = json.loads(lint(house, ".", "--baseline", "known.json", "-f", "sarif")[1])["runs"][0]["results"]
expect("SARIF has them as suppressed", [[s["kind"] for s in r["suppressions"]] for r in sarif], [["external"]] * 2)
lint(house, ".", "-f", "json", "-o", "report.json")
code, _, err = lint(house, ".", "--baseline", "report.json")
expect("a former report", code, 0)
holds("a former report", err, "findings hidden by report.json: 2\n")
lint(house, ".", "--baseline", "report.json", "--update", "--now", "2026-11-30T00:00:00Z")
expect("a report becomes a baseline", {r["first_seen"] for r in json.loads((house / "report.json").read_text())["findings"]},
       {"2026-11-30"})
for name, text in {"torn": '{"schema":"redress/baseline/1","findings":[\n', "merge": '<<<<<<< HEAD\n{"schema":"redress/baseline/1"}',
                   "other": '{"schema":"redress/records/1","findings":[]}', "list": "[]", "void": "",
                   "anonymous": '{"schema":"redress/baseline/1","findings":[{"rule":"soon"}]}',
                   "undated": '{"schema":"redress/baseline/1","findings":[{"fingerprint":"a","first_seen":"soon"}]}'}.items():
    put(house / f"{name}.json", text)
    expect(f"a baseline that is {name}", lint(house, "a.md", "--baseline", f"{name}.json")[0], 3)
    expect(f"{name} is not updated", lint(house, "a.md", "--baseline", f"{name}.json", "--update")[0], 3)
    expect(f"{name} stays", (house / f"{name}.json").read_text(), text)
code, _, err = lint(house, "-", "--baseline", "stdin.json", "--update", stdin="soon\n")
expect("standard input has a baseline", (code, places(house, "-", "--baseline", "stdin.json", stdin="soon\n")[0]), (0, 0))
expect("it is not gone when files are looked at", "no longer" in lint(house, "a.md", "--baseline", "stdin.json")[2], False)

# Comments suppress one line or the rest of a file; those that do not are told, and count as warnings.
put(house / "s.md", """soon
<!-- redress-disable-next-line soon -- a sample -->
soon
soon
# redress-disable-next-line no-eta -- by category
soon
// redress-disable-next-line soon, other -- two, one of them unused
soon
{{! redress-disable-next-line soon -- in a template }}
soon
<!-- redress-disable-next-line soon -- above another -->
<!-- redress-disable-next-line third -- not there -->
soon
<!-- redress-disable-next-line soon -->
soon
<!-- redress-disable-next-lines soon -- misspelt -->
soon
I write redress-disable-next-line soon -- in a sentence
soon
<!-- redress-disable-file soon -- from here on -->
soon

soon""")
code, found = places(house, "s.md")
expect("lines that count", (code, found), (1, [f"s.md:{n}" for n in (1, 4, 15, 17, 18, 19)]))
code, out, err = lint(house, "s.md", "-f", "json")
expect("suppressed ones are in JSON", [(f["line"], f["suppressed"]) for f in json.loads(out)["suppressed"]],
       [(n, "inSource") for n in (3, 6, 8, 10, 13, 21, 23)])
expect("comments that are wrong", [line.split(" warning: ")[0] + line[line.rindex(" "):] for line in err.splitlines()],
       ["s.md:7:1: [unused-suppression]", "s.md:12:1: [unused-suppression]", "s.md:14:1: [bad-suppression]",
        "s.md:16:1: [bad-suppression]"])
sarif = json.loads(lint(house, "s.md", "-f", "sarif")[1])["runs"][0]["results"]
expect("reasons in SARIF", [s["justification"] for r in sarif for s in r["suppressions"]][:2], ["a sample", "by category"])
put(house / "t.md", "fine\n<!-- redress-disable-file soon -- nothing there -->\n")
for level, want in {"error": 0, "warning": 1, "note": 1, "never": 0}.items():
    expect(f"an unused one with --fail-on {level}", lint(house, "t.md", "--fail-on", level)[0], want)
git(house, "add", "-A")
git(house, "commit", "-q", "-m", "x")
expect("one that did not change", lint(house, "t.md", "--changed-since", "HEAD")[0], 0)
for rule in ("unused-suppression", "bad-suppression"):
    holds("--list has it", lint(house, "--list")[1], rule)
    holds("--explain has it", lint(house, "--explain", rule)[1], "hygiene")
    holds("in Chinese", lint(house, "--explain", rule, "--lang", "zh")[1], "hygiene")

print(f"lint_use: {checks} checks")
