import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { programVersionsPage } from "@/lib/schemas/admin/program";
import { rewardsResponse } from "@/lib/schemas/admin/rewards";
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

const rewardsNow = async () => rewardsResponse.strict().parse((await client.get("/rewards")).body);
const versionsNow = async () => programVersionsPage.parse((await client.get("/program/versions")).body).items;

test("a program without rewards is offered some, and one call publishes just those", async () => {
  const { rewards, starter } = await rewardsNow();
  expect(rewards).toEqual([]);
  expect(starter.map(({ name, pointsPrice }) => [name, pointsPrice])).toEqual([
    ["$5 off", 100],
    ["$10 off", 200],
    ["Free shipping", 150],
  ]);
  expect(await client.post("/rewards/starter", {})).toMatchObject({ status: 200, body: { number: 2 } });
  const after = await rewardsNow();
  expect(after.starter).toEqual([]);
  expect(after.rewards.map(({ name, state }) => [name, state])).toEqual([
    ["$5 off", "not_made"],
    ["$10 off", "not_made"],
    ["Free shipping", "not_made"],
  ]);
  expect((await versionsNow())[0]).toMatchObject({
    note: "Rewards to begin with.",
    author: "maya@juniperandthyme.example",
  });
});

test("five clicks at once publish one version; a program with rewards refuses more", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.post("/rewards/starter", {})));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  expect(await versionsNow()).toHaveLength(2);
  expect(await client.post("/rewards/starter", {})).toMatchObject({
    status: 409,
    body: { detail: "The program has rewards already." },
  });
});
