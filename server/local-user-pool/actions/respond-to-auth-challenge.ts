import { defineAction } from "../action.ts";
import { requireClient } from "../app-clients.ts";
import { answerChallenge } from "../challenge-answers.ts";
import { ChallengeName, ChallengeResponses, ClientId, Session } from "../constraints.ts";
import { structure } from "../shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = defineAction(
  structure({ ClientId, ChallengeName }, { ChallengeResponses, Session }),
  async (context, input) => {
    const owner = await requireClient(context.database, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    return await answerChallenge(context, owner, input.ChallengeName, responses, input.Session);
  },
);
