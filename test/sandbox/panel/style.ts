/** The control panel's look: a dark rail, a quiet page, dense but readable tables. Own design, system fonts. */
export const panelStyle = `
:root{--ink:#1d2433;--soft:#5b6478;--line:#dfe3ec;--page:#f4f6fa;--card:#fff;--rail:#171d2b;--rail-ink:#c9d1e3;--accent:#2f5bea;--accent-dark:#2347bd;--good:#12703f;--bad:#a8261b;--radius:8px}
*{box-sizing:border-box}
body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:var(--ink);background:var(--page)}
a{color:var(--accent-dark)}
.shell{display:grid;grid-template-columns:232px 1fr;min-height:100vh}
.rail{background:var(--rail);color:var(--rail-ink);padding:20px 12px;display:flex;flex-direction:column;gap:4px;position:sticky;top:0;height:100vh;overflow-y:auto}
.rail .brand{color:#fff;font-weight:650;font-size:16px;padding:0 12px 16px;display:flex;gap:10px;align-items:center}
.rail .brand svg{width:26px;height:26px;flex:none}
.rail a{color:inherit;text-decoration:none;padding:8px 12px;border-radius:6px;display:flex;justify-content:space-between}
.rail a:hover{background:#232c40;color:#fff}
.rail a[aria-current]{background:#2b3650;color:#fff;font-weight:600}
.rail h2{font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:#98a4bf;margin:18px 12px 4px;font-weight:600}
.rail .foot{margin-top:auto;padding:12px;font-size:12.5px;color:#98a4bf}
main{padding:28px 32px 48px;max-width:1120px;width:100%}
main.wide{max-width:none;padding:0;display:flex;flex-direction:column}
h1{font-size:24px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
.lead{color:var(--soft);margin:0 0 22px}
.card{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);margin-bottom:20px;overflow:hidden}
.card>h2{font-size:16px;margin:0;padding:14px 18px;border-bottom:1px solid var(--line)}
.card>.body{padding:18px}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));margin-bottom:20px}
.stat{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:16px 18px}
.stat b{display:block;font-size:26px;line-height:1.2;letter-spacing:-.02em}
.stat span{color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{font-size:13px;color:var(--soft);font-weight:600;text-align:left;background:#fafbfd}
th,td{padding:10px 18px;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
tbody tr:hover{background:#f8f9fd}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.badge{display:inline-block;padding:1px 10px;border-radius:99px;font-size:13px;font-weight:600;background:#e8ecf5;color:#3c465c;white-space:nowrap}
.badge.done{background:#dcf3e5;color:var(--good)}
.badge.open{background:#e2ebff;color:#2444a8}
.badge.off{background:#fbe3e0;color:var(--bad)}
.split{display:grid;grid-template-columns:minmax(0,2fr) minmax(280px,1fr);gap:20px;align-items:start}
dl{display:grid;grid-template-columns:1fr auto;gap:6px 16px;margin:0}
dt{color:var(--soft)}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
dl .total{font-weight:650;color:var(--ink);border-top:1px solid var(--line);padding-top:8px}
label{font-weight:600;display:block;margin-bottom:4px}
.hint{color:var(--soft);font-size:13.5px;margin:4px 0 0}
input,select{font:inherit;color:inherit;padding:8px 10px;border:1px solid #8f99ad;border-radius:6px;background:#fff;width:100%}
input[type=checkbox],input[type=radio]{width:auto;margin-right:8px}
input.qty{width:76px}
input[type=number]{max-width:130px}
.choice{font-weight:400;display:flex;align-items:center}
button,.button{font:inherit;font-weight:600;border:1px solid var(--accent);background:var(--accent);color:#fff;border-radius:6px;padding:8px 16px;cursor:pointer;text-decoration:none;display:inline-block}
button:hover,.button:hover{background:var(--accent-dark)}
button.quiet{background:#fff;color:var(--accent-dark);border-color:#b9c4e4}
button.quiet:hover{background:#eef2ff}
button:disabled{background:#c3c9d8;border-color:#c3c9d8;color:#434b5e;cursor:default}
button.danger{background:#fff;color:var(--bad);border-color:#dba8a3}
button.danger:hover{background:#fdf0ee}
:focus-visible{outline:3px solid #7ea0ff;outline-offset:2px}
form p{margin:0 0 14px}
.actions{display:flex;gap:10px;flex-wrap:wrap;align-items:center}
.note{padding:12px 16px;border-radius:var(--radius);margin-bottom:18px;background:#e2f4e9;color:#0d5730;border:1px solid #b9e2c9}
.note.bad{background:#fdecea;color:#8a2018;border-color:#f1c1bb}
.app{display:flex;gap:18px;align-items:center;padding:18px}
.app .logo{width:56px;height:56px;border-radius:14px;flex:none}
.app .text{flex:1}.app h2{margin:0;font-size:17px}.app p{margin:2px 0 0;color:var(--soft)}
.frame-bar{display:flex;align-items:center;gap:8px;padding:7px 24px;font-size:13.5px;background:#fff;border-bottom:1px solid var(--line)}
.frame-bar h1{font-size:13.5px;margin:0;letter-spacing:0}
iframe{border:0;width:100%;flex:1;min-height:calc(100vh - 40px);background:#fff;display:block}
.pager{display:flex;gap:14px;padding:12px 18px;border-top:1px solid var(--line)}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:#fff;padding:8px 12px;z-index:9}
@media (max-width:760px){
.shell{grid-template-columns:minmax(0,1fr)}
.rail{position:static;height:auto;padding:10px 12px;flex-direction:row;flex-wrap:wrap;align-items:center}
.rail .brand{padding:4px 8px;width:100%}
.rail h2,.rail .foot{display:none}
.rail a{padding:6px 10px}
main{padding:18px 16px 40px}
.split{grid-template-columns:minmax(0,1fr)}
.grid{grid-template-columns:1fr 1fr;gap:10px}
.stat{padding:10px 14px}.stat b{font-size:20px}
td:nth-child(2){white-space:nowrap}
th,td{padding:9px 12px}
.app{flex-wrap:wrap}
iframe{min-height:82vh}
}`;
