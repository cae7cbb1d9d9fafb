#!/usr/bin/env python3
"""leak_gate.py BINARY SOURCE: plants values of another customer in documents of a case, one value in one encoding or carrier at
a time, and looks whether the package is refused, nothing is at its name, and the value is not said; then builds packages of
clean documents that come near such values, which must pass. Pictures that tell where they were taken go in without that."""
import base64
import binascii
import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
import zlib

BINARY, SOURCE = sys.argv[1], sys.argv[2]
MAIL, PHONE, KEY, ORDER = "stranger.plant@example.net", "+86 138-1234-5678", "PLNT-UNSD-7Q7Q-9X9X", "CD300400555"
STREET = "浙江省杭州市西湖区文三路 100 号"
KINDS = {MAIL: "e-mail address", PHONE: "phone number", KEY: "card key", ORDER: "order number", STREET: "postal address"}
PDFTOTEXT = shutil.which("pdftotext") is not None


def order(number, mail, phone, street):
    return json.dumps({"schema": "redress/1", "type": "order", "platform": "paypal", "number": number, "at": "2026-03-25T10:00:00Z",
                       "buyer": {"email": mail, "phone": phone, "address": street}, "title": "Card"}, ensure_ascii=False) + "\n"


def message(thread, sender, role, text, minute):
    return json.dumps({"schema": "redress/1", "type": "message", "thread": thread, "sender": sender, "role": role, "text": text,
                       "at": f"2026-03-25T12:{minute:02}:00Z"}) + "\n"


RECORDS = (order("AB100200", "jane@example.com", "+1 202 555 0147", "1 Main Street, Springfield") + order(ORDER, MAIL, PHONE, STREET)
           + message("jane", "Jane Doe", "buyer", "Where is order AB100200?", 1) + message("jane", "Key Shop", "seller", "Sent.", 2)
           + message("other", "Plantina", "buyer", "hello", 3) + message("other", "Key Shop", "seller", "yours is " + KEY, 4))


# Carriers: bytes in, a file with these bytes in it out.

def png(*blocks):
    def block(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + binascii.crc32(kind + data).to_bytes(4, "big")
    pixels = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 16 for _ in range(16)))
    return (b"\x89PNG\r\n\x1a\n" + block(b"IHDR", bytes([0, 0, 0, 16, 0, 0, 0, 16, 8, 2, 0, 0, 0])) +
            b"".join(block(kind, data) for kind, data in blocks) + block(b"IDAT", pixels) + block(b"IEND", b""))


JPEG = base64.b64decode(  # 8 by 8 pixels, grey
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/"
    "wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==")


def jpeg(marker, data):
    return JPEG[:2] + bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data + JPEG[2:]


def exif(entries, more=b""):
    """Entries of the first directory: (tag, type, count, value of four bytes or longer)."""
    out, extra = b"MM\0*\0\0\0\x08" + len(entries).to_bytes(2, "big"), b""
    behind = 8 + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in sorted(entries):
        if len(value) > 4:
            value, extra = (behind + len(extra)).to_bytes(4, "big"), extra + value
        out += tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + count.to_bytes(4, "big") + value.ljust(4, b"\0")
    return b"Exif\0\0" + out + bytes(4) + extra + more


def gps():
    at = 8 + 2 + 12 + 4
    directory = (b"\0\2" + b"\0\1\0\2\0\0\0\2N\0\0\0" + b"\0\2\0\5\0\0\0\3" + (at + 2 + 24 + 4).to_bytes(4, "big") + bytes(4)
                 + b"".join(n.to_bytes(4, "big") for n in (30, 1, 15, 1, 59, 1)))
    return exif([(0x8825, 4, 1, at.to_bytes(4, "big"))], directory)


def webp(kind, data):
    pixels = base64.b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=")[12:]
    body = b"WEBP" + pixels + kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def pdf(content, objects=(), catalogue=b"", packed=True, page=b""):
    data = zlib.compress(content) if packed else content
    filtered = b" /Filter /FlateDecode" if packed else b""
    parts = [b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
             b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> " + page + b" >>",
             b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), filtered, data),
             b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *objects]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)


def drawn(words):
    return b"BT /F 12 Tf 72 700 Td (" + words + b") Tj ET"


