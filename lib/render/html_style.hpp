// The style sheet of the HTML pages. Colours keep a contrast of at least 4.5 : 1 on white; roles differ by the bar's
// colour and by the word, never by colour alone.
#pragma once

#include <string_view>

namespace redress::render {

inline constexpr std::string_view html_style = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; background: #fff; color: #1b1b1b;
  font: 16px/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; }
h1 { font-size: 1.6rem; margin-top: .6em; }
h2 { font-size: 1.25rem; border-bottom: 1px solid #c9c9c9; padding-bottom: .2em; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p { margin: .6em 0; }
.edge { color: #5a5a5a; font-size: .85rem; }
footer.edge { border-top: 1px solid #c9c9c9; margin-top: 2rem; padding-top: .5rem; }
dl { margin: .8em 0; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0 1rem; padding: .2em 0; }
dt { color: #5a5a5a; }
dd { margin: 0; }
.table { overflow-x: auto; margin: .8em 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; min-width: 50%; }
th, td { text-align: left; vertical-align: top; padding: .35em .8em .35em 0; border-bottom: 1px solid #dedede;
  overflow-wrap: break-word; }
th { border-bottom: 2px solid #9a9a9a; }
td { max-width: 26rem; }
.right { text-align: right; }
.line { border-left: 4px solid #8a8a8a; margin: .9em 0; padding: 0 0 0 .8em; break-inside: avoid; }
.line header { font-size: .9rem; }
.line p { margin: .15em 0; }
.buyer { border-color: #1f6fb2; }
.seller { border-color: #2e7d4f; }
.platform { border-color: #8a5a00; }
.time, .number { font-variant-numeric: tabular-nums; }
.time, .role, .note { color: #5a5a5a; }
.id { color: #767676; font: .72rem ui-monospace, "Noto Sans Mono", monospace; }
.note { font-size: .85rem; font-style: italic; }
@media (max-width: 34rem) {
  body { padding: .75rem; }
  dl > div { grid-template-columns: 1fr; padding: .35em 0; }
  .id { display: block; }
}
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .table { overflow: visible; }
  thead { display: table-header-group; }
  tr, h1, h2, h3, h4 { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
}
)css";

} // namespace redress::render
