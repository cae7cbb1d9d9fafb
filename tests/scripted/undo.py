#!/usr/bin/env python3
"""Mistakes are undone: files, records and buyers forgotten, readings done again, names shown as others; and stores of earlier
versions come along. After each step the store verifies, and what should be gone is in none of its bytes."""
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress

ROOT, folder = Path(sys.argv[2]), tempfile.mkdtemp()
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit(f"{what}: got {got!r}, want {want!r}")


def put(name, text):
    path = Path(folder, name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def whole(redress, after):
    done = redress.run("store", "verify", ok=None)
    expect(f"store verify after {after}", (done.returncode, done.stderr.decode().strip()), (0, "redress: the store is whole"))


def nowhere(redress, words, after):
    """The words stand in no file of the store: freed pages, index and originals included."""
    for path in Path(redress.env["XDG_DATA_HOME"]).rglob("*"):
        if path.is_file():
            for word in words:
                expect(f"{word!r} in {path.name} after {after}", word.encode() in path.read_bytes(), False)


def texts(redress, *filters):
    return [r["text"] for r in redress.records("--type", "message", *filters)]


def fresh():
    home = tempfile.mkdtemp(dir=folder)
    redress = Redress(sys.argv[1], home)
    redress.run("shop", "add", "main", "--seller", "Shop", "--tz", "Asia/Shanghai")
    return redress


CHAT = "".join(f"{13 + n // 9}/03/2026, 10:{n % 60:02} - {who}: {text}\n" for n, (who, text) in enumerate(
    [("Ana", "where is my order?"), ("Shop", "已发货"), ("Ana", "ok"), ("Ana", "ok"), ("Shop", "再见")] * 4))
HALF = "".join(CHAT.splitlines(True)[:12])
ORDERS = ("Name,Email,Financial Status,Created at,Total,Currency,Lineitem quantity,Lineitem name\n"
          "#1001,ana@example.com,{},2026-03-01 09:58:12 +0000,12.00,USD,1,Mug\n#1002,bo@example.com,paid,2026-03-02 09:58:12 +0000,9.00,USD,1,Cup\n")

# A file forgotten: what only it said goes, what another said stays, and belongs to that one.
redress = fresh()
first, second = put("half.txt", HALF), put("whole.txt", CHAT)
redress.run("ingest", "--thread", "Ana", first)
redress.run("ingest", "--thread", "Ana", second)
before = {r["id"]: r["text"] for r in redress.records("--type", "message")}
redress.run("store", "forget", "half.txt", "--reason", "wrong file")
after = redress.records("--type", "message")
expect("messages after the half is forgotten", {r["id"]: r["text"] for r in after}, before)
expect("where they are from", {s["name"] for r in after for s in r["sources"]}, {second})
whole(redress, "forgetting the half")
redress.run("store", "forget", second, "--reason", "wrong file")
expect("messages after both", redress.records("--allow-empty"), [])
nowhere(redress, ["where is my order", "已发货"], "forgetting both files")
whole(redress, "forgetting both")
redress.run("ingest", "--thread", "Ana", second)
expect("the same ids when read once more", {r["id"]: r["text"] for r in redress.records("--type", "message")}, before)

# A revision forgotten with its source: the older values are current again.
redress = fresh()
for name, status in (("a.csv", "paid"), ("b.csv", "refunded"), ("c.csv", "voided")):
    redress.run("ingest", put(name, ORDERS.format(status)))
redress.run("store", "forget", "c.csv", "--reason", "test")
expect("status without c", {o["number"]: o["status"] for o in redress.records("--type", "order")}, {"#1001": "refunded", "#1002": "paid"})
redress.run("store", "forget", "a.csv", "--reason", "test")
expect("status without a", {o["number"]: o["status"] for o in redress.records("--type", "order")}, {"#1001": "refunded", "#1002": "paid"})
whole(redress, "forgetting revisions")
expect("an order is found without its mark", len(redress.records("--order", "1001")), 1)

# Dry run, reason, open cases.
redress.run("case", "open", "--platform", "paypal", "--order", "#1001")
expect("no reason", redress.run("store", "forget", "b.csv", ok=None).returncode, 2)
expect("an open case uses it", redress.run("store", "forget", "b.csv", "--reason", "x", ok=None).returncode, 2)
redress.run("store", "forget", "b.csv", "-n")
expect("a dry run changes nothing", len(redress.records("--type", "order")), 2)
expect("nothing of that name", redress.run("store", "forget", "none.txt", "--reason", "x", ok=None).returncode, 2)
redress.run("store", "forget", "b.csv", "--reason", "x", "--yes")
expect("forgotten all the same", redress.records("--allow-empty", "--type", "order"), [])
whole(redress, "forgetting what a case used")

# A buyer: their words, their chat with the shop, their orders, and their name; others stay.
redress = fresh()
redress.run("ingest", put("ana.txt", CHAT.replace("Ana", "Ana Garcia")))
redress.run("ingest", put("bo.txt", CHAT.replace("Ana", "Bo").replace("order", "parcel")))
redress.run("ingest", "--index", put("a.csv", ORDERS.format("paid").replace("ana@example.com", "Ana Garcia")))
redress.run("store", "alias", "sender", "Ana Garcia", "Ana G")
redress.run("store", "alias", "sender", "Ana Garcia", "x", "--undo")
done = redress.run("store", "forget", "--buyer", "Ana Garcia", "--reason", "asked for it")
expect("names stay out of the journal", "Garcia" in json.dumps(redress.run("store", "info", "-f", "json").stdout.decode()), False)
expect("only Bo's chat is left", {r["sender"] for r in redress.records("--type", "message")}, {"Bo", "Shop"})
expect("only Bo's order is left", [o["number"] for o in redress.records("--type", "order")], ["#1002"])
expect("a.csv still holds it, and that is said", "a.csv" in done.stderr.decode(), True)
redress.run("store", "forget", "a.csv", "--reason", "asked for it")
nowhere(redress, ["Ana Garcia", "where is my order"], "forgetting the buyer")
whole(redress, "forgetting the buyer")
expect("a buyer of none", redress.run("store", "forget", "--buyer", "Zoe", "--reason", "x", ok=None).returncode, 3)

# Read again: with another date order the times change, ids of what is the same and links stay; what would be lost is refused.
redress = fresh()
path = put("us.txt", "".join(f"3/{4 + n}/26, 10:00 - {who}: {text}\n" for n, (who, text) in enumerate([("Ana", "hello"), ("Shop", "hi"), ("Ana", "refund?")])))
redress.run("ingest", "--date-order", "DMY", "--tz", "Asia/Tokyo", path)
expect("read as day first", texts(redress, "--since", "2026-04-01") != [], True)
redress.run("ingest", "--redo", "--date-order", "MDY", path)
records = redress.records("--type", "message")
expect("read again as month first", [r["local"][:10] for r in records], ["2026-03-04", "2026-03-05", "2026-03-06"])
expect("its zone stays as it was said", {r["zone"] for r in records}, {"Asia/Tokyo"})
expect("one reading is left", redress.run("store", "info", "-f", "json").stdout.decode().count('"us.txt"') <= 1, True)
whole(redress, "reading again")
redress.run("case", "open", "--platform", "paypal", "--order", "1001", "--reason", "OTHER")
redress.run("case", "link", "last", *[r["id"] for r in records])
redress.run("ingest", "--redo", path)
expect("links stay", len(redress.records("--case", "last")), 3)
refused = redress.run("ingest", "--redo", "--date-order", "DMY", path, ok=None)
expect("what a case uses is not lost", (refused.returncode, "unlink" in refused.stderr.decode()), (3, True))
expect("nothing was changed", {r["id"] for r in redress.records("--type", "message")}, {r["id"] for r in records})
expect("--redo with --emit", redress.run("ingest", "--redo", "--emit", path, ok=None).returncode, 2)
whole(redress, "a refused reading")

# One name shown as another.
redress = fresh()
redress.run("ingest", "--thread", "Ana", put("one.txt", HALF))
redress.run("ingest", "--thread", "+1 555 0100", put("two.txt", CHAT.replace("Ana", "+1 555 0100").replace("13/03", "23/03").replace("14/03", "24/03")))
ids = {r["id"] for r in redress.records("--type", "message")}
redress.run("store", "alias", "thread", "+1 555 0100", "Ana")
redress.run("store", "alias", "sender", "+1 555 0100", "Ana")
joined = redress.records("--type", "message", "--thread", "Ana")
expect("one conversation", ({r["thread"] for r in joined}, {r["sender"] for r in joined}, {r["id"] for r in joined}), ({"Ana"}, {"Ana", "Shop"}, ids))
expect("no such conversation", redress.run("store", "alias", "thread", "Zoe", "Ana", ok=None).returncode, 2)
expect("no circle", redress.run("store", "alias", "thread", "Ana", "+1 555 0100", ok=None).returncode, 2)
whole(redress, "an alias")
redress.run("store", "export", folder + "/out")
other = Redress(sys.argv[1], tempfile.mkdtemp(dir=folder))
other.run("store", "import", folder + "/out")
expect("an export keeps aliases", {r["thread"] for r in other.records("--type", "message")}, {"Ana"})
redress.run("store", "alias", "thread", "+1 555 0100", "--undo")
expect("undone", {r["thread"] for r in redress.records("--type", "message")}, {"Ana", "+1 555 0100"})
redress.run("ingest", "--thread", "Bo", put("three.txt", HALF))
expect("what stands in both is said", redress.run("store", "alias", "thread", "Bo", "Ana").returncode, 1)

# Stores of earlier versions: refused until migrated, then whole, with the records they held.
for frozen in sorted(p for p in (ROOT / "tests/upgrade").iterdir() if p.is_dir()):
    store = Path(folder, "frozen-" + frozen.name)
    shutil.copytree(frozen, store)
    subprocess.run(["sqlite3", str(store / "redress.db")], input=(frozen / "store.sql").read_bytes(), check=True)
    records = (store / "records.ndjson").read_text(encoding="utf-8")
    for extra in ("store.sql", "records.ndjson"):
        (store / extra).unlink()
    old = Redress(sys.argv[1], folder)
    expect("an old store is not read", old.run("--store", str(store), "show", ok=None).returncode, 3)
    old.run("--store", str(store), "store", "migrate")
    expect(f"schema {frozen.name} verifies", old.run("--store", str(store), "store", "verify").returncode, 0)
    expect(f"schema {frozen.name} keeps its records", old.run("--store", str(store), "show", "-f", "ndjson").stdout.decode(), records)
# Records of a type we do not know have no id of ours: they stay apart all the same.
redress = fresh()
lines = "".join(json.dumps({"schema": "redress/1", "type": "outgoing", "to": name}) + "\n" for name in ("Ana", "Bo", "Ana"))
redress.run("ingest", put("others.ndjson", lines))
expect("records of a type of others", sorted(r["to"] for r in redress.records()), ["Ana", "Bo"])
shutil.rmtree(folder)
print(f"{checks} checks of forgetting, reading again, aliases and old stores passed")
