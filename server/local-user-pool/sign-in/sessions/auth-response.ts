import type { ClientOfPool } from "../../pools/app-clients.ts";
import { openSession } from "./auth-sessions.ts";
import type { ChallengedUser } from "./auth-sessions.ts";
import type { AuthSessionState } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { User } from "../../tables/users-table.ts";
import { signIn } from "../../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../../tokens/issue-tokens.ts";
import type { PostMail } from "../../mail/transaction.ts";

/** What InitiateAuth and RespondToAuthChallenge answer: tokens, or the next challenge. */
export type AuthAnswer =
  | { AuthenticationResult: AuthenticationResult; ChallengeParameters: Record<string, string> }
  | {
      ChallengeName: string;
      Session?: string;
      ChallengeParameters: Record<string, string>;
      AvailableChallenges?: string[];
    };

/** The transaction in which a sign-in takes a step. */
export type SignInStep = { tx: Database; post: PostMail; owner: ClientOfPool; user: User; now: Date };

/** The last step: tokens. */
export async function finishSignIn({ tx, owner, user, now }: Omit<SignInStep, "post">): Promise<AuthAnswer> {
  return { AuthenticationResult: await signIn(tx, owner, user, now), ChallengeParameters: {} };
}

/** Any other step: a challenge, and the session in which to answer it. */
export async function askFor(
  { tx, owner, user, now }: Pick<SignInStep, "tx" | "owner" | "now"> & { user: ChallengedUser },
  state: AuthSessionState,
  ChallengeParameters: Record<string, string> = {},
): Promise<AuthAnswer> {
  const Session = await openSession(tx, owner, user, state, now);
  return { ChallengeName: state.waitsFor, Session, ChallengeParameters };
}
