import type { AuthCheckerInterface, ResolverData } from "type-graphql";
import { type RequestContext, requireMember } from "./context.ts";
import { forbidden } from "./errors.ts";
import type { Member } from "./identity.ts";

/**
 * `@Authorized()` on a field requires an access token; `@Authorized<GroupName>("moderators")` requires a member of one of
 * the groups. Only the verified token's claims count.
 */
export class AuthChecker implements AuthCheckerInterface<RequestContext> {
  check({ context }: ResolverData<RequestContext>, groups: string[]): boolean {
    const member = requireMember(context);
    if (groups.length > 0 && !groups.some((group) => isInGroup(member, group))) throw forbidden();
    return true;
  }
}

export function isInGroup({ claims }: Pick<Member, "claims">, group: string): boolean {
  return claims.groups.includes(group);
}
