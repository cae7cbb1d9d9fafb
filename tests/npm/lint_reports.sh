#!/bin/sh
# lint_reports.sh BINARY SOURCEDIR: reports of lint read by what others run in CI, from the npm registry: Microsoft's SARIF validator
# (schema and rules of the standard, and GitHub's), danger's reader of Checkstyle, a reader of JUnit. scripts/check runs it; without npm or
# the registry it is skipped, and says how many were.
set -eu
binary=$(realpath "$1") root=$(realpath "$2")
skip() { echo "skipped: 3 readers of reports, $1"; exit 77; }
for tool in npm node; do command -v $tool >/dev/null || skip "$tool is absent"; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work" npm_config_cache="$work/cache" REDRESS_SHARE="$root/share"
echo '{"private": true}' >package.json
timeout 300 npm install --no-audit --no-fund --ignore-scripts --loglevel=error --fetch-retries=1 @microsoft/sarif-multitool@5.7.0 \
    danger-plugin-lint-report@1.8.1 junit2json@4.0.0 >npm.log 2>&1 || skip "the registry is out of reach: $(tail -n 1 npm.log)"
chmod u+x node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

printf '😀 五星好评返现5元 & <b>"加微信"</b>\nYou should have read the listing 100%%.\n' >'a b,c.md'
printf 'Sent today at 17:00.\n' >good.md
"$binary" lint -f json --also sarif=out.sarif --also checkstyle=out.xml --also junit=junit.xml -- 'a b,c.md' good.md >out.json || [ $? = 1 ]

# SARIF2004 and 2005 are advice (a list of files that says only their names, an address of the project); errors are errors.
npx --no-install sarif-multitool validate out.sarif --rule-kind 'Sarif;Ghas' >said 2>&1 || true
grep -q 'Analysis completed successfully' said || { cat said; exit 1; }
if grep -E ': error |: warning ' said | grep -vE 'SARIF200[45]'; then exit 1; fi
cat >read.js <<'END_JS'
const fs = require("fs"), xml = require("xml-js");
const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser");
const wanted = JSON.parse(fs.readFileSync("out.json", "utf8")).findings;
const same = (what, got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) { console.error(what, got, want); process.exit(1); }
};
if (wanted.length < 3) process.exit(1);
const read = parseCheckstyle(xml.xml2js(fs.readFileSync("out.xml", "utf8")), process.cwd());
same("checkstyle", read.map(v => [v.file, v.line, v.column, v.severity]), wanted.map(f => [f.file, f.line, f.column, f.severity]));
import("junit2json").then(async ({ parse }) => {
  const suites = await parse(fs.readFileSync("junit.xml", "utf8"));
  const cases = suites.testsuite[0].testcase;
  same("junit", cases.map(c => [c.name, (c.failure || []).length]), [["a b,c.md", 1], ["good.md", 0]]);
  for (const f of wanted.filter(f => f.severity !== "note"))
    if (!cases[0].failure[0].inner.includes(`${f.line}:${f.column}: ${f.severity}: ${f.message} [${f.rule}]`)) same("failure", cases[0].failure[0], f);
  console.log(`${wanted.length} findings: SARIF is valid, Checkstyle and JUnit are read`);
});
END_JS
node read.js
