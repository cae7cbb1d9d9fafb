#!/usr/bin/env python3
"""make.py: labelled strings for redact, always the same ones. Each is (language, text, [(type, as written), ...]); no label means
that nothing in it is personal. Written from the numbers' own standards and from how people write in chats with shops, with
check digits computed here and nowhere else; nothing is taken from the program. All people and numbers are made up.

    make.py            prints them, tab-separated
"""
import hashlib
import random
import string

R = random.Random(20261126)
ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060"]
NUMERALS = dict(zip("0123456789", "零一二三四五六七八九"))
SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九"))
BANKERS = dict(zip("0123456789", "零壹贰叁肆伍陆柒捌玖"))
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨"))


def digits(n, first="0123456789"):
    return R.choice(first) + "".join(R.choice("0123456789") for _ in range(n - 1))


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


# --- numbers with check digits, each by its standard ---

def luhn_digit(body):
    total = 0
    for i, c in enumerate(reversed(body)):
        v = int(c)
        if i % 2 == 0:
            v = v * 2 - 9 if v > 4 else v * 2
        total += v
    return str(-total % 10)


def card():
    head, size = R.choice([("62", 16), ("6222", 19), ("621", 19), ("6217", 19), ("62", 17), ("4", 16), ("4532", 16), ("4111", 16),
                           ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16), ("65", 16),
                           ("3528", 16)])
    body = head + digits(size - 1 - len(head))
    return body + luhn_digit(body)


def resident_id():
    area = R.choice(["110105", "310115", "440305", "330106", "510107", "420106", "610113", "350203", "370202", "210202", "500103",
                     "650102", "230103", "450103", "810000"])
    year = R.randint(1945, 2008)
    body = "%s%04d%02d%02d%s" % (area, year, R.randint(1, 12), R.randint(1, 28), digits(3))
    weights = [pow(2, 17 - i, 11) for i in range(17)]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def credit_code():
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    while True:
        body = R.choice(["91", "92", "93", "51", "12"]) + R.choice(["110105", "310115", "440305", "330106"]) + "".join(
            R.choice(alphabet) for _ in range(9))
        if not body[8:].isdigit():
            break
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + alphabet[-total % 31]


def hkid():
    letters = R.choice(string.ascii_uppercase) if R.random() < .8 else "".join(R.choice("WXC") + R.choice("GHM"))
    body = letters + digits(6)
    values = [36] * (8 - len(body)) + [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    check = -sum(v * w for v, w in zip(values, range(9, 1, -1))) % 11
    return "%s(%s)" % (body, "A" if check == 10 else check)


def dni():
    n = R.randint(1000000, 99999999)
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    if R.random() < .3:
        k = R.randrange(3)
        m = R.randint(0, 9999999)
        return "XYZ"[k] + "%07d" % m + letters[(k * 10000000 + m) % 23]
    while str(n).zfill(8)[:2] in ("19", "20"):
        n = R.randint(1000000, 99999999)
    return "%08d%s" % (n, letters[n % 23])


def iban():
    country, size = R.choice([("DE", 22), ("GB", 22), ("ES", 24), ("FR", 27), ("NL", 18), ("IT", 27), ("PL", 28), ("CH", 21), ("AT", 20),
                              ("BE", 16), ("PT", 25), ("SA", 24)])
    body = digits(size - 4)
    if country in ("GB", "NL"):
        body = "".join(R.choice(string.ascii_uppercase) for _ in range(4)) + digits(size - 8)
    number = "".join(str(int(c, 36)) for c in body + country + "00")
    return "%s%02d%s" % (country, 98 - int(number) % 97, body)


def base58(version):
    raw = bytes([version]) + R.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    n, out = int.from_bytes(raw, "big"), ""
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    while n:
        n, rest = divmod(n, 58)
        out = alphabet[rest] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def bech32():
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    version, program = R.choice([(0, 20), (0, 32), (1, 32)])
    bits = "".join(format(b, "08b") for b in R.randbytes(program))
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]

    def polymod(values):
        c = 1
        for v in values:
            top, c = c >> 25, (c & 0x1ffffff) << 5 ^ v
            for i, g in enumerate((0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3)):
                c ^= g if top >> i & 1 else 0
        return c
    head = [3, 3, 0, 2, 3]
    sum_ = polymod(head + data + [0] * 6) ^ (1 if version == 0 else 0x2bc830a3)
    return "bc1" + "".join(alphabet[v] for v in data + [sum_ >> 5 * (5 - i) & 31 for i in range(6)])


