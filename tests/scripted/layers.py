#!/usr/bin/env python3
"""layers.py BINARY SOURCEDIR: reads the include lines of lib/ and cmd/ and holds them against the order of the layers and the
table of libraries (ARCHITECTURE.md), looks for what library code may not touch, and measures the files. It first proves on
copies with one fault planted in each that it sees every kind of fault."""
import re
import statistics
import sys
import tempfile
from pathlib import Path

ORDER = ["base", "model", "profile", "analyze", "ingest", "store", "render", "letter", "bundle", "remote"]
# Layers that may see less than all before them.
NARROWER = {
    "ingest": {"base", "model", "profile", "analyze"},
    "store": {"base", "model", "analyze"},
    "bundle": set(ORDER[:ORDER.index("bundle")]) - {"letter"},
}
# Header of a library -> the only files that may include it.
LIBRARIES = [
    (r"CLI/", r"cmd/"),
    (r"fmt/", r""),
    (r"nlohmann/", r"lib/base/json"),
    (r"simdjson", r"lib/base/(json|text)"),
    (r"toml\+\+/", r"lib/base/toml"),
    (r"date/", r"lib/base/time"),
    (r"unicode/", r"lib/base/"),
    (r"openssl/", r"lib/(base/(hash|sign)|bundle/timestamp)"),
    (r"archive(_entry)?\.h$", r"lib/base/archive"),
    (r"zlib\.h$", r"lib/base/gzip"),
    (r"SQLiteCpp/|sqlite3\.h$", r"lib/store/"),
    (r"libxml/|gmime/", r"lib/ingest/"),
    (r"glib", r"lib/(base/zone_file|ingest/)"),
    (r"csv\.h$", r"lib/ingest/csv"),
    (r"hs(/hs.*)?\.h$", r"lib/analyze/matcher"),
    (r"boost/math/", r"lib/analyze/reputation"),
    (r"cairo|pango|fontconfig", r"lib/render/"),
    (r"(kainjow/)?mustache", r"lib/letter/"),
    (r"qpdf/|vips/", r"lib/bundle/"),
    (r"curl/", r"lib/remote/http"),
]
SYSTEM = re.compile(r"^([a-z_0-9]+|(sys/|arpa/|netinet/)?[a-z]+\.h)$")  # <vector>, <unistd.h>, <sys/stat.h>
FORBIDDEN = re.compile(r"std::(cout|cerr|clog|exit|abort)\b|\b(printf|puts|_exit|getenv)\s*\(|(system|steady)_clock::now")
ALLOWED = {  # why library code may touch the world just there
    ("lib/base/archive_write.cpp", "getenv"): "libarchive writes zip times through TZ, which is put back",
    ("lib/store/journal.cpp", "system_clock::now"): "the journal keeps the real time beside --now",
    ("lib/store/sources.cpp", "system_clock::now"): "when a source was really read",
}
LIMITS = {"lib .cpp": 400, "lib .hpp": 150, "cmd .cpp": 250, "cmd .hpp": 150}
MEDIAN = 150
LEFTOVER = re.compile(r"\b(TODO|FIXME)\b|/work/")


