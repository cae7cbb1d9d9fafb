#!/usr/bin/python3
"""lint_reports.py BINARY SOURCEDIR: the reports of lint as others read them: SARIF through Debian's object model of the standard,
Checkstyle and JUnit through xmllint with schemas (tests/schema) and junitparser, GitHub's commands undone as its runner does. Names,
texts and messages are as ugly as they come, and every format must tell the same findings as the JSON. Debian's python."""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

BINARY, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
skipped = []

RULES = """
[[rule]]
id = 'harsh'
category = 'harsh'
kinds = ['reply']
severity = 'error'
patterns = ['滚', 'idiot%']
message = { en = "insults: <b>\\"you\\"</b> & 'them' ]]> 100%", zh = '骂人 <&>' }
suggestion = { en = "leave it out\\nor a::b%0A", zh = '删掉' }
why = { en = 'it costs', zh = '要赔钱' }
source = 'https://example.com/?a=1&b=<2>'
seen = '2026-11-25'
good = ['~~~ ``` <b>']
bad = ['idiot ]]>']

[[rule]]
id = 'soon'
category = 'no-eta'
kinds = ['reply', 'appeal']
patterns = ['尽快', 'soon']
message = { en = 'names no time', zh = '没有时间' }
good = ['today']
bad = ['soon']

[[rule]]
id = 'hm'
category = 'perfunctory'
kinds = ['reply']
severity = 'note'
patterns = ['hm']
message = { en = 'says nothing', zh = '空话' }
good = ['yes']
bad = ['hm']
"""
FILES = {
    "a b&c<d>\"'.md": "😀😀 滚 \x01\x1b[31m idiot ]]> soon\ncafe\u0301 尽快\n\thm 👨\u200d👩\u200d👧 soon\n",
    "模板/答复%20,x:y.txt": "<!-- redress-disable-next-line harsh -- quoted \"so\" -->\nidiots\n𠀀尽快\u202e 处理\n",
    "clean.md": "Sent today.\n",
    "notes.md": "hm\n",
    "comments.md": "<!-- redress-disable-next-line hm -- because -->\nfine\n",
    "many.md": "soon 😀\n" * 3000,
    "records.jsonl": "".join(json.dumps({"schema": "redress/1", "type": "message", "id": f"m_{i:024}", "role": "seller",
                                         "text": f"line one\n😀 soon {i}"}, ensure_ascii=False) + "\n" for i in range(3)),
}


