import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId, Username } from "../../protocol/request-members.ts";
import { oneOf, string, structure } from "../../protocol/shape.ts";
import { requireThreatProtection } from "../../resources/risk-configuration.ts";
import { setEventFeedback } from "../../tokens/auth-events.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const adminUpdateAuthEventFeedback = defineOperation(
  structure({
    UserPoolId,
    Username,
    EventId: string({ min: 1, max: 50, pattern: "[\\w+-]+" }),
    FeedbackValue: oneOf("Valid", "Invalid"),
  }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    requireThreatProtection(pool);
    const user = await requireUser(database, pool, input.Username);
    await setEventFeedback(database, user, input.EventId, input.FeedbackValue, now);
    return {};
  },
);
