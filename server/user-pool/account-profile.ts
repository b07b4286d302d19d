import { isAccountOf, readIdentities } from "./identities.ts";

/** The profile of an account. */
export type AccountProfile = {
  sub: string;
  /** The account's name in the pool, by which it can always be found: a UUID where people sign in by an address. */
  username: string | undefined;
  /** Many accounts have none: of pools of phone numbers or usernames, or made by other programs. */
  email: string | undefined;
  emailVerified: boolean;
  phoneNumber: string | undefined;
  /** Whether an external provider made the account: it has no password, and its attributes are the provider's. */
  isFederated: boolean;
  /** All attributes that are text, by their names in the pool: see `AttributeMapping`. */
  attributes: ReadonlyMap<string, string>;
};

/**
 * Reads a profile from the claims of an ID token or the attributes of GetUser, which have the same names.
 *
 * @param values attributes are text; claims may be booleans and records.
 */
export function toProfile(values: Record<string, unknown>): AccountProfile {
  const attributes = new Map(
    Object.entries(values).filter((each): each is [string, string] => {
      const [, value] = each;
      return typeof value === "string" && value !== "";
    }),
  );
  const username = attributes.get("cognito:username");
  const isFederated = readIdentities(values["identities"]).some((identity) =>
    isAccountOf(identity, username),
  );
  const emailVerified = String(values["email_verified"]) === "true";
  return {
    sub: attributes.get("sub") ?? "",
    username,
    // Anybody can tell a provider any address: one that it has not verified says nothing.
    email: isFederated && !emailVerified ? undefined : attributes.get("email"),
    emailVerified,
    isFederated,
    phoneNumber: attributes.get("phone_number"),
    attributes,
  };
}
