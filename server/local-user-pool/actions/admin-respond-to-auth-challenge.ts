import { defineAction } from "../action.ts";
import { requireClientOfPool } from "../app-clients.ts";
import { answerChallenge } from "../challenge-answers.ts";
import { ChallengeName, ChallengeResponses, ClientId, Session, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = defineAction(
  structure({ UserPoolId, ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const client = await requireClientOfPool(context.database, pool.id, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await answerChallenge(context, { pool, client }, input.ChallengeName, responses, input.Session);
  },
);
