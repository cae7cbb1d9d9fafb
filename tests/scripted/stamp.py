#!/usr/bin/env python3
"""stamp.py BINARY SOURCE: `remote stamp` against an authority on this machine (openssl ts behind an HTTP server) that answers rightly,
and in every wrong way of the table below; then TLS. Whatever is refused leaves the package as it was."""
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from pathlib import Path

BINARY, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "tests/tsa"))
from authority import (REPLY, Authority, Server, cut, der, drip, free_port, openssl, query_for, silent, sleeps, without_length)  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)  # old TLS is what is tried
faults = []


def expect(ok, what):
    if not ok:
        faults.append(what)
        print("FAULT:", what)


def run(*words, cwd=None, **env):
    return subprocess.run([str(w) for w in words], cwd=cwd, env={**ENV, **env}, capture_output=True, timeout=120)


def redress(*words, **env):
    return run(BINARY, *words, **env)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def settings(text="", **remote):
    folder = Path(ENV["HOME"], ".config/redress")
    folder.mkdir(parents=True, exist_ok=True)
    values = {"allow_loopback": True, "timeout": 2, **remote}
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    (folder / "config.toml").write_text("[remote]\n" + "\n".join(lines) + "\n" + text)


def package(name, *more):
    done = redress("bundle", "--platform", "paypal", "--order", "1001", "--tz", "Europe/London", "chat.txt", "activity.csv", "-o",
                   name, *more)
    expect(done.returncode == 0, f"bundle: {done.stderr.decode()}")


def answers(good, other, rejecting):
    """path -> (answer, exit code, words on standard error)."""

    def token(make):
        return lambda handler, body: (200, REPLY, make(body))

    def changed(body):
        reply = bytearray(good.reply(body))
        reply[-5] ^= 1  # in the signature's own bytes
        return bytes(reply)

    def for_other_bytes(body):
        imprint = hashlib.sha256(openssl("ts", "-query", "-in", "/dev/stdin", "-text", data=body)).digest()
        ours = body[body.index(bytes.fromhex("0420")) + 2:][:32]
        return good.reply(body.replace(ours, imprint))

    def other_nonce(body):
        at = body.rindex(bytes.fromhex("0101ff"))
        return good.reply(body[:at - 1] + bytes([body[at - 1] ^ 1]) + body[at:])

    def redirect(to):
        return lambda handler, body: (302, REPLY, b"", ("Location", to))

    def status(code, body=b"<html>no</html>"):
        return lambda handler, _body: (code, "text/html", body)

    return {
        "/other-nonce": (token(other_nonce), 3, "answers another request"),
        "/other-bytes": (token(for_other_bytes), 3, "is for other bytes"),
        "/changed": (token(changed), 3, "signature does not hold"),
        "/rejected": (token(lambda body: rejecting.reply(query_for(b"x", "md5"))), 3, "the authority refused: badAlg"),
        "/no-certs": (token(lambda body: good.reply(strip_cert_request(body))), 3, "certificate that signed it is not there"),
        "/noeku": (token(lambda body: good.reply_by(body, "noeku")), 3, "not for timestamps alone"),
        "/notcritical": (token(lambda body: good.reply_by(body, "notcritical")), 3, "not for timestamps alone"),
        "/unknown": (token(other.reply), 3, "lead to no root certificate that is trusted"),
        "/garbage": (token(lambda body: good.reply(body) + b"\0"), 3, "bytes follow its token"),
        "/truncated": (token(lambda body: good.reply(body)[:-1]), 3, "no timestamp reply, or cut short"),
        "/query": (token(lambda body: body), 3, "no timestamp reply"),
        "/html": (lambda h, b: (200, "text/html; charset=utf-8", b"<html>log in</html>"), 3, "a web page instead of a token"),
        "/type": (lambda h, b: (200, "application/octet-stream", good.reply(b)), 3, "'application/octet-stream' instead of"),
        "/no-type": (lambda h, b: (200, None, good.reply(b)), 3, "instead of application/timestamp-reply"),
        "/empty": (lambda h, b: (200, REPLY, b""), 3, "answer is empty"),
        "/large": (lambda h, b: (200, REPLY, bytes(10 << 20)), 3, "larger than 65536 bytes"),
        "/large-unsaid": (without_length(10 << 20), 3, "larger than 65536 bytes"),
        "/just-over": (lambda h, b: (200, REPLY, bytes(65537)), 3, "larger than 65536 bytes"),
        "/drip": (drip, 75, "did not answer in full within 2 s"),
        "/sleeps": (sleeps, 75, "did not answer in full within 2 s"),
        "/cut": (cut, 75, "broke off"),
        "/silent": (silent, 75, "broke off"),
        "/to-file": (redirect("file:///etc/passwd"), 3, "status 302 and sends on to"),
        "/to-loopback": (redirect("http://127.0.0.1:1/"), 3, "sends on to 'http://127.0.0.1:1/', which is not followed"),
        "/to-metadata": (redirect("http://169.254.169.254/latest/"), 3, "not followed"),
        "/to-itself": (redirect("/tsa"), 3, "not followed"),
        "/400": (status(400), 3, "status 400"),
        "/401": (status(401), 3, "does not serve everybody"),
        "/403": (status(403), 3, "status 403: it does not serve everybody"),
        "/404": (status(404), 3, "status 404"),
        "/429": (status(429), 75, "status 429"),
        "/500": (status(500), 75, "status 500"),
        "/503": (status(503), 75, "status 503"),
    }


