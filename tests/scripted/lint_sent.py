#!/usr/bin/env python3
"""lint_sent.py BINARY SOURCEDIR: redress lint --sent over a real store: who said what in which conversation, refusals said again
and again, answers that cut a buyer short; private notes and buyers' words stay out."""
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "faults"))
from chat import Redress

scratch = tempfile.TemporaryDirectory()
TOP = Path(scratch.name).resolve()
os.environ["REDRESS_SHARE"] = os.path.join(os.path.realpath(sys.argv[2]), "share")
# Rules of our own, so that no shipped rule decides what is found.
RULES = TOP / "rules.toml"
RULES.write_text("""[[rule]]
id = 'soon'
category = 'no-eta'
kinds = ['reply']
lang = 'any'
patterns = ['(soon|尽快)']
message = { en = 'no time', zh = '没有时间' }
good = ['x']
bad = ['soon']
[[rule]]
id = 'door'
category = 'stonewall'
kinds = ['reply']
lang = 'any'
patterns = ['(already shipped|sent long ago)']
message = { en = 'closed', zh = '推脱' }
good = ['x']
bad = ['already shipped']
[[rule]]
id = 'chat'
category = 'off-platform'
kinds = ['reply']
lang = 'any'
patterns = ['telegram']
message = { en = 'moved', zh = '引流' }
good = ['x']
bad = ['telegram']
""", encoding="utf-8")
checks = 0


def expect(what, got, want):
    global checks
    checks += 1
    if got != want:
        raise SystemExit(f"{what}:\n got {got!r}\nwant {want!r}")


def holds(what, text, words):
    global checks
    checks += 1
    if words not in text:
        raise SystemExit(f"{what}: {words!r} is not in {text!r}")


def lint(*words, redress=None):
    done = (redress or shop).run("lint", "--rules", str(RULES), *words, ok=None)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def found(*words):
    code, out, err = lint("--sent", "-f", "json", *words)
    if code > 1:
        raise SystemExit(f"lint --sent {words}: exit {code}: {err}")
    return [(f["file"], f["where"][11:19], f["person"], f["rule"], f["match"]) for f in json.loads(out)["findings"]]


def chat(name, *lines):
    """A WhatsApp export of an iPhone: times to the second."""
    path = TOP / f"WhatsApp Chat - {name}.txt"
    path.write_text("".join(f"[{day:02}/03/2026, {clock}] {who}: {text}\n" for day, clock, who, text in lines), encoding="utf-8")
    return str(path)


home = TOP / "home"
home.mkdir()
shop = Redress(sys.argv[1], str(home))
code, out, err = lint("--sent")
expect("no store", (code, out), (3, ""))
ANA = chat("Ana",
           (13, "10:00:00", "Ana", "hello"), (13, "10:00:05", "Ana", "my parcel"), (13, "10:00:09", "Lin", "We answer soon."),
           (13, "10:00:15", "Ana", "is broken, soon it will be in the bin"),  # the buyer's "soon" is none of our business
           (13, "11:00:00", "Lin", "Sorry, we cannot refund order 123!"), (13, "12:00:00", "Ana", "SECRET please"),
           (13, "12:10:00", "Wei", "sorry: we cannot refund order 456"), (13, "12:20:00", "Ana", "but"),
           (13, "13:00:00", "Wei", "Hi. Sorry, we CANNOT refund order 789. Have a nice day"),
           (14, "10:00:00", "Lin", "already shipped"), (14, "10:01:00", "Ana", "no"), (14, "10:02:00", "Lin", "It was sent long ago"),
           (14, "10:03:00", "Lin", "already shipped, thank you"), (14, "10:04:00", "Lin", "thank you"), (14, "10:05:00", "Lin", "thank you"),
           (14, "10:06:00", "Lin", "thank you"))
BO = chat("Bo", (20, "09:00:00", "Bo", "hi"), (20, "09:00:01", "Bo", "order?"), (20, "09:00:02", "Wei", "write to telegram"),
          (20, "09:05:00", "Bo", "ok"), (20, "09:06:00", "Wei", "Sorry, we cannot refund order 1"))
for path in (ANA, BO):
    shop.run("ingest", path, "--tz", "UTC", ok=(0,))
code, out, err = lint("--sent")
expect("nobody is the seller", (code, out), (3, ""))
holds("nobody is the seller", err, "redress shop set main --seller NAME")
shop.run("shop", "add", "main", "--seller", "Lin", "--seller", "Wei", "--tz", "UTC", ok=(0,))

WANT = [("Ana", "10:00:09", "Lin", "soon", "soon"),
        ("Ana", "10:00:09", "Lin", "sent-interrupted", "We answer soon."),
        ("Ana", "13:00:00", "Wei", "sent-repeated-refusal", "Sorry, we CANNOT refund order 789"),
        ("Ana", "10:00:00", "Lin", "door", "already shipped"),
        ("Ana", "10:02:00", "Lin", "door", "sent long ago"),
        ("Ana", "10:03:00", "Lin", "door", "already shipped"),
        ("Ana", "10:03:00", "Lin", "sent-repeated-refusal", "already shipped"),
        ("Bo", "09:00:02", "Wei", "chat", "telegram")]
