#!/usr/bin/env python3
"""seal.py BINARY SOURCE: signed packages against openssl and ssh-keygen: their verdicts on whole and changed ones, the commands
of VERIFY.txt as they stand there, the same bytes twice, and no trace of a private key in any output or in any program's arguments."""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

BINARY, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
faults = []


def expect(ok, what):
    if not ok:
        faults.append(what)
        print("FAULT:", what)


def run(*words, cwd=None, **more):
    return subprocess.run([str(w) for w in words], cwd=cwd, env=ENV, capture_output=True, **more)


def bundle(out, *more):
    return run(BINARY, "bundle", "--case", "C-0001", "--tz", "Europe/London", "-o", out, *more)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def commands(text):
    """The commands VERIFY.txt gives, by their first word and third."""
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


class Watch(threading.Thread):
    """Reads the arguments of every process there is, again and again."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen, self.done = set(), False

    def run(self):
        while not self.done:
            for entry in os.listdir("/proc"):
                if entry.isdigit():
                    try:
                        self.seen.add(Path("/proc", entry, "cmdline").read_bytes())
                    except OSError:
                        pass


def keys():
    for name in ("key.pem", "other.pem"):
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", name)
        os.chmod(name, 0o600)
        run("openssl", "pkey", "-in", name, "-pubout", "-out", name.replace(".pem", ".pub"))
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "seller@example", "-f", "sshkey")
    words = Path("sshkey.pub").read_text().split()
    Path("allowed_signers").write_text(f"seller@example {words[0]} {words[1]}\n")


def by_verify_txt(folder):
    """Runs the three commands that check a signature as VERIFY.txt has them, with what comes from outside."""
    shutil.copy("key.pub", Path(folder, "SIGNER.pub"))
    shutil.copy("allowed_signers", folder)
    found = [c for c in commands(Path(folder, "VERIFY.txt").read_text()) if c.startswith(("openssl pkeyutl", "ssh-keygen"))]
    expect(len(found) == 3, f"VERIFY.txt has {found}")
    done = [subprocess.run(["bash", "-c", c], cwd=folder, capture_output=True).returncode for c in found]
    for name in ("SIGNER.pub", "allowed_signers"):
        Path(folder, name).unlink()
    return done


def signed_package():
    done = bundle("signed", "--sign", "key.pem", "--ssh-sign", "sshkey")
    expect(done.returncode == 0, f"bundle --sign: {done.stderr.decode()}")
    expect(by_verify_txt("signed") == [0, 0, 0], "openssl or ssh-keygen refuses a signature")
    expect(run(BINARY, "verify", "signed").returncode == 0, "a signed package is no longer valid")
    expect(run("sha256sum", "-c", "--quiet", "--strict", "tagmanifest-sha256.txt", cwd="signed").returncode == 0, "sha256sum")
    text = Path("signed/VERIFY.txt").read_text()
    expect(text.isascii() and "timestamps/" not in text, "VERIFY.txt speaks of timestamps that are not there")
    for path in Path("signed/signatures").iterdir():
        expect(path.stat().st_mode & 0o777 == 0o600, f"{path} may be read by others")

    plain = bundle("plain")
    expect(plain.returncode == 0 and not Path("plain/signatures").exists(), "signed without being told")
    expect("pkeyutl" not in Path("plain/VERIFY.txt").read_text(), "VERIFY.txt of an unsigned package speaks of signatures")
    inside = {n: b for n, b in files_of("signed").items() if not n.startswith("signatures/") and n != "VERIFY.txt"}
    expect(inside == {n: b for n, b in files_of("plain").items() if n != "VERIFY.txt"}, "signing changed other files")

    bundle("again.zip", "--sign", "key.pem", "--ssh-sign", "sshkey")
    run("unzip", "-q", "again.zip", "-d", "unzipped")
    expect(files_of("unzipped/C-0001") == files_of("signed"), "the same case signed twice gives other bytes")


def by_redress(signature, ssh):
    """What verify says of both, as text and for programs."""
    done = run(BINARY, "verify", "signed")
    lines = {line.split(": ")[1]: line.split(": ")[2] for line in done.stdout.decode().splitlines()[1:]}
    said = [lines.get(f"signatures/tagmanifest-sha256.txt.{kind}", "").split(",")[0] for kind in ("sig", "sshsig")]
    expect(said == [signature, ssh] and done.returncode == (said != ["valid", "valid"]), f"verify: {done}")
    seals = json.loads(run(BINARY, "verify", "-f", "json", "signed").stdout)["packages"][0]["seals"]
    expect([seals["signature"]["state"], seals["ssh_signature"]["state"]] == said, f"verify -f json: {seals}")
    print_of_key = run("ssh-keygen", "-l", "-f", "sshkey.pub").stdout.decode().split()[1]
    expect((print_of_key in done.stdout.decode()) == (ssh == "valid"), f"verify: another SSH key, {done.stdout.decode()}")


def changed_packages():
    """Every byte of what is signed and of the signature counts; another key's signature does not pass."""
    for name in ("tagmanifest-sha256.txt", "signatures/tagmanifest-sha256.txt.sig", "signatures/tagmanifest-sha256.txt.sshsig"):
        path = Path("signed", name)
        whole = path.read_bytes()
        at = len(whole) // 2
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        verdicts = by_verify_txt("signed")
        expected = {"tagm": [1, 1, 1], ".sig": [1, 0, 0], "hsig": [0, 1, 1]}[name[:4] if name[0] == "t" else name[-4:]]
        expect([min(v, 1) for v in verdicts] == expected, f"{name} changed: {verdicts}")
        by_redress(*("valid" if verdict == 0 else "invalid" for verdict in expected[:2]))
        path.write_bytes(whole)
    expect(by_verify_txt("signed") == [0, 0, 0], "the package was not put back")
    by_redress("valid", "valid")
    bundle("others", "--sign", "other.pem")
    shutil.copy("others/signatures/tagmanifest-sha256.txt.sig", "spare.sig")
    done = run("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-rawin", "-in", "others/tagmanifest-sha256.txt",
               "-sigfile", "spare.sig")
    expect(done.returncode != 0, "another key's signature passes")


