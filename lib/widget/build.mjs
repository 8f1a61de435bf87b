/**
 * Bundles the storefront widget into `dist/widget`: the loader (`loader.js`, completed per store by the server) and
 * the panel (`panel-<hash>.js`, cached for ever) with the parts that are loaded when they are wanted (rewards, VIP and
 * referrals, call-outs: `<part>-<hash>.js`, the same hash), each with its brotli and gzip twin, and `manifest.json` that names them. Prints the sizes and fails when one is over its budget.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { partOptions } from "./build-part.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const widget = path.join(root, "components/widget");

/** Brotli bytes as sent; PERFORMANCE "storefront loader / panel". */
const budgetBytes = { loader: 1300, panel: 15_000, rewards: 7500, points: 2000, club: 3000 };

/** `import css from "./x.css?text"` gives the minified style sheet as a string, for constructable style sheets. */
const cssText = {
  name: "css-text",
  setup(bundler) {
    bundler.onResolve({ filter: /\.css\?text$/ }, (args) => ({
      path: path.resolve(args.resolveDir, args.path.replace(/\?text$/, "")),
      namespace: "css-text",
    }));
    bundler.onLoad({ filter: /.*/, namespace: "css-text" }, async (args) => ({
      contents: await minifiedCss(args.path),
      loader: "text",
      watchFiles: [args.path],
    }));
  },
};

async function minifiedCss(file) {
  const { code } = await transform(await readFile(file, "utf8"), { loader: "css", minify: true });
  return code.trim();
}

/** The panel's style sheets once more as one file: the dashboard's preview draws with what ships. */
async function previewCss() {
  const files = ["panel/panel.css", "rewards/rewards.css", "club/club.css"];
  return (await Promise.all(files.map((file) => minifiedCss(path.join(widget, file))))).join("\n");
}

async function bundle(entry, extra = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["es2022"],
    charset: "ascii",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    alias: {
      react: path.join(widget, "preact/react.ts"),
      "react-dom/client": path.join(widget, "preact/react-dom-client.ts"),
    },
    plugins: [cssText],
    logLevel: "warning",
    ...extra,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** Neither script says anything that strict mode would forbid, and shoppers pay for each byte. */
const withoutDirective = (script) => Buffer.from(script.toString().replace('"use strict";', ""));

/** The default export of a module written here, as if it stood in `folder`. */
async function evaluate(folder, contents) {
  const result = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: path.join(root, folder) },
    bundle: true,
    write: false,
    format: "esm",
  });
  return (await import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`)).default;
}

/** The launcher's style sheet as the server writes it for a store that has changed nothing. */
const defaultCss = () =>
  evaluate(
    "lib/schemas/branding",
    'import { defaultLook } from "./default-look"; import { launcherCss } from "./launcher-css"; export default launcherCss(defaultLook)',
  );

/** Bytes of all texts of each language, as the program's answer carries them. */
async function catalogueSizes() {
  const catalogues = await evaluate("lib/texts", 'export { catalogues as default } from "./catalogues"');
  return Object.entries(catalogues).map(([language, texts]) => [
    language,
    sizesOf(compress(Buffer.from(JSON.stringify(texts)))),
  ]);
}

/** A configuration as long as real ones are: the loader's budget counts what is sent. */
const typicalConfig = async () => ({
  api: "https://rewards.laurel.example",
  store: "a1b2c3d4e5",
  channel: 1,
  clientId: "k3q8zt5w0c2v9x7r1m6n4b8j5h3g2f0",
  panel: "/widget/panel-0123456789.js",
  label: "Rewards",
  css: await defaultCss(),
  lang: "en",
  dir: "ltr",
});

const asSent = async (loader) =>
  loader.toString().replace("__LAUREL_CONFIG__", JSON.stringify(await typicalConfig()));

const compress = (body) => ({ raw: body, br: smallestBrotli(body), gz: gzipSync(body, { level: 9 }) });

/** Which way of writing distances is the shortest differs from script to script by up to a hundredth. */
function smallestBrotli(body) {
  const codings = [0, 1, 2, 3].map((postfixBits) =>
    brotliCompressSync(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_NPOSTFIX]: postfixBits,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  );
  return codings.reduce((best, one) => (one.length < best.length ? one : best));
}

/**
 * Builds everything and returns `{ manifest, sizes, outDir }`. `print` receives one line a file.
 * Throws when a bundle does not compile or is over its budget.
 */
export async function buildWidget({ outDir = path.join(root, "dist/widget"), print = console.log } = {}) {
  const loader = withoutDirective(await bundle(path.join(widget, "loader/loader.ts")));
  const panel = compress(withoutDirective(await bundle(path.join(widget, "panel-entry.tsx"))));
  const ofPanel = partOptions([cssText]);
  const parts = {
    rewards: compress(await bundle(path.join(widget, "rewards/start-rewards.tsx"), ofPanel)),
    points: compress(await bundle(path.join(widget, "callouts/callouts-entry.ts"))),
    club: compress(await bundle(path.join(widget, "club/start-club.tsx"), ofPanel)),
  };
  const content = createHash("sha256").update(panel.raw);
  for (const part of Object.values(parts)) content.update(part.raw);
  const hash = content.digest("hex").slice(0, 10);
  const panelFile = `panel-${hash}.js`;

  await mkdir(outDir, { recursive: true });
  await writeFile(path.join(outDir, "loader.js"), loader);
  await writeCodings(path.join(outDir, panelFile), panel);
  const partFiles = {};
  for (const [name, part] of Object.entries(parts)) {
    partFiles[name] = `${name}-${hash}.js`;
    await writeCodings(path.join(outDir, partFiles[name]), part);
  }
  await writeFile(path.join(outDir, "preview.css"), await previewCss());
  const manifest = { loader: "loader.js", panel: panelFile, parts: partFiles };
  const draft = path.join(outDir, "manifest.json.tmp");
  await writeFile(draft, JSON.stringify(manifest));
  await rename(draft, path.join(outDir, "manifest.json"));
  await removeOlder(outDir, [panelFile, ...Object.values(partFiles)]);

  const sizes = {
    loader: sizesOf(compress(await asSent(loader))),
    panel: sizesOf(panel),
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, sizesOf(part)])),
  };
  for (const [name, size] of Object.entries(sizes)) {
    print(
      `widget ${name}: ${size.raw} B raw, ${size.gz} B gzip, ${size.br} B brotli (budget ${budgetBytes[name]})`,
    );
    if (size.br > budgetBytes[name]) {
      throw new Error(
        `The widget ${name} is ${size.br} bytes in brotli, over its budget of ${budgetBytes[name]}.`,
      );
    }
  }
  for (const [language, { raw, gz, br }] of await catalogueSizes()) {
    print(`widget texts ${language}: ${raw} B raw, ${gz} B gzip, ${br} B brotli`);
  }
  return { manifest, sizes, outDir };
}

/** Last, so that a server that starts meanwhile always finds what the manifest names. */
async function removeOlder(outDir, current) {
  for (const name of await readdir(outDir)) {
    const isOurs = /^(panel|rewards|points|club)-/.test(name);
    if (isOurs && !current.some((file) => name.startsWith(file))) await rm(path.join(outDir, name));
  }
}

async function writeCodings(file, { raw, br, gz }) {
  await writeFile(file, raw);
  await writeFile(`${file}.br`, br);
  await writeFile(`${file}.gz`, gz);
}

const sizesOf = (file) => ({ raw: file.raw.length, gz: file.gz.length, br: file.br.length });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildWidget();
}
