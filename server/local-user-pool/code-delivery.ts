import { isEmailAddress } from "./attributes.ts";
import { foldName } from "./pool-settings.ts";
import { poolHmac } from "./secrets.ts";
import type { UserPool } from "./user-pools-table.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CodeDeliveryDetailsType.html */
export type CodeDeliveryDetails = { Destination: string; DeliveryMedium: "EMAIL"; AttributeName: "email" };

/** Tells where a code went without giving the address away. */
export function deliveredTo(address: string): CodeDeliveryDetails {
  return { Destination: maskAddress(address), DeliveryMedium: "EMAIL", AttributeName: "email" };
}

/** `test@example.com` is `t***@e***`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

/** What somebody who does not exist is told: an address that follows from the name, the same each time. */
export function simulatedDelivery(pool: UserPool, name: string): CodeDeliveryDetails {
  if (isEmailAddress(name)) return deliveredTo(name);
  const letters = poolHmac(pool, "simulated address", foldName(pool.settings, name));
  const letterAt = (index: number) => String.fromCharCode(97 + ((letters[index] ?? 0) % 26));
  return deliveredTo(`${letterAt(0)}@${letterAt(1)}`);
}
