import { and, eq, inArray } from "drizzle-orm";
import { toCodeDeliveryDetails } from "../mail/code-delivery.ts";
import type { Address, AddressAttribute, CodeDeliveryDetails } from "../mail/code-delivery.ts";
import { issueCode } from "../codes/codes.ts";
import type { QueueMail } from "../mail/transaction-with-mail.ts";
import { aliasExists, userDoesNotExist } from "../protocol/exceptions.ts";
import { codes } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { addressAttributes, hasVerified, mergeAttributes } from "./attributes.ts";
import type { Attributes } from "./attributes.ts";
import { isNameTaken, updateSignInNames } from "./sign-in-names.ts";
import { lockUser, updateUser } from "./users.ts";

/**
 * Changes a user's attributes. A new e-mail address or phone number gets a verification code. If the pool requires
 * verification before update, the old one stays until the code is confirmed; otherwise the new one replaces it at once,
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
  const added = findNewAddresses(user, changed);
  const deferred = added.filter(({ attribute }) => requiresVerificationBeforeUpdate(pool, attribute));
  const written = { ...changed };
  for (const { attribute } of deferred) delete written[attribute];
  const updated = await writeAttributes(tx, pool, user, written, now);
  for (const { attribute, value } of deferred) {
    if (await isNameTaken(tx, pool, user, value)) throw aliasExists(attribute);
  }
  const sent = added.filter(
    (address) =>
      deferred.includes(address) || pool.settings.AutoVerifiedAttributes?.includes(address.attribute),
  );
  for (const address of sent) await issueCode(tx, queueMail, pool, updated, "verify_attribute", address, now);
  return sent.map(toCodeDeliveryDetails);
}

/** The addresses that a change adds and does not declare to be verified. */
function findNewAddresses(user: User, changed: Attributes): Address[] {
  return addressAttributes
    .map((attribute) => ({ attribute, value: changed[attribute] ?? "" }))
    .filter(
      ({ attribute, value }) =>
        value !== "" && value !== user.attributes[attribute] && changed[`${attribute}_verified`] !== "true",
    );
}

/**
 * Writes attributes, updates the sign-in names, and deletes pending verification codes of the changed attributes.
 *
 * @returns the user's row.
 */
export async function writeAttributes(
  tx: Database,
  pool: UserPool,
  user: User,
  changed: Attributes,
  now: Date,
): Promise<User> {
  const attributes = mergeAttributes(user.attributes, changed);
  const updated = await updateUser(tx, user.id, { attributes }, now);
  await updateSignInNames(tx, pool, updated);
  const names = addressAttributes.filter((attribute) => attribute in changed);
  if (names.length === 0) return updated;
  const isOutdated = and(eq(codes.purpose, "verify_attribute"), inArray(codes.attribute, names));
  await tx.delete(codes).where(and(eq(codes.userId, user.id), isOutdated));
  return updated;
}

/**
 * Verifies an address that a code was sent to, unless it has changed since or is an alias of another user.
 *
 * @returns the user's row.
 */
export async function verifyUnchangedAddress(
  tx: Database,
  pool: UserPool,
  user: User,
  { attribute, value }: Address,
  now: Date,
): Promise<User> {
  if (user.attributes[attribute] !== value || hasVerified(user, attribute)) return user;
  const isAlias = pool.settings.AliasAttributes?.includes(attribute);
  if (isAlias && (await isNameTaken(tx, pool, user, value))) return user;
  return await writeAttributes(tx, pool, user, { [`${attribute}_verified`]: "true" }, now);
}

/** Whether a new address must be verified before it replaces the old one. */
export function requiresVerificationBeforeUpdate(
  { settings }: UserPool,
  attribute: AddressAttribute,
): boolean {
  const deferred = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  return deferred.includes(attribute);
}
