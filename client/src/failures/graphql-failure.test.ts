import { expect, test } from "vitest";
import { CombinedError } from "urql";
import { failureOf } from "./graphql-failure.ts";

test("an answer that does not come in time is told from an API out of reach", () => {
  const late = new CombinedError({ networkError: new DOMException("too late", "TimeoutError") });
  expect(failureOf(late)).toEqual({ kind: "timedOut" });
  const offline = new CombinedError({ networkError: new TypeError("Failed to fetch") });
  expect(failureOf(offline)).toEqual({ kind: "unreachable" });
});

test("a token that has expired is told from a session that is not accepted", () => {
  const refused = (reason: string) =>
    new CombinedError({
      graphQLErrors: [{ message: "no", extensions: { code: "UNAUTHENTICATED", reason } }],
    });
  expect(failureOf(refused("TOKEN_EXPIRED"))).toEqual({ kind: "tokenExpired" });
  expect(failureOf(refused("SESSION_ENDED"))).toEqual({ kind: "signedOut" });
});
