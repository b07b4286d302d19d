import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { requireMember } from "../../graphql/context.ts";
import type { AuthContext } from "../context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { toViewer, type Viewer } from "../../users/viewer.type.ts";
import { nameRule } from "../shared/auth-input.ts";
import {
  ConfirmTotpResult,
  DisableTotpResult,
  SetUpTotpResult,
  TotpSetUp,
} from "../shared/auth-results.type.ts";
import { countAttempt, resetAttempts } from "../shared/attempts.ts";
import { totpDisabled, totpEnabled } from "../shared/account-notices.ts";
import { otpauthUri } from "./otpauth-uri.ts";
import { requireRecentSignIn } from "../session/recent-sign-in.ts";
import { invalidOrExpiredCode, toRejected } from "../shared/problems.ts";
import { ConfirmTotpInput } from "./totp.input.ts";

const rules = z.object({
  code: z
    .string()
    .transform((code) => code.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "The code is six digits.")),
  deviceName: nameRule.nullish().transform((name) => name ?? undefined),
});

@Resolver()
export class TotpResolver {
  @Extensions(accountMutation)
  @Mutation(() => SetUpTotpResult, {
    description:
      "Gives a secret for an authenticator app. Nothing changes until `confirmTotp`. Wants an access token, and a sign-in that is not older than five minutes.",
  })
  async setUpTotp(@Ctx() context: AuthContext): Promise<TotpSetUp | Rejected> {
    const member = requireRecentSignIn(context);
    if (member instanceof Rejected) return member;
    const { email } = await findMember(context, member);
    try {
      const { secret } = await context.userPool.associateTotp({ accessToken: member.accessToken });
      return new TotpSetUp(secret, otpauthUri(email, secret));
    } catch (error) {
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmTotpResult, {
    description:
      "Takes the secret of `setUpTotp` into use, by a code of it: from now on a sign-in asks for one. Wants an access token.",
  })
  async confirmTotp(
    @Arg("input", () => ConfirmTotpInput, { description: "The code." }) input: ConfirmTotpInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const member = requireMember(context);
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const user = await findMember(context, member);
    const tooMany = await countAttempt(context, "code", `totp ${member.userId}`);
    if (tooMany) return tooMany;
    try {
      await context.userPool.verifyTotp({ accessToken: member.accessToken }, checked.value);
      await context.userPool.setTotpEnabled({ accessToken: member.accessToken, enabled: true });
    } catch (error) {
      const isWrong =
        error instanceof UserPoolError &&
        (error.code === "CODE_MISMATCH" ||
          error.code === "CODE_EXPIRED" ||
          error.code === "INVALID_PARAMETER");
      return isWrong ? new Rejected([invalidOrExpiredCode()]) : toRejected(error);
    }
    await resetAttempts(context, "code", `totp ${member.userId}`);
    context.notices.send(user.email, totpEnabled);
    return toViewer(user, member);
  }

  @Extensions(accountMutation)
  @Mutation(() => DisableTotpResult, {
    description:
      "Signing in asks for no code any more. Wants an access token, and a sign-in that is not older than five minutes, for which the code was entered.",
  })
  async disableTotp(@Ctx() context: AuthContext): Promise<Viewer | Rejected> {
    const member = requireRecentSignIn(context);
    if (member instanceof Rejected) return member;
    const user = await findMember(context, member);
    try {
      await context.userPool.setTotpEnabled({ accessToken: member.accessToken, enabled: false });
    } catch (error) {
      return toRejected(error);
    }
    context.notices.send(user.email, totpDisabled);
    return toViewer(user, member);
  }
}