def letter_by_letter(words):
    """Each letter placed for itself, and from right to left: only who draws the page reads the word."""
    out = b"BT /F 12 Tf "
    for i, c in reversed(list(enumerate(words))):
        out += b"1 0 0 1 %.1f 700 Tm (%c) Tj " % (72 + 6.7 * i, c)
    return out + b"ET"


def saved_again(old, content):
    data = b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)
    table = len(old) + len(data)
    return (old + data + b"xref\n4 1\n%010d 00000 n \n" % len(old) + b"trailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            % (old.rindex(b"xref\n0"), table))


def attached(data, filtered=b""):
    return pdf(drawn(b"see the attachment"), [b"<< /Type /EmbeddedFile /Length %d%s >>\nstream\n%s\nendstream" % (len(data), filtered, data)],
               b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 6 0 R >> >>] >> >>")


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


def xlsx(cells, shared=True):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    if shared:
        rows = "".join(f'<c t="s"><v>{i}</v></c>' for i in range(len(cells)))
    else:
        rows = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return zipped(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", f'<workbook xmlns="{main}"/>'),
                  ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData><row>{rows}</row></sheetData></worksheet>'),
                  ("xl/sharedStrings.xml", f'<sst xmlns="{main}">' + "".join(f"<si><t>{c}</t></si>" for c in cells if shared) + "</sst>"))


def docx(*runs):
    body = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r>" for run in runs)
    return zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", f"<w:document><w:body><w:p>{body}</w:p></w:body></w:document>"))


def eml(attachment, kind="application/zip"):
    return (b"From: a@example.com\r\nSubject: files\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            base64.encodebytes(attachment).replace(b"\n", b"\r\n") + b"--b--\r\n")


def percent(data):
    return b"".join(b"%%%02X" % c for c in data)


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


NOISE = bytes((i * 7919 >> 5) & 0xFF | 0x80 for i in range(3000))


def plants():
    """(what it is, the value, file name, its bytes, whether it takes pdftotext)"""
    mail, key, street = MAIL.encode(), KEY.encode(), STREET.encode()
    filler = b"A page of terms.\n" * 900
    yield from ((what, value, "note.txt", data, False) for what, value, data in (
        ("plain text", MAIL, b"ask " + mail + b" please"), ("capitals", MAIL, b"<" + mail.upper() + b">"),
        ("full width", MAIL, full_width(MAIL).encode()), ("spaces within", MAIL, b"stranger.plant @ example . net"),
        ("phone number without separators", PHONE, b"call 13812345678 now"), ("with others", PHONE, b"call 138 1234 5678 now"),
        ("full-width digits next to Chinese", PHONE, "手机１３８１２３４５６７８谢谢".encode()),
        ("with the code of the country", PHONE, b"0086 138 1234 5678"), ("a key without separators", KEY, b"plntunsd7q7q9x9x"),
        ("a key with spaces", KEY, b"PLNT UNSD 7Q7Q 9X9X"), ("an order number", ORDER, b"order CD300400555 of"),
        ("an address in UTF-8", STREET, street), ("in GB18030", STREET, "寄到 ".encode("gb18030") + STREET.encode("gb18030")),
        ("UTF-16 with a mark", MAIL, ("x " + MAIL).encode("utf-16")), ("UTF-16, big end first", KEY, KEY.encode("utf-16-be")),
        ("an address in UTF-16", STREET, ("寄到 " + STREET).encode("utf-16")),
        ("base64", MAIL, b"data: " + base64.b64encode(mail)), ("base64, shifted by one", MAIL, base64.b64encode(b"x " + mail)),
        ("base64, shifted by two", KEY, base64.b64encode(b" " + key + b" ")), ("base64 of UTF-16", MAIL, base64.b64encode(MAIL.encode("utf-16-le"))),
        ("base64 in lines", MAIL, base64.encodebytes(filler + mail + b"\n" + filler)), ("hex", MAIL, b"id=" + mail.hex().encode()),
        ("HEX", KEY, key.hex().upper().encode()), ("percent signs", MAIL, b"?q=" + percent(mail)),
        ("a link", MAIL, b"https://example.org/?mail=stranger.plant%40example.net&x=1"), ("percent signs twice", KEY, percent(percent(key))),
        ("quoted-printable", MAIL, b"stranger.plant=40example.net"), ("quoted-printable over lines", MAIL, b"stranger.pl=\r\nant=40example.net"),
        ("JSON escapes", MAIL, b'{"m":"stranger.plant\\u0040example.net"}'), ("at the end of a long text", MAIL, filler * 80 + mail)))
    yield from ((what, value, "page.html", b"<html><body>" + data + b"</body></html>", False) for what, value, data in (
        ("HTML", MAIL, b"<p>" + mail + b"</p>"), ("HTML entities", MAIL, b"stranger.plant&#64;example&#x2e;net"),
        ("cut by tags", MAIL, b"stranger.<b>plant</b>@<i>example</i>.net"),
        ("base64 in HTML", KEY, b'<img src="data:text/plain;base64,' + base64.b64encode(key) + b'">')))
    yield from ((what, value, "paper.pdf", data, late) for what, value, data, late in (
        ("a PDF stream, packed", MAIL, pdf(drawn(mail)), False), ("not packed", MAIL, pdf(drawn(mail), packed=False), False),
        ("kerned", MAIL, pdf(b"BT /F 12 Tf 72 700 Td [(stranger.) -20 (plant@ex) 15.5 (ample.net)] TJ ET"), False),
        ("a string of a PDF in UTF-16", MAIL, pdf(drawn(b"x"), catalogue=b"/Note <FEFF" + MAIL.encode("utf-16-be").hex().encode() + b">"), False),
        ("letter by letter", MAIL, pdf(letter_by_letter(mail)), True), ("an older revision", MAIL, saved_again(pdf(drawn(mail)), drawn(b"nothing")), False),
        ("an attachment of a PDF", KEY, attached(zlib.compress(key), b" /Filter /FlateDecode"), False),
        ("a zip in a PDF", MAIL, attached(zipped(("a.txt", mail))), False)))
    yield from ((what, value, "shot.png", data, False) for what, value, data in (
        ("PNG text", MAIL, png((b"tEXt", b"Software\0" + mail))), ("PNG text, packed", KEY, png((b"zTXt", b"Software\0\0" + zlib.compress(key)))),
        ("PNG text in UTF-8, packed", STREET, png((b"iTXt", b"Software\0\1\0\0\0" + zlib.compress(street))))))
    yield from ((what, value, "photo.jpg", data, False) for what, value, data in (
        ("EXIF", MAIL, jpeg(0xE1, exif([(0x010F, 2, len(mail) + 1, mail + b"\0")]))),
        ("XMP", KEY, jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + key + b"</x:xmpmeta>"))))
    yield "EXIF of WebP", MAIL, "photo.webp", webp(b"EXIF", exif([(0x010F, 2, len(mail) + 1, mail + b"\0")])[6:]), False
    yield "a zip member", MAIL, "pack.zip", zipped(("a/b.txt", mail)), False
    yield "the name of a zip member", KEY, "pack.zip", zipped((KEY + ".txt", "nothing")), False
    yield "a zip in a zip", MAIL, "pack.zip", zipped(("inner.zip", zipped(("x.txt", mail)))), False
    yield "a packed text in a zip", MAIL, "pack.zip", zipped(("x.txt.gz", gzip.compress(mail))), False
    yield "a PDF in a zip", KEY, "pack.zip", zipped(("x.pdf", pdf(drawn(key)))), False
    yield "a cell of a workbook", MAIL, "book.xlsx", xlsx(["a", MAIL]), False
    yield "a cell written in place", PHONE, "book.xlsx", xlsx(["138 1234 5678"], shared=False), False
    yield "a document cut into runs", MAIL, "letter.docx", docx("Dear stranger.", "plant@", "example.net"), False
    yield "a mail's attachment", MAIL, "mail.eml", eml(zipped(("a.txt", filler + mail), ("b.bin", NOISE), method=zipfile.ZIP_STORED)), False
    yield "a PDF in a mail", KEY, "mail.eml", eml(pdf(drawn(key) + b" % " + NOISE), "application/pdf"), False
    yield "amid binary data", MAIL, "data.bin", NOISE + mail + NOISE, False
    yield "UTF-16 amid binary data", KEY, "data.bin", NOISE + KEY.encode("utf-16-le") + NOISE, False


def clean(number):
    """Documents that come near a plant and hold none, other ones for each number."""
    near = [f"stranger.plant{number}@example.net", f"x{MAIL}", f"{MAIL}x", f"13812345679 {number}", f"913812345678{number}", "PLNT-UNSD-7Q7Q-9X9Z",
            "CD30040055", "CD3004005551", f"138{number:04}5678", "jane@example.com", "order AB100200", "+1 202 555 0147", "1 Main Street",
            f"2026-03-25 13:81:23 {number}", "1,3,8,1,2,3,4,5,6,7,8", STREET[:-3], f"{number:08}" * 3]
    text = "\n".join(near[(i + number) % len(near)] for i in range(len(near))).encode()
    kinds = [("note.txt", text), ("page.html", b"<html><body><p>" + text.replace(b"\n", b"</p><p>") + b"</p></body></html>"),
             ("paper.pdf", pdf(b"".join(b"BT /F 9 Tf 72 %d Td (%s) Tj ET " % (780 - 12 * i, line) for i, line in enumerate(text.split(b"\n"))))),
             ("drawing.pdf", pdf(b"138.1234 5678 m 13.812 345678 l 1381 2345678 re S " * 20)), ("shot.png", png()),
             ("shot2.png", png((b"tEXt", b"Software\0shot %d" % number))), ("photo.jpg", JPEG), ("pack.zip", zipped(("a.txt", text), ("b.bin", NOISE))),
             ("book.xlsx", xlsx([line.decode().replace("&", "") for line in text.split(b"\n")])), ("wide.txt", text.decode().encode("utf-16")),
             ("coded.txt", base64.encodebytes(text) + text.hex().encode()), ("data.bin", bytes((i * (number + 3) * 40503 >> 7) & 0xFF for i in range(9000)))]
    return [kinds[(number + i) % len(kinds)] for i in range(3)]


class Store:
    """A store with the case, copied for each try."""

    def __init__(self, scratch):
        self.scratch, self.tries = scratch, 0
        with open(os.path.join(scratch, "records.ndjson"), "w", encoding="utf-8") as f:
            f.write(RECORDS)
        run(["ingest", "--store", "base", "records.ndjson"], scratch)
        run(["case", "open", "--store", "base", "--platform", "paypal", "--order", "AB100200"], scratch)

    def bundle(self, files, out, path=None):
        self.tries += 1
        folder = os.path.join(self.scratch, f"try{self.tries}")
        os.mkdir(folder)
        shutil.copytree(os.path.join(self.scratch, "base"), os.path.join(folder, "store"))
        for name, data in files:
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data)
        run(["ingest", "--store", "store", "--from", "document", *(name for name, _ in files)], folder)
        listed = run(["show", "--store", "store", "--type", "document", "-f", "ndjson"], folder).stdout
        run(["case", "link", "--store", "store", "last", *(json.loads(line)["id"] for line in listed.splitlines())], folder)
        return run(["bundle", "--store", "store", "--case", "last", "-o", out], folder, None, path), folder


