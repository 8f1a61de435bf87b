import { expect, test } from "vitest";
import { GroupRead } from "@/lib/services/group-read";

/** A source whose reads end when the test says so; answers `key` with `seen` as it was when the read began. */
function slowSource(options = { groupSizeMax: 100, readsMax: 1 }) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  let seen = "first";
  const reads = new GroupRead<number, string>(options, async (keys) => {
    groups.push(keys);
    const answer = seen;
    await new Promise<void>((open) => gates.push(open));
    if (keys.includes(-1)) throw new Error("no database");
    return keys.map((key) => `${key} ${answer}`);
  });
  const nextTurn = () => new Promise<void>((done) => setImmediate(done));
  return {
    reads,
    groups,
    change: (to: string) => {
      seen = to;
    },
    begun: nextTurn,
    async finish() {
      gates.shift()?.();
      await nextTurn();
      await nextTurn();
    },
  };
}

test("callers of the same turn are answered from one read, each with their own", async () => {
  const { reads, groups, begun, finish } = slowSource();
  const answers = Promise.all([reads.get(1), reads.get(2), reads.get(1)]);
  await begun();
  await finish();
  expect(await answers).toEqual(["1 first", "2 first", "1 first"]);
  expect(groups).toEqual([[1, 2, 1]]);
});

test("nobody is answered from a read that began before they asked", async () => {
  const { reads, groups, change, begun, finish } = slowSource();
  const early = reads.get(1);
  await begun();
  change("second");
  const late = [reads.get(1), reads.get(2)];
  await finish();
  expect(await early).toBe("1 first");
  await finish();
  expect(await Promise.all(late)).toEqual(["1 second", "2 second"]);
  expect(groups).toEqual([[1], [1, 2]]);
});

test("a failed read fails for its group and for nobody else", async () => {
  const { reads, begun, finish } = slowSource();
  const failing = Promise.allSettled([reads.get(-1), reads.get(2)]);
  await begun();
  const next = reads.get(3);
  await finish();
  expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await finish();
  expect(await next).toBe("3 first");
});

test("groups stay within their size, and no more reads run at once than allowed", async () => {
  const { reads, groups, begun, finish } = slowSource({ groupSizeMax: 2, readsMax: 2 });
  const answers = Promise.all([1, 2, 3, 4, 5].map((key) => reads.get(key)));
  await begun();
  await begun();
  await begun();
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ]);
  await finish();
  await finish();
  await finish();
  expect(await answers).toEqual(["1 first", "2 first", "3 first", "4 first", "5 first"]);
  expect(groups).toHaveLength(3);
});

test("an answer short of a key is a mistake, not somebody else's answer", async () => {
  const reads = new GroupRead<number, string>({ groupSizeMax: 10, readsMax: 1 }, async () => ["only one"]);
  const answers = await Promise.allSettled([reads.get(1), reads.get(2)]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
