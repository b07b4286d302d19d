import { recordDeviceSignIn } from "../../devices/devices.ts";
import type { QueueMail } from "../../mail/transaction-with-mail.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import type { AuthSessionState, CustomAuthStep } from "../../tables/auth-session-state.ts";
import type { Database } from "../../tables/database-schema.ts";
import type { Device } from "../../tables/devices-table.ts";
import type { User } from "../../tables/users-table.ts";
import { createSignIn } from "../../tokens/issue-tokens.ts";
import type { StartedSignIn } from "../../tokens/issue-tokens.ts";
import type { TokenGenerationReason } from "../../tokens/token-generation-trigger.ts";
import { createAuthSession } from "./auth-sessions.ts";
import type { ChallengedUser } from "./auth-sessions.ts";

/** The next challenge of a sign-in, as InitiateAuth and RespondToAuthChallenge return it. */
export type Challenge = {
  ChallengeName: string;
  Session?: string;
  ChallengeParameters: Record<string, string>;
  AvailableChallenges?: string[];
};

/** A sign-in that is complete but for the triggers that run after it, and the tokens. */
export type CompletedSignIn = { completed: StartedSignIn; user: User; reason: TokenGenerationReason };

/** A step of CUSTOM_AUTH that is complete, after which the pool's triggers say what comes. */
export type CompletedStep = { steps: CustomAuthStep[]; user: User };

/** What a step of a sign-in leads to. `finishSignIn` makes it a response. */
export type AuthResponse = Challenge | CompletedSignIn | CompletedStep;

/** A sign-in within a transaction. */
export type SignInTransaction = {
  tx: Database;
  queueMail: QueueMail;
  app: AppClientWithPool;
  user: User;
  /** The device that the request names. */
  device: Device | undefined;
  /** The steps of CUSTOM_AUTH that are complete; undefined in other flows. */
  customAuth?: CustomAuthStep[] | undefined;
  /** Why the tokens are issued, if they are; undefined: the common one. */
  reason?: TokenGenerationReason | undefined;
  sourceAddress: string;
  now: Date;
};

/** The part of a sign-in that issues a challenge. */
export type ChallengeTransaction = Omit<SignInTransaction, "device" | "sourceAddress">;

type CompletableSignIn = Omit<SignInTransaction, "queueMail">;

/** Completes a sign-in, or in CUSTOM_AUTH the step that only the triggers can follow. */
export async function completeSignIn(signIn: CompletableSignIn): Promise<CompletedSignIn | CompletedStep> {
  const { customAuth: steps, user } = signIn;
  return steps ? { steps, user } : await startSession(signIn);
}

/** Completes a sign-in of any flow. */
export async function startSession(signIn: CompletableSignIn): Promise<CompletedSignIn> {
  const { tx, app, user, device, reason = "Authentication", sourceAddress, now } = signIn;
  if (device) await recordDeviceSignIn(tx, device, sourceAddress, now);
  return { completed: await createSignIn(tx, app, user, now, sourceAddress, device?.key), user, reason };
}

/** Continues a sign-in with a challenge and the session that its response needs. */
export async function issueChallenge(
  {
    tx,
    app,
    user,
    customAuth,
    now,
  }: Pick<SignInTransaction, "tx" | "app" | "now" | "customAuth"> & { user: ChallengedUser },
  state: AuthSessionState,
  ChallengeParameters: Record<string, string> = {},
): Promise<Challenge> {
  const withSteps = customAuth ? { ...state, customAuth } : state;
  const Session = await createAuthSession(tx, app, user, withSteps, now);
  return { ChallengeName: state.waitsFor, Session, ChallengeParameters };
}

/** The steps of CUSTOM_AUTH with the one that a session waited for. */
export function withStep({ customAuth, waitsFor }: AuthSessionState): CustomAuthStep[] | undefined {
  return (
    customAuth && [...customAuth, { challengeName: waitsFor, challengeResult: true, challengeMetadata: null }]
  );
}
