import { expect, test } from "vitest";
import { createAuthorization } from "./authorization.ts";

/** Its session returns these tokens, one after another. */
function authorizationWith(...tokens: string[]) {
  return createAuthorization({ accessToken: () => Promise.resolve(tokens.shift()) });
}

test("the session's token is filled in, replaced when it is renewed, and removed for a guest", async () => {
  const authorization = authorizationWith("a", "b");
  const first = authorization.fill('{"X-Other": "1"}', await authorization.token());
  expect(JSON.parse(first)).toEqual({ Authorization: "Bearer a", "X-Other": "1" });
  const second = authorization.fill(first, await authorization.token());
  expect(JSON.parse(second)).toEqual({ Authorization: "Bearer b", "X-Other": "1" });
  expect(JSON.parse(authorization.fill(second, undefined))).toEqual({ "X-Other": "1" });
  expect(["Bearer a", "Bearer b", "Bearer c"].map(authorization.isFilledIn)).toEqual([true, true, false]);
});

test("a header that was typed by hand stays", async () => {
  const authorization = authorizationWith("a");
  const token = await authorization.token();
  const own = '{ "Authorization": "Bearer mine" }';
  expect(authorization.fill(own, token)).toBe(own);
  expect(authorization.fill('{ "Author', token)).toBe('{ "Author');
});
