#!/bin/sh
# bundle.sh BINARY SOURCE: packages pass sha256sum, unzip and redress verify; every change to one is noticed; the same case
# gives the same bytes whatever the zone, locale and umask.
set -eu
binary=$1 source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export HOME="$scratch" REDRESS_SHARE="$source/share" SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
unset REDRESS_STORE TZ || true
cp "$source"/tests/golden/bundle-oneoff/chat.txt "$source"/tests/golden/bundle-oneoff/activity.csv .
fail() { echo "bundle.sh: $*"; exit 1; }
expect() { # expect RC COMMAND...
    want=$1; shift
    rc=0; "$@" >stdout 2>stderr || rc=$?
    [ $rc = "$want" ] || { cat stdout stderr; fail "rc $rc, not $want: $*"; }
}

expect 0 "$binary" bundle --platform paypal --order 1001 --tz Europe/London chat.txt activity.csv -o out
(cd out && sha256sum -c --quiet --strict manifest-sha256.txt && sha256sum -c --quiet --strict tagmanifest-sha256.txt) || fail "sha256sum"
[ "$(ls out/data | wc -l)" = "$(wc -l <out/manifest-sha256.txt)" ] || fail "the manifest lists other files than there are"
expect 0 "$binary" verify out
[ ! -s stderr ] || fail "verify has something to say about a clean package"

# The same as a zip, and back.
expect 0 "$binary" bundle --platform paypal --order 1001 --tz Europe/London chat.txt activity.csv -o out.zip
expect 0 "$binary" verify out.zip
unzip -q out.zip -d unzipped
(cd unzipped/C-0001 && sha256sum -c --quiet --strict manifest-sha256.txt) || fail "sha256sum after unzip"
expect 0 "$binary" verify unzipped/C-0001
python3 -m zipfile -e out.zip by-python
diff -r unzipped by-python || fail "two programs unpack the zip differently"

# Slices say where they come from: cut them out of the sources by the index alone.
python3 - out chat.txt activity.csv <<'PY' || fail "a slice is not what its source holds"
import csv, hashlib, sys
folder, *files = sys.argv[1:]
by_hash = {hashlib.sha256(open(f, "rb").read()).hexdigest(): open(f, "rb").read() for f in files}
rows = list(csv.DictReader(open(folder + "/data/slices.csv", encoding="utf-8")))
exact = 0
for row in rows:
    source = by_hash[row["source_sha256"]]
    piece = source[int(row["source_offset"]):][:int(row["length"])]
    kept = open(folder + "/data/" + row["file"], "rb").read()[int(row["file_offset"]):][:int(row["length"])]
    if row["form"] == "exact":
        exact += 1
        assert piece == kept, row
assert exact >= 4, exact
index = list(csv.DictReader(open(folder + "/data/index.csv", encoding="utf-8")))
for row in index:
    data = open(folder + "/data/" + row["file"], "rb").read()
    assert hashlib.sha256(data).hexdigest() == row["sha256"] and len(data) == int(row["bytes"]), row
PY

# Any change is noticed.
for change in 'printf x >>out/data/index.csv' 'rm out/data/index.html' 'printf x >out/data/more' 'printf x >>out/bag-info.txt' \
    'printf "\n" >>out/manifest-sha256.txt' 'ln -s /etc/passwd out/data/link'; do
    rm -rf spare && cp -R out spare
    sh -c "$change"
    expect 1 "$binary" verify out
    rm -rf out && mv spare out
done
expect 0 "$binary" verify out

# What is there is not lost: a folder of somebody else, and a package whose case has a leak.
mkdir other && echo mine >other/file
expect 3 "$binary" bundle --platform paypal --order 1001 --tz Europe/London chat.txt activity.csv -o other
[ "$(cat other/file)" = mine ] || fail "a foreign folder was touched"
printf '01/03/2026, 12:20 - Jane Doe: my friend is john@example.com\n' >>chat.txt
before=$(cat out/tagmanifest-sha256.txt)
expect 3 "$binary" bundle --platform paypal --order 1001 --tz Europe/London chat.txt activity.csv -o out
grep -q 'e-mail address' stderr || fail "the leak's kind is not named"
if grep -q 'john@' stderr; then fail "the leak itself is named"; fi
[ "$(cat out/tagmanifest-sha256.txt)" = "$before" ] || fail "a refused package replaced the old one"
expect 3 "$binary" bundle --platform paypal --order 1001 --tz Europe/London chat.txt activity.csv -o leaking
[ ! -e leaking ] || fail "a refused package is there"
[ -z "$(find . -maxdepth 1 -name '.redress-*')" ] || fail "a temporary folder is left"

# The example shops: one order out of a folder with many.
expect 1 "$binary" bundle --platform card-key --order W3RD8HJ5NE6VB0YG --tz Asia/Shanghai "$source"/share/examples/card-key -o cards
expect 0 "$binary" bundle --platform paypal --order INV-1041 --seller 'Northwind Prints' --tz Europe/Berlin \
    "$source"/share/examples/paypal -o prints
for folder in cards prints; do expect 0 "$binary" verify $folder; done
if grep -rlE 'KQ7M2X9PLA4ZC81T|INV-1038|priya.nair|Tom Hale' cards prints; then fail "another customer is in a package"; fi

"$binary" case --help >/dev/null 2>&1 || { echo "byte identity not tested: no case command"; exit 0; }
cp "$source"/tests/golden/bundle-oneoff/chat.txt .
expect 1 "$binary" ingest --store store --tz Europe/London chat.txt activity.csv
"$binary" shop add main --store store --seller 'Key Shop' >/dev/null
case=$("$binary" case open --store store --platform paypal --order 1001 2>words)
first=
for zone in UTC Asia/Shanghai America/New_York; do
    for locale in C C.UTF-8 zh_CN.UTF-8; do
        for mask in 022 077; do
            rm -rf same same.zip
            (umask $mask && TZ=$zone LC_ALL=$locale LANG=$locale "$binary" bundle --store store --case "$case" -o same &&
                TZ=$zone LC_ALL=$locale LANG=$locale "$binary" bundle --store store --case "$case" -o same.zip) >/dev/null 2>words
            now=$( (cd same && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum) && sha256sum <same.zip)
            [ -n "$first" ] || first=$now
            [ "$now" = "$first" ] || fail "other bytes under $zone, $locale, umask $mask"
        done
    done
done
unset SOURCE_DATE_EPOCH
for folder in one two; do "$binary" bundle --store store --case "$case" -o $folder >/dev/null 2>words; done
diff -r one two || fail "without a given date two builds differ"
cp -R store copied
"$binary" bundle --store copied --case "$case" -o three >/dev/null 2>words
diff -r one three || fail "a copy of the store gives other bytes"
