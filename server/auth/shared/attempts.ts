import { Rejected } from "../../graphql/problem.type.ts";
import type { LimitName } from "../../rate-limit/limits.ts";
import { networkOf } from "../../rate-limit/network-of.ts";
import type { AuthContext } from "../context.ts";
import { rateLimited } from "./problems.ts";

/** What counting attempts needs. */
export type AttemptContext = Pick<AuthContext, "rateLimiter" | "address" | "telemetry">;

/** What is limited: guesses of a password or a code, and mails. Each counts per account and per network. */
export type Attempt = "password" | "code" | "mail";

/**
 * Counts an attempt.
 *
 * @param account an e-mail address or a user id. For a code its purpose stands before it, as in `totp <user
 *   id>`: the attempts for one purpose do not count for another.
 * @returns RATE_LIMITED if there were too many attempts; undefined if this one may proceed.
 */
export async function countAttempt(
  { rateLimiter, address, telemetry }: AttemptContext,
  attempt: Attempt,
  account: string,
): Promise<Rejected | undefined> {
  telemetry.account ??= account.split(" ").at(-1);
  const byAccount: LimitName = `${attempt}ByAccount`;
  const byAddress: LimitName = `${attempt}ByAddress`;
  const waits = await Promise.all([
    rateLimiter.consume(byAccount, account),
    rateLimiter.consume(byAddress, networkOf(address)),
  ]);
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  return wait > 0 ? new Rejected([rateLimited(wait)]) : undefined;
}

/**
 * After a right guess: resets the account's count. The network only gets this attempt back, its wrong ones
 * stay.
 */
export async function resetAttempts(
  { rateLimiter, address }: Pick<AttemptContext, "rateLimiter" | "address">,
  attempt: Attempt,
  account: string,
): Promise<void> {
  await Promise.all([
    rateLimiter.reset(`${attempt}ByAccount`, account),
    rateLimiter.refund(`${attempt}ByAddress`, networkOf(address)),
  ]);
}

/** Gives the network a mail back once its code was entered: the mail went to the sender's own address. */
export async function refundMailAttempt({
  rateLimiter,
  address,
}: Pick<AttemptContext, "rateLimiter" | "address">): Promise<void> {
  await rateLimiter.refund("mailByAddress", networkOf(address));
}
