import {
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";

export type ProvisionedUserPool = { userPoolId: string; clients: ProvisionedAppClient[] };
export type ProvisionedAppClient = { name: string; clientId: string; clientSecret: string | undefined };

/**
 * Creates what is missing of a user pool and its app clients, found by their names, and changes nothing that
 * is there. The calls are those that Amazon Cognito takes.
 */
export async function provisionUserPool(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
): Promise<ProvisionedUserPool> {
  const userPoolId =
    (await findUserPool(cognito, definition.pool.PoolName)) ?? (await createUserPool(cognito, definition));
  const clients: ProvisionedAppClient[] = [];
  for (const client of definition.clients)
    clients.push(await provisionAppClient(cognito, userPoolId, client));
  return { userPoolId, clients };
}

async function findUserPool(
  cognito: CognitoIdentityProviderClient,
  name: string,
): Promise<string | undefined> {
  for await (const page of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    const found = page.UserPools?.find((pool) => pool.Name === name);
    if (found) return found.Id;
  }
  return undefined;
}

async function createUserPool(
  cognito: CognitoIdentityProviderClient,
  { pool, mfa }: UserPoolDefinition,
): Promise<string> {
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool));
  const userPoolId = required(UserPool?.Id, "the id of the user pool");
  // TOTP cannot be named in CreateUserPool.
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId: userPoolId, ...mfa }));
  return userPoolId;
}

async function provisionAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  definition: AppClientDefinition,
): Promise<ProvisionedAppClient> {
  const clientId =
    (await findAppClient(cognito, userPoolId, definition.ClientName)) ??
    (await createAppClient(cognito, userPoolId, definition));
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  return { name: definition.ClientName, clientId, clientSecret: UserPoolClient?.ClientSecret };
}

async function findAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  name: string,
): Promise<string | undefined> {
  const pages = paginateListUserPoolClients({ client: cognito }, { UserPoolId: userPoolId, MaxResults: 60 });
  for await (const page of pages) {
    const found = page.UserPoolClients?.find((client) => client.ClientName === name);
    if (found) return found.ClientId;
  }
  return undefined;
}

async function createAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  definition: AppClientDefinition,
): Promise<string> {
  const created = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ...definition }),
  );
  return required(created.UserPoolClient?.ClientId, "the id of the app client");
}

function required(value: string | undefined, what: string): string {
  if (!value) throw new Error(`Cognito answered without ${what}.`);
  return value;
}
