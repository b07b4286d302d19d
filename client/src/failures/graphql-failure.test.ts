import { expect, test } from "vitest";
import { CombinedError } from "urql";
import { failureOf } from "./graphql-failure.ts";

test("a timeout is distinguished from an unreachable API", () => {
  const late = new CombinedError({ networkError: new DOMException("too late", "TimeoutError") });
  expect(failureOf(late)).toEqual({ kind: "timedOut" });
  const offline = new CombinedError({ networkError: new TypeError("Failed to fetch") });
  expect(failureOf(offline)).toEqual({ kind: "unreachable" });
});

test("an expired token is distinguished from an ended session", () => {
  const unauthenticated = (reason: string) =>
    new CombinedError({
      graphQLErrors: [{ message: "no", extensions: { code: "UNAUTHENTICATED", reason } }],
    });
  expect(failureOf(unauthenticated("TOKEN_EXPIRED"))).toEqual({ kind: "tokenExpired" });
  expect(failureOf(unauthenticated("SESSION_ENDED"))).toEqual({ kind: "signedOut" });
});