def sources(root):
    for folder in ("lib", "cmd"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8").splitlines()


def may_include(layer, other):
    if layer == other:
        return True
    if layer in NARROWER:
        return other in NARROWER[layer]
    return ORDER.index(other) < ORDER.index(layer)


def check_include(name, header, quoted):
    parts = name.split("/")
    first = header.split("/")[0]
    if quoted or header.startswith("gen/"):
        if first == "gen":
            return None
        if first in ORDER and "/" in header:
            if parts[0] == "lib" and not may_include(parts[1], first):
                return f"{parts[1]} may not include {first}"
            return None
        return "library code includes only layer/file.hpp" if parts[0] == "lib" else None
    for pattern, allowed in LIBRARIES:
        if re.match(pattern, header):
            return None if re.match(allowed, name) else f"only {allowed}* may include it"
    return None if SYSTEM.match(header) else "not in the table of libraries"


def check_lines(name, lines):
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if found:
            why = check_include(name, found[2], found[1] == '"')
            if why:
                yield f"{where}: includes {found[2]}: {why}"
        if LEFTOVER.search(line):
            yield f"{where}: leftover: {LEFTOVER.search(line)[0]}"
        code = line.split("//")[0]
        if name.startswith("lib/"):
            for touched in FORBIDDEN.finditer(code):
                if not any(name == n and what in touched[0] for n, what in ALLOWED):
                    yield f"{where}: library code touches the world: {touched[0]}"


def check(root):
    faults, sizes = [], {}
    for name, lines in sources(root):
        parts = name.split("/")
        if parts[0] == "lib" and (len(parts) != 3 or parts[1] not in ORDER):
            faults.append(f"{name}: in no layer")
            continue
        faults += check_lines(name, lines)
        kind = f"{parts[0]} {name[name.rindex('.'):]}"
        sizes.setdefault(kind, []).append(len(lines))
        if len(lines) > LIMITS[kind]:
            faults.append(f"{name}: {len(lines)} lines, the limit is {LIMITS[kind]}")
    figures = [f"{kind}: {len(n)} files, {sum(n)} lines, median {statistics.median(n):.0f}, longest {max(n)}"
               for kind, n in sorted(sizes.items())]
    library = [n for kind, list_ in sizes.items() if kind.startswith("lib") for n in list_]
    if library and statistics.median(library) >= MEDIAN:
        faults.append(f"median of lib/ is {statistics.median(library)} lines, it should stay under {MEDIAN}")
    if not library:
        faults.append("no sources found")
    return faults, figures


# Each plants one fault in an otherwise clean tree; the words must be in what is reported.
SEEDS = [
    ("lib/model/a.cpp", '#include "store/b.hpp"', "model may not include store"),
    ("lib/store/a.cpp", '#include "profile/b.hpp"', "store may not include profile"),
    ("lib/ingest/a.cpp", '#include "store/b.hpp"', "ingest may not include store"),
    ("lib/bundle/a.cpp", '#include "letter/b.hpp"', "bundle may not include letter"),
    ("lib/letter/a.cpp", '#include "bundle/b.hpp"', "letter may not include bundle"),
    ("lib/base/a.cpp", '#include "session.hpp"', "only layer/file.hpp"),
    ("lib/util/a.cpp", "int x;", "in no layer"),
    ("lib/ingest/line.cpp", "#include <csv.h>", "only lib/ingest/csv*"),
    ("lib/analyze/lint.cpp", "#include <hs/hs.h>", "only lib/analyze/matcher*"),
    ("lib/model/a.cpp", "  #  include <nlohmann/json.hpp>", "only lib/base/json*"),
    ("lib/render/a.cpp", "#include <kainjow/mustache.hpp>", "only lib/letter/*"),
    ("cmd/a.cpp", "#include <sqlite3.h>", "only lib/store/*"),
    ("lib/store/a.cpp", "#include <CLI/CLI.hpp>", "only cmd/*"),
    ("lib/base/a.cpp", "#include <boost/regex.hpp>", "not in the table"),
    ("lib/analyze/a.cpp", "void f() { std::cout << 1; }", "touches the world"),
    ("lib/analyze/a.cpp", 'auto x = std::getenv("HOME");', "touches the world"),
    ("lib/store/journal.cpp", 'auto x = std::getenv("HOME");', "touches the world"),
    ("lib/base/a.cpp", "// TODO later", "leftover"),
    ("lib/base/a.cpp", "\n" * 401, "the limit is 400"),
    ("lib/base/a.hpp", "\n" * 151, "the limit is 150"),
    ("cmd/a.cpp", "\n" * 251, "the limit is 250"),
    ("lib/base/a.cpp", "\n" * 160, "it should stay under"),
]
CLEAN = {
    "lib/base/text.cpp": '#include "base/text.hpp"\n#include <unicode/utf8.h>\n#include <vector>\n#include <sys/stat.h>\n',
    "lib/analyze/matcher.cpp": '#include "model/record.hpp"\n#include <hs/hs.h>\n// std::cout is not used here\n',
    "lib/store/journal.cpp": "#include <SQLiteCpp/SQLiteCpp.h>\nauto t = std::chrono::system_clock::now();\n",
    "cmd/x.cpp": '#include "command.hpp"\n#include "store/store.hpp"\n#include <CLI/CLI.hpp>\n#include "gen/commands.inc"\n',
}


def plant(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n")
        return check(Path(folder))[0]


def self_test():
    misses = [f"a clean tree gave: {fault}" for fault in plant(CLEAN)]
    for name, text, words in SEEDS:
        tree = {} if "stay under" in words else dict(CLEAN)
        tree[name] = text
        faults = plant(tree)
        if not any(words in fault for fault in faults):
            misses.append(f"planted in {name}, not seen: {text.strip()[:60] or 'length'!r} (got {faults})")
    return misses


def main():
    misses = self_test()
    for miss in misses:
        print("self-test:", miss)
    if "--self-test" in sys.argv:
        return bool(misses)
    faults, figures = check(Path(sys.argv[2]))
    print(f"{len(SEEDS)} planted faults seen" if not misses else "the self-test failed")
    print("\n".join(figures + faults))
    return bool(misses or faults)


sys.exit(main())
