#!/usr/bin/env python3
"""show --match finds Chinese words of one, two and three characters, before the index is filled, after, and half filled."""
import os, sys, tempfile

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress, write

redress = Redress(os.path.abspath(sys.argv[1]), tempfile.mkdtemp())
texts = ["请问什么时候退款呢", "已经申请退款申请了", "退", "Refund please, the frame is broken", "款项退回", "It's refunded", "系统显示已发货 INV-1041", "謝謝，請退款"]
write(redress.folder + "/a.txt", ["13/03/26, 10:%02d - Jane: %s" % (i, t) for i, t in enumerate(texts)])
write(redress.folder + "/b.txt", ["14/03/26, 10:00 - Jane: 退款退款 again"])
want = {  # counted by hand
    "退": 5, "退款": 3, "退款呢": 1, "退款申请": 1, "发货": 1, "refund": 1, "refund*": 2, "inv 1041": 1, "谢谢": 1, "没有": 0,
}


def look(stage, extra):
    for query, n in want.items():
        got = [r["text"] for r in redress.records("--match", query)]
        more = extra if query in ("退", "退款") else 0
        if len(got) != n + more:
            raise SystemExit("%s: --match %s found %r, not %d" % (stage, query, got, n + more))


redress.run("ingest", "--thread", "J", "--tz", "UTC", redress.folder + "/a.txt")
look("no index", 0)
redress.run("store", "index")
look("indexed", 0)
redress.run("ingest", "--thread", "J", "--tz", "UTC", redress.folder + "/b.txt")
look("half indexed", 1)
redress.run("store", "index")
look("indexed again", 1)
assert redress.run("store", "verify").returncode == 0
print("%d searches agree at four stages" % (4 * len(want)))
