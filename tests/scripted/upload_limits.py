#!/usr/bin/env python3
"""upload_limits.py BINARY SOURCEDIR: `bundle --for` at the limits of every platform: over it is refused with exit status 3, the
figure and the cure; after the cure it is accepted, and what was made is within the limit. Nothing is ever cut off: what was left
out is named. Pictures and PDF files are made here, of sizes nobody's shop has in its examples."""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

binary, source = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
checks = 0
faults = []


def check(what, ok, seen=""):
    global checks
    checks += 1
    if not ok:
        faults.append(f"{what}\n{seen}")


REASON = {"taobao": "quality", "card-key": "not_received", "aliexpress": "notReceived", "okx-c2c": "payer_name_mismatch",
          "paypal": "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED"}


class Case:
    """A shop with one case; each has a store and a configuration of its own."""

    def __init__(self, root, platform, order="1001", via=None, lang="zh"):
        self.root, self.platform, self.via = Path(root), platform, via
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.root), "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1",
                    "REDRESS_SHARE": str(source / "share"), "REDRESS_STORE": str(self.root / "store"),
                    "SOURCE_DATE_EPOCH": "1700000000"}
        self.lang, self.order = lang, order
        self.run("shop", "add", "main", "--platform", platform, "--tz", "Asia/Shanghai", "--lang", lang, "--seller", "小店")
        self.write("orders.csv", f"order,title,amount,currency,status,placed\n{order},杯子,59.00,CNY,completed,2026-03-01 10:00:00\n")
        self.run("ingest", "--platform", platform, "orders.csv", ok=(0, 1))
        words = ["case", "open", "--platform", platform, "--order", order, "--reason", REASON[platform], "--amount", "59.00",
                 "--currency", "CNY"]
        if via:
            words += ["--via", via]
        self.id = self.run(*words, ok=(0, 1)).stdout.strip()

    def write(self, name, content):
        path = self.root / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *words, ok=(0,)):
        done = subprocess.run([binary, *words], cwd=self.root, env=self.env, capture_output=True, text=True)
        if done.returncode not in ok:
            raise SystemExit(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def chat(self, messages, extra=""):
        lines = []
        for i in range(messages):
            who = "小店" if i % 2 else "buyer7"
            lines.append(f"{who} (2026-03-{1 + i // 600:02} {8 + i // 60 % 10:02}:{i % 60:02}:{i % 50:02}):\n"
                         f"订单 {self.order} 第 {i} 条：您好，付款后五分钟内自动发货，请在订单页查看。{extra}\n")
        self.write("chat.txt", "\n".join(lines))
        self.run("ingest", "--platform", self.platform, "--thread", "buyer7", "chat.txt", ok=(0, 1))
        self.run("case", "link", self.id, ok=(0, 1))
        for line in self.run("show", "--type", "message", "-f", "ndjson").stdout.splitlines():
            self.last = json.loads(line)["id"]

    def document(self, name, content, *words):
        self.write(name, content)
        self.run("ingest", name, ok=(0, 1))
        self.run("case", "link", self.id, name, *words, ok=(0, 1))

    def make(self, *words, out="up"):
        shutil.rmtree(self.root / out, ignore_errors=True)
        taker = self.via or self.platform
        return subprocess.run([binary, "bundle", "--case", self.id, "--for", taker, "--lang", "en", "--incomplete", "-f", "json",
                               "-o", out, *words], cwd=self.root, env=self.env, capture_output=True, text=True)

    def refused(self, what, figures, cure, *words):
        done = self.make(*words)
        check(f"{self.platform}: {what}: refused", done.returncode == 3, f"rc {done.returncode}\n{done.stderr}")
        for figure in figures:
            check(f"{self.platform}: {what}: says {figure}", re.search(figure, done.stderr), done.stderr)
        check(f"{self.platform}: {what}: says what helps: {cure}", re.search(cure, done.stderr), done.stderr)
        check(f"{self.platform}: {what}: nothing is there", not (self.root / "up").exists())

    def accepted(self, what, *words):
        done = self.make(*words)
        check(f"{self.platform}: {what}: accepted", done.returncode in (0, 1), f"rc {done.returncode}\n{done.stderr}")
        if done.returncode not in (0, 1):
            return None
        made = json.loads(done.stdout)
        made["rc"], made["err"], made["dir"] = done.returncode, done.stderr, self.root / "up"
        looked = self.run("bundle", "--check", str(self.root / "up"), "--for", self.via or self.platform, ok=(0, 1))
        check(f"{self.platform}: {what}: passes its own check", looked.returncode == 0, looked.stdout + looked.stderr)
        return made

    def overlay(self, text):
        folder = self.root / ".config/redress/platforms"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.via and 'alipay-complaint' or self.platform}.toml").write_text(text)


