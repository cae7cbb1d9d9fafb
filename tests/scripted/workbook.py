#!/usr/bin/env python3
"""workbook.py BINARY SOURCEDIR: workbooks and .gz against an independent reader (zipfile, ElementTree) and against the same rows as
CSV; slices of both by the commands VERIFY.txt gives; files that are cut or boundless. Prints what was compared."""
import csv
import glob
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FIXTURE = os.path.join(SOURCE, "..", "shared", "fixtures", "wechatpay_xlsx", "example-wechat-records.xlsx")
home = tempfile.mkdtemp()
problems = []


def run(*arguments, cwd=home):
    env = {"PATH": "/usr/bin:/bin", "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
           "SOURCE_DATE_EPOCH": "1700000000"}
    return subprocess.run([BINARY, *arguments], cwd=cwd, env=env, capture_output=True, timeout=120)


def expect(what, condition):
    if not condition:
        problems.append(what)


def column(reference):
    at = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def rows_of(path):
    """{(sheet, row, column): text} of a workbook of shared strings and plain numbers: read without us."""
    cells = {}
    with zipfile.ZipFile(path) as z:
        tree = ET.fromstring(z.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iter(f"{{{MAIN}}}t")) for item in tree]
        targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(z.read("xl/_rels/workbook.xml.rels"))}
        sheets = ET.fromstring(z.read("xl/workbook.xml")).find(f"{{{MAIN}}}sheets")
        for number, sheet in enumerate(sheets):
            for cell in ET.fromstring(z.read("xl/" + targets[sheet.get(f"{{{REL}}}id")])).iter(f"{{{MAIN}}}c"):
                value = cell.find(f"{{{MAIN}}}v")
                if value is None:
                    continue
                # Numbers as a spreadsheet shows them: 548.58000000000004 is 548.58.
                text = strings[int(value.text)] if cell.get("t") == "s" else format(float(value.text), ".15g")
                if text:
                    cells[number, int(re.search("[0-9]+", cell.get("r"))[0]), column(cell.get("r"))] = text
    return cells


def compare_fixture():
    """Cell by cell, and the rows of the statement by their times."""
    if not os.path.exists(FIXTURE):
        print("skipped: 0 cells of the sample workbook, no ../shared/fixtures")
        return
    want = rows_of(FIXTURE)
    text = run("ingest", "--as-text", FIXTURE).stdout.decode()
    rows = list(csv.reader(io.StringIO(text)))
    got, sheet, start = {}, 0, 0
    last = {s: max(r for t, r, _ in want if t == s) for s in {s for s, _, _ in want}}
    for number, row in enumerate(rows, 1):
        if number - start > last[sheet]:
            start += last[sheet]
            sheet += 1
        for at, cell in enumerate(row):
            if cell:
                got[sheet, number - start, at] = cell
    expect("fixture: cells differ from those of another reader", want == got)
    times = sorted(text for (_, _, at), text in want.items() if at == 0 and re.fullmatch(r"\d{4}(-\d\d){2} [\d:]{8}", text))
    lines = run("ingest", "--emit", "--tz", "Asia/Shanghai", FIXTURE).stdout.decode().splitlines()
    found = sorted(r["local"].replace("T", " ") for r in map(json.loads, lines) if r["type"] == "event")
    expect("fixture: times of events differ from those of the rows", times == found)
    print(f"sample workbook: {len(want)} cells, {len(times)} rows")


def workbook(path, rows, inline=False):
    strings = []

    def cell(row, at, text):
        reference = (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26) + str(row)
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        if inline:
            return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        strings.append(text)
        return f'<c r="{reference}" t="s"><v>{len(strings) - 1}</v></c>'

    sheet = "".join(f'<row r="{n}">' + "".join(cell(n, at, text) for at, text in enumerate(row) if text) + "</row>"
                    for n, row in enumerate(rows, 1) if any(row))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{REL}/officeDocument" '
                                  'Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="s"/>'
                                      '</sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels",
                   f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{REL}/worksheet" Target="worksheets/s.xml"/>'
                   f'<Relationship Id="t" Type="{REL}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>')
        z.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>')
        z.writestr("xl/sharedStrings.xml",
                   f'<sst xmlns="{MAIN}">' + "".join(f'<si><t xml:space="preserve">{s}</t></si>' for s in strings) + "</sst>")


def records(path):
    out = []
    for line in run("ingest", "--emit", "--tz", "Asia/Shanghai", path).stdout.decode().splitlines():
        record = json.loads(line)
        for source in record.pop("sources"):
            record.setdefault("rows", []).append(source["position"])
        stem = os.path.basename(path).split(".")[0]
        if record.get("thread", "").startswith(stem):  # where the file names the conversation, and a sheet has a name of its own
            record["thread"], record["id"] = stem, "#"
        # Fingerprints are made with a key of the run.
        out.append(re.sub(r'"[0-9a-f]{24}"|"e_[0-9a-f]{24}"', '"#"', json.dumps(record, sort_keys=True)))
    return out


def decoded(path):
    data = open(path, "rb").read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass


