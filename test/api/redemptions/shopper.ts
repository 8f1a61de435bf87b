import { pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { publishProgram } from "@/lib/services/program/publish-program";
import { adjustment } from "@/test/db/ledger/seed";
import type { Laurel } from "@/test/support/laurel";

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what the tests expect of them
type Json = Record<string, any>;
export type TestShopper = Awaited<ReturnType<typeof shopperOf>>;

let serial = 0;

/** A new customer of the simulated shop, with points and a session; `document` is published first. */
export async function shopperOf(laurel: Laurel, options: { document?: object; points: number }) {
  serial += 1;
  const store = laurel.sandbox.store();
  const { rows } = await pool().query("SELECT id FROM stores WHERE hash = $1", [store.hash]);
  const storeId = BigInt(rows[0].id);
  if (options.document) await publishProgram({ storeId, document: options.document, now: new Date() });
  const customer = store.addCustomer({ email: `redeemer${serial}@example.com` });
  const base = `${laurel.app().url}/api/storefront`;
  const call = async (path: string, init: { method?: string; body?: object; token?: string } = {}) => {
    const response = await fetch(`${base}/${path}`, {
      method: init.method ?? "GET",
      headers: {
        origin: store.storefrontUrl(),
        "content-type": "application/json",
        ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
      },
      ...(init.body ? { body: JSON.stringify(init.body) } : {}),
    });
    return { status: response.status, json: (await response.json()) as Json };
  };
  const jwt = await store.currentCustomerJwt(customer.id);
  const session = await call("session", { method: "POST", body: { store: store.hash, token: jwt } });
  const { token } = session.json;
  const account = await call("account", { token });
  await postTransactions(pool(), storeId, [
    adjustment(`redeemer/${serial}`, BigInt(account.json.customer.id), options.points),
  ]);
  return {
    storeId,
    post: (path: string, body: object) => call(path, { method: "POST", body, token }),
    program: async () => (await call(`program?store=${store.hash}`)).json,
    fulfillments: async (query = "") => {
      const { json } = await call(`reward_fulfillments${query}`, { token });
      const rows = json.reward_fulfillments as Json[];
      return { rows, newest: rows[0] as Json, next: json.metadata.next_cursor as string | null };
    },
  };
}