def png(width, height):
    """A picture of noise: nothing makes it small but fewer pixels."""
    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    # Filed away without compression, so that its size is known.
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"tEXt", b"Comment\0taken at home") + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def pdf(pages, bytes_each):
    """A PDF of so many pages, each with so much in it that nothing compresses."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (3 + 2 * i) for i in range(pages)))]
    for i in range(pages):
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents %d 0 R>>" % (4 + 2 * i))
        filler = os.urandom(bytes_each)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(filler), filler))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def sizes(made):
    return {f["file"]: (made["dir"] / f["file"]).stat().st_size for f in made["files"]}


def size_of(path):
    data = path.read_bytes()
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def taobao(root):
    case = Case(root, "taobao")
    case.chat(120)
    case.refused("400 bytes of text", [r"\b5\d\d bytes", r"takes 400 "], r"--drop|--set|shorten", "--set", "remark=" + "好" * 110)
    case.accepted("less text", "--set", "remark=" + "好" * 30)
    case.document("photo.png", png(1100, 900), "--as", "shipping_photos")
    made = case.accepted("a large photograph made smaller")
    if made:
        check("taobao: 500 KB a picture", all(n <= 512000 for n in sizes(made).values()), sizes(made))
        photo = [f["file"] for f in made["files"] if any(e["exhibit"] == "3" for e in f["exhibits"])]
        check("taobao: the photograph is there", len(photo) == 1, made["files"])
        data = (made["dir"] / photo[0]).read_bytes()
        check("taobao: nothing of its metadata", b"taken at home" not in data and b"Exif" not in data)
    # A screenshot nine telephones high, of noise, cannot be legible in 500 KB.
    case.document("huge.png", png(1080, 9000))
    case.refused("a picture nobody could read in 500 KB", [r"\d{6,} bytes", "512000"], r"--leave-out 4")
    made = case.accepted("without it", "--leave-out", "4")
    check("taobao: asked for, so nothing to look at", made and not [x for x in made["left_out"] if x["exhibit"] != "4"], made)


def wechat(root):
    case = Case(root, "card-key", via="wechatpay")
    case.chat(150)
    made = case.accepted("a long conversation in four pictures")
    if made:
        check("wechat: four pictures of 2 MB", len(made["files"]) <= 4 and all(n <= 2097152 for n in sizes(made).values()), made)
        left = [x for x in made["left_out"] if x["exhibit"] == "1"]
        check("wechat: pages left out are named", left and left[0]["pages"] and made["rc"] == 1 and "left out: 1" in made["err"],
              made["left_out"])
    # What the answer cites goes in: the last message stands on the last page.
    made = case.accepted("the page the answer cites", "--set", "remark=见 [图1 第150行]")
    if made:
        lines = [e["lines"] for f in made["files"] for e in f["exhibits"] if e["exhibit"] == "1"]
        check("wechat: it has line 150", any(x.endswith("-150") for x in lines), lines)
    for i in range(4):
        case.document(f"shot{i}.png", png(300, 200 + i))
    case.refused("five that have to go in", [r"\b5 files", r"takes 4\b"], "--leave-out", "--must", "3", "--must", "4", "--must", "5",
                 "--must", "6", "--must", "2", "--leave-out", "1")
    made = case.accepted("four", "--must", "3", "--must", "4", "--must", "5", "--must", "6", "--leave-out", "1", "--leave-out", "2")
    check("wechat: those four", made and len(made["files"]) == 4 and made["rc"] == 1 - (made["rc"] == 0), made)
    case.refused("200 characters", [r"\b2\d\d characters|\b3\d\d characters", "takes 200"], "--drop|--set", "--leave-out", "1",
                 "--set", "remark=" + "好" * 220)


def alipay(root):
    case = Case(root, "card-key", via="alipay")
    case.chat(4)
    case.refused("200 characters", [r"\d{3} characters", "takes 200"], "--drop|--set", "--set", "remark=" + "好" * 220)
    case.accepted("fewer", "--set", "remark=好")
    case.document("log.pdf", pdf(2, 1000))
    made = case.accepted("a PDF where pictures are taken")
    check("alipay: its pages as pictures", made and sum(f["file"].endswith(".png") for f in made["files"]) == len(made["files"]) and
          len([f for f in made["files"] if any(e["exhibit"] == "3" for e in f["exhibits"])]) == 2, made and made["files"])


def card_key(root):
    case = Case(root, "card-key")
    case.chat(4)
    for i in range(9):
        case.document(f"shot{i}.png", png(300, 200 + i))
    made = case.accepted("more than eight pictures")
    check("card-key: eight, the rest named", made and len(made["files"]) == 8 and made["left_out"] and made["rc"] == 1, made)
    musts = [w for label in "CDEFGHIJ" for w in ("--must", label)]  # and the order, which the reason demands
    case.refused("nine that have to go in", [r"\b9 files", r"takes 8\b"], "--leave-out", *musts)
    case.accepted("eight of them", *musts[:-2])


def aliexpress(root):
    case = Case(root, "aliexpress")
    case.chat(4)
    case.refused("512 characters", [r"\d{3} characters", "takes 512"], "--drop|--set", "--set", "remark=" + "x" * 520)
    case.accepted("fewer", "--set", "remark=x")
    case.document("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(5000))
    made = case.accepted("a film where pictures are taken")
    check("aliexpress: named as left out", made and [x for x in made["left_out"] if x["exhibit"] == "3" and "mp4" in x["why"]], made)
    case.refused("a film that has to go in", ["mp4"], "--leave-out 3", "--must", "3")


def okx(root):
    case = Case(root, "okx-c2c")
    case.chat(4)
    case.document("call.mp3", b"ID3\3\0\0\0\0\0\0" + bytes(3000))
    case.refused("a type that is not taken", ["mp3"], "--leave-out 3", "--must", "3")
    made = case.accepted("without it", "--leave-out", "3")
    check("okx: done", made and made["rc"] in (0, 1), made)
    case.document("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(5000))
    made = case.accepted("a film is taken", "--leave-out", "3")
    check("okx: as it is", made and any(f["file"].endswith(".mp4") and f["bytes"] == 5012 for f in made["files"]), made)


def paypal(root):
    case = Case(root, "paypal", lang="en")
    case.chat(4)
    case.refused("2000 characters", [r"\b2\d{3} characters", "takes 2000"], "--drop|--set", "--set", "remark=" + "x" * 2000)
    made = case.accepted("fewer", "--set", "remark=x")
    check("paypal: says that it is the only time", made and "only while the case waits" in made["err"] and made["once"], made and made["err"])
    case.document("scan.pdf", pdf(5, 4 << 20))  # 20 MB: over 10 MB, in parts of two pages
    made = case.accepted("a scan of 20 MB in parts")
    if made:
        parts = [f for f in made["files"] if any(e["exhibit"] == "C" for e in f["exhibits"])]
        check("paypal: three parts, all five pages", len(parts) == 3 and sum(f["pages"] for f in parts) == 5, parts)
        check("paypal: under 10 MB each, 50 MB together", all(n < 10485760 for n in sizes(made).values()) and
              sum(sizes(made).values()) <= 52428800, sizes(made))
        check("paypal: names it takes", all(re.match(r"^[A-Za-z0-9-_,\s]+[.]{1}[A-Za-z]+$", n) for n in sizes(made)), sizes(made))
    case.document("page.pdf", pdf(1, 11 << 20))
    case.refused("one page over 10 MB", [r"\b11\d{6} bytes", "10485759"], "--leave-out D")
    case.accepted("without it", "--leave-out", "D")


def nobody_knows(root, platform, via):
    """No limit is known: one of the seller's own profile holds."""
    case = Case(root, "card-key", via=via)
    case.chat(4)
    folder = case.root / ".config/redress/platforms"
    folder.mkdir(parents=True)
    (folder / f"{platform}.toml").write_text('[files]\nextensions = ["png"]\nmax_files = 1\nmax_file_bytes = 20000\nsource = "its page"\n')
    case.refused("a page in 20000 bytes", [r"\b\d{5,} bytes", "20000"], "--leave-out")
    (folder / f"{platform}.toml").write_text('[files]\nextensions = ["png"]\nmax_files = 1\nmax_file_bytes = 2000000\nsource = "its page"\n')
    case.refused("two where one is taken", [r"\b2 files", r"takes 1\b"], "--leave-out", "--must", "1", "--must", "2")
    made = case.accepted("one", "--must", "1", "--leave-out", "2")
    check(f"{platform}: one file", made and len(made["files"]) == 1, made)


