#include "ingest/reports/report_style.h"

namespace delo::ingest {

std::string_view report_style() {
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --sheet: #ffffff; --ink: #1f1d1a; --soft: #67625a; --line: #dcd6ca;
  --wash: #f4f1ea; --link: #27496d;
  --good: #2c6444; --good-wash: #eaf3ec; --note: #6d5410; --note-wash: #f8f1dc;
  --review: #8a4b08; --review-wash: #fbeedd; --bad: #97251c; --bad-wash: #fae9e6;
  --serif: "Source Serif 4", "PT Serif", "Noto Serif", Charter, Georgia, "Liberation Serif",
    "Times New Roman", serif;
  --sans: "Source Sans 3", "PT Sans", "Noto Sans", "Segoe UI", -apple-system, "Helvetica Neue",
    "Liberation Sans", Arial, system-ui, sans-serif;
  --mono: ui-monospace, "PT Mono", "Liberation Mono", "DejaVu Sans Mono", Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #181715; --sheet: #1f1e1b; --ink: #ebe7df; --soft: #a59f94; --line: #3a3732;
    --wash: #26241f; --link: #9dbfe4;
    --good: #8ecaa5; --good-wash: #1c2a21; --note: #dcc27a; --note-wash: #2b2616;
    --review: #e9ad6b; --review-wash: #2f2415; --bad: #f09a8f; --bad-wash: #331c19;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 16px/1.5 var(--sans);
  -webkit-text-size-adjust: 100%; }
body { margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 2.5rem 1.75rem 5rem; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.1rem; margin: .15rem 0 .6rem; overflow-wrap: anywhere; }
h2 { font-size: 1.45rem; margin: 3.2rem 0 1rem; padding-bottom: .4rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.2rem; margin: .1rem 0 .3rem; overflow-wrap: anywhere; }
h4 { font-size: .8rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase;
  color: var(--soft); margin: 1.7rem 0 .5rem; }
p { margin: .5rem 0; max-width: 48rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
code, pre, .digest { font-family: var(--mono); font-size: .85em; }
code { background: var(--wash); padding: .08em .35em; border-radius: 3px; overflow-wrap: anywhere; }
pre { background: var(--wash); padding: 1rem 1.2rem; overflow-x: auto; border-radius: 4px;
  line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
.kicker { font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft);
  margin: 0; }
.lead { font-family: var(--serif); font-size: 1.22rem; line-height: 1.45; margin: .4rem 0 1.6rem; }
.soft { color: var(--soft); }
.small { font-size: .87rem; }
.untouched { border-left: 3px solid var(--good); padding: .1rem 0 .1rem .8rem; margin: 1.4rem 0; }
.alert { border: 1px solid var(--bad); border-left-width: 5px; background: var(--bad-wash);
  padding: .7rem 1rem; border-radius: 4px; margin: 1rem 0; max-width: none; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
  gap: .8rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.figures li { background: var(--sheet); border: 1px solid var(--line); border-top-width: 4px;
  border-radius: 4px; padding: .7rem .9rem .8rem; }
.figures .number { font: 600 1.9rem/1.15 var(--serif); display: block;
  font-variant-numeric: tabular-nums lining-nums; }
.figures .mark { float: right; font-size: 1.05rem; }
.figures .what { color: var(--soft); font-size: .9rem; line-height: 1.3; display: block; }
.figures .good { border-top-color: var(--good); } .figures .good .mark { color: var(--good); }
.figures .remarks { border-top-color: var(--note); } .figures .remarks .mark { color: var(--note); }
.figures .review { border-top-color: var(--review); }
.figures .review .mark { color: var(--review); }
.figures .bad { border-top-color: var(--bad); } .figures .bad .mark { color: var(--bad); }
.figures .plain { border-top-color: var(--line); }
.figures .plain .mark, .figures .plain .number { color: var(--soft); }

.bar { display: flex; height: 1.7rem; border-radius: 4px; overflow: hidden; margin: 1rem 0;
  border: 1px solid var(--line); font-size: .82rem; }
.bar span { display: block; padding: 0 .6rem; line-height: 1.6rem; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis; min-width: 2px; border-left: 1px solid var(--paper); }
.bar span:first-child { border-left: 0; }
.bar .good { background: var(--good-wash); color: var(--good); }
.bar .remarks { background: var(--note-wash); color: var(--note); }
.bar .review { background: var(--review-wash); color: var(--review); }
.bar .bad { background: var(--bad-wash); color: var(--bad); }
.bar .plain { background: var(--wash); color: var(--soft); }

dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.4rem;
  margin: .8rem 0; font-size: .94rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }

.table { overflow-x: auto; margin: .4rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; line-height: 1.25; }
th, td { padding: .42rem .7rem .42rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
td:last-child, th:last-child { padding-right: 0; }
td { overflow-wrap: break-word; }
td.name, td .under { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums lining-nums; }
td.name { min-width: 9rem; }
table.narrow { width: auto; min-width: 24rem; }
td.keep { white-space: nowrap; overflow-wrap: normal; }
td.digest { white-space: nowrap; overflow-wrap: normal; }
td .under { display: block; color: var(--soft); font-size: .92em; line-height: 1.35; }
.full { display: none; }

.badge { display: inline-block; font-size: .82rem; font-weight: 600; line-height: 1.45;
  padding: .05rem .55rem; border-radius: 3px; border: 1px solid currentColor; white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-wash); }
.badge.remarks, .badge.warning { color: var(--note); background: var(--note-wash); }
.badge.review { color: var(--review); background: var(--review-wash); }
.badge.bad, .badge.error { color: var(--bad); background: var(--bad-wash); }
.badge.info { color: var(--soft); background: var(--wash); }
.is-bad { color: var(--bad); font-weight: 600; }
.is-good { color: var(--good); }
.is-soft { color: var(--soft); }

.todo { background: var(--sheet); border: 1px solid var(--line); border-radius: 4px;
  padding: .9rem 1.1rem 1rem; margin: .8rem 0; }
.todo h3 { font-size: 1.1rem; margin: 0 0 .2rem; }
.todo h3 .badge { font-family: var(--sans); vertical-align: .1em; margin-right: .5em; }
.todo dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .9rem; margin: .6rem 0 0;
  font-size: .94rem; }
.todo dt { color: var(--soft); }
.todo dd { margin: 0; max-width: 46rem; overflow-wrap: anywhere; }
.todo dd.do { font-weight: 600; }
.todo .rule { float: right; font: .8rem var(--mono); color: var(--soft); margin-left: 1rem; }

.cause { margin: 1.6rem 0 2.4rem; }
.cause h3 .badge { font-family: var(--sans); vertical-align: .1em; margin: 0 .3em; }
.cause dl.facts { grid-template-columns: minmax(6rem, max-content) 1fr; }
.cause dd { max-width: 46rem; }
.cause dd.do { font-weight: 600; } .cause dd.soft { color: var(--soft); }
.returns { table-layout: fixed; }
.returns thead th:nth-child(1) { width: 3.2rem; } .returns thead th:nth-child(2) { width: 5.5rem; }
.returns thead th:nth-child(3) { width: 30%; } .returns td.name { min-width: 0; }
.returns td { overflow-wrap: anywhere; }
tr.of-item th { padding-top: .9rem; font-size: .95rem; color: var(--ink); font-weight: 400; }
tr.of-item .under { display: block; color: var(--soft); font-size: .92em; line-height: 1.35;
  overflow-wrap: anywhere; }

article.item { background: var(--sheet); border: 1px solid var(--line); border-left-width: 5px;
  border-radius: 4px; padding: 1.2rem 1.5rem 1.4rem; margin: 1.3rem 0; }
article.good { border-left-color: var(--good); }
article.remarks { border-left-color: var(--note); }
article.review { border-left-color: var(--review); }
article.bad { border-left-color: var(--bad); }
article > details > summary { cursor: pointer; }
article > details > summary h3 { display: inline; font-size: 1.06rem; }
.reference { font-family: var(--serif); font-size: 1.05rem; margin: .2rem 0 .6rem; }
.reference .sep { color: var(--soft); padding: 0 .4em; }
.because { border-left: 3px solid var(--line); padding-left: .8rem; margin: .8rem 0; }
article.review .because { border-color: var(--review); }
article.bad .because { border-color: var(--bad); }
.fault { border-top: 1px solid var(--line); padding: .7rem 0 .3rem; }
.fault p { margin: .2rem 0; }
.fault ul { margin: .4rem 0; padding-left: 1.2rem; font-size: .92rem; }
.fault li { margin: .15rem 0; overflow-wrap: anywhere; }

.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.6rem, 1fr));
  gap: 1rem .9rem; margin: .6rem 0 1rem; }
