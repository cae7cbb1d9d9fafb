#!/usr/bin/env python3
"""A newer store, a foreign database and damage are refused or found, with the right exit code; several first writers at once
each do their work; an export becomes an equal store; a full backup opens."""
import os, sqlite3, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress, chat, write

binary = os.path.abspath(sys.argv[1])


def fresh(lines=120):
    redress = Redress(binary, tempfile.mkdtemp())
    write(redress.folder + "/chat.txt", chat(lines))
    redress.run("ingest", "--thread", "Jane", "--tz", "UTC", redress.folder + "/chat.txt")
    redress.db = redress.folder + "/data/redress/redress.db"
    return redress


def expect(what, p, code, words):
    said = p.stderr.decode()
    if p.returncode != code or words not in said:
        raise SystemExit("%s: exit %s, said %r; want %s and %r" % (what, p.returncode, said, code, words))


def change(path, sql):
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()


r = fresh()
change(r.db, "pragma user_version = 99")
before = open(r.db, "rb").read()
expect("a newer store, reading", r.run("show", ok=None), 3, "newer redress")
expect("a newer store, writing", r.run("shop", "add", "x", ok=None), 3, "newer redress")
assert open(r.db, "rb").read() == before, "a refused store was changed"

r = Redress(binary, tempfile.mkdtemp())
os.makedirs(r.folder + "/other")
change(r.folder + "/other/redress.db", "create table mine (a)")
expect("a foreign database", r.run("--store", r.folder + "/other", "shop", "add", "x", ok=None), 3, "another program")

# Six first writers at once, eight times: each waits for its turn, none makes the schema or the key twice.
for _ in range(8):
    r = Redress(binary, tempfile.mkdtemp())
    running = [subprocess.Popen([binary, "shop", "add", "s%d" % i], env=r.env, stderr=subprocess.PIPE) for i in range(6)]
    codes = [(p.wait(), p.stderr.read()) for p in running]
    assert all(code == 0 for code, _ in codes), codes
    assert r.run("shop", "list", "-f", "json").stdout.count(b'"name"') == 6
    assert r.run("store", "verify").returncode == 0

# A writer that holds the store for longer than the wait: 75, and nothing lost.
hold = sqlite3.connect(r.folder + "/data/redress/redress.db", isolation_level=None)
hold.execute("begin immediate")
expect("a busy store", r.run("shop", "add", "late", ok=None), 75, "in use")
hold.execute("rollback")

# Damage in each table that holds data.
for what, sql in {
    "a message": "update record set body = replace(body, 'ok', 'no') where pk = (select min(pk) from record where body like '%\"ok\"%')",
    "a time": "update record set at = at + 1 where pk = 5",
    "a source": "update source set zone = 'Asia/Tokyo'",
    "the journal": "drop trigger journal_stays; update journal set actor = 'nobody' where seq = 1",
    "a lost record": "pragma foreign_keys = off; delete from source",
}.items():
    r = fresh()
    change(r.db, sql)
    expect(what, r.run("store", "verify", ok=None), 1, "")
r = fresh()
blobs = [os.path.join(d, f) for d, _, fs in os.walk(r.folder + "/data/redress/blobs") for f in fs]
assert len(blobs) == 1, blobs
os.chmod(blobs[0], 0o600)
with open(blobs[0], "r+b") as f:
    f.seek(30)
    f.write(b"\x00")
expect("an original", r.run("store", "verify", ok=None), 1, "SHA-256")

r = fresh()
r.run("store", "export", r.folder + "/out")
r.run("--store", r.folder + "/copy", "store", "import", r.folder + "/out")
assert r.run("--store", r.folder + "/copy", "store", "verify").returncode == 0
assert r.run("--store", r.folder + "/copy", "show", "-f", "ndjson").stdout == r.run("show", "-f", "ndjson").stdout
r.run("store", "backup", r.folder + "/backup")
assert r.run("--store", r.folder + "/backup", "show", "-f", "ndjson").stdout == r.run("show", "-f", "ndjson").stdout
print("refusals, six first writers, six kinds of damage, export and backup: as they should be")
