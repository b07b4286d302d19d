import type { ScopeName } from "../../rules/scopes.ts";

/** A method or a property of a class, or the class itself (`undefined`), with what `@Scopes` requires there. */
export type ScopeRequirement = { target: object; member: string | undefined; scopes: readonly string[] };

const requirements: ScopeRequirement[] = [];

/**
 * Requires any of the scopes for a field, a query, a mutation or a subscription; on a resolver class for all of its
 * methods; on an object type for all of its fields. Several decorators require one scope each. `enforceScopes` reads them.
 *
 * A guest holds only the scopes that are declared to be held by everybody. `@Authorized()` besides requires a person.
 *
 * @example `@Scopes("feed/read")`
 */
export function Scopes<Name extends string = ScopeName>(
  ...scopes: [NoInfer<Name>, ...NoInfer<Name>[]]
): ClassDecorator & MethodDecorator & PropertyDecorator {
  return (target: object, member?: string | symbol): void => {
    if (typeof member === "symbol") throw new Error("@Scopes guards no member whose name is a symbol.");
    // The class itself, or the prototype that has the member.
    requirements.push({ target: member === undefined ? target : target.constructor, member, scopes });
  };
}

/** All requirements of decorated classes, whether or not they are in a schema. */
export function scopeRequirements(): readonly ScopeRequirement[] {
  return requirements;
}
