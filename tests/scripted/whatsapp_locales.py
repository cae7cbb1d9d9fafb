#!/usr/bin/env python3
"""whatsapp_locales.py BINARY SOURCEDIR: WhatsApp's words for left-out media (56 locales) and its own lines (English and German, of
Android and iOS), as ../shared/platforms lists them, each read in the heads phones of many places print. A placeholder must be an
attachment of its message, and a line of the app a message of the role system, whatever stands where a name would."""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

try:  # how a pattern is built: what turns it into a line it matches
    from re import _parser as parser, _constants as C
except ImportError:
    import sre_parse as parser, sre_constants as C

binary, source = sys.argv[1], sys.argv[2]
folder = os.path.join(source, "..", "shared", "platforms")
listed = os.path.exists(os.path.join(folder, "whatsapp_media_omitted.tsv"))
if not listed:
    print("skipped: 0 listed strings, no ../shared/platforms beside", source)
home = tempfile.mkdtemp()
env = dict(os.environ, TZ="UTC", HOME=home, XDG_DATA_HOME=home, LC_ALL="C.UTF-8", NO_COLOR="1")
MARK = "\u200e"
ANDROID, IOS = "13/06/2018, {:02}:{:02} - ", "[13/06/2018, {:02}:{:02}:00] "
# A head as a phone prints it -> the time it means.
HEADS = {
    "13.06.18, 21:25 - ": "2018-06-13T21:25:00",           # de
    "13.06.18 21.25.15: ": "2018-06-13T21:25:15",          # de, before 2015
    "[13.06.18, 21:25:15] ": "2018-06-13T21:25:15",        # de, iOS
    "13.6.2018 klo 21.25 - ": "2018-06-13T21:25:00",       # fi
    "13.06.2018 kl. 21.25 - ": "2018-06-13T21:25:00",      # da
    "13/06/2018 às 21:25 - ": "2018-06-13T21:25:00",       # pt
    "13/06/2018 à 21:25 - ": "2018-06-13T21:25:00",        # fr
    "13.06.18 um 21:25 - ": "2018-06-13T21:25:00",         # de
    "2018/6/13 下午9:25 - ": "2018-06-13T21:25:00",        # zh
    "2018/6/13 上午12:25 - ": "2018-06-13T00:25:00",
    "[2018/6/13 下午9:25:15] ": "2018-06-13T21:25:15",
    "2018/6/13, 晚上9:25 - ": "2018-06-13T21:25:00",
    "2018年6月13日 下午9:25 - ": "2018-06-13T21:25:00",
    "2018/06/13, 午後9:25 - ": "2018-06-13T21:25:00",      # ja
    "2018. 6. 13. 오후 9:25 - ": "2018-06-13T21:25:00",    # ko
    "[2018. 6. 13. 오전 9:25:15] ": "2018-06-13T09:25:15",
    "2018년 6월 13일 오후 9:25 - ": "2018-06-13T21:25:00",
    "[13/6/61 21:25:15] ": "2018-06-13T21:25:15",          # th, iOS
    "٢٠١٨/٦/١٣, ٩:٢٥ م - ": "2018-06-13T21:25:00",         # ar
    "\u200f١٣\u200f/٦\u200f/٢٠١٨، ٩:٢٥ ص - ": "2018-06-13T09:25:00",
    "۲۰۱۸/۶/۱۳،\u200f ۲۱:۲۵ - ": "2018-06-13T21:25:00",    # fa
    "۱۳۹۷/۳/۲۳،\u200f ۲۱:۲۵ - ": "2018-06-13T21:25:00",    # fa, Persian years
    "١٤٣٩/١٠/١، ٩:٢٥ م - ": "2018-06-15T21:25:00",         # ar_SA, Islamic years
    "१३/६/२०१८, ९:२५ pm - ": "2018-06-13T21:25:00",        # hi, mr
    "13/06/18, 9:25 अपराह्न - ": "2018-06-13T21:25:00",
    "13/6/2561 21:25 - ": "2018-06-13T21:25:00",           # th, Buddhist years
    "6/13/18, 9:25\u202fPM - ": "2018-06-13T21:25:00",     # US
    "[6/13/18, 9:25:15\u202fPM] ": "2018-06-13T21:25:15",
    "13/6/18 9:25 p. m. - ": "2018-06-13T21:25:00",        # es
    "13/6/18, 9:25 p.\u00a0m. - ": "2018-06-13T21:25:00",
    "[13/6/18 9:25:15 a.\u202fm.] ": "2018-06-13T09:25:15",
    "13/06/2018, 9:25 μ.μ. - ": "2018-06-13T21:25:00",     # el
    "13.06.2018, 21:25 - ": "2018-06-13T21:25:00",         # ru
    "2018-06-13, 21:25 - ": "2018-06-13T21:25:00",         # pl, sv
    "2018-06-13 9:25 p.m. - ": "2018-06-13T21:25:00",      # en_CA
    "13. 6. 2018 21:25 - ": "2018-06-13T21:25:00",         # cs
    "13. 6. 2018. 21:25 - ": "2018-06-13T21:25:00",        # hr
    "2018. 06. 13. 21:25 - ": "2018-06-13T21:25:00",       # hu
    "13-06-18 21:25 - ": "2018-06-13T21:25:00",            # nl
    "13.6.2018 г., 21:25 ч. - ": "2018-06-13T21:25:00",    # bg
    "13/6/18, 9:25 CH - ": "2018-06-13T21:25:00",          # vi
    "13.06.2018 21:25 - ": "2018-06-13T21:25:00",          # tr
    "13/06/2018 21.25 - ": "2018-06-13T21:25:00",          # id
}
AUTHORS = {"Ana": "Ana", "+1 555 010-0123": "+1 555 010-0123", "~\u202fAna": "~ Ana", "\u202a+86 138 0000 0000\u202c": "+86 138 0000 0000",
           "\U0001f60a": "\U0001f60a", "John-John Doe": "John-John Doe"}
