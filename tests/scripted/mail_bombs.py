#!/usr/bin/env python3
"""Mails made to break a reader: each is read to its end, accounted for, in bounded time and memory, and says what it left out.
usage: mail_bombs.py BIN SOURCE"""
import json, os, subprocess, sys, tempfile
binary = sys.argv[1]
home = tempfile.mkdtemp()
env = dict(os.environ, TZ="UTC", HOME=home, XDG_DATA_HOME=home, LC_ALL="C.UTF-8", NO_COLOR="1")
HEAD = (b"From: a@example.com\nTo: b@example.com\nSubject: s\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nMessage-ID: <x@example.com>\n"
        b"MIME-Version: 1.0\n")
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"
MB = 1 << 20
SANITIZED = b"__asan_init" in open(binary, "rb").read()  # they keep what is freed for a while
MEMORY = 150 * MB * (4 if SANITIZED else 1)  # of the program, mapped pages and all


def levels(kind):
    out = HEAD
    for i in range(10000):
        out += kind(i)
    return out + b"\nhello\n"


# name, bytes, codes of the warnings there must be, documents
CASES = [
    ("parts.eml", lambda: MIXED + b"--x\nContent-Type: text/plain\n\nhi\n" * 200000 + b"--x--\n", {"too-many-parts"}, 0),
    ("deep.eml", lambda: levels(lambda i: b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)), {"too-deep"}, 0),
    ("deep-same.eml", lambda: levels(lambda i: b"Content-Type: multipart/mixed; boundary=x\n\n--x\n"), {"too-deep"}, 0),
    ("mails-in-mails.eml", lambda: levels(lambda i: b"Content-Type: message/rfc822\n\nFrom: q@example.com\nSubject: in %d\n" % i), set(), 1),
    ("line.eml", lambda: HEAD + b"\n" + b"x" * (200 * MB) + b"\n", {"too-long", "long-text"}, 0),
    ("html.eml", lambda: HEAD + b"Content-Type: text/html\n\n" + b"<p>abc def " * (2 * MB), {"long-text"}, 0),
    ("file.eml", lambda: HEAD + b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
     + (b"QUJD" * 18 + b"\n") * (MB + MB // 2), {"file-too-big"}, 0),
    ("header.eml", lambda: HEAD + b"X-Long: " + b"y" * (10 * MB) + b"\n\nbody\n", {"long-headers"}, 0),
    ("headers.eml", lambda: HEAD + b"".join(b"X-H%d: v\n" % i for i in range(1000000)) + b"\nbody\n", {"long-headers"}, 0),
    ("references.eml", lambda: HEAD + b"References: " + b" ".join(b"<%d@example.com>" % i for i in range(500000)) + b"\n\nbody\n",
     {"long-headers"}, 0),
    ("nul.eml", lambda: HEAD.replace(b"a@", b"a\0@") + b"\nhel\0lo\n", set(), 0),
    ("no-end.eml", lambda: MIXED + b"--x\n\none\n--x\nContent-Type: image/png; name=a.png\n\nxx", set(), 1),
    ("nothing.eml", lambda: MIXED + b"--x\n--x\n--x\n\n--x--\n", set(), 0),
    ("sealed.eml", lambda: HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAG\n",
     {"encrypted"}, 1),
]
BOX = b"From a@example.com Mon Jan 01 00:00:00 2024\n"
CASES.append(("line.mbox", lambda: BOX + HEAD + b"\n" + b"x" * (200 * MB) + b"\n\n" + BOX + HEAD.replace(b"<x@", b"<y@") + b"\nlast\n",
              {"too-long", "long-text"}, 0))



def write_apart(path, make):
    """In a process of its own: what this one holds would be counted as its children's memory."""
    child = os.fork()
    if child == 0:
        with open(path, "wb") as file:
            file.write(make())
        os._exit(0)
    os.waitpid(child, 0)


failures = []
for name, make, codes, documents in CASES:
    path = os.path.join(home, name)
    write_apart(path, make)
    size = os.path.getsize(path)
    receipt = os.path.join(home, "receipt.json")
    run = subprocess.Popen([binary, "ingest", "--count", "--tz", "UTC", "--receipt", receipt, path], stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, env=env)
    err = run.stderr.read().decode()
    _, status, usage = os.wait4(run.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    run.returncode = code
    wrong = []
    if code != (1 if codes else 0):
        wrong.append(f"exit code {code}: {err[-200:]}")
    else:
        got = json.load(open(receipt, encoding="utf-8"))["files"][0]
        want = 2 if name.endswith(".mbox") else 1
        if got["total"] != want or got["parsed"] != want or got["records"].get("message") != want:
            wrong.append(f"tally {got['total']} {got['parsed']} {got['records']}")
        if got["records"].get("document", 0) != documents:
            wrong.append(f"want {documents} documents, got {got['records']}")
        said = {d["code"] for d in got["diagnostics"]}
        if said != codes:
            wrong.append(f"want {sorted(codes)}, said {sorted(said)}")
    if usage.ru_maxrss * 1024 > MEMORY:
        wrong.append(f"{usage.ru_maxrss >> 10} MB of memory for {size >> 20} MB")
    if usage.ru_utime > 20:
        wrong.append(f"{usage.ru_utime:.1f} s")
    os.remove(path)
    failures += [f"{name}: {w}" for w in wrong]
print(f"{len(CASES)} mails, {len(failures)} faults")
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
