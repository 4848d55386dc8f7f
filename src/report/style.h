// The page's style sheet: for phones, desktops, dark mode and print.
#pragma once

namespace sfi {

inline constexpr const char* kReportStyle = R"css(
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#4d5661;--line:#d5dae0;--paper:#fff;--box:#f4f6f8;--mark:#1f5fa8;--fill:#bcd4ee;--minus:#a8431f}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebee;--soft:#b0b8c1;--line:#3a424b;--paper:#14181d;--box:#1e242b;--mark:#7db4f0;--fill:#28486b;--minus:#f0a17d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.4rem 0;max-width:46rem}
.soft,caption,figcaption,footer{color:var(--soft)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.75rem;margin:1rem 0;padding:0}
.facts div{background:var(--box);border-radius:.4rem;padding:.6rem .8rem}
.facts dt{color:var(--soft);font-size:.85rem}
.facts dd{margin:0;font-size:1.2rem;font-weight:600;font-variant-numeric:tabular-nums}
a{color:var(--mark)}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;font-size:.9rem;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line);unicode-bidi:isolate}
thead th{font-size:.82rem;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:400;min-width:7rem}td{min-width:3.5rem}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead .n{white-space:normal;overflow-wrap:normal}
.bar{display:block;width:100%;height:.35rem;margin-top:.15rem}
.bar rect{fill:var(--mark)}
.bar.minus rect{fill:var(--minus)}
.plot{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem .5rem;margin:.75rem 0;font-size:.82rem;color:var(--soft)}
.plot figcaption{grid-column:1/-1;font-size:.9rem}
.plot svg{width:100%;height:13rem;overflow:visible}
.ys{display:flex;flex-direction:column;justify-content:space-between;text-align:right;line-height:1;margin:-.4em 0}
.xs{grid-column:2;display:flex;justify-content:space-between}
.plot path{vector-effect:non-scaling-stroke;fill:none}
.plot .grid{stroke:var(--line)}
.plot .zero{stroke:var(--soft)}
.plot .area{fill:var(--fill)}
.plot .line{stroke:var(--mark);stroke-width:1.5}
.plot .tip{fill:transparent}
.plot .tip:hover{fill:var(--mark);fill-opacity:.25}
code,.hash{font-family:ui-monospace,"Liberation Mono",monospace;font-size:.85em}
summary{cursor:pointer;color:var(--mark)}
ul{padding-left:1.2rem;max-width:46rem}
footer{font-size:.85rem;margin-top:2.5rem;padding-bottom:2rem}
@media (max-width:34rem){h1{font-size:1.4rem}.wide{display:none}.facts{grid-template-columns:1fr 1fr}.facts div{padding:.5rem .6rem}.facts dd{font-size:.95rem}table{font-size:.86rem}tbody th{min-width:4.5rem}}
@media print{@page{margin:15mm}:root{color-scheme:light;--ink:#000;--soft:#333;--line:#bbb;--paper:#fff;--box:#fff;--mark:#1f5fa8;--fill:#bcd4ee;--minus:#a8431f}
body{font-size:9.5pt}header,main,footer{max-width:none;padding:0}.facts div{border:1px solid var(--line)}
.scroll{overflow:visible}h2,h3,caption{break-after:avoid}tr,.plot,.facts{break-inside:avoid}thead{break-after:avoid}tbody tr:first-child{break-before:avoid}thead{display:table-header-group}
svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}details:not([open]){display:none}}
)css";

}  // namespace sfi
