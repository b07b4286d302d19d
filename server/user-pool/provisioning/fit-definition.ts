import type { ExplicitAuthFlowsType, VerifiedAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../lib/is-record.ts";
import { fitFirstFactors } from "./first-factors.ts";
import type { FoundClient, Inspection, InspectedPool, Settings } from "./inspect.ts";
import { type AppClientDefinition, signUpClientName, type UserPoolDefinition } from "./pool-definition.ts";

/** Attributes that identify people: who may write them with an access token can take an account over. */
const identifying = ["email", "phone_number"];

/** What the API reads where accounts have it, besides what its own pool has. */
const alsoReadable = ["given_name", "family_name", "phone_number", "phone_number_verified"];

/**
 * The definition for a pool that exists: settings that serve as well as the definition's are taken over from the pool, so
 * that they do not differ, and app clients may write what the pool requires.
 *
 * @param attributes more attributes that the API reads and writes, as COGNITO_NAME_ATTRIBUTE names one.
 */
export function fitDefinition(
  definition: UserPoolDefinition,
  { pool, clients }: Inspection,
  attributes: string[] = [],
): UserPoolDefinition {
  if (!pool) return definition;
  const { SignInPolicy, WebAuthnConfiguration } = fitFirstFactors(definition, pool);
  const fitted = fitPool(definition.pool, pool.settings);
  return {
    ...definition,
    pool: { ...fitted, Policies: { ...fitted.Policies, SignInPolicy } },
    mfa: { ...definition.mfa, WebAuthnConfiguration },
    clients: definition.clients.map((client) =>
      fitClient(client, clients.find(({ name }) => name === client.ClientName)?.found, pool, attributes),
    ),
  };
}

function fitPool(pool: UserPoolDefinition["pool"], present: Settings): UserPoolDefinition["pool"] {
  const verified = strings(present["AutoVerifiedAttributes"]);
  const AutoVerifiedAttributes = verified.length > 0 ? asVerified(verified) : pool.AutoVerifiedAttributes;
  const recovery = present["AccountRecoverySetting"];
  const recovers = JSON.stringify(recovery ?? "").includes("verified_");
  return {
    ...pool,
    AutoVerifiedAttributes,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: AutoVerifiedAttributes },
    AccountRecoverySetting: recovers && isRecord(recovery) ? { ...recovery } : pool.AccountRecoverySetting,
    UserPoolTier: present["UserPoolTier"] === "PLUS" ? "PLUS" : pool.UserPoolTier,
  };
}

function fitClient(
  client: AppClientDefinition,
  found: FoundClient | undefined,
  pool: InspectedPool,
  attributes: string[],
): AppClientDefinition {
  const fitted =
    client.ClientName === signUpClientName
      ? fitSignUpClient(client, found, pool, attributes)
      : fitSignInClient(client, found, pool, attributes);
  return { ...fitted, ...takeOverLifetimes(client, found?.settings) };
}

/** The API's app client: flows are added to those that it has, and no attribute that identifies a person is writable. */
function fitSignInClient(
  client: AppClientDefinition,
  found: FoundClient | undefined,
  pool: InspectedPool,
  attributes: string[],
): AppClientDefinition {
  const schema = readSchema(pool);
  const isMutable = (name: string) => schema.some((each) => each.name === name && each.mutable);
  const writable = [...(client.WriteAttributes ?? []), ...attributes].filter(isMutable);
  // Without any, Cognito takes all attributes as writable.
  const written = unite(writable.length > 0 ? writable : ["zoneinfo"]);
  const present = found && optionalStrings(found.settings["WriteAttributes"]);
  const kept = present?.filter((name) => !identifying.includes(name)) ?? [];
  return {
    ...client,
    ExplicitAuthFlows: fitFlows(client, found, pool),
    ReadAttributes: fitReadAttributes(client, found, pool, attributes),
    WriteAttributes: unite(kept, written),
  };
}

/** The app client of sign-up: it may write whatever the pool requires, and issues no tokens. */
function fitSignUpClient(
  client: AppClientDefinition,
  found: FoundClient | undefined,
  pool: InspectedPool,
  attributes: string[],
): AppClientDefinition {
  const schema = readSchema(pool);
  const required = schema.filter((each) => each.required && each.name !== "sub").map(({ name }) => name);
  const names = [
    ...strings(pool.settings["UsernameAttributes"]),
    ...strings(pool.settings["AliasAttributes"]),
  ];
  const written = unite(client.WriteAttributes ?? [], required, names, attributes);
  const present = found && optionalStrings(found.settings["WriteAttributes"]);
  // With the triggers of custom authentication that flow issues tokens, and without any flow Cognito allows three.
  const triggers = pool.settings["LambdaConfig"];
  const authenticates = isRecord(triggers) && triggers["DefineAuthChallenge"] !== undefined;
  // Sign-ups without a password need it, which the tier LITE does not have.
  const isLite = pool.settings["UserPoolTier"] === "LITE";
  const withoutPassword = (client.ExplicitAuthFlows ?? []).filter(
    (flow) => !isLite && flow === "ALLOW_USER_AUTH",
  );
  const tokenless = authenticates
    ? ["ALLOW_REFRESH_TOKEN_AUTH", ...withoutPassword]
    : (client.ExplicitAuthFlows ?? []).filter((flow) => !isLite || flow !== "ALLOW_USER_AUTH");
  const flows = found && strings(found.settings["ExplicitAuthFlows"]);
  const issuesNone = flows?.every((flow) => [...tokenless, "ALLOW_REFRESH_TOKEN_AUTH"].includes(flow));
  return {
    ...client,
    ExplicitAuthFlows: asFlows(
      flows && issuesNone && flows.length > 0 ? unite(flows, withoutPassword) : tokenless,
    ),
    ReadAttributes: fitReadAttributes(client, found, pool, attributes),
    // Absent: all attributes are writable.
    WriteAttributes: found && !present ? undefined : unite(present ?? [], written),
  };
}

