/** What an API key may be allowed to do; a route names the one it needs. */
export const apiScopes = ["activities:write"] as const;
export type ApiScope = (typeof apiScopes)[number];
