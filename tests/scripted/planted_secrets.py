#!/usr/bin/env python3
"""Plants another buyer's e-mail, an unsold key and a merchant key in every kind of source, builds packages of one case (folder
and zip, from a store and on the spot), and looks for the plants in every byte that leaves: files, PDF text, PDF streams."""
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib

BINARY, SOURCE = sys.argv[1], sys.argv[2]
MAIL = "stranger.plant@example.net"
UNSOLD = "PLNT-UNSD-7Q7Q-9X9X"
MERCHANT = "MERCHANTPLANT0123456789abcdef"
PLANTS = [MAIL, UNSOLD, UNSOLD.replace("-", ""), MERCHANT, "Plantina"]
OWN = "jane@example.com"  # the case's own buyer: must be there, or the search would prove nothing

CHAT = (
    "25/03/2026, 12:00 - Jane Doe: Where is my code for order AB100200? " + OWN + "\n"
    "25/03/2026, 12:05 - Key Shop: Sent, it is GOOD-KEY1-2345-6789\n"
    "25/03/2026, 12:07 - Jane Doe: thanks\n"
)
OTHER_CHAT = (
    "25/03/2026, 13:00 - Plantina Roe: I am " + MAIL + ", order CD300400 please\n"
    "25/03/2026, 13:05 - Key Shop: yours is " + UNSOLD + " and our key is " + MERCHANT + "\n"
)


def mail(sender, to, subject, body, number, reply=""):
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Wed, 25 Mar 2026 12:0{number}:00 +0000\r\n"
        f"Message-ID: <{number}@example.com>\r\n{reply}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{body}\r\n"
    )


OUR_MAIL = mail(f"Jane Doe <{OWN}>", "Shop <shop@example.com>", "Order AB100200", "Where is order AB100200?", 1)
THEIR_MAIL = mail(
    f"Plantina Roe <{MAIL}>", "Shop <shop@example.com>", "Order CD300400", f"I got {UNSOLD}, is {MERCHANT} yours?", 2
)
PAYPAL_HEAD = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
    '"To Email Address","Transaction ID","Item Title","Reference Txn ID","Invoice Number","Quantity","Balance","Note"\n'
)


def paypal_row(name, address, transaction, invoice, note=""):
    return (
        f'"03/25/2026","11:15:00","PST","{name}","Website Payment","Completed","USD","49.00","-1.90","47.10","{address}",'
        f'"shop@example.com","{transaction}","Game key","","{invoice}","1","47.10","{note}"\n'
    )


ROWS = [("Plantina Roe", MAIL, "4AB00000000000009", "CD300400", UNSOLD + " " + MERCHANT),
        ("Jane Doe", OWN, "4AB00000000000001", "AB100200", ""),
        ("Plantina Roe", MAIL, "4AB00000000000008", "EF500600", "")]
TABLE = [("order_id", "buyer_name", "buyer_email", "amount", "currency", "created_at", "note"),
         ("CD300400", "Plantina Roe", MAIL, "10.00", "USD", "2026-03-25 10:00:00", UNSOLD + " " + MERCHANT),
         ("AB100200", "Jane Doe", OWN, "49.00", "USD", "2026-03-25 11:00:00", "fast please")]

