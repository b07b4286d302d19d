import { expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineClaims } from "./define-claims.ts";
import { defineGroups } from "./define-groups.ts";
import { defineScopes } from "./define-scopes.ts";

it.each(["a", "moderators", "constructor", "__proto__", "équipe-✓", "%$/|", "x".repeat(128)])(
  "a group may have each name that Cognito accepts: %s",
  (name) => {
    expect(defineGroups([{ name, description: "" }])).toEqual([{ name, description: "" }]);
  },
);

it.each(["", "two words", "tab\t", "x".repeat(129)])("a group with another name is refused: %j", (name) => {
  expect(() => defineGroups([{ name, description: "" }])).toThrow(JSON.stringify(name));
});

it.each(["feed/read", "https://api.example.com/orders/write", "a/b.c:d"])(
  "a scope has the identifier of its resource server: %s",
  (name) => {
    expect(defineScopes([{ name, description: "", heldBy: "token" }])).toHaveLength(1);
  },
);

it.each(["openid", "aws.cognito.signin.user.admin", "feed/", "/read", "feed/read it", 'feed/"read"'])(
  "a scope of no resource server is refused: %s",
  (name) => {
    expect(() => defineScopes([{ name, description: "", heldBy: "token" }])).toThrow(JSON.stringify(name));
  },
);

it("what is declared twice is refused", () => {
  const group = { name: "gardeners", description: "" };
  expect(() => defineGroups([group, group])).toThrow("gardeners");
  const scope = { name: "garden/water", description: "", heldBy: "token" } as const;
  expect(() => defineScopes([scope, scope])).toThrow("garden/water");
});

it.each(["sub", "scope", "username", "cognito:groups", "aws:x", "__proto__", "constructor"])(
  "a claim that is reserved is refused: %s",
  (name) => {
    expect(() => defineClaims({ [name]: z.string() })).toThrow(name);
  },
);

it("claims have the types of their schemas", () => {
  const declaration = defineClaims({ tenant: z.string(), seats: z.coerce.number().optional() });
  const parsed = declaration.parse({ tenant: "q", seats: "3" });
  if (!parsed.ok) throw new Error(parsed.claim);
  expectTypeOf(parsed.claims).toEqualTypeOf<{
    readonly tenant: string;
    readonly seats: number | undefined;
  }>();
  expect(parsed.claims).toEqual({ tenant: "q", seats: 3 });
});
