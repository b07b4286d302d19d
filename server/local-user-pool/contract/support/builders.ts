import { createHmac, randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AuthenticationResultType,
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
  InitiateAuthCommandOutput,
  UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { namedPool, onlyLocally } from "./named-pool.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";

export const password = "Correct-Horse-9";

/** What Cruddur's pool asks of everybody who signs up, and other pools may know. */
export const profile = [
  { Name: "name", Value: "Ada" },
  { Name: "preferred_username", Value: "ada" },
];

/** A pool whose users sign in by e-mail, and an app client of it. */
export type TestPool = { poolId: string; clientId: string; secret: string | undefined };

type Options = {
  pool?: Partial<CreateUserPoolCommandInput>;
  client?: Partial<CreateUserPoolClientCommandInput>;
};

/**
 * Sets up a pool like Cruddur's (e-mail as username, names without case) and a client of it with every user flow on.
 * Whoever says nothing about the pool shares the named one, where there is one: say `pool: {}` to change a pool.
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

/** A client that exchanges refresh tokens at every use, with ten seconds of grace. */
export const rotatingClient: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
};

/** An address that nobody has. Cognito's mail would bounce; Amazon's mailbox simulator takes it. */
export function newEmail(): string {
  const id = randomUUID();
  return namedPool ? `success+${id}@simulator.amazonses.com` : `user-${id}@example.com`;
}

/** The same, where the test is about mail to it. */
export function newInbox(): string {
  onlyLocally("nobody reads the mail that Cognito sends");
  return newEmail();
}

/** An address as Cognito shows it to those who may not know it. */
export function masked(email: string): string {
  return email.replace(/^(.).*@(.).*$/, "$1***@$2***");
}

/** A confirmed user with a verified address, the profile and the password above. */
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

/** Tries a password by USER_PASSWORD_AUTH. */
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

/** Signs in a user who needs no second factor. */
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
