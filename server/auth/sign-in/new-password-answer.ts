import { z } from "zod";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import type { PasswordPolicy } from "../../user-pool/profile/pool-profile.ts";
import { chosenHandleRule } from "../../users/handles.ts";
import { displayNameRule, refuseStackedMarks } from "../../graphql/text-rules.ts";
import { newPasswordRule } from "../shared/password-rules.ts";
import { type HandleContext, reserveFreeHandle } from "../shared/reserve-free-handle.ts";

export type NewPasswordAnswer = {
  newPassword: string;
  name?: string | undefined;
  handle?: string | undefined;
  /** By the pool's names. */
  attributes?: Record<string, string> | undefined;
};

/**
 * The rules for an answer to NEW_PASSWORD_REQUIRED: a password, and the attributes that the account lacks.
 */
export function newPasswordAnswerRules(
  passwordPolicy: PasswordPolicy,
  requiredAttributes: string[],
): z.ZodType<NewPasswordAnswer> {
  return z.object({
    newPassword: z.string("Choose a password.").pipe(newPasswordRule(passwordPolicy)),
    name: requiredAttributes.includes("name") ? z.string("Enter a name.").pipe(displayNameRule) : ignored,
    handle: requiredAttributes.includes("preferred_username")
      ? z.string("Choose a handle.").pipe(chosenHandleRule)
      : ignored,
    attributes: attributesRule(requiredAttributes.filter((name) => !ownFields.has(name))),
  });
}

const ownFields = new Set(["name", "preferred_username"]);

/** Values for all of these attributes, and for no other. */
function attributesRule(required: string[]): z.ZodType<Record<string, string> | undefined> {
  if (required.length === 0) return ignored;
  return z
    .array(
      z.object({
        name: z.string(),
        value: z.string().trim().min(1).max(2048).superRefine(refuseStackedMarks),
      }),
    )
    .nullish()
    .transform((given) => given ?? [])
    .transform((given) => new Map(given.map(({ name, value }) => [name, value])))
    .refine((given) => required.every((name) => given.has(name)), `Give a value for ${required.join(", ")}.`)
    .transform((given) => Object.fromEntries(required.map((name) => [name, given.get(name) ?? ""])));
}

/** For attributes that the challenge does not ask for: only other mutations change those. */
const ignored = z
  .unknown()
  .optional()
  .transform(() => undefined);

/**
 * Reserves the handle in an answer, if it has one.
 *
 * @returns false if the handle is taken.
 */
export async function reserveAnsweredHandle(
  context: HandleContext,
  email: string,
  { handle }: NewPasswordAnswer,
): Promise<boolean> {
  if (handle === undefined) return true;
  const wanted = { handle, email, forMs: confirmationCodeLifetimeMs };
  return (await reserveFreeHandle(context, wanted)) !== undefined;
}

/** The attributes in an answer, by the pool's names. */
export function toAttributes({ name, handle, attributes }: NewPasswordAnswer): Record<string, string> {
  return {
    ...attributes,
    ...(name !== undefined && { name }),
    ...(handle !== undefined && { preferred_username: handle }),
  };
}
