import { Rejected } from "../../graphql/problem.type.ts";
import { rateLimited } from "../../graphql/rate-limited.ts";
import { networksOf } from "../../rate-limit/network-of.ts";
import { countedNetworks } from "../../rate-limit/rate-limiter.ts";
import type { AuthContext } from "../context.ts";
import { type DeviceContext, deviceOf } from "./device-cookie.ts";

/** What counting attempts needs. */
export type AttemptContext = Pick<AuthContext, "rateLimiter" | "address" | "identity" | "telemetry"> &
  DeviceContext;

/** What is limited: guesses of a password or a code, and mails. */
export type Attempt = "password" | "code" | "mail";

type AttemptOptions = {
  /** The id of a browser that is known otherwise than by its device cookie. */
  browser?: string | undefined;
  /** How many attempts this is. Default: one. */
  times?: number;
};

/**
 * Counts an attempt: for the network, then, if that may proceed, for the account. Attempts of the account's owner count
 * for themselves alone, so that no attempt of others refuses them: those of a member on their own account, and those
 * from a browser that has signed in to it before.
 *
 * @param account an e-mail address or a user id. For a code its purpose stands before it, as in `totp <user
 *   id>`: the attempts for one purpose do not count for another.
 * @returns RATE_LIMITED if there were too many attempts; undefined if this one may proceed.
 */
export async function countAttempt(
  context: AttemptContext,
  attempt: Attempt,
  account: string,
  { browser, times = 1 }: AttemptOptions = {},
): Promise<Rejected | undefined> {
  context.telemetry.account ??= idOf(account);
  const owner = ownerOf(context, account, browser);
  for (let time = 0; time < times; time += 1) {
    const wait = await countOnce(context, attempt, account, owner);
    if (wait !== undefined) return new Rejected([rateLimited(wait)]);
  }
  return undefined;
}

async function countOnce(
  { rateLimiter, address }: AttemptContext,
  attempt: Attempt,
  account: string,
  owner: string | undefined,
): Promise<number | undefined> {
  if (owner !== undefined) return await rateLimiter.consume(`${attempt}ByOwner`, owner);
  return await rateLimiter.consumeInOrder([
    ...countedNetworks(`${attempt}ByAddress`, networksOf(address)),
    { limit: `${attempt}ByAccount`, key: account },
  ]);
}

/**
 * After a right guess: resets the count of the owner who made it. The counts for the network and for the account only
 * get this attempt back. Their wrong ones stay: a stranger whose wrong ones vanished would learn that the account
 * exists, and that its owner has just signed in.
 */
export async function resetAttempts(
  context: AttemptContext,
  attempt: Attempt,
  account: string,
  { browser, times = 1 }: AttemptOptions = {},
): Promise<void> {
  const { rateLimiter, address } = context;
  const owner = ownerOf(context, account, browser);
  if (owner !== undefined) return await rateLimiter.reset(`${attempt}ByOwner`, owner);
  for (let time = 0; time < times; time += 1)
    await Promise.all([
      rateLimiter.refund(`${attempt}ByAccount`, account),
      rateLimiter.refundByNetwork(`${attempt}ByAddress`, networksOf(address)),
    ]);
}

/** Gives the network a mail back once its code was entered: the mail went to the sender's own address. */
export async function refundMailAttempt(context: AttemptContext, account: string): Promise<void> {
  if (ownerOf(context, account, undefined) !== undefined) return;
  await context.rateLimiter.refundByNetwork("mailByAddress", networksOf(context.address));
}

/** What the attempts of the owner are counted under; undefined if the sender is not known to be the owner. */
function ownerOf(context: AttemptContext, account: string, browser: string | undefined): string | undefined {
  const { identity } = context;
  const id = idOf(account);
  if (identity.kind === "member" && identity.userId === id) return account;
  const device = browser ?? deviceOf(context, id);
  return device === undefined ? undefined : `${device} ${account}`;
}

/** The e-mail address or the user id, without the purpose before it. */
function idOf(account: string): string {
  return account.slice(account.lastIndexOf(" ") + 1);
}
