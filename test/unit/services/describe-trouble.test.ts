import { describe, expect, test } from "vitest";
import { BigCommerceError, type BigCommerceErrorKind } from "@/lib/bigcommerce/client/errors";
import { AppError } from "@/lib/errors";
import { describeFailure } from "@/lib/services/describe-trouble";

const failed = (kind: BigCommerceErrorKind) =>
  new BigCommerceError({ kind, status: 400, operation: "customers.list", summary: "internal words" });
const soon = "Try again in a few minutes.";
const reopen = "BigCommerce asks for your approval again: close Laurel and open it from the Apps menu.";
const ours = "Something went wrong on Laurel’s side. Try again; if it stays so, the server’s log tells why.";

const cases: [string, unknown, string][] = [
  ["rate_limited", failed("rate_limited"), `BigCommerce lets no more requests through for now. ${soon}`],
  ["timeout", failed("timeout"), `BigCommerce does not answer. ${soon}`],
  ["network", failed("network"), `BigCommerce does not answer. ${soon}`],
  ["server", failed("server"), `BigCommerce does not answer. ${soon}`],
  ["unavailable", failed("unavailable"), `BigCommerce does not answer. ${soon}`],
  ["malformed", failed("malformed"), `BigCommerce’s answer could not be read. ${soon}`],
  ["validation", failed("validation"), `BigCommerce refused the request. ${soon}`],
  ["unauthorized", failed("unauthorized"), reopen],
  [
    "forbidden",
    failed("forbidden"),
    "BigCommerce does not let Laurel read customers. See the permissions in Settings.",
  ],
  ["a store that left", new AppError("store_not_installed", "not connected"), reopen],
  ["an error of ours", new AppError("internal", "impossible state 7"), ours],
  ["anything", new Error('relation "orders" does not exist'), ours],
  ["no error", "thrown text", ours],
];

describe("what a merchant reads of work that was given up is what happened and what to do", () => {
  test.each(cases)("%s", (_, error, words) => {
    expect(describeFailure(error, "read customers")).toBe(words);
  });
});
