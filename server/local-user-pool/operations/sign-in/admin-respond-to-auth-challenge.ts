import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import {
  ChallengeName,
  ChallengeResponses,
  ClientId,
  Session,
  UserPoolId,
} from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { respondToChallenge } from "../../sign-in/respond-to-challenge.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = defineOperation(
  structure({ UserPoolId, ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const client = await requireAppClientOfPool(context.database, pool.id, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await respondToChallenge(context, { pool, client }, input.ChallengeName, responses, input.Session);
  },
);
