import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { RefreshSessionResult, SignedIn, SignedOut, SignOutResult } from "./auth-results.type.ts";
import { refreshSession } from "./refresh-session.ts";
import { RefreshSessionInput } from "./sign-in.input.ts";
import { signOut } from "./sign-out.ts";

@Resolver()
export class SessionResolver {
  @Mutation(() => RefreshSessionResult, {
    description:
      "A new access token for a refresh token, which is replaced too. The one before stays good for a short time (30 seconds in the pool that Cruddur provisions), so that an answer that got lost loses no session.",
  })
  async refreshSession(
    @Arg("input", () => RefreshSessionInput, {
      nullable: true,
      description: "The refresh token; absent for a cookie.",
    })
    input: RefreshSessionInput | null,
    @Ctx() context: Context,
  ): Promise<SignedIn | Rejected> {
    const session = await refreshSession(context, input?.refreshToken ?? undefined);
    if (session) return new SignedIn(session);
    return new Rejected([{ code: "SESSION_EXPIRED", message: "There is no session to refresh. Sign in." }]);
  }

  @Mutation(() => SignOutResult, {
    description:
      "Ends the session of the access token and of the cookie: both are refused from now on, everywhere within a second. Does nothing for a guest.",
  })
  async signOut(@Ctx() context: Context): Promise<SignedOut | Rejected> {
    await signOut(context);
    return new SignedOut(context.clock().toISOString());
  }
}
