"""Shared by the store tests: chats to export, and a store to look into. Not a test itself."""
import json, os, random, subprocess

WORDS = ["ok", "ok", "ok", "好的", "在吗", "where is my parcel?", "已发货", "退款了吗", "It arrived broken 😢", "one\ntwo\n\nthree", "ok"]


def chat(lines, seed=1, start=0):
    """A WhatsApp export with runs of equal messages in one minute, some lines out of order."""
    rng = random.Random(seed)
    minute, out = start, []
    for _ in range(lines):
        minute += rng.choice([0, 0, 0, 1, 1, 7])
        stamp = "%02d/%02d/26, %02d:%02d" % (13 + minute // 1440 % 15, 3 + minute // 21600, minute // 60 % 24, minute % 60)
        out.append("%s - %s: %s" % (stamp, rng.choice(["Shop", "Jane"]), rng.choice(WORDS)))
    for i in range(7, lines - 8, 41):
        out[i], out[i + 1] = out[i + 1], out[i]
    return out


class Redress:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.env = dict(os.environ, HOME=folder, TZ="UTC", LC_ALL="C.UTF-8", XDG_DATA_HOME=folder + "/data")

    def run(self, *args, env=None, ok=(0, 1)):
        p = subprocess.run([self.binary, *args], capture_output=True, env=dict(self.env, **(env or {})))
        if ok is not None and p.returncode not in ok:
            raise SystemExit("redress %s: exit %s\n%s" % (" ".join(args), p.returncode, p.stderr.decode()))
        return p

    def records(self, *filters):
        p = self.run("show", "-f", "ndjson", "--allow-empty", *filters)
        return [json.loads(line) for line in p.stdout.decode().splitlines()]


def write(path, lines):
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write("".join(line + "\n" for line in lines))
