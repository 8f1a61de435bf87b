import { expect, test } from "vitest";
import { Blocklist } from "@/test/sandbox/webhooks/blocklist";

const url = "https://app.example.com/hooks";

/** `ok` of a hundred deliveries succeed within the two minutes. */
function after(ok: number, total: number): Blocklist {
  const list = new Blocklist();
  for (let index = 0; index < total; index += 1) list.record(url, index < ok, index, 1);
  return list;
}

test("a domain is blocked below nine successes in ten, once a hundred were tried", () => {
  expect(after(89, 100).isBlocked(url, 100)).toBe(true);
  expect(after(90, 100).isBlocked(url, 100)).toBe(false);
  expect(after(0, 99).isBlocked(url, 100)).toBe(false);
});

test("all paths of a domain share its fate, other domains do not, and it ends after three minutes", () => {
  const list = after(0, 100);
  expect(list.isBlocked("https://app.example.com/other", 100)).toBe(true);
  expect(list.isBlocked("https://elsewhere.example.com/hooks", 100)).toBe(false);
  expect(list.isBlocked(url, 180_100)).toBe(false);
});