DUMP = f"""-- MySQL dump 10.13
CREATE TABLE `orders` (`id` bigint NOT NULL, `order_sn` varchar(150) NOT NULL, `goods_id` int NOT NULL,
  `title` varchar(200) NOT NULL, `type` tinyint NOT NULL, `goods_price` decimal(10,2) NOT NULL, `buy_amount` int NOT NULL,
  `actual_price` decimal(10,2) NOT NULL, `search_pwd` varchar(200), `email` varchar(200) NOT NULL, `info` text,
  `pay_id` int, `buy_ip` varchar(50) NOT NULL, `trade_no` varchar(200), `status` tinyint NOT NULL,
  `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `orders` VALUES (1,'CD300400',7,'Card x 1',1,49.50,1,49.50,'{MERCHANT}','{MAIL}','{UNSOLD}',1,'203.0.113.9','T1',4,'2026-03-25 08:59:00','2026-03-25 09:00:03',NULL),(2,'AB100200',7,'Card x 1',1,49.50,1,49.50,'{MERCHANT}','{OWN}','SOLD-AAAA-1111',1,'203.0.113.7','T2',4,'2026-03-25 08:59:00','2026-03-25 09:00:03',NULL);
CREATE TABLE `carmis` (`id` bigint NOT NULL, `goods_id` int NOT NULL, `status` tinyint NOT NULL, `is_loop` tinyint NOT NULL,
  `carmi` text NOT NULL, `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `carmis` VALUES (1,7,1,0,'{UNSOLD}','2026-03-02 00:00:00',NULL,NULL),(2,7,2,0,'SOLD-AAAA-1111','2026-03-02 00:00:00',NULL,NULL);
CREATE TABLE `goods` (`id` int NOT NULL, `gd_name` varchar(200) NOT NULL);
INSERT INTO `goods` VALUES (7,'Card');
CREATE TABLE `pays` (`id` int, `pay_name` varchar(200), `pay_check` varchar(50), `merchant_id` varchar(200), `merchant_key` text, `merchant_pem` text);
INSERT INTO `pays` VALUES (1,'Alipay','zfbf2f','2088','{MERCHANT}','{MERCHANT}');
"""


def zipped(name, text):
    def write(path):
        with zipfile.ZipFile(path, "w") as z:
            z.writestr(name, text)
    return write


def plain(text):
    def write(path):
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text)
    return write


def gzipped(text):
    def write(path):
        with gzip.open(path, "wb") as f:
            f.write(text.encode())
    return write


