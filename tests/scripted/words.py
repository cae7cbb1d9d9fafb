#!/usr/bin/env python3
"""words.py BINARY SOURCEDIR: holds what the program says against the catalogue. Every message in the sources has a Chinese
translation with the same placeholders, nothing is fuzzy or left over, and no Chinese stands in the code beside the catalogue.
It first proves on copies with one fault planted in each that it sees every kind of fault."""
import gettext
import re
import shutil
import string
import subprocess
import sys
import tempfile
from pathlib import Path

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Files that read Chinese, and so hold it: words of export formats, of reviews and of laws. What they say is in the catalogue.
LETTERS = re.compile(r"lib/letter/(citations|facts)\.cpp")
READERS = re.compile(r"lib/(ingest|analyze|profile|base|model)/|lib/letter/(citations|facts|payers|privacy|quotes)|lib/render/(pdf_|csv)")
# Words of ours that go round the catalogue: said to be somebody else's, or printed as they are.
BARE = re.compile(r'\bas_is\(\s*(fmt::format\(\s*)?"(?!redress )[^"]*[A-Za-z]{3}|'
                  r'\b(err|warn|note)\(\s*(fmt::format\(\s*)?"(?!redress: (\{\}|"))[^"]*[A-Za-z]{3}')
# Words inside letters come in the letter's language, Spanish too, beside their templates; citations are read again.
BY_HAND = re.compile(r'lang(\(\)|_)?\s*[!=]=\s*"(zh|en)"\s*\?')


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def catalogue(po, folder):
    """English -> translated, as msgfmt and Python's own gettext read it."""
    mo = Path(folder, "x.mo")
    run("msgfmt", "--check", "--output-file", str(mo), str(po))
    with open(mo, "rb") as compiled:
        return {key: text for key, text in gettext.GNUTranslations(compiled)._catalog.items() if key}


