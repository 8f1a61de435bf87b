import type { Page } from "playwright-core";
import * as purchase from "@/app/api/storefront/points_products/[id]/purchase/route";
import * as cancel from "@/app/api/storefront/points_purchases/[id]/cancel/route";
import * as merge from "@/app/api/storefront/points_purchases/merge/route";
import * as held from "@/app/api/storefront/reward_fulfillments/route";
import { encryptToken } from "@/lib/crypto/token-envelope";
import { pool } from "@/lib/db/client";
import { clientAddressHeader } from "@/lib/http/client-address";
import { issueRedemption } from "@/lib/services/redemptions/issue-redemption";
import type { Sandbox } from "@/test/sandbox/start";
import type { Stage } from "./stage";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** Gives the stage's shop a store at the simulated BigCommerce, where its codes are made. */
export async function connectShop(stage: Stage, sandbox: Sandbox): Promise<void> {
  const at = await sandbox.addStore({ hash: stage.shop.hash });
  await pool().query("UPDATE stores SET access_token_encrypted = $2 WHERE id = $1", [
    stage.shop.id,
    encryptToken(at.issueToken(), stage.shop.hash),
  ]);
}

/**
 * The redemption routes of the app for one page, and the runner that issues what they ask for; `withRunner` false: the
 * test says when ({@link issueAll}).
 */
export async function serveRewards(stage: Stage, page: Page, withRunner = true): Promise<void> {
  const serve = (glob: string, handler: Handler, id: RegExp | null) =>
    page.route(glob, async (route) => {
      const asked = route.request();
      const origin = stage.site.origin;
      const cors = {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "authorization,content-type",
      };
      if (asked.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
      const headers = new Headers(await asked.allHeaders());
      headers.set(clientAddressHeader, stage.app.visitor.address);
      headers.set("origin", origin);
      const body = asked.postData();
      const request = new Request(asked.url(), {
        method: asked.method(),
        headers,
        ...(body ? { body } : {}),
      });
      const params = Promise.resolve(id ? { id: id.exec(asked.url())?.[1] } : {});
      const answering = handler(request, { params });
      const issuing = setInterval(() => withRunner && void issueAll(stage), 100);
      const answer = await answering.finally(() => clearInterval(issuing));
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      });
    });
  await serve("**/points_products/*/purchase", purchase.POST as Handler, /points_products\/(\d+)/);
  await serve("**/points_purchases/*/cancel", cancel.POST as Handler, /points_purchases\/(\d+)/);
  await serve("**/points_purchases/merge", merge.POST as Handler, null);
  await serve("**/reward_fulfillments*", held.GET as Handler, null);
}

/** One try to issue what is pending; true when nothing is left. */
export async function issueAll(stage: Stage): Promise<boolean> {
  const { rows } = await pool().query(
    "SELECT id FROM redemptions WHERE store_id = $1 AND status = 'pending'",
    [stage.shop.id],
  );
  const ends = [];
  for (const { id } of rows) {
    const client = { deadlineMs: 3_000 };
    const input = { storeId: stage.shop.id, redemptionId: BigInt(id), now: new Date(), client };
    ends.push(await issueRedemption(input).catch(() => "wait"));
  }
  return ends.every((end) => end === "over");
}
