import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { hasVerifiedUser } from "../passkeys/credential-rules.ts";
import { recordPasskeyUse } from "../passkeys/known-passkeys.ts";
import { recover } from "../recovery-codes/recover.ts";
import { SignedIn, type SignInRequired } from "../session/session.type.ts";
import { resetAttempts } from "../shared/attempts.ts";
import { toIdentifier } from "../shared/identifier.ts";
import { challengeExpired, toRejected } from "../shared/problems.ts";
import { challengeAnswers } from "./challenge-answers.ts";
import { type ChallengeRequired, isSecondFactor } from "./challenge.type.ts";
import type { PendingChallenge } from "./challenges-table.ts";
import { acceptAnswer } from "./challenge-guesses.ts";
import { endChallenge } from "./challenges.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { findBarrier } from "./find-barrier.ts";
import { FirstFactor } from "./first-factor.type.ts";
import { signInWithPassword } from "./password-sign-in.ts";
import type { RespondToChallengeInput } from "./sign-in.input.ts";
import type { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";
import { startFirstFactor } from "./start-first-factor.ts";

export type NextState =
  SignedIn | ChallengeRequired | SignInRequired | ConfirmationRequired | PasswordResetRequired | Rejected;

const passwordRule = z.string("Enter the password.").min(1, "Enter the password.");
const passwordRules = z.object({ password: passwordRule });
const selectionRules = z.object({
  selectedFactor: z.enum(FirstFactor, "Choose a factor."),
  password: passwordRule.nullish(),
});

/** Takes the answer to a challenge, which leads to a session or to the next challenge. */
export async function answerChallenge(
  context: AuthContext,
  challenge: PendingChallenge,
  input: RespondToChallengeInput,
): Promise<NextState> {
  const { name } = challenge;
  if (name === "SELECT_CHALLENGE") return await answerSelection(context, challenge, input);
  if (name === "PASSWORD") return await answerPassword(context, challenge, input);
  return await answerAtPool(context, { ...challenge, name }, input);
}

async function answerSelection(
  context: AuthContext,
  challenge: PendingChallenge,
  input: RespondToChallengeInput,
): Promise<NextState> {
  const checked = checkInput(selectionRules, input);
  if (!checked.ok) return checked.rejected;
  const { selectedFactor, password } = checked.value;
  if (selectedFactor === "PASSWORD" && typeof password === "string")
    return await answerPassword(context, challenge, input);
  const identifier = toIdentifier(context.poolProfile(), challenge.username);
  if (identifier instanceof Rejected) return identifier;
  const next = await startFirstFactor(context, identifier, selectedFactor, "selectedFactor");
  if (!(next instanceof Rejected)) await endChallenge(context.db, challenge);
  return next;
}

async function answerPassword(
  context: AuthContext,
  challenge: PendingChallenge,
  input: RespondToChallengeInput,
): Promise<NextState> {
  const checked = checkInput(passwordRules, input);
  if (!checked.ok) return checked.rejected;
  const identifier = toIdentifier(context.poolProfile(), challenge.username);
  if (identifier instanceof Rejected) return identifier;
  const tooMany = await acceptAnswer(context.db, challenge);
  if (tooMany) return tooMany;
  const { password } = checked.value;
  const next = await signInWithPassword(context, identifier, password, input);
  if (!(next instanceof Rejected)) await endChallenge(context.db, challenge);
  return next;
}

type PoolChallenge = PendingChallenge & { name: keyof typeof challengeAnswers };

async function answerAtPool(
  context: AuthContext,
  challenge: PoolChallenge,
  input: RespondToChallengeInput,
): Promise<NextState> {
  const { identifier, name } = challenge;
  const isFirstFactor = challenge.provedFactor === "NONE";
  try {
    if (typeof input.recoveryCode === "string" && mayAskForTotp(challenge))
      return await recover(context, challenge, { recoveryCode: input.recoveryCode });
    const now = context.clock();
    const authentication = await challengeAnswers[name](context, challenge, input);
    if (authentication instanceof Rejected) return authentication;
    await endChallenge(context.db, challenge);
    // Custom authentication may ask again, and again after a wrong answer: nothing is shown until it is over.
    const asksAgain = authentication.kind === "challenge" && authentication.name === "CUSTOM_CHALLENGE";
    const proof =
      isFirstFactor && !asksAgain
        ? { provedAt: now, provedFactor: toFirstFactor(name) }
        : { provedAt: challenge.provedAt, provedFactor: challenge.provedFactor ?? "PASSWORD" };
    // A sign-in that began with a password counted as an attempt until now.
    if (authentication.kind === "tokens" && proof.provedFactor === "PASSWORD")
      await resetAttempts(context, "password", identifier);
    const secondFactor = showsSecondFactor(context, challenge, input) ? name : undefined;
    const rememberDevice = input.rememberDevice === true;
    const progress = { identifier, authentication, ...proof, secondFactor, rememberDevice };
    const next = await continueSignIn(context, progress, input.refreshTokenDelivery);
    const credentialId = input.credential?.["id"];
    if (name === "WEB_AUTHN" && next instanceof SignedIn && typeof credentialId === "string")
      await recordPasskeyUse(context.db, { userId: next.session.viewer.id, credentialId, now });
    return next;
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    return await toNextState(context, challenge, error);
  }
}

/** Whether the challenge may ask for an authenticator app, which a recovery code turns off. */
function mayAskForTotp({ name }: PendingChallenge): boolean {
  return name === "SOFTWARE_TOKEN_MFA" || name === "SELECT_MFA_TYPE";
}

/** Whether an accepted answer shows a second factor. A passkey may show both. */
function showsSecondFactor(
  { poolProfile }: Pick<AuthContext, "poolProfile">,
  { name, provedFactor }: PoolChallenge,
  { credential }: RespondToChallengeInput,
): boolean {
  if (provedFactor !== "NONE") return isSecondFactor(name);
  return (
    name === "WEB_AUTHN" && poolProfile().passkeys?.areMultiFactor === true && hasVerifiedUser(credential)
  );
}

/** The first factor that an answer to its challenge shows. The names are the same. */
function toFirstFactor(name: string): FirstFactor | undefined {
  return Object.values(FirstFactor).find((factor) => factor === name);
}

async function toNextState(
  context: AuthContext,
  challenge: PoolChallenge,
  error: UserPoolError,
): Promise<NextState> {
  const identifier = toIdentifier(context.poolProfile(), challenge.identifier);
  const isFirstFactor = challenge.provedFactor === "NONE";
  const barrier =
    isFirstFactor && !(identifier instanceof Rejected)
      ? await findBarrier(context, identifier, error)
      : undefined;
  if (barrier || error.code === "NOT_AUTHORIZED" || error.code === "CHALLENGE_SESSION_REFUSED") {
    await endChallenge(context.db, challenge);
    return barrier ?? new Rejected([challengeExpired()]);
  }
  if (error.code === "INVALID_PARAMETER") {
    const field = answeredField(challenge);
    const message = "The user pool does not accept this.";
    if (field !== undefined) return new Rejected([{ code: "INVALID_INPUT", message, field }]);
  }
  return toRejected(error, { password: "newPassword" });
}

/** The input field that a pool means which calls an answer malformed; undefined: the password, or none. */
function answeredField({ name, requiredAttributes }: PendingChallenge): string | undefined {
  if (name === "SELECT_MFA_TYPE") return "factor";
  return name === "NEW_PASSWORD_REQUIRED" && requiredAttributes !== "" ? "attributes" : undefined;
}
