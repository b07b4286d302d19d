import { recordDeviceSignIn } from "../../devices/devices.ts";
import type { QueueMail } from "../../mail/transaction-with-mail.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import type { AuthSessionState } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { Device } from "../../tables/devices-table.ts";
import type { User } from "../../tables/users-table.ts";
import { createSignIn } from "../../tokens/issue-tokens.ts";
import type { AuthenticationResult } from "../../tokens/issue-tokens.ts";
import { createAuthSession } from "./auth-sessions.ts";
import type { ChallengedUser } from "./auth-sessions.ts";

/** The response of InitiateAuth and RespondToAuthChallenge: tokens, or the next challenge. */
export type AuthResponse =
  | { AuthenticationResult: AuthenticationResult; ChallengeParameters: Record<string, string> }
  | {
      ChallengeName: string;
      Session?: string;
      ChallengeParameters: Record<string, string>;
      AvailableChallenges?: string[];
    };

/** A sign-in within a transaction. */
export type SignInTransaction = {
  tx: Database;
  queueMail: QueueMail;
  app: AppClientWithPool;
  user: User;
  /** The device that the request names. */
  device: Device | undefined;
  sourceAddress: string;
  now: Date;
};

/** The part of a sign-in that issues a challenge. */
export type ChallengeTransaction = Omit<SignInTransaction, "device" | "sourceAddress">;

/** Completes a sign-in with tokens. */
export async function completeSignIn({
  tx,
  app,
  user,
  device,
  sourceAddress,
  now,
}: Omit<SignInTransaction, "queueMail">): Promise<AuthResponse> {
  if (device) await recordDeviceSignIn(tx, device, sourceAddress, now);
  return {
    AuthenticationResult: await createSignIn(tx, app, user, now, sourceAddress, device?.key),
    ChallengeParameters: {},
  };
}

/** Continues a sign-in with a challenge and the session that its response needs. */
export async function issueChallenge(
  { tx, app, user, now }: Pick<SignInTransaction, "tx" | "app" | "now"> & { user: ChallengedUser },
  state: AuthSessionState,
  ChallengeParameters: Record<string, string> = {},
): Promise<AuthResponse> {
  const Session = await createAuthSession(tx, app, user, state, now);
  return { ChallengeName: state.waitsFor, Session, ChallengeParameters };
}
