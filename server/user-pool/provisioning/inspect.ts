import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListGroups,
  paginateListUserPoolClients,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { compare, type Difference } from "./compare.ts";
import type { AppClientDefinition, GroupDefinition, UserPoolDefinition } from "./pool-definition.ts";

/** Settings by their names in the Cognito API. */
export type Settings = Record<string, unknown>;

export type InspectedPool = {
  userPoolId: string;
  /** As DescribeUserPool returns them. */
  settings: Settings;
  /** As GetUserPoolMfaConfig returns them. */
  mfa: Settings;
  differences: Difference[];
};
export type InspectedClient = {
  definition: AppClientDefinition;
  /** Absent if the pool lacks the app client. */
  found?: {
    clientId: string;
    clientSecret: string | undefined;
    settings: Settings;
    differences: Difference[];
  };
};

/** A user pool compared with its definition. */
export type Inspection = {
  pool: InspectedPool | undefined;
  clients: InspectedClient[];
  missingGroups: GroupDefinition[];
};

/** The pool and app clients to inspect, these by the names of the definition. Default: those with the names there. */
export type InspectionTarget = {
  userPoolId?: string | undefined;
  clientIds?: Record<string, string | undefined> | undefined;
};

/** Reads an existing user pool with its app clients and groups, and compares it with the definition. Changes nothing. */
export async function inspectUserPool(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
  target: InspectionTarget = {},
): Promise<Inspection> {
  const userPoolId = target.userPoolId ?? (await findUserPool(cognito, definition.pool.PoolName));
  if (userPoolId === undefined)
    return {
      pool: undefined,
      clients: definition.clients.map((each) => ({ definition: each })),
      missingGroups: definition.groups,
    };
  const [pool, named, groups] = await Promise.all([
    inspectPool(cognito, userPoolId, definition),
    listAppClients(cognito, userPoolId),
    listGroups(cognito, userPoolId),
  ]);
  const clients = await Promise.all(
    definition.clients.map(async (each): Promise<InspectedClient> => {
      const clientId = target.clientIds?.[each.ClientName] ?? named.get(each.ClientName);
      return clientId === undefined
        ? { definition: each }
        : await inspectClient(cognito, userPoolId, clientId, each);
    }),
  );
  return {
    pool,
    clients,
    missingGroups: definition.groups.filter(({ GroupName }) => !groups.has(GroupName)),
  };
}

async function inspectPool(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  { pool, mfa }: UserPoolDefinition,
): Promise<InspectedPool> {
  const [{ UserPool }, { $metadata: _metadata, ...presentMfa }] = await Promise.all([
    cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId })),
    cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId })),
  ]);
  const settings: Settings = { ...UserPool };
  // The name is not compared, as the target may be given by id. DescribeUserPool calls the schema SchemaAttributes.
  const { PoolName: _, Schema, ...rest } = pool;
  return {
    userPoolId,
    settings,
    mfa: presentMfa,
    differences: compare({ ...rest, SchemaAttributes: Schema, ...mfa }, { ...settings, ...presentMfa }),
  };
}

async function inspectClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  clientId: string,
  definition: AppClientDefinition,
): Promise<InspectedClient> {
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  const { ClientSecret: clientSecret, ...described } = UserPoolClient ?? {};
  const settings: Settings = { ...described, GenerateSecret: clientSecret !== undefined };
  const { ClientName: _, ...expected } = definition;
  return {
    definition,
    found: { clientId, clientSecret, settings, differences: compare(expected, settings) },
  };
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

/** The ids of a pool's app clients, by their names. */
async function listAppClients(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const pages = paginateListUserPoolClients({ client: cognito }, { UserPoolId: userPoolId, MaxResults: 60 });
  for await (const page of pages) {
    for (const { ClientName, ClientId } of page.UserPoolClients ?? []) {
      if (ClientName !== undefined && ClientId !== undefined) ids.set(ClientName, ClientId);
    }
  }
  return ids;
}

async function listGroups(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): Promise<Set<string | undefined>> {
  const names = new Set<string | undefined>();
  for await (const page of paginateListGroups({ client: cognito }, { UserPoolId: userPoolId, Limit: 60 })) {
    for (const { GroupName } of page.Groups ?? []) names.add(GroupName);
  }
  return names;
}
