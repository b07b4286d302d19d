import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient, createPool, defined, newEmail, password, secretHash } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** A client with the default of the API: LEGACY. */
let legacy: TestPool;
let secretive: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  const pool = await createPool(endpoint);
  const client = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: undefined });
  legacy = { ...pool, clientId: defined(client.ClientId) };
  secretive = await createPool(endpoint, { client: { ClientName: "secretive", GenerateSecret: true } });
});

afterAll(() => endpoint.close());

type Request = (
  cognito: CognitoIdentityProviderClient,
  names: { ClientId: string; Username: string; SecretHash?: string },
) => Promise<unknown>;

const initiate =
  (
    AuthFlow: "USER_PASSWORD_AUTH" | "USER_SRP_AUTH" | "USER_AUTH",
    parameters: Record<string, string>,
  ): Request =>
  (cognito, { ClientId, Username, SecretHash }) =>
    cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow,
        AuthParameters: {
          USERNAME: Username,
          ...parameters,
          ...(SecretHash !== undefined && { SECRET_HASH: SecretHash }),
        },
      }),
    );

const ConfirmationCode = "123456";

const requests: [string, Request][] = [
  ["USER_PASSWORD_AUTH", initiate("USER_PASSWORD_AUTH", { PASSWORD: password })],
  ["USER_SRP_AUTH", initiate("USER_SRP_AUTH", { SRP_A: "abcdef" })],
  ["USER_AUTH", initiate("USER_AUTH", {})],
  [
    "USER_AUTH with a password",
    initiate("USER_AUTH", { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password }),
  ],
  ["ForgotPassword", (cognito, names) => cognito.send(new ForgotPasswordCommand(names))],
  [
    "ConfirmForgotPassword",
    (cognito, names) =>
      cognito.send(new ConfirmForgotPasswordCommand({ ...names, ConfirmationCode, Password: password })),
  ],
  ["ResendConfirmationCode", (cognito, names) => cognito.send(new ResendConfirmationCodeCommand(names))],
  [
    "ConfirmSignUp",
    (cognito, names) => cognito.send(new ConfirmSignUpCommand({ ...names, ConfirmationCode })),
  ],
];

it.each(requests)("%s reveals an unknown user to a LEGACY client", async (_name, send) => {
  const names = { ClientId: legacy.clientId, Username: newEmail() };
  await expect(send(endpoint.cognito, names)).rejects.toMatchObject({ name: "UserNotFoundException" });
});

it.each(requests)("%s requires the client's secret hash", async (_name, send) => {
  const names = { ClientId: secretive.clientId, Username: newEmail() };
  await expect(send(endpoint.cognito, names)).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: `Client ${secretive.clientId} is configured with secret but SECRET_HASH was not received`,
  });
  const SecretHash = secretHash(secretive, "somebody else");
  await expect(send(endpoint.cognito, { ...names, SecretHash })).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: `Unable to verify secret hash for client ${secretive.clientId}`,
  });
});
