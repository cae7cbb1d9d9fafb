#!/bin/sh
# golden.sh BINARY CASE: runs CASE/cmd in a scratch copy of the folder and compares stdout, stderr and rc with the files of
# those names (an absent file means empty, or 0). REDRESS_ACCEPT=1 writes what came out instead: read it before you commit it.
set -u
[ -x "${1:-}" ] && [ -f "${2:-}/cmd" ] || { echo "usage: golden.sh BINARY CASE" >&2; exit 2; }
binary=$(realpath "$1") case=$(realpath "$2")
repo=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/work" "$scratch/home"
ln -s "$binary" "$scratch/bin/redress"
cp -R "$case/." "$scratch/work/"
rm -f "$scratch/work/stdout" "$scratch/work/stderr" "$scratch/work/rc"
cd "$scratch/work" || exit 1
env -i PATH="$scratch/bin:/usr/bin:/bin" TZ=UTC LC_ALL=C.UTF-8 NO_COLOR=1 SOURCE_DATE_EPOCH=1700000000 HOME="$scratch/home" \
    REDRESS_SHARE="$repo/share" EXAMPLES="$repo/share/examples" \
    ASAN_OPTIONS="${ASAN_OPTIONS:-}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-}" LSAN_OPTIONS="${LSAN_OPTIONS:-}" \
    sh ./cmd >"$scratch/stdout" 2>"$scratch/stderr" </dev/null
echo $? >"$scratch/rc"
sed -i "s|$scratch|SCRATCH|g; s|$repo|REPO|g" "$scratch/stdout" "$scratch/stderr"
[ -f "$case/rc" ] || echo 0 >"$scratch/rc.want"
if [ "${REDRESS_ACCEPT:-}" = 1 ]; then
    for f in stdout stderr; do if [ -s "$scratch/$f" ]; then cp "$scratch/$f" "$case/$f"; else rm -f "$case/$f"; fi; done
    if [ "$(cat "$scratch/rc")" = 0 ]; then rm -f "$case/rc"; else cp "$scratch/rc" "$case/rc"; fi
    exit 0
fi
bad=0
for f in stdout stderr; do
    want=/dev/null; [ -f "$case/$f" ] && want="$case/$f"
    diff -u "$want" "$scratch/$f" || bad=1
done
want="$scratch/rc.want"; [ -f "$case/rc" ] && want="$case/rc"
diff -u "$want" "$scratch/rc" || bad=1
exit $bad
