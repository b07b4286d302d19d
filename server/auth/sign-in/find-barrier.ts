import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { type AttemptContext, countAttempt } from "../shared/attempts.ts";
import { fromPool, toConfirmationDelivery } from "../shared/code-delivery.ts";
import type { Identifier } from "../shared/identifier.ts";
import { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";

type BarrierContext = Pick<AuthContext, "userPool" | "poolProfile" | "log"> & AttemptContext;

/**
 * What an account must do before it can sign in, where the pool says so. It does only after a right first factor.
 *
 * @returns undefined for another error.
 */
export async function findBarrier(
  context: BarrierContext,
  identifier: Identifier,
  { code }: UserPoolError,
): Promise<ConfirmationRequired | PasswordResetRequired | undefined> {
  if (code === "NOT_CONFIRMED") return await requireConfirmation(context, identifier);
  return code === "PASSWORD_RESET_REQUIRED" ? new PasswordResetRequired(identifier.value) : undefined;
}

async function requireConfirmation(
  context: BarrierContext,
  identifier: Identifier,
): Promise<ConfirmationRequired> {
  const { value: username, key } = identifier;
  if (await countAttempt(context, "mail", key)) return new ConfirmationRequired(username, null);
  try {
    const sent = await context.userPool.resendConfirmationCode({ username });
    const delivery = sent ? fromPool(sent) : toConfirmationDelivery(context.poolProfile(), identifier);
    return new ConfirmationRequired(username, delivery);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    context.log.info({ code: error.code }, "confirmation code not resent");
    return new ConfirmationRequired(username, null);
  }
}
