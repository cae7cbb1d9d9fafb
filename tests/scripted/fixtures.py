#!/usr/bin/env python3
"""fixtures.py BINARY SOURCEDIR: reads every sample file of ../shared/fixtures whose format the product knows and compares
counts, times, senders and offsets with what its INDEX.tsv says. Prints agree/total a format and what was left out."""
import csv, json, os, re, subprocess, sys, tempfile, zipfile
from datetime import datetime, timezone

binary, source = sys.argv[1], sys.argv[2]
root = os.path.join(source, "..", "shared", "fixtures")
csv.field_size_limit(1 << 30)
# The name a format has in INDEX.tsv -> the formats of ours that may read it.
READERS = {"whatsapp_txt": ["whatsapp", "whatsapp_zip"], "eml": ["eml"], "mbox": ["mbox"], "paypal_csv": ["paypal_csv"],
           "dujiaoka_sql": ["dujiaoka"], "shopify_csv": ["table"], "telegram_json": ["telegram_json"],
           "qq_txt": ["qq_txt"],
           "sms_xml": ["sms_xml"], "wechat_csv": ["wechat_csv"],
           "facebook_json": ["meta_json"], "discord_json": ["discord_json"], "slack_zip": ["slack"],
           "line_txt": ["line"], "imessage_txt": ["imessage_txt"], "signal_txt": ["signal_txt"],
           "line_txt": ["line"],
           "telegram_html": ["telegram_html"], "facebook_html_old": ["facebook_html"], "imessage_html": ["imessage_html"],
           "binance_p2p_csv": ["p2p_orders"], "alipay_csv": ["statement"], "wechatpay_csv": ["statement"],
           "wechatpay_xlsx": ["statement"]}
if not os.path.exists(os.path.join(root, "INDEX.tsv")):
    print("skipped: 0 files, no ../shared/fixtures beside", source)
    sys.exit(77)
home = tempfile.mkdtemp()
env = dict(os.environ, TZ="UTC", HOME=home, XDG_DATA_HOME=home, LC_ALL="C.UTF-8", NO_COLOR="1")


def run(*arguments):
    return subprocess.run([binary, "ingest", *arguments], capture_output=True, env=env, timeout=60)


def records(path):
    p = run("--emit", "--tz", "UTC", path)
    return [json.loads(line) for line in p.stdout.decode("utf-8").splitlines()]


def of_type(found, kind):
    return [r for r in found if r["type"] == kind]


def differs(name, want, got):
    return [] if want == got else [f"{name}: want {want!r}, got {got!r}"]


def as_utc(text):
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def readable(want, got):
    """Equal but for blanks at the ends and for bytes the index itself could not read (U+FFFD there; we guess them)."""
    pattern = "".join(".+?" if c == "\ufffd" else re.escape(c) for c in want.strip())
    return re.fullmatch(pattern, (got or "").strip(), re.S) is not None


def check_whatsapp(path, want):
    found = records(path)
    messages = of_type(found, "message")
    people = [m for m in messages if m["role"] != "system"]
    out = differs("entries", want["entries"], len(messages)) + differs("system", want["system"], len(messages) - len(people))
    out += differs("people", want["user_messages"], len(people))
    out += differs("senders", sorted(want["senders"]), sorted({m["sender"] for m in people}))
    times = sorted(m["local"] for m in messages)
    out += differs("first", want["first"], times[0]) + differs("last", want["last"], times[-1])
    if not path.endswith(".zip"):  # every line of the file belongs to one slice at most, and each slice starts a message
        data = open(path, "rb").read()
        for m in messages:
            s = m["sources"][0]
            piece = data[s["offset"]:s["offset"] + s["length"]].decode("utf-8")
            if m["text"].split("\n")[0] not in piece:
                out.append(f"slice of line {s['position']} lacks its text")
    return out


