#!/usr/bin/env python3
"""redact_package.py BINARY SOURCEDIR: packages for each reader. People and secrets are planted in a chat, an order, a log and documents;
then every file of every package is searched for them, PDFs by pdftotext where there is one."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

binary, source = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
work = Path(tempfile.mkdtemp())
env = {"PATH": os.environ["PATH"], "HOME": str(work), "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1790000000",
       "REDRESS_SHARE": str(source / "share"), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
faults = []


def run(*args, ok=(0, 1), text=None):
    done = subprocess.run([binary, *args], cwd=work, env=env, input=text, capture_output=True, text=True)
    if done.returncode not in ok:
        sys.exit(f"redress {' '.join(args)}: exit {done.returncode}\n{done.stderr}")
    return done


def check(what, holds):
    if not holds:
        faults.append(what)


# What is the buyer's, what is nobody's to see, and what is somebody else's.
OWN = {"name": "Marisol Quintero", "part": "Marisol", "email": "m.quintero@example.com", "phone": "+34 612 000 321", "phone again": "612000321",
       "street": "Calle Falsa 12", "ip": "203.0.113.77", "second mail": "quintero.m@example.org"}
SECRET = {"api key": "sk_live_abcdefghij0123456789", "identity": "11010519491231002X", "dni": "12345678Z"}
LAST4 = {"card": "4111 1111 1111 1111", "card key": "QWER-TYUI-1234-7K2Q"}
OTHER = {"name": "Bartholomew Finch", "email": "bart.finch@example.net", "phone": "+1 212 555 0177"}
KEPT = ["SO-55012", "9AB12345CD678901E", "JD014600003388127415"]

(work / "orders.ndjson").write_text("".join(json.dumps(r) + "\n" for r in [
    {"schema": "redress/1", "type": "order", "shop": "main", "platform": "paypal", "number": "SO-55012",
     "refs": [{"kind": "transaction", "value": "9AB12345CD678901E"}],
     "buyer": {"name": OWN["name"], "email": OWN["email"], "phone": OWN["phone"], "address": "Calle Falsa 12, 28013 Madrid", "ip": OWN["ip"]},
     "title": "Gift card", "amount": {"minor": 5000, "scale": 2, "currency": "EUR"}, "status": "paid", "placed": "2026-03-01T10:00:00Z"},
    {"schema": "redress/1", "type": "order", "shop": "main", "platform": "paypal", "number": "SO-77001",
     "buyer": {"name": OTHER["name"], "email": OTHER["email"], "phone": OTHER["phone"]}, "placed": "2026-03-01T11:00:00Z"},
    {"schema": "redress/1", "type": "event", "shop": "main", "platform": "paypal", "order": "SO-55012", "kind": "code_used",
     "at": "2026-03-22T10:00:00Z", "ip": OWN["ip"], "supplier": "Keyhouse Ltd", "tracking": KEPT[2]}]))
(work / "WhatsApp Chat with Marisol Quintero.txt").write_text("""21/03/26, 11:00 - Messages and calls are end-to-end encrypted.
21/03/26, 11:01 - Marisol Quintero: hi, order SO-55012, pay ref 9AB12345CD678901E
21/03/26, 11:02 - Northwind: Hello Marisol, your key is QWER-TYUI-1234-7K2Q, parcel JD014600003388127415
21/03/26, 11:03 - Marisol Quintero: I live in Calle Falsa 12, call 612 000 321, or quintero.m at example dot org
21/03/26, 11:04 - Marisol Quintero: card 4111 1111 1111 1111, DNI 12345678Z, ID 11010519491231002X
21/03/26, 11:05 - Northwind: our api_key sk_live_abcdefghij0123456789 is not for you
21/03/26, 11:06 - Marisol Quintero: MARISOL here again: 612
21/03/26, 11:06 - Marisol Quintero: 000321
""")
(work / "SO-55012 log.txt").write_text("code for SO-55012 shown to 203.0.113.77, mail m.quintero@example.com, key QWER-TYUI-1234-7K2Q\n")
shutil.copy(source / "share/examples/paypal/INV-1041_packed.png", work / "SO-55012 shot.png")
run("shop", "add", "main", "--platform", "paypal", "--tz", "Europe/Madrid", "--seller", "Northwind")
run("ingest", "-q", "--tz", "Europe/Madrid", "orders.ndjson", "WhatsApp Chat with Marisol Quintero.txt", "SO-55012 shot.png")
run("ingest", "-q", "--from", "document", "SO-55012 log.txt")
run("case", "open", "--platform", "paypal", "--order", "SO-55012")
pdftotext = shutil.which("pdftotext")
if not pdftotext:
    print("pdftotext is not installed: texts of PDFs are not looked at")


def texts_of(folder):
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield path, path.read_bytes().decode("utf-8", "replace") + "\n" + path.name
        if path.suffix == ".pdf" and pdftotext:
            yield path, subprocess.run([pdftotext, "-layout", path, "-"], capture_output=True, text=True).stdout


def holders(folder, value):
    wanted = value.lower()
    return [path.name for path, text in texts_of(folder) if wanted in text.lower()]


for reader in ("public", "buyer", "platform"):
    run("bundle", "--case", "last", "--redact", reader, "-o", reader)
    folder = work / reader
    check(f"{reader}: not valid", run("verify", str(folder), ok=(0, 1)).returncode == 0)
    for what, value in {**SECRET, **LAST4, **OTHER}.items():
        check(f"{reader}: {what} in {holders(folder, value)}", not holders(folder, value))
    for value in KEPT:
        check(f"{reader}: {value} is gone", holders(folder, value))
    info = (folder / "bag-info.txt").read_text()
    check(f"{reader}: bag-info.txt does not say for whom", f"Redress-Redacted-For: {reader}\n" in info)
    log = json.loads((folder / "data/redactions.json").read_text())
    check(f"{reader}: profile of the log", log["profile"] == reader)
    for row in log["redactions"]:
        for place in row["places"]:
            if row["shown"] == "token" and not place["file"].endswith(".pdf"):
                text = (folder / "data" / place["file"]).read_text(errors="replace")
                check(f"{reader}: {row['token']} in {place['file']}", text.count(f"[{row['token']}]") == place["count"])
    for what, value in OWN.items():
        gone = not holders(folder, value)
        if reader == "public":
            check(f"public: {what} in {holders(folder, value)}", gone)
        elif what not in ("second mail", "phone again"):
            check(f"{reader}: {what} is gone", not gone)
    index = (folder / "data/index.csv").read_text()
    pictures = list((folder / "data").glob("*.png"))
    check(f"{reader}: the picture", bool(pictures) == (reader == "platform"))
    if reader != "platform":
        check(f"{reader}: the index does not say that the picture stays", "withheld: it cannot be looked through for personal data" in index)
    check(f"{reader}: supplier", bool(holders(folder, "Keyhouse")) == (reader == "platform"))
    slices = (folder / "data/slices.csv").read_text()
    check(f"{reader}: no slice is marked", "not byte for byte" in slices)
    check(f"{reader}: last four of the key", bool(holders(folder, "****-****-****-7K2Q")) == (reader != "public"))

# One value, one token, in every exhibit; and the same from the filter.
log = json.loads((work / "public/data/redactions.json").read_text())
mails = [row for row in log["redactions"] if row["kind"] == "email"]
mine = [row["token"] for row in mails if any("order-records" in place["file"] for place in row["places"])]
check("the buyer's address is one token, in the order as in the log", len(mine) == 1 and
      any(place["file"].endswith("document.txt") for row in mails if row["token"] in mine for place in row["places"]))
name = next(row["token"] for row in log["redactions"] if row["kind"] == "name")
transcript = (work / "public/data/0001_exhibit-A_transcript.txt").read_text()
check("title", f"Conversation with [{name}]" in transcript)
number = re.search(r"again: \[(PHONE-\d+)\]", transcript)
check("a number sent in two messages", number and transcript.count(f"[{number.group(1)}]") == 3)
out = run("redact", "--case", "last", text="Marisol, m.quintero@example.com, SO-55012\n").stdout
mail = mine[0]
check(f"the filter's tokens are the package's: {out!r}", out == f"[{name}], [{mail}], SO-55012\n")

# A commitment is opened by what --reveal prints, with nothing but SHA-256.
opened = json.loads(run("redact", "--case", "last", "--reveal", mail, text="m.quintero@example.com\n").stdout)
digest = hashlib.sha256(bytes.fromhex(opened["salt"]) + opened["value"].encode()).hexdigest()
row = next(row for row in mails if row["token"] == mail)
check("the commitment", opened["value"] == OWN["email"] and digest == opened["commitment"] == row["commitment"])

# Twice is the same; the custody chain still verifies and names nobody.
run("bundle", "--case", "last", "--redact", "public", "-o", "again")
same = subprocess.run(["diff", "-r", "public/data", "again/data"], cwd=work, capture_output=True, text=True).stdout
check(f"two packages differ: {same[:300]}", not same)
# Without --redact the package is for the platform as it always was: the planted values are there, so the search can find them.
done = run("bundle", "--case", "last", "-o", "plain")
for what in ("name", "email", "ip"):
    check(f"the search does not find {what} where it is", holders(work / "plain", OWN[what]))

# The shops of share/examples, whose exports have columns of their own: a package for each reader, and for anybody no name of a buyer.
SHOPS = {"paypal": ("INV-1041", "Asia/Shanghai", "Northwind Prints", ["Vogel", "Lindenweg"]),
         "taobao": ("4400000000010600209", "Asia/Shanghai", "木棉手作", ["何示例", "河畔街", "tb_river09"]),
         "aliexpress": ("8190000012340202", "America/Los_Angeles", "Bluefern Store", ["Lucia Ferrer", "Calle Ejemplo"]),
         "okx-c2c": ("260514194402117", "Asia/Shanghai", "青禾商行", ["韩一鸣", "momo_7731"]),
         "card-key": ("KQ7M2X9PLA4ZC81T", "Asia/Shanghai", "星钥小铺", ["lin.qiao@", "Lin Qiao"])}
for shop, (order, zone, seller, names) in SHOPS.items():
    env["REDRESS_STORE"] = str(work / f"{shop}.store")
    run("shop", "add", "main", "--platform", shop, "--tz", zone, "--seller", seller)
    run("ingest", "-q", str(source / "share/examples" / shop))
    run("case", "open", "--platform", shop, "--order", order)
    for reader in ("public", "buyer", "platform"):
        run("bundle", "--case", "last", "--redact", reader, "-o", f"{shop}-{reader}")
    for name in names:
        check(f"{shop}: {name} for anybody in {holders(work / f'{shop}-public', name)}", not holders(work / f"{shop}-public", name))
        check(f"{shop}: {name} is not found where it is", holders(work / f"{shop}-platform", name))
shutil.rmtree(work)
if faults:
    sys.exit("\n".join(faults))
print("3 readers, %d planted values" % (len(OWN) + len(SECRET) + len(LAST4) + len(OTHER)))
