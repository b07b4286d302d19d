import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { structure } from "../../protocol/shape.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import type { User } from "../../tables/users-table.ts";
import { toEventAttributes } from "../../triggers/event.ts";
import { runTrigger } from "../../triggers/run-trigger.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

/**
 * Runs the PreAuthentication trigger, before anything of the sign-in is checked. A user who does not exist gets it where the
 * app client hides that.
 *
 * @param name the name that the client sent.
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 */
export async function runPreAuthentication(
  context: SignInContext,
  { client, pool }: AppClientWithPool,
  user: User | undefined,
  name: string,
): Promise<void> {
  if (!user && !preventsUserExistenceErrors(client.settings)) return;
  await runTrigger(
    context,
    "PreAuthentication",
    {
      pool,
      clientId: client.id,
      source: "PreAuthentication_Authentication",
      userName: user?.username ?? name,
    },
    {
      userAttributes: user ? toEventAttributes(user) : {},
      validationData: context.validationData ?? null,
      userNotFound: user === undefined,
    },
    {},
    structure({}),
  );
}

/**
 * Runs the PostAuthentication trigger of a sign-in that is complete.
 *
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 */
export async function runPostAuthentication(
  context: SignInContext,
  { client, pool }: AppClientWithPool,
  user: User,
  newDeviceUsed: boolean,
): Promise<void> {
  await runTrigger(
    context,
    "PostAuthentication",
    {
      pool,
      clientId: client.id,
      source: "PostAuthentication_Authentication",
      userName: user.username,
    },
    {
      userAttributes: toEventAttributes(user),
      newDeviceUsed,
      ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
    },
    {},
    structure({}),
  );
}