def refusals():
    os.chmod("key.pem", 0o640)
    done = bundle("refused", "--sign", "key.pem")
    expect(done.returncode == 3 and b"others may read" in done.stderr and b"chmod 600" in done.stderr, "a key others may read")
    os.chmod("key.pem", 0o600)
    for option, key, words in (("--sign", "none.pem", b"No such file"), ("--sign", "sshkey", b"PEM form"),
                               ("--ssh-sign", "none", b"ssh-keygen did not sign"),
                               ("--ssh-sign", "key.pub", b"ssh-keygen did not sign")):
        done = bundle("refused", option, key)
        expect(done.returncode == 3 and words in done.stderr and b"hint" in done.stderr, f"{option} {key}: {done.stderr.decode()}")
    expect(not Path("refused").exists(), "a package stands though it was not signed")
    expect(not [p for p in Path(".").glob(".redress-*")], "something is left behind")


def odd_names():
    """Names of files are somebody else's bytes: they reach no terminal as they are, and JSON stays JSON."""
    Path("odd/data").mkdir(parents=True)
    Path("odd/timestamps").mkdir()
    Path("odd/bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    Path("odd/manifest-sha256.txt").touch()
    for name in (b"odd/timestamps/\xff\x1b[2J.tsr", b"odd/data/\xfe\x1b[2J.txt", b"odd/manifest-\xfd\x1b[2J.txt"):
        Path(os.fsdecode(name)).write_bytes(b"no timestamp\n")
    shown = run(BINARY, "verify", "odd")
    expect(shown.returncode == 1 and b"\x1b" not in shown.stdout + shown.stderr, "a name reaches the terminal")
    expect(b"[2J.tsr" in shown.stdout + shown.stderr and b"[2J.txt" in shown.stdout + shown.stderr, "a file is not named")
    for done in (shown, run(BINARY, "verify", "-f", "json", "odd")):
        try:
            words = done.stdout.decode("utf-8")
        except UnicodeDecodeError:
            expect(False, "what is said of odd names is no UTF-8")
            continue
        expect(done is shown or json.loads(words), "the JSON is none")


def no_secret_shows():
    secrets = []
    for name in ("key.pem", "sshkey"):
        body = [line for line in Path(name).read_text().splitlines() if not line.startswith("-")]
        secrets += [line.encode() for line in body if len(line) > 40]
    seed = base64.b64decode(re.sub(r"-----.*?-----|\s", "", Path("key.pem").read_text()))[-32:]
    secrets += [seed, seed.hex().encode()]
    expect(len(secrets) >= 4, "no secrets to look for")
    watch = Watch()
    watch.start()
    done = bundle("watched", "-v", "--sign", "key.pem", "--ssh-sign", "sshkey")
    time.sleep(0.05)
    watch.done = True
    watch.join()
    expect(any(b"watched" in words for words in watch.seen), "the watch saw nothing")
    heap = [done.stdout, done.stderr, *watch.seen, *files_of("watched").values()]
    for store in Path(ENV["HOME"]).rglob("*.db*"):
        heap.append(store.read_bytes())
    for secret in secrets:
        expect(not any(secret in piece for piece in heap), "a private key shows")
    expect(any(secrets[0] in piece for piece in [*heap, Path("key.pem").read_bytes()]), "the search finds nothing at all")
    print(f"{len(secrets)} secrets looked for in {len(heap)} places")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    ENV = {**{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, "PATH": os.environ["PATH"],
           "HOME": scratch, "REDRESS_SHARE": str(SOURCE / "share"), "LC_ALL": "C.UTF-8",
           "SOURCE_DATE_EPOCH": "1700000000"}
    if not all(shutil.which(program) for program in ("openssl", "ssh-keygen")):
        print("skipped: openssl or ssh-keygen is not installed")
        sys.exit(77)
    for name in ("chat.txt", "activity.csv"):
        shutil.copy(SOURCE / "tests/golden/bundle-oneoff" / name, name)
    run(BINARY, "ingest", "--tz", "Europe/London", "chat.txt", "activity.csv")
    expect(run(BINARY, "case", "open", "--platform", "paypal", "--order", "1001").stdout == b"C-0001\n", "no case was opened")
    keys()
    signed_package()
    changed_packages()
    refusals()
    odd_names()
    no_secret_shows()
sys.exit(bool(faults))
