import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { boolean, map, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";
import type { CustomAuthStep } from "../../tables/auth-session-state.ts";
import type { User } from "../../tables/users-table.ts";
import { toEventAttributes } from "../../triggers/event.ts";
import { runTrigger } from "../../triggers/run-trigger.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

/** Who signs in by CUSTOM_AUTH. A user who does not exist is played, and never gets tokens. */
export type CustomAuthUser = { user: User | undefined; username: string };

const decisionShape = structure(
  {},
  { challengeName: string(), issueTokens: boolean, failAuthentication: boolean },
);

export type AuthChallengeDecision = ValueOf<typeof decisionShape>;

/**
 * Asks the DefineAuthChallenge trigger what follows the steps that are complete.
 *
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
export async function defineAuthChallenge(
  context: SignInContext,
  app: AppClientWithPool,
  who: CustomAuthUser,
  steps: CustomAuthStep[],
): Promise<AuthChallengeDecision | undefined> {
  return await runTrigger(
    context,
    "DefineAuthChallenge",
    toCause(app, who, "DefineAuthChallenge"),
    { ...toRequest(context, who), session: steps },
    { challengeName: null, issueTokens: null, failAuthentication: null },
    decisionShape,
  );
}

const parameters = map(string({ max: 131_072 }));
const challengeShape = structure(
  {},
  {
    publicChallengeParameters: parameters,
    privateChallengeParameters: parameters,
    challengeMetadata: string({ max: 131_072 }),
  },
);

/**
 * Lets the CreateAuthChallenge trigger make a challenge.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
 */
export async function createAuthChallenge(
  context: SignInContext,
  app: AppClientWithPool,
  who: CustomAuthUser,
  steps: CustomAuthStep[],
): Promise<ValueOf<typeof challengeShape>> {
  const created = await runTrigger(
    context,
    "CreateAuthChallenge",
    toCause(app, who, "CreateAuthChallenge"),
    { ...toRequest(context, who), challengeName: "CUSTOM_CHALLENGE", session: steps },
    { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
    challengeShape,
  );
  return created ?? {};
}

/**
 * Asks the VerifyAuthChallengeResponse trigger whether an answer is right. Without the trigger, none is.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
export async function verifyAuthChallenge(
  context: SignInContext,
  app: AppClientWithPool,
  who: CustomAuthUser,
  privateChallengeParameters: Record<string, string>,
  challengeAnswer: string,
): Promise<boolean> {
  const response = await runTrigger(
    context,
    "VerifyAuthChallengeResponse",
    toCause(app, who, "VerifyAuthChallengeResponse"),
    { ...toRequest(context, who), privateChallengeParameters, challengeAnswer },
    { answerCorrect: null },
    structure({}, { answerCorrect: boolean }),
  );
  return response?.answerCorrect === true;
}

function toCause({ pool, client }: AppClientWithPool, { user, username }: CustomAuthUser, name: string) {
  return {
    pool,
    clientId: client.id,
    source: `${name}_Authentication`,
    userName: user?.username ?? username,
  };
}

function toRequest({ clientMetadata }: SignInContext, { user }: CustomAuthUser): Record<string, unknown> {
  return {
    userAttributes: user ? toEventAttributes(user) : {},
    userNotFound: user === undefined,
    ...(clientMetadata && { clientMetadata }),
  };
}
