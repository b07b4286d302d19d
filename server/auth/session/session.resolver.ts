import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import type { AuthContext } from "../context.ts";
import { refreshSession } from "./refresh-session.ts";
import { RefreshSessionInput, RevokeSessionInput } from "./session.input.ts";
import {
  RefreshSessionResult,
  RevokeSessionResult,
  type SignedIn,
  SignedOut,
  SignOutResult,
} from "./session.type.ts";
import { revokeSession, signOut } from "./sign-out.ts";

@Resolver()
export class SessionResolver {
  @Extensions(accountMutation)
  @Mutation(() => RefreshSessionResult, {
    description:
      "Exchanges a refresh token for a new access token and a new refresh token. The old refresh token stays valid for a short time (30 seconds in the pool that Cruddur provisions), so that a lost response does not lose the session. A later use ends the session, since somebody has a copy of the token.",
  })
  async refreshSession(
    @Arg("input", () => RefreshSessionInput, {
      nullable: true,
      description: "The refresh token. If absent, the one in the cookie is used.",
    })
    input: RefreshSessionInput | null,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | Rejected> {
    return await refreshSession(context, input?.refreshToken ?? undefined);
  }

  @Extensions(accountMutation)
  @Mutation(() => SignOutResult, {
    description:
      "Ends the session of the access token and that of the cookie. Every node refuses their tokens within a second. Does nothing for a guest.",
  })
  async signOut(@Ctx() context: AuthContext): Promise<SignedOut | Rejected> {
    await signOut(context);
    return new SignedOut(context.clock().toISOString());
  }

  @Extensions(accountMutation)
  @Mutation(() => RevokeSessionResult, {
    description:
      "Ends one of the sessions in `viewer.sessions`. Rejected with NOT_FOUND if the viewer has no such session. Requires an access token.",
  })
  async revokeSession(
    @Arg("input", () => RevokeSessionInput, { description: "The session to end." }) input: RevokeSessionInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedOut | Rejected> {
    if (await revokeSession(context, input.sessionId)) return new SignedOut(context.clock().toISOString());
    return new Rejected([
      {
        code: "NOT_FOUND",
        message: "You have no such session. It may have ended already.",
        field: "sessionId",
      },
    ]);
  }
}
