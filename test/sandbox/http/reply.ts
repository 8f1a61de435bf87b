/** What a handler answers. `json` is encoded by the listener; `text` goes out as it is. */
export type Reply = {
  status: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string | string[]>;
};

export const ok = (json: unknown): Reply => ({ status: 200, json });
export const created = (json: unknown): Reply => ({ status: 201, json });
export const noContent = (): Reply => ({ status: 204 });
export const html = (text: string, status = 200): Reply => ({
  status,
  text,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
});
export const redirect = (location: string): Reply => ({ status: 303, headers: { location } });

/** v3 envelope. */
export const data = (value: unknown, meta: unknown = {}): Reply => ok({ data: value, meta });

/** v2 list: an empty one is 204 without a body. */
export const v2List = (rows: unknown[]): Reply => (rows.length > 0 ? ok(rows) : noContent());
