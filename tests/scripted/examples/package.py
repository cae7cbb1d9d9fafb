"""package.py STRANGERS PLATFORM PACKAGE: what belongs to other customers is in no byte of the package, what is the case's own is."""
import os
import subprocess
import sys

strangers, platform, package = sys.argv[1:]
own, others = [], []
for line in open(strangers, encoding="utf-8"):
    if line.startswith(platform + "\t"):
        _, whose, words = line.rstrip("\n").split("\t")
        (own if whose == "own" else others).extend(words.split("|"))
texts = {}
for folder, _, names in os.walk(package):
    for name in names:
        data = open(os.path.join(folder, name), "rb").read()
        if name.endswith(".pdf"):
            data += subprocess.run(["pdftotext", "-layout", os.path.join(folder, name), "-"], capture_output=True, check=True).stdout
        texts[name] = data
faults = []
for word in own + others:
    held = [n for n, data in texts.items() if word.encode() in data or word.encode("gb18030") in data]
    if (word in own) != bool(held):
        faults.append(f"'{word}' is in {held or 'no file'}")
if not own or not others:
    faults.append("nothing to look for")
print("\n".join(faults), file=sys.stderr)
sys.exit(bool(faults))
