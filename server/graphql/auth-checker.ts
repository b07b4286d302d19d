import type { AuthCheckerInterface, ResolverData } from "type-graphql";
import type { GroupName } from "../users/group.type.ts";
import { type Context, type Member, requireMember } from "./context.ts";
import { forbidden } from "./errors.ts";

/**
 * `@Authorized()` on a field wants an access token; `@Authorized<GroupName>("moderators")` wants it to be of somebody in
 * one of the groups. What counts is the verified token alone.
 */
export class AuthChecker implements AuthCheckerInterface<Context, GroupName> {
  check({ context }: ResolverData<Context>, groups: GroupName[]): boolean {
    const member = requireMember(context);
    if (groups.length > 0 && !groups.some((group) => isIn(member, group))) throw forbidden();
    return true;
  }
}

export function isIn({ claims }: Pick<Member, "claims">, group: GroupName): boolean {
  return claims.groups.includes(group);
}
