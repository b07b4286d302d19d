import type { Database } from "../../database/database.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { challengeExpired } from "../shared/problems.ts";
import type { PendingChallenge } from "./challenges-table.ts";
import { countAnswer, endChallenge } from "./challenges.ts";

/** What the guesses at the codes of an account's challenges are counted under: see `countAttempt`. */
export function guessedCode({ identifier }: Pick<PendingChallenge, "identifier">): string {
  return `challenge ${identifier}`;
}

/**
 * Counts an answer before it is checked.
 *
 * @returns CHALLENGE_EXPIRED after five: the challenge ends; undefined if the answer may be checked.
 */
export async function acceptAnswer(db: Database, challenge: PendingChallenge): Promise<Rejected | undefined> {
  if (await countAnswer(db, challenge)) return undefined;
  await endChallenge(db, challenge);
  return new Rejected([challengeExpired()]);
}
