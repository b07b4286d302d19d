/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CodeDeliveryDetailsType.html */
export type CodeDeliveryDetails = { Destination: string; DeliveryMedium: "EMAIL"; AttributeName: "email" };

/** Describes a delivery by e-mail, with the address masked. */
export function toCodeDeliveryDetails(address: string): CodeDeliveryDetails {
  return { Destination: maskAddress(address), DeliveryMedium: "EMAIL", AttributeName: "email" };
}

/** `test@example.com` becomes `t***@e***`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}
