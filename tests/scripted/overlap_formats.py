#!/usr/bin/env python3
"""One conversation written as an export of every chat format, by writers made here from the formats' own grammar, not by reading
ours. For each format: what was said is what is read (times, senders, words, in order); read twice it is there once; and two exports
that overlap give exactly the whole, whichever comes first. A format of chats without a writer here is a fault."""
import csv, io, json, os, random, re, subprocess, sys, tempfile, zipfile
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

BINARY = os.path.abspath(sys.argv[1])
NO_CHAT = {"paypal_csv", "dujiaoka", "taobao_orders", "p2p_orders", "statement", "records", "aliexpress_orders", "table", "document",
           "eml", "acg_faka"}
SHOP, JANE = "Shop", "小王 Jane"
UTC = timezone.utc


def conversation():
    """Sixty messages: runs of the same words in one minute, several lines, quotes, commas, Chinese, emoji."""
    rng, at, out = random.Random(9), datetime(2026, 3, 14, 21, 3, 5, tzinfo=UTC), []
    words = ["ok", "ok", "ok", "好的", "在吗", "where is my parcel?", "已发货，请留意", 'he said "hi", then left', "a & b < c > d",
             "It arrived broken 😢", "first line\nsecond line"]
    for n in range(60):
        at += timedelta(seconds=rng.choice([0, 1, 2, 40, 61, 400]))
        out.append({"n": n, "at": at, "who": rng.choice([SHOP, JANE]), "text": rng.choice(words)})
    return out


def form(at, pattern):
    return at.strftime(pattern)


def millis(at):
    return int(at.timestamp() * 1000)


def table(header, rows, bom=True, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator="\r\n")
    writer.writerows([header] + rows)
    return ("\ufeff" if bom else "") + out.getvalue()


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in members.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 3, 15, 0, 0, 0)), text)
    return out.getvalue()


def html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("\n", "<br>")


def utf8_as_latin1(value):
    """Meta's exports: the bytes of UTF-8, each written as a character of its own."""
    return value.encode("utf-8").decode("latin-1")


# Each writer gives (file name, content); what it cannot keep is said beside it: minute (no seconds), one_line, seller (how the
# own side is called).
WRITERS = {}


def writer(name, **loses):
    def keep(function):
        WRITERS[name] = (function, loses)
        return function
    return keep


@writer("whatsapp", minute=True)
def _(chat):
    return "WhatsApp Chat with Jane.txt", "".join(f"{form(m['at'], '%d/%m/%Y, %H:%M')} - {m['who']}: {m['text']}\n" for m in chat)


@writer("whatsapp_zip")
def _(chat):
    text = "".join(f"\u200e[{form(m['at'], '%d.%m.%y, %H:%M:%S')}] {m['who']}: {m['text']}\r\n" for m in chat)
    return "WhatsApp Chat - Jane.zip", packed({"_chat.txt": text})


@writer("telegram_json")
def _(chat):
    messages = [{"id": 100 + m["n"], "type": "message", "date": form(m["at"], "%Y-%m-%dT%H:%M:%S"),
                 "date_unixtime": str(int(m["at"].timestamp())), "from": m["who"], "from_id": "user77" if m["who"] == SHOP else "user78",
                 "text": m["text"], "text_entities": [{"type": "plain", "text": m["text"]}]} for m in chat]
    return "result.json", json.dumps({"name": "Jane", "type": "personal_chat", "id": 4611686018427388, "messages": messages},
                                     ensure_ascii=False, indent=1)


@writer("qq_txt")
def _(chat):
    rule = "=" * 64
    head = f"\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:我的好友\n{rule}\n消息对象:Jane\n{rule}\n\n"
    return "Jane.txt", (head + "".join(f"{form(m['at'], '%Y-%m-%d %H:%M:%S')} {m['who']}\n{m['text']}\n\n" for m in chat)).replace("\n", "\r\n")


@writer("name_time")
def _(chat):
    return "Jane.txt", "".join(f"{m['who']} {form(m['at'], '%Y-%m-%d %H:%M:%S')}\n{m['text']}\n\n" for m in chat)


