#!/usr/bin/env python3
"""SARIF 2.1.0: the keys the standard requires, and what it says of their values."""
import json, os, re, subprocess, sys, tempfile

binary, source = sys.argv[1], sys.argv[2]
env = dict(os.environ, REDRESS_SHARE=source + "/share", HOME=tempfile.mkdtemp())
text = "请您冷静。\nYou should have read the listing.\n<!-- redress-disable-next-line harsh -- quoted -->\n爱买不买。\n"
with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/答 复.md", "w", encoding="utf-8") as f:
        f.write(text)
    p = subprocess.run([binary, "lint", "答 复.md", "-f", "sarif"], cwd=folder, env=env, capture_output=True)
    assert p.returncode == 1, (p.returncode, p.stderr)
    log = json.loads(p.stdout)

assert log["version"] == "2.1.0" and log["$schema"].startswith("https://"), "3.13"
assert len(log["runs"]) == 1
run = log["runs"][0]
driver = run["tool"]["driver"]
assert driver["name"] == "redress" and re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"]), "3.19"
assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints"), "3.14.17"
ids = [rule["id"] for rule in driver["rules"]]
assert len(ids) == len(set(ids)), "3.19.23: rules are unique"
for rule in driver["rules"]:
    assert rule["shortDescription"]["text"], "3.49.9"
    assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error"), "3.50.3"
assert len(run["results"]) == 3, run["results"]
for result in run["results"]:
    assert result["message"]["text"], "3.27.11"
    assert result["level"] in ("none", "note", "warning", "error"), "3.27.10"
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"], "3.27.6"
    place = result["locations"][0]["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"]), "3.4.3: a URI reference"
    region = place["region"]
    line = text.split("\n")[region["startLine"] - 1]
    shown = line[region["startColumn"] - 1:region["endColumn"] - 1]
    assert shown == region["snippet"]["text"], ("3.30: columns from 1, end behind the last", shown, region)
    assert result["partialFingerprints"], "3.27.17"
    for s in result["suppressions"]:
        assert s["kind"] in ("inSource", "external"), "3.35.2"
assert len({json.dumps(r["partialFingerprints"]) for r in run["results"]}) == 3
marked = [r for r in run["results"] if r["suppressions"]]
assert len(marked) == 1 and marked[0]["suppressions"][0]["justification"] == "quoted"
print("3 results,", len(ids), "rules")
