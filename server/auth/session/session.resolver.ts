import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import type { AuthContext } from "../context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import {
  RefreshSessionResult,
  RevokeSessionResult,
  SignOutEverywhereResult,
  SignOutResult,
} from "../shared/auth-results.type.ts";
import { refreshSession } from "./refresh-session.ts";
import { RefreshSessionInput, RevokeSessionInput, SignOutEverywhereInput } from "./session.input.ts";
import { type SignedIn, SignedOut } from "./session.type.ts";
import { revokeSession, signOut, signOutEverywhere } from "./sign-out.ts";

@Resolver()
export class SessionResolver {
  @Extensions(accountMutation)
  @Mutation(() => RefreshSessionResult, {
    description:
      "A new access token for a refresh token, which is replaced too. The one before stays good for a short time (30 seconds in the pool that Cruddur provisions), so that an answer that got lost loses no session; used later than that it ends the session, since somebody has a copy.",
  })
  async refreshSession(
    @Arg("input", () => RefreshSessionInput, {
      nullable: true,
      description: "The refresh token; absent for a cookie.",
    })
    input: RefreshSessionInput | null,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | Rejected> {
    return await refreshSession(context, input?.refreshToken ?? undefined);
  }

  @Extensions(accountMutation)
  @Mutation(() => SignOutResult, {
    description:
      "Ends the session of the access token and of the cookie: both are refused from now on, everywhere within a second. Does nothing for a guest.",
  })
  async signOut(@Ctx() context: AuthContext): Promise<SignedOut | Rejected> {
    await signOut(context);
    return new SignedOut(context.clock().toISOString());
  }

  @Extensions(accountMutation)
  @Mutation(() => SignOutEverywhereResult, {
    description:
      "Ends all sessions of the person, on every device. Wants an access token. All of their tokens are refused from now on, everywhere within a second.",
  })
  async signOutEverywhere(
    @Arg("input", () => SignOutEverywhereInput, {
      nullable: true,
      description: "Whether this session goes on; absent: it ends too.",
    })
    input: SignOutEverywhereInput | null,
    @Ctx() context: AuthContext,
  ): Promise<SignedOut | Rejected> {
    await signOutEverywhere(context, { exceptCurrent: input?.exceptCurrent ?? false });
    return new SignedOut(context.clock().toISOString());
  }

  @Extensions(accountMutation)
  @Mutation(() => RevokeSessionResult, {
    description:
      "Ends one session of the person, of those in `viewer.sessions`. Wants an access token. NOT_FOUND where they have no such session.",
  })
  async revokeSession(
    @Arg("input", () => RevokeSessionInput, { description: "Which." }) input: RevokeSessionInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedOut | Rejected> {
    if (await revokeSession(context, input.sessionId)) return new SignedOut(context.clock().toISOString());
    return new Rejected([
      { code: "NOT_FOUND", message: "There is no such session. It may have ended.", field: "sessionId" },
    ]);
  }
}
