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
  expect(network.to(coupons)).toHaveLength(0);
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

/** An order that takes codes on and off; `answer` comes before what the order would say. */
function shopWith(there: string[], answer: (call: { is: string; added: string[] }) => Response | undefined) {
  const added: string[] = [];
  const removals = Object.fromEntries(
    there.map((code) => [
      `${coupons}/${code}`,
      () => {
        there.splice(there.indexOf(code), 1);
        return answer({ is: "removal", added }) ?? json({});
      },
    ]),
  );
  const network = fakeNetwork({
    ...cart,
    ...removals,
    [checkout]: () =>
      answer({ is: "look", added }) ?? json({ version: 1, coupons: there.map((code) => ({ code })) }),
    [coupons]: ({ body }) => {
      const { couponCode } = JSON.parse(body);
      added.push(couponCode);
      const refusal = couponCode === "ABC" ? answer({ is: "addition", added }) : undefined;
      if (!refusal) there.push(couponCode);
      return refusal ?? json({});
    },
  });
  return { network, there, added };
}

test.each([
  ["a stranger's", [spare("MINE")], "occupied"],
  ["one that can be combined", [spare("MINE"), { code: "OTHER", isCombinable: true }], "combinable"],
])("beside a code that stays, %s, nothing is taken off", async (_what, own, outcome) => {
  for (const order of [
    ["MINE", "OTHER"],
    ["OTHER", "MINE"],
  ]) {
    const { network, there } = shopWith([...order], () => undefined);
    expect(await applyAtCheckout("ABC", own, network.fetch, "")).toBe(outcome);
    expect(there).toEqual(order);
    expect(network.to(coupons)).toHaveLength(0);
  }
});

test.each([
  ["the order cannot be looked at any more", "look", () => json({}, 500), "unsupported"],
  ["the connection is lost before the next look", "look", lost, "unsupported"],
  ["the answer to taking it off is lost", "removal", lost, "unsupported"],
  ["taking it off ends in an error after all", "removal", () => json({}, 502), "occupied"],
  ["the connection is lost while the new one is added", "addition", lost, "unsupported"],
  ["the version is out of date again and again", "addition", () => json({}, 409), "unsupported"],
])("what made room is put back when %s", async (_what, is, fail, outcome) => {
  const shop = shopWith(["MINE"], (call) => {
    return call.is === is && (is !== "look" || !shop.there.includes("MINE")) ? fail() : undefined;
  });
  expect(await applyAtCheckout("ABC", [spare("MINE")], shop.network.fetch, "")).toBe(outcome);
  expect(shop.there).toEqual(["MINE"]);
});

test("what made room is put back when a stranger's code comes between, each of several, whatever becomes of one", async () => {
  const shop = shopWith(["ONE", "TWO"], ({ is }) => {
    if (is === "removal" && shop.there.length === 0) shop.there.push("STRANGER");
    return undefined;
  });
  const fetch: typeof shop.network.fetch = async (input, init) => {
    const response = await shop.network.fetch(input, init);
    if (String(init?.body).includes("ONE")) lost();
    return response;
  };
  expect(await applyAtCheckout("ABC", [spare("ONE"), spare("TWO")], fetch, "")).toBe("occupied");
  expect(shop.there).toEqual(["STRANGER", "ONE", "TWO"]);
});

test("what made room for a code that is on the order at last stays off", async () => {
  const shop = shopWith(["MINE"], ({ is }) => {
    if (is === "addition") shop.there.push("abc");
    return is === "addition" ? json({}, 409) : undefined;
  });
  expect(await applyAtCheckout("ABC", [spare("MINE")], shop.network.fetch, "")).toBe("applied");
  expect(shop.there).toEqual(["abc"]);
});

function lost(): never {
  throw new TypeError("Failed to fetch");
}

// The last call puts back what may have gone after all.
test.each([
  ["a shop that removes nothing", 404, 1 + 1],
  ["a shop that says it did and did not", 200, 8 + 1],
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
