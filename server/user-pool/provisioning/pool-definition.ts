import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { GroupDeclaration } from "../../rules/define-groups.ts";
import { groups } from "../../rules/groups.ts";
import { codeMail, invitationMail } from "./mail-templates.ts";

/** A user pool with its app clients and groups, by the names of the Cognito API. */
export type UserPoolDefinition = {
  pool: CreateUserPoolCommandInput & { PoolName: string };
  mfa: Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;
  clients: AppClientDefinition[];
  groups: GroupDefinition[];
};

export type GroupDefinition = { GroupName: string; Description: string };

export type AppClientDefinition = Omit<CreateUserPoolClientCommandInput, "UserPoolId" | "ClientName"> & {
  ClientName: string;
};

/**
 * Requires length alone, as NIST SP 800-63B and OWASP ASVS 6.2.5 advise: composition rules make passwords worse. The
 * maximum is Cognito's.
 */
export const passwordPolicy = { minimumLength: 12, maximumLength: 256 } as const;

/** How long the code of a sign-up is valid. Cognito's value, which cannot be changed. */
export const confirmationCodeLifetimeMs = 24 * 60 * 60 * 1000;

/** Refresh tokens rotate. A replaced one is accepted for a moment, since its response may have been lost. */
export const refreshTokenRotation = { Feature: "ENABLED", RetryGracePeriodSeconds: 30 } as const;

const readable = ["email", "email_verified", "name", "preferred_username"];
const required = ["email", "name", "preferred_username"];
/** With an access token of the API a person can write these at Cognito; the API itself writes all by AWS permissions. */
const writable = ["name", "preferred_username"];

/** The names of the app clients that the API uses. */
export const apiClientName = "api";
export const signUpClientName = "sign-up";

/** The app client of the API. Only the API knows its secret, so nobody can bypass the API's rate limits. */
const apiClient: AppClientDefinition = {
  ClientName: apiClientName,
  GenerateSecret: true,
  // ALLOW_USER_AUTH permits sign-in by the session of ConfirmSignUp.
  // ALLOW_REFRESH_TOKEN_AUTH is not permitted with refresh token rotation.
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
  AccessTokenValidity: 15,
  IdTokenValidity: 15,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
  RefreshTokenRotation: refreshTokenRotation,
  AuthSessionValidity: 3,
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: "ENABLED",
  ReadAttributes: readable,
  WriteAttributes: writable,
};

/**
 * The app client that only SignUp uses, which must be allowed to write the attributes that it sets. No flow of it issues
 * tokens, as the definition has no triggers for custom authentication. So no token can change an e-mail address.
 */
const signUpClient: AppClientDefinition = {
  ClientName: signUpClientName,
  GenerateSecret: true,
  ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"],
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: "ENABLED",
  ReadAttributes: readable,
  WriteAttributes: required,
};

/** The local pool's app client without a secret, for Amplify, the AWS CLI and other front ends. */
const publicClient: AppClientDefinition = {
  ...apiClient,
  ClientName: "public client",
  GenerateSecret: false,
  ExplicitAuthFlows: [
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
  ],
  RefreshTokenRotation: { Feature: "DISABLED" },
  WriteAttributes: required,
};

/** Cruddur's user pool, created by the same calls in AWS and locally. */
export const userPoolDefinition: UserPoolDefinition = {
  pool: {
    PoolName: "cruddur",
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ["email"],
    // The old address stays valid until the new one is verified.
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    Schema: [
      { Name: "email", AttributeDataType: "String", Required: true, Mutable: true },
      { Name: "name", AttributeDataType: "String", Required: true, Mutable: true },
      { Name: "preferred_username", AttributeDataType: "String", Required: true, Mutable: true },
    ],
    Policies: {
      PasswordPolicy: {
        MinimumLength: passwordPolicy.minimumLength,
        RequireLowercase: false,
        RequireUppercase: false,
        RequireNumbers: false,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: 7,
      },
      // `withFirstFactors` adds others: passkeys need a domain, and mailed codes a sender of the pool's own.
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
    },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, InviteMessageTemplate: invitationMail },
    VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE", ...codeMail },
    DeletionProtection: "ACTIVE",
    UserPoolTier: "ESSENTIALS",
  },
  mfa: {
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  },
  clients: [apiClient, signUpClient],
  groups: groups.map(toGroupDefinition),
};

/** The definition with the groups of features besides. */
export function withGroups<Definition extends UserPoolDefinition>(
  definition: Definition,
  more: readonly GroupDeclaration[],
): Definition {
  return { ...definition, groups: [...definition.groups, ...more.map(toGroupDefinition)] };
}

function toGroupDefinition({ name, description }: GroupDeclaration): GroupDefinition {
  return { GroupName: name, Description: description };
}

/** The local user pool: the same, with the public app client added. */
export const localUserPoolDefinition: UserPoolDefinition = {
  ...userPoolDefinition,
  clients: [...userPoolDefinition.clients, publicClient],
};
