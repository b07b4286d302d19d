const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const phoneNumber = /^\+?[\d\s()./-]{7,}$/;

/** The beginning of the names that Cognito gives to people of its social identity providers. */
const socialProviders = ["google", "facebook", "loginwithamazon", "signinwithapple"];

/**
 * Whether a text is, or contains, an identifier of its account, which nobody else may read: an e-mail address, a phone
 * number, a `sub`, or the name that Cognito gives to a federated person (`google_1234`).
 *
 * @param identityProviders the external providers of the pool, by their names there.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export function isPrivate(text: string, identityProviders: readonly string[]): boolean {
  // Wide letters and digits are other spellings of the same address.
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const isOfProvider = [...socialProviders, ...identityProviders].some((name) =>
    plain.startsWith(`${name.toLowerCase()}_`),
  );
  return isOfProvider || /\S@\S/.test(plain) || uuid.test(plain) || isPhoneNumber(plain);
}

function isPhoneNumber(text: string): boolean {
  return phoneNumber.test(text) && text.replaceAll(/\D/g, "").length >= 7;
}
