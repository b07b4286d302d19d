import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { memberOrGuest } from "../graphql/context.ts";
import type { UsersContext } from "./context.ts";
import { authUnavailable, unauthenticated } from "../graphql/errors.ts";
import { ActiveSession, toActiveSession } from "../sessions/active-session.type.ts";
import { listSessions } from "../sessions/sessions.ts";
import { isInconclusive, isRefusal } from "../user-pool/user-pool-error.ts";
import { findMember } from "./find-member.ts";
import { toViewer, Viewer } from "./viewer.type.ts";

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: "Who is signed in. Null for a guest; a bad access token is an error, never a guest.",
  })
  async viewer(@Ctx() context: UsersContext): Promise<Viewer | null> {
    const member = memberOrGuest(context);
    return member ? toViewer(await findMember(context, member), member) : null;
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether a sign-in asks for a code of an authenticator app. Asked of the user pool each time.",
  })
  async totpEnabled(@Root() { member }: Viewer, @Ctx() { userPool }: UsersContext): Promise<boolean> {
    try {
      return await userPool.isTotpEnabled(member);
    } catch (error) {
      if (isRefusal(error)) throw unauthenticated("TOKEN_INVALID");
      if (isInconclusive(error)) throw authUnavailable(error);
      throw error;
    }
  }

  @FieldResolver(() => [ActiveSession], {
    description: "Where they are signed in, the newest sign-in first. `revokeSession` ends one.",
  })
  async sessions(@Root() { member }: Viewer, @Ctx() { db }: UsersContext): Promise<ActiveSession[]> {
    const rows = await listSessions(db, member.userId);
    return rows.map((row) => toActiveSession(row, member.claims.originJti));
  }
}
