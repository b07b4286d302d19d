import { requireAppClient } from "../../pools/app-clients.ts";
import { ChallengeName, ChallengeResponses, ClientId, Session } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { respondToChallenge } from "../../sign-in/respond-to-challenge.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = defineOperation(
  structure({ ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const app = await requireAppClient(context.database, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await respondToChallenge(context, app, input.ChallengeName, responses, input.Session);
  },
);
