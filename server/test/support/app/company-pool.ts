import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { onTestFinished } from "vitest";
import { localCredentials, startLocalUserPool } from "../../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../../user-pool/cognito-client.ts";
import { openTestDatabase } from "../database/test-database.ts";
import { nextPrivateKey } from "./private-keys.ts";

/** A user pool that a company has had for years: other settings than Cruddur's in every respect, and people in it. */
export type CompanyPool = {
  url: string;
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  /** The public app client of the company's web site. */
  webClientId: string;
  /** An app client that has the name of Cruddur's own, and uses OAuth. */
  namesakeId: string;
  /** Everything that the pool returns about itself, its other app clients and its people, without times of changes. */
  snapshot: () => Promise<Snapshot>;
};

export type Snapshot = { pool: object; mfa: object; clients: object[]; users: object[] };

export const companyPassword = "Strict-Policy-1962!";

/** Starts a local user pool with the company's; it stops when the test ends. */
export async function startCompanyPool(): Promise<CompanyPool> {
  const database = await openTestDatabase();
  const { url, stop } = await startLocalUserPool({
    database: database.db,
    clock: () => new Date(),
    deliverMail: async () => {},
    host: "localhost",
    port: 0,
    passwordHashCost: 10,
    createPrivateKey: nextPrivateKey,
  });
  const cognito = createCognitoClient({
    region: "us-east-1",
    endpoint: url,
    credentials: localCredentials,
    requestTimeout: 60_000,
  });
  onTestFinished(async () => {
    cognito.destroy();
    await stop();
    await database.close();
  });
  const userPoolId = await createPool(cognito);
  await cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: "staff" }));
  const [webClientId = "", namesakeId = ""] = await createClients(cognito, userPoolId);
  for (const name of ["Kirk", "spock", "Uhura"]) await createPerson(cognito, userPoolId, name);
  const others = [webClientId, namesakeId];
  return {
    url,
    cognito,
    userPoolId,
    webClientId,
    namesakeId,
    snapshot: () => takeSnapshot(cognito, userPoolId, others),
  };
}

async function createPool(cognito: CognitoIdentityProviderClient): Promise<string> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "Starfleet accounts",
      AliasAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: true },
      AutoVerifiedAttributes: ["email"],
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "given_name", Required: true, Mutable: false },
        { Name: "rank", AttributeDataType: "Number", Mutable: true },
      ],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 16,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          PasswordHistorySize: 5,
          TemporaryPasswordValidityDays: 3,
        },
      },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: {
          EmailSubject: "Welcome aboard",
          EmailMessage: "{username}, your password is {####}",
          SMSMessage: "{username}: {####}",
        },
      },
      VerificationMessageTemplate: {
        DefaultEmailOption: "CONFIRM_WITH_LINK",
        EmailSubject: "Starfleet code",
        EmailMessage: "Code {####}",
        EmailSubjectByLink: "Starfleet link",
        EmailMessageByLink: "{##Confirm##}",
        SmsMessage: "Code {####}",
      },
      EmailVerificationMessage: "Code {####}",
      EmailVerificationSubject: "Starfleet code",
      SmsAuthenticationMessage: "Sign in with {####}",
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/starfleet.example",
        From: "Starfleet <no-reply@starfleet.example>",
        ReplyToEmailAddress: "bridge@starfleet.example",
        ConfigurationSet: "starfleet",
      },
      SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "starfleet" },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
      UserPoolTags: { team: "bridge", cost: "1701" },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      DeletionProtection: "INACTIVE",
      UserPoolTier: "PLUS",
    }),
  );
  const userPoolId = UserPool?.Id ?? "";
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: userPoolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: "Sign in with {####}",
        SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "starfleet" },
      },
      EmailMfaConfiguration: { Subject: "Your second factor", Message: "It is {####}" },
    }),
  );
  return userPoolId;
}

async function createClients(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<(string | undefined)[]> {
  const oauth = {
    CallbackURLs: ["https://starfleet.example/callback"],
    LogoutURLs: ["https://starfleet.example/logout"],
    DefaultRedirectURI: "https://starfleet.example/callback",
    AllowedOAuthFlows: ["code" as const],
    AllowedOAuthScopes: ["openid", "email"],
    AllowedOAuthFlowsUserPoolClient: true,
    SupportedIdentityProviders: ["COGNITO"],
    AnalyticsConfiguration: { ApplicationArn: "arn:aws:mobiletargeting:us-east-1:123456789012:apps/1701" },
  };
  const created = [
    {
      ...oauth,
      ClientName: "web",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH" as const, "ALLOW_REFRESH_TOKEN_AUTH" as const],
      AccessTokenValidity: 1,
      IdTokenValidity: 1,
      RefreshTokenValidity: 365,
      EnableTokenRevocation: false,
      EnablePropagateAdditionalUserContextData: true,
    },
    { ...oauth, ClientName: "api", GenerateSecret: true },
  ].map(async (client) => {
    const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId, ...client }));
    return UserPoolClient?.ClientId;
  });
  return await Promise.all(created);
}

async function createPerson(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
): Promise<void> {
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: `${Username}@starfleet.example` },
        { Name: "email_verified", Value: "true" },
        { Name: "given_name", Value: Username },
      ],
    }),
  );
  const Password = companyPassword;
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
}

async function takeSnapshot(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  clientIds: string[],
): Promise<Snapshot> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { $metadata: _mfa, ...mfa } = await cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  const clients = await Promise.all(
    clientIds.map(async (ClientId) => {
      const { UserPoolClient } = await cognito.send(
        new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
      );
      return withoutTimes({ ...UserPoolClient });
    }),
  );
  const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId }));
  const users = await Promise.all(
    Users.map(async ({ Username }) => {
      const { $metadata: _user, ...user } = await cognito.send(
        new AdminGetUserCommand({ UserPoolId, Username }),
      );
      return user;
    }),
  );
  return { pool: withoutTimes({ ...UserPool }), mfa, clients, users };
}

function withoutTimes({ LastModifiedDate: _, ...rest }: Record<string, unknown>): object {
  return rest;
}

/** Signs in with an app client that has a secret. Returns the challenge, or undefined for tokens. */
export async function signInWith(
  cognito: CognitoIdentityProviderClient,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  username: string,
): Promise<string | undefined> {
  const SECRET_HASH = createHmac("sha256", clientSecret)
    .update(username + clientId)
    .digest("base64");
  const { ChallengeName } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: companyPassword, SECRET_HASH },
    }),
  );
  return ChallengeName;
}

/** The app clients of a pool, by their names. */
export async function listClients(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<string[]> {
  const { UserPoolClients = [] } = await cognito.send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
  );
  return UserPoolClients.map(({ ClientName = "" }) => ClientName).toSorted();
}