@writer("mbox")
def _(chat):
    out = ""
    for m in chat:
        mail = EmailMessage()
        mail["From"] = f"{m['who'].split()[-1]} <{m['who'].split()[-1].lower()}@example.com>"
        mail["To"] = "shop@example.com" if m["who"] == JANE else "jane@example.com"
        mail["Subject"], mail["Date"] = "parcel", format_datetime(m["at"])
        mail.set_content(m["text"])
        out += f"From x@example.com {form(m['at'], '%a %b %d %H:%M:%S %Y')}\n{mail.as_string()}\n"
    return "Jane.mbox", out


WRITERS["mbox"][1].update(sender=lambda who: f"{who.split()[-1]} <{who.split()[-1].lower()}@example.com>")


@writer("meta_json", newest_first=True)
def _(chat):
    messages = [{"sender_name": utf8_as_latin1(m["who"]), "timestamp_ms": millis(m["at"]), "content": utf8_as_latin1(m["text"]),
                 "is_geoblocked_for_viewer": False} for m in reversed(chat)]
    return "message_1.json", json.dumps({"participants": [{"name": utf8_as_latin1(JANE)}, {"name": SHOP}], "messages": messages,
                                         "title": utf8_as_latin1(JANE), "is_still_participant": True,
                                         "thread_path": "inbox/jane_1234567890", "magic_words": []}, indent=2)


@writer("discord_json")
def _(chat):
    messages = [{"id": str(1064990775659720000 + m["n"]), "type": "Default", "timestamp": form(m["at"], "%Y-%m-%dT%H:%M:%S.000+00:00"),
                 "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": m["text"],
                 "author": {"id": "7" if m["who"] == SHOP else "8", "name": m["who"], "discriminator": "0000", "nickname": m["who"], "isBot": False},
                 "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": []} for m in chat]
    return "Jane.json", json.dumps({"guild": {"id": "0", "name": "Direct Messages"}, "channel": {"id": "55", "type": "DirectTextChat", "name": "Jane"},
                                    "dateRange": {"after": None, "before": None}, "messages": messages, "messageCount": len(messages)},
                                   ensure_ascii=False, indent=2)


@writer("discord_csv")
def _(chat):
    rows = [["7" if m["who"] == SHOP else "8", m["who"], form(m["at"], "%Y-%m-%dT%H:%M:%S.0000000+00:00"), m["text"], "", ""] for m in chat]
    return "Direct Messages - Jane [55].csv", table(["AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"], rows, False, csv.QUOTE_ALL)


@writer("discord_txt", minute=True)
def _(chat):
    rule = "=" * 62
    body = "".join(f"[{form(m['at'], '%d-%b-%y %I:%M %p')}] {m['who']}\n{m['text']}\n\n" for m in chat)
    return "Jane.txt", f"{rule}\nGuild: Direct Messages\nChannel: Private / Jane\n{rule}\n\n{body}{rule}\nExported {len(chat)} message(s)\n{rule}\n"


