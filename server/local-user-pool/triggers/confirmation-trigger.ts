import { structure } from "../protocol/shape.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { toEventAttributes } from "./event.ts";
import { runTrigger } from "./run-trigger.ts";
import type { TriggerContext } from "./run-trigger.ts";

/**
 * Runs the PostConfirmation trigger, after the change has committed: its failure fails the operation, and the change stays.
 *
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export async function runPostConfirmation(
  context: TriggerContext,
  cause: {
    pool: UserPool;
    clientId: string | undefined;
    reason: "ConfirmSignUp" | "ConfirmForgotPassword";
  },
  user: User,
): Promise<void> {
  const { pool, clientId, reason } = cause;
  await runTrigger(
    context,
    "PostConfirmation",
    { pool, clientId, source: `PostConfirmation_${reason}`, userName: user.username },
    {
      userAttributes: toEventAttributes(user),
      ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
    },
    {},
    structure({}),
  );
}
