import type { Context } from "./action.ts";
import { checkSecretHash } from "./app-clients.ts";
import type { ClientOfPool } from "./app-clients.ts";
import { required } from "./auth-start.ts";
import { answerNewPassword } from "./challenges/new-password-required.ts";
import type { ChallengeAnswer } from "./challenges/challenge-answer.ts";
import { invalidParameter } from "./exceptions.ts";
import type { AuthAnswer } from "./sign-in.ts";

/** The challenges that can be answered, each by the code that judges the answer. */
const judges: Record<string, (answer: ChallengeAnswer) => Promise<AuthAnswer>> = {
  NEW_PASSWORD_REQUIRED: answerNewPassword,
};

/**
 * Goes on with a sign-in: what RespondToAuthChallenge and AdminRespondToAuthChallenge have in common.
 *
 * @throws UserPoolException InvalidParameterException for a challenge that does not exist here or lacks an answer;
 * NotAuthorizedException for a wrong session or secret hash; whatever else the challenge throws.
 */
export async function answerChallenge(
  context: Context,
  owner: ClientOfPool,
  challengeName: string,
  responses: Record<string, string>,
  session: string | undefined,
): Promise<AuthAnswer> {
  const judge = judges[challengeName];
  if (!judge) throw invalidParameter(`${challengeName} is not supported by the local user pool.`);
  const username = required(responses, "USERNAME");
  checkSecretHash(owner.client, username, responses["SECRET_HASH"]);
  return await judge({ context, owner, username, responses, session });
}
