import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { GroupCommit } from "@/lib/services/webhooks/group-commit";

function recorder(fails: (items: number[]) => boolean = () => false) {
  const groups: number[][] = [];
  const write = async (items: number[]) => {
    groups.push(items);
    await sleep(5);
    if (fails(items)) throw new Error(`refused ${items}`);
  };
  return { groups, write };
}

describe("group commit", () => {
  test("those who come while a write is under way share the next one", async () => {
    const { groups, write } = recorder();
    const commit = new GroupCommit({ groupSizeMax: 100, writesMax: 1, isItemsFault: () => true }, write);
    const first = commit.add(1);
    await sleep(1);
    const rest = [2, 3, 4, 5].map((item) => commit.add(item));
    await Promise.all([first, ...rest]);
    expect(groups).toEqual([[1], [2, 3, 4, 5]]);
  });

  test("nobody is told before their own item is written", async () => {
    let isWritten = false;
    const commit = new GroupCommit<number>(
      { groupSizeMax: 10, writesMax: 1, isItemsFault: () => true },
      async () => {
        await sleep(5);
        isWritten = true;
      },
    );
    await commit.add(1);
    expect(isWritten).toBe(true);
  });

  test("groups are no larger than allowed, and no more writes run at once than allowed", async () => {
    let running = 0;
    let most = 0;
    const commit = new GroupCommit<number>(
      { groupSizeMax: 3, writesMax: 2, isItemsFault: () => true },
      async (items) => {
        expect(items.length).toBeLessThanOrEqual(3);
        running += 1;
        most = Math.max(most, running);
        await sleep(2);
        running -= 1;
      },
    );
    await Promise.all(Array.from({ length: 20 }, (_, item) => commit.add(item)));
    expect(most).toBeLessThanOrEqual(2);
  });

  test("an item that cannot be written fails alone", async () => {
    const { write } = recorder((items) => items.includes(3));
    const commit = new GroupCommit({ groupSizeMax: 10, writesMax: 1, isItemsFault: () => true }, write);
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => commit.add(item)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  test("after a failure the next ones are written", async () => {
    const { write } = recorder((items) => items.includes(1));
    const commit = new GroupCommit({ groupSizeMax: 10, writesMax: 1, isItemsFault: () => true }, write);
    await expect(commit.add(1)).rejects.toThrow("refused");
    await expect(commit.add(2)).resolves.toBeUndefined();
  });

  test("a failure that is nobody's fault fails the whole group at once, without trying each", async () => {
    const { groups, write } = recorder((items) => items.length > 1);
    const commit = new GroupCommit({ groupSizeMax: 10, writesMax: 1, isItemsFault: () => false }, write);
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => commit.add(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(groups).toEqual([[1, 2, 3]]);
    await commit.add(4);
  });
});