@writer("slack")
def _(chat):
    days = {}
    for m in chat:
        days.setdefault(form(m["at"], "%Y-%m-%d"), []).append(
            {"type": "message", "user": "U1" if m["who"] == SHOP else "U2", "ts": f"{int(m['at'].timestamp())}.{m['n']:06}",
             "text": m["text"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")})
    users = [{"id": i, "name": n, "profile": {"real_name": n, "display_name": n}, "real_name": n} for i, n in (("U1", SHOP), ("U2", JANE))]
    members = {"channels.json": json.dumps([{"id": "C1", "name": "jane", "members": ["U1", "U2"]}]), "users.json": json.dumps(users)}
    members.update({f"jane/{day}.json": json.dumps(list_, indent=1) for day, list_ in days.items()})
    return "export.zip", packed(members)


def flow(chat):
    return [{"localId": 10 + m["n"], "createTime": int(m["at"].timestamp()), "formattedTime": form(m["at"], "%Y-%m-%d %H:%M:%S"),
             "type": "文本消息", "localType": 1, "content": m["text"], "isSend": int(m["who"] == SHOP),
             "senderUsername": "wxid_shop" if m["who"] == SHOP else "wxid_jane", "senderDisplayName": m["who"]} for m in chat]


@writer("wechat_json")
def _(chat):
    session = {"wxid": "wxid_jane", "nickname": JANE, "remark": "", "displayName": JANE, "type": "私聊",
               "lastTimestamp": int(chat[-1]["at"].timestamp()), "messageCount": len(chat), "avatar": "data:image/jpeg;base64," + "A" * 99000}
    return "Jane.json", json.dumps({"weflow": {"version": "1.0.3", "exportedAt": 1780000000}, "session": session, "messages": flow(chat)},
                                   ensure_ascii=False, indent=2)


@writer("wechat_csv")
def _(chat):
    rows = [[1000 + m["n"], f"77{m['n']:06}", "文本", int(m["who"] == SHOP), m["who"], "Jane", m["text"], "",
             form(m["at"], "%Y-%m-%d %H:%M:%S")] for m in chat]
    return "Jane.csv", table(["id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime"], rows)


@writer("wechat_txt")
def _(chat):
    return "Jane.txt", "".join(f"{form(m['at'], '%Y-%m-%d %H:%M:%S')} '{m['who']}'\n{m['text']}\n\n" for m in chat)


@writer("qq_json")
def _(chat):
    messages = [{"messageId": f"75{m['n']:08}", "timestamp": form(m["at"], "%Y-%m-%dT%H:%M:%S.000Z"),
                 "sender": {"uid": "u_a" if m["who"] == SHOP else "u_b", "uin": "10001" if m["who"] == SHOP else "10002", "name": m["who"]},
                 "messageType": 2, "isSystemMessage": False, "isRecalled": False, "content": {"text": m["text"], "resources": []}} for m in chat]
    return "Jane.json", json.dumps({"metadata": {"name": "QQChatExporter V4", "version": "4.0.0"}, "chatInfo": {"name": "Jane", "type": "private"},
                                    "statistics": {"totalMessages": len(chat)}, "messages": messages}, ensure_ascii=False, indent=2)


@writer("qq_blocks")
def _(chat):
    rule, stamp = "=" * 47, "%Y-%m-%d %H:%M:%S"
    head = (f"[QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]\n\n{rule}\n           QQ聊天记录导出文件\n{rule}\n\n聊天名称: Jane\n聊天类型: 私聊\n"
            f"消息总数: {len(chat)}\n\n\n")
    body = "".join(f"{m['who']}:\n时间: {form(m['at'], stamp)}\n内容: {m['text']}\n\n\n" for m in chat)
    return "Jane.txt", f"{head}{body}{rule}\n              导出完成\n{rule}\n总计导出 {len(chat)} 条消息\n"


@writer("chat_table")
def _(chat):
    rows = [[m["who"], JANE if m["who"] == SHOP else SHOP, form(m["at"], "%Y-%m-%d %H:%M:%S"), m["text"]] for m in chat]
    return "聊天记录.csv", table(["发送人", "接收人", "发送时间", "消息内容"], rows)


@writer("zendesk")
def _(chat):
    comments = [{"id": 900 + m["n"], "type": "Comment", "author_id": 1 if m["who"] == SHOP else 2, "body": m["text"], "plain_body": m["text"],
                 "public": True, "created_at": form(m["at"], "%Y-%m-%dT%H:%M:%SZ"), "attachments": []} for m in chat]
    users = [{"id": 1, "name": SHOP, "role": "agent"}, {"id": 2, "name": JANE, "role": "end-user"}]
    ticket = {"id": 35, "subject": "parcel", "description": chat[0]["text"], "status": "open", "requester_id": 2,
              "created_at": form(chat[0]["at"], "%Y-%m-%dT%H:%M:%SZ"), "comments": comments}
    return "tickets.json", json.dumps({"tickets": [ticket], "users": users, "next_page": None}, ensure_ascii=False, indent=1)


@writer("intercom")
def _(chat):
    def author(m):
        return {"type": "admin" if m["who"] == SHOP else "user", "id": "1", "name": m["who"], "email": "x@example.com"}
    parts = [{"type": "conversation_part", "id": str(700 + m["n"]), "part_type": "comment", "body": f"<p>{html(m['text'])}</p>",
              "created_at": int(m["at"].timestamp()), "author": author(m), "attachments": []} for m in chat]
    source = {"type": "conversation", "id": "500", "subject": "", "body": "<p>hello</p>", "author": author({"who": JANE})}
    return "conversation.json", json.dumps({"type": "conversation", "id": "471", "created_at": int(datetime(2026, 3, 1, tzinfo=UTC).timestamp()),
                                            "source": source, "conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts,
                                                                                     "total_count": len(parts)}}, ensure_ascii=False)


WRITERS["intercom"][1].update(more=1)


@writer("chatwoot")
def _(chat):
    messages = [{"id": 300 + m["n"], "content": m["text"], "account_id": 1, "inbox_id": 2, "conversation_id": 44,
                 "message_type": int(m["who"] == SHOP), "created_at": int(m["at"].timestamp()), "private": False, "status": "sent",
                 "content_type": "text", "content_attributes": {}, "sender_type": "User" if m["who"] == SHOP else "Contact",
                 "sender": {"id": 9, "name": m["who"], "type": "user" if m["who"] == SHOP else "contact"}} for m in chat]
    return "messages.json", json.dumps({"meta": {"labels": []}, "payload": messages}, ensure_ascii=False)


@writer("crisp")
def _(chat):
    messages = [{"session_id": "session_a", "website_id": "w-1", "type": "text", "from": "operator" if m["who"] == SHOP else "user",
                 "origin": "chat", "content": m["text"], "fingerprint": 160000000000 + m["n"], "timestamp": millis(m["at"]),
                 "user": {"nickname": m["who"], "user_id": "u"}} for m in chat]
    return "messages.json", json.dumps({"error": False, "reason": "listed", "data": messages}, ensure_ascii=False)


@writer("sms_xml")
def _(chat):
    def entity(text):  # as the app writes it: characters beyond 16 bits as two numbers
        units = text.encode("utf-16-be")
        codes = [int.from_bytes(units[i:i + 2], "big") for i in range(0, len(units), 2)]
        return "".join(f"&#{c};" if c > 0xD7FF or c < 32 or chr(c) in '&<>"' else chr(c) for c in codes)
    rows = "".join(f'  <sms protocol="0" address="+15550100" date="{millis(m["at"])}" type="{2 if m["who"] == SHOP else 1}" subject="null" '
                   f'body="{entity(m["text"])}" read="1" status="-1" readable_date="x" contact_name="{JANE}" />\n' for m in chat)
    return "sms.xml", f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"{len(chat)}\">\n{rows}</smses>\n"


@writer("line", minute=True)
def _(chat):
    out, day = f"\ufeff[LINE] {JANE}とのトーク履歴\r\n保存日時：2026/03/20 19:57\r\n", None
    for m in chat:
        if m["at"].date() != day:
            day = m["at"].date()
            out += f"\r\n{form(m['at'], '%Y/%m/%d')}({'月火水木金土日'[m['at'].weekday()]})\r\n"
        text = m["text"]
        if "\n" in text:
            text = '"' + text.replace('"', '""') + '"'
        out += f"{form(m['at'], '%H:%M')}\t{m['who']}\t{text}\r\n"
    return f"[LINE] {JANE}とのトーク.txt", out


@writer("imessage_txt")
def _(chat):
    def stamp(at):
        return f"{form(at, '%b %d, %Y')} {at.hour % 12 or 12:2}:{form(at, '%M:%S %p')}"
    return "+15550100.txt", "".join(f"{stamp(m['at'])}\n{'Me' if m['who'] == SHOP else m['who']}\n{m['text']}\n\n" for m in chat)


@writer("telegram_text", minute=True)
def _(chat):
    return "copied.txt", "".join(f"{m['who']}, [{form(m['at'], '%d/%m/%Y %H:%M')}]\n{m['text']}\n\n" for m in chat)


@writer("signal_txt", minute=True)
def _(chat):
    return "Jane.md", "".join(f"[{form(m['at'], '%Y-%m-%d %H:%M')}] {m['who']}: {m['text']}  \n" for m in chat)


@writer("signal_json")
def _(chat):
    return "Jane/data.json", "".join(json.dumps({"date": form(m["at"], "%Y-%m-%dT%H:%M:%S+00:00"), "sender": m["who"], "body": m["text"], "quote": "",
                                            "sticker": "", "reactions": [], "attachments": []}, ensure_ascii=False) + "\n" for m in chat)


@writer("telegram_html")
def _(chat):
    out, before = "", None
    for m in chat:
        joined = " joined" if m["who"] == before else ""
        name = "" if joined else f'\n       <div class="from_name">\n{html(m["who"])}\n       </div>\n'
        before = m["who"]
        out += (f'     <div class="message default clearfix{joined}" id="message{100 + m["n"]}">\n      <div class="body">\n'
                f'       <div class="pull_right date details" title="{form(m["at"], "%d.%m.%Y %H:%M:%S")} UTC+00:00">\n{form(m["at"], "%H:%M")}\n       </div>\n'
                f'{name}       <div class="text">\n{html(m["text"])}\n       </div>\n      </div>\n     </div>\n\n')
    return "messages.html", ('<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n </head>\n <body onload="CheckLocation();">\n'
                             f'  <div class="page_wrap">\n   <div class="page_header">\n    <div class="content">\n     <div class="text bold">\n{JANE}\n     </div>\n'
                             f'    </div>\n   </div>\n   <div class="page_body chat_page">\n    <div class="history">\n{out}    </div>\n   </div>\n  </div>\n </body>\n</html>\n')


@writer("imessage_html")
def _(chat):
    out = ""
    for m in chat:
        stamp = f"{form(m['at'], '%b %d, %Y')} {m['at'].hour % 12 or 12:2}:{form(m['at'], '%M:%S %p')}"
        side, who = ("sent iMessage", "Me") if m["who"] == SHOP else ("received", m["who"])
        out += (f'<div class="message"><div class="{side}"><p><span class="timestamp"><a title="Reveal in Messages app" href="sms://x">{stamp}</a> </span>'
                f'<span class="sender">{html(who)}</span></p>\n<hr><div class="message_part"><span class="bubble">{html(m["text"])}</span></div></div></div>\n')
    return "+15550100.html", f'<html>\n<head><meta charset="UTF-8"><style></style></head><body>\n{out}</body></html>\n'


@writer("qq_mht")
def _(chat):
    def cell(text):
        return html(text)
    rows, day = "", None
    for m in chat:
        if m["at"].date() != day:
            day = m["at"].date()
            rows += f"<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;border-bottom-style:solid;color:#3568BB;font-weight:bold;height:24px;line-height:24px;padding-left:10px;margin-bottom:5px;>日期: {form(m['at'], '%Y-%m-%d')}</td></tr>"
        colour = "#42B475" if m["who"] == SHOP else "#006EFE"
        rows += (f"<tr><td><div style=color:{colour};padding-left:10px;><div style=float:left;margin-right:6px;>{cell(m['who'])}</div>{form(m['at'], '%H:%M:%S')}</div>"
                 f"<div style=padding-left:20px;><font style=\"font-size:10pt;font-family:'微软雅黑','MS Sans Serif',sans-serif;\" color='000000'>{cell(m['text'])}</font></div></td></tr>")
    head = "".join(f"<tr><td><div style=padding-left:10px;>{t}</div></td></tr>" for t in ("消息记录", "消息分组:我的好友", "消息对象:Jane", "&nbsp;"))
    body = ("<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" /><title>QQ Message</title>"
            f"<style type=\"text/css\">body{{font-size:12px;}}</style></head><body><table width=100% cellspacing=0>{head}{rows}</table></body></html>")
    mark = "----=_NextPart_20260320_000001.ABCDEF"
    return "Jane.mht", (f"From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\nContent-Type:multipart/related;\r\n\tcharset=\"utf-8\"\r\n"
                        f"\ttype=\"text/html\";\r\n\tboundary=\"{mark}\"\r\n\r\n--{mark}\r\nContent-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n{body}\r\n\r\n--{mark}--\r\n")


@writer("discord_html")
def _(chat):
    out = ""
    for m in chat:
        # Discord's numbers hold the time: milliseconds since 2015, above 22 other bits.
        number, stamp = (millis(m["at"]) - 1420070400000 << 22) + m["n"], f"{m['at'].day:02}/{m['at'].month:02}/{m['at'].year} {form(m['at'], '%H:%M')}"
        out += (f'<div class=chatlog__message-group><div id=chatlog__message-container-{number} class="chatlog__message-container " data-message-id={number}>'
                f'<div class=chatlog__message><div class=chatlog__message-primary><div class=chatlog__header><span class=chatlog__author title="{html(m["who"])}" '
                f'data-user-id={7 if m["who"] == SHOP else 8}>{html(m["who"])}</span> <span class=chatlog__timestamp title="{stamp}"><a href=#x>{stamp}</a></span></div>'
                f'<div class="chatlog__content chatlog__markdown"><span class=chatlog__markdown-preserve>{html(m["text"]).replace("<br>", chr(10))}</span></div></div></div></div></div>')
    return "Direct Messages - Jane [55].html", (f"<!DOCTYPE html><html lang=en><head><title>Direct Messages - Jane</title><meta charset=utf-8></head><body><div class=preamble>"
                                                f"<div class=preamble__entries-container><div class=preamble__entry>Direct Messages</div></div></div><div class=chatlog>{out}</div>"
                                                f"<div class=postamble><div class=postamble__entry>Exported {len(chat)} message(s)</div></div></body></html>")


@writer("facebook_html", newest_first=True)
def _(chat):
    out = ""
    for m in reversed(chat):
        stamp = f"{form(m['at'], '%b %d, %Y')} {m['at'].hour % 12 or 12}:{form(m['at'], '%M:%S')}{'am' if m['at'].hour < 12 else 'pm'}"
        out += (f'<div class="_3-95 _a6-g"><div class="_2ph_ _a6-h _a6-i">{html(m["who"])}</div><div class="_2ph_ _a6-p"><div><div></div><div>{html(m["text"])}</div>'
                f'<div></div><div></div></div></div><div class="_3-94 _a6-o"><div class="_a72d">{stamp}</div></div></div>')
    return "message_1.html", (f'<html><head><base href="../../../" /><meta charset="utf-8" /><title>{JANE}</title></head><body><div class="_a706" role="main">'
                              f'<div class="_a6-g"><div class="_2ph_ _a6-h">Participants: {JANE} and {SHOP}</div></div>{out}</div></body></html>')


@writer("wechat_html")
def _(chat):
    messages = [{"type": 1, "sub_type": 0, "text": html(m["text"]), "is_send": int(m["who"] == SHOP), "avatar_path": "", "timestamp": int(m["at"].timestamp()),
                 "is_chatroom": 0, "displayname": m["who"]} for m in chat]
    return "Jane.html", ('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="UTF-8">\n<title>Jane</title>\n</head>\n<body>\n<div class="container"></div>\n'
                         '<script>\nconst chatMessages = ' + json.dumps(messages, ensure_ascii=False) + ";\n</script>\n</body>\n</html>\n")


@writer("wechat_sql")
def _(chat):
    def quoted(text):
        return "'" + text.replace("'", "''") + "'"
    columns = "session_id, local_id, message_id, create_time, sender, is_send, local_type, media_type, content, media_path"
    rows = "".join(f"INSERT INTO weflow_messages ({columns}) VALUES ('wxid_jane', '{10 + m['n']}', '{7437267147299590000 + m['n']}', {int(m['at'].timestamp())}, "
                   f"{quoted('wxid_shop' if m['who'] == SHOP else JANE)}, {'TRUE' if m['who'] == SHOP else 'FALSE'}, 1, NULL, {quoted(m['text'])}, NULL);\n" for m in chat)
    return "Jane.sql", ("BEGIN;\nCREATE TABLE IF NOT EXISTS weflow_messages (\n  session_id TEXT NOT NULL,\n  local_id TEXT,\n  message_id TEXT,\n  create_time BIGINT NOT NULL,\n"
                        f"  sender TEXT,\n  is_send BOOLEAN NOT NULL,\n  local_type INTEGER,\n  media_type TEXT,\n  content TEXT,\n  media_path TEXT\n);\n{rows}COMMIT;\n")


def stamp_of(local, loses):
    return local[:16] if loses.get("minute") else local[:19]


def words(text):
    return re.sub(r"\s+", " ", text or "").strip()


faults = []


def fault(name, what):
    faults.append(f"{name}: {what}")


def run(*arguments):
    home = tempfile.gettempdir()
    env = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": home, **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
    done = subprocess.run([BINARY, *arguments], capture_output=True, env=env, timeout=120)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
    return done.stdout.decode()


def put(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def people(lines):
    return [m for m in map(json.loads, lines.splitlines()) if m["type"] == "message" and m["role"] != "system"]


def check_words(name, path, chat, loses):
    got = people(run("ingest", "--emit", "--tz", "UTC", path))
    got = sorted(got[::-1] if loses.get("newest_first") else got[loses.get("more", 0):], key=lambda m: m["at"] or "")
    if len(got) != len(chat):
        return fault(name, f"{len(chat)} messages were written, {len(got)} read")
    own = {m["sender"] for m, said in zip(got, chat) if said["who"] == SHOP}
    theirs = {m["sender"] for m, said in zip(got, chat) if said["who"] == JANE}
    if not loses.get("minute") and (len(own) != 1 or len(theirs) != 1 or own & theirs):
        fault(name, f"senders {own} and {theirs}")
    sender = loses.get("sender", lambda who: who)
    if theirs != {sender(JANE)} and not loses.get("minute"):
        fault(name, f"the buyer is called {theirs}")
    pattern = "%Y-%m-%dT%H:%M" if loses.get("minute") else "%Y-%m-%dT%H:%M:%S"
    got_all = sorted((stamp_of(m["at"] or "", loses), words(m["text"])) for m in got)
    said_all = sorted((form(m["at"], pattern), words(m["text"])) for m in chat)
    for have, want in zip(got_all, said_all):
        if have != want:
            return fault(name, f"read {have}, written {want}")


def ids(store):
    return {r["id"] for r in map(json.loads, run("--store", store, "show", "-f", "ndjson", "--type", "message").splitlines())}


def check_overlap(name, write, chat, folder):
    def read(store, *parts):
        for n, part in enumerate(parts):
            run("--store", f"{folder}/{store}", "ingest", "--tz", "UTC", put(f"{folder}/{store}-{n}", *write(part)))
        return ids(f"{folder}/{store}")
    whole = read("whole", chat)
    if len(whole) < len(chat):
        return fault(name, f"the store holds {len(whole)} of {len(chat)}")
    if read("twice", chat, chat) != whole:
        fault(name, "read twice it is not there once")
    for n, (end, begin) in enumerate(((40, 20), (31, 25))):
        first, second = chat[:end], chat[begin:]
        if read(f"cut{n}", first, second) != whole:
            fault(name, f"exports cut at {end} and {begin} are not the whole")
        if read(f"back{n}", second, first) != whole:
            fault(name, f"exports cut at {end} and {begin}, the later one first, are not the whole")


formats = [line.split()[0] for line in run("ingest", "--list-formats").splitlines()]
for name in formats:
    if name not in NO_CHAT and name not in WRITERS:
        fault(name, "has no writer in this test")
done = 0
for name, (write, loses) in WRITERS.items():
    if name not in formats:
        continue
    chat = conversation()
    with tempfile.TemporaryDirectory() as folder:
        try:
            check_words(name, put(folder, *write(chat)), chat, loses)
            check_overlap(name, write, chat, folder)
        except (RuntimeError, KeyError, ValueError) as error:
            fault(name, str(error))
    done += 1
print(f"{done} formats written, read, read twice and overlapped; no such format yet: {sorted(set(WRITERS) - set(formats))}")
for line in faults:
    print(line)
sys.exit(bool(faults))
