import { type CodeDelivery, CodeSent } from "./code-delivery.type.ts";

/**
 * The destination of a code, masked as Cognito masks it: `worf@enterprise.example` becomes `w***@e***`. It is
 * made from the input, so that the response is the same whether or not the account exists.
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
