// How the page looks: light, dark and on paper.
#pragma once

#include <string_view>

namespace hearsay::report {

inline constexpr std::string_view kStyle = R"(
:root{--page:#fbfaf7;--ink:#1d1f23;--soft:#5d6470;--line:#dcd9d1;--card:#fff;--link:#0b5394;
--origin:#fff1d6;--origin-line:#b7791f;--document:#e8f0fa;--document-line:#4a78b5;--outlet:#eef5ea;
--outlet-line:#5b8a4c;--quote:#f3f0e8;--hop:#4a4f57;--tag:#efe3e0;--tag-ink:#7d2e1d}
@media (prefers-color-scheme:dark){:root{--page:#16181c;--ink:#e7e6e2;--soft:#a2a8b3;--line:#34383f;
--card:#1d2025;--link:#8ab8f0;--origin:#3a2f18;--origin-line:#d9a441;--document:#1d2a3c;
--document-line:#7ea6dc;--outlet:#20301f;--outlet-line:#86b878;--quote:#23262c;--hop:#a9afb9;
--tag:#432a25;--tag-ink:#f0b5a6}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,
"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem;text-wrap:balance}
h2{font-size:1.2rem;margin:0 0 .5rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
.kicker,.below,.more,cite,.counts{color:var(--soft)}
.kicker{margin:0;font-size:.85rem}
.below{margin:0 0 .8rem}
.counts{margin:0 0 1rem}
a{color:var(--link)}
section{margin:2.2rem 0 0;padding:1.3rem 1.4rem;background:var(--card);border:1px solid var(--line);
border-radius:10px}
.figures{display:flex;gap:1.5rem;align-items:center;flex-wrap:wrap}
.figures p{margin:0}
.figures b{display:block;font-size:2.2rem;line-height:1.1;font-variant-numeric:tabular-nums}
.figures .ends{flex:1;min-width:16rem}
.caution{margin:1rem 0 0;padding:.6rem .9rem;border-left:4px solid var(--origin-line);
background:var(--quote);font-size:.92rem}
.graph{overflow:auto;border:1px solid var(--line);border-radius:8px;background:var(--page)}
svg.way{display:block;font:12px/1.2 system-ui,sans-serif}
svg.way text{fill:var(--soft)}
svg.way text.name{fill:var(--ink);font-weight:600;font-size:13px}
svg.way text.day{font-weight:600}
path.day{stroke:var(--line);fill:none}
.node rect,.key{fill:var(--outlet);stroke:var(--outlet-line);stroke-width:1.5}
.node.origin rect,.key.origin{fill:var(--origin);stroke:var(--origin-line)}
.node.document rect,.key.document{fill:var(--document);stroke:var(--document-line)}
.node.missing rect,.key.missing{fill:var(--page);stroke:var(--soft);stroke-width:1.8}
.node.missing text.name{font-style:italic}
.hop{fill:none;stroke:var(--hop);stroke-width:1.6}
.hop.inferred{stroke-dasharray:7 5}
.hop.analyst{stroke-dasharray:2 4;stroke-linecap:round;stroke-width:2.4}
.tip{fill:var(--hop)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;padding:0;margin:.7rem 0;
font-size:.9rem;color:var(--soft)}
.legend svg{vertical-align:-1px;margin-right:.4rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .8rem .5rem 0;border-top:1px solid var(--line)}
th{border-top:0;color:var(--soft);font-weight:600;font-size:.85rem;white-space:nowrap}
code{display:inline-block;min-width:9.5rem;font-size:.78rem;overflow-wrap:anywhere;word-break:break-all}
blockquote{margin:0 0 .5rem;padding:.35rem .7rem;background:var(--quote);border-radius:6px;
min-width:14rem}
blockquote p{margin:0;overflow-wrap:anywhere}
cite{font-style:normal;font-size:.8rem}
.sides{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr))}
.ref{white-space:nowrap}
.tag{background:var(--tag);color:var(--tag-ink);border-radius:4px;padding:0 .35rem;font-size:.8rem;
font-weight:400;white-space:nowrap}
.unseen{font-size:.7em;border:1px solid currentColor;border-radius:3px;padding:0 .2em;
color:var(--tag-ink)}
summary{cursor:pointer;color:var(--link);margin:.4rem 0}
tr:target{background:var(--origin)}
footer{margin-top:2.5rem;color:var(--soft);font-size:.9rem}
@media (max-width:40rem){main{padding:1rem .7rem 3rem}section{padding:1rem .8rem}h1{font-size:1.45rem}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--quote:#f4f4f4;
--link:#000;--origin:#fff;--document:#fff;--outlet:#fff;--hop:#000}
body{font-size:10.5pt}main{max-width:none;padding:0}section{border:0;padding:0;margin-top:1.4rem}
.graph,.wide{overflow:visible;border:0}svg.way{width:100%;height:auto}tr,blockquote{break-inside:avoid}
h2,h3{break-after:avoid}a{text-decoration:none}}
)";

}  // namespace hearsay::report
