"""letter.py PACKAGE LETTER: each exhibit cited exists, and its text holds every time, number and quotation of the line that cites
it; a cited line of a transcript holds the time itself. Documents (pictures, PDFs) are only looked for."""
import csv
import glob
import os
import re
import subprocess
import sys

package, letter = sys.argv[1:]
index = list(csv.DictReader(open(package + "/data/index.csv", encoding="utf-8")))
labels = list(dict.fromkeys(row["exhibit"] for row in index))
CITE = re.compile(r"\[(?:Exhibit|Attachment|Picture|Prueba|Anexo|Adjunto|证据|附件|图)\s*([A-Z]+|\d+)(?:(?:,?\s*(?:lines?|líneas?)\s*|\s*第\s*)(\d+)\s*行?)?\]")
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?")
WORD = re.compile(r"[0-9A-Z][0-9A-Z.-]{5,}")


def text_of(label):
    out = ""
    for row in index:
        if row["exhibit"] != label:
            continue
        path = f"{package}/data/{row['file']}"
        if path.endswith(".txt"):
            out += open(path, encoding="utf-8", errors="replace").read()
        elif "_slice" in path:
            data = open(path, "rb").read()
            out += data.decode("utf-8", "replace") + data.decode("gb18030", "replace")
        elif "_document" in path and path.endswith(".pdf"):
            out += subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    return out


faults, cited, facts = [], set(), 0
for line in open(letter, encoding="utf-8"):
    citations = CITE.findall(line)
    if "[" in line and not citations:
        faults.append(f"a bracket that names no exhibit: {line.strip()}")
    if not citations:
        continue
    texts = ""
    for name, number in citations:
        label = name if name.isalpha() else (labels[int(name) - 1] if int(name) <= len(labels) else "?")
        if label not in labels:
            faults.append(f"no exhibit {name}: {line.strip()}")
            continue
        cited.add(label)
        text = text_of(label)
        if number:
            found = re.search(rf"^\[{number} [^\n]*(?:\n(?!\[\d+ ).*)*", text, re.M)
            if not found:
                faults.append(f"exhibit {name} has no line {number}")
                continue
            text = found.group(0)
        texts += text
    said = CITE.sub("", line)
    tokens = TIME.findall(said)
    rest = TIME.sub("", said)
    tokens += [w for w in WORD.findall(rest) if re.search(r"\d", w)]
    tokens += [" ".join(q.split()) for q in re.findall("[“\"]([^”\"]+)[”\"]", said)]
    texts += " ".join(texts.split())
    for token in tokens:
        facts += 1
        if texts and token not in texts:
            faults.append(f"'{token}' is not in what it cites: {line.strip()}")
if len(cited) < 2 or facts < 4:
    faults.append(f"only {len(cited)} exhibits and {facts} facts: hardly an appeal")
print("\n".join(faults), end="" if not faults else "\n")
sys.exit(bool(faults))