def placeholders(text):
    """['0', '1:.2f']: what a text takes, numbered as fmt numbers it; None if it is no format."""
    try:
        fields = [(name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    if len({name == "" for name, _ in fields}) > 1:  # fmt takes numbered fields or others, not both
        return None
    numbered = [(name or str(i), spec) for i, (name, spec) in enumerate(fields)]
    return sorted({f"{name}:{spec}" for name, spec in numbered})


def messages(root, folder):
    pot, filled = Path(folder, "x.pot"), Path(folder, "filled.po")
    run(str(root / "scripts/words"), "--pot", str(pot))
    run("msgen", "--lang=en", "--output-file", str(filled), str(pot))
    text = filled.read_text(encoding="utf-8").replace("charset=CHARSET", "charset=UTF-8")
    filled.write_text(text, encoding="utf-8")
    run("msgfmt", "--output-file", str(Path(folder, "y.mo")), str(filled))
    with open(Path(folder, "y.mo"), "rb") as compiled:
        return {key for key in gettext.GNUTranslations(compiled)._catalog if key}



def check_code(root):
    for folder in ("cmd", "lib"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            name = path.relative_to(root).as_posix()
            text = path.read_text(encoding="utf-8")
            code = "\n".join(line.split("//")[0] for line in text.splitlines())
            for pattern, what in () if LETTERS.match(name) else ((BARE, "words that are in no catalogue"), (BY_HAND, "a language chosen by hand")):
                for found in pattern.finditer(code):
                    yield f"{name}:{code[:found.start()].count(chr(10)) + 1}: {what}: {found[0]}"
            if not READERS.match(name):
                for number, line in enumerate(code.splitlines(), 1):
                    if CHINESE.search(line):
                        yield f"{name}:{number}: Chinese beside the catalogue"


def check(root):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = messages(root, folder)
        po = root / "po/zh.po"
        have = catalogue(po, folder)
        if run("msgattrib", "--only-fuzzy", "--no-obsolete", str(po)).strip():
            faults.append("po/zh.po: fuzzy entries: scripts/words, then translate them")
        faults += [f"po/zh.po: no translation: {m!r}" for m in sorted(wanted - have.keys())]
        faults += [f"po/zh.po: in no source any more (run scripts/words): {m!r}" for m in sorted(have.keys() - wanted)]
        for english, chinese in have.items():
            if placeholders(chinese) is None or placeholders(english) != placeholders(chinese):
                faults.append(f"po/zh.po: other placeholders: {english!r} -> {chinese!r}")
            elif english[-1:] == "\n" and chinese[-1:] != "\n":
                faults.append(f"po/zh.po: no line end: {english!r}")
            elif chinese == english and re.search(r"[a-z]{4} [a-z]{3}", english):
                faults.append(f"po/zh.po: still English: {english!r}")
    return faults + list(check_code(root)), len(wanted)


HEADER = ('msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Report-Msgid-Bugs-To: \\n"\n"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n'
          '"Last-Translator: x\\n"\n"Language-Team: x\\n"\n"Language: zh\\n"\n"MIME-Version: 1.0\\n"\n'
          '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n')
CODE = 'auto a = said("date \'{}\' does not exist", x);\n// 注释\nauto b = say("95 % of {}" " in {:.2f}", n, m);\n'
PO = HEADER + '\nmsgid "date \'{}\' does not exist"\nmsgstr "日期“{}”不存在"\n\nmsgid "95 % of {} in {:.2f}"\nmsgstr "{1:.2f} 中 {0} 的 95 %"\n'
# What is changed in the clean tree, and the words that must then be reported.
SEEDS = [
    ("po", "日期“{}”不存在", "", "no translation"),
    ("po", "日期“{}”不存在", "日期不存在", "other placeholders"),
    ("po", "{1:.2f} 中 {0}", "{1} 中 {0}", "other placeholders"),
    ("po", "{1:.2f} 中 {0}", "{1:.2f} 中 {0", "other placeholders"),
    ("po", "{1:.2f} 中 {0}", "{1:.2f} 中 {}", "other placeholders"),
    ("po", "日期“{}”不存在", "date '{}' does not exist", "still English"),
    ("po", '\nmsgid "date', '\n#, fuzzy\nmsgid "date', "fuzzy"),
    ("code", "does not exist", "is no date", "in no source any more"),
    ("code", "does not exist", "is no date", "no translation"),
    ("code", 'auto a = said("date', 'auto c = say("new"); auto a = said("date', "no translation"),
    ("code", "// 注释", 'auto c = "注释";', "beside the catalogue"),
    ("code", "// 注释", 'auto c = as_is("our words");', "in no catalogue"),
    ("code", "// 注释", 'session.err(fmt::format("redress: no {}", x));', "in no catalogue"),
    ("code", "// 注释", 'auto c = session.lang() == "zh" ? a : b;', "by hand"),
]


def plant(root, code, po):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name, text in (("cmd/x.cpp", code), ("po/zh.po", po), ("lib/base/y.cpp", "")):
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (copy / "scripts").mkdir()
        shutil.copy(root / "scripts/words", copy / "scripts/words")
        return check(copy)[0]


def self_test(root):
    misses = [f"a clean tree gave: {fault}" for fault in plant(root, CODE, PO)]
    for where, old, new, words in SEEDS:
        code, po = CODE, PO
        if where == "po":
            po = po.replace(old, new, 1)
        else:
            code = code.replace(old, new, 1)
        faults = plant(root, code, po)
        if not any(words in fault for fault in faults):
            misses.append(f"planted and not seen: {new!r} (got {faults})")
    return misses


def main():
    root = Path(sys.argv[2])
    misses = self_test(root)
    for miss in misses:
        print("self-test:", miss)
    faults, count = check(root)
    print(f"{len(SEEDS)} planted faults seen" if not misses else "the self-test failed")
    print(f"{count} messages")
    print("\n".join(faults))
    return bool(misses or faults)


sys.exit(main())
