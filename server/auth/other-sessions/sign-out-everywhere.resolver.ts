import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { endAllSessionsHere } from "../../sessions/sessions.ts";
import { findMember } from "../../users/find-member.ts";
import type { AuthContext } from "../context.ts";
import { currentDeviceKeys } from "../devices/current-device-keys.ts";
import { forgetDevices } from "../devices/forget-devices.ts";
import { SignedIn, SignedOut } from "../session/session.type.ts";
import { lacksPassword } from "../shared/lacks-password.ts";
import { toRejected, wrongPassword } from "../shared/problems.ts";
import { ChallengeRequired } from "../sign-in/challenge.type.ts";
import { checkPassword } from "../shared/check-password.ts";
import { endOtherSessions, endOtherSessionsWithoutPassword } from "./end-other-sessions.ts";
import { signOutAtPool } from "./sign-out-at-pool.ts";
import { SignOutEverywhereInput } from "./sign-out-everywhere.input.ts";
import { SignOutEverywhereResult } from "./sign-out-everywhere.type.ts";

@Resolver()
export class SignOutEverywhereResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignOutEverywhereResult, {
    description:
      "Ends all sessions of the viewer, on every device and at the user pool, of every app client, and forgets the remembered devices. Every node refuses their tokens within a second. With `exceptCurrent` the current session goes on: `SignedIn` has its new access token, `ChallengeRequired` asks for the second factor first, or of an account without a password for another first factor. `SignedOut` with `exceptCurrent` means that the user pool did not respond: the current session goes on until its access token expires. Requires an access token.",
  })
  async signOutEverywhere(
    @Arg("input", () => SignOutEverywhereInput, {
      nullable: true,
      description: "Whether the current session goes on. If absent, it ends too.",
    })
    input: SignOutEverywhereInput | null,
    @Ctx() context: AuthContext,
  ): Promise<SignedOut | SignedIn | ChallengeRequired | Rejected> {
    const member = requireMember(context);
    const user = await findMember(context, member);
    if (!input?.exceptCurrent) {
      await endAllSessionsHere(context, user);
      context.refreshTokenCookie.clear();
      await forgetDevices(context, user);
      await signOutAtPool(context, member);
      return new SignedOut(context.clock().toISOString());
    }
    const { password } = input;
    const isGiven = password !== undefined && password !== null && password !== "";
    try {
      const refused = isGiven
        ? await refuseWrongPassword(context, member, password)
        : await refuseMissingPassword(context, member);
      if (refused) return refused;
    } catch (error) {
      return toRejected(error);
    }
    await forgetDevices(context, user, await currentDeviceKeys(context, member));
    const { session, challenge } = isGiven
      ? await endOtherSessions(context, member, { user, password })
      : await endOtherSessionsWithoutPassword(context, member, user);
    if (session) return new SignedIn(session);
    return challenge ? new ChallengeRequired(challenge) : new SignedOut(context.clock().toISOString());
  }
}

async function refuseWrongPassword(
  context: AuthContext,
  member: Member,
  password: string,
): Promise<Rejected | undefined> {
  const checked = await checkPassword(context, member, password);
  if (checked instanceof Rejected) return checked;
  return checked ? undefined : new Rejected([wrongPassword("password")]);
}

/** An account without a password goes on by what else it signs in with. */
async function refuseMissingPassword(context: AuthContext, member: Member): Promise<Rejected | undefined> {
  const lacks = await lacksPassword(context, member);
  if (lacks instanceof Rejected) return lacks;
  if (lacks) return undefined;
  return new Rejected([
    {
      code: "INVALID_INPUT",
      message: "Enter the password: the user pool ends all sign-ins, and this one goes on by a new one.",
      field: "password",
    },
  ]);
}