def run(args, cwd, ok=(0, 1), path=None):
    env = {"PATH": path or "/usr/bin:/bin", "HOME": cwd, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
           "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run([BINARY, *args], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if ok is not None and done.returncode not in ok:
        sys.exit(f"redress {' '.join(args)}: rc {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def leaks(store):
    problems, count = [], 0
    for what, value, name, data, late in plants():
        if late and not PDFTOTEXT:
            print(f"not tested, there is no pdftotext: {what}")
            continue
        out = "out" if count % 2 else "out.zip"
        done, folder = store.bundle([(name, data)], out)
        count += 1
        said = done.stdout + done.stderr
        if done.returncode != 3 or KINDS[value] not in done.stderr:
            problems.append(f"{what} ({name}): rc {done.returncode}: {said.strip()}")
        if "exhibit" not in done.stderr or "_document" not in done.stderr:
            problems.append(f"{what}: the file is not named: {done.stderr.strip()}")
        if value in said or value.lower() in said.lower():
            problems.append(f"{what}: the value is said")
        left = [name for name in os.listdir(folder) if name.startswith((out, ".redress"))]
        if left:
            problems.append(f"{what}: there is {left}")
        shutil.rmtree(folder)
    if count < 50:
        problems.append(f"only {count} plants")
    return problems, count


def passes(store, tries=200):
    problems, documents = [], 0
    for number in range(tries):
        files = clean(number)
        done, folder = store.bundle(files, "out" if number % 2 else "out.zip")
        documents += len(files)
        if done.returncode not in (0, 1) or not os.path.exists(done_path(done, folder)):
            problems.append(f"clean package {number} ({', '.join(name for name, _ in files)}): rc {done.returncode}: {done.stderr.strip()}")
        shutil.rmtree(folder)
    return problems, documents


def done_path(done, folder):
    return os.path.join(folder, done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "nothing")


def pictures(store):
    """A picture that tells a place goes in without it; one that tells nothing goes in as it is."""
    problems = []
    placed = jpeg(0xE1, gps())
    done, folder = store.bundle([("here.jpg", placed), ("plain.jpg", jpeg(0xE1, exif([(0x010F, 2, 5, b"Acme\0")])))], "out")
    index = open(os.path.join(folder, "out/data/index.csv"), encoding="utf-8").read()
    kept = [open(os.path.join(folder, "out/data", name), "rb").read() for name in sorted(os.listdir(folder + "/out/data")) if name.endswith(".jpg")]
    if len(kept) != 2 or sum(b"Acme" in data for data in kept) != 1 or any(b"\x88\x25" in data for data in kept):
        problems.append("pictures: the place stayed, or what is harmless did not")
    if "picture made anew without metadata: where it was taken" not in index or "[picture-metadata]" not in done.stderr:
        problems.append(f"pictures: not marked: {index}{done.stderr}")
    # What stands in a title or behind the end goes the same way.
    mail = MAIL.encode()
    for name, data in (("title.jpg", jpeg(0xE1, exif([(0x9C9B, 1, 2 * len(MAIL), MAIL.encode("utf-16-le"))]))), ("end.png", png() + b"\n" + mail)):
        done, folder = store.bundle([(name, data)], "out")
        left = [n for n in os.listdir(folder + "/out/data") if n.endswith(name[-4:]) and b"stranger" in
                open(os.path.join(folder, "out/data", n), "rb").read().replace(b"\0", b"")]
        if done.returncode not in (0, 1) or left:
            problems.append(f"pictures: {name}: rc {done.returncode}, {left}: {done.stderr}")
    broken, _ = store.bundle([("broken.png", png((b"tEXt", b"Comment\0x"))[:70])], "out")
    if "withheld: it is a picture that cannot be read" not in run(["bundle", "--store", "store", "--case", "last", "--check"], _, None).stdout:
        problems.append(f"pictures: a broken one is not withheld: {broken.stderr}")
    return problems


def warnings(store):
    """What a foreign PDF holds beside its pages is said; so is that pdftotext is not there."""
    problems = []
    covered = pdf(drawn(b"jane@example.com") + b" 0 g 60 690 300 30 re f")
    done, folder = store.bundle([("black.pdf", covered)], "out")
    if done.returncode != 1 or "[pdf-covered-text]" not in done.stderr or "page 1" not in done.stderr:
        problems.append(f"a box over words is not said: rc {done.returncode} {done.stderr}")
    tools = os.path.join(store.scratch, "tools")
    os.mkdir(tools)
    done, _ = store.bundle([("paper.pdf", pdf(drawn(b"fine")))], "out", path=tools)
    if "pdftotext is not installed" not in done.stderr:
        problems.append(f"that pdftotext is missing is not said: {done.stderr}")
    with sqlite3.connect(folder + "/store/redress.db") as db:
        told = [json.loads(row[0]) for row in db.execute("SELECT detail FROM journal WHERE action = 'bundle'")]
    if not told or told[-1].get("gate", {}).get("pdftotext") != PDFTOTEXT or not told[-1]["gate"]["values"]:
        problems.append(f"the journal does not say what was searched: {told}")
    return problems


def main():
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(scratch)
        problems, found = leaks(store)
        more, documents = passes(store)
        problems += more + pictures(store) + warnings(store)
    for problem in problems:
        print(problem)
    print(f"{found} planted leaks, 200 clean packages of {documents} documents, {len(problems)} problems")
    return bool(problems)


sys.exit(main())
