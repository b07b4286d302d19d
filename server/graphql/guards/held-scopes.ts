import type { ScopeDeclaration } from "../../rules/define-scopes.ts";
import { holdsScope } from "../../rules/held-scopes.ts";
import { type ScopeName, scopes } from "../../rules/scopes.ts";
import type { VerifiedIdentity } from "../identity.ts";

const declarations = new Map<string, ScopeDeclaration>(scopes.map((scope) => [scope.name, scope]));

/** Whether the sender of a request has a scope: by their token, or because the scope is declared to be held by such. */
export function holds(identity: VerifiedIdentity, scope: ScopeName): boolean {
  const declaration = declarations.get(scope);
  return declaration !== undefined && holdsDeclared(identity, declaration);
}

/** The same, for a scope's declaration. */
export function holdsDeclared(
  identity: VerifiedIdentity,
  declaration: Pick<ScopeDeclaration, "name" | "heldBy">,
): boolean {
  return holdsScope(identity.kind === "guest" ? undefined : identity.claims.scopes, declaration);
}
