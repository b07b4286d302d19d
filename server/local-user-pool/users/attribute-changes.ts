import { and, eq, inArray } from "drizzle-orm";
import { mergeAttributes } from "./attributes.ts";
import type { Attributes } from "./attributes.ts";
import { deliveredTo } from "../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../codes/code-delivery.ts";
import { issueCode } from "../codes/codes.ts";
import { aliasExists, userDoesNotExist } from "../protocol/exceptions.ts";
import { codes } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import type { PostMail } from "../mail/transaction.ts";
import { lockUser, updateUser } from "./users.ts";
import { isTaken, replaceSignInNames } from "./sign-in-names.ts";

/**
 * Changes a user's attributes. A new e-mail address gets a code: where the pool wants it verified first, the old address
 * stays until that code comes back; else the new one takes its place at once, unverified.
 *
 * @param changed has been checked; an empty value deletes.
 * @returns where codes went.
 * @throws UserPoolException AliasExistsException where a new name belongs to somebody else.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
export async function changeAttributes(
  tx: Database,
  post: PostMail,
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
  const waits = isNewAddress && verifiesFirst(pool);
  await replaceAttributes(tx, pool, user, waits ? others : changed, now);
  if (email === undefined || !isNewAddress) return [];
  if (waits && (await isTaken(tx, pool, user, email))) throw aliasExists("email");
  if (!waits && !pool.settings.AutoVerifiedAttributes?.includes("email")) return [];
  await issueCode(tx, post, pool, user, { purpose: "verify_attribute", attribute: "email" }, email, now);
  return [deliveredTo(email)];
}

/** Sets attributes, forgets the codes that were on their way for them, and lets the sign-in names follow. */
export async function replaceAttributes(
  tx: Database,
  pool: UserPool,
  user: User,
  changed: Attributes,
  now: Date,
): Promise<void> {
  const attributes = mergeAttributes(user.attributes, changed);
  const updated = await updateUser(tx, user.id, { attributes }, now);
  await replaceSignInNames(tx, pool, updated);
  const names = Object.keys(changed);
  if (names.length === 0) return;
  const isOutdated = and(eq(codes.purpose, "verify_attribute"), inArray(codes.attribute, names));
  await tx.delete(codes).where(and(eq(codes.userId, user.id), isOutdated));
}

/** Whether a new address has to be verified before it replaces the old one. */
export function verifiesFirst({ settings }: UserPool): boolean {
  return (
    settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes("email") ??
    false
  );
}
