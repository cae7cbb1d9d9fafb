"""A timestamp authority for tests: certificates and tokens by the openssl program alone, and a server on this machine that answers
rightly or in one of many wrong ways, by the path that is asked for."""
import http.server
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from pathlib import Path

REPLY = "application/timestamp-reply"
EXTENSIONS = """
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[tsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
[noeku]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
[notcritical]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=timeStamping
[server]
basicConstraints=critical,CA:FALSE
subjectAltName=IP:127.0.0.1,DNS:localhost
[elsewhere]
basicConstraints=critical,CA:FALSE
subjectAltName=DNS:elsewhere.example
"""


def openssl(*words, data=None):
    done = subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {' '.join(map(str, words))}: {done.stderr.decode()}")
    return done.stdout


def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


def granted(token):
    """A TimeStampResp around a token."""
    return der(0x30, der(0x30, der(0x02, b"\0")), token)


class Authority:
    """Root, intermediate and signer; `days` is how long the signer's and the intermediate's certificates last."""

    def __init__(self, folder, name="Sample Time", days=3650):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "ext.cnf").write_text(EXTENSIONS)
        self.name = name
        self.key("root")
        openssl("req", "-x509", "-new", "-key", self / "root.key", "-out", self / "root.pem", "-days", 36500, "-subj",
                f"/O={name}/CN={name} Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        self.issue("middle", "ca", "root", days)
        self.issue("tsa", "tsa", "middle", days)
        (self.folder / "serial").write_text("01\n")
        self.write_chain("tsa", ["middle"])

    def __truediv__(self, name):
        return self.folder / name

    def key(self, name):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self / f"{name}.key")

    def issue(self, name, extensions, by, days=3650, subject=None):
        self.key(name)
        request = openssl("req", "-new", "-key", self / f"{name}.key", "-subj", subject or f"/O={self.name}/CN={self.name} {name}")
        (self / f"{name}.csr").write_bytes(request)
        openssl("x509", "-req", "-in", self / f"{name}.csr", "-CA", self / f"{by}.pem", "-CAkey", self / f"{by}.key",
                "-CAcreateserial", "-days", days, "-extfile", self / "ext.cnf", "-extensions", extensions, "-out",
                self / f"{name}.pem")

    def write_chain(self, name, others):
        (self / f"{name}.chain").write_bytes(b"".join((self / f"{n}.pem").read_bytes() for n in others))

    def reply(self, query, chain="tsa.chain", options=()):
        """What an honest authority answers. chain: the certificates sent along besides the signer's."""
        config = f"""[t]
serial={self / 'serial'}
signer_cert={self / 'tsa.pem'}
certs={self / chain}
signer_key={self / 'tsa.key'}
signer_digest=sha256
default_policy=1.3.6.1.4.1.55555.1
digests=sha256,sha384,sha512
accuracy=secs:1
ordering=yes
tsa_name=yes
ess_cert_id_alg=sha256
"""
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch, "cnf").write_text(config)
            Path(scratch, "tsq").write_bytes(query)
            openssl("ts", "-reply", "-config", Path(scratch, "cnf"), "-section", "t", "-queryfile", Path(scratch, "tsq"), "-out",
                    Path(scratch, "tsr"), *options)
            return Path(scratch, "tsr").read_bytes()

    def tst_info(self, query):
        """The unsigned content of a token for this query."""
        with tempfile.TemporaryDirectory() as scratch:
            token = Path(scratch, "token")
            token.write_bytes(self.reply(query, options=["-token_out"]))
            return openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", token)

    def reply_by(self, query, signer, chain="tsa.chain"):
        """The same content signed with any certificate, also one that openssl ts would not sign with."""
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch, "tst").write_bytes(self.tst_info(query))
            return granted(openssl("cms", "-sign", "-cades", "-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4",
                                   "-in", Path(scratch, "tst"), "-signer", self / f"{signer}.pem", "-inkey", self / f"{signer}.key",
                                   "-certfile", self / chain, "-md", "sha256", "-outform", "DER"))


def query_for(data, digest="sha256", *more):
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "data").write_bytes(data)
        return openssl("ts", "-query", "-data", Path(scratch, "data"), f"-{digest}", "-cert", *more)


class Server:
    """On 127.0.0.1. answers: path -> function(body) giving (status, content type, body) or (status, content type, body, headers),
    or writing to the handler itself and giving None."""

    def __init__(self, answers, context=None):
        outer = self
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.asked.append((self.path, dict(self.headers), body))
                answer = answers[self.path](self, body)
                if answer is None:
                    return
                status, kind, reply, *headers = answer
                self.send_response(status)
                if kind:
                    self.send_header("Content-Type", kind)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            do_GET = do_POST

            def log_message(self, *words):
                pass

            def handle(self):
                try:
                    super().handle()
                except (OSError, ssl.SSLError):
                    pass

        class Listener(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                pass

        self.listener = Listener(("127.0.0.1", 0), Handler)
        if context:
            self.listener.socket = context.wrap_socket(self.listener.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"


def drip(handler, _body):
    """A byte each 0.3 s, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", REPLY)
    handler.end_headers()
    while True:
        handler.wfile.write(b"0")
        handler.wfile.flush()
        time.sleep(0.3)


def without_length(size):
    def answer(handler, _body):
        handler.send_response(200)
        handler.send_header("Content-Type", REPLY)
        handler.end_headers()
        for _ in range(size // 65536):
            handler.wfile.write(bytes(65536))
        handler.close_connection = True

    return answer


def cut(handler, _body):
    """Says it sends more than it does."""
    handler.send_response(200)
    handler.send_header("Content-Type", REPLY)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"0" * 100)
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def silent(handler, _body):
    handler.connection.shutdown(socket.SHUT_RDWR)


def sleeps(handler, _body):
    time.sleep(30)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
