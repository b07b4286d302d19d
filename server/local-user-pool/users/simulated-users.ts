import { toCodeDeliveryDetails } from "../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../codes/code-delivery.ts";
import { createSrpCredential } from "../passwords/srp.ts";
import type { SrpCredential } from "../passwords/srp.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { foldCase } from "../settings/pool-settings.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { isEmailAddress } from "./attributes.ts";
import { toSub } from "./sub.ts";

/**
 * Derives data of a user who does not exist, for app clients with PreventUserExistenceErrors. It depends only on the
 * name and the pool's key, so that repeated requests, from any client, get the same responses.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
function deriveBytes(pool: UserPool, purpose: string, name: string): Buffer {
  return poolHmac(pool, `simulated ${purpose}`, foldCase(pool.settings, name));
}

/** The delivery of a code that is not sent. */
export function simulateCodeDelivery(pool: UserPool, name: string): CodeDeliveryDetails {
  if (isEmailAddress(name)) return toCodeDeliveryDetails(name);
  const letters = deriveBytes(pool, "address", name);
  const letterAt = (index: number) => String.fromCharCode(97 + ((letters[index] ?? 0) % 26));
  return toCodeDeliveryDetails(`${letterAt(0)}@${letterAt(1)}`);
}

/** The user of a simulated challenge. Credential generations of real users start at 1. */
export type SimulatedUser = { id: undefined; username: string; credentialGeneration: number };

export function simulateUser(pool: UserPool, name: string): SimulatedUser {
  return { id: undefined, username: simulatedUsername(pool, name), credentialGeneration: 0 };
}

function simulatedUsername(pool: UserPool, name: string): string {
  return pool.settings.UsernameAttributes?.length ? toSub(deriveBytes(pool, "sub", name)) : name;
}

/** An SRP credential that no known password matches. */
export function simulateSrpCredential(pool: UserPool, name: string): SrpCredential {
  const password = deriveBytes(pool, "password", name).toString("base64");
  const identity = { poolId: pool.id, username: simulatedUsername(pool, name) };
  return createSrpCredential(identity, password, deriveBytes(pool, "salt", name).subarray(0, 16));
}