.sheet figure { margin: 0; text-align: center; }
.sheet .frame { height: 10.2rem; display: flex; align-items: center; justify-content: center;
  background: var(--wash); border: 1px solid var(--line); border-radius: 2px; padding: .3rem;
  color: var(--soft); font-size: .82rem; line-height: 1.3; }
.sheet img { max-width: 100%; max-height: 100%; display: block; background: #fff;
  box-shadow: 0 1px 3px rgba(0, 0, 0, .25); }
.sheet figcaption { font-size: .88rem; line-height: 1.3; margin-top: .35rem;
  overflow-wrap: anywhere; }
.sheet figcaption b { font: 600 1rem var(--serif); }
.sheet .missing .frame { background: transparent; border: 2px dashed var(--bad); color: var(--bad);
  font-weight: 600; flex-direction: column; }
.sheet .missing .frame b { font: 600 1.9rem/1.2 var(--serif); }
.sheet .damaged .frame { border: 2px solid var(--bad); }

details { margin: .8rem 0; }
summary { cursor: pointer; color: var(--link); }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
article > details { margin: 0; }
article > details > summary { color: inherit; }
ol.events { list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; }
ol.events li { display: grid; grid-template-columns: 10.5rem 1fr; gap: 0 1rem; padding: .35rem 0;
  border-bottom: 1px solid var(--line); }