def strip_cert_request(query):
    """The request without `certReq TRUE`, as one that wants no certificates: their authority then sends none."""
    assert query[-3:] == bytes.fromhex("0101ff"), query.hex()
    inside = query[2:-3]
    return der(0x30, inside)


def good_stamps(server, good):
    for name in ("whole", "whole.zip"):
        package(name)
        before = redress("verify", name)
        expect(before.returncode == 0, f"{name} is not valid before")
    before = files_of("whole")
    done = redress("remote", "stamp", "whole", "--tsa", server.url("/tsa"), "--roots", good / "root.pem")
    expect(done.returncode == 0 and b"there no later than 20" in done.stdout and b"CN=Sample Time tsa" in done.stdout and not done.stderr,
           f"remote stamp: {done}")
    after = files_of("whole")
    names = sorted(set(after) - set(before))
    base = f"timestamps/127.0.0.1-{server.port}"
    expect(names == [base + ".chain.pem", base + ".tsq", base + ".tsr"], f"files added: {names}")
    expect({n: b for n, b in after.items() if n not in names and n != "VERIFY.txt"} ==
           {n: b for n, b in before.items() if n != "VERIFY.txt"}, "other files changed")
    path, headers, body = server.asked[-1]
    sealed = Path("whole/tagmanifest-sha256.txt").read_bytes()
    expect(body == after[base + ".tsq"] and hashlib.sha256(sealed).digest() in body, "the request kept is not the one sent")
    expect(headers["Content-Type"] == "application/timestamp-query" and len(body) < 120, f"sent: {headers} {len(body)} bytes")
    expect(set(headers) <= {"Host", "User-Agent", "Content-Type", "Accept", "Content-Length"}, f"headers sent: {sorted(headers)}")
    for folder_or_file in Path("whole/timestamps").iterdir():
        expect(folder_or_file.stat().st_mode & 0o777 == 0o600, f"{folder_or_file} may be read by others")
    by_verify_txt("whole", good)
    verified = redress("verify", "whole", "--roots", good / "root.pem")
    expect(verified.returncode == 0 and b": valid, there no later than" in verified.stdout, f"verify: {verified}")
    # A second stamp stands beside the first.
    redress("remote", "stamp", "whole", "--tsa", server.url("/tsa"), "--roots", good / "root.pem")
    again = files_of("whole")
    expect(base + "-2.tsr" in again and all(again[n] == after[n] for n in names), "the second stamp is not beside the first")
    by_verify_txt("whole", good)
    zipped(server, good)


def entries(name):
    with zipfile.ZipFile(name) as archive:
        return [(info.filename, info.date_time) for info in archive.infolist()]


