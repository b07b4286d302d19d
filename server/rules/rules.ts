import { type CustomClaims, customClaims } from "./claims.ts";
import type { ClaimsDeclaration } from "./define-claims.ts";
import type { ScopeDeclaration } from "./define-scopes.ts";
import { scopes } from "./scopes.ts";

/** What an operator declares of the tokens of their user pool. */
export type Rules = {
  scopes: readonly ScopeDeclaration[];
  claims: { [Kind in keyof CustomClaims]: ClaimsDeclaration<CustomClaims[Kind]> };
};

export const declaredRules: Rules = { scopes, claims: customClaims };
