import type { AuthCheckerInterface, ResolverData } from "type-graphql";
import { type RequestContext, requireMember } from "./context.ts";
import { forbidden } from "./errors.ts";
import type { Member } from "./identity.ts";

/**
 * Enforces `@Authorized()` on a field, which requires an access token, and
 * `@Authorized<GroupName>("moderators")`, which requires one with any of the groups. Only the claims of the
 * verified token count.
 */
export class AuthChecker implements AuthCheckerInterface<RequestContext> {
  check({ context }: ResolverData<RequestContext>, groups: string[]): boolean {
    const member = requireMember(context);
    if (groups.length > 0 && !groups.some((group) => isInGroup(member, group))) throw forbidden();
    return true;
  }
}

/** Whether the access token has the group. */
export function isInGroup({ claims }: Pick<Member, "claims">, group: string): boolean {
  return claims.groups.includes(group);
}
