import { defineOperation } from "./operation.ts";
import { requireClientOfPool } from "../pools/app-clients.ts";
import { answerChallenge } from "../sign-in/respond-to-challenge.ts";
import { ChallengeName, ChallengeResponses, ClientId, Session, UserPoolId } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { requirePool } from "../pools/user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = defineOperation(
  structure({ UserPoolId, ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const client = await requireClientOfPool(context.database, pool.id, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await answerChallenge(context, { pool, client }, input.ChallengeName, responses, input.Session);
  },
);
