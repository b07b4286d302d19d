import type { GroupDeclaration } from "../rules/define-groups.ts";
import type { ScopeDeclaration } from "../rules/define-scopes.ts";
import type { Feature } from "./feature.ts";

/** The groups that features declare. */
export function groupsOf(features: readonly Feature[]): GroupDeclaration[] {
  return features.flatMap(({ groups = [] }) => groups);
}

/** The scopes that features declare. */
export function scopesOf(features: readonly Feature[]): ScopeDeclaration[] {
  return features.flatMap(({ scopes = [] }) => scopes);
}
