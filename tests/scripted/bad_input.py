#!/usr/bin/env python3
"""bad_input.py BINARY SOURCEDIR: what people give by mistake or to do harm. Of each: the exit code, a diagnostic that names the place
and what to do, the other file of the same call read all the same, and memory within a cap (RLIMIT_AS would count mapped files, so the
peak of resident memory is asked). Prints what was tried."""
import io
import json
import os
import resource
import shutil
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
import zlib

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
home = tempfile.mkdtemp()
problems, tried = [], 0
SANITIZED = b"__asan_init" in open(BINARY, "rb").read()
CAP = 150 * 1024 * (4 if SANITIZED else 1)  # KiB
GOOD = "Order ID,Status,Total,Created at\nGOOD-1,paid,10.00,2026-03-01 10:00:00\n"
TELEGRAM_HEAD = '{"name":"Bob","type":"personal_chat","id":7,"messages":['
TELEGRAM = '{"id":%d,"type":"message","date":"2025-01-01T10:00:00","date_unixtime":"1735725600","from":"Bob","from_id":"user1","text":%s}'
CHAT = "[05.03.26, 09:03:07] Ana: hello\n[05.03.26, 09:04:07] Shop: here you are\n"


def expect(what, condition, detail=""):
    if not condition:
        problems.append(f"{what}: {detail}" if detail else what)


def where_nobody_may_go():
    """The program and its share folder copied there: the source folder may be one that only root enters."""
    place = tempfile.mkdtemp()
    os.chmod(place, 0o755)
    shutil.copy(BINARY, place)
    shutil.copytree(SOURCE + "/share", place + "/share")
    return place


def run(*arguments, stdin=b"", timeout=120, nobody=False, shell=None):
    """(exit code, stdout, stderr, peak of memory in KiB)"""
    env = {"PATH": "/usr/bin:/bin", "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
           "TMPDIR": home}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
    command = ["bash", "-c", shell] if shell else [BINARY, *arguments]
    if nobody:
        place = where_nobody_may_go()
        command[0], env["REDRESS_SHARE"] = place + "/" + os.path.basename(BINARY), place + "/share"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=home, env=env, stdin=subprocess.PIPE, stdout=out, stderr=err,
                                   preexec_fn=(lambda: os.setuid(65534)) if nobody else None)
        killer = threading.Timer(timeout, process.kill)
        killer.start()
        try:
            process.stdin.write(stdin)
            process.stdin.close()
        except BrokenPipeError:
            pass
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return process.returncode, out.read().decode("utf-8"), err.read().decode("utf-8", "replace"), usage.ru_maxrss


