import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { CreateUserPoolClientCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  claimsOf,
  createClient,
  createPool,
  createUser,
  defined,
  signInByPassword,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

type Lifetimes = Pick<
  CreateUserPoolClientCommandInput,
  "AccessTokenValidity" | "IdTokenValidity" | "RefreshTokenValidity" | "TokenValidityUnits"
>;

const day = 86_400;
const units = (AccessToken: "minutes" | "hours" | "days" | "seconds", IdToken = AccessToken) => ({
  TokenValidityUnits: { AccessToken, IdToken },
});

it.each<[string, Lifetimes, { access: number; id: number }]>([
  ["an hour by default", {}, { access: 3600, id: 3600 }],
  [
    "five minutes, and a day",
    { AccessTokenValidity: 5, IdTokenValidity: 24, ...units("minutes", "hours") },
    { access: 300, id: day },
  ],
  [
    "a day, in days",
    { AccessTokenValidity: 1, IdTokenValidity: 1, ...units("days") },
    { access: day, id: day },
  ],
  [
    "in seconds",
    { AccessTokenValidity: 301, IdTokenValidity: 302, ...units("seconds") },
    { access: 301, id: 302 },
  ],
])("access and ID tokens live as long as the client says: %s", async (_case, lifetimes, expected) => {
  const client = await createClient(endpoint, pool.poolId, { ClientName: "lifetimes", ...lifetimes });
  const email = await createUser(endpoint, pool.poolId);
  const clientId = defined(client.ClientId);
  const { AuthenticationResult } = await signInByPassword(endpoint, { clientId }, email);
  const lifetimeOf = (token: string | undefined) => {
    const { exp, iat } = claimsOf(token);
    return Number(exp) - Number(iat);
  };
  expect(lifetimeOf(AuthenticationResult?.AccessToken)).toBe(expected.access);
  expect(lifetimeOf(AuthenticationResult?.IdToken)).toBe(expected.id);
  expect(AuthenticationResult?.ExpiresIn).toBe(expected.access);
});

it.each<[string, Lifetimes, number]>([
  ["an hour", { RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: "minutes" } }, 3600],
  ["thirty days by default", {}, 30 * day],
  ["ten years", { RefreshTokenValidity: 3650, TokenValidityUnits: { RefreshToken: "days" } }, 3650 * day],
])("refresh tokens live as long as the client says: %s", async (_case, lifetimes, seconds) => {
  const client = await createClient(endpoint, pool.poolId, { ClientName: "lifetimes", ...lifetimes });
  const email = await createUser(endpoint, pool.poolId);
  const clientId = defined(client.ClientId);
  const { AuthenticationResult } = await signInByPassword(endpoint, { clientId }, email);
  const REFRESH_TOKEN = defined(AuthenticationResult?.RefreshToken);
  const refresh = () =>
    endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN },
      }),
    );
  endpoint.advance(seconds - 1);
  expect((await refresh()).AuthenticationResult).toBeDefined();
  endpoint.advance(1);
  await expect(refresh()).rejects.toMatchObject({ name: "NotAuthorizedException" });
});
