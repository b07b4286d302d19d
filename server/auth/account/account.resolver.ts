import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { requireMember } from "../../graphql/context.ts";
import type { Member } from "../../graphql/identity.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { displayNameRule, paragraphsRule } from "../../graphql/text-rules.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { findMember } from "../../users/find-member.ts";
import { handleRule } from "../../users/handles.ts";
import { toViewer, type Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { requireRecentSignIn } from "../session/recent-sign-in.ts";
import { requireUserScope } from "../session/require-user-scope.ts";
import { countAttempt, resetAttempts } from "../shared/attempts.ts";
import { checkPassword } from "../shared/check-password.ts";
import { forgetDevice, rememberDevice } from "../shared/device-cookie.ts";
import { toCodeDelivery } from "../shared/code-delivery.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";
import { codeRule, newEmailRule } from "../shared/input-rules.ts";
import { lacksPassword } from "../shared/lacks-password.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { invalidOrExpiredCode, toRejected, wrongPassword } from "../shared/problems.ts";
import {
  ChangeEmailInput,
  ConfirmEmailInput,
  DeleteAccountInput,
  UpdateProfileInput,
} from "./account.input.ts";
import {
  AccountDeleted,
  ChangeEmailResult,
  ConfirmEmailResult,
  DeleteAccountResult,
  UpdateProfileResult,
} from "./account.type.ts";
import { changeEmail, confirmEmail, verifyOwnEmail } from "./change-email.ts";
import { deleteAccount, finishDeletion } from "./delete-account.ts";
import { updateProfile } from "./update-profile.ts";

const maximumBioLength = 280;
const absent = z.null().transform(() => undefined);
const profileRules = z.object({
  name: displayNameRule.or(absent).optional(),
  handle: handleRule.or(absent).optional(),
  bio: paragraphsRule(maximumBioLength)
    .or(absent)
    .optional()
    .transform((bio) => (bio === "" ? null : bio)),
});
const changeEmailRules = ({ isCaseSensitive }: PoolProfile) =>
  z.object({ email: newEmailRule(isCaseSensitive) });
/** A pool that verifies no addresses would replace the address at once, without a code. */
function takesNewAddress({ attributes, verifiedAttributes }: PoolProfile): boolean {
  const isMutable = attributes.find(({ name }) => name === "email")?.isMutable !== false;
  return isMutable && verifiedAttributes.includes("email");
}

const confirmEmailRules = z.object({ code: codeRule });

@Resolver()
export class AccountResolver {
  @Extensions(accountMutation)
  @Mutation(() => UpdateProfileResult, {
    description: "Changes the viewer's public profile. Requires an access token.",
  })
  async updateProfile(
    @Arg("input", () => UpdateProfileInput, { description: "The changes." }) input: UpdateProfileInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const member = requireMember(context);
    const checked = checkInput(profileRules, input);
    if (!checked.ok) return checked.rejected;
    const given = Object.entries(checked.value).filter(([, value]) => value !== undefined);
    try {
      const updated = await limitAction(
        context,
        "profile",
        member.userId,
        async () => await updateProfile(context, member, Object.fromEntries(given)),
      );
      return updated instanceof Rejected ? updated : toViewer(updated, member);
    } catch (error) {
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => ChangeEmailResult, {
    description:
      "Mails a code to a new address. The old address stays until `confirmEmail`. Also takes the viewer's own address while it is not verified. Requires an access token and a sign-in within the last five minutes.",
  })
  async changeEmail(
    @Arg("input", () => ChangeEmailInput, { description: "The address." }) input: ChangeEmailInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const member = requireRecentSignIn(context);
    if (member instanceof Rejected) return member;
    const profile = context.poolProfile();
    const refused = requireUserScope(member);
    if (refused) return refused;
    const checked = checkInput(changeEmailRules(profile), input);
    if (!checked.ok) return checked.rejected;
    const { email } = checked.value;
    const user = await findMember(context, member);
    return await withMinimumDuration(context, async () => {
      const tooMany =
        (await countAttempt(context, "mail", member.userId)) ?? (await countAttempt(context, "mail", email));
      if (tooMany) return tooMany;
      try {
        // A case-sensitive pool may have it in capitals.
        const isOwn = email.toLowerCase() === user.email?.toLowerCase();
        if (!isOwn && !takesNewAddress(profile))
          return new Rejected([
            { code: "NOT_SUPPORTED", message: "The user pool does not let people change their address." },
          ]);
        if (!isOwn) await changeEmail(context, member, email);
        else if (!(await verifyOwnEmail(context, member, user)))
          return new Rejected([
            { code: "INVALID_INPUT", message: "This is already your address.", field: "email" },
          ]);
        return new CodeSent(email, toCodeDelivery("email", email));
      } catch (error) {
        if (error instanceof UserPoolError && error.code === "INVALID_PARAMETER")
          return new Rejected([
            {
              code: "INVALID_INPUT",
              message: "The user pool does not accept this address. Use another.",
              field: "email",
            },
          ]);
        return toRejected(error);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmEmailResult, {
    description:
      "Replaces the old address by the new one, or verifies the viewer's own, with the code that `changeEmail` mailed. Requires an access token.",
  })
  async confirmEmail(
    @Arg("input", () => ConfirmEmailInput, { description: "The code." }) input: ConfirmEmailInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const member = requireMember(context);
    const refused = requireUserScope(member);
    if (refused) return refused;
    const checked = checkInput(confirmEmailRules, input);
    if (!checked.ok) return checked.rejected;
    const tooMany = await countAttempt(context, "code", `email ${member.userId}`);
    if (tooMany) return tooMany;
    return await withMinimumDuration(context, async () => {
      try {
        const user = await confirmEmail(context, member, checked.value.code);
        await resetAttempts(context, "code", `email ${member.userId}`);
        // The browser was known by the old address.
        if (context.deviceCookie.read() !== undefined && user.email !== null)
          rememberDevice(context, user.email);
        return toViewer(user, member);
      } catch (error) {
        const isRefused =
          error instanceof UserPoolError &&
          error.code !== "ACCESS_TOKEN_REFUSED" &&
          (isRefusal(error) || error.code === "USER_EXISTS");
        return isRefused ? new Rejected([invalidOrExpiredCode()]) : toRejected(error);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => DeleteAccountResult, {
    description:
      "Permanently deletes the viewer's account, with its posts, replies and likes. Requires an access token and a sign-in within the last five minutes.",
  })
  async deleteAccount(
    @Arg("input", () => DeleteAccountInput, { description: "The password." })
    input: DeleteAccountInput,
    @Ctx() context: AuthContext,
  ): Promise<AccountDeleted | Rejected> {
    const member = requireRecentSignIn(context);
    if (member instanceof Rejected) return member;
    const user = await findMember(context, member);
    try {
      if (!(await finishDeletion(context, member, user))) {
        const refused = await refuseDeletion(context, member, input.password ?? "");
        if (refused) return refused;
        await deleteAccount(context, member, user);
      }
    } catch (error) {
      return toRejected(error);
    }
    context.refreshTokenCookie.clear();
    forgetDevice(context, user.email ?? member.claims.username);
    if (context.signUpCookie.read() !== undefined) context.signUpCookie.clear();
    return new AccountDeleted(context.clock().toISOString());
  }
}

/**
 * Whether the password of a deletion is wrong, or missing though the account has one. For an account without a password its
 * sign-in of the last five minutes must do.
 */
async function refuseDeletion(
  context: AuthContext,
  member: Member,
  password: string,
): Promise<Rejected | undefined> {
  if (password === "") {
    const lacks = await lacksPassword(context, member);
    if (lacks instanceof Rejected) return lacks;
    if (lacks) return undefined;
  }
  const checked = await checkPassword(context, member, password);
  if (checked instanceof Rejected) return checked;
  return checked ? undefined : new Rejected([wrongPassword("password")]);
}
