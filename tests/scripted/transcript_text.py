#!/usr/bin/env python3
"""transcript_text.py BINARY SOURCEDIR: the PDF of a chat of 2,000 messages (Chinese, English, Arabic, emoji, long and short) read back with
pdftotext: every message id, every time and every run of digits must be found in it, every CJK run of the text too, and no glyph may be
missing. Twins (.txt, .ndjson) hold every message as well."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

BINARY, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
if not shutil.which("pdftotext"):
    print("skipped: pdftotext (poppler-utils) is not installed")
    sys.exit(77)
MESSAGES = 2000
home = tempfile.mkdtemp()
ENV = {"PATH": "/usr/bin:/bin", "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
       "SOURCE_DATE_EPOCH": "1700000000"}
ENV.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
problems = []

SAYINGS = [
    "你好，订单 {n} 的卡密还没有收到，金额是 {m} 元",
    "Order {n} was sent at {m}, please look into your spam folder 📦",
    "لم يصل الطلب رقم {n} بعد، المبلغ {m} دولار",
    "😀👍🏽🇨🇳 {n}",
    "退款 {m}。谢谢！Thanks 🙏 رقم {n}",
    "a long line, " * 30 + "{n} and " + "很长的一行，" * 30 + "{m}",
]
digits = []
with open(home + "/chat.txt", "w", encoding="utf-8") as file:
    for i in range(MESSAGES):
        n, m = 100000007 + i * 7919, f"{i % 900 + 10}.{i % 100:02}"
        digits.append((str(n), m if "{m}" in SAYINGS[i % len(SAYINGS)] else None))
        when = f"[{1 + i // 1440:02}.03.26, {i // 60 % 24:02}:{i % 60:02}:{i * 7 % 60:02}]"
        file.write(f"{when} {('Ana', 'Shop')[i % 2]}: {SAYINGS[i % len(SAYINGS)].format(n=n, m=m)}\n")

made = subprocess.run([BINARY, "bundle", "--platform", "paypal", "--order", "1001", "--tz", "Asia/Shanghai", "--seller", "Shop",
                       "chat.txt", "-o", "out"], cwd=home, env=ENV, capture_output=True, timeout=600)
if made.returncode not in (0, 1) or not os.path.exists(home + "/out/data/0001_exhibit-A_messages.ndjson"):
    print(made.stdout.decode(), made.stderr.decode()[:2000], os.listdir(home + "/out/data"))
    sys.exit(1)
if b"no font has" in made.stderr:
    problems.append("glyphs are missing: " + made.stderr.decode()[:500])
data = home + "/out/data/0001_exhibit-A_"
records = [json.loads(line) for line in open(data + "messages.ndjson", encoding="utf-8")]
if len(records) != MESSAGES:
    problems.append(f"{len(records)} records")
pages = subprocess.run(["pdftotext", "-layout", data + "transcript.pdf", "-"], capture_output=True, check=True).stdout.decode("utf-8")
plain = subprocess.run(["pdftotext", "-raw", data + "transcript.pdf", "-"], capture_output=True, check=True).stdout.decode("utf-8")
text = open(data + "transcript.txt", encoding="utf-8").read()
words = set(re.findall(r"[0-9][0-9.]*[0-9]|[0-9]", pages + plain))
squeezed = re.sub(r"\s+", "", plain)
counts = {"ids": 0, "times": 0, "digits": 0, "cjk": 0}


def look(kind, wanted, where, what):
    counts[kind] += 1
    if wanted not in where:
        problems.append(f"{what}: no {kind} '{wanted}'")


for i, record in enumerate(records):
    shown = record["local"][11:16]  # in the zone of the package, which is the chat's
    look("ids", record["id"], pages, i)
    look("times", shown, pages, i)
    for number in digits[i]:
        if number:
            look("digits", number, words, i)
    for run in re.findall(r"[\u4e00-\u9fff]+", record["text"]):
        look("cjk", run, squeezed, i)
    if record["id"] not in text or digits[i][0] not in text:
        problems.append(f"{i}: not in the .txt")
headers = re.findall(r"C-0001, .*paypal.*Asia/Shanghai", pages)
numbers = re.findall(r"page (\d+) of (\d+)", pages)
running = re.findall(r"RDR-\d{6}", pages)
sheets = len(pages.split("\f")) - 1
if not (len(headers) >= sheets and len(numbers) == sheets == int(numbers[0][1]) and len(set(running)) >= sheets):
    problems.append(f"{sheets} pages, {len(headers)} headers, {len(numbers)} page counts, {len(set(running))} running numbers")
if min(running) != "RDR-000001" or len(set(running)) != sheets:
    problems.append(f"running numbers from {min(running)} to {max(running)} on {sheets} pages")
for problem in problems[:30]:
    print(problem)
print(f"{MESSAGES} messages on {sheets} pages: {counts} looked for, {len(problems)} problems")
shutil.rmtree(home)
sys.exit(1 if problems or min(counts.values()) < MESSAGES / 3 else 0)
