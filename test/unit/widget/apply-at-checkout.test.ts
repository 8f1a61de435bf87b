import { expect, test } from "vitest";
import { applyAtCheckout } from "@/components/widget/rewards/apply-at-checkout";
import { fakeNetwork, json } from "./fake-network";

const carts = "/api/storefront/carts";
const checkout = "/api/storefront/checkouts/c1";
const coupons = `${checkout}/coupons`;
const cart = { [carts]: () => json([{ id: "c1" }]) };
const spare = (code: string) => ({ code, isCombinable: false });

test("a version conflict is read again and tried once more, not for ever", async () => {
  let version = 1;
  const network = fakeNetwork({
    ...cart,
    [checkout]: () => json({ version: version++, coupons: [] }),
    [coupons]: () => json({}, version === 3 ? 200 : 409),
  });
  expect(await applyAtCheckout("ABC", [], network.fetch, "")).toBe("applied");
  const stubborn = fakeNetwork({
    ...cart,
    [checkout]: () => json({ version: 1 }),
    [coupons]: () => json({}, 409),
  });
  expect(await applyAtCheckout("ABC", [], stubborn.fetch, "")).toBe("unsupported");
  expect(stubborn.to(coupons)).toHaveLength(2);
});

test("a code that is on the order already is applied; another one there is in the way, and stays", async () => {
  const network = fakeNetwork({ ...cart, [checkout]: () => json({ coupons: [{ code: "abc" }] }) });
  expect(await applyAtCheckout("ABC", [], network.fetch, "")).toBe("applied");
  expect(await applyAtCheckout("OTHER", [], network.fetch, "")).toBe("occupied");
  expect(network.to(coupons)).toHaveLength(0);
});

test("the shopper's own code that cannot be combined with this one makes room, whatever its letters; a stranger's stays", async () => {
  const there = ["old", "Older"];
  const remove = (code: string) => () => {
    there.splice(there.indexOf(code), 1);
    return json({});
  };
  const network = fakeNetwork({
    ...cart,
    [checkout]: () => json({ coupons: there.map((code) => ({ code })) }),
    [`${coupons}/old`]: remove("old"),
    [`${coupons}/Older`]: remove("Older"),
    [coupons]: () => json({}),
  });
  expect(await applyAtCheckout("ABC", [spare("OLD")], network.fetch, "")).toBe("occupied");
  expect(there).toEqual(["Older"]);
  expect(await applyAtCheckout("ABC", ["OLD", "OLDER"].map(spare), network.fetch, "")).toBe("applied");
  expect(there).toEqual([]);
  expect(network.to(coupons)).toHaveLength(3);
});

test("one of the shopper's own that this one can be combined with stays, and is told of", async () => {
  const network = fakeNetwork({ ...cart, [checkout]: () => json({ coupons: [{ code: "mine" }] }) });
  const own = [{ code: "MINE", isCombinable: true }, spare("ANOTHER")];
  expect(await applyAtCheckout("ABC", own, network.fetch, "")).toBe("combinable");
  expect(network.to(coupons)).toHaveLength(0);
});

test("a code that made room for one the store refuses is put back", async () => {
  const there = ["MINE"];
  const asked: string[] = [];
  const network = fakeNetwork({
    ...cart,
    [checkout]: () => json({ coupons: there.map((code) => ({ code })) }),
    [`${coupons}/MINE`]: () => json({ left: there.splice(0) }),
    [coupons]: ({ body }) => {
      const { couponCode } = JSON.parse(body);
      asked.push(couponCode);
      return json({}, couponCode === "MINE" ? 200 : 422);
    },
  });
  expect(await applyAtCheckout("ABC", [spare("MINE")], network.fetch, "")).toBe("refused");
  expect(asked).toEqual(["ABC", "MINE"]);
});

test.each([
  ["a shop that removes nothing", 404, 1],
  ["a shop that says it did and did not", 200, 8],
])("%s is not asked for ever", async (_what, status, times) => {
  const network = fakeNetwork({
    ...cart,
    [checkout]: () => json({ coupons: [{ code: "OLD" }] }),
    [`${coupons}/OLD`]: () => json({}, status),
  });
  const outcome = await applyAtCheckout("ABC", [spare("OLD")], network.fetch, "");
  expect([outcome, network.to(coupons).length]).toEqual([status === 200 ? "unsupported" : "occupied", times]);
});

test.each([
  ["no cart", { [carts]: () => json([]) }, "empty"],
  ["a theme without the call", { [carts]: () => new Response("<html>", { status: 200 }) }, "unsupported"],
  ["a page that is not there", { [carts]: () => json({}, 404) }, "unsupported"],
  ["no network", {}, "unsupported"],
  ["a refusal", { ...cart, [checkout]: () => json({}), [coupons]: () => json({}, 400) }, "refused"],
])("%s has its own answer", async (_what, answers, outcome) => {
  expect(await applyAtCheckout("ABC", [], fakeNetwork(answers).fetch, "")).toBe(outcome);
});
