import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import * as brandingDiscard from "@/app/api/admin/branding/draft/discard/route";
import * as brandingDraft from "@/app/api/admin/branding/draft/route";
import * as branding from "@/app/api/admin/branding/route";
import * as brandingRestore from "@/app/api/admin/branding/versions/[number]/restore/route";
import * as brandingVersions from "@/app/api/admin/branding/versions/route";
import * as customerMerge from "@/app/api/admin/customers/[id]/merge/route";
import * as customer from "@/app/api/admin/customers/[id]/route";
import * as customers from "@/app/api/admin/customers/route";
import * as importResume from "@/app/api/admin/imports/[id]/resume/route";
import * as importRevert from "@/app/api/admin/imports/[id]/revert/route";
import * as importStop from "@/app/api/admin/imports/[id]/stop/route";
import * as importPreview from "@/app/api/admin/imports/preview/route";
import * as imports from "@/app/api/admin/imports/route";
import * as inboxRetry from "@/app/api/admin/inbox/[id]/retry/route";
import * as inbox from "@/app/api/admin/inbox/route";
import * as order from "@/app/api/admin/orders/[id]/route";
import * as orders from "@/app/api/admin/orders/route";
import * as overview from "@/app/api/admin/overview/route";
import * as review from "@/app/api/admin/program/review/route";
import * as program from "@/app/api/admin/program/route";
import * as restore from "@/app/api/admin/program/versions/[number]/restore/route";
import * as versions from "@/app/api/admin/program/versions/route";
import * as proof from "@/app/api/admin/proof/route";
import * as redemptionCancel from "@/app/api/admin/redemptions/[id]/cancel/route";
import * as redemptionSettle from "@/app/api/admin/redemptions/[id]/settle/route";
import * as redemptions from "@/app/api/admin/redemptions/route";
import * as rewardsRepair from "@/app/api/admin/rewards/repair/route";
import * as rewards from "@/app/api/admin/rewards/route";
import * as rewardsStarter from "@/app/api/admin/rewards/starter/route";
import * as runRetry from "@/app/api/admin/runs/[id]/retry/route";
import * as runs from "@/app/api/admin/runs/route";
import * as renew from "@/app/api/admin/session/renew/route";
import * as apiKeyRevoke from "@/app/api/admin/settings/api-keys/[id]/revoke/route";
import * as apiKeys from "@/app/api/admin/settings/api-keys/route";
import * as identityRevoke from "@/app/api/admin/settings/identity-secret/revoke/route";
import * as identitySecret from "@/app/api/admin/settings/identity-secret/route";
import * as repair from "@/app/api/admin/settings/repair/route";
import * as resumeImport from "@/app/api/admin/settings/resume-import/route";
import * as settings from "@/app/api/admin/settings/route";
import * as transaction from "@/app/api/admin/transactions/[id]/route";
import * as transactions from "@/app/api/admin/transactions/route";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Routes = { GET?: Handler; POST?: Handler };

/** Every route of the dashboard's API by its address; `:name` is a parameter. */
export const adminRoutes: Record<string, Routes> = {
  "/overview": overview,
  "/customers": customers,
  "/customers/:id": customer,
  "/customers/:id/merge": customerMerge,
  "/transactions": transactions,
  "/transactions/:id": transaction,
  "/orders": orders,
  "/orders/:id": order,
  "/imports": imports,
  "/imports/preview": importPreview,
  "/imports/:id/stop": importStop,
  "/imports/:id/resume": importResume,
  "/imports/:id/revert": importRevert,
  "/inbox": inbox,
  "/settings/api-keys": apiKeys,
  "/settings/api-keys/:id/revoke": apiKeyRevoke,
  "/settings/identity-secret": identitySecret,
  "/settings/identity-secret/revoke": identityRevoke,
  "/inbox/:id/retry": inboxRetry,
  "/redemptions": redemptions,
  "/redemptions/:id/cancel": redemptionCancel,
  "/redemptions/:id/settle": redemptionSettle,
  "/rewards": rewards,
  "/rewards/repair": rewardsRepair,
  "/rewards/starter": rewardsStarter,
  "/runs": runs,
  "/runs/:id/retry": runRetry,
  "/program": program,
  "/program/review": review,
  "/program/versions": versions,
  "/program/versions/:number/restore": restore,
  "/branding": branding,
  "/branding/draft": brandingDraft,
  "/branding/draft/discard": brandingDiscard,
  "/branding/versions": brandingVersions,
  "/branding/versions/:number/restore": brandingRestore,
  "/proof": proof,
  "/settings": settings,
  "/settings/repair": repair,
  "/settings/resume-import": resumeImport,
  "/session/renew": renew,
};

export type AdminApp = { url: string; stop(): Promise<void> };

/** The admin routes on a port of their own, over real HTTP. */
export async function serveAdmin(): Promise<AdminApp> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      },
      (error) => outgoing.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const found = matchRoute(url.pathname.replace(/^\/api\/admin/, ""));
  const handler = found?.routes[incoming.method as keyof Routes];
  if (!found || !handler) return new Response(null, { status: found ? 405 : 404 });
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = incoming.method === "POST" ? Buffer.concat(chunks) : null;
  const request = new Request(url, { method: incoming.method ?? "GET", headers, body });
  return handler(request, { params: Promise.resolve(found.params) });
}

function matchRoute(path: string): { routes: Routes; params: Record<string, string> } | null {
  for (const [pattern, routes] of Object.entries(adminRoutes)) {
    const names = [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
    const match = new RegExp(`^${pattern.replace(/:\w+/g, "([^/]+)")}$`).exec(path);
    if (!match) continue;
    const values = match.slice(1).map(decodeURIComponent);
    return { routes, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
  }
  return null;
}
