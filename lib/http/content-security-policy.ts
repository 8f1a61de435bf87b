import { env } from "@/lib/env";

/** BigCommerce's control panel, in production and in its integration environment. */
const controlPanels = ["https://*.mybigcommerce.com", "https://*.my-integration.zone"];

/** Who may frame the dashboard and the install pages: the control panel, and what FRAME_ANCESTORS adds. */
export function frameAncestors(): string {
  return [...controlPanels, ...env().FRAME_ANCESTORS.split(/\s+/).filter(Boolean)].join(" ");
}

/** Whether the page at this path is shown inside the control panel. Everything else may not be framed at all. */
export function isFramed(pathname: string): boolean {
  return /^\/(dashboard|api\/bigcommerce)(\/|$)/.test(pathname);
}

/**
 * The policy of an HTML page. Scripts need the nonce; styles may be inline because charts and popovers position
 * themselves with `style` attributes, which cannot carry one. `development` allows what hot reloading needs.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  framed: boolean;
  development?: boolean;
}): string {
  const evalInDevelopment = options.development ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}' 'strict-dynamic'${evalInDevelopment}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${options.framed ? frameAncestors() : "'none'"}`,
  ].join("; ");
}
