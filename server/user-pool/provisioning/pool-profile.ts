/** What the pool knows of a person. */
export type PoolProfile = {
  sub: string;
  /** Absent where an account made elsewhere has none. */
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
  preferredUsername: string | undefined;
};

/**
 * A profile from the claims of an ID token or the attributes of GetUser, which have the same names.
 *
 * @param read the value of one; attributes are always text, where claims may be booleans.
 */
export function toProfile(read: (name: string) => unknown): PoolProfile {
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
