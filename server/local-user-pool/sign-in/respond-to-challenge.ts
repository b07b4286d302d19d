import type { SignInContext } from "./sessions/sign-in-context.ts";
import { checkSecretHash } from "../pools/app-clients.ts";
import type { ClientOfPool } from "../pools/app-clients.ts";
import type { AuthAnswer } from "./sessions/auth-response.ts";
import type { ChallengeAnswer } from "./challenges/challenge-response.ts";
import { answerEmailOtp } from "./challenges/email-otp.ts";
import { answerMfaSetup } from "./challenges/mfa-setup.ts";
import { answerNewPassword } from "./challenges/new-password-required.ts";
import { answerPasswordVerifier } from "./challenges/password-verifier.ts";
import { answerPassword, answerPasswordSrp } from "./challenges/password.ts";
import { answerSelectChallenge } from "./challenges/select-challenge.ts";
import { answerSelectMfaType } from "./challenges/select-mfa-type.ts";
import { answerSoftwareTokenMfa } from "./challenges/software-token-mfa.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { requireParameter } from "../protocol/parameters.ts";
import type { Parameters } from "../protocol/parameters.ts";

/** The challenges that can be answered, each by the code that judges the answer. */
const judges: Record<string, (answer: ChallengeAnswer) => Promise<AuthAnswer>> = {
  EMAIL_OTP: answerEmailOtp,
  MFA_SETUP: answerMfaSetup,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  PASSWORD_VERIFIER: answerPasswordVerifier,
  SELECT_CHALLENGE: answerSelectChallenge,
  SELECT_MFA_TYPE: answerSelectMfaType,
  SOFTWARE_TOKEN_MFA: answerSoftwareTokenMfa,
};

/**
 * Goes on with a sign-in: what RespondToAuthChallenge and AdminRespondToAuthChallenge have in common.
 *
 * @throws UserPoolException InvalidParameterException for a challenge that does not exist here or lacks an answer;
 * NotAuthorizedException for a wrong session or secret hash; whatever else the challenge throws.
 */
export async function answerChallenge(
  context: SignInContext,
  owner: ClientOfPool,
  challengeName: string,
  responses: Parameters,
  session: string | undefined,
): Promise<AuthAnswer> {
  const judge = judges[challengeName];
  if (!judge) throw invalidParameter(`${challengeName} is not supported by the local user pool.`);
  const username = requireParameter(responses, "USERNAME");
  checkSecretHash(owner.client, username, responses["SECRET_HASH"]);
  return await judge({ context, owner, username, responses, session });
}
