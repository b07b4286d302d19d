import { Authorized as AuthorizedField } from "type-graphql";
import type { GroupName } from "../../rules/groups.ts";

/**
 * Requires the access token of a person for a field, or for all of a resolver class; with groups one that has any of them.
 * An undeclared group does not compile. See `AuthChecker`.
 *
 * @example `@Authorized("moderators")`, and for a group of one's own feature `@Authorized<"reviewers">("reviewers")`
 */
export function Authorized<Name extends string = GroupName>(
  ...groups: [] | [NoInfer<Name>, ...NoInfer<Name>[]]
): ReturnType<typeof AuthorizedField> {
  return AuthorizedField(...groups);
}