def merged(root):
    """More PDF files than are taken are put together."""
    case = Case(root, "paypal", lang="en")
    case.chat(4)
    for i in range(3):
        case.document(f"scan{i}.pdf", pdf(1 + i, 1000))
    folder = case.root / ".config/redress/platforms"
    folder.mkdir(parents=True)
    (folder / "paypal.toml").write_text('[files]\nmax_files = 2\nsource = "its page"\n')
    made = case.accepted("five PDF files in two")
    if not made:
        return
    check("merged: two files, nothing left out", len(made["files"]) == 2 and not made["left_out"], made)
    check("merged: all pages", sum(f["pages"] for f in made["files"]) == 2 + 1 + 2 + 3, made["files"])
    for f in made["files"]:
        text = subprocess.run(["pdfinfo", made["dir"] / f["file"]], capture_output=True, text=True).stdout
        check(f"merged: {f['file']} has its pages", re.search(rf"^Pages:\s+{f['pages']}$", text, re.M), text)
    first = {n: (made["dir"] / n).read_bytes() for n in sizes(made)}
    made = case.accepted("again")
    check("merged: the same bytes", made and first == {n: (made["dir"] / n).read_bytes() for n in sizes(made)})


def own_letter(root):
    """An answer written by hand: its citations are called as the files are, and what is not there is not cited."""
    case = Case(root, "paypal", lang="en")
    case.chat(4)
    case.write("letter.md", "The buyer wrote first [Exhibit A, line 1], of this order [Exhibit B].\n")
    made = case.accepted("a letter of one's own", "--letter", "letter.md")
    if made:
        text = (made["dir"] / made["texts"][0]["file"]).read_text()
        check("letter: as the files are called", text == "The buyer wrote first [Exhibit A (A-transcript.pdf), line 1], "
              "of this order [Exhibit B (B-order-record.pdf)].\n", text)
    done = case.make("--letter", "letter.md", "--leave-out", "B")
    check("letter: what it cites cannot stay out", done.returncode == 2 and "--leave-out B" in done.stderr, done.stderr)
    case.write("letter.md", "As shown [Exhibit Q].\n")
    case.refused("a citation of what there is not", ["exhibit Q"], "--must Q|take it out", "--letter", "letter.md")
    case.write("letter.md", "x" * 2001)
    case.refused("a letter of 2001 characters", [r"\b2001 characters", "takes 2000"], "shorten 'letter.md'", "--letter", "letter.md")
    case.write("letter.md", "x" * 2000)
    case.accepted("one of 2000", "--letter", "letter.md")


