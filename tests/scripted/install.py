#!/usr/bin/env python3
"""install.py BINARY SOURCEDIR: `cmake --install` of the build the binary stands in, into a folder of its own: the files are those
the source tree calls for and no others, and the installed program works from there, with nothing in its HOME and its own share."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
faults = []


def wanted():
    names = {"bin/redress", "share/bash-completion/completions/redress", "share/zsh/site-functions/_redress",
             "share/fish/vendor_completions.d/redress.fish", "share/redress/rules.pack"}
    names |= {f"share/doc/redress/{name}" for name in ("README.md", "CHANGELOG.md", "LICENSE")}
    names |= {f"share/man/man{page.suffix[1]}/{page.name}" for page in (ROOT / "man").iterdir()}
    share = ROOT / "share"
    return names | {f"share/redress/{path.relative_to(share)}" for path in share.rglob("*") if path.is_file()}


def check(what, done, code, said):
    if done.returncode != code or said not in done.stdout:
        faults.append(f"{what}: exit {done.returncode}, {done.stdout[:200]!r}, {done.stderr[:500]!r}")


def try_out(prefix, folder):
    home, away = Path(folder, "home"), Path(folder, "away")
    home.mkdir()
    away.mkdir()
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")})

    def redress(*arguments):
        return subprocess.run([prefix / "bin/redress", *arguments], cwd=away, env=env, text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=300, check=False)

    check("--version", redress("--version"), 0, "redress ")
    check("platform show", redress("platform", "show", "paypal"), 0, "PayPal")
    check("help", redress("help", "bundle"), 0, "REDRESS-BUNDLE(1)")
    check("lint --self-test", redress("lint", "--self-test"), 0, "")
    source = prefix / "share/redress/examples/paypal"
    check("bundle", redress("bundle", "--platform", "paypal", "--order", "INV-1041", "--tz", "Asia/Shanghai", "--seller",
                            "Northwind Prints", str(source), "-o", "package"), 0, "package")
    check("verify", redress("verify", "package"), 0, "package: valid")
    left = [str(p) for p in home.rglob("*") if p.is_file() and "cache" not in p.parts and ".cache" not in p.parts]
    if left:
        faults.append(f"a one-off use left in HOME: {left}")


def main():
    if not (BINARY.parent / "cmake_install.cmake").exists():
        print("skipped: the binary does not stand in a build folder")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder, "prefix")
        done = subprocess.run(["cmake", "--install", BINARY.parent, "--prefix", prefix], text=True, capture_output=True, check=False)
        if done.returncode:
            print(done.stdout, done.stderr)
            return 1
        got = {str(p.relative_to(prefix)) for p in prefix.rglob("*") if not p.is_dir()}
        for name in sorted(wanted() - got):
            faults.append(f"not installed: {name}")
        for name in sorted(got - wanted()):
            faults.append(f"installed, and nobody knows why: {name}")
        for name in got:
            if name.startswith("share/") and (prefix / name).stat().st_size == 0:
                faults.append(f"empty: {name}")
        moved = Path(folder, "moved")
        shutil.move(prefix, moved)
        try_out(moved, folder)
        print(f"{len(got)} files installed")
    for line in faults:
        print(line)
    return bool(faults)


sys.exit(main())