def lint(folder, form, *more):
    env = dict(os.environ, REDRESS_SHARE=str(ROOT / "share"), HOME=str(folder), LC_ALL="C.UTF-8")
    out = folder / f"out.{form}"
    done = subprocess.run([BINARY, "lint", "--rules", "rules.toml", "-f", form, "-o", out, *more, "--", *FILES, "missing.md"], cwd=folder,
                          env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 3 and out.exists(), (form, done.returncode, done.stderr)  # missing.md
    return out


def utf16(line, begin, end=None):
    return len(line[begin:end].encode("utf-16-le")) // 2


# The object model of the standard: which class an attribute of another holds.
HOLDS = {"SarifLog.runs": "Run", "Run.tool": "Tool", "Tool.driver": "ToolComponent", "ToolComponent.rules": "ReportingDescriptor",
         "ReportingDescriptor.shortDescription": "MultiformatMessageString", "ReportingDescriptor.help": "MultiformatMessageString",
         "ReportingDescriptor.fullDescription": "MultiformatMessageString",
         "ReportingDescriptor.defaultConfiguration": "ReportingConfiguration", "Run.results": "Result", "Result.message": "Message",
         "Result.locations": "Location", "Location.physicalLocation": "PhysicalLocation", "Location.logicalLocations": "LogicalLocation",
         "PhysicalLocation.artifactLocation": "ArtifactLocation", "PhysicalLocation.region": "Region", "Region.snippet": "ArtifactContent",
         "Result.suppressions": "Suppression", "Run.artifacts": "Artifact", "Artifact.location": "ArtifactLocation",
         "Run.invocations": "Invocation", "Invocation.toolExecutionNotifications": "Notification", "Notification.message": "Message",
         "Notification.locations": "Location", "Notification.associatedRule": "ReportingDescriptorReference"}


def modelled(name, value, om, attr):
    """Every key is one of the class, every required one is there, and the class takes them."""
    cls = getattr(om, name)
    fields = {a.metadata["schema_property_name"]: a for a in attr.fields(cls)}
    given = {}
    for key, part in value.items():
        if key == "$schema":
            key = "$schema"
        assert key in fields, f"{name} has no {key}"
        inner = HOLDS.get(f"{name}.{key}")
        if inner and isinstance(part, list):
            part = [modelled(inner, p, om, attr) for p in part]
        elif inner:
            part = modelled(inner, part, om, attr)
        else:
            assert not isinstance(part, dict) or key in ("properties", "partialFingerprints"), f"{name}.{key} is not looked into"
        given[fields[key].name] = part
    return cls(**given)  # TypeError where a required one is missing


def sarif(path, wanted):
    log = json.loads(path.read_text(encoding="utf-8"))
    try:
        import attr
        import sarif_om
        modelled("SarifLog", log, sarif_om, attr)
    except ImportError:
        skipped.append("1 object model of SARIF, python3-sarif-python-om is absent")
    assert log["version"] == "2.1.0" and log["$schema"].startswith("https://"), "3.13"
    run, = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "redress" and re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"]), "3.19"
    assert run["columnKind"] == "utf16CodeUnits", "3.14.17"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids[:3] == ["harsh", "soon", "hm"] and len(set(ids)) == len(ids), "3.19.23: all rules, each once"
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"], "3.49"
        assert rule["help"]["text"] or rule["id"] not in ids[:3], "3.49.13"
        assert "helpUri" not in rule and rule["defaultConfiguration"]["level"] in ("note", "warning", "error"), "3.50.3"
    fence = re.search(r"^(~{3,})text$", driver["rules"][0]["help"]["markdown"].split("good")[1], re.M).group(1)
    assert len(fence) > 3, "an example closes its fence"
    found = []
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"], "3.27.6"
        place = result["locations"][0]["physicalLocation"]
        where, region = place["artifactLocation"], place["region"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", where["uri"]), "3.4.3: a URI reference"
        name = unquote(where["uri"])
        assert run["artifacts"][where["index"]]["location"]["uri"] == where["uri"], "3.4.5"
        line = FILES[name].split("\n")[region["startLine"] - 1]
        if "startColumn" in region:
            units = line.encode("utf-16-le")
            shown = units[2 * region["startColumn"] - 2:2 * region["endColumn"] - 2].decode("utf-16-le")
            assert shown == region["snippet"]["text"], ("3.30: UTF-16 from 1, end behind the last", shown, region)
            column = len(units[:2 * region["startColumn"] - 2].decode("utf-16-le")) + 1
        else:
            assert name == "records.jsonl" and result["properties"]["match"] == "soon"
            column = None
        found.append((name, region["startLine"], column, result["ruleId"], result["level"], bool(result["suppressions"])))
        for s in result["suppressions"]:
            assert s == {"kind": "inSource", "justification": 'quoted "so"'}, "3.35"
    assert found == wanted, (found[:8], wanted[:8])
    prints = [json.dumps(r["partialFingerprints"]) for r in run["results"]]
    assert len(set(prints)) == len(prints), "3.27.17"
    invocation, = run["invocations"]
    assert invocation["executionSuccessful"] is False and invocation["exitCode"] == 3, "3.20.14"
    comment, note = sorted(invocation["toolExecutionNotifications"], key=lambda n: n["level"], reverse=True)
    assert comment["associatedRule"]["id"] == "unused-suppression" == ids[comment["associatedRule"]["index"]], "3.58.5"
    assert comment["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert "missing.md" in note["message"]["text"] and note["level"] == "error", "3.58"
    return len(found)


def xmllint(path, kind, schema):
    try:
        done = subprocess.run(["xmllint", "--noout", kind, ROOT / "tests/schema" / schema, path], capture_output=True, text=True)
    except FileNotFoundError:
        skipped.append(f"1 schema, {schema}: xmllint is absent")
        return
    assert done.returncode == 0, done.stderr[-2000:]


def checkstyle(path, wanted):
    xmllint(path, "--relaxng", "checkstyle.rng")
    levels = {"info": "note", "warning": "warning", "error": "error"}
    found, remarks = [], 0
    root = ElementTree.parse(path).getroot()
    assert [f.get("name") for f in root] == [*FILES, "missing.md"]
    for file in root:
        for e in file:
            if e.get("source") == "redress.unreadable":
                assert file.get("name") == "missing.md"
                continue
            if e.get("source") == "redress.unused-suppression":
                remarks += 1
                assert (file.get("name"), e.get("line"), e.get("severity")) == ("comments.md", "1", "warning")
                continue
            column = e.get("column") and int(e.get("column"))
            found.append((file.get("name"), int(e.get("line")), column, e.get("source").removeprefix("redress."), levels[e.get("severity")],
                          False))
    assert found == [f for f in wanted if not f[5]] and remarks == 1, found[:8]
    assert """insults: <b>"you"</b> & 'them' ]]> 100%; leave it out\nor a::b%0A""" in {e.get("message") for e in root.iter("error")}


def junit(path, wanted):
    xmllint(path, "--schema", "junit.xsd")
    try:
        import junitparser
    except ImportError:
        skipped.append("1 reader of JUnit, python3-junitparser is absent")
        return
    report = junitparser.JUnitXml.fromfile(str(path))
    suite, = report
    cases = {case.name: case for case in suite}
    assert list(cases) == [*FILES, "missing.md"] and suite.tests == report.tests == len(cases)
    failing = {f[0] for f in wanted if f[4] != "note" and not f[5]} | {"comments.md"}
    assert suite.failures == len(failing) and suite.errors == 1
    for name, case in cases.items():
        outcome = [type(r).__name__ for r in case.result]
        assert outcome == (["Failure"] if name in failing else ["Error"] if name == "missing.md" else []), (name, outcome)
        said = (case.result[0].text or "" if case.result else "") + (case.system_out or "")
        told = re.findall(r"^" + re.escape(name) + r":(\d+):\d+: (\w+): .*?\[([a-z]+)\]", said, re.M | re.S)
        assert sorted(told) == sorted((str(f[1]), f[4], f[3]) for f in wanted if f[0] == name and not f[5]), (name, told[:5])
    assert {p.name: p.value for p in suite.properties()}["fail_on"] == "warning"


def github(path, wanted):
    def undo(text, property_):
        if property_:
            text = text.replace("%3A", ":").replace("%2C", ",")
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")

    found = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        command, properties, message = re.fullmatch(r"::(notice|warning|error) ([^:]*)::(.*)", line).groups()
        of = {k: undo(v, True) for k, v in (p.split("=", 1) for p in properties.split(","))}
        if of["file"] == "missing.md":
            continue
        if of["title"] == "unused-suppression":
            assert (command, of["file"], of["line"]) == ("warning", "comments.md", "1")
            continue
        assert set(of) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        found.append((of["file"], int(of["line"]), "col" in of and int(of["col"]) or None, of["title"], command.replace("notice", "note"),
                      False))
        if of["title"] == "harsh":
            assert undo(message, False) == """insults: <b>"you"</b> & 'them' ]]> 100%\nleave it out\nor a::b%0A"""
    assert found == [f for f in wanted if not f[5]], found[:8]


def odd_names(folder):
    """A name that is no UTF-8, as a Chinese Windows leaves it: every report stays valid text, and SARIF has its bytes."""
    name = b"\xb4\xf0\xb8\xb4.md"
    (folder / os.fsdecode(name)).write_text("soon\n")
    env = dict(os.environ, REDRESS_SHARE=str(ROOT / "share"), HOME=str(folder), LC_ALL="C.UTF-8")
    for form in ("text", "json", "sarif", "github", "checkstyle", "junit", "training", "training-json"):
        done = subprocess.run([BINARY, "lint", "--rules", "rules.toml", "-f", form, name, b"not" + name], cwd=folder, env=env,
                              capture_output=True, check=False)
        assert done.returncode == 3, (form, done.stderr)
        text = done.stdout.decode("utf-8")
        if "json" in form or form == "sarif":
            json.loads(text)
        elif form in ("checkstyle", "junit"):
            ElementTree.fromstring(text)
        assert form != "sarif" or "%B4%F0%B8%B4.md" in text


def memory(folder):
    """200,000 findings in a file."""
    (folder / "much.md").write_text(("You hear from us soon, soon. " + "x" * 60 + "\n") * 100_000)
    env = dict(os.environ, REDRESS_SHARE=str(ROOT / "share"), HOME=str(folder), LC_ALL="C.UTF-8")
    used = {}
    for form in ("text", "json", "sarif", "checkstyle", "junit", "github", "training"):
        process = subprocess.Popen([BINARY, "lint", "--rules", "rules.toml", "--unit", "line", "-f", form, "-o", folder / "much.out",
                                    "much.md"], cwd=folder, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 1, form
        used[form] = usage.ru_maxrss // 1024
        if form == "github":
            assert (folder / "much.out").read_text().count("\n") == 200_000
    print("200,000 findings, MB of memory:", ", ".join(f"{form} {n}" for form, n in used.items()))
    assert b"__asan_init" in BINARY.read_bytes() or max(used.values()) < 150, used


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "rules.toml").write_text(RULES, encoding="utf-8")
        for name, text in FILES.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        report = json.loads(lint(folder, "json").read_text(encoding="utf-8"))
        # The JSON against the texts themselves; all else against the JSON.
        wanted = []
        for f in report["findings"] + report["suppressed"]:
            line = FILES[f["file"]].split("\n")[f["line"] - 1]
            if f["record"]:
                assert f["match"] == "soon" and f["column"] == 3, f
            else:
                assert line[f["column"] - 1:f["end_column"] - 1] == f["match"], f
            wanted.append((f["file"], f["line"], None if f["record"] else f["column"], f["rule"], f["severity"],
                           f["suppressed"] is not None))
        order = {name: i for i, name in enumerate(FILES)}
        wanted.sort(key=lambda f: (order[f[0]], f[1], f[2] or 0))
        by_hand = {"harsh": 3, "soon": 3000 + 4 + 3, "hm": 2}
        count = {rule: sum(f[3] == rule for f in wanted) for rule in by_hand}
        assert count == by_hand, count
        assert [(r["file"], r["line"], r["rule"]) for r in report["remarks"]] == [("comments.md", 1, "unused-suppression")]
        summary = report["summary"]
        assert (summary["errors"], summary["warnings"], summary["notes"], summary["suppressed"], summary["unreadable"]) == (
            2, by_hand["soon"], 2, 1, 1), summary
        told = sarif(lint(folder, "sarif"), wanted)
        checkstyle(lint(folder, "checkstyle"), wanted)
        junit(lint(folder, "junit"), wanted)
        github(lint(folder, "github"), wanted)
        for form in ("sarif", "checkstyle", "junit", "github", "training", "text"):
            lint(folder, form, "--lang", "zh")
        odd_names(folder)
        memory(folder)
    print(f"{told} findings alike in JSON, SARIF, Checkstyle, JUnit and GitHub's commands")
    for what in skipped:
        print("skipped:", what)


main()
