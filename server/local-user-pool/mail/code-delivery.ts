/** The attributes that codes are sent to. */
export type AddressAttribute = "email" | "phone_number";

/** Where a code goes: an e-mail address, or a phone number (E.164) by SMS. */
export type Address = { attribute: AddressAttribute; value: string };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CodeDeliveryDetailsType.html */
export type CodeDeliveryDetails = {
  Destination: string;
  DeliveryMedium: "EMAIL" | "SMS";
  AttributeName: AddressAttribute;
};

/** Describes a delivery, with the address masked. */
export function toCodeDeliveryDetails({ attribute, value }: Address): CodeDeliveryDetails {
  return attribute === "email"
    ? { Destination: maskEmailAddress(value), DeliveryMedium: "EMAIL", AttributeName: attribute }
    : { Destination: maskPhoneNumber(value), DeliveryMedium: "SMS", AttributeName: attribute };
}

/** `test@example.com` becomes `t***@e***`. */
function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

/** `+12065559934` becomes `+*******9934`. */
function maskPhoneNumber(phoneNumber: string): string {
  const digits = phoneNumber.slice(1);
  return `+${"*".repeat(Math.max(0, digits.length - 4))}${digits.slice(-4)}`;
}
