namespace AutoResearch.Reports.Html;

/// <summary>How a report looks. It holds no character that XML would write differently.</summary>
internal static class HtmlStyle
{
    public const string Css = """

        :root{color-scheme:light dark;--page:#f9f9f7;--card:#fcfcfb;--ink:#0b0b0b;--soft:#52514e;--faint:#898781;--line:#e1e0d9;
        --axis:#c3c2b7;
        --blue:#2a78d6;--good:#006300;--bad:#c9302f;--dot:#b4b2aa;--train:#2a78d6;--eval:#1baf7a;--startup:#4a3aa7;--build:#eda100;
        --proposing:#e87ba4;--rest:#898781;
        --added:#e3f4e3;--removed:#fbe6e4}
        @media (prefers-color-scheme:dark){:root{--page:#0d0d0d;--card:#1a1a19;--ink:#f2f1ee;--soft:#c3c2b7;--faint:#898781;--line:#2c2c2a;
        --axis:#4a4946;
        --blue:#3987e5;--good:#0ca30c;--bad:#e66767;--dot:#63625d;--train:#3987e5;--eval:#199e70;--startup:#9085e9;--build:#c98500;
        --proposing:#d55181;--rest:#898781;
        --added:#12301a;--removed:#3a1817}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1060px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:24px;line-height:1.2;margin:0 0 2px;overflow-wrap:anywhere}h2{font-size:16px;margin:0 0 10px}
        section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px 18px;margin-top:16px}
        p{margin:0 0 10px}ul{margin:0;padding-left:20px}li{margin:2px 0;overflow-wrap:anywhere}a{color:var(--blue);text-decoration:none}
        .note,.reason,.more,.name{color:var(--soft);font-size:13px}
        .tiles{display:flex;flex-wrap:wrap;gap:12px;margin-top:16px}
        .tile{flex:1 1 120px;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px}
        .tile.lead{flex:2 1 240px}.value{font-size:24px;font-weight:600;line-height:1.3;white-space:nowrap}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--soft)}.legend b{color:var(--ink)}
        .key{display:inline-block;width:10px;height:10px;border-radius:5px;margin-right:6px}
        .key.failed{width:auto;height:auto}.key.failed::before{content:"\00d7";color:var(--bad);font-style:normal;font-weight:bold}
        .key.kept{background:var(--blue)}.key.other{background:var(--dot)}
        svg{display:block;width:100%;height:auto}svg text{font:11px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--faint)}
        svg .name{font-weight:600;fill:var(--soft)}svg .named{fill:var(--ink);paint-order:stroke;stroke:var(--card);stroke-width:3px}
        .grid{stroke:var(--line)}.axis{stroke:var(--axis)}
        .course{fill:none;stroke:var(--blue);stroke-width:2;stroke-linejoin:round}circle.kept{fill:var(--blue);stroke:var(--card);
        stroke-width:2}circle.many{stroke:none}
        circle.other{fill:var(--dot)}circle.beyond{fill:none;stroke:var(--dot);stroke-width:1.5}
        .far{stroke:var(--dot);stroke-width:4;stroke-linecap:round;opacity:.5}.cross{fill:none;stroke:var(--faint);stroke-width:1.6}
        .cross.failed{stroke:var(--bad)}
        .bar{display:flex;gap:2px;height:22px;margin:4px 0 14px;border-radius:4px;overflow:hidden}.bar div{min-width:2px}
        .key.train,.bar .train{background:var(--train)}.key.eval,.bar .eval{background:var(--eval)}.key.startup,
        .bar .startup{background:var(--startup)}
        .key.build,.bar .build{background:var(--build)}.key.proposing,.bar .proposing{background:var(--proposing)}.key.rest,
        .bar .rest{background:var(--rest)}
        rect.train{fill:var(--train)}rect.eval{fill:var(--eval)}rect.startup{fill:var(--startup)}rect.build{fill:var(--build)}
        rect.proposing{fill:var(--proposing)}rect.rest{fill:var(--rest)}
        .wide{overflow-x:auto}.wide svg{min-width:640px}.experiments .what{min-width:280px}table{border-collapse:collapse;width:100%;
        font-size:14px}
        th{text-align:left;font-weight:600;color:var(--soft);font-size:13px;white-space:nowrap}td,th{padding:6px 10px 6px 0;
        border-top:1px solid var(--line);vertical-align:top}
        thead th{border-top:0}.n{width:1%;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.what{width:60%;
        overflow-wrap:anywhere;padding-left:8px}
        tr:target{background:var(--line)}.status{white-space:nowrap}.status.merged{color:var(--good);font-weight:600}
        .status.broken{color:var(--bad)}
        details{margin-top:2px}summary{color:var(--faint);font-size:13px;cursor:pointer}
        pre{margin:6px 0;padding:8px 10px;max-height:420px;overflow:auto;background:var(--page);border:1px solid var(--line);
        border-radius:6px;font:12px/1.45 ui-monospace,Consolas,monospace}
        .added{background:var(--added)}.removed{background:var(--removed)}.place{color:var(--faint)}
        .choice{display:flex;flex-wrap:wrap;gap:4px 6px;margin-bottom:10px;font-size:13px;align-items:center}
        .choice label{margin-right:12px}.choice input{margin:0}
        section:has(#show-merged:checked) .experiments tbody tr:not(.merged),
        section:has(#show-unkept:checked) .experiments tbody tr:not(.unkept),
        section:has(#show-broken:checked) .experiments tbody tr:not(.broken){display:none}
        @media print{body{background:#fff}section{break-inside:avoid-page}.choice{display:none}}

        """;
}