def on_the_spot(root):
    """Files named on the command line, and no store."""
    env = {"PATH": os.environ["PATH"], "HOME": str(root), "LC_ALL": "C.UTF-8", "REDRESS_SHARE": str(source / "share"),
           "SOURCE_DATE_EPOCH": "1700000000"}
    words = [binary, "bundle", "--platform", "paypal", "--order", "INV-1041", "--reason", "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
             "--seller", "Northwind Prints", "--tz", "Asia/Shanghai", "--for", "paypal", "--set",
             "amount=64.00 USD", "-f", "json", "-o", "up", str(source / "share/examples/paypal")]
    for turn in ("first", "second"):  # the second finds the same folder and leaves it
        done = subprocess.run(words, cwd=root, env=env, capture_output=True, text=True)
        check(f"on the spot, {turn}: a folder", done.returncode in (0, 1) and len(list((root / "up").iterdir())) > 4,
              f"rc {done.returncode} {done.stderr}")


def foreign_folder(root):
    case = Case(root, "paypal", lang="en")
    case.chat(4)
    (case.root / "mine").mkdir()
    case.write("mine/notes.txt", "mine")
    done = subprocess.run([binary, "bundle", "--case", case.id, "--for", "paypal", "--incomplete", "-o", "mine"], cwd=case.root,
                          env=case.env, capture_output=True, text=True)
    check("a folder of somebody else is left alone", done.returncode == 3 and "--force" in done.stderr and
          (case.root / "mine/notes.txt").read_text() == "mine", done.stderr)
    for words, hint in ((("--for", "taobao"), "paypal"), (("--for", "paypa"), "paypal"), (("--must", "A"), "--for"),
                        (("--for", "paypal", "--zip"), "package"), (("--for", "paypal", "--must", "Z"), "A")):
        done = subprocess.run([binary, "bundle", "--case", case.id, "--incomplete", *words], cwd=case.root, env=case.env,
                              capture_output=True, text=True)
        check(f"{words}: a wrong command line", done.returncode == 2 and hint in done.stderr, f"{done.returncode} {done.stderr}")


with tempfile.TemporaryDirectory() as top:
    tests = [taobao, wechat, alipay, card_key, aliexpress, okx, paypal, merged, own_letter, on_the_spot, foreign_folder,
             lambda root: nobody_knows(root, "epay", "epay"), lambda root: nobody_knows(root, "card-shop-hosted", "hosted")]
    wanted = sys.argv[3:]
    for number, test in enumerate(tests):
        if wanted and test.__name__ not in wanted:
            continue
        folder = Path(top) / str(number)
        folder.mkdir()
        test(folder)
print(f"{checks} checks, {len(faults)} faults")
print("\n".join(faults))
sys.exit(1 if faults else 0)
