/** The profile of an account. */
export type AccountProfile = {
  sub: string;
  /** Accounts that were created by other programs may have none. */
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
  preferredUsername: string | undefined;
};

/**
 * Reads a profile from the claims of an ID token or the attributes of GetUser, which have the same names.
 *
 * @param read returns a value by name. Attributes are text; claims may be booleans.
 */
export function toProfile(read: (name: string) => unknown): AccountProfile {
  const text = (name: string): string | undefined => {
    const value = read(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    sub: text("sub") ?? "",
    email: text("email"),
    emailVerified: String(read("email_verified")) === "true",
    name: text("name"),
    preferredUsername: text("preferred_username"),
  };
}
