import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";

/** Binds a browser to its sign-up for as long as the code is valid. */
export const signUpCookie = { name: "cruddur_sign_up", maxAgeSeconds: confirmationCodeLifetimeMs / 1000 };

/** What a sign-up did. */
export type SignUpOutcome =
  /** It created an account, which a trigger of the pool may have confirmed. */
  | { kind: "created"; sub: string; isConfirmed: boolean }
  /** It created none: the address has a confirmed account, or a concurrent sign-up created one. */
  | { kind: "none" }
  /**
   * It created none, and an earlier unconfirmed account may remain: the API lacks the permission to replace
   * it.
   */
  | { kind: "notReplaced" };

type CookieContext = Pick<AuthContext, "signUpKey" | "signUpCookie">;

const nonceBytes = 16;
const macBytes = 16;

/**
 * Binds the confirmation of an address to the sign-up in this browser. Otherwise a stranger could sign up
 * with the address of somebody who waits for a code: that replaces the account, and the owner of the mailbox
 * would confirm the stranger's password with the newest code. The cookie holds a nonce and two MACs, and
 * looks the same whether or not an account was created.
 *
 * @see https://www.usenix.org/conference/usenixsecurity22/presentation/sudhodanan
 */
export function writeSignUpCookie(
  { signUpKey, signUpCookie: cookie }: CookieContext,
  identifier: string,
  outcome: SignUpOutcome,
): void {
  const nonce = randomBytes(nonceBytes);
  const account = outcome.kind === "created" ? outcome.sub : outcome.kind === "none" ? randomUUID() : "";
  const macs = [mac(signUpKey, nonce, "address", identifier), mac(signUpKey, nonce, "account", account)];
  cookie.write(Buffer.concat([nonce, ...macs]).toString("base64url"));
}

type ParsedCookie = { nonce: Buffer; accountMac: Buffer };

/** The cookie of this browser, if it is that of a sign-up with this identifier. */
function readSignUpCookie(
  { signUpKey, signUpCookie: cookie }: CookieContext,
  identifier: string,
): ParsedCookie | undefined {
  const bytes = Buffer.from(cookie.read() ?? "", "base64url");
  const nonce = bytes.subarray(0, nonceBytes);
  const addressMac = bytes.subarray(nonceBytes, nonceBytes + macBytes);
  const accountMac = bytes.subarray(nonceBytes + macBytes);
  return addressMac.equals(mac(signUpKey, nonce, "address", identifier)) ? { nonce, accountMac } : undefined;
}

/** The id of a browser that has signed up with this identifier: its wrong codes count for itself alone. */
export function signUpBrowserOf(context: CookieContext, identifier: string): string | undefined {
  return readSignUpCookie(context, identifier)?.nonce.toString("base64url");
}

/** Whether the sign-up in this browser, with this identifier, created the account with this `sub`. */
export function isSignUpOf(context: CookieContext, identifier: string, sub: string): boolean {
  const cookie = readSignUpCookie(context, identifier);
  return cookie?.accountMac.equals(mac(context.signUpKey, cookie.nonce, "account", sub)) ?? false;
}

/** Whose the account of an address is, as far as the sign-up cookie tells. */
export type SignUpOwner =
  /** There is no cookie of a sign-up with this identifier, or nothing can be checked. */
  | "unknown"
  /** The sign-up of this browser created it. */
  | "browser"
  /** The same, and it is confirmed. */
  | "browserConfirmed"
  /** Another sign-up created it, or nobody has one. */
  | "other";

/**
 * Tells whether the sign-up in this browser created the account of an address.
 *
 * @throws UserPoolError if the pool does not respond.
 */
export async function signUpOwnerOf(
  context: CookieContext & Pick<AuthContext, "userPool">,
  identifier: string,
): Promise<SignUpOwner> {
  const { signUpKey, userPool } = context;
  const cookie = readSignUpCookie(context, identifier);
  if (!cookie) return "unknown";
  const { nonce, accountMac } = cookie;
  if (accountMac.equals(mac(signUpKey, nonce, "account", ""))) return "unknown";
  try {
    const account = await userPool.findAccount({ username: identifier });
    const isOwn = accountMac.equals(mac(signUpKey, nonce, "account", account?.sub ?? randomUUID()));
    if (!isOwn) return "other";
    return account?.isConfirmed ? "browserConfirmed" : "browser";
  } catch (error) {
    // An API without this permission cannot replace accounts either.
    if (error instanceof UserPoolError && error.code === "NOT_PERMITTED") return "unknown";
    throw error;
  }
}

function mac(key: Buffer, nonce: Buffer, purpose: "address" | "account", value: string): Buffer {
  return createHmac("sha256", key)
    .update(`sign-up ${purpose}\0`)
    .update(nonce)
    .update(value)
    .digest()
    .subarray(0, macBytes);
}
