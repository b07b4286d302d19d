import { createHmac, randomInt, randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AttributeType,
  AuthenticationResultType,
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
  InitiateAuthCommandOutput,
  UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";
import { namedPool, onlyLocally } from "./named-pool.ts";

export const password = "Correct-Horse-9";

/** The attributes that Cruddur's pool requires at sign-up. Other pools accept them too. */
export const profile = [
  { Name: "name", Value: "Ada" },
  { Name: "preferred_username", Value: "ada" },
];

/** A pool whose users sign in by e-mail, and one of its app clients. */
export type TestPool = { poolId: string; clientId: string; secret: string | undefined };

type Options = {
  pool?: Partial<CreateUserPoolCommandInput>;
  client?: Partial<CreateUserPoolClientCommandInput>;
};

/**
 * Creates a pool like Cruddur's (e-mail as username, case-insensitive) with an app client that enables every flow of
 * users. Without `options.pool` the client is created in the named pool, if there is one. A test that changes its
 * pool passes `pool: {}`.
 */
export async function createPool(endpoint: EndpointUnderTest, options: Options = {}): Promise<TestPool> {
  const namedPoolId = options.pool ? undefined : endpoint.namedPoolId;
  const poolId = namedPoolId ?? (await createOwnPool(endpoint, options.pool));
  const client = await createClient(endpoint, poolId, options.client);
  return { poolId, clientId: defined(client.ClientId), secret: client.ClientSecret };
}

async function createOwnPool({ cognito }: EndpointUnderTest, pool: Options["pool"]): Promise<string> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: `cruddur-contract-${randomUUID()}`,
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ["email"],
      ...pool,
    }),
  );
  return defined(UserPool?.Id);
}

export async function createClient(
  { cognito }: Pick<EndpointUnderTest, "cognito">,
  UserPoolId: string,
  options: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<UserPoolClientType> {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_USER_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      ],
      ...options,
    }),
  );
  return defined(UserPoolClient);
}

/** An app client that rotates refresh tokens, with a grace period of ten seconds. */
export const rotatingClient: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
};

/** A new address. For Cognito it is one of Amazon's mailbox simulator, so that mail does not bounce. */
export function newEmail(): string {
  const id = randomUUID();
  return namedPool ? `success+${id}@simulator.amazonses.com` : `user-${id}@example.com`;
}

/** A new address whose mail the test reads. */
export function newInbox(): string {
  onlyLocally("mail from Cognito cannot be read");
  return newEmail();
}

/** An address as Cognito masks it. */
export function masked(email: string): string {
  return email.replace(/^(.).*@(.).*$/, "$1***@$2***");
}

/** A new phone number, whose SMS the test reads. */
export function newPhone(): string {
  onlyLocally("a pool of AWS needs a role that may send SMS, and its SMS cannot be read");
  return `+1206${String(randomInt(10 ** 7)).padStart(7, "0")}`;
}

/** A phone number of eleven digits as Cognito masks it. */
export function maskedPhone(phone: string): string {
  return `+*******${phone.slice(-4)}`;
}

/** The settings of a pool that sends SMS. */
export const smsSettings = {
  SmsConfiguration: {
    SnsCallerArn: "arn:aws:iam::000000000000:role/service-role/cruddur-sms",
    ExternalId: "cruddur",
  },
} satisfies Partial<CreateUserPoolCommandInput>;

/** The settings of a pool whose users sign in by phone number, and confirm it by SMS. */
export const phonePool = {
  ...smsSettings,
  UsernameAttributes: ["phone_number"],
  AutoVerifiedAttributes: ["phone_number"],
} satisfies Partial<CreateUserPoolCommandInput>;

/** Attributes as the operations take them. */
export function toAttributeList(attributes: Record<string, string>): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** Creates a confirmed user with a verified address, the profile and the password above. */
export async function createUser(
  { cognito }: EndpointUnderTest,
  UserPoolId: string,
  email = newEmail(),
): Promise<string> {
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
        ...profile,
      ],
    }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  return email;
}

/** Creates a confirmed user with this username, these attributes and the password above. */
export async function createNamedUser(
  { cognito }: EndpointUnderTest,
  { poolId: UserPoolId }: Pick<TestPool, "poolId">,
  Username: string,
  attributes: Record<string, string> = {},
): Promise<void> {
  const UserAttributes = toAttributeList(attributes);
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS", UserAttributes }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
  );
}

/** Starts USER_PASSWORD_AUTH. */
export async function signInByPassword(
  { cognito }: EndpointUnderTest,
  { clientId }: Pick<TestPool, "clientId">,
  USERNAME: string,
  PASSWORD = password,
): Promise<InitiateAuthCommandOutput> {
  return await cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

export type Tokens = Required<Pick<AuthenticationResultType, "AccessToken" | "IdToken" | "RefreshToken">>;

/** Signs in a user without a second factor. */
export async function tokensFor(
  endpoint: EndpointUnderTest,
  pool: Pick<TestPool, "clientId">,
  email: string,
): Promise<Tokens> {
  const { AuthenticationResult } = await signInByPassword(endpoint, pool, email);
  return {
    AccessToken: defined(AuthenticationResult?.AccessToken),
    IdToken: defined(AuthenticationResult?.IdToken),
    RefreshToken: defined(AuthenticationResult?.RefreshToken),
  };
}

/** Base64(HMAC-SHA256(client secret, username + client id)). */
export function secretHash({ secret, clientId }: TestPool, username: string): string {
  return createHmac("sha256", defined(secret)).update(username).update(clientId).digest("base64");
}

/** The claims of a token, unverified. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(defined(token?.split(".")[1]), "base64url").toString("utf8"));
}

export function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Expected a value");
  return value;
}
