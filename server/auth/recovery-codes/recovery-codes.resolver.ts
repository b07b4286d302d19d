import { Ctx, Extensions, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { findMember } from "../../users/find-member.ts";
import { Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { requireRecentSecondFactor } from "../session/recent-sign-in.ts";
import { recoveryCodesCreated } from "../shared/account-notices.ts";
import { toRejected } from "../shared/problems.ts";
import { countRecoveryCodes, replaceRecoveryCodes } from "./recovery-codes.ts";
import { CreateRecoveryCodesResult, RecoveryCodesCreated } from "./recovery-codes.type.ts";

@Resolver(() => Viewer)
export class RecoveryCodesResolver {
  @Extensions(accountMutation)
  @Mutation(() => CreateRecoveryCodesResult, {
    description:
      "Makes ten recovery codes for the day when the authenticator app is lost; all earlier ones become invalid. Rejected with FACTOR_NOT_AVAILABLE if the account has no authenticator app. Requires an access token and a sign-in within the last five minutes, which the code of the app was entered for: else REAUTHENTICATION_REQUIRED.",
  })
  async createRecoveryCodes(@Ctx() context: AuthContext): Promise<RecoveryCodesCreated | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member, isTotpEnabled } = checked;
      if (!isTotpEnabled)
        return new Rejected([
          {
            code: "FACTOR_NOT_AVAILABLE",
            message: "The account has no authenticator app. Set one up first.",
          },
        ]);
      if (!(await context.userPool.mayRemoveTotp()))
        return new Rejected([
          {
            code: "NOT_SUPPORTED",
            message: "This API may not switch an authenticator app off at the user pool.",
          },
        ]);
      const user = await findMember(context, member);
      return await limitAction(context, "notice", member.userId, async () => {
        const codes = await replaceRecoveryCodes(context, member.userId);
        context.notices.send(user.email, recoveryCodesCreated, context.acceptLanguage);
        return new RecoveryCodesCreated(codes);
      });
    } catch (error) {
      return toRejected(error);
    }
  }

  @FieldResolver(() => Int, {
    description: "How many recovery codes are left. `createRecoveryCodes` makes ten new ones.",
  })
  async recoveryCodesLeft(
    @Root() { member }: Viewer,
    @Ctx() { db }: Pick<AuthContext, "db">,
  ): Promise<number> {
    return await countRecoveryCodes(db, member.userId);
  }
}