def ssn():
    while True:
        a, g, s = R.randint(1, 899), R.randint(1, 99), R.randint(1, 9999)
        if a != 666 and (a, g, s) not in ((78, 5, 1120), (123, 45, 6789)):
            return "%03d-%02d-%04d" % (a, g, s)


def broken(text):
    """The same with one digit changed, so that no check digit fits."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    i = places[len(places) // 2]
    return text[:i] + str((int(text[i]) + 1) % 10) + text[i + 1:]


# --- how numbers are written ---

def mobile():
    return "1" + R.choice("3456789") + digits(9)


def grouped(number, sizes, mark):
    out, at = [], 0
    for size in sizes:
        out.append(number[at:at + size])
        at += size
    return mark.join(out)


def write_mobile(n):
    """As people write it; the second value says whether it is a disguise."""
    plain = [n, "+86 " + n, "+86" + n, "86-" + n, grouped(n, (3, 4, 4), " "), grouped(n, (3, 4, 4), "-"), "0086" + n]
    disguised = [
        wide(n), "".join(NUMERALS[c] for c in n), "".join(SPOKEN[c] for c in n), "".join(BANKERS[c] for c in n),
        "".join(CIRCLED[c] for c in n), " ".join(n), "-".join(n), ".".join(n), grouped(n, (3, 4, 4), "."), grouped(n, (3, 4, 4), "·"),
        grouped(n, (3, 4, 4), "_"), grouped(n, (3, 4, 4), "—"), R.choice(ZERO_WIDTH).join(n), n[:5] + R.choice(ZERO_WIDTH) + n[5:],
        "".join(c + "\ufe0f\u20e3" for c in n), n[:3] + "".join(NUMERALS[c] for c in n[3:7]) + n[7:], grouped(wide(n), (3, 4, 4), "　"),
        grouped(n, (3, 4, 4), "  "), "".join(chr(0x1D7CE + int(c)) for c in n), grouped(n, (3, 4, 4), "/"), grouped(n, (3, 4, 4), "，"), "(+86)" + n, "（%s）%s-%s" % (n[:3], n[3:7], n[7:]),
        n.replace("0", "O") if n.count("0") in range(1, 8) else n, grouped(n, (3, 4, 4), "丨"), "".join(chr(0x2775 + int(c)) if c != "0" else "0" for c in n),
        "".join(chr(0x0660 + int(c)) for c in n)]
    return (R.choice(plain), False) if R.random() < .4 else (R.choice(disguised), True)


NAMES = ["jane.roe", "john_doe88", "li.wei", "zhangsan1990", "maria-lopez", "j.smith", "1234567890", "kate+shop", "carlos.ruiz", "xiaoming_168",
         "ann", "bob77", "wang.fang"]
HOSTS = ["example.com", "example.org", "mail.example.net", "qq.com", "163.com", "gmail.com", "outlook.com", "foxmail.com", "hotmail.es",
         "example.co.uk", "correo.example.es", "yahoo.com.mx", "126.com"]


def write_email():
    local, host = R.choice(NAMES), R.choice(HOSTS)
    dotted = lambda dot: host.replace(".", dot)
    plain = ["%s@%s" % (local, host), ("%s@%s" % (local, host)).upper(), "%s@%s" % (local.title(), host)]
    disguised = [
        wide("%s@%s" % (local, host)), "%s＠%s" % (local, host), "%s at %s" % (local, dotted(" dot ")), "%s(at)%s" % (local, host),
        "%s[at]%s" % (local, dotted("[dot]")), "%s (at) %s" % (local, dotted(" (dot) ")), "%s艾特%s" % (local, host), "%s艾特%s" % (local, dotted("点")),
        "%s 艾特 %s" % (local, dotted(" 点 ")), "%s arroba %s" % (local, dotted(" punto ")), "%s(arroba)%s" % (local, dotted("(punto)")),
        "%s@%s" % (local, dotted("点")), "%s @ %s" % (local, dotted(" . ")), "%s AT %s" % (local, dotted(" DOT ")), "%s{at}%s" % (local, dotted("{dot}")),
        "%s@%s" % (local, dotted("。")), "%s\u200b@%s" % (local, host), "%s@\u200b%s" % (local, host), "%s_at_%s" % (local.replace("_", ""), dotted("_dot_")), "%s&#64;%s" % (local, host),
        "%s圈a%s" % (local, host), "%s@ %s" % (local, host), "%s <at> %s" % (local, dotted(" <dot> ")), "%s小老鼠%s" % (local, dotted("点"))]
    return (R.choice(plain), False) if R.random() < .4 else (R.choice(disguised), True)


ZH_BEFORE = ["我的手机是", "电话", "联系电话：", "打我", "有事call我", "微信同号", "加我微信", "收货电话改成", "麻烦发货前联系", "号码", "请拨打", "短信发到"]
ZH_AFTER = ["", "谢谢", "，尽快", "。", "！", " 张", "，别打错了", "~", "（下午在）"]
EN_BEFORE = ["call me at ", "my number is ", "Phone: ", "text ", "Reach me on ", "WhatsApp ", "tel. ", "mobile: ", "You can ring ", "contact "]
EN_AFTER = ["", " please", ".", " after 5pm", ", thanks", "!", " (evenings)"]
ES_BEFORE = ["llámame al ", "mi teléfono es ", "Tel: ", "móvil: ", "mi whatsapp es ", "contacto: ", "mi número es "]
ES_AFTER = ["", " por favor", ".", ", gracias", "!"]


def around(kind, value, lang, before, after):
    return (lang, R.choice(before) + value + R.choice(after), [(kind, value)])


def american():
    n = R.choice("2345679") + digits(2) + "555" + "01" + digits(2)
    return R.choice(["(%s) %s-%s", "%s-%s-%s", "%s.%s.%s", "+1 %s %s %s", "+1-%s-%s-%s", "+1 (%s) %s-%s", "1-%s-%s-%s", "%s %s %s"]) % (
        n[:3], n[3:6], n[6:])


def spanish():
    n = R.choice("67") + digits(8)
    return R.choice([grouped(n, (3, 3, 3), " "), grouped(n, (3, 2, 2, 2), " "), "+34 " + grouped(n, (3, 3, 3), " "), "+34" + n, n,
                     "+34 " + grouped(n, (3, 2, 2, 2), " "), "0034 " + n])


def elsewhere():
    return R.choice(["+44 20 7946 0%s" % digits(3), "+44 (0)20 7946 0%s" % digits(3), "+44 7700 900%s" % digits(3), "+33 1 99 00 %s %s" % (digits(2), digits(2)),
                     "+49 30 23125 %s" % digits(3), "+52 55 %s %s" % (digits(4, "25"), digits(4)), "+54 9 11 %s-%s" % (digits(4, "45"), digits(4)),
                     "+852 9%s %s" % (digits(3), digits(4)), "+81 90-%s-%s" % (digits(4), digits(4)), "+61 491 570 %s" % digits(3), "+7 912 %s-%s-%s" % (digits(3), digits(2), digits(2)),
                     "+886 912 %s %s" % (digits(3), digits(3)), "+65 8%s %s" % (digits(3), digits(4)), "+57 300 %s %s" % (digits(3), digits(4)), "020 7946 0%s" % digits(3), "07700 900%s" % digits(3)])


def landline():
    area, size = R.choice([("010", 8), ("021", 8), ("0755", 8), ("0571", 8), ("028", 8), ("0591", 8), ("0316", 7), ("0931", 7)])
    n = digits(size, "2345678")
    return R.choice(["%s-%s", "(%s)%s", "%s %s", "（%s）%s", "%s-%s转8012", "%s-%s-801"]) % (area, n)


def service():
    n = digits(7)
    return R.choice(["400-%s-%s" % (n[:3], n[3:]), "400 %s %s" % (n[:3], n[3:]), "400-%s-%s" % (n[:4], n[4:]), "800-%s-%s" % (n[:3], n[3:])])


def phones():
    for _ in range(420):
        value, disguised = write_mobile(mobile())
        kind = "mobile, disguised" if disguised else "mobile"
        bare = R.random() < .25
        yield around(kind, value, "zh", ["", "好的 ", "嗯，", "那就", "您记一下："] if bare else ZH_BEFORE, ZH_AFTER)
    for _ in range(60):
        n = mobile()
        yield ("zh", R.choice(["tel%s", "vx%s同号", "手机%s微信同号", "%s（微信同号）", "我%s你存一下", "【%s】"]) % n, [("mobile", n)])
    for _ in range(60):
        yield around("landline", landline(), "zh", ["座机", "公司电话", "固话：", "传真 ", "打我们店里", ""], ZH_AFTER)
    for _ in range(40):
        yield around("landline", service(), "zh", ["客服热线", "官方电话", "拨打", "hotline "], ZH_AFTER)
    for _ in range(120):
        yield around("phone", american(), "en", EN_BEFORE, EN_AFTER)
    for _ in range(40):
        n = R.choice("2345679") + digits(2) + "555" + "01" + digits(2)
        value = R.choice([wide(n), " ".join(n), n[:3] + "\u200b" + n[3:], n])
        yield around("phone, disguised" if value != n else "phone", value, "en", EN_BEFORE, EN_AFTER)
    for _ in range(100):
        yield around("phone", spanish(), "es", ES_BEFORE, ES_AFTER)
    for _ in range(120):
        lang = R.choice(["en", "es", "zh"])
        yield around("phone", elsewhere(), lang, {"en": EN_BEFORE, "es": ES_BEFORE, "zh": ZH_BEFORE}[lang], {"en": EN_AFTER, "es": ES_AFTER, "zh": ZH_AFTER}[lang])


def emails():
    before = {"zh": ["邮箱", "我的邮箱是", "发到", "请发到邮箱：", "账号 ", "", "联系邮箱 "], "en": ["email me at ", "my e-mail is ", "send it to ", "Email: ", "", "write to "],
              "es": ["mi correo es ", "escríbeme a ", "correo: ", "envíalo a ", ""]}
    after = {"zh": ["", "谢谢", "，收到回复", "。", " 就行"], "en": ["", " please", ".", ", thanks", "!", " asap"], "es": ["", " por favor", ".", ", gracias"]}
    for _ in range(420):
        value, disguised = write_email()
        lang = R.choice(["zh", "en", "es"])
        if lang == "zh" and (" at " in value.lower() or "arroba" in value):
            lang = "en" if " at " in value.lower() else "es"
        yield around("email, disguised" if disguised else "email", value, lang, before[lang], after[lang])
    for _ in range(30):
        local, host = R.choice(NAMES), R.choice(HOSTS)
        value = "%s#%s" % (local, host)
        yield ("zh", R.choice(["邮箱 %s（#换成@）", "发到%s，#换@", "我邮箱是%s #改成@"]) % value, [("email, disguised", value)])


def numbers_with_checks():
    def each(kind, make, count, texts):
        for _ in range(count):
            value = make()
            lang, text = R.choice(texts)
            labels = [(kind, value)] + [("name", name) for name in ("张三", "李明") if name in text and "我叫" in text]
            yield (lang, text % value, labels)

    def write_card():
        n = card()
        shapes = [n, n, grouped(n, (4,) * 5, " ").strip(), grouped(n, (4,) * 5, "-").strip("-"), wide(n), grouped(n, (4,) * 5, "　").strip("　"),
                  n[:6] + "\u200b" + n[6:]]
        if len(n) == 15:
            shapes.append(grouped(n, (4, 6, 5), " "))
        return R.choice(shapes)

    yield from each("bank_card", write_card, 260, [
        ("zh", "卡号%s，工商银行"), ("zh", "转到我的银行卡 %s"), ("zh", "退到这个卡里%s谢谢"), ("zh", "%s 建行 张三"), ("zh", "收款账号：%s"), ("en", "my card is %s"),
        ("en", "Visa %s was charged twice"), ("en", "card number: %s, exp 12/27"), ("en", "I paid with %s"), ("es", "mi tarjeta es %s"), ("es", "tarjeta %s, gracias")])

    def write_id():
        n = resident_id()
        return R.choice([n, n, n.lower(), wide(n), n[:6] + " " + n[6:14] + " " + n[14:], n[:10] + "\u200b" + n[10:], " ".join(n[i:i + 4] for i in range(0, 18, 4))])

    yield from each("resident_id", write_id, 160, [
        ("zh", "身份证%s"), ("zh", "实名用的身份证号是%s，麻烦核对"), ("zh", "%s"), ("zh", "我叫李明，%s，已认证"), ("en", "my ID: %s"), ("zh", "证件号码：%s。")])
    yield from each("hkid", lambda: R.choice([lambda s: s, wide, lambda s: s.replace("(", "（").replace(")", "）")])(hkid()), 70, [
        ("zh", "香港身份證%s"), ("zh", "身份证 %s 可以吗"), ("en", "HKID %s"), ("en", "my id is %s")])
    yield from each("company_code", credit_code, 60, [("zh", "统一社会信用代码%s"), ("zh", "开票税号：%s"), ("zh", "公司 %s 抬头")])
    yield from each("spanish_id", lambda: R.choice([lambda s: s, lambda s: s[:-1] + "-" + s[-1], str.lower])(dni()), 80, [
        ("es", "mi DNI es %s"), ("es", "DNI: %s"), ("es", "NIE/NIF %s"), ("es", "documento de identidad %s, gracias")])
    yield from each("us_tax_id", ssn, 60, [("en", "SSN %s"), ("en", "my social security number is %s"), ("en", "they asked for %s"), ("en", "verify: %s.")])

    def write_iban():
        n = iban()
        return R.choice([n, " ".join(n[i:i + 4] for i in range(0, len(n), 4)), n.lower(), "-".join(n[i:i + 4] for i in range(0, len(n), 4))])

    yield from each("iban", write_iban, 100, [("en", "refund to %s please"), ("en", "IBAN: %s"), ("es", "mi cuenta es %s, gracias"), ("zh", "汇款到%s"), ("en", "%s")])
    yield from each("tron_address", lambda: base58(0x41), 90, [("zh", "USDT打到%s"), ("zh", "TRC20地址：%s，别错了"), ("en", "send USDT to %s"), ("en", "%s (TRC20)"), ("es", "mi wallet %s")])
    yield from each("bitcoin_address", lambda: R.choice([lambda: base58(0), lambda: base58(5), bech32, lambda: bech32().upper()])(), 90, [
        ("en", "BTC: %s"), ("zh", "比特币地址%s"), ("en", "pay to %s today"), ("es", "dirección %s")])
    yield from each("evm_address", lambda: "0x" + "".join(R.choice("0123456789abcdefABCDEF") for _ in range(40)), 40, [
        ("en", "ERC20 %s"), ("zh", "BEP20地址%s"), ("en", "from %s to mine")])
    yield from each("ip", lambda: "%d.%d.%d.%d" % (R.choice([203, 198, 192, 45, 112, 61]), R.randint(0, 255), R.randint(0, 255), R.randint(1, 254)), 60, [
        ("zh", "登录IP：%s"), ("zh", "IP是%s的用户"), ("en", "logged in from %s"), ("en", "IP %s, port 443"), ("es", "desde la IP %s")])
    yield from each("ip", lambda: "2001:db8:%x:%x::%x" % (R.randint(1, 65535), R.randint(1, 65535), R.randint(1, 65535)), 20, [("en", "from %s"), ("zh", "地址%s登录")])
    yield from each("mac", lambda: R.choice(":-").join("%02x" % R.randint(0, 255) for _ in range(6)), 30, [("en", "device %s"), ("zh", "设备MAC %s")])


def accounts():
    for _ in range(50):
        value = R.choice(["wxid_" + "".join(R.choice(string.ascii_lowercase + string.digits) for _ in range(14)),
                          R.choice("abcdxyz") + "".join(R.choice(string.ascii_lowercase) for _ in range(4)) + digits(4), "li_wei" + digits(3)])
        text = R.choice(["微信%s", "加我微信：%s", "vx %s", "VX：%s", "微信号 %s 加一下", "wechat: %s", "WeChat ID %s", "加薇 %s", "V：%s", "vx号：%s 备注订单"])
        yield ("zh", text % value, [("wechat", value)])
    for _ in range(50):
        value = digits(R.randint(6, 10), "123456789")
        yield ("zh", R.choice(["QQ%s", "QQ：%s", "加QQ %s", "qq号%s 谢谢", "扣扣%s", "我QQ是%s"]) % value, [("qq", value)])
    for _ in range(30):
        value = "E" + digits(8)
        yield ("zh", R.choice(["护照号%s", "护照：%s", "passport %s", "Passport No. %s"]) % value, [("travel_document", value)])


def secrets_and_keys():
    token = lambda n: "".join(R.choice(string.ascii_letters + string.digits) for _ in range(n - 1)) + "7"
    for _ in range(20):
        yield from ((("en", text % value, [("secret", value)])) for text, value in [
            ("key sk_" + "live_%s", token(24)), ("Authorization: Bearer %s", token(40)), ("client_secret=%s", "E" + token(79)), ("api_key: %s", token(32))])
    for _ in range(60):
        alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        group = lambda: "".join(R.choice(alphabet) for _ in range(3)) + R.choice("23456789") + R.choice(alphabet)
        value = "-".join(group() for _ in range(R.choice([3, 4, 5])))
        text = R.choice([("zh", "激活码%s无效"), ("zh", "卡密：%s"), ("en", "the key %s does not work"), ("es", "la clave %s no funciona")])
        yield (text[0], text[1] % value, [("card_key", value)])


def negatives():
    month = lambda: R.randint(1, 12)
    day = lambda: R.randint(1, 28)
    clock = lambda: "%02d:%02d:%02d" % (R.randint(0, 23), R.randint(0, 59), R.randint(0, 59))
    hexa = lambda n: "".join(R.choice("0123456789abcdef") for _ in range(n))

    def alnum(n):
        return "".join(R.choice(string.ascii_uppercase + string.digits) for _ in range(n))

    makers = [
        lambda: ("zh", "订单号%s什么时候发货" % digits(R.choice([18, 19]), "1234")), lambda: ("zh", "订单编号：%s" % digits(16, "4562")),
        lambda: ("zh", "订单号：%s" % mobile()), lambda: ("en", "order #%s has not arrived" % digits(R.choice([10, 12, 16]), "1456")),
        lambda: ("en", "Order number: %s" % mobile()), lambda: ("es", "pedido %s no ha llegado" % digits(12, "123")),
        lambda: ("en", "order %s-%s-%s" % (digits(3, "1"), digits(7), digits(7))), lambda: ("zh", "拼多多订单%02d%02d%02d-%s" % (R.randint(20, 26), month(), day(), digits(15))),
        lambda: ("zh", "支付宝交易号2026%02d%02d2200%s" % (month(), day(), digits(16))), lambda: ("zh", "微信支付单号42000%s" % digits(23)),
        lambda: ("en", "transaction %s was completed" % (digits(1) + alnum(2) + digits(5) + alnum(2) + digits(6) + "M")),
        lambda: ("zh", "快递单号SF%s" % digits(13, "1")), lambda: ("zh", "圆通YT%s 到了" % digits(13, "8")), lambda: ("zh", "运单号 %s" % digits(13, "734")),
        lambda: ("en", "tracking 1Z%s" % alnum(16)), lambda: ("en", "USPS tracking 9400%s" % digits(18)), lambda: ("en", "tracking number LP%sCN" % digits(9)),
        lambda: ("es", "seguimiento %s" % digits(12, "567")), lambda: ("zh", "价格¥%s,%s.00太贵" % (digits(1, "123456789"), digits(3))),
        lambda: ("en", "I paid $%s,%s.%s" % (digits(2, "123"), digits(3), digits(2))), lambda: ("es", "pagué %s.%s,%s €" % (digits(2, "123"), digits(3), digits(2))),
        lambda: ("zh", "一共%s元" % digits(R.randint(3, 5), "123456789")), lambda: ("zh", "2026-%02d-%02d %s 下的单" % (month(), day(), clock())),
        lambda: ("en", "on %02d/%02d/2026 at %s" % (day(), month(), clock()[:5])), lambda: ("zh", "2026年%d月%d日%s" % (month(), day(), clock())),
        lambda: ("es", "el %02d.%02d.2026 a las %s" % (day(), month(), clock()[:5])), lambda: ("en", "timestamp 17%s" % digits(8)),
        lambda: ("en", "ts=17%s" % digits(11)), lambda: ("zh", "时间戳17%s" % digits(11)), lambda: ("en", "created 2026%02d%02d%s" % (month(), day(), clock().replace(":", ""))),
        lambda: ("zh", "版本%d.%d.%d.%d闪退" % (R.randint(1, 20), R.randint(0, 9), R.randint(0, 99), R.randint(1, 255))),
        lambda: ("en", "version %d.%d.%d.%d crashes" % (R.randint(1, 20), R.randint(0, 9), R.randint(0, 99), R.randint(1, 255))),
        lambda: ("en", "Windows 10.0.%s.%s" % (digits(5, "12"), digits(4, "1234"))), lambda: ("en", "Chrome/%s.0.%s.%s" % (digits(3, "1"), digits(4, "6"), digits(3, "1"))),
        lambda: ("en", "ISBN 978-%s-%s-%s-%s" % (digits(1), digits(4), digits(4), digits(1))), lambda: ("zh", "条码69%s" % digits(11)), lambda: ("en", "EAN 40%s" % digits(11)),
        lambda: ("en", "SKU %s-%s" % (alnum(3), digits(4))), lambda: ("zh", "型号%s-%s" % (alnum(2), digits(5))), lambda: ("en", "tx 0x%s" % hexa(64)), lambda: ("zh", "交易哈希%s" % hexa(64)),
        lambda: ("en", "sha256 %s" % hexa(64)), lambda: ("en", "commit %s" % hexa(40)), lambda: ("en", "look at %s" % R.choice(["example.com", "shop.example.org", "the site"])),
        lambda: ("en", "see https://example.com/item/%s" % digits(R.choice([10, 12, 13]), "12356")), lambda: ("zh", "链接https://item.example.com/item.htm?id=%s" % digits(12, "67")),
        lambda: ("en", "we met at the shop at %s" % clock()[:5]), lambda: ("zh", "银行卡尾号%s扣款了" % digits(4)), lambda: ("en", "card ending in %s" % digits(4)),
        lambda: ("zh", "手机号138****%s收到短信了" % digits(4)), lambda: ("en", "my number ends in %s" % digits(4)), lambda: ("zh", "微信支付了%s" % digits(3, "123456789")),
        lambda: ("zh", "QQ会员%s天" % digits(2, "123456789")), lambda: ("zh", "QQ飞车礼包"), lambda: ("en", "Android 14.0.0.%s" % digits(1)), lambda: ("en", "part no. %s-555-0%s" % (digits(3, "2345"), digits(3))),
        lambda: ("zh", "满%s减%s，%s-%s元" % (digits(3, "123"), digits(2, "123"), digits(3, "123"), digits(3, "456"))), lambda: ("en", "lot %s" % dni()),
        lambda: ("zh", "抖音订单69%s" % digits(17)), lambda: ("zh", "圆通单号：%s" % mobile()), lambda: ("en", "DHL %s" % digits(10, "123456789")),
        lambda: ("en", "order %s" % card()), lambda: ("es", "número de pedido 6%s" % digits(8)), lambda: ("en", "at %s.com they sell it" % R.choice(["amazon", "ebay", "example"])),
        lambda: ("zh", "%s" % digits(8)), lambda: ("en", "%s" % digits(10, "01")), lambda: ("en", "resolution %s*%s@60Hz" % (digits(4, "123"), digits(4, "12"))),
        lambda: ("zh", "加微信群领券"), lambda: ("zh", "密码错误，验证码%s" % digits(6)), lambda: ("en", "serial no %s-%s" % (digits(5), digits(6))), lambda: ("en", "WeChat Pay is fine"), lambda: ("zh", "等了%d天，催了%d次" % (day(), month())),
        lambda: ("en", "%d-%d business days" % (R.randint(1, 9), R.randint(10, 20))), lambda: ("en", "rated 4.%s/5 by %s buyers" % (digits(1), digits(4, "123"))),
        lambda: ("en", "%sx%s pixels" % (digits(4, "1"), digits(4, "1"))), lambda: ("zh", "充值%s金币" % digits(6, "123456789")), lambda: ("zh", "编号%s" % digits(11, "1")),
        lambda: ("en", "wallet %s bounced" % broken(base58(0x41))), lambda: ("zh", "流水号%s" % card()), lambda: ("zh", "订单%s" % card()), lambda: ("en", "ref %s" % broken(card())),
        lambda: ("zh", "%s" % broken(resident_id())), lambda: ("en", "IBAN-like %s" % broken(iban())), lambda: ("en", "invoice INV-2026-%s" % digits(6)),
        lambda: ("es", "factura %s de %s €" % (digits(8, "123"), digits(3, "123"))), lambda: ("en", "lot %s, serial SN%s" % (digits(6), digits(10))),
        lambda: ("zh", "第%d.%d.%d节说明" % (month(), day(), month())), lambda: ("en", "coordinates 40.%s, -3.%s" % (digits(6), digits(6))), lambda: ("zh", "一二三四五六，等了好几天"),
        lambda: ("zh", "三十二块八毛五"), lambda: ("en", "@shop please answer"), lambda: ("en", "#sale ends 12.31"), lambda: ("es", "llegó en 3-5 días"), lambda: ("zh", "能量密度%s.%s" % (digits(3), digits(4))),
        lambda: ("en", "batch %s of %s" % (digits(7), digits(7))), lambda: ("zh", "退款单号%s" % digits(20, "5")), lambda: ("en", "case PP-R-%s-%s" % (alnum(3), digits(8))),
        lambda: ("en", "%s views, %s likes" % (digits(7, "123"), digits(5, "123"))), lambda: ("zh", "共%s件，每件%s.5元" % (digits(4, "123"), digits(2, "123"))),
    ]
    for _ in range(14):
        for make in makers:
            lang, text = make()
            yield (lang, text, [])


def strings():
    out = []
    for part in (phones, emails, numbers_with_checks, accounts, secrets_and_keys, negatives):
        out.extend(part())
    return out


if __name__ == "__main__":
    for lang, text, labels in strings():
        print(lang, text, ";".join("%s=%s" % label for label in labels), sep="\t")
