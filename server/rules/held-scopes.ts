import type { ScopeDeclaration } from "./define-scopes.ts";

/** The scopes that a token names, and whether it has these alone. */
export type ScopesOfToken = {
  names: readonly string[];
  /** The token of a machine, or a delegated one. */
  isLimited: boolean;
};

/** @param token undefined for a guest. */
export function holdsScope(
  token: ScopesOfToken | undefined,
  { name, heldBy }: Pick<ScopeDeclaration, "name" | "heldBy">,
): boolean {
  if (token === undefined) return heldBy === "everybody";
  return (!token.isLimited && heldBy !== "token") || token.names.includes(name);
}

/**
 * Names all tokens of a kind that hold the same scopes: a response that depends on no more than these may be shared by
 * them.
 */
export function cachePartitionOf(
  kind: "member" | "machine",
  token: ScopesOfToken,
  scopes: readonly ScopeDeclaration[],
): string {
  const named = scopes.filter(
    ({ name, heldBy }) => token.names.includes(name) && (token.isLimited || heldBy === "token"),
  );
  return [kind, ...(token.isLimited ? ["limited"] : []), ...named.map(({ name }) => name)].join(" ");
}
