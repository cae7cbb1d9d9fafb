#!/usr/bin/env python3
"""redact_labels.py BINARY SOURCEDIR: the labelled strings of tests/redact/make.py through `redress redact`. A value counts as
found if the line no longer holds it and has a token of its kind; a token that stands for no label counts against precision. Prints
both by type, and fails below the figures of ../shared/EVIDENCE.md 3.5."""
import collections
import os
import re
import subprocess
import sys
import tempfile

binary, source = os.path.abspath(sys.argv[1]), sys.argv[2]
sys.path.insert(0, os.path.join(source, "tests", "redact"))
import make  # noqa: E402

TOKENS = {"mobile": "PHONE", "landline": "PHONE", "phone": "PHONE", "email": "EMAIL", "bank_card": "CARD", "resident_id": "ID", "hkid": "ID",
          "company_code": "COMPANY", "spanish_id": "ID", "us_tax_id": "ID", "iban": "IBAN", "tron_address": "WALLET", "bitcoin_address": "WALLET",
          "evm_address": "WALLET", "ip": "IP", "mac": "MAC", "wechat": "ACCOUNT", "qq": "ACCOUNT", "travel_document": "ID", "secret": "SECRET",
          "card_key": "KEY", "name": "NAME"}
CHECKED = {"bank_card", "resident_id", "hkid", "company_code", "spanish_id", "us_tax_id", "iban", "tron_address", "bitcoin_address"}
TOKEN = re.compile(r"\[([A-Z]+)-\d+\]")


def redact(lines):
    with tempfile.TemporaryDirectory() as home:
        env = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        run = subprocess.run([binary, "redact", "--text", "-q", "-"], input="\n".join(lines) + "\n", capture_output=True, text=True, env=env)
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\n")[:-1]


samples = make.strings()
assert len(samples) >= 2000, len(samples)
lines = [text for _, text, _ in samples]
assert not any("\n" in line for line in lines)
out = redact(lines)
assert len(out) == len(lines), (len(out), len(lines))



def judge(out):
    """Counts by type and by token, what was missed and what was taken out falsely, and the figures that are too low."""
    total, found, right, wrong = (collections.Counter() for _ in range(4))
    missed, false, faults = [], [], []
    for (_, text, labels), after in zip(samples, out):
        tokens = collections.Counter(TOKEN.findall(after))
        for kind, written in labels:
            token = TOKENS[kind.split(",")[0]]
            total[kind] += 1
            if written not in after and tokens[token]:
                tokens[token] -= 1
                found[kind] += 1
                right[token] += 1
            else:
                missed.append((kind, text, after))
        for token, count in tokens.items():
            if count > 0:
                wrong[token] += count
                false.append((token, text, after))
        if not labels and after != text and not TOKEN.search(after):
            faults.append(f"changed without a token: {text!r} -> {after!r}")
    for kind in total:
        least = 0.99 if kind in CHECKED else 0.95
        if found[kind] / total[kind] < least:
            faults.append(f"recall of {kind} is {found[kind] / total[kind]:.4f}, wanted {least}")
    for token in set(right) | set(wrong):
        share = right[token] / (right[token] + wrong[token])
        if share < 0.95:
            faults.append(f"precision of {token} is {share:.4f}, wanted 0.95")
    return total, found, right, wrong, missed, false, faults


# The judge itself: a filter that does nothing, and one that takes out every number, must not pass.
idle, greedy = judge(lines)[-1], judge([re.sub(r"[0-9][0-9 .-]*", "[PHONE-1]", line) for line in lines])[-1]
assert any("recall of mobile is 0.0000" in fault for fault in idle), idle
assert any("precision of PHONE" in fault for fault in greedy), greedy

total, found, right, wrong, missed, false, faults = judge(out)
if os.environ.get("SHOW"):
    for row in missed:
        print("missed", *row, sep="\t")
    for row in false:
        print("false", *row, sep="\t")
print(f"{len(samples)} strings, {sum(not labels for _, _, labels in samples)} without anything personal")
print(f"{'type':24} {'n':>5} {'recall':>7}")
for kind in sorted(total):
    print(f"{kind:24} {total[kind]:5} {found[kind] / total[kind]:7.4f}")
print(f"{'token':24} {'n':>5} {'precision':>9}")
for token in sorted(set(right) | set(wrong)):
    print(f"{token:24} {right[token] + wrong[token]:5} {right[token] / (right[token] + wrong[token]):9.4f}")
if faults:
    sys.exit("\n".join(faults))
