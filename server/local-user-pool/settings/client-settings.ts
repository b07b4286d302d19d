import { invalidParameter } from "../protocol/exceptions.ts";
import { ClientId, UserPoolId } from "../protocol/request-members.ts";
import { anyStructure, boolean, integer, list, oneOf, string, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";
import { clientsMayLackRequiredAttributes } from "../protocol/unconfirmed-behaviour.ts";
import type { SchemaAttribute } from "./attribute-schema.ts";

/** A secret that an administrator chooses. */
export const NewClientSecret = string({ min: 24, max: 64, pattern: "[\\w+]+" });

export const ClientName = string({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });

const timeUnit = oneOf("seconds", "minutes", "hours", "days");
const attributeNames = list(string({ min: 1, max: 2048 }));

/** The members that CreateUserPoolClient and UpdateUserPoolClient share. */
const changeableMembers = {
  RefreshTokenValidity: integer({ min: 0, max: 315_360_000 }),
  AccessTokenValidity: integer({ min: 1, max: 86_400 }),
  IdTokenValidity: integer({ min: 1, max: 86_400 }),
  TokenValidityUnits: structure({}, { AccessToken: timeUnit, IdToken: timeUnit, RefreshToken: timeUnit }),
  ReadAttributes: attributeNames,
  WriteAttributes: attributeNames,
  ExplicitAuthFlows: list(
    oneOf(
      "ADMIN_NO_SRP_AUTH",
      "CUSTOM_AUTH_FLOW_ONLY",
      "USER_PASSWORD_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_AUTH",
      "ALLOW_CLIENT_TOKEN_AUTH",
    ),
  ),
  SupportedIdentityProviders: list(string({ min: 1, max: 32 })),
  CallbackURLs: list(string({ min: 1, max: 1024 }), { max: 100 }),
  LogoutURLs: list(string({ min: 1, max: 1024 }), { max: 100 }),
  DefaultRedirectURI: string({ min: 1, max: 1024 }),
  AllowedOAuthFlows: list(oneOf("code", "implicit", "client_credentials"), { max: 3 }),
  AllowedOAuthScopes: list(string({ min: 1, max: 256 }), { max: 50 }),
  AllowedOAuthFlowsUserPoolClient: boolean,
  AnalyticsConfiguration: anyStructure,
  PreventUserExistenceErrors: oneOf("LEGACY", "ENABLED"),
  EnableTokenRevocation: boolean,
  EnablePropagateAdditionalUserContextData: boolean,
  AuthSessionValidity: integer({ min: 3, max: 15 }),
  RefreshTokenRotation: structure(
    { Feature: oneOf("ENABLED", "DISABLED") },
    { RetryGracePeriodSeconds: integer({ min: 0, max: 60 }) },
  ),
};

export const createClientShape = structure(
  { UserPoolId, ClientName },
  {
    ...changeableMembers,
    GenerateSecret: boolean,
    ClientSecret: NewClientSecret,
  },
);

export const updateClientShape = structure({ UserPoolId, ClientId }, { ...changeableMembers, ClientName });

const settingsShape = structure({ ClientName }, changeableMembers);
type SettingsInput = ValueOf<typeof settingsShape>;

/** The settings of an app client, with defaults filled in. */
export type ClientSettings = SettingsInput &
  Required<
    Pick<
      SettingsInput,
      | "RefreshTokenValidity"
      | "PreventUserExistenceErrors"
      | "EnableTokenRevocation"
      | "AuthSessionValidity"
      | "ExplicitAuthFlows"
    >
  >;

/**
 * Converts the input of CreateUserPoolClient or UpdateUserPoolClient. An update resets omitted settings to their
 * defaults.
 *
 * @param schema the attributes of the pool.
 * @throws UserPoolException InvalidParameterException for settings that are out of range, contradict each other or name
 * attributes that the pool does not have.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function toClientSettings(
  input: SettingsInput,
  schema: SchemaAttribute[],
  action: "creating" | "updating",
): ClientSettings {
  checkAttributeNames(input, schema, action);
  checkFlowNames(input.ExplicitAuthFlows ?? []);
  const settings: ClientSettings = {
    ...input,
    RefreshTokenValidity: input.RefreshTokenValidity || 30,
    TokenValidityUnits: input.TokenValidityUnits ?? {},
    ExplicitAuthFlows: input.ExplicitAuthFlows ?? [
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_CUSTOM_AUTH",
    ],
    PreventUserExistenceErrors: input.PreventUserExistenceErrors ?? "LEGACY",
    EnableTokenRevocation: input.EnableTokenRevocation ?? true,
    AllowedOAuthFlowsUserPoolClient: input.AllowedOAuthFlowsUserPoolClient ?? false,
    EnablePropagateAdditionalUserContextData: input.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: input.AuthSessionValidity ?? 3,
  };
  const { accessSeconds, idSeconds, refreshSeconds } = tokenLifetimes(settings);
  for (const [name, seconds] of [
    ["accessTokenValidity", accessSeconds],
    ["idTokenValidity", idSeconds],
  ] as const) {
    if (seconds < 300 || seconds > 86_400)
      throw invalidParameter(`Invalid range for ${name}: 5 minutes to 1 day.`);
  }
  if (refreshSeconds < 3600 || refreshSeconds > 315_360_000) {
    throw invalidParameter("Invalid range for refreshTokenValidity: 60 minutes to 10 years.");
  }
  if (rotatesRefreshTokens(settings) && input.ExplicitAuthFlows?.includes("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalidParameter("ALLOW_REFRESH_TOKEN_AUTH cannot be used with refresh token rotation.");
  }
  return settings;
}

/** The attributes that only the pool and administrators write. */
const neverWritable = new Set(["sub", "email_verified", "phone_number_verified"]);

/**
 * A client can read and write attributes of the schema alone. The messages are those of public bug reports.
 *
 * @see https://github.com/aws/aws-cdk/issues/2608 and https://github.com/aws/aws-sdk-java/issues/1395
 */
function checkAttributeNames(
  { ReadAttributes = [], WriteAttributes }: SettingsInput,
  schema: SchemaAttribute[],
  action: "creating" | "updating",
): void {
  const names = new Set(schema.map(({ Name }) => Name));
  if (ReadAttributes.some((name) => !names.has(name))) {
    throw invalidParameter(`Invalid read attributes specified while ${action} a client`);
  }
  const isUnwritable = (name: string) => !names.has(name) || neverWritable.has(name);
  const required = schema.filter(({ Name, Required }) => Required && !neverWritable.has(Name));
  const lacksRequired = required.some(({ Name }) => WriteAttributes?.includes(Name) === false);
  if (WriteAttributes?.some(isUnwritable) || (lacksRequired && !clientsMayLackRequiredAttributes)) {
    throw invalidParameter(`Invalid write attributes specified while ${action} a client`);
  }
}

/**
 * The names of one generation exclude those of the other. An app client for machines has no flow of people.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html about
 * ExplicitAuthFlows
 */
function checkFlowNames(flows: string[]): void {
  const current = flows.filter((flow) => flow.startsWith("ALLOW_"));
  if (current.length > 0 && current.length < flows.length) {
    throw invalidParameter(
      "ExplicitAuthFlows with the prefix ALLOW_ cannot be combined with those without it.",
    );
  }
  if (flows.includes("ALLOW_CLIENT_TOKEN_AUTH") && flows.length > 1) {
    throw invalidParameter("ALLOW_CLIENT_TOKEN_AUTH cannot be combined with other flows.");
  }
}

const secondsPer = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/**
 * The lifetimes of the client's tokens. The default unit is hours for access and ID tokens, days for refresh tokens.
 */
export function tokenLifetimes(settings: ClientSettings): {
  accessSeconds: number;
  idSeconds: number;
  refreshSeconds: number;
} {
  const units = settings.TokenValidityUnits;
  return {
    accessSeconds: (settings.AccessTokenValidity ?? 1) * secondsPer[units?.AccessToken ?? "hours"],
    idSeconds: (settings.IdTokenValidity ?? 1) * secondsPer[units?.IdToken ?? "hours"],
    refreshSeconds: settings.RefreshTokenValidity * secondsPer[units?.RefreshToken ?? "days"],
  };
}

export function rotatesRefreshTokens(settings: ClientSettings): boolean {
  return settings.RefreshTokenRotation?.Feature === "ENABLED";
}

/** Whether responses must not reveal which users exist. */
export function preventsUserExistenceErrors(settings: ClientSettings): boolean {
  return settings.PreventUserExistenceErrors === "ENABLED";
}