def not_replaced(name):
    """A new package would lose the timestamps of the old one."""
    words = ["bundle", "--platform", "paypal", "--order", "1001", "--tz", "Europe/London", "chat.txt", "activity.csv", "-o", name]
    done = redress(*words)
    expect(done.returncode == 3 and b"has timestamps" in done.stderr and b"--force" in done.stderr, f"bundle over {name}: {done}")
    expect(redress("verify", name).stdout.count(b"timestamps/") > 0, f"{name} lost its timestamps")
    expect(redress(*words, "--force").returncode == 0 and b"timestamps/" not in redress("verify", name).stdout, f"--force: {name}")


def zipped(server, good):
    shutil.copy("whole.zip", "before.zip")
    run("unzip", "-q", "whole.zip", "-d", "before")
    done = redress("remote", "stamp", "whole.zip", "--tsa", server.url("/tsa"), "--roots", good / "root.pem")
    expect(done.returncode == 0, f"remote stamp of a zip: {done}")
    run("unzip", "-q", "whole.zip", "-d", "after")
    before, after = files_of("before"), files_of("after")
    more = sorted(set(after) - set(before))
    expect(len(more) == 3 and all(n.startswith("C-0001/timestamps/") for n in more), f"added to the zip: {more}")
    expect(all(after[n] == b for n, b in before.items() if not n.endswith("VERIFY.txt")), "another file of the zip changed")
    infos = entries("whole.zip")
    expect(entries("before.zip")[0][1] == infos[0][1] and len({when for _, when in infos}) == 1, "the zip's entries have other times")
    expect([n for n, _ in infos] == sorted(n for n, _ in infos), f"the zip's order: {infos}")
    expect(redress("verify", "whole.zip", "--roots", good / "root.pem").returncode == 0, "the zip no longer verifies")
    by_verify_txt("after/C-0001", good)
    not_replaced("whole.zip")
    not_replaced("whole")


def by_verify_txt(folder, good):
    shutil.copy(good / "root.pem", Path(folder, "ROOT.pem"))
    text = Path(folder, "VERIFY.txt").read_text()
    commands = [line.strip() for line in text.splitlines() if line.startswith("    openssl ts")]
    tokens = len(list(Path(folder, "timestamps").glob("*.tsr")))
    expect(len(commands) == 2 * tokens > 0 and "ROOT.pem" in text, f"VERIFY.txt has {commands}")
    for command in commands:
        expect(run("bash", "-c", command, cwd=folder).returncode == 0, f"{command} fails")
    Path(folder, "ROOT.pem").unlink()


def bad_answers(server, table, good):
    package("bad")
    before = files_of("bad")
    for path, (_, code, words) in table.items():
        done = redress("remote", "stamp", "bad", "--tsa", server.url(path), "--roots", good / "root.pem")
        said = done.stderr.decode()
        expect(done.returncode == code and words in said and "hint:" in said and not done.stdout,
               f"{path}: exit {done.returncode}, {said}{done.stdout.decode()}")
        expect("/etc/passwd" not in said or path == "/to-file", f"{path}: {said}")
        expect(files_of("bad") == before, f"{path}: the package changed")
        expect(server.asked[-1][0] == path, f"{path}: the server was asked for {server.asked[-1][0]} last")
    print(f"{len(table)} wrong answers refused")


def several(server, good):
    """One that holds is enough, and each is told of; of none, the exit code says whether to try again."""
    package("several")
    roots = ["--roots", good / "root.pem"]
    done = redress("remote", "stamp", "several", "--tsa", server.url("/403"), "--tsa", server.url("/tsa"), "--tsa", server.url("/500"), *roots)
    expect(done.returncode == 0 and done.stdout.count(b"there no later") == 1 and b"status 403" in done.stderr and
           b"status 500" in done.stderr, f"several: {done}")
    done = redress("remote", "stamp", "several", "--tsa", server.url("/403"), "--tsa", server.url("/500"), *roots)
    expect(done.returncode == 75, f"403 and 500: exit {done.returncode}")
    done = redress("remote", "stamp", "several", "--tsa", f"http://127.0.0.1:{free_port()}/", *roots)
    expect(done.returncode == 75 and b"no connection to" in done.stderr, f"nobody there: {done}")
    done = redress("remote", "stamp", "several", "--tsa", "http://nowhere.invalid/", *roots)
    expect(done.returncode == 75 and b"is not found" in done.stderr, f"no such host: {done}")
    done = redress("remote", "stamp", "several", "-n", "--tsa", server.url("/tsa"))
    asked = len(server.asked)
    sealed = hashlib.sha256(Path("several/tagmanifest-sha256.txt").read_bytes()).hexdigest()
    expect(done.returncode == 0 and sealed.encode() in done.stdout and len(server.asked) == asked, f"dry run: {done}")
    # An altered package is not stamped, and nothing is asked.
    Path("several/data/index.csv").write_text("x")
    done = redress("remote", "stamp", "several", "--tsa", server.url("/tsa"), *roots)
    expect(done.returncode == 3 and b"no valid package" in done.stderr and len(server.asked) == asked, f"altered: {done}")


