import { type ComponentChild, render } from "preact";

/** Stands in for `react-dom/client` in the storefront bundle. */
export function createRoot(container: Element) {
  return {
    render: (node: ComponentChild) => render(node, container),
    unmount: () => render(null, container),
  };
}
