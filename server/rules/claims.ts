import { type ClaimsDeclaration, defineClaims } from "./define-claims.ts";

/**
 * The claims that a pre-token-generation trigger of yours adds to access tokens, by their names there. Resolvers get them as
 * `identity.claims.custom`. Cruddur itself needs none.
 */
export const customClaims = {
  /** Of people: a trigger of version 2 or 3. */
  member: defineClaims({}),
  /** Of machines, by client credentials: a trigger of version 3. */
  machine: defineClaims({}),
};

/** What the declared claims are in the context. */
export type CustomClaims = {
  [Kind in keyof typeof customClaims]: (typeof customClaims)[Kind] extends ClaimsDeclaration<infer T>
    ? T
    : never;
};
