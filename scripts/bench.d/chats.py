#!/usr/bin/env python3
"""chats.py whatsapp|telegram FILE MESSAGES: a big made-up chat, the same for the same number."""
import json, random, sys, time

WORDS = ("your parcel order refund 已发货 请问 什么时候 到 退款 thanks ok 好的 tracking number is delivered not yet 亲 您好 key 卡密 "
         "invalid please check").split()


def text(rng):
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 24)))


def whatsapp(file, rng, messages):
    minute = 0
    for _ in range(messages):
        minute += rng.choice((0, 0, 1, 2))
        day, rest = divmod(minute, 1440)
        file.write("%d/%d/%02d, %02d:%02d - %s: %s\n" % (1 + day // 28 % 12, 1 + day % 28, 15 + day // 336, rest // 60, rest % 60,
                                                         rng.choice(("Shop", "Jane Doe", "小王")), text(rng)))


def telegram(file, rng, messages):
    """As Telegram Desktop writes it: one space of indent a level; a link in every tenth text."""
    file.write('{\n "name": "Jane Doe",\n "type": "personal_chat",\n "id": 4711,\n "messages": [\n')
    at = 1700000000
    for i in range(messages):
        at += rng.choice((0, 3, 20, 61))
        words = text(rng)
        parts = [{"type": "plain", "text": words}]
        if i % 10 == 9:
            parts += [{"type": "link", "text": "https://example.com/track/%d" % i}]
        sender, account = rng.choice((("Shop", "user1"), ("Jane Doe", "user2")))
        one = {"id": i + 1, "type": "message", "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)),
               "date_unixtime": str(at), "from": sender, "from_id": account,
               "text": words if len(parts) == 1 else [words, parts[1]], "text_entities": parts}
        file.write("  " + json.dumps(one, ensure_ascii=False, indent=1).replace("\n", "\n  "))
        file.write(",\n" if i + 1 < messages else "\n")
    file.write(" ]\n}\n")


with open(sys.argv[2], "w", encoding="utf-8") as out:
    {"whatsapp": whatsapp, "telegram": telegram}[sys.argv[1]](out, random.Random(42), int(sys.argv[3]))
