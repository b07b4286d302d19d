import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { requireMember } from "../../graphql/context.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { endAllSessions } from "../../sessions/end-sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { toViewer, type Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { forgetDevices } from "../devices/forget-devices.ts";
import { deleteRecoveryCodes } from "../recovery-codes/recovery-codes.ts";
import { usePasskeysAsBothFactors } from "../passkeys/passkeys-as-both-factors.ts";
import { requireRecentSecondFactor } from "../session/recent-sign-in.ts";
import { requireUserScope } from "../session/require-user-scope.ts";
import { totpDisabled, totpEnabled } from "../shared/account-notices.ts";
import { countAttempt, resetAttempts } from "../shared/attempts.ts";
import { nameRule } from "../../graphql/text-rules.ts";
import { codeRule } from "../shared/input-rules.ts";
import { invalidOrExpiredCode, toRejected } from "../shared/problems.ts";
import { otpauthUri } from "./otpauth-uri.ts";
import { ConfirmTotpInput } from "./totp.input.ts";
import { ConfirmTotpResult, DisableTotpResult, SetUpTotpResult, TotpSetUp } from "./totp.type.ts";

const rules = z.object({
  code: codeRule.pipe(z.string().regex(/^\d{6}$/, "The code has six digits.")),
  deviceName: nameRule.nullish().transform((name) => name ?? undefined),
});

@Resolver()
export class TotpResolver {
  @Extensions(accountMutation)
  @Mutation(() => SetUpTotpResult, {
    description:
      "Creates a secret for an authenticator app. It takes effect with `confirmTotp`. Requires an access token and a sign-in within the last five minutes.",
  })
  async setUpTotp(@Ctx() context: AuthContext): Promise<TotpSetUp | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member } = checked;
      const refused = requireUserScope(member);
      if (refused) return refused;
      const { email, handle } = await findMember(context, member);
      const { secret } = await context.userPool.associateTotp({ accessToken: member.accessToken });
      return new TotpSetUp(secret, otpauthUri(email ?? handle, secret));
    } catch (error) {
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmTotpResult, {
    description:
      "Enables the authenticator app of `setUpTotp`, with one of its codes. From now on a sign-in asks for a code. All other sessions end: they did not ask for one. Requires an access token.",
  })
  async confirmTotp(
    @Arg("input", () => ConfirmTotpInput, { description: "The code." }) input: ConfirmTotpInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const member = requireMember(context);
    const refused = requireUserScope(member);
    if (refused) return refused;
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const user = await findMember(context, member);
    const tooMany = await countAttempt(context, "code", `totp ${member.userId}`);
    if (tooMany) return tooMany;
    try {
      const enabled = await limitAction(context, "notice", member.userId, async () => {
        await context.userPool.verifyTotp({ accessToken: member.accessToken }, checked.value);
        await context.userPool.setTotpEnabled(member, { enabled: true });
        await usePasskeysAsBothFactors(context, member);
      });
      if (enabled instanceof Rejected) return enabled;
    } catch (error) {
      const isWrong =
        error instanceof UserPoolError &&
        (error.code === "CODE_MISMATCH" ||
          error.code === "CODE_EXPIRED" ||
          error.code === "INVALID_PARAMETER");
      return isWrong ? new Rejected([invalidOrExpiredCode()]) : toRejected(error);
    }
    await resetAttempts(context, "code", `totp ${member.userId}`);
    await endAllSessions(context, user, member.claims.originJti);
    await forgetDevices(context, user);
    context.notices.send(user.email, totpEnabled, context.acceptLanguage);
    return toViewer(user, member);
  }

  @Extensions(accountMutation)
  @Mutation(() => DisableTotpResult, {
    description:
      "Disables the authenticator app: a sign-in no longer asks for a code, and the recovery codes become invalid. Requires an access token and a sign-in within the last five minutes, which the code was entered for: else REAUTHENTICATION_REQUIRED.",
  })
  async disableTotp(@Ctx() context: AuthContext): Promise<Viewer | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member, isTotpEnabled } = checked;
      const user = await findMember(context, member);
      if (!isTotpEnabled) return toViewer(user, member);
      return await limitAction(context, "notice", member.userId, async () => {
        await context.userPool.setTotpEnabled(member, { enabled: false });
        await deleteRecoveryCodes(context.db, member.userId);
        await forgetDevices(context, user);
        context.notices.send(user.email, totpDisabled, context.acceptLanguage);
        return toViewer(user, member);
      });
    } catch (error) {
      return toRejected(error);
    }
  }
}
