#!/usr/bin/env python3
"""docs.py BINARY SOURCEDIR: holds the man pages and the README against the program: pages exist, options and record keys are
documented and no others are, exit codes are the common ones, every --help works, every example marked `.\\" test` runs, and so
does the tour of the README. Examples run in a scratch folder with share/examples beside them as ./examples and a store that
holds share/examples/paypal."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
MAN = ROOT / "man"
SECTION_5 = ["records", "platform", "rules", "templates"]
CODES = {"0", "1", "2", "3", "75"}
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def run(arguments, folder=None, home=None, shell=False):
    env = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": str(home or "/nonexistent"),
           "REDRESS_SHARE": str(ROOT / "share")}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")})
    if home:
        env["PATH"] = f"{home}/bin:" + env["PATH"]
    done = subprocess.run(["sh", "-c", arguments] if shell else [str(BINARY), *arguments], cwd=folder, env=env, timeout=300,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def own_options(command):
    names = {n for o in command["options"] if not o["common"] for n in o["names"]} - {"-h", "--help"}
    for verb in command["commands"]:
        names |= own_options(verb)
    return names


def page_lines(name):
    path = MAN / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def page_options(lines):
    return {"-" + name for line in lines if re.match(r"\.It Fl\b", line) for name in re.findall(r"\bFl (\S+)", line)}


def section(lines, title, macro="Sh"):
    inside = []
    on = False
    for line in lines:
        if line.startswith((".Sh ", ".Ss ")[: 2 if macro == "Ss" else 1]):
            on = line == f".{macro} {title}"
        elif on:
            inside.append(line)
    return inside


def examples(name, lines):
    """What follows each `.\\" test`: one .Dl line, or the body of one .Bd block."""
    for i, line in enumerate(lines):
        if line.strip() != '.\\" test':
            continue
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if following.startswith(".Dl "):
            if ' "' in following:
                fault(name, f"a .Dl line swallows double quotes, use single ones or .Bd: {following}")
            yield plain(following[4:])
        elif following.startswith(".Bd "):
            end = lines.index(".Ed", i)
            yield "\n".join(plain(text) for text in lines[i + 2:end])
        else:
            fault(name, f"an example marked as test is neither .Dl nor .Bd: {following!r}")


def plain(text):
    for written, meant in (("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\(dq", '"'), ("\\(ha", "^"), ("\\(ti", "~"),
                           ("\\(ga", "`"), ("\\e", "\\")):
        text = text.replace(written, meant)
    return text


def help_everywhere(command, words):
    code, out, err = run([*words, "--help"])
    if code != 0 or not out.strip() or err:
        fault("redress " + " ".join(words), f"--help gave exit {code}, {len(out)} bytes, {err!r}")
    for verb in command["commands"]:
        help_everywhere(verb, [*words, verb["name"]])


def check_page(command):
    name = f"redress-{command['name']}.1"
    lines = page_lines(name)
    if not lines:
        fault(name, "no such page")
        return
    documented, real = page_options(lines), own_options(command)
    for option in sorted(real - documented):
        fault(name, f"{option} is not documented")
    for option in sorted(documented - real):
        fault(name, f"{option} is documented, the program has none")
    codes = set(re.findall(r"^\.It (?:Li |Cm |Sy )?(\d+)", "\n".join(section(lines, "EXIT STATUS")), re.M))
    if not {"0", "2", "3"} <= codes <= CODES:
        fault(name, f"EXIT STATUS lists {sorted(codes)}")
    if not list(examples(name, lines)):
        fault(name, 'no example marked .\\" test')


def check_exporting():
    """Every format, in the order of the table, with the way out of its app in English and in Chinese."""
    formats = [line.split()[0] for line in run(["ingest", "--list-formats"])[1].splitlines()]
    entries = re.split(r"^\.It Cm ", "\n".join(section(page_lines("redress-ingest.1"), "EXPORTING")), flags=re.M)[1:]
    named = [entry.split("\n", 1)[0] for entry in entries]
    if named != formats:
        fault("redress-ingest.1", f"EXPORTING lists {named}, the formats are {formats}")
    for name, entry in zip(named, entries):
        if not re.search(r"[\u4e00-\u9fff]{4}", entry) or not re.search(r"[A-Za-z]{4}", entry.split(".br")[0]):
            fault("redress-ingest.1", f"EXPORTING says of {name} only one language")


def check_references(command_names):
    for path in sorted(MAN.iterdir()):
        lines = path.read_text(encoding="utf-8").splitlines()
        topic, number = path.name.rsplit(".", 1)
        if f".Dt {topic.upper()} {number}" not in lines:
            fault(path.name, f"no line .Dt {topic.upper()} {number}")
        for other, section_number in re.findall(r"^\.Xr (redress\S*) (\d)", "\n".join(lines), re.M):
            if not (MAN / f"{other}.{section_number}").exists():
                fault(path.name, f"refers to {other}({section_number}), which is no page")
        word = topic.removeprefix("redress-")
        if number == "1" and topic != "redress" and word not in command_names:
            fault(path.name, "a page for no command")
    main_page = "\n".join(page_lines("redress.1"))
    for word in command_names:
        if not re.search(rf"^\.It (Xr redress-{word} 1|Cm {word})$", main_page, re.M):
            fault("redress.1", f"does not list the command {word}")


def check_lint():
    mandoc = shutil.which("mandoc")
    if not mandoc:
        print("note: mandoc is not installed, the pages were not linted")
        return
    pages = sorted(str(p) for p in MAN.iterdir())
    done = subprocess.run([mandoc, "-T", "lint", "-W", "warning", *pages], capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.endswith("cross reference to self: Xr redress 1"):
            continue  # mandoc takes the first word of `.Nm redress lint` for the page's name
        fault("mandoc", line.removeprefix("mandoc: "))


def keys_written():
    """type -> keys, read off the encoder; the types that share Note share its keys."""
    text = (ROOT / "lib/model/codec.cpp").read_text(encoding="utf-8")
    out = {}
    for kind, body in re.findall(r"^void fields\(Writer& \w+, const (\w+)& \w+\)\s*\{(.*?)^\}", text, re.M | re.S):
        body = re.sub(r"begin_object\(\).*?end_object\(\)", "", body, flags=re.S)  # keys of items are not the record's
        keys = set(re.findall(r'(?:text_or_null\(w, |member\(|key\(|money\(w, )"(\w+)"', body))
        if re.search(r"\brefs\(w", body):
            keys.add("refs")
        if re.search(r"[^_]stamp\(w", body):
            keys |= {"at", "local", "zone", "zone_from"}
        for second in re.findall(r'second_stamp\(w, "(\w+)"', body):
            keys |= {f"{second}_at", f"{second}_local"}
        out[kind.lower()] = keys
    out.pop("unknown", None)
    return out


def check_records():
    name = "redress-records.5"
    lines = page_lines(name)
    written = keys_written()
    if len(written) < 9:
        fault("docs.py", f"found only {sorted(written)} in the encoder")
    for kind, keys in written.items():
        # "text , title" names two keys; a nested key is written buyer.name and explained with its parent.
        said = {word for line in section(lines, kind, "Ss") if line.startswith(".It Cm ")
                for word in re.sub(r"\bCm\b|,", " ", line[4:]).split() if "." not in word}
        for key in sorted(keys - said):
            fault(name, f"{kind}: key {key} is not documented")
        for key in sorted(said - keys):
            fault(name, f"{kind}: key {key} is documented, the program writes none")


def prepare(folder):
    """home with the binary on its PATH and a filled store; returned as a folder to copy for each page."""
    home = Path(folder, "home")
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "redress").symlink_to(BINARY)
    work = Path(folder, "work")
    work.mkdir()
    if (ROOT / "share/examples").is_dir():
        shutil.copytree(ROOT / "share/examples", work / "examples")
    if (work / "examples/paypal").is_dir():
        code, _, err = run("redress -q ingest --tz Asia/Shanghai examples/paypal", work, home, shell=True)
        if code not in (0, 1):
            fault("share/examples/paypal", f"ingest gave exit {code}: {err.strip()}")
        code, _, err = run("redress -q case open --platform paypal --order INV-1041 --opened 2026-03-20T10:18:27Z "
                           "--reason MERCHANDISE_OR_SERVICE_NOT_RECEIVED", work, home, shell=True)
        if code not in (0, 1):
            fault("share/examples/paypal", f"case open gave exit {code}: {err.strip()}")
    return home, work


def run_all(name, commands, template):
    home, work = template
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder, "home"), Path(folder, "work")
        shutil.copytree(home, here, symlinks=True)
        shutil.copytree(work, there)
        for command in commands:
            code, _, err = run(command, there, here, shell=True)
            if code not in (0, 1):
                fault(name, f"the example gave exit {code}: {command}\n    " + err.strip().replace("\n", "\n    "))
    return len(commands)


def tour():
    """The shell blocks of the README that follow a line <!-- test -->, line by line, continued lines joined."""
    text = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
    blocks = re.findall(r"<!-- test -->\n+```sh\n(.*?)```", text, re.S)
    if not blocks:
        fault("README.md", "no shell block marked <!-- test -->")
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]


def main():
    tree = json.loads(run(["--dump-cli"])[1])
    commands = tree["commands"]
    names = [c["name"] for c in commands]
    help_everywhere(tree, [])
    common = {n for o in tree["options"] if o["common"] for n in o["names"]}
    top = common | {"--version", "-h", "--help"}
    for option in sorted(page_options(page_lines("redress.1")) ^ top):
        fault("redress.1", f"{option} is common and not documented, or the reverse")
    for command in commands:
        check_page(command)
    for topic in SECTION_5:
        if not page_lines(f"redress-{topic}.5"):
            fault(f"redress-{topic}.5", "no such page")
    check_exporting()
    check_references(names)
    check_lint()
    check_records()
    code, out, err = run(["lnt"])
    if "lint" in names and (code != 2 or out or "'lint'" not in err):
        fault("redress lnt", f"should suggest lint and exit 2, gave {code}: {err.strip()}")

    ran = 0
    with tempfile.TemporaryDirectory() as folder:
        template = prepare(folder)
        for path in sorted(MAN.iterdir()):
            lines = path.read_text(encoding="utf-8").splitlines()
            ran += run_all(path.name, list(examples(path.name, lines)), template)
        with tempfile.TemporaryDirectory() as empty:
            home = Path(empty, "home")
            (home / "bin").mkdir(parents=True)
            (home / "bin" / "redress").symlink_to(BINARY)
            ran += run_all("README.md", tour(), (home, template[1]))
    print(f"{len(commands)} commands, {len(list(MAN.iterdir()))} pages, {ran} examples run")
    for line in dict.fromkeys(faults):
        print(line)
    return bool(faults)


sys.exit(main())
