"""What `redress lint` says of labelled texts, held against their labels: the tests of wording share this."""
import csv, json, os, subprocess, tempfile


def read(*names):
    rows = []
    for name in names:
        with open(name, encoding="utf-8", newline="") as f:
            rows += csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def score(binary, source, rows):
    """F1 by category (with the number of texts of it), and the clean texts in which something was found, at warning and above."""
    stream = "".join(json.dumps({"schema": "redress/1", "type": "message", "id": r["id"], "role": "seller", "kind": r["kind"],
                                 "text": r["text"]}, ensure_ascii=False) + "\n" for r in rows)
    env = dict(os.environ, REDRESS_SHARE=source + "/share", HOME=tempfile.mkdtemp())
    p = subprocess.run([binary, "lint", "-", "-f", "json"], input=stream.encode(), capture_output=True, env=env)
    assert p.returncode == 1, (p.returncode, p.stderr)
    found = {}
    for f in json.loads(p.stdout)["findings"]:
        if f["severity"] != "note":
            found.setdefault(f["record"], set()).add(f["category"])
    counts, alarms = {}, []
    for r in rows:
        want = set() if r["expected"] == "-" else set(r["expected"].split(","))
        got = found.get(r["id"], set())
        if not want and got:
            alarms.append((r["id"], sorted(got)))
        for c in want | got:
            t = counts.setdefault(c, [0, 0, 0])
            t[0] += 2 * (c in want and c in got)
            t[1] += (c in want) + (c in got)
            t[2] += c in want
    return {c: (a / b, n) for c, (a, b, n) in counts.items()}, alarms
