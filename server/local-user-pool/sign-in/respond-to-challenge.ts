import { checkSecretHash } from "../pools/app-clients.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { requireParameter } from "../protocol/parameters.ts";
import type { Parameters } from "../protocol/parameters.ts";
import type { ChallengeRequest } from "./challenges/challenge-request.ts";
import { respondToCustomChallenge } from "./challenges/custom-challenge.ts";
import { respondToDevicePasswordVerifier } from "./challenges/device-password-verifier.ts";
import { respondToDeviceSrpAuth } from "./challenges/device-srp-auth.ts";
import { respondToMfaSetup } from "./challenges/mfa-setup.ts";
import { respondToNewPasswordRequired } from "./challenges/new-password-required.ts";
import { respondToEmailOtp, respondToSmsMfa, respondToSmsOtp } from "./challenges/one-time-codes.ts";
import { respondToPassword, respondToPasswordSrp } from "./challenges/password.ts";
import { respondToPasswordVerifier } from "./challenges/password-verifier.ts";
import { respondToSelectChallenge } from "./challenges/select-challenge.ts";
import { respondToSelectMfaType } from "./challenges/select-mfa-type.ts";
import { respondToSoftwareTokenMfa } from "./challenges/software-token-mfa.ts";
import { respondToWebAuthn } from "./challenges/web-authn.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import type { FinishedResponse } from "./finish-sign-in.ts";
import type { AuthResponse } from "./sessions/auth-response.ts";
import type { SignInContext } from "./sessions/sign-in-context.ts";

/** The supported challenges with the functions that check their responses. */
const challengeHandlers: Record<string, (request: ChallengeRequest) => Promise<AuthResponse>> = {
  CUSTOM_CHALLENGE: respondToCustomChallenge,
  DEVICE_PASSWORD_VERIFIER: respondToDevicePasswordVerifier,
  DEVICE_SRP_AUTH: respondToDeviceSrpAuth,
  EMAIL_OTP: respondToEmailOtp,
  MFA_SETUP: respondToMfaSetup,
  NEW_PASSWORD_REQUIRED: respondToNewPasswordRequired,
  PASSWORD: respondToPassword,
  PASSWORD_SRP: respondToPasswordSrp,
  PASSWORD_VERIFIER: respondToPasswordVerifier,
  SELECT_CHALLENGE: respondToSelectChallenge,
  SELECT_MFA_TYPE: respondToSelectMfaType,
  SMS_MFA: respondToSmsMfa,
  SMS_OTP: respondToSmsOtp,
  SOFTWARE_TOKEN_MFA: respondToSoftwareTokenMfa,
  WEB_AUTHN: respondToWebAuthn,
};

/**
 * Checks the response to a challenge: the common part of RespondToAuthChallenge and AdminRespondToAuthChallenge.
 *
 * @throws UserPoolException all that `respondToStep` and the triggers throw
 */
export async function respondToChallenge(
  context: SignInContext,
  app: AppClientWithPool,
  challengeName: string,
  responses: Parameters,
  session: string | undefined,
): Promise<FinishedResponse> {
  const response = await respondToStep(context, app, challengeName, responses, session);
  return await finishSignIn({ ...context, deviceKey: responses["DEVICE_KEY"] }, app, response);
}

/**
 * Checks the response to a challenge, without the triggers that follow it.
 *
 * @throws UserPoolException InvalidParameterException for an unsupported challenge or a missing response;
 * NotAuthorizedException for a wrong session or secret hash; all that the challenge throws
 */
export async function respondToStep(
  context: SignInContext,
  app: AppClientWithPool,
  challengeName: string,
  responses: Parameters,
  session: string | undefined,
): Promise<AuthResponse> {
  const handler = challengeHandlers[challengeName];
  if (!handler) throw invalidParameter(`${challengeName} is not supported by the local user pool.`);
  const username = requireParameter(responses, "USERNAME");
  checkSecretHash(app.client, username, responses["SECRET_HASH"]);
  const withDevice = { ...context, deviceKey: responses["DEVICE_KEY"] };
  return await handler({ context: withDevice, app, username, responses, session });
}
