import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigCommandOutput,
  type UserPoolClientType,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { callPool, type PoolAccess } from "../pool-connection.ts";
import { UserPoolError } from "../user-pool-error.ts";

/** The settings of a pool and of the API's app clients; undefined what the API may not read. */
export type PoolSettings = {
  pool: UserPoolType | undefined;
  mfa: GetUserPoolMfaConfigCommandOutput | undefined;
  client: UserPoolClientType | undefined;
  signUpClient: UserPoolClientType | undefined;
};

/**
 * Reads the settings, all at once. Each needs an AWS permission: cognito-idp:DescribeUserPool,
 * cognito-idp:GetUserPoolMfaConfig, cognito-idp:DescribeUserPoolClient.
 *
 * @throws UserPoolError MISCONFIGURED if the pool does not exist, or lacks an app client; UNAVAILABLE if it does not respond.
 */
export async function readPoolSettings({
  cognito,
  userPoolId: UserPoolId,
  client,
  signUpClient,
}: PoolAccess): Promise<PoolSettings> {
  const describeClient = async ({ clientId: ClientId }: { clientId: string }) =>
    (await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;
  const own = ifPermitted(describeClient(client));
  const [pool, mfa, ...clients] = await Promise.all([
    ifPermitted(cognito.send(new DescribeUserPoolCommand({ UserPoolId }))),
    ifPermitted(cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))),
    own,
    signUpClient.clientId === client.clientId ? own : ifPermitted(describeClient(signUpClient)),
  ]);
  return { pool: pool?.UserPool, mfa, client: clients[0], signUpClient: clients[1] };
}

async function ifPermitted<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await callPool(call);
  } catch (error) {
    if (error instanceof UserPoolError && error.code === "NOT_PERMITTED") return undefined;
    throw error;
  }
}
