#!/usr/bin/env python3
"""tokens.py BINARY SOURCE: timestamps in packages, `verify --roots` against `openssl ts -verify` on the same files: the table of
verdicts, and a thousand tokens changed at random (seed fixed) on which both must agree. Then stripped and foreign seals."""
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BINARY, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "tests/tsa"))
from authority import Authority, openssl, query_for  # noqa: E402

MUTATIONS = 1000
faults = []


def expect(ok, what):
    if not ok:
        faults.append(what)
        print("FAULT:", what)


def run(*words):
    return subprocess.run([str(w) for w in words], env=ENV, capture_output=True, timeout=600)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def bag(name, reply, chain=None, query=None):
    """A small package of ours with one timestamp."""
    folder = Path(name)
    for sub in ("data", "timestamps"):
        (folder / sub).mkdir(parents=True)
    files = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
             "bag-info.txt": b"External-Identifier: C-0001\nRedress-Case: any/1\n",
             "manifest-sha256.txt": f"{sha256(b'x')}  data/x\n".encode()}
    for path, data in {**files, "data/x": b"x", "tagmanifest-sha256.txt": SEALED, "timestamps/t.tsr": reply,
                       "timestamps/t.chain.pem": chain, "timestamps/t.tsq": query}.items():
        if data is not None:
            (folder / path).write_bytes(data)
    return folder


def by_openssl(folder, roots, *more, data=("-data", "tagmanifest-sha256.txt")):
    words = ["openssl", "ts", "-verify", *data, "-in", "timestamps/t.tsr", "-CAfile", str(roots), *map(str, more)]
    if (folder / "timestamps/t.chain.pem").exists():
        words += ["-untrusted", "timestamps/t.chain.pem"]
    return b"Verification: OK" in subprocess.run(words, cwd=folder, env=ENV, capture_output=True).stdout


def verify(*folders_and_options):
    """folder -> (state, rest of the line), and the exit code."""
    done = run(BINARY, "verify", *folders_and_options)
    verdicts = {}
    for line in done.stdout.decode().splitlines():
        folder, _, rest = line.partition(": timestamps/t.tsr: ")
        for state in ("valid at its time, chain since expired", "valid", "cannot be verified", "invalid"):
            if rest.startswith(state):
                verdicts[folder] = (state, rest)
                break
    return verdicts, done.returncode, done.stderr.decode()


def table(good, other):
    """name, token, chain beside it, request, expected state, openssl's verdict"""
    query = query_for(SEALED)
    token = good.reply(query)
    without = good.reply(query[:1] + bytes([query[1] - 3]) + query[2:-3])
    chain = (good / "tsa.pem").read_bytes() + (good / "middle.pem").read_bytes()
    good.issue("spoof", "tsa", "middle", subject="/O=Famous Authority/CN=Famous Time")
    good.write_chain("injected", ["spoof", "middle", "root"])
    good.write_chain("odd", ["root", "middle"])
    good.write_chain("alone", [])
    bad = bytearray(token)
    bad[-5] ^= 1
    yield "sha256", token, None, query, "valid", True
    for digest in ("sha384", "sha512"):
        q = query_for(SEALED, digest)
        yield digest, good.reply(q), None, q, "valid", True
    yield "granted with mods", token.replace(b"\x30\x03\x02\x01\x00", b"\x30\x03\x02\x01\x01", 1), None, query, "valid", True
    yield "signature altered", bytes(bad), None, query, "invalid", False
    yield "no certificate", without, None, None, "cannot be verified", False
    yield "no certificate, chain beside", without, chain, None, "valid", True
    yield "without the intermediate", good.reply(query, "alone.chain"), None, None, "cannot be verified", False
    yield "intermediate beside", good.reply(query, "alone.chain"), (good / "middle.pem").read_bytes(), None, "valid", True
    yield "certificates injected", good.reply(query, "injected.chain"), (good / "spoof.pem").read_bytes(), query, "valid", True
    yield "certificates in odd order", good.reply(query, "odd.chain"), None, query, "valid", True
    yield "unknown issuer", other.reply(query), None, query, "cannot be verified", False
    yield "unknown issuer, its root beside", other.reply(query), (other / "root.pem").read_bytes(), query, "cannot be verified", False
    yield "other bytes", good.reply(query_for(b"else")), None, None, "invalid", False
    yield "refused", good.reply(query_for(SEALED, "md5")), None, None, "invalid", False
    yield "no EKU", good.reply_by(query, "noeku"), None, query, "invalid", False
    yield "EKU not critical", good.reply_by(query, "notcritical"), None, query, "invalid", False
    yield "signed with cms", good.reply_by(query, "tsa"), None, query, "valid", True
    yield "the request", query, None, None, "invalid", False
    yield "empty", b"", None, None, "invalid", False
    yield "html", b"<html>no</html>", None, None, "invalid", False
    yield "cut", token[:-1], None, query, "invalid", False


