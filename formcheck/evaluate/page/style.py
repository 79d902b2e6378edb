"""How the page of misses looks; colours are those of Okabe and Ito, told apart by everybody."""

from typing import Final

__all__ = ["STYLE"]

STYLE: Final = """
:root {
  --ink: #1d2433; --soft: #5c667a; --line: #dfe3ea; --paper: #ffffff; --ground: #f4f6f9;
  --labelled: #0072b2; --found: #d55e00; --good: #009e73; --warn: #9a6700; --fault: #b3430b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ef; --soft: #9aa4b5; --line: #343c4b; --paper: #1b212c; --ground: #12161e;
    --labelled: #56b4e9; --found: #ef8a3c; --good: #3fc79a; --warn: #e0b400; --fault: #ef8a3c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.25rem; overflow-wrap: anywhere; }
h3 {
  margin: 0 0 .4rem; font-size: 1rem; display: flex; flex-wrap: wrap; gap: .4rem;
  align-items: center;
}
p, ul { margin: .3rem 0; }
ul { padding-left: 1.2rem; }
a { color: var(--labelled); }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; }
table {
  border-collapse: collapse; margin: .4rem 0 1.2rem; font-variant-numeric: tabular-nums;
  font-size: .88rem;
}
caption {
  text-align: left; font-weight: 600; padding: .4rem 0; font-size: .98rem; white-space: nowrap;
}
th, td { padding: .2rem .7rem .2rem 0; text-align: right; white-space: nowrap; }
th { color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--line); }
th.text, td.text { text-align: left; }
.card, details, .overview {
  background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
  padding: .9rem 1rem; margin: .8rem 0;
}
details .card {
  border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .9rem 0 0;
}
summary { cursor: pointer; color: var(--soft); }
.tag {
  font-size: .78rem; font-weight: 600; border-radius: 99px; padding: .05rem .6rem;
  border: 1px solid currentColor;
}
.tag.fault { color: var(--fault); } .tag.warn { color: var(--warn); }
.tag.unseen { color: var(--soft); } .tag.rep { color: var(--labelled); }
.key { display: inline-block; width: 1.1em; height: .55em; border-radius: 2px; margin-right: .3em; }
.key.labelled { background: var(--labelled); } .key.found { background: var(--found); }
.key.true { background: var(--good); }
svg { display: block; width: 100%; height: auto; margin: .3rem 0; }
svg text { font: 11px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--soft); }
svg text.title { font-weight: 600; fill: var(--ink); }
svg text.fault { fill: var(--fault); }
svg path { fill: none; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .curve { stroke: var(--ink); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
svg .true { stroke: var(--good); stroke-width: 2.2; opacity: .7; }
svg .limit { stroke-width: 1.2; stroke-dasharray: 5 4; }
svg .limit.target { stroke: var(--soft); } svg .limit.fault { stroke: var(--fault); }
svg .turn { stroke-width: 1.4; }
svg rect.labelled { fill: var(--labelled); } svg path.labelled { stroke: var(--labelled); }
svg rect.found { fill: var(--found); }
svg path.found { stroke: var(--found); stroke-dasharray: 2 2; }
.frames { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: .5rem; }
figure { margin: 0; flex: 0 1 auto; max-width: calc(50% - .35rem); }
figure img { display: block; max-width: 100%; max-height: 19rem; border-radius: 6px; }
figcaption { font-size: .82rem; color: var(--soft); padding-top: .2rem; }
"""
