import { expect, test } from "vitest";
import { failureWords } from "./failure-message.ts";
import { en } from "./messages/en.ts";

test("a failure on our side is told with the request id, which finds it in the log", () => {
  expect(failureWords({ kind: "unexpected", requestId: "req-7" }, en)).toContain("req-7");
  expect(failureWords({ kind: "unexpected", requestId: undefined }, en)).not.toContain("quote");
});
