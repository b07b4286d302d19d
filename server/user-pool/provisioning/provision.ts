import {
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Difference } from "./compare.ts";
import { type InspectedClient, type InspectedPool, inspectUserPool, type Inspection } from "./inspect.ts";
import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";
import { findSettingNote } from "./setting-notes.ts";
import { merge, toPoolUpdate } from "./whole-update.ts";

export type ProvisionedUserPool = { userPoolId: string; clients: ProvisionedAppClient[] };
export type ProvisionedAppClient = { name: string; clientId: string; clientSecret: string | undefined };

/** What provisioning would do, and which differences require a new pool or app client. Nothing is ever deleted. */
export type Plan = {
  create: string[];
  change: { name: string; differences: Difference[] }[];
  impossible: { name: string; differences: Difference[] }[];
};

export function planProvision(
  definition: UserPoolDefinition,
  { pool, clients, missingGroups }: Inspection,
): Plan {
  const plan: Plan = { create: [], change: [], impossible: [] };
  const add = (name: string, differences: Difference[] | undefined): void => {
    if (!differences) plan.create.push(name);
    const [fixed, open] = split(differences ?? []);
    if (fixed.length > 0) plan.impossible.push({ name, differences: fixed });
    if (open.length > 0) plan.change.push({ name, differences: open });
  };
  add(`user pool ${pool?.userPoolId ?? definition.pool.PoolName}`, pool?.differences);
  for (const { definition: client, found } of clients)
    add(`app client ${client.ClientName}`, found?.differences);
  for (const { GroupName } of missingGroups) add(`group ${GroupName}`, undefined);
  return plan;
}

/**
 * Creates the user pool, its app clients and groups if they are missing, and changes settings that differ, if they can be
 * changed. Settings that the definition lacks stay as they are.
 */
export async function provisionUserPool(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
): Promise<ProvisionedUserPool> {
  const inspection = await inspectUserPool(cognito, definition);
  const userPoolId = inspection.pool?.userPoolId ?? (await createUserPool(cognito, definition));
  if (inspection.pool) await updateUserPool(cognito, inspection.pool, definition);
  const clients: ProvisionedAppClient[] = [];
  for (const client of inspection.clients)
    clients.push(await provisionAppClient(cognito, userPoolId, client));
  for (const group of inspection.missingGroups)
    await cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, ...group }));
  return { userPoolId, clients };
}

async function createUserPool(
  cognito: CognitoIdentityProviderClient,
  { pool, mfa }: UserPoolDefinition,
): Promise<string> {
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool));
  const userPoolId = required(UserPool?.Id, "the id of the user pool");
  // CreateUserPool cannot enable TOTP.
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId: userPoolId, ...mfa }));
  return userPoolId;
}

async function updateUserPool(
  cognito: CognitoIdentityProviderClient,
  { userPoolId, settings, mfa: presentMfa, differences }: InspectedPool,
  { pool, mfa }: UserPoolDefinition,
): Promise<void> {
  const changes = split(differences)[1].map(({ path }) => path);
  const isMfa = (path: string) => Object.keys(mfa).some((name) => path.split(".")[0] === name);
  if (changes.some((path) => !isMfa(path)))
    await cognito.send(
      new UpdateUserPoolCommand({ ...toPoolUpdate(settings, pool), UserPoolId: userPoolId }),
    );
  // Both operations reset what is missing from their input.
  if (changes.some(isMfa))
    await cognito.send(
      new SetUserPoolMfaConfigCommand({ ...merge(presentMfa, mfa), UserPoolId: userPoolId }),
    );
}

async function provisionAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  { definition, found }: InspectedClient,
): Promise<ProvisionedAppClient> {
  if (!found) return await createAppClient(cognito, userPoolId, definition);
  const { clientId, clientSecret, settings, differences } = found;
  if (split(differences)[1].length > 0) {
    // The SDK sends only the members that the operation has.
    const input = merge(settings, definition);
    await cognito.send(
      new UpdateUserPoolClientCommand({ ...input, UserPoolId: userPoolId, ClientId: clientId }),
    );
  }
  return { name: definition.ClientName, clientId, clientSecret };
}

async function createAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  definition: AppClientDefinition,
): Promise<ProvisionedAppClient> {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ...definition }),
  );
  return {
    name: definition.ClientName,
    clientId: required(UserPoolClient?.ClientId, "the id of the app client"),
    clientSecret: UserPoolClient?.ClientSecret,
  };
}

/** The differences that require a new pool or app client, and those that can be changed. */
function split(differences: Difference[]): [immutable: Difference[], mutable: Difference[]] {
  return [differences.filter(isImmutable), differences.filter((each) => !isImmutable(each))];
}

function isImmutable({ path }: Difference): boolean {
  return findSettingNote(path).immutable === true;
}

function required(value: string | undefined, what: string): string {
  if (!value) throw new Error(`Cognito answered without ${what}.`);
  return value;
}
