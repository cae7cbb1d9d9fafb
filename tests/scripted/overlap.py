#!/usr/bin/env python3
"""Two overlapping exports of a chat give exactly the whole; reading twice adds nothing; a corrected zone changes no id."""
import collections, os, random, sys, tempfile

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress, chat, write

binary = os.path.abspath(sys.argv[1])
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit("%s: got %r, want %r" % (what, got, want))


def content(records):
    return collections.Counter((r["local"], r["sender"], r["text"]) for r in records)


def stores(parts, thread="Jane"):
    folder = tempfile.mkdtemp()
    redress = Redress(binary, folder)
    for i, part in enumerate(parts):
        path = "%s/part%d.txt" % (folder, i)
        write(path, part)
        redress.run("ingest", "--thread", thread, "--tz", "Asia/Shanghai", path)
    return redress


whole = chat(400)
reference = stores([whole]).records()
expect("messages of the whole", len(reference), 400)
ids = {r["id"] for r in reference}
expect("ids are distinct", len(ids), 400)

rng = random.Random(7)
for trial in range(12):
    first = rng.randrange(120, 330)
    second = first - rng.randrange(6, 60)  # where the second export begins: at least six messages are shared
    parts = [whole[:first], whole[second:]]
    if trial % 2:
        parts.reverse()
    got = stores(parts).records()
    expect("records of two halves, cut %d/%d" % (first, second), content(got), content(reference))
    expect("ids of two halves, cut %d/%d" % (first, second), {r["id"] for r in got}, ids)

# No overlap, and the cut falls into a run of equal messages: all of them stay.
run = chat(30) + ["28/03/26, 10:00 - Jane: ok"] * 4 + chat(30, seed=3, start=30000)
got = stores([run[:32], run[32:]]).records("--type", "message")
expect("a run cut in two without overlap", sum(r["text"] == "ok" and r["local"].startswith("2026-03-28T10:00") for r in got), 4)

# The same file again, under another name, grown, or cut: never a record twice.
redress = stores([whole[:300]])
write(redress.folder + "/again.txt", whole[:300])
write(redress.folder + "/grown.txt", whole)
for name in ("again.txt", "grown.txt", "grown.txt", "part0.txt"):
    redress.run("ingest", "--thread", "Jane", "--tz", "Asia/Shanghai", redress.folder + "/" + name)
expect("after reading again and grown", {r["id"] for r in redress.records()}, ids)
info = redress.run("store", "info", "-f", "json").stdout.decode()
expect("no revision was made", '"revised": 0' in info and '"revised": 1' not in info, True)
expect("the store is whole", redress.run("store", "verify").returncode, 0)

# A wrong zone corrected: new UTC, old ids, nothing else.
redress = stores([whole])
before = redress.records()
redress.run("store", "retime", "part0.txt", "--tz", "America/New_York")
after = redress.records()
expect("ids after retime", {r["id"] for r in after}, {r["id"] for r in before})
expect("zone after retime", {(r["zone"], r["zone_from"]) for r in after}, {("America/New_York", "option")})
expect("local after retime", content(after), content(before))
one = next(r for r in after if r["local"] == before[0]["local"])
expect("UTC after retime", one["at"], before[0]["local"][:11] + "%02d" % (int(before[0]["local"][11:13]) + 4) + before[0]["local"][13:] + "Z")
expect("the chain after retime", redress.run("store", "verify").returncode, 0)
write(redress.folder + "/later.txt", whole)
redress.run("ingest", "--thread", "Jane", "--tz", "Asia/Shanghai", redress.folder + "/later.txt")
expect("reading again after retime", len(redress.records()), 400)
print("%d checks of overlap, repetition and zones passed" % checks)
