import {
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type InspectedPool, inspectUserPool, type Inspection, type Settings } from "./inspect.ts";
import { type Creation, type Deviation, type Plan, planProvision } from "./plan.ts";
import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";
import { merge, toPoolUpdate } from "./whole-update.ts";
import { strings } from "./fit-definition.ts";

/** Called with each step that has succeeded, in words. */
type OnDone = (step: string, userPoolId: string) => void;

export type ProvisionedUserPool = { userPoolId: string; clients: ProvisionedAppClient[] };
export type ProvisionedAppClient = { name: string; clientId: string; clientSecret: string | undefined };

/**
 * Makes a user pool as the definition says: creates what is missing, and changes every setting that differs, if it can be
 * changed. For pools that nobody else uses. Settings that the definition lacks stay as they are.
 */
export async function provisionUserPool(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
): Promise<ProvisionedUserPool> {
  const inspection = await inspectUserPool(cognito, definition);
  return await applyPlan(cognito, definition, inspection, planProvision(definition, inspection, "all"));
}

/** Executes a plan, and nothing else: settings that it does not change are sent back as they are. */
export async function applyPlan(
  cognito: CognitoIdentityProviderClient,
  definition: UserPoolDefinition,
  { pool, clients }: Inspection,
  plan: Plan,
  onDone: OnDone = () => {},
): Promise<ProvisionedUserPool> {
  const userPoolId = pool?.userPoolId ?? (await createUserPool(cognito, definition, onDone));
  if (pool) await updateUserPool(cognito, pool, definition, plan.change, onDone);
  const provisioned: ProvisionedAppClient[] = [];
  for (const { name, found } of clients) {
    const creation = plan.create.find((each) => each.kind === "client" && each.name === name);
    if (creation?.kind === "client") {
      provisioned.push(await createAppClient(cognito, userPoolId, creation.definition));
      onDone(`created app client ${name} (${provisioned.at(-1)?.clientId})`, userPoolId);
    } else if (found) {
      const changes = plan.change.filter(({ client }) => client === name);
      await updateAppClient(cognito, userPoolId, found, changes, onDone);
      provisioned.push({ name, clientId: found.clientId, clientSecret: found.clientSecret });
    }
  }
  for (const creation of plan.create) await createGroup(cognito, userPoolId, creation, onDone);
  return { userPoolId, clients: provisioned };
}

async function createUserPool(
  cognito: CognitoIdentityProviderClient,
  { pool, mfa }: UserPoolDefinition,
  onDone: OnDone,
): Promise<string> {
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool));
  const userPoolId = required(UserPool?.Id, "the id of the user pool");
  onDone(`created user pool ${userPoolId}`, userPoolId);
  // CreateUserPool cannot enable TOTP.
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId: userPoolId, ...mfa }));
  onDone(`set the second factors of ${userPoolId}`, userPoolId);
  return userPoolId;
}

async function updateUserPool(
  cognito: CognitoIdentityProviderClient,
  { userPoolId, settings, mfa: presentMfa }: InspectedPool,
  { mfa }: UserPoolDefinition,
  changes: Deviation[],
  onDone: OnDone,
): Promise<void> {
  const ofPool = changes.filter(({ client }) => client === undefined);
  const isMfa = ({ path }: Deviation) => Object.keys(mfa).some((name) => path.split(".")[0] === name);
  const [ofMfa, ofRest] = [ofPool.filter(isMfa), ofPool.filter((each) => !isMfa(each))];
  // Both operations reset what is missing from their input. Where a second factor is required, passkeys must stand for both
  // before they may be a first one.
  const newMfa = merge(presentMfa, toSettings(ofMfa));
  if (ofMfa.length > 0) {
    await cognito.send(new SetUserPoolMfaConfigCommand({ ...newMfa, UserPoolId: userPoolId }));
    onDone(`changed ${toList(ofMfa)}`, userPoolId);
  }
  if (ofRest.length > 0) {
    // UpdateUserPool sets MfaConfiguration, too.
    const { MfaConfiguration = settings["MfaConfiguration"] } = newMfa;
    const update = toPoolUpdate({ ...settings, MfaConfiguration }, toSettings(ofRest));
    await cognito.send(new UpdateUserPoolCommand({ ...update, UserPoolId: userPoolId }));
    onDone(`changed ${toList(ofRest)}`, userPoolId);
  }
}

async function updateAppClient(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  { clientId, settings }: { clientId: string; settings: Settings },
  changes: Deviation[],
  onDone: OnDone,
): Promise<void> {
  if (changes.length === 0) return;
  // The SDK sends only the members that the operation has.
  const input = withoutConflicts(merge(settings, toSettings(changes)));
  await cognito.send(
    new UpdateUserPoolClientCommand({ ...input, UserPoolId: userPoolId, ClientId: clientId }),
  );
  onDone(`changed ${toList(changes)}`, userPoolId);
}

/** Cognito refuses the flow REFRESH_TOKEN_AUTH with refresh token rotation. */
function withoutConflicts(input: Settings): Settings {
  const rotation: unknown = input["RefreshTokenRotation"];
  const rotates = JSON.stringify(rotation ?? "").includes(`"ENABLED"`);
  if (!rotates || !Array.isArray(input["ExplicitAuthFlows"])) return input;
  const flows = strings(input["ExplicitAuthFlows"]).filter((flow) => flow !== "ALLOW_REFRESH_TOKEN_AUTH");
  return { ...input, ExplicitAuthFlows: flows };
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

async function createGroup(
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
  creation: Creation,
  onDone: OnDone,
): Promise<void> {
  if (creation.kind !== "group") return;
  await cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, ...creation.definition }));
  onDone(`created group ${creation.name}`, userPoolId);
}

/** The changed settings alone, as the members of an operation's input. */
function toSettings(changes: Deviation[]): Settings {
  return changes.reduce<Settings>(
    (settings, { path, expected }) => merge(settings, nest(path.split("."), expected)),
    {},
  );
}

function nest([name = "", ...rest]: string[], value: unknown): Settings {
  return { [name]: rest.length > 0 ? nest(rest, value) : value };
}

function toList(changes: Deviation[]): string {
  return changes.map(({ address }) => address).join(", ");
}

function required(value: string | undefined, what: string): string {
  if (!value) throw new Error(`Cognito answered without ${what}.`);
  return value;
}
