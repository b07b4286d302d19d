import { type CodeDelivery, CodeSent } from "./code-delivery.type.ts";

/**
 * Where a code goes, masked as Cognito masks it: `worf@enterprise.example` is `w***@e***`. Made from what the
 * person typed, so that the answer is the same whether the account exists or not.
 */
export function toCodeDelivery(email: string): CodeDelivery {
  const [local = "", domain = ""] = email.split("@");
  return {
    destination: `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`,
    medium: "EMAIL",
    attribute: "email",
  };
}

export function codeSent(email: string): CodeSent {
  return new CodeSent(toCodeDelivery(email));
}