# What only some messages are: (words, what the record says of them).
BODIES = {
    "You received a view once message. For added privacy, you can only open it on your phone.": ("attachments", 1),
    "<View once voice message omitted>": ("attachments", 1), "<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>": ("attachments", 1),
    "POLL:\nWhen?\n\u200eOPTION: No answer (1 vote)": ("role", None), "Location: https://maps.google.com/?q=1.5,2.5": ("role", None),
    "Missed voice call, \u200eTap to call back": ("role", "system"), "Voice call, \u200e12 min": ("role", "system"),
    "Diese Nachricht wurde gelöscht.": ("deleted", True), "Вы удалили данное сообщение": ("deleted", True),
    "<此消息已编辑>": ("edited", True), "<Diese Nachricht wurde bearbeitet.>": ("edited", True), "<This message was edited>": ("edited", True),
    "<Se editó este mensaje.>": ("edited", True), "Pesan ini dihapus": ("deleted", True),
    "Eliminaste este mensaje.": ("deleted", True), "这条消息已删除": ("deleted", True), "此訊息已刪除": ("deleted", True),
}


def read(lines, *options):
    path = os.path.join(home, "chat.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    done = subprocess.run([binary, "ingest", "--emit", "--from", "whatsapp", "--tz", "UTC", *options, path], capture_output=True, env=env)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def samples(tree):
    """Texts a pattern matches, one for each of its alternatives."""
    out = [""]
    for op, value in tree:
        if op is C.LITERAL:
            more = [chr(value)]
        elif op is C.ANY:  # a full stop nobody escaped, or the blank before a unit
            more = [" " if out[0][-1:].isdigit() else "."]
        elif op is C.IN:
            kind, what = value[0]
            more = [{C.LITERAL: lambda: chr(what), C.RANGE: lambda: chr(what[0]), C.CATEGORY: lambda: " " if "SPACE" in str(what) else "1",
                     C.NEGATE: lambda: "X"}[kind]()]
        elif op is C.BRANCH:
            more = [t for branch in value[1] for t in samples(branch)]
        elif op is C.SUBPATTERN:
            more = samples(value[-1])
        elif op in (C.MAX_REPEAT, C.MIN_REPEAT):
            low, high, inner = value
            text = samples(inner)
            wild = inner[-1][0] is C.ANY or (inner[-1][0] is C.SUBPATTERN and inner[-1][1][-1][-1][0] is C.ANY)
            digits = inner[-1][0] is C.IN and inner[-1][1][0] == (C.RANGE, (48, 57))
            more = ["555 0100"] if digits and high > 9 else ["pdf"] if wild and 1 < high < 9 else ["Ana Buyer"] if wild and high > 1 else [t * max(low, 1) for t in text] if low or high > 1 else [text[0]]
        elif op in (C.AT, C.ASSERT):
            continue
        else:
            raise ValueError(op)
        out = [a + b for a in out for b in more]
    return out


def texts_of(pattern):
    pattern = re.sub(r"\\s\+start_newline\\s\+|\s?start_newline\s?", r"\\n", re.sub(r"\\x\{(\w+)\}", r"\\u\1", pattern))
    return [] if pattern in ("^null$", "", "^DasnTestyo$") else sorted({t.strip() for t in samples(parser.parse(pattern))})


MESSAGES = {"ExtractAttached", "DeleteAttached", "SentLocation", "LiveLocation", "FoursquareLoc", "Settings"}
failures, checked = [], {"placeholders": 0, "lines of the app": 0, "heads": 0, "bodies": 0}


def hold(kind, what, good):
    checked[kind] += 1
    if not good:
        failures.append(f"{kind}: {what}")


def read_each(bodies, head):
    """One file for all, a minute for each; None for a body that did not come out as one message."""
    found = {}
    for m in read([head.format(n // 60, n % 60) + body for n, body in enumerate(bodies)]):
        found.setdefault(m["local"][11:16], []).append(m)
    for n in range(len(bodies)):
        own = found.get("{:02}:{:02}".format(n // 60, n % 60), [])
        yield own[0] if len(own) == 1 else None


def check_listed():
    places, words = [], []
    for row in open(os.path.join(folder, "whatsapp_media_omitted.tsv"), encoding="utf-8"):
        if not row.startswith("#"):
            locale, *strings = row.rstrip("\n").split("\t")
            for string in dict.fromkeys(strings):
                places.append(locale)
                words.append(string)
    for shape, head, mark in (("Android", ANDROID, ""), ("iOS", IOS, MARK), ("iOS without a mark", IOS, "")):
        for locale, word, m in zip(places, words, read_each(["Ana: " + mark + word for word in words], head)):
            hold("placeholders", f"{locale} {shape} {word}",
                 m and len(m["attachments"]) == 1 and m["role"] != "system" and m["sender"] == "Ana")

    for row in csv.DictReader(open(os.path.join(folder, "whatsapp_system_messages.csv"), encoding="utf-8")):
        android = "android" in row["Settings"]
        lines = [(column, text) for column, pattern in row.items() if column not in MESSAGES for text in texts_of(pattern)]
        for kind, columns in (("deleted", ("DeletedMessage", "DeleteMessageSelf")), ("attachments", ("OmittanceIndicator", "VideoNote")),
                              ("system", None)):
            some = [(c, t) for c, t in lines if (c in columns if columns else c not in ("DeletedMessage", "DeleteMessageSelf", "OmittanceIndicator", "VideoNote"))]
            lead = "Ana: " if columns and android else "Ana: " + MARK if columns else "" if android else "Shop group: " + MARK
            for (column, text), m in zip(some, read_each([lead + text for _, text in some], ANDROID if android else IOS)):
                good = m and (m["role"] == "system" if kind == "system" else bool(m[kind]) and m["role"] != "system")
                hold("lines of the app", f"{row['Settings']} {column}: {text[:90]!r}", good)


if listed:
    check_listed()
for head, local in HEADS.items():
    found = [(m["local"], m["sender"], m["text"]) for m in read([head + who + ": hi" for who in AUTHORS])]
    wanted = [(local, name, "hi") for name in AUTHORS.values()]
    hold("heads", f"{head!r}: {found}", found == wanted)

for body, (key, value) in BODIES.items():
    (found,) = read([IOS.format(9, 1) + "Ana: " + ("hi " + MARK if key == "edited" else MARK) + body])
    got = len(found[key]) if key == "attachments" else found[key]
    hold("bodies", f"{body!r} {key}: {got!r}", got == value)

for line in failures:
    print("differs:", line)
print(", ".join(f"{n} {kind}" for kind, n in checked.items()), "-", len(failures), "differ")
sys.exit(1 if failures else 0)