def compare_tables():
    """The same table as CSV, packed, and as a workbook, gives the same records."""
    files = sorted(glob.glob(SOURCE + "/tests/golden/ingest-*/*.csv") + glob.glob(SOURCE + "/../shared/fixtures/shopify_csv/*.csv"))
    compared = total = 0
    for path in files:
        want = records(path)
        if not want:
            continue
        stem = os.path.join(home, os.path.basename(path))
        with gzip.open(stem + ".gz", "wb") as out:
            out.write(open(path, "rb").read())
        expect(f"{path}: packed, its records differ", records(stem + ".gz") == want)
        text = decoded(path)
        delimiter = max(",;\t|", key=text.split("\n")[-2].count)
        rows = [[c.strip(" ") for c in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)]
        for inline in (False, True):
            workbook(stem + ".xlsx", rows, inline)
            expect(f"{path}: as a workbook, its records differ", records(stem + ".xlsx") == want)
        compared += 1
        total += len(want)
    expect("no table compared", compared > 3)
    print(f"tables packed and as workbooks: {compared} files, {total} records")


def check_slices():
    """By the commands of VERIFY.txt, against the bytes the package holds."""
    rows = [["Order ID", "Buyer Name", "Total", "Created at", "Note"], ["B-1", "Other One", "1.00", "2026-03-25 10:00:00", "x"],
            ["B-2", "Jane Doe", "49.00", "2026-03-25 11:00:00", "two\nlines"], ["B-3", "Other Two", "2.00", "2026-03-25 12:00:00", ""]]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with gzip.open(os.path.join(home, "orders.csv.gz"), "wb") as out:
        out.write(text.getvalue().encode())
    workbook(os.path.join(home, "orders.xlsx"), rows)
    checked = 0
    for name, unpack in (("orders.csv.gz", lambda p: gzip.open(p).read()), ("orders.xlsx", lambda p: run("ingest", "--as-text", p).stdout)):
        package = os.path.join(home, "out-" + name)
        made = run("bundle", "--platform", "paypal", "--order", "B-2", "--tz", "UTC", name, "-o", package)
        expect(f"{name}: bundle failed: {made.stderr.decode()}", made.returncode in (0, 1))
        expect(f"{name}: verify", run("verify", package).returncode == 0)
        content = unpack(os.path.join(home, name))
        for row in csv.DictReader(open(package + "/data/slices.csv", encoding="utf-8")):
            at, length, file_at = int(row["source_offset"]), int(row["length"]), int(row["file_offset"])
            kept = open(f"{package}/data/{row['file']}", "rb").read()[file_at:file_at + length]
            expect(f"{name}: slice of {row['record']} differs from the original", kept == content[at:at + length] and len(kept) == length)
            checked += 1
            if row["record"] != "header":
                expect(f"{name}: the slice lacks its order", b"B-2" in kept and b"B-1" not in kept and b"B-3" not in kept)
        everything = b"".join(open(p, "rb").read() for p in glob.glob(package + "/data/*"))
        expect(f"{name}: another customer's row is in the package", b"Other One" not in everything and b"Other Two" not in everything)
        forms = [row["form"] for row in csv.DictReader(open(package + "/data/index.csv", encoding="utf-8"))]
        expect(f"{name}: the index does not say what the slice is of", any(form.startswith("slice of the") for form in forms))
        shutil.rmtree(package)
    expect("no slice checked", checked >= 4)
    print(f"slices: {checked}")


def check_store():
    """The store gives sheet and row back, and the same place as the record stream."""
    for name in ("orders.xlsx", "orders.csv.gz"):
        run("ingest", "--store", "kept-" + name, "--tz", "UTC", name)
        kept = [json.loads(line) for line in run("show", "--store", "kept-" + name, "-f", "ndjson").stdout.splitlines()]
        told = [json.loads(line) for line in run("ingest", "--emit", "--tz", "UTC", name).stdout.splitlines()]
        expect(f"{name}: places in the store differ", sorted(json.dumps(r["sources"]) for r in kept) ==
               sorted(json.dumps(r["sources"]) for r in told) and len(kept) == 3)
        expect(f"{name}: its part is not named", all(r["sources"][0]["name"] == {"orders.xlsx": "orders.xlsx:S", "orders.csv.gz":
               "orders.csv.gz:orders.csv"}[name] for r in kept))


def check_refusals():
    """Cut short or boundless: exit 3, a reason, and nothing in the store."""
    whole = open(os.path.join(home, "orders.csv.gz"), "rb").read()
    blank = b"<worksheet><sheetData>" + b" " * (20 << 20) + b"</sheetData></worksheet>"
    with zipfile.ZipFile(os.path.join(home, "orders.xlsx")) as z:
        parts = {name: z.read(name) for name in z.namelist()}
    parts["xl/worksheets/s.xml"] = blank
    with zipfile.ZipFile(os.path.join(home, "bomb.xlsx"), "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    with open(os.path.join(home, "cut.csv.gz"), "wb") as out:
        out.write(whole[:-6])
    with gzip.open(os.path.join(home, "bomb.csv.gz"), "wb") as out:
        out.write(b"," * (20 << 20))
    with open(os.path.join(home, "cut.xlsx"), "wb") as out:
        out.write(open(os.path.join(home, "orders.xlsx"), "rb").read()[:-40])
    names = ("cut.csv.gz", "bomb.csv.gz", "cut.xlsx", "bomb.xlsx")
    for name in names:
        done = run("ingest", "--store", "refused", name)
        expect(f"{name}: rc {done.returncode}, not refused: {done.stdout.decode()}", done.returncode == 3 and b"error: cannot" in done.stderr)
    expect("something of a refused file was stored", run("show", "--store", "refused", "-f", "ndjson").stdout == b"")
    print(f"refusals: {len(names)}")


compare_fixture()
compare_tables()
check_slices()
check_store()
check_refusals()
shutil.rmtree(home)
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
