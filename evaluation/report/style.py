"""How a page looks: on a screen, on a phone, on paper. Nothing is loaded, so the fonts are those of the reader."""

STYLE = """
:root { color-scheme: light; --ink: #1c2126; --soft: #59626b; --line: #dde1e5; --tint: #f4f6f8; --mark: #0b5c94; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto,
  "Noto Sans", "Liberation Sans", Arial, sans-serif; overflow-wrap: break-word; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.3rem); letter-spacing: -.015em; margin: 2.5rem 0 1rem; }
h2 { font-size: 1.4rem; letter-spacing: -.01em; margin: 3.5rem 0 1rem; padding-top: 1rem;
  border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
h3 { font-size: 1.05rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: .95rem; margin: 0 0 .75rem; }
p, main > section > ul { max-width: 42rem; }
p { margin: 0 0 1rem; }
ul { padding-left: 1.2rem; } li { margin: .3rem 0; }
p.lead { font-size: 1.22rem; line-height: 1.55; max-width: 46rem; }
a { color: var(--mark); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .25rem .5rem; }
.note, figcaption { font-size: .9rem; line-height: 1.5; color: var(--soft); max-width: 44rem; }

nav { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; font-size: .9rem; }
nav ol { list-style: none; margin: 0 0 1.5rem; padding: .75rem 1rem; background: var(--tint); border-radius: .4rem;
  columns: 14rem; column-gap: 2rem; }
nav li { margin: 0; break-inside: avoid; padding: .15rem 0; } nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }

.wide { overflow-x: auto; margin: 1.5rem 0 .5rem; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.45;
  font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; padding: 0 0 .5rem; }
.title, caption span { font-weight: 600; font-size: .95rem; line-height: 1.4; margin: 0; }
caption span { display: block; position: sticky; left: 0; width: fit-content; max-width: min(44rem, 100vw - 2.5rem);
  overflow-wrap: anywhere; }
th, td { padding: .3rem 1.1rem .3rem 0; text-align: right; vertical-align: baseline; white-space: nowrap; }
th:last-child, td:last-child { padding-right: .25rem; }
th.name, td.name, th:first-child { text-align: left; }
tbody th { font-weight: 400; } td.name { white-space: normal; min-width: 9rem; max-width: 30rem; }
tbody th { white-space: normal; overflow-wrap: anywhere; min-width: min(9rem, 32vw); max-width: 22rem; }
tbody th + th { min-width: 0; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid var(--ink); font-weight: 600; white-space: normal; vertical-align: bottom;
  overflow-wrap: break-word; max-width: 12rem; }
tbody tr { border-bottom: 1px solid var(--line); } tbody tr:last-child { border-bottom-color: var(--ink); }
tbody th.section { padding-top: .9rem; font-weight: 600; }
th.same { color: #6f7881; } .ci { color: var(--soft); font-size: .92em; } td b { font-weight: 700; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--mark); font-size: .95rem; }
.table > summary { font-weight: 600; } .table .wide { margin-top: .5rem; } .table caption { display: none; }

figure { margin: 2rem 0; } figure img { display: block; max-width: 100%; height: auto; margin: .5rem 0; }
figure img[src^="data:image/svg"] { width: 38rem; }
pre { background: var(--tint); border-radius: .4rem; padding: .75rem 1rem; font: .85rem/1.6
  ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; }
pre code { display: block; white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 2ch; text-indent: -2ch;
  font: inherit; }

.talks { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13.5rem), 1fr)); gap: 1.5rem 1.25rem;
  margin: 1rem 0 2rem; align-items: start; }
.talk { border-top: 3px solid var(--ink); padding-top: .6rem; min-width: 0; }
.talk ol { list-style: none; margin: 0; padding: 0; font-size: .92rem; line-height: 1.5; }
.talk li { margin: 0 0 .6rem; padding: .5rem .75rem; border-radius: .6rem; unicode-bidi: isolate; }
.talk li p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.talk .seeker { margin-right: 1rem; border: 1px solid var(--line); border-bottom-left-radius: 0; }
.talk .supporter { margin-left: 1rem; background: #e9f2f8; border-bottom-right-radius: 0; }
.who { font-size: .78rem; font-weight: 600; color: var(--soft); } .supporter .who { color: #0a4a77; }
.strategy { font-size: .78rem; color: var(--soft); } .strategy::before { content: " · "; }
.talk details { margin: .35rem 0 0; } .talk summary { font-size: .82rem; }
.talk .rest { margin: 0; } .talk .rest > summary { padding: .25rem 0 .6rem; }
dl { margin: .35rem 0 0; padding-left: .6rem; border-left: 2px solid #b9cfde; font-size: .82rem; }
dt { font-weight: 600; } dd { margin: 0 0 .35rem; white-space: pre-line; overflow-wrap: anywhere; }
footer { margin-top: 4rem; padding-top: 1rem; padding-bottom: 3rem; font-size: .82rem; color: var(--soft);
  overflow-wrap: anywhere; }
footer p { margin: 0 0 .25rem; max-width: none; }
footer::before { content: ""; display: block; border-top: 1px solid var(--line); margin-bottom: 1rem; }

@media (min-width: 80rem) {
  body.listed { display: grid; grid-template-columns: 15rem minmax(0, 62.5rem); column-gap: 2rem; max-width: 82rem;
    margin: 0 auto; grid-template-areas: "nav header" "nav main" "nav footer"; grid-template-rows: auto 1fr auto; }
  .listed header { grid-area: header; } .listed main { grid-area: main; } .listed footer { grid-area: footer; }
  .listed header, .listed main, .listed footer { margin: 0; width: 100%; max-width: none; }
  .listed footer { margin-top: 4rem; }
  .listed nav { grid-area: nav; margin: 0; padding: 3rem 0 0 1.25rem; position: sticky; top: 0; align-self: start;
    max-height: 100vh; overflow-y: auto; }
  .listed nav ol { background: none; padding: 0; columns: auto; }
  .listed nav li { padding: .25rem 0; line-height: 1.35; }
}
@media (max-width: 40rem) {
  p.lead { font-size: 1.1rem; } th, td { padding-right: .8rem; }
  .wide th:first-child { position: sticky; left: 0; background: #fff; z-index: 1; box-shadow: inset -1px 0 var(--line);
    padding-right: .5rem; max-width: 40vw; }
  .wide th:first-child + * { padding-left: .6rem; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  html { font-size: 9.5pt; } body { line-height: 1.45; } nav, .skip { display: none; }
  header, main, footer { max-width: none; padding: 0; } p, p.lead, .note, figcaption { max-width: none; }
  h1 { margin-top: 0; } h2 { margin-top: 2rem; } h2, h3, h4, caption, .title { break-after: avoid; }
  figure, tr, .talk li, pre code { break-inside: avoid; } thead { display: table-header-group; }
  figure img[src^="data:image/svg"] { width: 130mm; } .wide { overflow: visible; }
  table { max-width: 100%; } caption span { max-width: none; }
  th, td { padding: .15rem .6rem .15rem 0; white-space: normal; } tbody th, td.name { min-width: 0; }
  .ci { white-space: nowrap; } a { color: inherit; text-decoration: none; }
  .talks { grid-template-columns: repeat(3, 1fr); gap: 1rem .75rem; }
  .talks:has(> :last-child:is(:nth-child(-n + 2), :nth-child(4))) { grid-template-columns: 1fr 1fr; }
  .supporter { border: 1px solid #b9cfde; }
  .supporter, pre { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  @supports selector(details::details-content) {
    details::details-content { content-visibility: visible; block-size: auto; }
    summary { display: none; } .table caption { display: table-caption; }
  }
}
"""
