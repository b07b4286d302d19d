import { regionOfPool } from "../protocol/pool-region.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#cognito-user-pools-lambda-trigger-syntax-shared */
export type TriggerEvent = {
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Record<string, unknown>;
  response: Record<string, unknown>;
};

/**
 * What an event says of its cause.
 *
 * @property source as `PreSignUp_SignUp`.
 * @property clientId of the app client that calls; undefined: an administrator calls.
 */
export type TriggerCause = {
  pool: UserPool;
  source: string;
  userName: string;
  clientId: string | undefined;
  version?: string;
};

export function toEvent(
  { pool, source, userName, clientId, version = "1" }: TriggerCause,
  request: Record<string, unknown>,
  response: Record<string, unknown>,
): TriggerEvent {
  return {
    version,
    triggerSource: source,
    region: regionOfPool(pool.id),
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: "aws-sdk-unknown-unknown",
      clientId: clientId ?? "CLIENT_ID_NOT_APPLICABLE",
    },
    request,
    response,
  };
}

/** The attributes of a user who exists, as events have them. */
export function toEventAttributes(user: Pick<User, "id" | "status" | "attributes">): Record<string, string> {
  return { sub: user.id, "cognito:user_status": user.status, ...user.attributes };
}
