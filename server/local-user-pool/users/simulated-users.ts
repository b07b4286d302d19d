import { toCodeDeliveryDetails } from "../mail/code-delivery.ts";
import type { AddressAttribute, CodeDeliveryDetails } from "../mail/code-delivery.ts";
import { createSrpCredential, srpIdentityOf } from "../passwords/srp.ts";
import type { SrpCredential } from "../passwords/srp.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { isEmailAddress, isPhoneNumber } from "./attributes.ts";
import { isUuid, toSub } from "./sub.ts";

/**
 * Derives data of a user who does not exist, for app clients with PreventUserExistenceErrors. It depends only on the
 * name and the pool's key, so that repeated requests, from any client, get the same responses.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
function deriveBytes(pool: UserPool, purpose: string, name: string): Buffer {
  return poolHmac(pool, `simulated ${purpose}`, name);
}

/**
 * The delivery of a code that is not sent: to the name itself if that is an address, otherwise to the kind of address that
 * a code would go to first.
 *
 * @param attribute the kind of address, where the kind of code determines it.
 */
export function simulateCodeDelivery(
  pool: UserPool,
  name: string,
  attribute: AddressAttribute = findSimulatedAttribute(pool, name),
): CodeDeliveryDetails {
  const isAddress = attribute === "email" ? isEmailAddress(name) : isPhoneNumber(name);
  if (isAddress) return toCodeDeliveryDetails({ attribute, value: name });
  const bytes = [...deriveBytes(pool, "address", foldCase(pool.settings, name))];
  const letter = (byte = 0) => String.fromCharCode(97 + (byte % 26));
  const digits = bytes.slice(0, 11).map((byte) => byte % 10);
  const value = attribute === "email" ? `${letter(bytes[0])}@${letter(bytes[1])}` : `+${digits.join("")}`;
  return toCodeDeliveryDetails({ attribute, value });
}

function findSimulatedAttribute({ settings }: UserPool, name: string): AddressAttribute {
  if (isEmailAddress(name)) return "email";
  const isPhone = isPhoneNumber(name) || settings.AutoVerifiedAttributes?.includes("phone_number");
  return isPhone && settings.SmsConfiguration ? "phone_number" : "email";
}

/** The user of a simulated challenge. Credential generations of real users start at 1. */
export type SimulatedUser = { id: undefined; username: string; credentialGeneration: number };

export function simulateUser(pool: UserPool, name: string): SimulatedUser {
  return { id: undefined, username: simulatedUsername(pool, name), credentialGeneration: 0 };
}

/**
 * The same for every name of the user. An address is not the username of anybody, so that it gets a simulated one: in
 * the form of a `sub`, which stands for itself, as a real one does.
 */
function simulatedUsername(pool: UserPool, name: string): string {
  const folded = foldCase(pool.settings, name);
  if (isUuid(folded) || !standsForUsername(pool, folded)) return folded;
  return toSub(deriveBytes(pool, "sub", folded));
}

/** Whether a user with this name has another username. */
function standsForUsername({ settings }: UserPool, name: string): boolean {
  if (settings.UsernameAttributes?.length) return true;
  const aliases = settings.AliasAttributes ?? [];
  return (
    (aliases.includes("email") && isEmailAddress(name)) ||
    (aliases.includes("phone_number") && isPhoneNumber(name))
  );
}

/**
 * The passkeys of a user who does not exist, as a challenge lists them: every second one has one. Real users have some or
 * none, so that neither tells anything.
 */
export function simulatePasskeys(
  pool: UserPool,
  name: string,
): { credentialId: string; transports: string[] }[] {
  const username = simulatedUsername(pool, name);
  const hasPasskey = deriveBytes(pool, "passkey", username).readUInt8() % 2 === 0;
  const credentialId = deriveBytes(pool, "credential id", username).toString("base64url");
  return hasPasskey ? [{ credentialId, transports: ["internal", "hybrid"] }] : [];
}

/** An SRP credential that no known password matches. */
export function simulateSrpCredential(pool: UserPool, name: string): SrpCredential {
  const username = simulatedUsername(pool, name);
  const password = deriveBytes(pool, "password", username).toString("base64");
  const salt = deriveBytes(pool, "salt", username).subarray(0, 16);
  return createSrpCredential(srpIdentityOf(pool.id, username), password, salt);
}