def verdicts(good, other):
    rows = list(table(good, other))
    for number, (_, token, chain, query, _, _) in enumerate(rows):
        bag(f"row{number}", token, chain, query)
    found, code, _ = verify("--roots", good / "root.pem", *[f"row{n}" for n in range(len(rows))])
    expect(code == 1, f"exit code of a table with invalid tokens: {code}")
    for number, (name, _, _, _, state, ok) in enumerate(rows):
        folder = Path(f"row{number}")
        expect(by_openssl(folder, good / "root.pem") == ok, f"{name}: openssl says otherwise than the table")
        got = found.get(str(folder), ("nothing", ""))
        expect(got[0] == state, f"{name}: {got}, not {state}")
        if state == "valid":
            signer = "CN=Sample Time tsa,O=Sample Time"
            expect(got[1].endswith(signer), f"{name}: signed by {got[1]}")
    whole = bag("other-request", rows[0][1], None, query_for(SEALED))
    expect(not by_openssl(whole, good / "root.pem", data=("-queryfile", "timestamps/t.tsq")), "openssl takes another request's token")
    expect(verify("--roots", good / "root.pem", whole)[0][str(whole)][0] == "invalid", "a token of another request")
    huge = bag("huge", bytes(3 << 20))
    found, code, _ = verify("--roots", good / "root.pem", huge)
    expect(found["huge"] == ("invalid", "invalid: it is larger than 65536 bytes") and code == 1, f"a huge token: {found} {code}")
    trailing = bag("trailing", rows[0][1] + b"\0", None, None)
    found, code, said = verify("--roots", good / "root.pem", trailing)
    expect(by_openssl(trailing, good / "root.pem") and found["trailing"][0] == "valid" and code == 0 and "bytes follow" in said,
           f"trailing bytes: {found} {code} {said}")
    return len(rows)


def expired(good):
    short = Authority(Path.cwd() / "short", "Short Time", days=30)
    query = query_for(SEALED)
    folder = bag("expired", short.reply(query), None, query)
    later = int(time.time()) + 40 * 86400
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(later))
    expect(by_openssl(folder, short / "root.pem") and not by_openssl(folder, short / "root.pem", "-attime", later), "openssl and time")
    found, code, _ = verify("--roots", short / "root.pem", folder)
    expect(found["expired"][0] == "valid" and code == 0, f"before it expired: {found} {code}")
    found, code, _ = verify("--roots", short / "root.pem", "--now", when, folder)
    expect(found["expired"][0] == "valid at its time, chain since expired" and code == 0, f"expired: {found} {code}")
    found, code, _ = verify("--roots", good / "root.pem", "--now", when, folder)
    expect(found["expired"][0] == "cannot be verified" and code == 1, f"expired and another root: {found} {code}")


