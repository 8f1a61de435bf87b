/** The demo shop's look: cream paper, bottle green, a serif for names. System fonts only, nothing loaded from outside. */
export const shopStyle = `
:root{--ink:#22302a;--soft:#586a60;--line:#ddd8cb;--paper:#fbf9f4;--card:#fff;--green:#1f5f46;--green-dark:#174935;--warm:#a9512f;--radius:14px}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 "Avenir Next",Avenir,system-ui,"Segoe UI","Liberation Sans",sans-serif;color:var(--ink);background:var(--paper);display:flex;flex-direction:column;min-height:100vh}
h1,h2,h3,.logo{font-family:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Liberation Serif",serif;font-weight:600;letter-spacing:-.01em;line-height:1.2}
h1{font-size:clamp(1.8rem,4vw,2.6rem);margin:0 0 .4em}h2{font-size:1.45rem;margin:0 0 .6em}
a{color:var(--green)}
.wrap{max-width:1120px;margin:0 auto;padding:0 24px;width:100%}
.strip{background:var(--green);color:#e9f3ea;text-align:center;font-size:.9rem;padding:7px 16px}
header.site{border-bottom:1px solid var(--line);background:var(--paper)}
header.site .wrap{display:flex;align-items:center;gap:26px;padding-top:18px;padding-bottom:18px;flex-wrap:wrap}
.logo{font-size:1.5rem;text-decoration:none;color:var(--green-dark);display:flex;gap:10px;align-items:center;margin-right:auto}
.logo svg{width:30px;height:30px}
header.site nav{display:flex;gap:20px;flex-wrap:wrap}
header.site nav a{color:var(--ink);text-decoration:none;padding:4px 0;border-bottom:2px solid transparent}
header.site nav a:hover,header.site nav a[aria-current]{border-color:var(--warm)}
main{flex:1;padding:36px 0 64px}
.hero{display:grid;grid-template-columns:1.1fr 1fr;gap:28px;align-items:center;background:#e9efe2;border-radius:22px;padding:48px;margin-bottom:44px;overflow:hidden}
.hero p{font-size:1.1rem;color:var(--soft);max-width:34ch;margin:0 0 1.4em}
.hero .pictures{display:grid;grid-template-columns:1fr 1fr;gap:14px}
.hero .pictures svg{border-radius:16px;width:100%;display:block}
.products{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:28px 24px;list-style:none;padding:0;margin:0}
.product a{text-decoration:none;color:inherit;display:block}
.product svg,.detail svg{width:100%;border-radius:var(--radius);display:block;transition:transform .2s}
.product a:hover svg{transform:translateY(-3px)}
.product h3{font-size:1.08rem;margin:.7em 0 .1em}
.price{color:var(--soft);font-variant-numeric:tabular-nums}
.detail{display:grid;grid-template-columns:1fr 1fr;gap:48px;align-items:start}
.detail .price{font-size:1.3rem;color:var(--ink)}
button,.button{font:inherit;font-weight:600;background:var(--green);color:#fff;border:1px solid var(--green);border-radius:99px;padding:11px 26px;cursor:pointer;text-decoration:none;display:inline-block}
button:hover,.button:hover{background:var(--green-dark)}
button.quiet,.button.quiet{background:transparent;color:var(--green-dark);border-color:#9fb5a6}
button.quiet:hover,.button.quiet:hover{background:#eaf0e6}
button.plain{background:none;border:0;color:var(--green);padding:6px 2px;text-decoration:underline;font-weight:400}
:focus-visible{outline:3px solid #d98a4f;outline-offset:3px;border-radius:6px}
label{display:block;font-weight:600;margin-bottom:4px}
input,select{font:inherit;color:inherit;width:100%;padding:10px 14px;border:1px solid #86968c;border-radius:10px;background:#fff}
input.qty{width:84px}
input[type=checkbox]{width:auto;margin-right:8px}
form p{margin:0 0 16px}
.row{display:flex;gap:12px;align-items:end;flex-wrap:wrap}
.cols{display:grid;grid-template-columns:minmax(0,1.7fr) minmax(280px,1fr);gap:40px;align-items:start}
.card{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:24px;margin-bottom:24px}
.lines{list-style:none;margin:0;padding:0}
.lines li{display:grid;grid-template-columns:84px 1fr auto;gap:18px;padding:16px 0;border-bottom:1px solid var(--line);align-items:center}
.lines li:last-child{border-bottom:0}
.lines svg{width:84px;border-radius:10px;display:block}
.lines h2{margin:0;font-size:1.05rem}.lines .hint{margin:0}
dl{display:grid;grid-template-columns:1fr auto;gap:8px 18px;margin:0}
dt{color:var(--soft)}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
dl .total{border-top:1px solid var(--line);padding-top:10px;font-weight:650;color:var(--ink);font-size:1.1rem}
laurel-points{display:block;min-height:1.6em;color:var(--green);font-weight:600}
.hint{color:var(--soft);font-size:.92rem}
.note{padding:12px 18px;border-radius:12px;background:#e4f1e3;border:1px solid #bdd8bd;color:#174935;margin:0 0 22px}
.note.bad{background:#fcebe5;border-color:#eec0ae;color:#87331a}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px;list-style:none;padding:0;margin:0}
.people button{width:100%;text-align:left;background:#fff;color:var(--ink);border:1px solid var(--line);border-radius:var(--radius);padding:14px 16px;display:block}
.people button:hover{border-color:var(--green);background:#f4f8f1}
.people span{display:block;font-weight:400;color:var(--soft);font-size:.9rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:10px 14px 10px 0;border-bottom:1px solid var(--line)}
th{font-size:.9rem;color:var(--soft)}.num{text-align:right;font-variant-numeric:tabular-nums;padding-right:0}
.scroll{overflow-x:auto}
footer.site{background:#22302a;color:#cfdad2;padding:30px 0;font-size:.92rem}
footer.site a{color:#e9f3ea}
.skip{position:absolute;left:12px;top:-999px}.skip:focus{left:12px;top:12px;background:#fff;padding:8px 14px;z-index:9}
@media (max-width:760px){
.hero,.detail,.cols{grid-template-columns:minmax(0,1fr);gap:24px}
.hero{padding:28px}
.wrap{padding:0 16px}
header.site .wrap{gap:6px 20px;padding-top:12px;padding-bottom:12px}header.site nav{width:100%;gap:4px 16px}
.products{grid-template-columns:1fr 1fr;gap:20px 14px}
.lines li{grid-template-columns:64px 1fr}.lines svg{width:64px}
.lines li>.end{grid-column:2}
}`;
