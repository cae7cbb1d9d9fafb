#!/usr/bin/env python3
"""folder.py BINARY SOURCEDIR: a folder that is read again and again, as from cron: what is new, what has grown, what is the same; bad
files in it; the order of files; the line of progress on a terminal and nowhere else. Prints what was tried."""
import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
home = tempfile.mkdtemp()
problems, tried = [], 0
ENV = {"PATH": "/usr/bin:/bin", "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share"}
ENV.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})


def expect(what, condition, detail=""):
    global tried
    tried += 1
    if not condition:
        problems.append(f"{what}: {detail}")


def run(*arguments, user=None):
    program, env = BINARY, ENV
    if user:  # the source folder may be one that only root enters
        place = tempfile.mkdtemp()
        os.chmod(place, 0o755)
        program, env = shutil.copy(BINARY, place), dict(ENV, REDRESS_SHARE=place + "/share")
        shutil.copytree(SOURCE + "/share", place + "/share")
    p = subprocess.run([program, *arguments], cwd=home, env=env, capture_output=True, timeout=120,
                       preexec_fn=(lambda: os.setuid(user)) if user else None)
    return p.returncode, p.stdout.decode("utf-8"), p.stderr.decode("utf-8")


def put(name, content):
    path = os.path.join(home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def chat(count, day=5):
    return "".join("[%02d.03.26, 09:%02d:07] %s: message %d\n" % (day, n, ("Ana", "Shop")[n % 2], n)
                   for n in range(count))


def again_and_again():
    put("in/a.txt", chat(3))
    put("in/sub/b.txt", chat(4, 25))
    put("in/c.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    put("in/.hidden", "x"), put("in/a.txt~", "x"), put("in/#a.txt#", "x")
    os.symlink(os.path.join(home, "in"), os.path.join(home, "in", "sub", "loop"))
    options = ("ingest", "--store", "s", "--tz", "UTC", "--date-order", "DMY")
    code, out, err = run(*options, "in")
    expect("first time", code == 0 and "files: 3 new, 0 grown, 0 unchanged, 4 skipped" in out, f"{code} {out} {err}")
    code, out, err = run(*options, "in")
    expect("second time", code == 0 and out.splitlines() == ["files: 0 new, 0 grown, 3 unchanged, 4 skipped (hidden, backups, no files)"]
           and not err, f"{code} {out} {err}")
    put("in/a.txt", chat(5))
    put("in/d.txt", chat(2, 26))
    code, out, err = run(*options, "in")
    expect("grown", code == 0 and "files: 1 new, 1 grown, 2 unchanged" in out, f"{code} {out} {err}")
    expect("grown: only what is new", "5 message; 2 new, 3 known" in out, out)
    code, out, _ = run(*options, "-f", "json", "in")
    summary = json.loads(out)["summary"]
    expect("as JSON", summary == {"new": 0, "grown": 0, "changed": 0, "unchanged": 4, "failed": 0, "skipped": 4}, summary)
    code, out, err = run(*options, "-q", "in")
    expect("quiet", (code, out, err) == (0, "", ""), f"{code} {out} {err}")
    put("in/bad.bin", bytes(range(256)))
    put("in/e.txt", chat(2, 27))
    code, out, err = run(*options, "-q", "in")
    expect("a bad file", code == 3 and out == "" and "bad.bin: error" in err, f"{code} {out} {err}")
    os.remove(os.path.join(home, "in", "bad.bin"))
    code, out, err = run(*options, "in")
    expect("the file after the bad one was stored", "files: 0 new, 0 grown, 5 unchanged" in out, out)
    os.mkdir(os.path.join(home, "empty"))
    code, _, err = run(*options, "empty")
    expect("an empty folder", code == 3, f"{code} {err}")
    code, out, _ = run(*options, "--allow-empty", "empty")
    expect("an empty folder that may be", code == 0 and "files: 0 new" in out, f"{code} {out}")


def what_nobody_may_read():
    if os.getuid() != 0:
        return
    os.chmod(home, 0o777)
    put("closed/a.txt", chat(2)), put("closed/z.txt", chat(3, 26)), put("closed/sub/b.txt", chat(2, 27))
    os.chmod(os.path.join(home, "closed", "a.txt"), 0)
    os.chmod(os.path.join(home, "closed", "sub"), 0)
    code, out, err = run("ingest", "--emit", "--tz", "UTC", "closed", user=65534)
    expect("unreadable files", code == 3 and "closed/a.txt" in err and "closed/sub" in err and out.count('"message"') == 3,
           f"{code} {out} {err}")


def order_of_files():
    """The same two exports, named either way round: the store holds the same."""
    parts = {}
    for n, names in enumerate((("message_1.txt", "message_2.txt"), ("message_2.txt", "message_1.txt"))):
        put(f"order{n}/{names[0]}", chat(6)), put(f"order{n}/{names[1]}", chat(9)[len(chat(4)):])
        code, out, err = run("ingest", "--store", f"o{n}", "--tz", "UTC", "--thread", "Ana", "--date-order", "DMY", f"order{n}")
        _, out, _ = run("show", "--store", f"o{n}", "-f", "ndjson", "--type", "message")
        parts[n] = sorted((r["id"], r["text"]) for r in map(json.loads, out.splitlines()))
    expect("order of files", parts[0] == parts[1] and len(parts[0]) == 9, f"{len(parts[0])} {len(parts[1])}")


def progress():
    put("big.txt", "".join(f"[05.03.26, {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}] Ana: message {n}\n" for n in range(400_000)))
    command = [BINARY, "ingest", "--store", "big", "--tz", "UTC", "--date-order", "DMY", "big.txt"]
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        print(f"note: no terminal to be had ({error}): 1 check of progress left out")
        return
    p = subprocess.Popen(command, cwd=home, env=ENV, stdout=subprocess.DEVNULL, stderr=follower)
    os.close(follower)
    seen = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    p.wait()
    expect("progress on a terminal", p.returncode == 0 and b"records so far" in seen and seen.rstrip().endswith(b"\x1b[K"), repr(seen[-200:]))
    shutil.rmtree(os.path.join(home, "big"))
    code, _, err = run(*command[1:])
    expect("no progress elsewhere", code == 0 and err == "", repr(err[-200:]))


try:
    again_and_again()
    what_nobody_may_read()
    order_of_files()
    progress()
finally:
    shutil.rmtree(home, ignore_errors=True)
for problem in problems:
    print("folder:", problem)
print(f"{tried} checks of folders, {len(problems)} problems")
sys.exit(1 if problems else 0)
