import { Authorized as AuthorizedField } from "type-graphql";
import type { GroupName } from "../../rules/groups.ts";

/**
 * Requires the access token of a person for a field, or for all of a resolver class; with groups one that has any of them.
 * An undeclared group does not compile. See `AuthChecker`.
 *
 * @example `@Authorized("moderators")`
 */
export function Authorized(...groups: GroupName[]): ReturnType<typeof AuthorizedField> {
  return AuthorizedField(...groups);
}
