import { expect, test } from "vitest";
import { failureMessage } from "./failure-message.ts";
import { en } from "./messages/en.ts";

test("the message of an unexpected failure quotes the request id, which finds it in the log", () => {
  expect(failureMessage({ kind: "unexpected", requestId: "req-7" }, en)).toContain("req-7");
  expect(failureMessage({ kind: "unexpected", requestId: undefined }, en)).not.toContain("quote");
});
