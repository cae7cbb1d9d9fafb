#!/bin/sh
# examples.sh BINARY SOURCE: the fictional shops of share/examples and their cases, as shops.sh tells them and scripts/demo runs
# them: every line of every file accounted for, in the numbers counted by hand in examples/counts.tsv; packages whole and without
# other customers; letters whose every citation leads to an exhibit that holds what is said.
set -eu
binary=$1 source=$2
examples=$source/share/examples checks=$source/tests/scripted/examples
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch" REDRESS_SHARE="$source/share" SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
unset REDRESS_STORE TZ || true
fail() { echo "examples.sh: $platform: $*" >&2; cat "$scratch/err" >&2 2>/dev/null || true; exit 1; }
at_most_a_look() { "$@" 2>"$scratch/err" || [ $? = 1 ] || fail "$*"; }
must() { "$@" 2>"$scratch/err" || fail "rc $?: $*"; }

shop() {
    platform=$1 lang=$2 zone=$3 here=$scratch/$1
    shift 3
    mkdir "$here"
    export REDRESS_STORE="$here/store"
    for seller in "$@"; do set -- "$@" --seller "$seller"; shift; done
    must "$binary" shop add main --platform "$platform" --tz "$zone" --lang "$lang" "$@"
    (cd "$examples/$platform" && at_most_a_look "$binary" ingest -f json . >"$here/receipt.json")
    python3 "$checks/counts.py" "$checks/counts.tsv" "$here/receipt.json" "$examples/$platform" "$platform" >"$scratch/out" ||
        { cat "$scratch/out" >&2; fail "the receipt"; }
}
open_case() { id=$(must "$binary" case open --platform "$platform" "$@"); }
contest() {
    taker=$platform # of the upload: who decides
    for word in "$@"; do [ "${before:-}" != --via ] || taker=$word; before=$word; done
    open_case "$@"
}
belongs() { must "$binary" case link "$id" "$@"; }
typed() { must "$binary" case statement "$id" --document "$1" --text "$2" >/dev/null; }
# upload LANG REMARK: the folder for the platform's form; the same bytes in another zone and locale; edited by hand, it is left alone.
upload() {
    fill() { "$binary" bundle --case "$id" --for "$taker" --lang "$1" --now "$now" $short --set "remark=$2" -f json -o "$3"; }
    must fill "$1" "$2" "$here/upload" >"$here/upload.json"
    python3 "$checks/upload.py" "$checks/uploads/$platform" "$here/upload" "$here/upload.json" "$taker" >"$scratch/out" ||
        { cat "$scratch/out" >&2; fail "the upload folder"; }
    (export TZ=America/New_York LC_ALL=C; must fill "$1" "$2" "$here/again" >/dev/null)
    diff -r "$here/upload" "$here/again" >&2 || fail "another upload folder"
    must "$binary" bundle --check "$here/upload" --for "$taker" >/dev/null
    must fill "$1" "$2" "$here/upload" >/dev/null
    echo edited >>"$(find "$here/upload" -name '*.txt')"
    ! fill "$1" "$2" "$here/upload" >/dev/null 2>"$scratch/err" || fail "what was edited by hand is overwritten"
}
# points CASE|PACKAGE: what the other side could make of it; who has the package alone knows neither deadline nor reason.
points() {
    at_most_a_look "$binary" bundle --against "$@" --now "$now" -f json | python3 -c 'import json, sys
for p in json.load(sys.stdin)["points"]:
    if p["code"] not in ("past-due", "weak-grade"): print(p["code"], p["what"], p["exhibits"])'
}
argue() {
    at_most_a_look "$binary" case check "$id" --now "$now" >"$here/check.txt"
    at_most_a_look "$binary" bundle --case "$id" -o "$here/package" >/dev/null
    must "$binary" verify "$here/package" >/dev/null
    points --case "$id" >"$here/ours"
    points "$here/package" >"$here/theirs"
    diff "$here/ours" "$here/theirs" >&2 || fail "the package says something else against itself"
    (cd "$here/package" && must sha256sum -c --quiet --strict manifest-sha256.txt &&
        must sha256sum -c --quiet --strict tagmanifest-sha256.txt)
    python3 "$checks/package.py" "$checks/strangers.tsv" "$platform" "$here/package" || fail "the package"
    short=
    while [ "$1" = --drop ]; do short="$short $1 $2"; shift 2; done
    upload "$1" "$2"
    while [ $# -gt 0 ]; do
        letter=$here/appeal.$1.md
        draft() { "$binary" draft "$@" --case "$id" --now "$now" -o "$letter"; }
        if [ "$1" = "$lang" ]; then
            must draft appeal $short --lang "$1" --set "remark=$2"
        else # what the platform's field is too small for is written in full
            draft appeal --lang "$1" --set "remark=$2" 2>/dev/null || must draft appeal-full --lang "$1" --set "remark=$2"
        fi
        must "$binary" draft --case "$id" --lang "$1" --check "$letter" >/dev/null
        must "$binary" lint --kind appeal "$letter" >/dev/null
        python3 "$checks/letter.py" "$here/package" "$letter" >"$scratch/out" || { cat "$scratch/out" "$letter" >&2; fail "$letter"; }
        letters=$((${letters:-0} + 1))
        shift 2
    done
}
concede() { open_case "$@"; }
offer() { must "$binary" case offer "$id" "$2" --state "$1" --now "$now" >/dev/null; }
answer() {
    at_most_a_look "$binary" draft "$1" --case "$id" --lang "$lang" --now "$now" ${2:+--set "offer=$2"} ${3:+--set "remark=$3"} -o "$here/letter.md"
    grep -q . "$here/letter.md" || fail "no letter"
    [ -z "${2:-}" ] || grep -qF "$2" "$here/letter.md" || fail "the letter does not make the offer"
    at_most_a_look "$binary" lint --kind reply "$here/letter.md" >/dev/null
}
figures() {
    for metric in "$@"; do set -- "$@" --metric "$platform $metric"; shift; done
    must "$binary" score --now "$now" "$@" >"$here/score.txt"
    at_most_a_look "$binary" report --now "$now" >"$here/report.txt"
    shops=$((${shops:-0} + 1))
}

. "$examples/shops.sh"
[ "$shops" = "$(find "$examples" -mindepth 1 -maxdepth 1 -type d | wc -l)" ] || fail "a shop without a case"
echo "$shops shops, $letters appeals"
