/** What people sign in by. */
export const identifierKinds = ["EMAIL", "PHONE_NUMBER", "USERNAME"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** What a password must contain at least one of. */
export const characterClasses = ["LOWERCASE", "UPPERCASE", "NUMBER", "SYMBOL"] as const;
export type CharacterClass = (typeof characterClasses)[number];

/**
 * First factors, by Cognito's names of its `AllowedFirstAuthFactors`, where WEB_AUTHN is a passkey; and CUSTOM_CHALLENGE, which
 * the triggers of custom authentication ask.
 */
export const firstFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "CUSTOM_CHALLENGE"] as const;
export type FirstFactor = (typeof firstFactors)[number];

/** Second factors, by the names of Cognito's challenges. */
export const secondFactors = ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"] as const;
export type SecondFactor = (typeof secondFactors)[number];

export const mfaModes = ["OFF", "OPTIONAL", "ON"] as const;
export type MfaMode = (typeof mfaModes)[number];

/** The attributes by which a pool reaches people, and which it can verify. */
export type ContactAttribute = "email" | "phone_number";

export type PasswordPolicy = {
  minimumLength: number;
  maximumLength: number;
  requires: CharacterClass[];
};

/** An attribute of the pool's schema, by its name in Cognito: `email`, `custom:team`. */
export type AttributeDefinition = {
  name: string;
  type: "String" | "Number" | "DateTime" | "Boolean";
  isRequired: boolean;
  isMutable: boolean;
  /** Of a String, in characters; undefined: the pool sets none. */
  maximumLength: number | undefined;
};

/** Where the pool has a name or a handle. */
export type MappedAttribute = {
  /** What is read, best first: attributes whose values, separated by spaces, make one. Empty: the pool has none. */
  reads: string[][];
  /** The attribute that a sign-up sets. Undefined: the value is kept here alone. */
  signUpWrites: string | undefined;
  /** The attribute that a change sets. Undefined: the value is kept here alone. */
  updateWrites: string | undefined;
};

/** Which attributes of the pool are the name and the handle of a user. */
export type AttributeMapping = { name: MappedAttribute; handle: MappedAttribute };

/** How a pool signs in by passkeys. */
export type PasskeySettings = {
  /** The domain that passkeys belong to. */
  relyingPartyId: string;
  userVerification: "required" | "preferred";
  /** Whether a passkey whose authenticator has verified its user stands for both factors. */
  areMultiFactor: boolean;
};

/** The user pool and app client that the API stands on, as far as the API depends on their settings. */
export type PoolProfile = {
  identifiers: IdentifierKind[];
  /** Of these one is the username of a sign-up; empty: people have a username besides. */
  usernameAttributes: ContactAttribute[];
  /** Whether usernames and addresses that differ in case are of different accounts. */
  isCaseSensitive: boolean;
  /** Whether people may sign up by themselves. */
  signUpIsOpen: boolean;
  attributes: AttributeDefinition[];
  /** Those that a sign-up may set besides e-mail address, phone number, name and handle. */
  signUpAttributes: AttributeDefinition[];
  /** What the app client of SignUp may write; undefined: everything but what the pool itself verifies. */
  writableAttributes: readonly string[] | undefined;
  /** Which attributes are the name and the handle of a user. */
  attributeMapping: AttributeMapping;
  /** What the pool sends a code to after a sign-up. */
  verifiedAttributes: ContactAttribute[];
  /** What must be verified before it replaces the present value. */
  verifiedBeforeUpdate: ContactAttribute[];
  /** By what a lost password is recovered, best first. */
  recoversBy: ContactAttribute[];
  passwordPolicy: PasswordPolicy;
  /** The flow by which a password is sent; undefined: the app client allows none. */
  passwordFlow: "USER_PASSWORD_AUTH" | "USER_AUTH" | undefined;
  /** Whether the session of a confirmed sign-up may sign in. */
  signsInAfterConfirmation: boolean;
  firstFactors: FirstFactor[];
  /** Whether a sign-up needs one: else a code to its address or number can sign in. */
  passwordIsRequired: boolean;
  /** Undefined: the pool names no relying party, so that WEB_AUTHN is none of its first factors. */
  passkeys: PasskeySettings | undefined;
  mfa: MfaMode;
  secondFactors: SecondFactor[];
  /** Whether a remembered device stands in place of the second factor. */
  devicesCanBeRemembered: boolean;
  /** External identity providers of the app client, by their names in the pool. */
  identityProviders: string[];
  /** The origin of the OAuth endpoints of the pool. Undefined: it has no domain, so nobody signs in by a provider. */
  domain: string | undefined;
};
