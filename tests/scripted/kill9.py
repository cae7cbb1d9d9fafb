#!/usr/bin/env python3
"""kill -9 (and a torn write, EIO, ENOSPC) at points of an ingest: the store holds all of the file or none, and the same
command completes it. Points are calls that change files, spread over the whole run."""
import os, shutil, sys, tempfile

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress, chat, write

binary = os.path.abspath(sys.argv[1])
shim = os.path.join(os.path.dirname(binary), "tests", "libfault_shim.so")
if "libasan" in os.popen("ldd '%s' 2>/dev/null" % binary).read() or not os.path.exists(shim):
    print("skipped 4 x 50 fault points: the shim cannot be preloaded into this build")
    sys.exit(77)

base = tempfile.mkdtemp()
seed = Redress(binary, base)
write(base + "/first.txt", chat(50, seed=5))
write(base + "/chat.txt", chat(800, start=9000))
seed.run("ingest", "--thread", "Jane", "--tz", "UTC", base + "/first.txt")
want_before = {r["id"] for r in seed.records()}
assert len(want_before) == 50


def copy():
    folder = tempfile.mkdtemp()
    shutil.copytree(base, folder, dirs_exist_ok=True)
    return Redress(binary, folder)


def ingest(redress, **env):
    env = {"FAULT_" + k.upper(): str(v) for k, v in env.items()}
    return redress.run("ingest", "--thread", "Jane", "--tz", "UTC", redress.folder + "/chat.txt", ok=None,
                       env=dict(env, LD_PRELOAD=shim, FAULT_PREFIX=redress.folder + "/data"))


whole = copy()
count = whole.folder + "/count"
assert ingest(whole, count=count).returncode == 0
total = int(open(count).read())
want_after = {r["id"] for r in whole.records()}
assert len(want_after) == 850, len(want_after)
if total < 60:
    raise SystemExit("only %d calls to fail at: the shim does not see the writes" % total)

runs = none = everything = 0
for action in ("kill", "half", "eio", "enospc"):
    for i in range(50 if action == "kill" else 15):
        point = 1 + i * (total - 1) // (49 if action == "kill" else 14)
        redress = copy()
        p = ingest(redress, at=point, action=action)
        if action in ("kill", "half"):
            assert p.returncode == -9, (action, point, p.returncode)
        else:
            assert p.returncode in (0, 3), (action, point, p.returncode, p.stderr)
        got = {r["id"] for r in redress.records()}
        if got == want_before: none += 1
        elif got == want_after: everything += 1
        else: raise SystemExit("%s at call %d of %d: %d records, neither none nor all" % (action, point, total, len(got)))
        if p.returncode == 0 and got != want_after: raise SystemExit("%s at %d: said done, stored nothing" % (action, point))
        redress.run("ingest", "--thread", "Jane", "--tz", "UTC", redress.folder + "/chat.txt")
        assert {r["id"] for r in redress.records()} == want_after, (action, point)
        assert redress.run("store", "verify", ok=None).returncode == 0, (action, point)
        shutil.rmtree(redress.folder)
        runs += 1
if none == 0: raise SystemExit("no fault hit before the commit: nothing was tested")
print("%d faults at up to %d of %d calls: %d left none, %d left all, every one completed by the same command" % (runs, 50, total, none, everything))
