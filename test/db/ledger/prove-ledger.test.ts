import { beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db/client";
import { postTransactions } from "@/lib/db/ledger/post-transactions";
import { getProof } from "@/lib/services/ledger/get-proof";
import { giveUpProof, proveLedger } from "@/lib/services/ledger/prove-ledger";
import { requestNightlyProofs, requestProof } from "@/lib/services/ledger/request-proofs";
import { adjustment, seedStore } from "./seed";

let storeId: bigint;
let customerIds: bigint[];

beforeEach(async () => {
  ({ storeId, customerIds } = await seedStore(2));
  await postTransactions(
    pool(),
    storeId,
    customerIds.map((id) => adjustment(`first/${id}`, id, 10)),
  );
});

const openProof = () =>
  db().ledgerProof.findFirstOrThrow({ where: { storeId, status: { in: ["queued", "running"] } } });

async function prove() {
  await requestProof(storeId);
  const { id } = await openProof();
  await proveLedger({ storeId, proofId: id });
  return getProof(storeId);
}

test("an honest ledger is proven: no differences, and how many transactions were read", async () => {
  expect(await getProof(storeId)).toEqual({ last: null, open: null });
  const { last, open } = await prove();
  expect(open).toBeNull();
  expect(last).toMatchObject({ status: "done", triggeredBy: "person", transactions: 2, differenceCount: 0 });
  expect(last?.findings).toEqual([]);
});

test("a row changed behind the triggers is found, counted and kept", async () => {
  const client = await pool().connect();
  await client.query("SET session_replication_role = replica");
  await client.query("UPDATE customer_balances SET available = 1000 WHERE customer_id = $1", [
    String(customerIds[0]),
  ]);
  await client.query("SET session_replication_role = DEFAULT");
  client.release();
  const { last } = await prove();
  expect(last?.differenceCount).toBe(1);
  expect(last?.findings).toMatchObject([
    { check: "balances", count: 1, rows: [{ available: 1000, available_entries: "10" }] },
  ]);
});

test("asking twice queues one check with one event, and a second run of it changes nothing", async () => {
  await Promise.all([requestProof(storeId), requestProof(storeId), requestProof(storeId)]);
  const proof = await openProof();
  const { rows } = await pool().query(
    "SELECT count(*)::int AS count FROM runner_events WHERE name = 'ledger/prove.requested' AND data->>'storeId' = $1",
    [String(storeId)],
  );
  expect(rows[0].count).toBe(1);
  await proveLedger({ storeId, proofId: proof.id });
  const before = await db().ledgerProof.findUniqueOrThrow({ where: { id: proof.id } });
  await proveLedger({ storeId, proofId: proof.id });
  expect(await db().ledgerProof.findUniqueOrThrow({ where: { id: proof.id } })).toEqual(before);
});

test("a check that cannot be made says so and lets the next one be asked for", async () => {
  await requestProof(storeId);
  await giveUpProof(storeId, (await openProof()).id, "The database was away");
  expect((await getProof(storeId)).last).toMatchObject({ status: "failed", error: "The database was away" });
  expect((await requestProof(storeId)).open).toMatchObject({ status: "queued", checksDone: 0 });
});

test("the night queues one check for each installed store, and none for the others", async () => {
  const gone = await seedStore(1);
  await db().store.update({ where: { id: gone.storeId }, data: { status: "uninstalled" } });
  expect(await requestNightlyProofs(0n)).toEqual({ next: null });
  await requestNightlyProofs(0n);
  const proofs = await db().ledgerProof.findMany({ where: { storeId: { in: [storeId, gone.storeId] } } });
  expect(proofs).toMatchObject([{ storeId, status: "queued", triggeredBy: "schedule" }]);
});
