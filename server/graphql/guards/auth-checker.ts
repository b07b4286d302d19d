import type { AuthCheckerInterface, ResolverData } from "type-graphql";
import type { GroupName } from "../../rules/groups.ts";
import { findMemberOf, type RequestContext, requireMember } from "../context.ts";
import { groupMissing } from "../errors.ts";
import { isGuardedByScopes } from "./enforce-scopes.ts";
import type { Member } from "../identity.ts";

/**
 * Enforces `@Authorized()` on a field, which requires the access token of a person, and `@Authorized("moderators")`, which
 * requires one with any of the groups. Only the claims of the verified token count. A delegated token is accepted where
 * `@Scopes` guards the field too, since then it has the scope.
 */
export class AuthChecker implements AuthCheckerInterface<RequestContext> {
  check({ context, info }: ResolverData<RequestContext>, groups: string[]): boolean {
    const delegate = isGuardedByScopes(info) ? findMemberOf(context) : undefined;
    const member = delegate ?? requireMember(context);
    if (groups.length > 0 && !groups.some((group) => member.claims.groups.includes(group)))
      throw groupMissing();
    return true;
  }
}

/** Whether the access token has the group. */
export function isInGroup({ claims }: Pick<Member, "claims">, group: GroupName): boolean {
  return claims.groups.includes(group);
}