def trusted_roots(server, good):
    """Without --roots: those of the system, or those the authority's settings name. And clocks that are apart."""
    package("trusted")
    stamp = ["remote", "stamp", "trusted", "--tsa"]
    done = redress(*stamp, server.url("/tsa"))
    expect(done.returncode == 3 and b"no root certificate that is trusted" in done.stderr and b"--roots" in done.stderr, f"no roots: {done}")
    done = redress(*stamp, server.url("/tsa"), SSL_CERT_FILE=str(good / "root.pem"))
    expect(done.returncode == 0, f"the system's roots: {done}")
    own = '[[remote.authority]]\nname = "office"\nurl = "%s"\npolicy = "1.3.6.1.4.1.55555.1"\nroots = "%s"\n' % (
        server.url("/tsa"), good / "root.pem")
    settings(own, timestamp=["office"])
    done = redress("remote", "stamp", "trusted")
    expect(done.returncode == 0 and b"timestamps/office.tsr" in done.stdout and not done.stderr, f"by settings: {done}")
    settings(own.replace("55555.1", "55555.2"), timestamp=["office"])
    done = redress("remote", "stamp", "trusted")
    expect(done.returncode == 3 and b"unacceptedPolicy" in done.stderr, f"a policy it has not: {done}")
    settings()
    for minutes, code, words in ((20, 0, b"apart [clock]"), (-20, 3, b"clock is before"), (1, 0, b"")):
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + minutes * 60))
        done = redress(*stamp, server.url("/tsa"), "--roots", good / "root.pem", "--now", when)
        expect(done.returncode == code and words in done.stderr and bool(words) == bool(done.stderr), f"{minutes} min off: {done}")
    expect(redress("verify", "trusted", "--roots", good / "root.pem").returncode == 0, "the package does not verify")


def refused_addresses(server, good):
    """What is refused before a byte is sent."""
    package("refused")
    asked = len(server.asked)
    roots = ["--roots", good / "root.pem"]
    for url, code, words in (
            ("ftp://127.0.0.1/x", 3, b"no address of the web"),
            ("file:///etc/passwd", 3, b"no address of the web"),
            (f"http://user:word@127.0.0.1:{server.port}/tsa", 3, b"holds a user name or password"),
            ("http://169.254.169.254/", 3, b"an address nothing is sent to"),
            ("http://10.0.0.1/", 3, b"an address of the own network"),
            ("http://0.0.0.0/", 3, b"an address nothing is sent to"),
            ("http://[::ffff:10.1.2.3]/", 3, b"an address of the own network"),
            ("nobody", 2, b"no timestamp authority 'nobody'"),
            ("digicrt", 2, b"did you mean 'digicert'")):
        done = redress("remote", "stamp", "refused", "--tsa", url, *roots)
        expect(done.returncode == code and words in done.stderr and b"word@" not in done.stdout + done.stderr, f"{url}: {done}")
    settings(allow_loopback=False)
    for host in ("127.0.0.1", "localhost", "2130706433", "[::1]"):
        done = redress("remote", "stamp", "refused", "--tsa", f"http://{host}:{server.port}/tsa", *roots)
        expect(done.returncode == 3 and b"this machine's own address" in done.stderr and b"allow_loopback" in done.stderr, f"{host}: {done}")
    settings()
    # A proxy of the environment, and a .netrc, count for nothing.
    trap = Server({"/tsa": lambda h, b: (200, REPLY, b"")})
    Path(ENV["HOME"], ".netrc").write_text("machine 127.0.0.1 login someone password canary\n")
    os.chmod(Path(ENV["HOME"], ".netrc"), 0o600)
    proxy = {name: f"http://127.0.0.1:{trap.port}" for name in ("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY")}
    done = redress("remote", "stamp", "refused", "--tsa", server.url("/tsa"), *roots, **proxy)
    expect(done.returncode == 0 and not trap.asked, f"a proxy of the environment was used: {done}")
    expect(len(server.asked) == asked + 1 and "Authorization" not in server.asked[-1][1], "credentials were sent")
    Path(ENV["HOME"], ".netrc").unlink()
    # One that is configured is.
    settings(proxy=f"http://127.0.0.1:{trap.port}")
    redress("remote", "stamp", "refused", "--tsa", "http://tsa.example/tsa", *roots)
    expect([path for path, _, _ in trap.asked] == ["http://tsa.example/tsa"], f"proxy: {trap.asked}")
    settings()


