import type { AuthContext } from "../context.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import type { LimitName } from "../../rate-limit/limits.ts";
import { networkOf } from "../../rate-limit/network-of.ts";
import { rateLimited } from "./problems.ts";

type Counting = Pick<AuthContext, "rateLimiter" | "address" | "telemetry">;

/** What is guessed or sent, which counts for the account that it is about and for the address that it comes from. */
export type Attempt = "password" | "code" | "mail";

/**
 * Counts an attempt.
 *
 * @param account what names the account: an e-mail address, or the id of somebody who is signed in; before it, for what
 *   the code is, so that guessing one kind neither hinders nor excuses guessing another.
 * @returns why there may be no more for now; undefined where the attempt may go on.
 */
export async function countAttempt(
  { rateLimiter, address, telemetry }: Counting,
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

/** Forgets the guesses about an account, since one was right; an address is charged with wrong ones alone. */
export async function resetAttempts(
  { rateLimiter, address }: Counting,
  attempt: Attempt,
  account: string,
): Promise<void> {
  await Promise.all([
    rateLimiter.reset(`${attempt}ByAccount`, account),
    rateLimiter.refund(`${attempt}ByAddress`, networkOf(address)),
  ]);
}

/** Somebody had a mail sent to an address that is theirs: that was no abuse. */
export async function refundMailAttempt({ rateLimiter, address }: Counting): Promise<void> {
  await rateLimiter.refund("mailByAddress", networkOf(address));
}
