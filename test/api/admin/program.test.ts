import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { programResponse, programVersionsPage, publishedResponse } from "@/lib/schemas/admin/program";
import type { Program } from "@/lib/schemas/program";
import { createDashboardStore } from "@/test/factories/dashboard-store";
import { type AdminClient, adminClient } from "./admin-client";
import { type AdminApp, serveAdmin } from "./serve-admin";

let app: AdminApp;
let client: AdminClient;

beforeAll(async () => {
  app = await serveAdmin();
});
beforeEach(async () => {
  client = await adminClient(app.url, await createDashboardStore());
});
afterAll(() => app.stop());

const readProgram = async () => programResponse.strict().parse((await client.get("/program")).body);

function withRate(document: Program, points: unknown): unknown {
  const orders = { ...document.earning.orders, rate: { points, per: "1.00" } };
  return { ...document, earning: { ...document.earning, orders } };
}

describe("publishing", () => {
  test("makes the next version, and says in the history who changed what", async () => {
    const { document, number } = await readProgram();
    const body = { document: withRate(document, 3), basedOn: number, note: "Triple" };
    const published = await client.post("/program", body);
    expect(publishedResponse.strict().parse(published.body)).toEqual({ number: 2 });
    expect((await readProgram()).document.earning.orders.rate.points).toBe(3);
    const versions = programVersionsPage.strict().parse((await client.get("/program/versions")).body);
    expect(versions.items[0]).toMatchObject({
      number: 2,
      status: "published",
      note: "Triple",
      author: "maya@juniperandthyme.example",
      changes: ["Points: 1 → 3"],
    });
    expect(versions.items[1]).toMatchObject({ number: 1, status: "superseded", author: null, changes: [] });
  });

  test("never overwrites a version that somebody else published in between", async () => {
    const { document, number } = await readProgram();
    await client.post("/program", { document: withRate(document, 2), basedOn: number });
    const late = await client.post("/program", { document: withRate(document, 9), basedOn: number });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await readProgram()).document.earning.orders.rate.points).toBe(2);
  });

  test("of several at the same moment one publishes, and the others hear of it", async () => {
    const { document, number } = await readProgram();
    const answers = await Promise.all(
      [2, 3, 4, 5, 6].map((points) =>
        client.post("/program", { document: withRate(document, points), basedOn: number }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const versions = programVersionsPage.parse((await client.get("/program/versions")).body).items;
    expect(versions).toHaveLength(2);
  });

  test("a document that is not valid is refused with the problems by path, and nothing is published", async () => {
    const { document, number } = await readProgram();
    const refused = await client.post("/program", { document: withRate(document, 0.5), basedOn: number });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: { "earning.orders.rate.points": expect.any(Array) } },
    });
    const unknown = await client.post("/program", { document: { ...document, extra: 1 }, basedOn: number });
    expect(unknown.status).toBe(422);
    expect((await readProgram()).number).toBe(number);
  });

  test.each([
    ["no body", ""],
    ["broken JSON", "{"],
    ["a list", []],
    ["no basedOn", { document: {} }],
    ["a document that is text", { document: "x", basedOn: 1 }],
    ["a note of 501 characters", { document: {}, basedOn: 1, note: "x".repeat(501) }],
  ])("%s is refused", async (_, body) => {
    expect([400, 422]).toContain((await client.post("/program", body)).status);
  });
});

describe("restoring", () => {
  test("publishes an earlier version again, as a new one", async () => {
    const { document, number } = await readProgram();
    await client.post("/program", { document: withRate(document, 5), basedOn: number });
    expect(await client.post("/program/versions/1/restore")).toEqual({ status: 200, body: { number: 3 } });
    expect((await readProgram()).document).toEqual(document);
    const versions = programVersionsPage.parse((await client.get("/program/versions")).body);
    expect(versions.items.map((version) => version.note)).toEqual([
      "Restored version 1",
      null,
      expect.any(String),
    ]);
  });

  test("the current version and one that never was are refused", async () => {
    expect((await client.post("/program/versions/1/restore")).status).toBe(409);
    expect((await client.post("/program/versions/7/restore")).status).toBe(404);
    expect((await client.post("/program/versions/x/restore")).status).toBe(404);
  });
});
