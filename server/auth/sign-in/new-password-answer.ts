import { z } from "zod";
import type { AuthContext } from "../context.ts";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { handleRule, reserveHandle } from "../../users/handles.ts";
import { nameRule, newPasswordRule } from "../shared/auth-input.ts";

export type NewPasswordAnswer = {
  newPassword: string;
  name?: string | undefined;
  handle?: string | undefined;
};

/** The rules of an answer to NEW_PASSWORD_REQUIRED: a password, and what the account lacks. */
export function newPasswordAnswerRules(requiredAttributes: string[]): z.ZodType<NewPasswordAnswer> {
  return z.object({
    newPassword: z.string("Choose a password.").pipe(newPasswordRule),
    name: requiredAttributes.includes("name") ? z.string("Write a name.").pipe(nameRule) : unasked,
    handle: requiredAttributes.includes("preferred_username")
      ? z.string("Choose a handle.").pipe(handleRule)
      : unasked,
  });
}

/** What was not asked for is not taken: an account's attributes change by other mutations. */
const unasked = z
  .unknown()
  .optional()
  .transform(() => undefined);

/** Holds the handle of the answer, where it has one. */
export async function holdHandle(
  { db, clock }: Pick<AuthContext, "db" | "clock">,
  email: string,
  { handle }: NewPasswordAnswer,
): Promise<boolean> {
  if (handle === undefined) return true;
  const now = clock();
  const held = await reserveHandle(db, {
    handle,
    email,
    now,
    until: new Date(now.getTime() + confirmationCodeLifetimeMs),
  });
  return held !== undefined;
}

/** The answer in the pool's words. */
export function toAttributes({ name, handle }: NewPasswordAnswer): Record<string, string> {
  return {
    ...(name !== undefined && { name }),
    ...(handle !== undefined && { preferred_username: handle }),
  };
}
