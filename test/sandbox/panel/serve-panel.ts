import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdminParts } from "../admin/admin-route";
import { html as htmlReply } from "../http/reply";
import { parseWeb, runWeb, sendWeb, type WebRoute, webRoute } from "../pages/web";
import { appFramePage, appsPage, installApp, uninstallApp } from "./apps-page";
import type { PanelContext } from "./context";
import { customersPage } from "./customers-page";
import { homePage } from "./home-page";
import { changeStatus, makeRefund, orderPage } from "./order-page";
import { ordersPage } from "./orders-page";
import { saveSettings, settingsPage } from "./settings-page";

const routes: WebRoute<PanelContext>[] = [
  webRoute("GET", "/manage/:hash", homePage),
  webRoute("GET", "/manage/:hash/orders", ordersPage),
  webRoute("GET", "/manage/:hash/orders/:orderId", orderPage),
  webRoute("POST", "/manage/:hash/orders/:orderId/status", changeStatus),
  webRoute("POST", "/manage/:hash/orders/:orderId/refund", makeRefund),
  webRoute("GET", "/manage/:hash/customers", customersPage),
  webRoute("GET", "/manage/:hash/apps", appsPage),
  webRoute("POST", "/manage/:hash/apps/install", installApp),
  webRoute("POST", "/manage/:hash/apps/uninstall", uninstallApp),
  webRoute("GET", "/manage/:hash/apps/laurel", appFramePage),
  webRoute("GET", "/manage/:hash/settings", settingsPage),
  webRoute("POST", "/manage/:hash/settings", saveSettings),
];

/** Pages under `/manage/{hash}`. Whoever can reach them is the merchant: there is no log-in. */
export async function servePanel(
  parts: AdminParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const web = await parseWeb(request);
  const state = parts.world.stores.get(web.path.split("/")[2] ?? "");
  const context = state && { world: parts.world, store: parts.storeHandle(state.hash) };
  const reply = context ? await runWeb(routes, context, web) : null;
  sendWeb(
    request,
    response,
    reply ?? htmlReply("<!doctype html><title>Not found</title><h1>Not found</h1>", 404),
  );
}
