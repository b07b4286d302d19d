import { expect, it } from "vitest";
import { createPoolTokens } from "./pool-tokens.ts";

const refreshToken = "a refresh token of the pool";
const key = Buffer.alloc(32, 1);
const { seal, open } = createPoolTokens(key);

it("can be opened with the key, for the session that it was sealed for", () => {
  const sealed = seal(refreshToken, "a family");
  expect(open(sealed, "a family")).toBe(refreshToken);
  expect(open(sealed, "another family")).toBeUndefined();
  expect(createPoolTokens(Buffer.alloc(32, 2)).open(sealed, "a family")).toBeUndefined();
  expect(open(`${sealed?.slice(0, -2)}AA`, "a family")).toBeUndefined();
});

it("cannot be read, nor be compared with another one of the same text", () => {
  const sealed = Buffer.from(seal(refreshToken, "a family") ?? "", "base64url");
  expect(sealed.includes(refreshToken)).toBe(false);
  expect(sealed.equals(Buffer.from(seal(refreshToken, "a family") ?? "", "base64url"))).toBe(false);
});

it("is not kept where the app client has no secret", () => {
  const without = createPoolTokens(undefined);
  expect(without.seal(refreshToken, "a family")).toBeNull();
  expect(without.open(seal(refreshToken, "a family"), "a family")).toBeUndefined();
});
