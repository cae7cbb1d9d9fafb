#!/usr/bin/env python3
"""Plants another buyer's e-mail, an unsold key, a merchant key and notes meant for colleagues in every kind of source, builds
packages of one case (folder and zip, from a store and on the spot), and looks for the plants in every byte that leaves: files,
PDF text, PDF streams; for the notes also in letters, checks and reports."""
import csv as csv_module
import gzip
import json
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib

BINARY, SOURCE = sys.argv[1], sys.argv[2]
MAIL = "stranger.plant@example.net"
UNSOLD = "PLNT-UNSD-7Q7Q-9X9X"
MERCHANT = "MERCHANTPLANT0123456789abcdef"
NOTE = "staffonlyplant the buyer is a nuisance"  # a private note in the case's own conversation
PLANTS = [MAIL, UNSOLD, UNSOLD.replace("-", ""), MERCHANT, "Plantina", NOTE]
OWN = "jane@example.com"  # the case's own buyer: must be there, or the search would prove nothing

CHAT = (
    "25/03/2026, 12:00 - Jane Doe: Where is my code for order AB100200? " + OWN + "\n"
    "25/03/2026, 12:05 - Key Shop: Sent, it is GOOD-KEY1-2345-6789\n"
    "25/03/2026, 12:07 - Jane Doe: thanks\n"
)
OTHER_CHAT = (
    "25/03/2026, 13:00 - Plantina Roe: I am " + MAIL + ", order CD300400 please\n"
    "25/03/2026, 13:05 - Key Shop: yours is " + UNSOLD + " and our key is " + MERCHANT + "\n"
)


def mail(sender, to, subject, body, number, reply=""):
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Wed, 25 Mar 2026 12:0{number}:00 +0000\r\n"
        f"Message-ID: <{number}@example.com>\r\n{reply}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{body}\r\n"
    )


OUR_MAIL = mail(f"Jane Doe <{OWN}>", "Shop <shop@example.com>", "Order AB100200", "Where is order AB100200?", 1)
THEIR_MAIL = mail(
    f"Plantina Roe <{MAIL}>", "Shop <shop@example.com>", "Order CD300400", f"I got {UNSOLD}, is {MERCHANT} yours?", 2
)
PAYPAL_HEAD = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
    '"To Email Address","Transaction ID","Item Title","Reference Txn ID","Invoice Number","Quantity","Balance","Note"\n'
)


def paypal_row(name, address, transaction, invoice, note=""):
    return (
        f'"03/25/2026","11:15:00","PST","{name}","Website Payment","Completed","USD","49.00","-1.90","47.10","{address}",'
        f'"shop@example.com","{transaction}","Game key","","{invoice}","1","47.10","{note}"\n'
    )


ROWS = [("Plantina Roe", MAIL, "4AB00000000000009", "CD300400", UNSOLD + " " + MERCHANT),
        ("Jane Doe", OWN, "4AB00000000000001", "AB100200", ""),
        ("Plantina Roe", MAIL, "4AB00000000000008", "EF500600", "")]
TABLE = [("order_id", "buyer_name", "buyer_email", "amount", "currency", "created_at", "note"),
         ("CD300400", "Plantina Roe", MAIL, "10.00", "USD", "2026-03-25 10:00:00", UNSOLD + " " + MERCHANT),
         ("AB100200", "Jane Doe", OWN, "49.00", "USD", "2026-03-25 11:00:00", "fast please")]

DUMP = f"""-- MySQL dump 10.13
CREATE TABLE `orders` (`id` bigint NOT NULL, `order_sn` varchar(150) NOT NULL, `goods_id` int NOT NULL,
  `title` varchar(200) NOT NULL, `type` tinyint NOT NULL, `goods_price` decimal(10,2) NOT NULL, `buy_amount` int NOT NULL,
  `actual_price` decimal(10,2) NOT NULL, `search_pwd` varchar(200), `email` varchar(200) NOT NULL, `info` text,
  `pay_id` int, `buy_ip` varchar(50) NOT NULL, `trade_no` varchar(200), `status` tinyint NOT NULL,
  `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `orders` VALUES (1,'CD300400',7,'Card x 1',1,49.50,1,49.50,'{MERCHANT}','{MAIL}','{UNSOLD}',1,'203.0.113.9','T1',4,'2026-03-25 08:59:00','2026-03-25 09:00:03',NULL),(2,'AB100200',7,'Card x 1',1,49.50,1,49.50,'{MERCHANT}','{OWN}','SOLD-AAAA-1111',1,'203.0.113.7','T2',4,'2026-03-25 08:59:00','2026-03-25 09:00:03',NULL);
CREATE TABLE `carmis` (`id` bigint NOT NULL, `goods_id` int NOT NULL, `status` tinyint NOT NULL, `is_loop` tinyint NOT NULL,
  `carmi` text NOT NULL, `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `carmis` VALUES (1,7,1,0,'{UNSOLD}','2026-03-02 00:00:00',NULL,NULL),(2,7,2,0,'SOLD-AAAA-1111','2026-03-02 00:00:00',NULL,NULL);
CREATE TABLE `goods` (`id` int NOT NULL, `gd_name` varchar(200) NOT NULL);
INSERT INTO `goods` VALUES (7,'Card');
CREATE TABLE `pays` (`id` int, `pay_name` varchar(200), `pay_check` varchar(50), `merchant_id` varchar(200), `merchant_key` text, `merchant_pem` text);
INSERT INTO `pays` VALUES (1,'Alipay','zfbf2f','2088','{MERCHANT}','{MERCHANT}');
"""