def over_tls(good):
    authority = {"/tsa": lambda handler, body: (200, REPLY, good.reply(body))}
    good.issue("server", "server", "middle", subject="/CN=127.0.0.1")
    good.issue("elsewhere", "elsewhere", "middle", subject="/CN=elsewhere.example")
    good.issue("past", "server", "middle", days=-1, subject="/CN=127.0.0.1")
    good.key("selfsigned")
    openssl("req", "-x509", "-new", "-key", good / "selfsigned.key", "-out", good / "selfsigned.pem", "-days", 10, "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1")
    (good / "ca.pem").write_bytes((good / "root.pem").read_bytes() + (good / "middle.pem").read_bytes())

    def listen(name, old=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(good / f"{name}.pem", good / f"{name}.key")
        if old:
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
            context.set_ciphers("ALL:@SECLEVEL=0")
        return Server(authority, context)

    package("tls")
    settings(ca_file=str(good / "ca.pem"))
    for name, code, words in (("server", 0, b""), ("elsewhere", 3, b"not to be trusted"), ("past", 3, b"not to be trusted"),
                              ("selfsigned", 3, b"not to be trusted"), ("old", 3, b"not to be trusted")):
        server = listen("server" if name == "old" else name, name == "old")
        done = redress("remote", "stamp", "tls", "--tsa", f"https://127.0.0.1:{server.port}/tsa", "--roots", good / "root.pem",
                       SSLKEYLOGFILE=str(Path("tls-keys").resolve()))
        expect(done.returncode == code and words in done.stderr and bool(server.asked) == (code == 0), f"TLS, {name}: {done}")
        expect(not Path("tls-keys").exists(), "keys of a connection were written down")
    settings()  # the system knows nothing of this root
    server = listen("server")
    done = redress("remote", "stamp", "tls", "--tsa", f"https://127.0.0.1:{server.port}/tsa", "--roots", good / "root.pem")
    expect(done.returncode == 3 and not server.asked, f"TLS by a root nobody knows: {done}")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    ENV = {**{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, "PATH": os.environ["PATH"],
           "HOME": scratch, "REDRESS_SHARE": str(SOURCE / "share"), "LC_ALL": "C.UTF-8",
           "SOURCE_DATE_EPOCH": "1700000000"}
    if not shutil.which("openssl"):
        print("skipped: openssl is not installed")
        sys.exit(77)
    for name in ("chat.txt", "activity.csv"):
        shutil.copy(SOURCE / "tests/golden/bundle-oneoff" / name, name)
    good, other = Authority(Path(scratch, "good")), Authority(Path(scratch, "other"), "Other Time")
    good.issue("noeku", "noeku", "middle")
    good.issue("notcritical", "notcritical", "middle")
    table = answers(good, other, good)
    server = Server({"/tsa": lambda handler, body: (200, REPLY, good.reply(body)), **{path: row[0] for path, row in table.items()}})
    settings()
    good_stamps(server, good)
    bad_answers(server, table, good)
    several(server, good)
    trusted_roots(server, good)
    refused_addresses(server, good)
    over_tls(good)
sys.exit(bool(faults))