def workbook(rows):
    """An .xlsx whose texts are shared strings, as spreadsheets write them: strangers' stand beside ours."""
    def write(path):
        strings = sorted({cell for row in rows for cell in row})
        sheet = "".join(f'<row r="{n}">' + "".join(f'<c r="{chr(65 + i)}{n}" t="s"><v>{strings.index(cell)}</v></c>'
                                                   for i, cell in enumerate(row)) + "</row>" for n, row in enumerate(rows, 1))
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("[Content_Types].xml", "<Types/>")
            z.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{rel}/officeDocument" '
                                      'Target="xl/workbook.xml"/></Relationships>')
            z.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" '
                                          'r:id="s"/></sheets></workbook>')
            z.writestr("xl/_rels/workbook.xml.rels",
                       f'<Relationships xmlns="{package}"><Relationship Id="s" Type="{rel}/worksheet" Target="worksheets/s.xml"/>'
                       f'<Relationship Id="t" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
            z.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')
            z.writestr("xl/sharedStrings.xml",
                       f'<sst xmlns="{main}">' + "".join(f"<si><t>{s}</t></si>" for s in strings) + "</sst>")
    return write


def record_lines():
    lines = []
    for number, address, text in (("CD300400", MAIL, UNSOLD), ("AB100200", OWN, "none")):
        lines.append('{"schema":"redress/1","type":"order","platform":"paypal","number":"%s","at":"2026-03-25T10:00:00Z",'
                     '"buyer":{"email":"%s"},"title":"%s"}' % (number, address, text))
    return "\n".join(lines) + "\n"


def telegram():
    """Two chats of one account: the whole file never leaves, the buyer's elements do."""
    import json
    people = {"Jane Doe": (5550100, [("Jane Doe", "Where is my code for order AB100200? " + OWN), ("Key Shop", "Sent"), ("Jane Doe", "thanks")]),
              "Plantina Roe": (5550101, [("Plantina Roe", "I am " + MAIL + ", order CD300400 please"),
                                         ("Key Shop", "yours is " + UNSOLD + " and our key is " + MERCHANT)])}
    return json.dumps({"contacts": {"list": [{"first_name": "Plantina", "phone_number": MAIL}]}, "chats": {"list": [
        {"name": name, "type": "personal_chat", "id": number, "messages": [
            {"id": i, "type": "message", "date_unixtime": str(1774440000 + i), "from": who, "text": text}
            for i, (who, text) in enumerate(talk, 1)]} for name, (number, talk) in people.items()]}}, indent=1)


def qq_text():
    """Two conversations in one file of the message manager."""
    rule = "=" * 64
    out = ["消息记录（此消息记录为文本格式，不支持重新导入）", ""]
    talks = {"Jane Doe": [("Jane Doe", "Where is my code for order AB100200? " + OWN), ("Key Shop", "Sent"), ("Jane Doe", "thanks")],
             "Plantina Roe": [("Plantina Roe", "I am " + MAIL + ", order CD300400 please"),
                              ("Key Shop", "yours is " + UNSOLD + " and our key is " + MERCHANT)]}
    for peer, talk in talks.items():
        out += [rule, "消息分组:Buyers", rule, "消息对象:" + peer, rule, ""]
        for minute, (who, text) in enumerate(talk):
            out += [f"2026-03-25 12:{minute:02}:00 {who}", text, ""]
    return "\ufeff" + "\r\n".join(out)


OUR_TALK = ("Jane Doe 2026-03-25 12:00:00\nWhere is my code for order AB100200? " + OWN + "\n\nKey Shop 2026-03-25 12:05:00\nSent\n\n"
            "Jane Doe 2026-03-25 12:06:00\nthanks\n")
THEIR_TALK = ("Plantina Roe 2026-03-25 13:00:00\nI am " + MAIL + ", order CD300400 please\n\nKey Shop 2026-03-25 13:05:00\nyours is "
              + UNSOLD + " and our key is " + MERCHANT + "\n")


def json_rows():
    return [dict(zip(TABLE[0], row)) for row in TABLE[1:]]


def sources():
    """format -> [(file name, writer)]: the case's records and the plants."""
    import json
    csv = "\n".join(",".join(row) for row in TABLE) + "\n"
    return {
        "whatsapp": [("WhatsApp Chat with Jane Doe.txt", plain(CHAT)), ("WhatsApp Chat with Plantina Roe.txt", plain(OTHER_CHAT))],
        "whatsapp_zip": [("WhatsApp Chat with Jane Doe.zip", zipped("WhatsApp Chat with Jane Doe.txt", CHAT)),
                         ("WhatsApp Chat with Plantina Roe.zip", zipped("WhatsApp Chat with Plantina Roe.txt", OTHER_CHAT))],
        "telegram_json": [("result.json", plain(telegram()))],
        "qq_txt": [("messages.txt", plain(qq_text()))],
        "name_time": [("Jane.txt", plain(OUR_TALK)), ("Plantina.txt", plain(THEIR_TALK))],
        "eml": [("ours.eml", plain(OUR_MAIL)), ("theirs.eml", plain(THEIR_MAIL))],
        "mbox": [("box.mbox", plain("From x@example.com Wed Mar 25 12:01:00 2026\r\n" + THEIR_MAIL +
                                    "\r\nFrom x@example.com Wed Mar 25 12:02:00 2026\r\n" + OUR_MAIL))],
        "paypal_csv": [("activity.csv", plain(PAYPAL_HEAD + "".join(paypal_row(*row) for row in ROWS)))],
        "dujiaoka": [("shop.sql", plain(DUMP))],
        "dujiaoka_gz": [("shop.sql.gz", gzipped(DUMP))],
        "whatsapp_gz": [("WhatsApp Chat with Jane Doe.txt.gz", gzipped(CHAT)),
                        ("WhatsApp Chat with Plantina Roe.txt.gz", gzipped(OTHER_CHAT))],
        "records": [("records.ndjson", plain(record_lines()))],
        "table_xlsx": [("orders.xlsx", workbook(TABLE))],
        "table_gz": [("orders.csv.gz", gzipped(csv))],
        "table_csv": [("orders.csv", plain(csv))],
        "table_json": [("orders.json", plain(json.dumps(json_rows())))],
        "table_jsonl": [("orders.jsonl", plain("".join(json.dumps(r) + "\n" for r in json_rows())))],
    }


def run(args, cwd, ok=(0, 1)):
    env = {"PATH": "/usr/bin:/bin", "HOME": cwd, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
           "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run([BINARY, *args], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if ok is not None and done.returncode not in ok:
        sys.exit(f"redress {' '.join(args)}: rc {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def streams(data):
    """Every deflated stream of a PDF, inflated."""
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[found.end():])
        except zlib.error:
            pass


def everything(path):
    """All that can be read in a package: names, bytes, members, PDF text and streams."""
    if os.path.isdir(path):
        for folder, _, files in os.walk(path):
            for name in files:
                yield from everything(os.path.join(folder, name))
        return
    with open(path, "rb") as f:
        data = f.read()
    yield path, path.encode()
    yield path, data
    if path.endswith(".zip"):
        with tempfile.TemporaryDirectory() as unpacked, zipfile.ZipFile(path) as z:
            z.extractall(unpacked)
            yield from everything(unpacked)
    if path.endswith(".pdf"):
        for stream in streams(data):
            yield path, stream
        if shutil.which("pdftotext"):
            yield path, subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, check=True).stdout


def hits(path, word):
    forms = [word.lower().encode(), word.lower().encode("utf-16-le"), word.lower().encode("utf-16-be")]
    return sorted({name for name, data in everything(path) if any(form in data.lower() for form in forms)})


def check(what, package):
    problems = [f"{what}: '{word}' in {name}" for word in PLANTS for name in hits(package, word)]
    if not hits(package, OWN) and not hits(package, "AB100200"):
        problems.append(f"{what}: the case's own order is not in the package either, so this proves nothing")
    return problems


def build(what, args, folder):
    problems = []
    for out in ("out", "out.zip"):
        run(["bundle", *args, "-o", out, "--force"], folder)
        problems += check(f"{what}, {out}", os.path.join(folder, out))
    return problems


def main():
    listing = run(["ingest", "--list-formats"], "/tmp").stdout
    known = {line.split()[0] for line in listing.splitlines()}
    has_case = run(["case", "--help"], "/tmp", None).returncode == 0
    problems, built, skipped = [], 0, []
    for name, files in sources().items():
        if name.removesuffix("_gz") not in known and not (name.startswith("table") and "table" in " ".join(known)):
            skipped.append(name)
            continue
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for file, write in files:
                write(os.path.join(folder, file))
                names.append(file)
            platform = "card-key" if name.startswith("dujiaoka") else "paypal"
            of_case = ["--platform", platform, "--order", "AB100200"]
            problems += build(f"{name}, on the spot", [*of_case, "--tz", "UTC", "--seller", "Key Shop", *names], folder)
            built += 2
            if not has_case:
                continue
            run(["ingest", "--store", "store", "--tz", "UTC", *names], folder)
            case = run(["case", "open", "--store", "store", *of_case], folder).stdout.strip()
            problems += build(f"{name}, stored", ["--store", "store", "--case", case], folder)
            built += 2
    # The search itself must be able to find: a package of a store that has only the stranger's mail.
    with tempfile.TemporaryDirectory() as folder:
        plain(THEIR_MAIL)(os.path.join(folder, "theirs.eml"))
        run(["bundle", "--platform", "paypal", "--order", "CD300400", "theirs.eml", "-o", "out"], folder)
        if not hits(os.path.join(folder, "out"), MAIL):
            problems.append("control: the stranger's own package does not show the stranger")
    print(f"{built} packages, {len(problems)} problems" + (f"; no such format yet: {', '.join(skipped)}" if skipped else "")
          + ("" if has_case else "; stored cases skipped: no case command yet"))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
