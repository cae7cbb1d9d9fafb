#!/usr/bin/env python3
"""completion.py BINARY SOURCEDIR: sources the completion script of each shell in that shell and asks it what may follow.
bash must be there; zsh and fish are tried where installed, and a note says where not."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
faults = []

BASH = """. "$1"
while IFS= read -r line; do
    eval "COMP_WORDS=($line)"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _redress
    echo "${COMPREPLY[*]}"
done
"""
# zsh's own part, showing and choosing, is stood in for; what is offered is ours.
ZSH = """compadd() { while [[ $1 == -* ]]; do shift; done; said+=("$@") }
_describe() { said+=("${(@)${(P)${@[-1]}}%%:*}") }
_files() { said+=(FILES) }
compset() { }
compdef() { }
. $1
while IFS= read -r line; do
    eval "words=($line)"
    CURRENT=${#words}
    said=()
    _redress
    print -r -- "${said[*]}"
done
"""
FISH = """source $argv[1]
while read -l line
    echo (complete -C $line | string split -f1 \\t)
end
"""


def ask(shell, lines, folder):
    script = Path(folder, f"completion.{shell}")
    env = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "REDRESS_SHARE": str(ROOT / "share")}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")})
    made = subprocess.run([BINARY, f"--dump-completion={shell}"], env=env, capture_output=True, check=True)
    script.write_bytes(made.stdout)
    call = {"bash": ["bash", "-c", BASH, "bash"], "zsh": ["zsh", "-f", "-c", ZSH, "zsh"], "fish": ["fish", "-N", "-c", FISH]}[shell]
    done = subprocess.run([*call, str(script)], input="".join(line + "\n" for line in lines), env=env, cwd=folder, text=True,
                          capture_output=True, timeout=300, check=False)
    if done.returncode or done.stderr:
        faults.append(f"{shell}: exit {done.returncode}, {done.stderr.strip()[:500]}")
    return [set(line.split()) for line in done.stdout.splitlines()]


def places(node, above=""):
    path = f"{above} {node['name']}".strip()
    yield path, node
    for verb in node["commands"]:
        yield from places(verb, path)


def written(shell, line, quoted_end):
    """The empty word under the cursor is '' where a shell's own words are given, and a blank at the end for fish."""
    return line + (" ''" if quoted_end and shell != "fish" else " " if quoted_end else "")


def wanted(tree):
    """(line, ends in an empty word, words that must be offered, words that must not)."""
    names = {c["name"] for c in tree["commands"]}
    platforms = {p.stem for p in (ROOT / "share/platforms").glob("*.toml")}
    pages = {p.stem.removeprefix("redress-") for p in (ROOT / "man").iterdir()}
    yield "redress", True, names, set()
    yield "redress --shop case", True, names, {"open"}
    yield "redress -q case open --platform", True, platforms, names
    yield "redress platform show", True, platforms, names
    yield "redress help", True, pages, {"FILES"}
    yield "redress ingest --from", True, {"records", "whatsapp"}, names
    yield "redress lint -f", True, {"text", "json", "sarif"}, names
    yield "redress ingest --date-order", True, {"DMY", "MDY", "YMD"}, names
    yield "redress --color", True, {"auto", "always", "never"}, names
    yield "redress lint notes.md --fail-on", True, {"error", "never"}, names
    yield "redress case open --order 7 --lang", True, {"en", "zh"}, names
    yield "redress case open -", False, {"--platform", "--store"}, {"--dump-cli", "--outcome"}
    for path, node in places(tree):
        if node["commands"]:
            yield path, True, {c["name"] for c in node["commands"]}, set()
        own = {n for o in node["options"] for n in o["names"] if n.startswith("--")}
        yield path + " --", False, own, set()


def main():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bin").mkdir()
        Path(folder, "bin/redress").symlink_to(BINARY)
        Path(folder, "FILES").touch()
        tree = json.loads(subprocess.run([BINARY, "--dump-cli"], capture_output=True, check=True).stdout)
        cases = list(wanted(tree))
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                print(f"note: {shell} is not installed, its completion was not tried")
                continue
            offered = ask(shell, [written(shell, line, end) for line, end, _, _ in cases], folder)
            if len(offered) != len(cases):
                faults.append(f"{shell}: {len(offered)} answers to {len(cases)} questions")
            for (line, _, need, never), got in zip(cases, offered):
                if need - got or never & got:
                    faults.append(f"{shell}: {line}: missing {sorted(need - got)}, wrong {sorted(never & got)}")
            # Half a word, and the form with '=', as each shell hands it over.
            half, = ask(shell, ["redress lint --format = sa" if shell == "bash" else "redress lint --format=sa"], folder)
            if not any(word.endswith("sarif") for word in half):
                faults.append(f"{shell}: --format=sa gave {sorted(half)}")
            print(f"{shell}: {len(offered)} command lines completed")
    for line in faults:
        print(line)
    return bool(faults)


sys.exit(main())