def put(name, content):
    path = os.path.join(home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def apart(make):
    """In a process of its own: the peak of memory of a child counts what its parent had used before."""
    child = os.fork()
    if child == 0:
        try:
            make()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def numbers(out):
    return [r["number"] for r in map(json.loads, out.splitlines()) if r["type"] == "order"]


def bad(what, name, codes, words, *options, timeout=120, cap=CAP):
    """Read with a good file after it: the exit code is one of codes, stderr has all words, and the good file is read."""
    global tried
    tried += 1
    code, out, err, peak = run("ingest", "--emit", "--tz", "UTC", *options, name, "good.csv", timeout=timeout)
    expect(what, code in codes, f"exit {code}, not {codes}; {err[-300:]!r}")
    for word in words:
        expect(what, word in err, f"no {word!r} in {err[-500:]!r}")
    expect(what, "GOOD-1" in numbers(out), "the good file of the same call was not read")
    expect(what, peak < cap, f"{peak} KiB of memory")
    expect(what, os.path.basename(name) in err, "the file is not named")
    return out, err


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, content in members:
            z.writestr(name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def encrypted(data):
    """Sets the flag of encryption in every header; the content is then not readable, whatever it is."""
    data = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        i = data.find(mark)
        while i >= 0:
            data[i + at] |= 1
            i = data.find(mark, i + 4)
    return bytes(data)


put("good.csv", GOOD)


def plain_files():
    put("empty.txt", "")
    bad("empty", "empty.txt", {3}, ["is empty", "export it again"])
    put("noise.txt", bytes(range(256)) * 40)
    bad("noise", "noise.txt", {3}, ["--from"])
    put("nul.txt", CHAT.encode() + b"[05.03.26, 09:05:07] Ana: a\0b\n" + b"\0" * 1000 + b"\n")
    bad("NUL bytes", "nul.txt", {0, 1, 3}, ["nul.txt"])
    put("broken.txt", CHAT.encode() + "[05.03.26, 09:05:07] Ana: 你好，请发货，谢谢，订单号码在这里 ".encode() + b"\xff\n")
    out, err = bad("invalid UTF-8", "broken.txt", {1}, ["broken.txt: warning: 1 bytes", "replaced"])
    expect("invalid UTF-8", "你好，请发货，谢谢，订单号码在这里" in out, "the good characters around were lost")
    put("orders.jpg", GOOD.replace("GOOD", "WRONG"))
    out, _ = bad("wrong extension", "orders.jpg", {0}, [])
    expect("wrong extension", "WRONG-1" in numbers(out), "a table called .jpg was not read")
    put("chat.csv", CHAT)
    out, _ = bad("wrong extension", "chat.csv", {0, 1}, [])
    expect("wrong extension", out.count('"type":"message"') == 2, "a chat called .csv was not read")


def write_long(name, before, after):
    with open(os.path.join(home, name), "w", encoding="utf-8") as file:
        file.write(before)
        for _ in range(200):
            file.write("x" * (1 << 20))
        file.write(after)


def long_lines():
    """200 MB without an end: refused, or left out and said, at the place where it begins; held in memory never."""
    for what, name, codes, words, before, after in (
            ("a line of 200 MB", "long.txt", {3}, ["line 3", "16 MiB"], CHAT + "[05.03.26, 09:05:07] Ana: ", "\n[05.03.26, 09:06:07] Ana: after\n"),
            ("a cell of 200 MB", "long.csv", {3}, ["line 3", "16 MiB"], GOOD.replace("GOOD", "LONG") + 'LONG-2,"', '",1,2026-03-01 10:00:00\n'),
            ("a JSON text of 200 MB", "result.json", {1}, ["element 2", "16 MiB"],
             TELEGRAM_HEAD + TELEGRAM % (1, '"one"') + "," + TELEGRAM % (2, '"'), "" ),
            ("200 MB of one line of nothing", "noise.bin", {3}, ["--from"], "", "")):
        if name == "result.json":
            before = before.rstrip("}") 
            after = '"},' + TELEGRAM % (3, '"three"') + "]}"
        write_long(name, before, after)
        # The bytes of an element are looked at in the mapped file, so they count once.
        out, _ = bad(what, name, codes, words, cap=CAP + (200 << 10 if name == "result.json" else 0))
        if name == "result.json":
            texts = [json.loads(line).get("text") for line in out.splitlines()]
            expect(what, "one" in texts and "three" in texts, f"its neighbours were lost: {texts}")
        os.remove(os.path.join(home, name))


def deep_json():
    deep = "[" * 100000 + "]" * 100000
    put("deep.json", deep)
    bad("JSON 100,000 deep", "deep.json", {3}, [])
    put("result.json", TELEGRAM_HEAD + ",".join(TELEGRAM % m for m in ((1, '"one"'), (2, deep), (3, '"three"'))) + "]}")
    out, err = bad("deep JSON within a message", "result.json", {1}, ["result.json"])
    texts = [json.loads(line).get("text") for line in out.splitlines()]
    expect("deep JSON within a message", "one" in texts and "three" in texts, f"its neighbours were lost: {texts}")
    put("deep.ndjson", '{"schema":"redress/1","type":"message","text":"one"}\n{"schema":"redress/1","type":"message","text":"x","extra":%s}\n'
        '{"schema":"redress/1","type":"message","text":"three"}\n' % deep)
    out, err = bad("deep JSON within a record", "deep.ndjson", {1}, ["deep.ndjson:2"])
    expect("deep JSON within a record", out.count('"type":"message"') == 2, "its neighbours were lost")


def workbook(parts):
    base = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'}
    base.update(parts)
    return zipped(list(base.items()))


def xml():
    secret = put("secret.txt", "SECRET-OF-THE-MACHINE")
    for what, doctype, use in (
            ("an entity", '<!DOCTYPE x [<!ENTITY e "boom">]>', "&e;"),
            ("an external entity", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', "&e;"),
            ("a billion laughs", "<!DOCTYPE x [<!ENTITY a0 \"ha\">" + "".join(
                f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 12)) + "]>", "&a11;")):
        cell = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{use}</t></is></c></row>'
        head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Order ID</t></is></c></row>'
        put("book.xlsx", workbook({"xl/worksheets/sheet1.xml": '<?xml version="1.0"?>' + doctype +
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + head + cell +
            "</sheetData></worksheet>"}))
        out, err = bad("workbook with " + what, "book.xlsx", {1, 3}, ["book.xlsx"])
        expect("workbook with " + what, "SECRET" not in out + err and "boom" not in out, "the entity was put in")
    put("mail.html", f'<!DOCTYPE html [<!ENTITY e SYSTEM "file://{secret}">]><html><body>&e;</body></html>')
    out, err = bad("HTML with an external entity", "mail.html", {0, 1, 3}, [])
    expect("HTML with an external entity", "SECRET" not in out + err)


def kinds_not_read():
    put("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "Workbook".encode("utf-16-le") + b"\0" * 500)
    bad("an old .xls", "old.xls", {3}, ["old .xls kind", ".xlsx"])
    put("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500)
    bad("a workbook with a password", "locked.xlsx", {3}, ["locked with a password", "remove its password"])
    put("a.rar", b"Rar!\x1a\x07\x01\x00" + b"x" * 100)
    bad("rar", "a.rar", {3}, ["packed archive", "rar", "unpack it"])
    put("a.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 100)
    bad("7z", "a.7z", {3}, ["packed archive", "7z", "unpack it"])
    put("photo.heic", struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"x" * 100)
    out, _ = bad("HEIC", "photo.heic", {0}, ["HEIC", "JPEG"])
    expect("HEIC", '"image/heic"' in out, "it is not kept")


def zips():
    order = lambda n: GOOD.replace("GOOD", n)
    put("locked.zip", encrypted(zipped([("a.csv", order("A")), ("b.csv", order("B"))])))
    bad("a zip with a password", "locked.zip", {3}, ["locked with a password", "7-Zip"])
    half = zipped([("a.csv", order("A"))])
    put("cut.zip", half[:-30])
    bad("a zip cut short", "cut.zip", {3}, ["cut.zip", "export it again"])
    data = bytearray(zipped([("a.csv", order("A")), ("b.csv", order("B") + "\n" * 50)]))
    at = data.find(b"b.csv") + 10
    data[at] ^= 0x55
    put("damaged.zip", bytes(data))
    out, _ = bad("a zip with a damaged member", "damaged.zip", {1}, ["damaged.zip:b.csv", "cannot be read"])
    expect("a zip with a damaged member", "A-1" in numbers(out), "the other member was not read")
    legacy = bytearray(zipped([("AAAAAAAA.csv", order("A"))]))
    put("legacy.zip", bytes(legacy).replace(b"AAAAAAAA", "订单列表".encode("gbk")))
    out, _ = bad("a zip of an old Windows", "legacy.zip", {0}, [])
    expect("a zip of an old Windows", "legacy.zip:订单列表.csv" in out, "its name is not read as GBK")
    put("unicode.zip", zipped([("订单列表.csv", order("A"))]))
    out, _ = bad("a zip with names in Unicode", "unicode.zip", {0}, [])
    expect("a zip with names in Unicode", "unicode.zip:订单列表.csv" in out, "its name is lost")
    outside = os.path.join(home, "canary")
    put("names.zip", zipped([("../../canary/up.csv", order("A")), ("/tmp/redress-canary.csv", order("B")),
                             ("..\\..\\back.csv", order("C")), ("C:\\drive.csv", order("D"))]))
    out, _ = bad("a zip whose names lead outside", "names.zip", {0}, [])
    expect("a zip whose names lead outside", {"A-1", "B-1", "C-1", "D-1"} <= set(numbers(out)), "not all members were read")
    expect("a zip whose names lead outside", not os.path.exists(outside) and not os.path.exists("/tmp/redress-canary.csv"),
           "something was written")
    expect("a zip whose names lead outside", "names.zip:../" not in out and "names.zip:/" not in out, "a source has such a name")
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    put("link.zip", zipped([(link, "/etc/passwd"), ("a.csv", order("A"))]))
    out, _ = bad("a zip with a link", "link.zip", {1}, ["links or devices", "link.csv"])
    expect("a zip with a link", "root:" not in out and "A-1" in numbers(out))
    import warnings
    warnings.simplefilter("ignore")
    put("twice.zip", zipped([("a.csv", order("A")), ("a.csv", order("B"))]))
    out, _ = bad("a zip with a name twice", "twice.zip", {0}, [])
    expect("a zip with a name twice", {"A-1", "B-1"} <= set(numbers(out)), "one of the two is lost")
    nested = zipped([("a.csv", order("DEEP"))])
    put("once.zip", zipped([("inner.zip", nested), ("b.csv", order("TOP"))]))
    out, _ = bad("a zip in a zip", "once.zip", {0}, [])
    expect("a zip in a zip", {"DEEP-1", "TOP-1"} <= set(numbers(out)), "not both were read")
    for _ in range(3):
        nested = zipped([("inner.zip", nested)])
    put("deep.zip", zipped([("inner.zip", nested), ("b.csv", order("TOP"))]))
    out, _ = bad("zips five deep", "deep.zip", {1}, ["too deep", "unpack them"])
    expect("zips five deep", "TOP-1" in numbers(out), "what stands beside was not read")


def bombs():
    def make():
        zeros = zipped([("zeros.txt", b"0" * (200 << 20))])
        put("bomb.zip", zeros)
        put("bombs.zip", zipped([(f"{i}.zip", zeros) for i in range(20)]))
        raw = zlib.compressobj(9, zlib.DEFLATED, 31)
        put("bomb.csv.gz", b"".join(raw.compress(b"0" * (1 << 20)) for _ in range(200)) + raw.flush())

    apart(make)
    bad("200 MB of zeros", "bomb.zip", {3}, ["times its size", "unpack it"])
    bad("a bomb in a zip", "bombs.zip", {3}, ["times its size"])
    bad("a bomb in gzip", "bomb.csv.gz", {3}, ["times its size"])
    # Overlapping entries (Fifield): many names for the same packed bytes.
    one = zipped([("a", b"0" * (1 << 20))])
    local, central = one[:one.find(b"PK\x01\x02")], one[one.find(b"PK\x01\x02"):one.find(b"PK\x05\x06")]
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 500, 500, len(central) * 500, len(local), 0)
    put("overlap.zip", local + central * 500 + end)
    bad("500 names for the same bytes", "overlap.zip", {3}, ["overlap.zip"])


def as_many_files_as_may_be():
    """And one more."""
    most = 5_000 if SANITIZED else 100_000  # under the sanitizers each takes twenty times as long, and is remembered
    for count, codes, words in ((most, {0, 1}, []), (100_001, {3}, ["more than 100000", "unpack it"])):
        rows = ((f"{i:06}.csv", GOOD.replace("GOOD-1", f"M-{i}")) for i in range(count))
        apart(lambda: put("many.zip", zipped(rows, zipfile.ZIP_STORED)))
        out, _ = bad(f"a zip of {count} files", "many.zip", codes, words, timeout=600, cap=2 * CAP)
        if count == most:
            expect(f"a zip of {count} files", len(set(numbers(out))) == count + 1, f"{len(set(numbers(out)))} orders")


def special_files():
    os.mkfifo(os.path.join(home, "pipe"))
    bad("a FIFO", "pipe", {3}, ["not a regular file", "pipe it in"], timeout=20)
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.path.join(home, "sock"))
    bad("a socket", "sock", {3}, ["not a regular file"], timeout=20)
    for device in ("/dev/zero", "/dev/null"):
        bad("the device " + device, device, {3}, ["not a regular file"], timeout=20)
    bad("a file that is not there", "nowhere.txt", {3}, ["nowhere.txt"])
    path = put("closed.csv", GOOD)
    os.chmod(path, 0)
    os.chmod(home, 0o755)
    code, _, err, _ = run("ingest", "--emit", "closed.csv", "good.csv", nobody=os.getuid() == 0)
    expect("an unreadable file", code == 3 and "closed.csv" in err and "who may read it" in err, err)
    os.remove(path)
    for what, shell in (("stdin", f"cat good.csv | {BINARY} ingest --emit -"), ("a pipe as /dev/stdin", f"cat good.csv | {BINARY} ingest --emit /dev/stdin"),
                        ("process substitution", f"{BINARY} ingest --emit <(sleep 0.3; cat good.csv)")):
        code, out, err, _ = run(shell=shell, timeout=20)
        expect(what, code == 0 and numbers(out) == ["GOOD-1"], f"{code} {err}")
    global tried
    tried += 4


def cut_anywhere():
    """Cut at every byte: never a crash, and of a text that is read, each whole message stays."""
    global tried
    sample = {"chat.txt": CHAT.encode(), "a.zip": zipped([("a.csv", GOOD), ("b.txt", CHAT)])}
    for name, data in sample.items():
        for at in range(0, len(data), 1 if len(data) < 400 else 7):
            tried += 1
            put(name, data[:at])
            code, out, err, _ = run("ingest", "--count", "-f", "json", "--tz", "UTC", name, timeout=20)
            expect(f"{name} cut at {at}", code in (0, 1, 3), f"exit {code}: {err[-200:]}")
            if code in (0, 1):
                f = json.loads(out)["files"][0]
                expect(f"{name} cut at {at}", f["total"] == f["parsed"] + f["continued"] + f["system"] + f["blank"] + f["rejected"])
            else:
                expect(f"{name} cut at {at}", name in err)


try:  # the largest outputs last: the peak of memory of a child counts what we had used before
    plain_files()
    special_files()
    long_lines()
    deep_json()
    xml()
    kinds_not_read()
    zips()
    cut_anywhere()
    bombs()
    as_many_files_as_may_be()
finally:
    shutil.rmtree(home, ignore_errors=True)
for problem in problems:
    print("bad input:", problem)
print(f"{tried} bad inputs, {len(problems)} problems")
sys.exit(1 if problems else 0)
