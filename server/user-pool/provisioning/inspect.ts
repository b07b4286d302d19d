import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListGroups,
  paginateListUserPoolClients,
  paginateListUserPools,
  ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";
import { ProvisioningError } from "./provisioning-error.ts";

/** Settings by their names in the Cognito API. */
export type Settings = Record<string, unknown>;

export type InspectedPool = {
  userPoolId: string;
  /** As DescribeUserPool returns them. */
  settings: Settings;
  /** As GetUserPoolMfaConfig returns them. */
  mfa: Settings;
};
export type InspectedClient = {
  /** The name in the definition. The app client itself may have another one. */
  name: string;
  /** Absent if the pool lacks the app client. */
  found?: FoundClient;
  /** The id by which it was named, if the pool has no app client with it. */
  unknownId?: string;
};
export type FoundClient = { clientId: string; clientSecret: string | undefined; settings: Settings };
export type ListedClient = { name: string; clientId: string };

/** What a user pool is, without a judgement. */
export type Inspection = {
  pool: InspectedPool | undefined;
  /** Those of the definition, in its order. */
  clients: InspectedClient[];
  /** All app clients that are not in `clients`. */
  otherClients: ListedClient[];
  groups: ReadonlySet<string>;
};

/** The pool and app clients to inspect, these by the names of the definition. */
export type InspectionTarget = {
  /** Default: the pool with the definition's name. */
  userPoolId?: string | undefined;
  /** Default: those with the definition's names. */
  clientIds?: Record<string, string | undefined> | undefined;
  /**
   * Whether an app client that only its name identifies must look like the definition's: with a secret or without one as
   * there, and without OAuth, as a company's own app client may have the same name.
   */
  mistrustsNames?: boolean;
};

/**
 * Reads an existing user pool with its app clients and groups. Changes nothing.
 *
 * @throws ProvisioningError AMBIGUOUS_NAME
 */
export async function inspectUserPool(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
  target: InspectionTarget = {},
): Promise<Inspection> {
  const userPoolId = target.userPoolId ?? (await findUserPool(cognito, definition.pool.PoolName));
  if (userPoolId === undefined) return noPool(definition);
  // First, so that an error about the pool is one about the pool.
  const pool = await inspectPool(cognito, userPoolId);
  const [listed, groups] = await Promise.all([
    listAppClients(cognito, userPoolId),
    listGroups(cognito, userPoolId),
  ]);
  const clients = await Promise.all(
    definition.clients.map(async (each): Promise<InspectedClient> => {
      const named = target.clientIds?.[each.ClientName];
      return named === undefined
        ? await findClient(cognito, userPoolId, each, listed, target.mistrustsNames === true)
        : await describeNamedClient(cognito, userPoolId, each.ClientName, named);
    }),
  );
  const used = new Set(clients.map(({ found }) => found?.clientId));
  return { pool, clients, otherClients: listed.filter(({ clientId }) => !used.has(clientId)), groups };
}

function noPool({ clients }: UserPoolDefinition): Inspection {
  return {
    pool: undefined,
    clients: clients.map(({ ClientName }) => ({ name: ClientName })),
    otherClients: [],
    groups: new Set(),
  };
}

async function inspectPool(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): Promise<InspectedPool> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const { $metadata: _metadata, ...mfa } = await cognito.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId }),
  );
  return { userPoolId, settings: { ...UserPool }, mfa };
}

async function describeNamedClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  name: string,
  clientId: string,
): Promise<InspectedClient> {
  try {
    return { name, found: await describeClient(cognito, userPoolId, clientId) };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { name, unknownId: clientId };
    throw error;
  }
}

async function findClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  definition: AppClientDefinition,
  listed: ListedClient[],
  mistrusts: boolean,
): Promise<InspectedClient> {
  const name = definition.ClientName;
  const described = await Promise.all(
    listed
      .filter((each) => each.name === name)
      .map(({ clientId }) => describeClient(cognito, userPoolId, clientId)),
  );
  const candidates = described.filter((each) => !mistrusts || looksLike(each, definition));
  if (candidates.length > 1 && mistrusts)
    throw new ProvisioningError(
      "AMBIGUOUS_NAME",
      `The user pool ${userPoolId} has ${candidates.length} app clients named ${name} (${candidates.map(({ clientId }) => clientId).join(", ")}): name one by its id.`,
    );
  const [found] = candidates;
  return found ? { name, found } : { name };
}

function looksLike(
  { clientSecret, settings }: FoundClient,
  { GenerateSecret }: AppClientDefinition,
): boolean {
  const usesOAuth = settings["AllowedOAuthFlowsUserPoolClient"] === true;
  return (clientSecret !== undefined) === (GenerateSecret === true) && !usesOAuth;
}

async function describeClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  clientId: string,
): Promise<FoundClient> {
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  const { ClientSecret: clientSecret, ...settings } = UserPoolClient ?? {};
  return { clientId, clientSecret, settings: { ...settings, GenerateSecret: clientSecret !== undefined } };
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

async function listAppClients(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): Promise<ListedClient[]> {
  const listed: ListedClient[] = [];
  const pages = paginateListUserPoolClients({ client: cognito }, { UserPoolId: userPoolId, MaxResults: 60 });
  for await (const page of pages) {
    for (const { ClientName: name, ClientId: clientId } of page.UserPoolClients ?? []) {
      if (name !== undefined && clientId !== undefined) listed.push({ name, clientId });
    }
  }
  return listed;
}

async function listGroups(cognito: CognitoIdentityProviderClient, userPoolId: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const page of paginateListGroups({ client: cognito }, { UserPoolId: userPoolId, Limit: 60 })) {
    for (const { GroupName } of page.Groups ?? []) if (GroupName !== undefined) names.add(GroupName);
  }
  return names;
}