/** Absent: all attributes are readable. */
function fitReadAttributes(
  client: AppClientDefinition,
  found: FoundClient | undefined,
  pool: InspectedPool,
  attributes: string[],
): string[] | undefined {
  const present = found && optionalStrings(found.settings["ReadAttributes"]);
  if (found && !present) return undefined;
  const required = readSchema(pool).filter((each) => each.required && each.name !== "sub");
  const more = found ? [] : [...alsoReadable, ...required.map(({ name }) => name)];
  return unite(present ?? [], client.ReadAttributes ?? [], more, attributes);
}

/**
 * The names of flows before 2019 and today's. An app client with old names always allows SRP and refresh.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const legacyFlows: Record<string, string> = {
  ADMIN_NO_SRP_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  CUSTOM_AUTH_FLOW_ONLY: "ALLOW_CUSTOM_AUTH",
  USER_PASSWORD_AUTH: "ALLOW_USER_PASSWORD_AUTH",
};

/** The flows of an app client by today's names. */
export function toCurrentFlows(flows: string[]): string[] {
  const isLegacy = flows.some((flow) => Object.hasOwn(legacyFlows, flow));
  const named = flows.map((flow) => legacyFlows[flow] ?? flow);
  return isLegacy ? unite(named, ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]) : named;
}

function fitFlows(
  { ExplicitAuthFlows = [] }: AppClientDefinition,
  found: FoundClient | undefined,
  pool: InspectedPool,
): AppClientDefinition["ExplicitAuthFlows"] {
  const isLite = pool.settings["UserPoolTier"] === "LITE";
  const wanted = ExplicitAuthFlows.filter((flow) => !isLite || flow !== "ALLOW_USER_AUTH");
  const flows = strings(found?.settings["ExplicitAuthFlows"]);
  const current = toCurrentFlows(flows);
  return asFlows(wanted.every((flow) => current.includes(flow)) ? flows : unite(current, wanted));
}

const secondsPer: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
/** The units that Cognito assumes. */
const defaultUnits = { AccessToken: "hours", IdToken: "hours", RefreshToken: "days" };

/** Lifetimes that are the same in another unit. */
function takeOverLifetimes(client: AppClientDefinition, present: Settings | undefined): Settings {
  if (!present || !client.TokenValidityUnits) return {};
  const definition: Settings = { ...client };
  const fitted: Settings = {};
  const units: Settings = { ...client.TokenValidityUnits };
  for (const [token, defaultUnit] of Object.entries(defaultUnits)) {
    const member = `${token}Validity`;
    const presentUnits = present["TokenValidityUnits"];
    const presentUnit = isRecord(presentUnits) ? presentUnits[token] : undefined;
    const isSame = toSeconds(present, token, defaultUnit) === toSeconds(definition, token, defaultUnit);
    if (isSame) fitted[member] = present[member];
    if (isSame || (presentUnit ?? defaultUnit) === units[token]) units[token] = presentUnit;
  }
  return { ...fitted, TokenValidityUnits: units };
}

/** The lifetime of a token in seconds; NaN where it is not set. */
function toSeconds(settings: Settings, token: string, defaultUnit: string): number {
  const units = settings["TokenValidityUnits"];
  const unit = isRecord(units) && typeof units[token] === "string" ? units[token] : defaultUnit;
  return Number(settings[`${token}Validity`]) * (secondsPer[unit] ?? Number.NaN);
}

type SchemaAttribute = { name: string; required: boolean; mutable: boolean };

function readSchema({ settings }: InspectedPool): SchemaAttribute[] {
  const schema: unknown[] = Array.isArray(settings["SchemaAttributes"]) ? settings["SchemaAttributes"] : [];
  return schema.filter(isRecord).map(({ Name, Required, Mutable }) => ({
    name: String(Name),
    required: Required === true,
    mutable: Mutable !== false,
  }));
}

/** The texts of a list; none where there is no list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** An empty list of attributes means the same as none. */
function optionalStrings(value: unknown): string[] | undefined {
  const list = strings(value);
  return list.length > 0 ? list : undefined;
}

function unite(...lists: string[][]): string[] {
  return Array.from(new Set(lists.flat()));
}

/** As the SDK's type. A flow that this version of the SDK does not know is kept. */
function asFlows(names: string[]): ExplicitAuthFlowsType[] {
  return names.filter((name): name is ExplicitAuthFlowsType => name !== "");
}

function asVerified(names: string[]): VerifiedAttributeType[] {
  return names.filter((name): name is VerifiedAttributeType => name !== "");
}
