import { defineOperation } from "./operation.ts";
import { requireClient } from "../pools/app-clients.ts";
import { answerChallenge } from "../sign-in/respond-to-challenge.ts";
import { ChallengeName, ChallengeResponses, ClientId, Session } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = defineOperation(
  structure({ ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const owner = await requireClient(context.database, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await answerChallenge(context, owner, input.ChallengeName, responses, input.Session);
  },
);
