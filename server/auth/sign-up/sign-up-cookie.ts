import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { AuthContext } from "../context.ts";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";

/** What a browser keeps of its sign-up until the code comes back. */
export const signUpCookie = { name: "cruddur_sign_up", maxAgeSeconds: confirmationCodeLifetimeMs / 1000 };

/** What a sign-up has made of an address. */
export type SignUpOutcome =
  /** A new account. */
  | { kind: "account"; sub: string }
  /** None: the address has an account, or somebody beside this one made it. */
  | { kind: "none" }
  /** None, and there may be one of before that nobody could replace. */
  | { kind: "kept" };

type Needed = Pick<AuthContext, "signUpKey" | "signUpCookie">;

const nonceBytes = 16;
const sealBytes = 16;

/**
 * Binds the confirmation of an address to the sign-up of this browser. A stranger who signs up with the address of
 * somebody whose code is on its way replaces their account, and the newest code in the mailbox would confirm the
 * stranger's password. What is kept is sealed, and looks alike whether or not an account was made.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
export function writeSignUpCookie(
  { signUpKey, signUpCookie: cookie }: Needed,
  email: string,
  made: SignUpOutcome,
): void {
  const nonce = randomBytes(nonceBytes);
  const of = seals(signUpKey, nonce);
  const about = made.kind === "account" ? made.sub : made.kind === "none" ? randomUUID() : "";
  cookie.write(Buffer.concat([nonce, of("address", email), of("account", about)]).toString("base64url"));
}

/**
 * Whether the account that waits at an address is that of this browser's sign-up. A client without the cookie, or with
 * one of another address, is not asked.
 *
 * @throws UserPoolError where the pool does not answer.
 */
export async function isOwnSignUp(
  { signUpKey, signUpCookie: cookie, userPool }: Needed & Pick<AuthContext, "userPool">,
  email: string,
): Promise<boolean> {
  const bytes = Buffer.from(cookie.read() ?? "", "base64url");
  const of = seals(signUpKey, bytes.subarray(0, nonceBytes));
  const address = bytes.subarray(nonceBytes, nonceBytes + sealBytes);
  const account = bytes.subarray(nonceBytes + sealBytes);
  if (!address.equals(of("address", email)) || account.equals(of("account", ""))) return true;
  try {
    const sub = await userPool.findSub({ email });
    return sub !== undefined && account.equals(of("account", sub));
  } catch (error) {
    // Without the permission to look, nothing is replaced either.
    if (error instanceof UserPoolError && error.code === "MISCONFIGURED") return true;
    throw error;
  }
}

function seals(key: Buffer, nonce: Buffer): (what: "address" | "account", value: string) => Buffer {
  return (what, value) =>
    createHmac("sha256", key)
      .update(`sign-up ${what}\0`)
      .update(nonce)
      .update(value)
      .digest()
      .subarray(0, sealBytes);
}
