import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createPool,
  newEmail,
  newInbox,
  password,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };

const signUp = (
  { clientId: ClientId }: TestPool,
  Username: string,
  attributes: Record<string, string> = {},
) =>
  endpoint.cognito.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: password,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );

const confirm = (
  { clientId: ClientId }: TestPool,
  Username: string,
  ConfirmationCode: string,
  ForceAliasCreation = false,
) =>
  endpoint.cognito.send(
    new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ForceAliasCreation }),
  );

const findEmailVerified = async ({ poolId: UserPoolId }: TestPool, Username: string) => {
  const { UserAttributes } = await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return UserAttributes?.find(({ Name }) => Name === "email_verified")?.Value;
};

describe("a pool with e-mail addresses as aliases", () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await createPool(endpoint, {
      pool: { UsernameAttributes: undefined, AliasAttributes: ["email"] },
    });
  });

  it("finds users by their username, and by a verified address", async () => {
    const email = newInbox();
    await signUp(pool, "ada", { email });
    await expect(confirm(pool, email, endpoint.codeFor(email))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
    await confirm(pool, "ada", endpoint.codeFor(email));
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    expect(claimsOf(AccessToken)).toMatchObject({ username: "ada" });
    expect(claimsOf(AccessToken)["sub"]).not.toBe("ada");
    expect((await signInByPassword(endpoint, pool, "Ada")).AuthenticationResult).toBeDefined();
  });

  it("rejects an address as the username", async () => {
    await expect(signUp(pool, newEmail())).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("does not reveal at sign-up that an address is taken, and its user keeps it", async () => {
    const email = newInbox();
    await signUp(pool, "first", { email });
    await confirm(pool, "first", endpoint.codeFor(email));
    await signUp(pool, "second", { email });
    await expect(confirm(pool, "second", endpoint.codeFor(email))).rejects.toMatchObject({
      name: "AliasExistsException",
    });
    expect(claimsOf((await tokensFor(endpoint, pool, email)).AccessToken)["username"]).toBe("first");
  });

  it("moves an address with ForceAliasCreation, and the previous user's becomes unverified", async () => {
    const email = newInbox();
    await signUp(pool, "owner", { email });
    await confirm(pool, "owner", endpoint.codeFor(email));
    await signUp(pool, "heir", { email });
    await confirm(pool, "heir", endpoint.codeFor(email), true);
    expect(claimsOf((await tokensFor(endpoint, pool, email)).AccessToken)["username"]).toBe("heir");
    expect(await findEmailVerified(pool, "owner")).toBe("false");
    const create = (Username: string, ForceAliasCreation: boolean) =>
      endpoint.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: pool.poolId,
          Username,
          ForceAliasCreation,
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
        }),
      );
    await expect(create("third", false)).rejects.toMatchObject({ name: "AliasExistsException" });
    await create("third", true);
    expect(await findEmailVerified(pool, "heir")).toBe("false");
  });
});

describe("a pool with plain usernames", () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await createPool(endpoint, {
      pool: { UsernameAttributes: undefined, UsernameConfiguration: { CaseSensitive: true } },
    });
  });

  it("is case-sensitive, and lets several users share an address", async () => {
    const email = newInbox();
    for (const username of ["grace", "Grace"]) {
      await signUp(pool, username, { email });
      await confirm(pool, username, endpoint.codeFor(email));
      const { AccessToken } = await tokensFor(endpoint, pool, username);
      expect(claimsOf(AccessToken)["username"]).toBe(username);
    }
    await expect(signInByPassword(endpoint, pool, "GRACE")).rejects.toMatchObject(refused);
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject(refused);
  });

  it("requires no address, and sends no code without one", async () => {
    const response = await signUp(pool, "hermit");
    expect(response.CodeDeliveryDetails).toBeUndefined();
    expect(response.UserConfirmed).toBe(false);
  });
});

describe("a pool with e-mail addresses and phone numbers as usernames", () => {
  it("accepts either, and sends no code to a phone number that it does not verify", async () => {
    const pool = await createPool(endpoint, { pool: { UsernameAttributes: ["email", "phone_number"] } });
    expect((await signUp(pool, "+15550100")).CodeDeliveryDetails).toBeUndefined();
    expect((await signUp(pool, newEmail())).CodeDeliveryDetails).toBeDefined();
    await expect(signUp(pool, "+15550100")).rejects.toMatchObject({ name: "UsernameExistsException" });
    await expect(signUp(pool, "somebody")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});