def check_line(text, fields):
    path = os.path.join(home, "chat.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    messages = of_type(records(path), "message")
    if len(messages) != 1:
        return [f"want 1 message, got {len(messages)}"]
    return [d for name, value in fields.items() for d in differs(name, value, messages[0][name])]


def check_whatsapp_lines(path):
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        w = json.loads(line)
        if "line" in w:
            bad = check_line(w["line"], {"local": w["expect_local"], "sender": w["author"], "text": w["message"]})
        else:
            m = [{"name": w["attachment"], "media_type": None, "document": None}]
            bad = check_line(w["chat"], {"attachments": m})
        yield f"{os.path.basename(path)}:{n}", bad


# Where the reader the index was made with and we repair a broken header in two ways; what we do.
EML_SENDERS = {"mikel/plain_emails_mix_caps_content_type.eml": "no address at all: 'Big Bug bb@bug.com' is kept as written"}
EML_SUBJECTS = {"webklex/imap_mime_header_decode_returns_false.eml": "a word cut inside a byte is kept as written, marks and all"}


def check_eml(path, want):
    messages = of_type(records(path), "message")
    if len(messages) != 1:
        return [f"want 1 message, got {len(messages)}"]
    m, out = messages[0], []
    if any(path.endswith(known) for known in EML_SUBJECTS):
        if want["subject"] not in m["extra"]["subject"]:
            out.append("subject: the word is lost")
    elif want.get("subject") is not None and not readable(want["subject"], m["extra"]["subject"]):
        out.append(f"subject: want {want['subject']!r}, got {m['extra']['subject']!r}")
    if want.get("from") and not any(path.endswith(known) for known in EML_SENDERS):
        address = re.findall(r"<([^<>]*)>", want["from"])
        address = (address[-1] if address else want["from"]).replace('"', "")
        if address not in (m["sender"] or "").replace('"', "") and not readable(want["from"], m["sender"]):
            out.append(f"from: want {want['from']!r}, got {m['sender']!r}")
    if want.get("date_utc"):
        out += differs("at", as_utc(want["date_utc"]), m["at"])
    if want.get("filenames") and not m["attachments"]:
        out.append("no attachment")
    return out


def check_mbox(path, want):
    messages = of_type(records(path), "message")
    out = differs("messages", want["messages"], len(messages))
    places = [m["sources"][0] for m in messages]
    # A byte order mark aside, the slices are the whole file.
    out += differs("bytes", want["bytes"] - (places[0]["offset"] if places else 0), sum(s["length"] for s in places))
    offsets = path[:-5] + ".unix-offsets.json"
    if os.path.exists(offsets):
        marks = [r["mboxMarkerOffset"] for r in json.load(open(offsets, encoding="utf-8"))]
        out += differs("offsets", marks, [s["offset"] for s in places])
    return out


def check_paypal(path, want):
    rows = {s["position"] for r in records(path) for s in r["sources"]}
    return differs("rows", want["rows"], len(rows))


def check_dujiaoka(path, want):
    found = records(path)
    return differs("orders", want["orders_rows"], len(of_type(found, "order")))


def check_shopify(path, want):
    return differs("orders", want["orders"], len(of_type(records(path), "order")))


def check_statement(path, want):
    found = records(path)
    times = sorted(e["local"].replace("T", " ") for e in of_type(found, "event"))
    out = differs("rows", want["rows"], len(times)) + differs("records", want["rows"], len(found))
    out += differs("first", want["first"], times[0]) + differs("last", want["last"], times[-1])
    receipt = json.loads(run("--count", "-f", "json", "--tz", "UTC", path).stdout)["files"][0]
    if "declared" in want:
        out += differs("declared", int(want["declared"]), receipt["declared"])
    return out


def check_p2p(path, want):
    found = of_type(records(path), "order")
    text = open(path, encoding=want["encoding"]).read()
    out = differs("orders", want["rows"], len(found)) + differs("platform", {"binance-p2p"}, {o["platform"] for o in found})
    return out + [f"number {o['number']} is not in the file" for o in found if o["number"] not in text]


def check_telegram(path, want):
    messages = of_type(records(path), "message")
    people = [m for m in messages if m["role"] != "system"]
    named = {m["sender"] for m in people if m["sender"] and not re.fullmatch(r"(user|channel|chat)\d+", m["sender"])}
    out = differs("messages", want["messages"], len(people)) + differs("system", want["service"] + want["other"],
                                                                      len(messages) - len(people))
    out += differs("chats", want["chats"], len({m["thread"] for m in messages}))
    out += differs("edited", want["edited"], sum(m["edited"] for m in messages))
    out += differs("senders", sorted(want["senders"]), sorted(named))
    for name, pick in (("first", min), ("last", max)):
        wanted, key = want[name], "at"
        if wanted.endswith(" (local)"):
            wanted, key = wanted[:-len(" (local)")], "local"
        out += differs(name, wanted, pick(m[key] for m in messages))
    data = open(path, "rb").read()
    for m in messages:  # each slice is one JSON object: the message's own
        s = m["sources"][0]
        element = json.loads(data[s["offset"]:s["offset"] + s["length"]])
        if str(element.get("id") or "") != (m["native_id"] or ""):
            out.append(f"slice of element {s['position']} is another message")
    return out


def slices_of(path, messages):
    data = open(path, "rb").read()
    return [data[m["sources"][0]["offset"]:][:m["sources"][0]["length"]].decode("utf-8") for m in messages]


def check_telegram_html(path, want):
    messages = of_type(records(path), "message")
    people = [m for m in messages if m["role"] != "system"]
    receipt = json.loads(run("--count", "-f", "json", "--tz", "UTC", path).stdout)["files"][0]
    # The index counts the lines that give the day among the service elements.
    out = differs("messages", want["messages"], len(people)) + differs("service", want["service"], receipt["system"] + receipt["blank"])
    out += differs("senders", sorted(want["senders"]), sorted({m["sender"] for m in people}))
    for name, pick in (("first", min), ("last", max)):
        out += differs(name, want[name].replace(" (local)", ""), pick(m["local"] for m in people))
    for m, piece in zip(messages, slices_of(path, messages)):
        number = m["native_id"].split("@")[0]
        if not (piece.startswith('<div class="message') and piece.endswith("</div>") and f'id="message{number}"' in piece):
            out.append(f"slice of message {number} is another piece of the page")
    return out


def check_wechat_csv(path, want):
    messages = of_type(records(path), "message")
    out = differs("rows", want["rows"], len(messages))
    rows = list(csv.DictReader(open(path, encoding="utf-8-sig", newline="")))
    key = next(k for k in ("内容", "StrContent", "msg") if k in rows[0])
    notices = [r for r in rows if "系统" in (r.get("type_name") or r.get("类型") or "")]
    out += differs("system", len(notices), sum(m["role"] == "system" for m in messages))
    plain = [r[key].strip() for r in rows if r not in notices and r[key].strip()]  # no row of these samples has XML else
    out += differs("texts", plain, [m["text"].strip() for m in messages if m["role"] != "system" and m["text"].strip()])
    if "senders" in want:
        out += differs("senders", sorted(want["senders"]), sorted({m["sender"] for m in messages}))
    if "sent" in want:
        out += differs("sent", want["sent"], sum(m["extra"].get("self", False) for m in messages))
    for name, pick in (("first", min), ("last", max)):
        if name in want:
            at = datetime.strptime(want[name].replace("/", "-").replace("T", " "), "%Y-%m-%d %H:%M" + ":%S" * (want[name].count(":") - 1))
            out += differs(name, at.isoformat(), pick(m["local"] for m in messages))
    if "CreateTime" in rows[0] and rows[0]["CreateTime"].isdigit():
        out += differs("epochs", [as_utc(str(datetime.utcfromtimestamp(int(r["CreateTime"])))) for r in rows], [m["at"] for m in messages])
    return out
def check_facebook_html(path, _):
    """The index gives no figures: what the page's own marks say."""
    text = open(path, encoding="utf-8").read()
    messages = of_type(records(path), "message")
    heads = re.findall(r'<span class="user">(.*?)</span><span class="meta">(.*?)</span>', text)
    out = differs("senders", [who for who, _ in heads], [m["sender"] for m in messages])
    # One text ends in a control character, which HTML does not allow and its parser drops.
    out += differs("texts", re.findall(r"<p>(.*?)\x10?</p>", text), [m["text"] for m in messages])
    out += differs("threads", re.findall(r'class="thread">(.*?)\n', text), list(dict.fromkeys(m["thread"] for m in messages)))
    times = [datetime.strptime(when, "%A, %B %d, %Y at %I:%M%p PDT").strftime("%Y-%m-%dT%H:%M:00") for _, when in heads]
    out += differs("times", times, [m["local"] for m in messages]) + differs("zone", {"PDT"}, {m["zone"] for m in messages})
    return out + [f"slice {p!r} is no message" for p in slices_of(path, messages) if p.count("message_header") != 1]


def check_imessage_html(path, _):
    text = open(path, encoding="utf-8").read()
    messages = of_type(records(path), "message")
    out = differs("messages", len(re.findall(r'<div class="message">', text)), sum(m["role"] != "system" for m in messages))
    out += differs("announcements", text.count('class="announcement"'), sum(m["role"] == "system" for m in messages))
    out += differs("senders", re.findall(r'<span class="sender">(.*?)</span>', text), [m["sender"] for m in messages if m["sender"]])
    times = re.findall(r'class="timestamp">(\w+ \d+, \d+ [\d:]+ [AP]M)', text)
    want = [datetime.strptime(t, "%b %d, %Y %I:%M:%S %p").strftime("%Y-%m-%dT%H:%M:%S") for t in times]
    return out + differs("times", want, [m["local"] for m in messages])


def check_qq(path, want):
    messages = of_type(records(path), "message")
    out = differs("messages", want["messages"], len(messages))
    for number, nick in want.get("senders", {}).items():
        if number not in [m["extra"].get("sender_id") for m in messages if m["sender"] == nick]:
            out.append(f"no message of {nick} ({number})")
    if "contents" in want:  # the index writes line ends as \\n
        out += differs("contents", [c.replace("\\n", "\n") for c in want["contents"]], [m["text"] for m in messages])
    if "names_of_123123" in want:
        out += differs("names", want["names_of_123123"], [m["sender"] for m in messages if m["extra"]["sender_id"] == "123123"])
    if "first" in want:
        times = sorted(m["local"] for m in messages)
        out += differs("first", want["first"].replace(" ", "T"), times[0]) + differs("last", want["last"].replace(" ", "T"), times[-1])
    if "note" in want:  # bare times are words: all lines but the heads and the blank ones at the end
        words = [line for line in open(path, encoding="utf-8").read().split("\n") if re.fullmatch(r"[-0-9]+ [:0-9]+", line)]
        out += differs("bare times", len(words), sum(m["text"].count("2006-01-02 15:04:05") for m in messages))
    return out


def slices(path, messages):
    """The bytes each message says it comes from, read as JSON."""
    data = open(path, "rb").read()
    return [json.loads(data[m["sources"][0]["offset"]:][:m["sources"][0]["length"]]) for m in messages]


def at_ms(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03}Z"


def as_ms(text):
    return round(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def check_meta(path, want):
    messages = of_type(records(path), "message")
    out = differs("messages", want["messages"], len(messages))
    out += differs("senders", want["senders"], sorted({m["sender"] for m in messages}))
    times = sorted(m["at"] for m in messages)
    out += differs("first", at_ms(want["first_ms"]), times[0]) + differs("last", at_ms(want["last_ms"]), times[-1])
    for m, element in zip(messages, slices(path, messages)):
        out += differs("slice", at_ms(element["timestamp_ms"]), m["at"])
    return out


def check_discord(path, want):
    found = records(path)
    messages = of_type(found, "message")
    out = differs("records", want["messages"], len(found)) + differs("messages", want["messages"], len(messages))
    out += differs("senders", want["authors"], sorted({m["sender"] for m in messages}))
    times = sorted(as_ms(m["at"]) for m in messages)
    out += differs("first", as_ms(want["first"]), times[0]) + differs("last", as_ms(want["last"]), times[-1])
    receipt = json.loads(run("--count", "-f", "json", path).stdout)["files"][0]
    out += differs("declared", want["messageCount"], receipt["declared"])
    out += differs("said to differ", want["messageCount"] != want["messages"],
                   any(d["code"] == "declared-count" for d in receipt["diagnostics"]))
    for m, element in zip(messages, slices(path, messages)):
        out += differs("slice", element["id"], m["native_id"])
        out += differs("said", element["type"] in ("Default", "Reply"), m["role"] != "system")
    return out


def check_text_chat(path, want):
    """Chats of lines: counts, names and times as the index has them; every message's words stand in its slice."""
    messages = of_type(records(path), "message")
    people = [m for m in messages if m["role"] != "system"]
    times = sorted(m["local"][:16] for m in messages)
    out = differs("messages", want["messages"], len(people))
    for name, got in (("senders", sorted({m["sender"] for m in people})), ("first", times[0]), ("last", times[-1]),
                      ("multiline", sum("\n" in m["text"] for m in people)), ("system", len(messages) - len(people)),
                      ("announcements", len(messages) - len(people)), ("time", messages[0]["local"])):
        if name in want:
            out += differs(name, want[name], got)
    data = open(path, "rb").read()
    for m in messages:
        s = m["sources"][0]
        if m["text"].split("\n")[0] not in data[s["offset"]:s["offset"] + s["length"]].decode("utf-8"):
            out.append(f"slice of line {s['position']} lacks its text")
    return out


def check_slack(path, want):
    messages = of_type(records(path), "message")
    out = differs("messages", want["messages"], len(messages))
    threads = [m["extra"]["thread_name"] for m in messages]
    out += differs("per channel", want["per_channel"], {name: threads.count(name) for name in set(threads)})
    times = sorted(m["at"] for m in messages)
    out += differs("first", want["first"][:19] + "Z", times[0]) + differs("last", want["last"][:19] + "Z", times[-1])
    with zipfile.ZipFile(path) as z:
        users = {u["id"]: u["profile"]["display_name"] or u["profile"]["real_name"] for u in json.loads(z.read("users.json"))}
        out += differs("users", want["users"], len(users))
        joined = {m["sender"] for m in messages if m["extra"].get("subtype") == "channel_join"}
        out += differs("who joined", sorted(users.values()), sorted(joined))
        for m in messages:
            s = m["sources"][0]
            element = json.loads(z.read(s["name"].split(":")[-1])[s["offset"]:s["offset"] + s["length"]])
            out += differs("slice", element["ts"], m["native_id"])
    return out


def check_sms(path, want):
    messages = of_type(records(path), "message")
    receipt = json.loads(run("--count", "-f", "json", path).stdout)["files"][0]
    out = differs("sms", want["sms"], sum("kind" not in m["extra"] for m in messages))
    out += differs("mms", want["mms"], sum(m["extra"].get("kind") == "mms" for m in messages))
    out += differs("declared", int(want["count_attr"]), receipt["declared"])
    out += differs("addresses", sorted(want["addresses"]), sorted({m["thread"] for m in messages}))
    # The index gives the smallest and largest date attribute: one is in seconds, the other in milliseconds.
    times = {datetime.fromisoformat(m["at"].replace("Z", "+00:00")).timestamp() for m in messages}
    for name in ("first_ms", "last_ms"):
        value = want[name] / 1000 if want[name] > 10**11 else want[name]
        out += [] if value in times else [f"{name}: no message of {want[name]}"]
    data = open(path, "rb").read()
    for m in messages:
        s = m["sources"][0]
        piece = data[s["offset"]:s["offset"] + s["length"]].decode("utf-8")
        if not re.fullmatch(r"<(sms|mms|call)\b.*>", piece, re.S) or m["text"] not in piece:
            out.append(f"slice of element {s['position']} is no element of its own")
    return out


def rows_of_workbook(path):
    """Rows of its sheets whose first cell is a time: what the index says of it is no count."""
    with zipfile.ZipFile(path) as z:
        texts = re.findall(r"<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode("utf-8"), re.S)
        strings = ["".join(re.findall(r"<t[^>]*>(.*?)</t>", text, re.S)) for text in texts]
        dated = set()
        for name in z.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                for row in re.findall(r"<row\b.*?</row>", z.read(name).decode("utf-8"), re.S):
                    cells = re.findall(r'<c r="[A-Z]+\d+"[^>]*t="s"[^>]*><v>(\d+)</v>', row)
                    first = strings[int(cells[0])] if cells else ""
                    if re.match(r"\d{4}-\d\d-\d\d \d", first):
                        dated.add((name, tuple(strings[int(c)] for c in cells)))
    return dated


def check_workbook(path, _):
    want, found = rows_of_workbook(path), of_type(records(path), "event")
    times = sorted(cells[0] for _, cells in want)
    return differs("rows", len(want), len(found)) + differs("times", times, sorted(e["local"].replace("T", " ") for e in found))


CHECKS = {"whatsapp_txt": check_whatsapp, "eml": check_eml, "mbox": check_mbox, "paypal_csv": check_paypal,
          "dujiaoka_sql": check_dujiaoka, "shopify_csv": check_shopify, "telegram_json": check_telegram,
          "qq_txt": check_qq,
          "sms_xml": check_sms, "wechat_csv": check_wechat_csv,
          "facebook_json": check_meta, "discord_json": check_discord, "slack_zip": check_slack,
          "line_txt": check_text_chat, "imessage_txt": check_text_chat, "signal_txt": check_text_chat,
          "line_txt": check_text_chat,
          "telegram_html": check_telegram_html, "facebook_html_old": check_facebook_html, "imessage_html": check_imessage_html,
          "binance_p2p_csv": check_p2p, "alipay_csv": check_statement, "wechatpay_csv": check_statement,
          "wechatpay_xlsx": check_workbook}


def checks():
    """(format, name, differences) of everything there is to compare; differences None: left out."""
    known = {line.split()[0] for line in run("--list-formats").stdout.decode().splitlines() if line.strip()}
    rows = list(csv.DictReader(open(os.path.join(root, "INDEX.tsv"), encoding="utf-8"), delimiter="\t"))
    chat = next(json.loads(r["expected"]) for r in rows if r["path"].endswith("rwhatsapp_sample.txt"))
    for row in rows:
        kind, path = row["format"], os.path.join(root, row["path"])
        if kind not in READERS or not known & set(READERS[kind]):
            yield kind, row["path"], None
        elif row["path"].endswith(".jsonl"):
            for name, bad in check_whatsapp_lines(path):
                yield kind, name, bad
        elif kind in ("wechatpay_xlsx", "facebook_html_old", "imessage_html"):
            yield kind, row["path"], CHECKS[kind](path, None)
        elif kind == "whatsapp_txt" and row["path"].endswith(".zip"):
            yield kind, row["path"], check_whatsapp(path, chat)
        else:
            try:
                want = json.loads(row["expected"])
            except ValueError:  # a file of expectations, no sample
                continue
            yield kind, row["path"], CHECKS[kind](path, want)


table, skipped, failures = {}, {}, 0
for kind, name, bad in checks():
    if bad is None:
        skipped[kind] = skipped.get(kind, 0) + 1
        continue
    agree, total = table.get(kind, (0, 0))
    table[kind] = (agree + (not bad), total + 1)
    for line in bad:
        failures += 1
        print(f"differs: {name}: {line}")
for kind, (agree, total) in sorted(table.items()):
    print(f"{kind:16} {agree}/{total}")
if skipped:
    print("left out, no reader yet or not in this test:", ", ".join(f"{k} ({n})" for k, n in sorted(skipped.items())))
if not table:
    print("skipped: 0 files compared")
    sys.exit(77)
sys.exit(1 if failures else 0)