TAOBAO = "订单编号,买家会员名,买家支付宝账号,买家应付货款,总金额,订单状态,收货地址 ,联系手机,订单创建时间,宝贝标题 ,物流单号 ,订单备注\r\n" + "".join(
    f'="{number}",{name},{address},49.00,49.00,交易成功,{street},\'13800000000,2026-03-25 11:00:00,Card,No:{parcel};,{note}\r\n'
    for number, name, address, street, parcel, note in (
        ("CD300400", "Plantina Roe", MAIL, "Plantina Street 1", "PLNT1", UNSOLD + " " + MERCHANT),
        ("AB100200", "Jane Doe", OWN, "1 Main St", "OWN1", ""),
        ("EF500600", "Plantina Roe", MAIL, "Plantina Street 1", "PLNT2", "")))
TAOBAO_ITEMS = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,备注\r\n" + "".join(
    f'="{number}",{title},49.00,1,,{what},\r\n'
    for number, title, what in (("CD300400", "Card for Plantina", UNSOLD), ("AB100200", "Card", "red"),
                                ("CD300400", "Card", MERCHANT), ("AB100200", "Box", "blue")))
P2P = f"UID:{MERCHANT},Account Type:{MAIL}\n订单号,类型,币种,法币,单价,数量,总额,状态,对手方,收款方式,创建时间\n" + "".join(
    f"{number},出售,USDT,CNY,7.2,10,72.00,已完成,{name},{method},2026-03-25 11:00:00\n"
    for number, name, method in (("CD300400", "Plantina Roe", MAIL), ("AB100200", "Jane Doe", "bank"),
                                 ("EF500600", "Plantina Roe", UNSOLD)))
ALIPAY = (f"----\r\n姓名：Plantina Shop\r\n支付宝账户：{MAIL}\r\n共9笔记录\r\n----电子客户回单----\r\n"
          "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\r\n" + "".join(
              f"2026-03-25 11:0{n}:00,{what},{name},{address},Card,{way},49.00,余额,交易成功,{number}\t,{order}\t,{note},\r\n"
              for n, (what, name, address, way, number, order, note) in enumerate((
                  ("转账", "Plantina Roe", MAIL, "支出", "2026032500001", "", UNSOLD),
                  ("商业服务", "Jane Doe", OWN, "收入", "2026032500002", "AB100200", ""),
                  ("商业服务", "Plantina Roe", MAIL, "收入", "2026032500003", "CD300400", MERCHANT),
                  ("日用百货", "Plantina Foods", "/", "支出", "2026032500004", "X1", ""))))
          + f"----\r\n导出时间:[2026-03-26]    用户:Plantina {MAIL}\r\n")
WECHAT = (f"微信支付账单明细,,\r\n微信昵称：[Plantina Shop],,\r\n共3笔记录,,\r\n"
          "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\r\n"
          f'2026-03-25 11:00:00,转账,Plantina Roe,"{MAIL}",支出,¥49.00,零钱,支付成功,"42001"\t,"/"\t,"{UNSOLD}"\r\n'
          f'2026-03-25 11:01:00,商户消费,Jane Doe,"{OWN}",收入,¥49.00,/,支付成功,"42002"\t,"AB100200"\t,"/"\r\n'
          f'2026-03-25 11:02:00,商户消费,Plantina Roe,/,收入,¥49.00,/,支付成功,"42003"\t,"CD300400"\t,"{MERCHANT}"\r\n')


HOLD_NOTHING = {"document"}  # nothing in it is read: what documents hold the leak gate looks for (leak_gate.py)


def zipped(name, text):
    def write(path):
        with zipfile.ZipFile(path, "w") as z:
            z.writestr(name, text)
    return write