def changed(token, rng):
    """One to three changes: bits, bytes cut out, put in, doubled; so that lengths, tags and contents all suffer."""
    out = bytearray(token)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at = rng.randrange(len(out))
        kind = rng.randrange(6)
        if kind <= 2:
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 3:
            out[at] = rng.choice((0, 1, 0x30, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        elif kind == 4:
            del out[at:at + rng.randrange(1, 9)]
        else:
            out[at:at] = out[max(0, at - rng.randrange(1, 9)):at]
    return bytes(out)


def mutations(good):
    rng = random.Random(3161)
    query = query_for(SEALED)
    tokens = [good.reply(query), good.reply(query, "injected.chain"), good.reply_by(query, "tsa")]
    names = []
    for number in range(MUTATIONS):
        names.append(f"changed{number}")
        bag(names[-1], changed(tokens[number % len(tokens)], rng))
    found, _, said = verify("--roots", good / "root.pem", *names)
    accepted = 0
    for name in names:
        theirs = by_openssl(Path(name), good / "root.pem")
        ours = found.get(name, ("nothing", ""))[0]
        accepted += theirs
        expect(theirs == (ours == "valid"), f"{name}: openssl {theirs}, we say {found.get(name)}")
        expect(ours != "valid at its time, chain since expired", f"{name}: {ours}")
    expect(0 < accepted < MUTATIONS / 2, f"{accepted} of {MUTATIONS} were accepted: that tests little")
    print(f"{MUTATIONS} changed tokens, {accepted} of them still hold, openssl agrees on all")


def seals_wanted(good):
    """Who names a key or roots wants them found; a file that holds none is no way round."""
    query = query_for(SEALED)
    bag("stamped", good.reply(query))
    bag("bare", b"")
    shutil.rmtree("bare/timestamps")
    Path("empty.pem").write_bytes(b"")
    expect(verify("bare")[1] == 0, "a package without seals is not valid")
    expect(verify("stamped")[:2] == ({"stamped": ("cannot be verified", "cannot be verified: no root certificate is given")}, 0),
           "no roots given")
    for options, code, words in ((["--roots", good / "root.pem", "bare"], 1, "no timestamp leads to"),
                                 (["--roots", "empty.pem", "stamped"], 2, "holds no certificate"),
                                 (["--signer", "empty.pem", "stamped"], 2, "no Ed25519 public key"),
                                 (["--signer", "empty.pem", "stamped", "bare"], 2, "no Ed25519 public key"),
                                 (["--signer", "none.pem", "stamped"], 3, "No such file")):
        _, got, said = verify(*options)
        expect(got == code and words in said, f"verify {options}: {got} {said}")
    for name in ("key", "other"):
        openssl("genpkey", "-algorithm", "ed25519", "-out", f"{name}.pem")
        openssl("pkey", "-in", f"{name}.pem", "-pubout", "-out", f"{name}.pub")
    Path("bare/signatures").mkdir()
    openssl("pkeyutl", "-sign", "-inkey", "key.pem", "-rawin", "-in", "bare/tagmanifest-sha256.txt", "-out",
            "bare/signatures/tagmanifest-sha256.txt.sig")
    shutil.copy("key.pub", "bare/signatures/signer.pub")
    print_of_key = sha256(openssl("pkey", "-pubin", "-in", "key.pub", "-outform", "DER"))

    def signature(*options):
        done = run(BINARY, "verify", *options, "bare")
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    for options, code, words in (([], 0, "by the key that came with it, " + print_of_key),
                                 (["--signer", "key.pub"], 0, "by the key given, " + print_of_key),
                                 (["--signer", "other.pub"], 1, "another key, " + print_of_key)):
        got, said = signature(*options)
        expect(got == code and words in said, f"signed, {options}: {got} {said}")
    shutil.copy("other.pub", "bare/signatures/signer.pub")
    got, said = signature()
    expect(got == 1 and "does not match" in said, f"another key in the package: {said}")
    expect(signature("--signer", "key.pub")[0] == 0, "the key from outside counts, whatever is inside")
    Path("bare/signatures/signer.pub").unlink()
    expect(signature()[0] == 1 and signature("--signer", "key.pub")[0] == 0, "the key is missing from the package")
    Path("bare/signatures/tagmanifest-sha256.txt.sig").unlink()
    got, said = signature("--signer", "key.pub")
    expect(got == 1 and "it is not signed" in said, f"a stripped signature: {said}")
    # A bag of somebody else may use such names for anything, unless a key is asked for.
    Path("bare/bag-info.txt").unlink()
    Path("bare/signatures/tagmanifest-sha256.txt.sig").write_bytes(b"scanned")
    Path("bare/timestamps").mkdir(exist_ok=True)
    Path("bare/timestamps/clock.tsr").write_bytes(b"09:00")
    got, said = signature()
    expect(got == 0 and said.count("is no seal of this bag") == 2 and "invalid" not in said, f"somebody else's files: {said}")
    expect(signature("--signer", "key.pub")[0] == 1, "a key is asked for in somebody else's bag")


def as_json(good):
    """The same for programs."""
    done = run(BINARY, "verify", "-f", "json", "--roots", good / "root.pem", "row0", "row4", "changed0")
    seals = [package["seals"] for package in json.loads(done.stdout)["packages"]]
    stamp = seals[0]["timestamps"][0]
    expect(seals[0]["signature"] is None and seals[0]["ssh_signature"] is None, f"json: {seals[0]}")
    expect({key: stamp[key] for key in ("file", "state", "reason", "authority", "policy")} ==
           {"file": "timestamps/t.tsr", "state": "valid", "reason": None, "authority": "CN=Sample Time tsa,O=Sample Time",
            "policy": "1.3.6.1.4.1.55555.1"}, f"json: {stamp}")
    der = openssl("x509", "-in", good / "tsa.pem", "-outform", "DER")
    expect(stamp["certificate_sha256"] == sha256(der), "json: another certificate")
    when = openssl("ts", "-reply", "-in", "row0/timestamps/t.tsr", "-text").decode().split("Time stamp: ")[1].split("\n")[0]
    expect(stamp["at"] == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.strptime(when, "%b %d %H:%M:%S %Y GMT")), f"json: {stamp['at']} {when}")
    expect(seals[1]["timestamps"][0]["state"] == "invalid" and seals[1]["timestamps"][0]["authority"] is None, f"json: {seals[1]}")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    ENV = {"PATH": os.environ["PATH"], "HOME": scratch, "REDRESS_SHARE": str(SOURCE / "share"), "LC_ALL": "C.UTF-8"}
    if not shutil.which("openssl"):
        print("skipped: openssl is not installed")
        sys.exit(77)
    SEALED = "".join(f"{sha256(data)}  {name}\n" for name, data in (
        ("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("manifest-sha256.txt", f"{sha256(b'x')}  data/x\n".encode()))).encode()
    good, other = Authority(Path(scratch, "good")), Authority(Path(scratch, "other"), "Other Time")
    for name in ("noeku", "notcritical"):
        good.issue(name, name, "middle")
    print(f"{verdicts(good, other)} verdicts as in the table")
    expired(good)
    mutations(good)
    as_json(good)
    seals_wanted(good)
sys.exit(bool(faults))
