import { requirePool } from "../../pools/user-pools.ts";
import { notAuthorized } from "../../protocol/exceptions.ts";
import { Token, UserPoolId, Username } from "../../protocol/request-members.ts";
import { oneOf, string, structure } from "../../protocol/shape.ts";
import { requireThreatProtection } from "../../resources/risk-configuration.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * A feedback token is in the notices of threat protection, which are not sent here: none is valid.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html
 */
export const updateAuthEventFeedback = defineOperation(
  structure({
    UserPoolId,
    Username,
    EventId: string({ min: 1, max: 50, pattern: "[\\w+-]+" }),
    FeedbackToken: Token,
    FeedbackValue: oneOf("Valid", "Invalid"),
  }),
  async ({ database }, input) => {
    requireThreatProtection(await requirePool(database, input.UserPoolId));
    throw notAuthorized("Invalid Feedback Token");
  },
);
