import { type Html, raw } from "../pages/html";

const leaf = (x: number, y: number, turn: number, fill: string, size = 1) =>
  `<path transform="translate(${x} ${y}) rotate(${turn}) scale(${size})" d="M0 0C-16 -14 -16 -40 0 -58C16 -40 16 -14 0 0Z" fill="${fill}"/>`;
const pot = (fill: string, dark: string) =>
  `<path d="M66 132h68l-8 48a8 8 0 0 1-8 7H82a8 8 0 0 1-8-7Z" fill="${fill}"/><rect x="60" y="122" width="80" height="18" rx="5" fill="${dark}"/>`;
const bag = (fill: string, band: string, ink: string) =>
  `<path d="M62 52h76l8 128a7 7 0 0 1-7 7H61a7 7 0 0 1-7-7Z" fill="${fill}"/><path d="M62 52l10-20h56l10 20Z" fill="${band}"/>` +
  `<circle cx="100" cy="118" r="27" fill="${ink}"/><path d="M100 96c-9 13-9 31 0 44c9-13 9-31 0-44Z" fill="${fill}"/>`;

const drawings: Record<string, string> = {
  fig: `<path d="M100 130V60" stroke="#6b4a2f" stroke-width="5"/>${leaf(100, 92, -52, "#3d7a52", 0.9)}${leaf(100, 92, 52, "#4c8c60", 0.9)}${leaf(100, 70, -18, "#2f6a45")}${leaf(100, 70, 22, "#57996b")}${pot("#e9e4d8", "#d9d2c2")}`,
  fern: `${[-75, -50, -25, 0, 25, 50, 75].map((turn, i) => leaf(100, 124, turn, i % 2 ? "#5fa070" : "#3f8156", 1.25)).join("")}${pot("#c9714f", "#b5603f")}`,
  snake: `${[-14, 0, 14].map((turn, i) => `<path transform="translate(${86 + i * 14} 126) rotate(${turn})" d="M-9 0C-11 -50 -5 -78 0 -92C5 -78 11 -50 9 0Z" fill="${i === 1 ? "#3f7d55" : "#5c9a66"}" stroke="#d7cf7a" stroke-width="2.5"/>`).join("")}${pot("#5b6f86", "#4c5f75")}`,
  pearls: `${pot("#f2efe7", "#e2dccd")}${[70, 82, 118, 130].flatMap((x, c) => [0, 1, 2, 3].map((r) => `<circle cx="${x + (r % 2) * 3}" cy="${128 + r * 13 - (c % 2) * 6}" r="6" fill="${r % 2 ? "#6aa977" : "#4f9061"}"/>`)).join("")}<ellipse cx="100" cy="120" rx="34" ry="11" fill="#5b9c6b"/>`,
  terracotta: `<ellipse cx="100" cy="184" rx="54" ry="9" fill="#a85535"/><path d="M58 78h84l-12 98a7 7 0 0 1-7 6H77a7 7 0 0 1-7-6Z" fill="#c9714f"/><rect x="50" y="62" width="100" height="24" rx="5" fill="#b5603f"/>`,
  planter: `<path d="M48 70h104v74a38 38 0 0 1-38 38H86a38 38 0 0 1-38-38Z" fill="#8fae93"/><ellipse cx="100" cy="70" rx="52" ry="12" fill="#6f9076"/><path d="M60 100c20 8 60 8 80 0" stroke="#7c9d82" stroke-width="4" fill="none"/>`,
  basket: `<path d="M100 18L60 96M100 18l40 78" stroke="#8a6b45" stroke-width="3"/><path d="M48 96h104c0 44-20 74-52 74s-52-30-52-74Z" fill="#d2b07a"/><path d="M52 112h96M58 130h84M70 148h60" stroke="#b08d58" stroke-width="4"/>${leaf(84, 98, -20, "#4c8c60", 0.7)}${leaf(116, 98, 20, "#5fa070", 0.7)}`,
  "bag-light": bag("#e8d3ae", "#d3b98c", "#7b4f2e"),
  "bag-dark": bag("#3b2d2a", "#2a1f1d", "#d9a441"),
  kettle: `<path d="M64 92h72l12 78a10 10 0 0 1-10 11H62a10 10 0 0 1-10-11Z" fill="#3d4650"/><path d="M62 150C36 140 40 96 20 88" fill="none" stroke="#3d4650" stroke-width="9" stroke-linecap="round"/><path d="M138 100c34 0 34 52 8 56" fill="none" stroke="#8a6b45" stroke-width="9" stroke-linecap="round"/><rect x="70" y="80" width="60" height="14" rx="6" fill="#2e363f"/><circle cx="100" cy="74" r="8" fill="#8a6b45"/>`,
  cup: `<path d="M52 82h84v60a36 36 0 0 1-36 36H88a36 36 0 0 1-36-36Z" fill="#d8d2c6"/><path d="M136 98h10a18 18 0 0 1 0 40h-10" fill="none" stroke="#d8d2c6" stroke-width="10"/><ellipse cx="94" cy="82" rx="42" ry="10" fill="#6b4a2f"/><path d="M82 62c-8-12 8-16 0-30M104 62c-8-12 8-16 0-30" stroke="#b9b2a4" stroke-width="4" fill="none" stroke-linecap="round"/>`,
  mister: `<rect x="66" y="88" width="68" height="96" rx="16" fill="#c79a3b"/><rect x="84" y="62" width="32" height="30" rx="4" fill="#a97f28"/><path d="M116 68h30v12h-30M92 62V48h34" stroke="#a97f28" stroke-width="8" fill="none"/><path d="M158 62l14-8M160 74h18M158 86l14 8" stroke="#8fb7c9" stroke-width="4" stroke-linecap="round"/>`,
};
const grounds: Record<string, string> = {
  Plants: "#e4eedf",
  Pots: "#f3e6dc",
  Coffee: "#efe7da",
  Tools: "#e3ebee",
};

/** A product's picture: a flat drawing on the ground colour of its category. Decorative: its name stands beside it. */
export function productArt(art: string, category: string): Html {
  return raw(
    `<svg xmlns="http://www.w3.org/2000/svg" class="art" viewBox="0 0 200 200" aria-hidden="true" focusable="false"><rect width="200" height="200" fill="${grounds[category] ?? "#ece8df"}"/>${drawings[art] ?? drawings.cup}</svg>`,
  );
}
