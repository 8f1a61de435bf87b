import { expect, test } from "vitest";
import { toLoggableError } from "@/lib/loggable-error";

test("a database error is logged without the row it quotes, at any depth", () => {
  const database = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (email)=(ann@shop.test) already exists.",
    parameters: ["ann@shop.test", "token-abc"],
  });
  const logged = JSON.stringify(toLoggableError(new Error("not saved", { cause: database })));
  expect(logged).toContain("23505");
  expect(logged).toContain("duplicate key");
  expect(logged).not.toMatch(/shop\.test|token-abc/);
});

test("e-mail addresses in a message or its stack are blanked out", () => {
  const logged = toLoggableError(new Error("no inbox for <Ann.O'Hara+x@mail.shop.test>, sorry"));
  expect(logged.message).toMatch(/^no inbox for <.*\[e-mail\]>, sorry$/);
  expect(JSON.stringify(logged)).not.toContain("shop.test");
});

test("what was thrown and is no error is told too; a ring of causes ends", () => {
  expect(toLoggableError("broken")).toEqual({ type: "string", message: "broken" });
  const ring = new Error("ring");
  ring.cause = ring;
  expect(JSON.stringify(toLoggableError(ring)).match(/"message":"ring"/g)?.length).toBeLessThan(10);
});
