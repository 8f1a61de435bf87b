/** Stands in for `react` in the storefront bundle: the hooks our components use, and nothing of preact/compat. */
export { createContext } from "preact";
export * from "preact/hooks";
