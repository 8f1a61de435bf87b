/** The names of `components/widget/client/lend-modules.ts`: what a part takes from the panel instead of bringing it along. */
const lent = {
  jsx: ["Fragment", "jsx", "jsxs"],
  react: ["useEffect", "useLayoutEffect", "useRef", "useState"],
  words: ["useWords"],
  icons: ["Icon"],
  "history-list": ["Skeleton"],
  request: ["ApiFailure"],
};

const lentImport = /^(react|preact\/jsx-runtime|\.\.\/(panel|client)\/(words|icons|history-list|request))$/;

const lendModules = {
  name: "lend-modules",
  setup(bundler) {
    bundler.onResolve({ filter: lentImport }, ({ path }) => ({
      path: path === "preact/jsx-runtime" ? "jsx" : path.replace(/.*\//, ""),
      namespace: "lent",
      sideEffects: false,
    }));
    bundler.onLoad({ filter: /.*/, namespace: "lent" }, ({ path }) => ({
      contents: `export const { ${lent[path].join(", ")} } = $lent[${JSON.stringify(path)}];`,
    }));
  },
};

/**
 * How a part of the panel is bundled: it takes what the panel lends it, and hands itself over by an event on its own
 * script element. `plugins` come after the lending.
 */
export const partOptions = (plugins) => ({
  alias: {},
  globalName: "part",
  plugins: [lendModules, ...plugins],
  banner: { js: 'document.currentScript.dispatchEvent(new CustomEvent("laurel",{detail:$lent=>{' },
  footer: { js: "return part}}))" },
});
