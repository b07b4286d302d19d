import type { ContactAttribute, PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import type { SentCode } from "../../user-pool/verbs/authentication.ts";
import type { CodeDelivery } from "./code-delivery.type.ts";
import type { Identifier } from "./identifier.ts";

/**
 * Where a code goes that is sent to an address or a number, masked as Cognito masks it: `worf@enterprise.example` becomes
 * `w***@e***`, and `+15550100` becomes `+****0100`. It is made from the input, so that the response is the same whether or
 * not the account exists.
 */
export function toCodeDelivery(attribute: ContactAttribute, value: string): CodeDelivery {
  if (attribute === "phone_number")
    return {
      destination: `+${"*".repeat(Math.max(0, value.length - 5))}${value.slice(-4)}`,
      medium: "SMS",
      attribute,
    };
  const [local = "", domain = ""] = value.split("@");
  return { destination: `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`, medium: "EMAIL", attribute };
}

/**
 * Where the code of a recovery goes. It reveals nothing of the account: only an address that the sender knows is shown, and
 * only where the pool sends codes to such addresses first.
 */
export function toRecoveryDelivery(
  { recoversBy }: Pick<PoolProfile, "recoversBy">,
  identifier: Identifier,
): CodeDelivery {
  return toKnownDelivery(recoversBy[0] ?? "email", identifier);
}

/** Where the code of a confirmation goes, as far as the sender knows it. Cognito prefers the number. */
export function toConfirmationDelivery(
  { verifiedAttributes }: Pick<PoolProfile, "verifiedAttributes">,
  identifier: Identifier,
): CodeDelivery {
  return toKnownDelivery(verifiedAttributes.at(-1) ?? "email", identifier);
}

/** Where the code of a sign-in without a password goes, as far as the sender knows it. */
export function toFirstFactorDelivery(factor: "EMAIL_OTP" | "SMS_OTP", identifier: Identifier): CodeDelivery {
  return toKnownDelivery(factor === "EMAIL_OTP" ? "email" : "phone_number", identifier);
}

const contactKinds = { email: "EMAIL", phone_number: "PHONE_NUMBER" } as const;

/** Shows the identifier if the code goes to it, and nothing else of the account. */
function toKnownDelivery(attribute: ContactAttribute, { kind, value }: Identifier): CodeDelivery {
  if (kind === contactKinds[attribute]) return toCodeDelivery(attribute, value);
  return { destination: "***", medium: attribute === "email" ? "EMAIL" : "SMS", attribute };
}

/** For somebody who has proved to be the account's owner: as the pool says. */
export function fromPool({ destination, medium }: SentCode): CodeDelivery {
  return { destination, medium, attribute: medium === "SMS" ? "phone_number" : "email" };
}
