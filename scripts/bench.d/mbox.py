#!/usr/bin/env python3
"""mbox.py sample FILE MEGABYTES: a mailbox of made-up mails, varied as real ones are, the same for the same size.
mbox.py read FILE: the peer: Python's mailbox reading the same headers, texts and attachments of every mail."""
import base64, mailbox, random, sys, time
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

WORDS = ("your parcel order refund thanks tracking number is delivered not yet invalid key please check the box arrived "
         "broken we send another one today sorry for the wait").split()
HAN = "您好请问什么时候发货已经付款三天了卡密不能用麻烦退款谢谢亲我们马上处理订单号是"


def text(rng, lines, han):
    if han:
        return "\n".join("".join(rng.choices(HAN, k=30)) for _ in range(lines)) + "\n"
    return "\n".join(" ".join(rng.choices(WORDS, k=12)) for _ in range(lines)) + "\n"


def mail(rng, number):
    kind, han = number % 5, number % 3 == 0
    out = EmailMessage(policy=policy.SMTP.clone(linesep="\n"))
    out["From"] = ("王小明" if han else "Jane Doe") + " <buyer%d@example.com>" % rng.randint(1, 500)
    out["To"] = "Shop <shop@example.com>"
    out["Subject"] = ("订单 %d 的问题" if han else "Where is order %d") % number
    out["Date"] = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(1700000000 + number * 60))
    out["Message-ID"] = "<%d@example.com>" % number
    for hop in range(rng.randint(2, 5)):
        out["Received"] = "from mx%d.example.net by mx.example.com with ESMTPS id %032x; %s" % (hop, rng.getrandbits(128), out["Date"])
    body = text(rng, rng.randint(4, 40), han)
    if number % 4 == 0:
        body += "\nOn Tue, 14 Nov 2023 at 22:13, Shop <shop@example.com> wrote:\n> " + text(rng, 8, han).replace("\n", "\n> ") + "\n"
    out.set_content(body, cte="base64" if kind == 1 else "quoted-printable" if kind == 2 or han else "7bit")
    if kind >= 3:
        out.add_alternative("<html><body><p>%s</p></body></html>" % body.replace("\n", "<br>\n"), subtype="html")
    if kind == 4:
        out.add_attachment(rng.randbytes(rng.randint(10_000, 60_000)), maintype="image", subtype="jpeg", filename="photo-%d.jpg" % number)
    return out.as_bytes()


def sample(path, megabytes):
    rng = random.Random(42)
    mails = [mail(rng, n) for n in range(2000)]
    size, number = 0, 0
    with open(path, "wb") as file:
        while size < megabytes << 20:
            one = mails[number % len(mails)].replace(b"\nMessage-ID: <", b"\nMessage-ID: <%d." % number, 1)
            one = one.replace(b"\nFrom ", b"\n>From ")
            size += file.write(b"From buyer@example.com Tue Nov 14 22:13:20 2023\n" + one + b"\n")
            number += 1
    print("%d mails, %d bytes" % (number, size))


def read(path):
    mails = letters = files = octets = 0
    for one in mailbox.mbox(path, create=False):
        mails += 1
        for name in ("Subject", "Message-ID", "In-Reply-To", "References"):
            letters += len(str(make_header(decode_header(one.get(name, "")))))
        for name in ("From", "To", "Cc"):
            letters += sum(len(str(make_header(decode_header(n)))) + len(a) for n, a in getaddresses(one.get_all(name, [])))
        parsedate_to_datetime(one["Date"])
        alternative = False
        for part in one.walk():
            alternative = alternative or part.get_content_subtype() == "alternative"
            # of the forms of one text redress reads one as well
            if part.is_multipart() or alternative and part.get_content_type() == "text/html":
                continue
            content = part.get_payload(decode=True) or b""
            if part.get_content_maintype() == "text" and not part.get_filename():
                letters += len(content.decode(part.get_content_charset("utf-8"), "replace"))
            else:
                files += 1
                octets += len(content)
    print("%d mails, %d letters, %d files of %d bytes" % (mails, letters, files, octets))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "sample":
        sample(sys.argv[2], int(sys.argv[3]))
    elif len(sys.argv) == 3 and sys.argv[1] == "read":
        read(sys.argv[2])
    else:
        sys.exit(__doc__)