ol.events time { color: var(--soft); font-variant-numeric: tabular-nums; }
ul.plain { padding-left: 1.2rem; margin: .4rem 0; }
ul.plain li { margin: .2rem 0; max-width: 48rem; }
.signatures { display: none; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line);
  color: var(--soft); font-size: .88rem; }

@media (max-width: 40rem) {
  main { padding: 1.4rem 1rem 3rem; }
  dl.facts, .todo dl, ol.events li { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd, .todo dd { margin-bottom: .5rem; }
}
@media print {
  @page { size: A4; margin: 16mm 15mm 17mm; }
  :root { color-scheme: light;
    --paper: #fff; --sheet: #fff; --ink: #000; --soft: #4a4a4a; --line: #bbb; --wash: #f5f5f5;
    --link: #000; --good: #1d4d31; --good-wash: #fff; --note: #5a450d; --note-wash: #fff;
    --review: #6f3c06; --review-wash: #fff; --bad: #7c1e17; --bad-wash: #fff; }
  html { font-size: 9.5pt; line-height: 1.38; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 18pt; } h2 { font-size: 13.5pt; margin-top: 1.8rem; } h3 { font-size: 11.5pt; }
  h2, h3, h4 { break-after: avoid; }
  a { text-decoration: none; }
  tr, figure, li, .todo, .fault, dl.facts, .figures, .because { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  article.item { border-width: 0 0 0 3pt; border-radius: 0; padding: 0 0 0 9pt; }
  .todo { border-radius: 0; }
  .cause h3, .cause > p, .cause dl, tr.of-item { break-after: avoid; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(28mm, 1fr)); }
  article > p:first-child, article h3, .reference { break-after: avoid; }
  .sheet { grid-template-columns: repeat(6, 1fr); }
  .sheet .frame { height: 36mm; }
  .sheet img { box-shadow: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  summary { list-style: none; color: var(--soft); }
  pre { white-space: pre-wrap; font-size: 7.5pt; border: 1px solid var(--line); }
  .short { display: none; }
  .full { display: inline; font-size: 6.6pt; overflow-wrap: anywhere; white-space: normal; }
  td.digest { white-space: normal; min-width: 38mm; }
  .signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 14mm; margin-top: 16mm;
    break-inside: avoid; }
  .signatures div { border-top: 1px solid #000; padding-top: 2mm; font-size: 8.5pt; }
}
)css";
}

}  // namespace delo::ingest
