import { and, eq, inArray } from "drizzle-orm";
import { toCodeDeliveryDetails } from "../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../codes/code-delivery.ts";
import { issueCode } from "../codes/codes.ts";
import type { QueueMail } from "../mail/transaction-with-mail.ts";
import { aliasExists, userDoesNotExist } from "../protocol/exceptions.ts";
import { codes } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { mergeAttributes } from "./attributes.ts";
import type { Attributes } from "./attributes.ts";
import { isNameTaken, updateSignInNames } from "./sign-in-names.ts";
import { lockUser, updateUser } from "./users.ts";

/**
 * Changes a user's attributes. A new e-mail address gets a verification code. If the pool requires verification
 * before update, the old address stays until the code is confirmed; otherwise the new address replaces it at once,
 * unverified.
 *
 * @param changed checked changes; an empty value deletes the attribute.
 * @returns the deliveries of codes.
 * @throws UserPoolException AliasExistsException where a new alias belongs to another user.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
export async function changeAttributes(
  tx: Database,
  queueMail: QueueMail,
  pool: UserPool,
  { id }: User,
  changed: Attributes,
  now: Date,
): Promise<CodeDeliveryDetails[]> {
  const user = await lockUser(tx, id);
  if (!user) throw userDoesNotExist();
  const { email, ...others } = changed;
  const isNewAddress =
    Boolean(email) && email !== user.attributes["email"] && changed["email_verified"] !== "true";
  const isDeferred = isNewAddress && requiresVerificationBeforeUpdate(pool);
  await writeAttributes(tx, pool, user, isDeferred ? others : changed, now);
  if (email === undefined || !isNewAddress) return [];
  if (isDeferred && (await isNameTaken(tx, pool, user, email))) throw aliasExists("email");
  if (!isDeferred && !pool.settings.AutoVerifiedAttributes?.includes("email")) return [];
  await issueCode(tx, queueMail, pool, user, { purpose: "verify_attribute", attribute: "email" }, email, now);
  return [toCodeDeliveryDetails(email)];
}

/** Writes attributes, updates the sign-in names, and deletes pending verification codes of the changed attributes. */
export async function writeAttributes(
  tx: Database,
  pool: UserPool,
  user: User,
  changed: Attributes,
  now: Date,
): Promise<void> {
  const attributes = mergeAttributes(user.attributes, changed);
  const updated = await updateUser(tx, user.id, { attributes }, now);
  await updateSignInNames(tx, pool, updated);
  const names = Object.keys(changed);
  if (names.length === 0) return;
  const isOutdated = and(eq(codes.purpose, "verify_attribute"), inArray(codes.attribute, names));
  await tx.delete(codes).where(and(eq(codes.userId, user.id), isOutdated));
}

/** Whether a new e-mail address must be verified before it replaces the old one. */
export function requiresVerificationBeforeUpdate({ settings }: UserPool): boolean {
  return (
    settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes("email") ??
    false
  );
}