expect("conversation by conversation", found(), WANT)
expect("one conversation", found("--thread", "Bo"), WANT[-1:])
expect("from a day on", found("--since", "2026-03-14T00:00:00Z"), WANT[3:])
expect("before a day", found("--until", "2026-03-14T00:00:00Z"), WANT[:3])
expect("a conversation there is not", lint("--sent", "--thread", "Nobody")[0], 3)
expect("and may be empty", lint("--sent", "--thread", "Nobody", "--allow-empty")[0], 0)
code, out, err = lint("--sent")
expect("warnings fail", code, 1)
NOTES = ("--sent", "--thread", "Ana", "--since", "2026-03-13T11:00:00Z", "--until", "2026-03-13T23:00:00Z")
expect("notes do not", lint(*NOTES)[0], 0)
expect("unless told so", lint(*NOTES, "--fail-on", "note")[0], 1)
expect("what lies outside the span is not counted", found(*NOTES[1:3], "--since", "2026-03-13T12:00:00Z", "--until", "2026-03-13T23:00:00Z"), [])
for fmt in ("text", "json", "sarif", "github", "checkstyle", "junit", "training", "training-json"):
    out = lint("--sent", "-f", fmt)[1]
    expect(f"a buyer's words in {fmt}", [word for word in ("SECRET", "broken", "parcel", "order?") if word in out], [])
    holds(f"a person in {fmt}", out, "Wei")
holds("a place for people", lint("--sent")[1], "Ana:1:11: warning: no time [soon] (2026-03-13 10:00:09 +00:00, m_")
people = json.loads(lint("--sent", "-f", "training-json")[1])
expect("who wrote how many", {p["person"]: p["checked"] for p in people["people"]}, {"Lin": 8, "Wei": 4})
for words in (["x.md"], ["--records"], ["--text"], ["--changed-since", "HEAD"]):
    expect(f"--sent with {words}", lint("--sent", *words)[0], 2)
expect("--thread alone", lint("--thread", "Ana")[0], 2)

# What a case holds, by its number.
records = {(r["thread"], r["text"]): r["id"] for r in shop.records("--type", "message")}
shop.run("case", "open", "--platform", "paypal", "--number", "PP-1", ok=(0, 1))
shop.run("case", "link", "PP-1", records[("Bo", "write to telegram")], ok=(0,))
expect("a case", found("--case", "PP-1"), WANT[-1:])
expect("no such case", lint("--sent", "--case", "PP-2")[0], 2)

# The shop's own channels are no move off the platform; a baseline keeps what was talked over.
code, out, err = lint("--sent", "--baseline", str(TOP / "talked.json"), "--update", "--now", "2026-04-01T00:00:00Z")
expect("talked over", code, 0)
expect("nothing new", found("--baseline", str(TOP / "talked.json")), [])
shop.run("ingest", chat("Cy", (21, "09:00:00", "Cy", "hi"), (21, "09:00:30", "Wei", "soon")), "--tz", "UTC", ok=(0,))
expect("what came since", found("--baseline", str(TOP / "talked.json")), [("Cy", "09:00:30", "Wei", "soon", "soon")])
shop.run("shop", "set", "main", "--channel", "telegram", ok=(0,))
expect("a channel of the shop's own", found("--thread", "Bo"), [])
holds("a part of it takes nothing out",
      lint("--sent", "--thread", "Cy", "--baseline", str(TOP / "talked.json"), "--update")[2], "0 that no longer occur taken out")

# Private notes, system lines, forgotten senders; times to the minute; aliases. Through records, which can say all of it.
other = TOP / "other"
other.mkdir()
desk = Redress(sys.argv[1], str(other))
desk.run("shop", "add", "main", "--seller", "Lin", "--seller", "shop@example.com", "--tz", "UTC", ok=(0,))
stream = TOP / "desk.jsonl"
rows = [{"text": "soon, a colleague", "sender": "Lin", "role": "seller", "extra": {"private": True}}, {"text": "soon", "sender": "", "role": "system"},
        {"text": "soon", "sender": "PayPal", "role": "platform"}, {"text": "soon", "sender": "lin"}, {"text": "soon", "sender": "Lin:anna"},
        {"text": "soon", "sender": "Ana <ana@example.com>"}, {"text": "  \n ", "sender": "Lin"}, {"text": "尽快 & <b>\n\u202esoon", "sender": "Shop <shop@example.com>"},
        {"text": "soon", "sender": "Lin", "kind": "appeal"}, {"text": "soon", "sender": "Lin", "at": None}]
with open(stream, "w", encoding="utf-8") as f:
    for n, row in enumerate(rows):
        f.write(json.dumps({"schema": "redress/1", "type": "message", "id": f"m_{n:024}", "thread": "T", "at": f"2026-03-01T10:{n:02}:00Z",
                            "seq": n, **row}) + "\n")
desk.run("ingest", str(stream), ok=(0, 1))
got = [(f["person"], f["line"], f["match"]) for f in json.loads(lint("--sent", "-f", "json", redress=desk)[1])["findings"]]
expect("whose words are checked", sorted(got),
       sorted([("lin", 1, "soon"), ("Lin:anna", 1, "soon"), ("Shop <shop@example.com>", 1, "尽快"), ("Shop <shop@example.com>", 2, "soon"),
               ("Lin", 1, "soon")]))
print(f"lint_sent: {checks} checks")
