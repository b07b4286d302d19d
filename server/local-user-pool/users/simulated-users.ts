import { isEmailAddress } from "./attributes.ts";
import { deliveredTo } from "../codes/code-delivery.ts";
import type { CodeDeliveryDetails } from "../codes/code-delivery.ts";
import { foldName } from "../settings/pool-settings.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { createSrpCredential } from "../passwords/srp.ts";
import type { SrpCredential } from "../passwords/srp.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { toSub } from "./sub.ts";

/**
 * What an app client with PreventUserExistenceErrors is told of somebody who does not exist: all of it follows from the
 * name and the pool's own key, so it stays the same however often one asks, and whichever client asks.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
function derive(pool: UserPool, purpose: string, name: string): Buffer {
  return poolHmac(pool, `simulated ${purpose}`, foldName(pool.settings, name));
}

/** Where their code seems to go. */
export function simulatedDelivery(pool: UserPool, name: string): CodeDeliveryDetails {
  if (isEmailAddress(name)) return deliveredTo(name);
  const letters = derive(pool, "address", name);
  const letterAt = (index: number) => String.fromCharCode(97 + ((letters[index] ?? 0) % 26));
  return deliveredTo(`${letterAt(0)}@${letterAt(1)}`);
}

/** The user of a simulated challenge: without an id, and with credentials that never match. */
export type SimulatedUser = { id: undefined; username: string; credentialGeneration: number };

export function simulatedUser(pool: UserPool, name: string): SimulatedUser {
  return { id: undefined, username: simulatedUsername(pool, name), credentialGeneration: 0 };
}

function simulatedUsername(pool: UserPool, name: string): string {
  return pool.settings.UsernameAttributes?.length ? toSub(derive(pool, "sub", name)) : name;
}

/** Their SRP credential, which no password fits. */
export function simulatedCredential(pool: UserPool, name: string): SrpCredential {
  const password = derive(pool, "password", name).toString("base64");
  const owner = { poolId: pool.id, username: simulatedUsername(pool, name) };
  return createSrpCredential(owner, password, derive(pool, "salt", name).subarray(0, 16));
}