def plain(text, encoding="utf-8"):
    def write(path):
        with open(path, "w", encoding=encoding, newline="") as f:
            f.write(text)
    return write


def gzipped(text):
    def write(path):
        with gzip.open(path, "wb") as f:
            f.write(text.encode())
    return write


def workbook(rows):
    """An .xlsx whose texts are shared strings, as spreadsheets write them: strangers' stand beside ours."""
    def write(path):
        strings = sorted({cell for row in rows for cell in row})
        sheet = "".join(f'<row r="{n}">' + "".join(f'<c r="{chr(65 + i)}{n}" t="s"><v>{strings.index(cell)}</v></c>'
                                                   for i, cell in enumerate(row)) + "</row>" for n, row in enumerate(rows, 1))
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("[Content_Types].xml", "<Types/>")
            z.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{rel}/officeDocument" '
                                      'Target="xl/workbook.xml"/></Relationships>')
            z.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" '
                                          'r:id="s"/></sheets></workbook>')
            z.writestr("xl/_rels/workbook.xml.rels",
                       f'<Relationships xmlns="{package}"><Relationship Id="s" Type="{rel}/worksheet" Target="worksheets/s.xml"/>'
                       f'<Relationship Id="t" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
            z.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')
            z.writestr("xl/sharedStrings.xml",
                       f'<sst xmlns="{main}">' + "".join(f"<si><t>{s}</t></si>" for s in strings) + "</sst>")
    return write


def record_lines():
    lines = []
    for number, address, text in (("CD300400", MAIL, UNSOLD), ("AB100200", OWN, "none")):
        lines.append('{"schema":"redress/1","type":"order","platform":"paypal","number":"%s","at":"2026-03-25T10:00:00Z",'
                     '"buyer":{"email":"%s"},"title":"%s"}' % (number, address, text))
    return "\n".join(lines) + "\n"


def telegram():
    """Two chats of one account: the whole file never leaves, the buyer's elements do."""
    people = {"Jane Doe": (5550100, [("Jane Doe", "Where is my code for order AB100200? " + OWN), ("Key Shop", "Sent"), ("Jane Doe", "thanks")]),
              "Plantina Roe": (5550101, [("Plantina Roe", "I am " + MAIL + ", order CD300400 please"),
                                         ("Key Shop", "yours is " + UNSOLD + " and our key is " + MERCHANT)])}
    return json.dumps({"contacts": {"list": [{"first_name": "Plantina", "phone_number": MAIL}]}, "chats": {"list": [
        {"name": name, "type": "personal_chat", "id": number, "messages": [
            {"id": i, "type": "message", "date_unixtime": str(1774440000 + i), "from": who, "text": text}
            for i, (who, text) in enumerate(talk, 1)]} for name, (number, talk) in people.items()]}}, indent=1)


OUR_DESK = [("buyer", "Jane Doe", "Where is my code for order AB100200? " + OWN, False), ("agent", "Key Shop", NOTE, True),
            ("agent", "Key Shop", "Sent", False), ("buyer", "Jane Doe", "thanks", False)]
THEIR_DESK = [("buyer", "Plantina Roe", "I am " + MAIL + ", order CD300400 please", False),
              ("agent", "Key Shop", "yours is " + UNSOLD + " and our key is " + MERCHANT, False), ("agent", "Key Shop", NOTE, True)]


def zendesk():
    def ticket(number, talk):
        return {"id": number, "subject": "Code", "description": talk[0][2], "status": "open", "requester_id": number * 10,
                "created_at": "2026-03-25T12:00:00Z", "tags": [NOTE], "comments": [
                    {"id": number * 100 + i, "author_id": number * 10 if who == "buyer" else 1, "body": text, "public": not private,
                     "attachments": [], "created_at": f"2026-03-25T12:0{i}:00Z"} for i, (who, _, text, private) in enumerate(talk)]}
    return {"tickets": [ticket(1, OUR_DESK), ticket(2, THEIR_DESK)], "users": [
        {"id": 10, "name": "Jane Doe", "email": OWN, "role": "end-user"}, {"id": 20, "name": "Plantina Roe", "email": MAIL, "role": "end-user"},
        {"id": 1, "name": "Key Shop", "role": "agent"}]}


def intercom():
    def talk_of(number, talk):
        author = lambda who, name: {"type": "user" if who == "buyer" else "admin", "id": name, "name": name}
        return {"type": "conversation", "id": str(number), "created_at": 1774440000, "contacts": {"contacts": []},
                "source": {"id": f"s{number}", "body": "<p>" + talk[0][2] + "</p>", "author": author(*talk[0][:2])},
                "conversation_parts": {"conversation_parts": [
                    {"id": f"{number}-{i}", "part_type": ("note" if i % 2 else "assignment") if private else "comment", "body": "<p>" + text + "</p>",
                     "created_at": 1774440000 + 60 * i, "author": author(who, name)} for i, (who, name, text, private) in enumerate(talk) if i]}}
    return {"type": "conversation.list", "conversations": [talk_of(1, OUR_DESK), talk_of(2, THEIR_DESK)]}


def chatwoot():
    return {"payload": [{"id": number * 100 + i, "conversation_id": number, "message_type": int(who == "agent"), "private": private, "content": text,
                         "created_at": 1774440000 + 60 * i, "sender": {"id": name, "name": name}}
                        for number, talk in ((1, OUR_DESK), (2, THEIR_DESK)) for i, (who, name, text, private) in enumerate(talk)]}


def crisp():
    return {"data": [{"session_id": f"session_{number}", "website_id": "w", "type": "note" if private else "text", "content": text, "origin": "chat",
                      "from": "user" if who == "buyer" else "operator", "fingerprint": number * 100 + i, "timestamp": 1774440000000 + 60000 * i,
                      "user": {"nickname": name}} for number, talk in ((1, OUR_DESK), (2, THEIR_DESK))
                     for i, (who, name, text, private) in enumerate(talk)]}


ACG_DUMP = (
    "CREATE TABLE `acg_card` (`id` i,`owner` i,`commodity_id` i,`draft` v,`secret` v,`create_time` t,`purchase_time` t,`order_id` i,`status` t,`note` v,`race` v);\n"
    "INSERT INTO `acg_card` VALUES (1,0,1,NULL,'GOOD-KEY1-2345-6789','2026-03-01 08:00:00','2026-03-25 12:00:31',1,1,NULL,NULL),"
    "(2,0,1,NULL,'" + UNSOLD + "','2026-03-01 08:00:00',NULL,NULL,0,NULL,NULL);\n"
    "CREATE TABLE `acg_config` (`id` i,`key` v,`value` t);\nINSERT INTO `acg_config` VALUES (1,'pay','" + MERCHANT + "');\n"
    "CREATE TABLE `acg_commodity` (`id` i,`name` v,`delivery_way` t);\nINSERT INTO `acg_commodity` VALUES (1,'Card',0);\n"
    "CREATE TABLE `acg_order` (`id` i,`trade_no` c,`amount` d,`commodity_id` i,`card_num` i,`create_time` t,`create_ip` v,`pay_time` t,`status` t,"
    "`secret` t,`password` v,`contact` v,`delivery_status` t);\n"
    "INSERT INTO `acg_order` VALUES (1,'AB100200',9.90,1,1,'2026-03-25 12:00:00','203.0.113.1','2026-03-25 12:00:30',1,'GOOD-KEY1-2345-6789','pw','"
    + OWN + "',1),(2,'CD300400',9.90,1,1,'2026-03-25 13:00:00','203.0.113.2','2026-03-25 13:00:30',1,'OTHR-KEY1-2345-0000','pw2','" + MAIL + "',1);\n"
    "CREATE TABLE `acg_ticket` (`id` i,`ticket_no` c,`title` v,`order_trade_no` c);\n"
    "INSERT INTO `acg_ticket` VALUES (7,'T1','Code does not work','AB100200'),(8,'T2','I am Plantina','CD300400');\n"
    "INSERT INTO `acg_ticket_message` VALUES (1,7,0,5,'Jane Doe',0,'It does not work','','2026-03-25 12:30:00'),"
    "(2,8,0,6,'Plantina Roe',0,'I am " + MAIL + "','','2026-03-25 13:30:00'),(3,7,1,1,'Key Shop',0,'Try again','','2026-03-25 12:40:00');\n")


def sms_backup():
    rows = [("Jane Doe", "1", "Where is my code for order AB100200? " + OWN), ("Jane Doe", "3", NOTE), ("Jane Doe", "2", "Sent"),
            ("Plantina Roe", "1", "I am " + MAIL + ", order CD300400 please"), ("Plantina Roe", "2", "yours is " + UNSOLD + " and our key is " + MERCHANT)]
    return "<smses count='5'>\n" + "".join(
        f'<sms address="+1555010{len(name)}" date="{1774440000000 + 60000 * i}" type="{kind}" body="{body}" contact_name="{name}" />\n'
        for i, (name, kind, body) in enumerate(rows)) + "</smses>\n"


def qq_text():
    """Two conversations in one file of the message manager."""
    rule = "=" * 64
    out = ["消息记录（此消息记录为文本格式，不支持重新导入）", ""]
    talks = {"Jane Doe": [("Jane Doe", "Where is my code for order AB100200? " + OWN), ("Key Shop", "Sent"), ("Jane Doe", "thanks")],
             "Plantina Roe": [("Plantina Roe", "I am " + MAIL + ", order CD300400 please"),
                              ("Key Shop", "yours is " + UNSOLD + " and our key is " + MERCHANT)]}
    for peer, talk in talks.items():
        out += [rule, "消息分组:Buyers", rule, "消息对象:" + peer, rule, ""]
        for minute, (who, text) in enumerate(talk):
            out += [f"2026-03-25 12:{minute:02}:00 {who}", text, ""]
    return "\ufeff" + "\r\n".join(out)


OUR_TALK = ("Jane Doe 2026-03-25 12:00:00\nWhere is my code for order AB100200? " + OWN + "\n\nKey Shop 2026-03-25 12:05:00\nSent\n\n"
            "Jane Doe 2026-03-25 12:06:00\nthanks\n")
THEIR_TALK = ("Plantina Roe 2026-03-25 13:00:00\nI am " + MAIL + ", order CD300400 please\n\nKey Shop 2026-03-25 13:05:00\nyours is "
              + UNSOLD + " and our key is " + MERCHANT + "\n")


ROWS_HEAD = "发送人,接收人,发送时间,消息内容\n"
OUR_ROWS = (ROWS_HEAD + "Jane Doe,Key Shop:ann,2026-03-25 12:00:00,Where is my code for order AB100200? " + OWN + "\n"
            "Key Shop:ann,Jane Doe,2026-03-25 12:05:00,Sent\nJane Doe,Key Shop:ann,2026-03-25 12:06:00,thanks\n")
THEIR_ROWS = (ROWS_HEAD + "Plantina Roe,Key Shop:ann,2026-03-25 13:00:00,\"I am " + MAIL + ", order CD300400 please\"\n"
              "Key Shop:ann,Plantina Roe,2026-03-25 13:05:00,yours is " + UNSOLD + " and our key is " + MERCHANT + "\n")


def json_rows():
    return [dict(zip(TABLE[0], row)) for row in TABLE[1:]]


def p2p_answer():
    return {"code": "000000", "data": [
        {"orderNumber": number, "tradeType": "SELL", "asset": "USDT", "fiat": "CNY", "amount": "10", "totalPrice": "72",
         "orderStatus": "COMPLETED", "createTime": 1774436400000, "counterPartNickName": name, "note": note}
        for number, name, note in (("CD300400", "Plantina Roe", MAIL + " " + UNSOLD), ("AB100200", "Jane Doe", ""),
                                   ("EF500600", "Plantina Roe", MERCHANT))]}


def sources():
    """format -> [(file name, writer)]: the case's records and the plants."""
    csv = "\n".join(",".join(row) for row in TABLE) + "\n"
    return {
        "whatsapp": [("WhatsApp Chat with Jane Doe.txt", plain(CHAT)), ("WhatsApp Chat with Plantina Roe.txt", plain(OTHER_CHAT))],
        "whatsapp_zip": [("WhatsApp Chat with Jane Doe.zip", zipped("WhatsApp Chat with Jane Doe.txt", CHAT)),
                         ("WhatsApp Chat with Plantina Roe.zip", zipped("WhatsApp Chat with Plantina Roe.txt", OTHER_CHAT))],
        "telegram_json": [("result.json", plain(telegram()))],
        "zendesk": [("tickets.json", plain(json.dumps(zendesk(), indent=1)))],
        "zendesk_lines": [("export.json", plain("".join(json.dumps(t) + "\n" for t in zendesk()["tickets"])))],
        "zendesk_one": [("ticket.json", plain(json.dumps({"ticket": zendesk()["tickets"][0]})))],
        "intercom": [("conversations.json", plain(json.dumps(intercom())))],
        "intercom_one": [("conversation.json", plain(json.dumps(intercom()["conversations"][0])))],
        "chatwoot": [("messages.json", plain(json.dumps(chatwoot())))],
        "crisp": [("messages.json", plain(json.dumps(crisp())))],
        "sms_xml": [("sms.xml", plain(sms_backup()))],
        "qq_txt": [("messages.txt", plain(qq_text()))],
        "name_time": [("Jane.txt", plain(OUR_TALK)), ("Plantina.txt", plain(THEIR_TALK))],
        "eml": [("ours.eml", plain(OUR_MAIL)), ("theirs.eml", plain(THEIR_MAIL))],
        "mbox": [("box.mbox", plain("From x@example.com Wed Mar 25 12:01:00 2026\r\n" + THEIR_MAIL +
                                    "\r\nFrom x@example.com Wed Mar 25 12:02:00 2026\r\n" + OUR_MAIL))],
        "paypal_csv": [("activity.csv", plain(PAYPAL_HEAD + "".join(paypal_row(*row) for row in ROWS)))],
        "acg_faka": [("acg.sql", plain(ACG_DUMP))],
        "dujiaoka": [("shop.sql", plain(DUMP))],
        "dujiaoka_gz": [("shop.sql.gz", gzipped(DUMP))],
        "whatsapp_gz": [("WhatsApp Chat with Jane Doe.txt.gz", gzipped(CHAT)),
                        ("WhatsApp Chat with Plantina Roe.txt.gz", gzipped(OTHER_CHAT))],
        "taobao_orders": [("ExportOrderList1.csv", plain(TAOBAO, "gb18030")), ("ExportOrderDetailList1.csv", plain(TAOBAO_ITEMS))],
        "p2p_orders": [("c2c.csv", plain(P2P)), ("p2p.json", plain(json.dumps(p2p_answer())))],
        "statement": [("alipay.csv", plain(ALIPAY, "gb18030")), ("wechat.csv", plain(WECHAT, "utf-8-sig"))],
        "statement_xlsx": [("wechat.xlsx", workbook([r for r in csv_module.reader(io.StringIO(WECHAT.replace("\t", ""))) if r]))],
        "records": [("records.ndjson", plain(record_lines()))],
        "aliexpress_orders": [("orders.xlsx", workbook(ALIEXPRESS))],
        "table_xlsx": [("orders.xlsx", workbook(TABLE))],
        "table_gz": [("orders.csv.gz", gzipped(csv))],
        "chat_table": [("ours.csv", plain(OUR_ROWS)), ("all.csv", plain(THEIR_ROWS))],
        "chat_table_xlsx": [("talks.xlsx", workbook([r for r in csv_module.reader(io.StringIO(OUR_ROWS + THEIR_ROWS.split("\n", 1)[1]))]))],
        "table_csv": [("orders.csv", plain(csv))],
        "table_json": [("orders.json", plain(json.dumps(json_rows())))],
        "table_jsonl": [("orders.jsonl", plain("".join(json.dumps(r) + "\n" for r in json_rows())))],
    }


ALIEXPRESS = [("订单号", "订单状态", "负责人(业务员)", "买家名称", "买家邮箱", "下单时间", "付款时间", "产品总金额", "物流费用", "订单金额", "产品信息",
               "订单备注", "收货地址", "收货人名称", "收货国家", "手机", "实际发货物流:运单号", "发货时间", "确认收货时间")] + [
    (number, "已完成", "Li", name, address, "2026.03.25 12:30", "2026.03.25 12:31", "$ 9.00", "$ 1.00", "$ 10.00", "【1】 Card", note,
     street, name, "Spain", "", "EMS:" + parcel, "2026.03.26 10:00", "2026.04.01 10:00")
    for number, name, address, note, street, parcel in (
        ("CD300400", "Plantina Roe", MAIL, UNSOLD + " " + MERCHANT, "Plantina Street 1", "EE123456789CN"),
        ("AB100200", "Jane Doe", OWN, "fast please", "1 Main St", "EE987654321CN"))]


def rewrite(data, change):
    """A file, or each member of a zip, changed."""
    if not data.startswith(b"PK\3\4"):
        return change(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return out.getvalue()


def words_of(path, form):
    """(text, sender, thread) of each message the program reads in a sample; no form: it is to find out itself."""
    done = run(["ingest", "--emit", "-q", "--tz", "UTC", *(["--from", form] if form else []), path], os.path.dirname(path), None)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [(r["text"], r["sender"] or "", r["thread"] or "") for r in rows if r["type"] == "message" and r["role"] != "system" and r["text"]]


def of_sample(form, path):
    """Two files of a chat format made from its golden sample, the case's own conversation and the stranger's, and the format if it
    must be named. None: it will not do."""
    with open(path, "rb") as f:
        data = f.read()
    whole = b"\n".join(zipfile.ZipFile(path).read(n) for n in zipfile.ZipFile(path).namelist()) if data.startswith(b"PK\3\4") else data
    said = []
    for text, sender, thread in words_of(path, form):
        piece = max(text.split("\n"), key=len)
        if len(piece.encode()) > 2 and piece.encode() in whole and piece not in sender and piece not in (row[0] for row in said):
            said.append((piece, sender, thread))
    made = (planted_in(form, os.path.basename(path), data, row) for row in said[:8])
    return next((files for files in made if files), None)


def planted_in(form, name, data, row):
    text, buyer, thread = row
    ours = rewrite(data, lambda d: d.replace(text.encode(), ("Where is my code for order AB100200? " + OWN).encode()))

    def theirs(d):
        d = d.replace(text.encode(), f"I am {MAIL}, order CD300400, you sent {UNSOLD} and your own {MERCHANT}".encode())
        d = d.replace(thread.encode(), (thread[:-1] + ("7" if thread[-1:] != "7" else "8")).encode()) if len(thread) > 1 else d
        return d.replace(buyer.encode(), b"Plantina Roe") if len(buyer) > 2 else d

    made = [(name, binary(ours)), ("their " + name, binary(rewrite(data, theirs)))]
    with tempfile.TemporaryDirectory() as folder:
        for file, write in made:
            write(os.path.join(folder, file))
        for guess in (None, form):
            read = [" ".join(row[0] for row in words_of(os.path.join(folder, file), guess)) for file, _ in made]
            if OWN not in read[0] or MAIL not in read[1] or MERCHANT not in read[1]:
                continue
            # A message that opens no case of its order (the seller's own, one in a group) would prove nothing.
            run(["ingest", "--store", "store", "--tz", "UTC", *(["--from", form] if guess else []), *(file for file, _ in made)], folder)
            opened = run(["case", "open", "--store", "store", "--platform", "paypal", "--order", "AB100200"], folder, None)
            return (made, guess) if "nothing new to link" not in opened.stderr else None
    return None


def binary(data):
    def write(path):
        with open(path, "wb") as f:
            f.write(data)
    return write


def samples(form):
    golden = os.path.join(SOURCE, "tests/golden")
    for case in sorted(os.listdir(golden)):
        if not case.startswith("ingest-" + form):
            continue
        for folder, _, files in os.walk(os.path.join(golden, case)):
            for name in sorted(files):
                if name not in ("cmd", "stdout", "stderr", "rc", "make.py"):
                    yield os.path.join(folder, name)


def run(args, cwd, ok=(0, 1)):
    env = {"PATH": "/usr/bin:/bin", "HOME": cwd, "TZ": "UTC", "LC_ALL": "C.UTF-8", "REDRESS_SHARE": SOURCE + "/share",
           "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run([BINARY, *args], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if ok is not None and done.returncode not in ok:
        sys.exit(f"{os.listdir(cwd)}: redress {' '.join(args)}: rc {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def streams(data):
    """Every deflated stream of a PDF, inflated."""
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[found.end():])
        except zlib.error:
            pass


def everything(path):
    """All that can be read in a package: names, bytes, members, PDF text and streams."""
    if os.path.isdir(path):
        for folder, _, files in os.walk(path):
            for name in files:
                yield from everything(os.path.join(folder, name))
        return
    with open(path, "rb") as f:
        data = f.read()
    yield path, path.encode()
    yield path, data
    if path.endswith(".zip"):
        with tempfile.TemporaryDirectory() as unpacked, zipfile.ZipFile(path) as z:
            z.extractall(unpacked)
            yield from everything(unpacked)
    if path.endswith(".pdf"):
        for stream in streams(data):
            yield path, stream
        if shutil.which("pdftotext"):
            yield path, subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, check=True).stdout


def hits(path, word):
    forms = [word.lower().encode(), word.lower().encode("utf-16-le"), word.lower().encode("utf-16-be")]
    return sorted({name for name, data in everything(path) if any(form in data.lower() for form in forms)})


def check(what, package):
    problems = [f"{what}: '{word}' in {name}" for word in PLANTS for name in hits(package, word)]
    if not hits(package, OWN) and not hits(package, "AB100200"):
        problems.append(f"{what}: the case's own order is not in the package either, so this proves nothing")
    return problems


def build(what, args, folder):
    problems = []
    for out in ("out", "out.zip"):
        run(["bundle", *args, "-o", out, "--force"], folder)
        problems += check(f"{what}, {out}", os.path.join(folder, out))
    return problems


def redacted(name, case, folder):
    """For anybody to read: the case's own buyer is gone as well, and the order is still there."""
    done = run(["bundle", "--store", "store", "--case", case, "--redact", "public", "-o", "public"], folder, (0, 1, 3))
    package = os.path.join(folder, "public")
    if done.returncode == 3:
        return [f"{name}, public: {done.stderr}"]
    problems = [f"{name}, public: '{word}' in {file}" for word in [*PLANTS, OWN, "Jane Doe"] for file in hits(package, word)]
    if not hits(package, "AB100200"):
        problems.append(f"{name}, public: the order is not in the package either, so this proves nothing")
    return problems


def main():
    listing = run(["ingest", "--list-formats"], "/tmp").stdout
    known = {line.split()[0] for line in listing.splitlines()}
    has_case = run(["case", "--help"], "/tmp", None).returncode == 0
    problems, built, skipped = [], 0, []
    planted = sources()
    written = {word for word in known for name in planted if name == word or name.startswith(word + "_")}
    named = {}  # formats that have to be told, so that they cannot be read on the spot
    for form in sorted(known - written - HOLD_NOTHING):
        made = sorted((made for path in samples(form) if (made := of_sample(form, path))), key=lambda one: one[1] is not None)
        if made:
            planted[form], named[form] = made[0]
        else:
            problems.append(f"{form}: nothing is planted in this format")
    for name, files in planted.items():
        if not any(name == word or name.startswith(word + "_") for word in known):
            skipped.append(name)
            continue
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for file, write in files:
                write(os.path.join(folder, file))
                names.append(file)
            platform = "card-key" if name.startswith(("dujiaoka", "acg_faka")) else "paypal"
            of_case = ["--platform", platform, "--order", "AB100200"]
            told = ["--from", named[name]] if named.get(name) else []
            if not told:
                problems += build(f"{name}, on the spot", [*of_case, "--tz", "UTC", "--seller", "Key Shop", *names], folder)
                built += 2
            if not has_case:
                continue
            run(["ingest", "--store", "store", "--tz", "UTC", *told, *names], folder)
            case = run(["case", "open", "--store", "store", *of_case], folder).stdout.strip()
            problems += build(f"{name}, stored", ["--store", "store", "--case", case], folder)
            built += 2
            problems += redacted(name, case, folder)
            built += 1
    # The search itself must be able to find: a package of a store that has only the stranger's mail.
    with tempfile.TemporaryDirectory() as folder:
        plain(THEIR_MAIL)(os.path.join(folder, "theirs.eml"))
        run(["bundle", "--platform", "paypal", "--order", "CD300400", "theirs.eml", "-o", "out"], folder)
        if not hits(os.path.join(folder, "out"), MAIL):
            problems.append("control: the stranger's own package does not show the stranger")
    # So must the search for private notes: asked for, they are there.
    desks = {"zendesk": zendesk, "intercom": intercom, "chatwoot": chatwoot, "crisp": crisp}
    for name, make in desks.items():
        with tempfile.TemporaryDirectory() as folder:
            plain(json.dumps(make()))(os.path.join(folder, "desk.json"))
            of_case = ["--platform", "paypal", "--order", "AB100200", "--seller", "Key Shop", "desk.json"]
            told = run(["bundle", *of_case, "-o", "without"], folder).stderr
            run(["bundle", *of_case, "--with-private", "-o", "with"], folder)
            if "private note stays out" not in told:
                problems.append(f"{name}: nobody was told that a private note stays out: {told}")
            if hits(os.path.join(folder, "without"), NOTE) or not hits(os.path.join(folder, "with"), NOTE):
                problems.append(f"{name}: --with-private takes no private note in, or it is in without")
            run(["ingest", "--store", "store", "desk.json"], folder)
            run(["shop", "add", "main", "--store", "store", "--platform", "paypal", "--tz", "UTC", "--seller", "Key Shop"], folder)
            case = run(["case", "open", "--store", "store", "--platform", "paypal", "--order", "AB100200"], folder).stdout.strip()
            shown = run(["show", "--store", "store", "--type", "message"], folder).stdout
            if not any(NOTE in line and "(seller, private)" in line for line in shown.splitlines()):
                problems.append(f"{name}: show does not show the private note as private")
            for kind in ("appeal", "appeal-full", "reply", "reminder", "apology"):
                letter = run(["draft", kind, "--store", "store", "--case", case, "-o", "-"], folder, None)
                if NOTE in letter.stdout + letter.stderr:
                    problems.append(f"{name}: a private note in the draft of an {kind}")
            for command in (["case", "check", "--store", "store", case], ["report", "--store", "store", "-f", "json"]):
                page = run(command, folder, None)
                if NOTE in page.stdout + page.stderr:
                    problems.append(f"{name}: a private note in {' '.join(command[:2])}")
    print(f"{len(planted)} kinds of source for {len(known)} formats, {built} packages, {len(problems)} problems" + (f"; no such format yet: {', '.join(skipped)}" if skipped else "")
          + ("" if has_case else "; stored cases skipped: no case command yet"))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
