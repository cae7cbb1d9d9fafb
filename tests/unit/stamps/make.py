#!/usr/bin/env python3
"""make.py: makes the tokens beside it anew, with the openssl program. They are kept because each run gives others."""
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tsa"))
from authority import Authority, query_for  # noqa: E402

with tempfile.TemporaryDirectory() as scratch:
    data = b"tagmanifest\n"
    good = Authority(Path(scratch, "good"), days=36500)
    other = Authority(Path(scratch, "other"), "Other Time", days=36500)
    query = query_for(data)
    (HERE / "data").write_bytes(data)
    (HERE / "good.tsq").write_bytes(query)
    (HERE / "good.tsr").write_bytes(good.reply(query))
    (HERE / "root.pem").write_bytes((good / "root.pem").read_bytes())
    (HERE / "other-root.pem").write_bytes((other / "root.pem").read_bytes())
    (HERE / "other.tsq").write_bytes(query_for(data))
