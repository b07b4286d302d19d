import {
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  createUser,
  defined,
  newEmail,
  password,
  secretHash,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { createSrpClient, hostilePublicValues } from "../support/srp-client.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException", message: "Incorrect username or password." };

const start = (USERNAME: string, SRP_A: string, ClientId = pool.clientId) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A } }),
  );

const respond = (ChallengeResponses: Record<string, string>, ClientId = pool.clientId) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses }),
  );

/** Starts a sign-in and computes the proof, which the test sends. */
async function prove(
  email: string,
  secret = password,
  now = endpoint.now(),
): Promise<Record<string, string>> {
  const srp = createSrpClient();
  const { ChallengeParameters } = await start(email, srp.SRP_A);
  return srp.respond(pool.poolId, defined(ChallengeParameters), secret, now);
}

describe("USER_SRP_AUTH", () => {
  it("signs in with the right password", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { AuthenticationResult } = await respond(await prove(email));
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", RefreshToken: expect.any(String) });
  });

  it("has the same error for a wrong password and an unknown user", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await expect(respond(await prove(email, "Wrong-Horse-9"))).rejects.toMatchObject(refused);
    await expect(respond(await prove(newEmail()))).rejects.toMatchObject(refused);
  });

  it("simulates a stable challenge for a user who does not exist", async () => {
    const email = newEmail();
    const other = defined((await createClient(endpoint, pool.poolId, { ClientName: "other" })).ClientId);
    const { SRP_A } = createSrpClient();
    const [one, two] = [await start(email, SRP_A), await start(email.toUpperCase(), SRP_A, other)];
    expect(two.ChallengeParameters).toMatchObject({
      SALT: one.ChallengeParameters?.["SALT"],
      USER_ID_FOR_SRP: one.ChallengeParameters?.["USER_ID_FOR_SRP"],
    });
    expect(two.ChallengeParameters?.["SRP_B"]).not.toBe(one.ChallengeParameters?.["SRP_B"]);
    const real = await start(await createUser(endpoint, pool.poolId), SRP_A);
    const namesIn = (parameters = {}) => Object.keys(parameters).toSorted();
    expect(namesIn(one.ChallengeParameters)).toEqual(namesIn(real.ChallengeParameters));
    expect(one.ChallengeParameters?.["USER_ID_FOR_SRP"]).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it("accepts a proof once, also under concurrent requests", async () => {
    const proof = await prove(await createUser(endpoint, pool.poolId));
    const results = await Promise.allSettled([respond(proof), respond(proof), respond(proof)]);
    expect(results.filter((response) => response.status === "fulfilled")).toHaveLength(1);
    await expect(respond(proof)).rejects.toMatchObject(refused);
  });

  it("accepts one guess per exchange", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const srp = createSrpClient();
    const challenge = defined((await start(email, srp.SRP_A)).ChallengeParameters);
    const guess = srp.respond(pool.poolId, challenge, "Wrong-Horse-9", endpoint.now());
    await expect(respond(guess)).rejects.toMatchObject(refused);
    const proof = srp.respond(pool.poolId, challenge, password, endpoint.now());
    await expect(respond(proof)).rejects.toMatchObject(refused);
  });

  it.each(hostilePublicValues)("rejects a multiple of N (%#)", async (SRP_A) => {
    const email = await createUser(endpoint, pool.poolId);
    const { ChallengeParameters } = await start(email, SRP_A);
    // With A = 0 the shared secret is 0, whatever the password.
    const proof = createSrpClient(0n).respond(
      pool.poolId,
      defined(ChallengeParameters),
      password,
      endpoint.now(),
    );
    await expect(respond(proof)).rejects.toMatchObject(refused);
  });

  it.each(["", "xyz", "-1", "a".repeat(771)])(
    "requires a number of at most 770 digits (%#)",
    async (SRP_A) => {
      await expect(start(newEmail(), SRP_A)).rejects.toMatchObject({ name: "InvalidParameterException" });
    },
  );

  it.each([
    ["another username", async () => ({ USERNAME: await createUser(endpoint, pool.poolId) })],
    ["another block", async () => ({ PASSWORD_CLAIM_SECRET_BLOCK: Buffer.alloc(256).toString("base64") })],
    ["an invalid signature", async () => ({ PASSWORD_CLAIM_SIGNATURE: "AAAA" })],
    ["another time", async () => ({ TIMESTAMP: "Tue Sep 1 09:05:04 UTC 2026" })],
    ["an invalid time", async () => ({ TIMESTAMP: "yesterday" })],
  ])("rejects %s", async (_case, change) => {
    const proof = await prove(await createUser(endpoint, pool.poolId));
    await expect(respond({ ...proof, ...(await change()) })).rejects.toMatchObject(refused);
  });

  it("rejects a proof that is six minutes off, and one from another client", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const minutes = (count: number) => new Date(endpoint.now().getTime() + count * 60_000);
    await expect(respond(await prove(email, password, minutes(-6)))).rejects.toMatchObject(refused);
    await expect(respond(await prove(email, password, minutes(6)))).rejects.toMatchObject(refused);
    const other = await createClient(endpoint, pool.poolId, { ClientName: "other" });
    await expect(respond(await prove(email), other.ClientId)).rejects.toMatchObject(refused);
    await expect(respond(await prove(email, password, minutes(4)))).resolves.toBeDefined();
  });

  it("rejects an exchange that started before the password changed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const earlier = await prove(email);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool.poolId,
        Username: email,
        Password: "Another-Horse-9",
        Permanent: true,
      }),
    );
    await expect(respond(earlier)).rejects.toMatchObject(refused);
  });

  it("rejects an exchange after three minutes", async () => {
    const late = await prove(await createUser(endpoint, pool.poolId));
    endpoint.advance(180);
    await expect(respond(late)).rejects.toMatchObject(refused);
  });

  it("is locked out by failures like USER_PASSWORD_AUTH", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const early = await prove(email);
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(respond(await prove(email, "Wrong-Horse-9"))).rejects.toMatchObject(refused);
    }
    const locked = { name: "NotAuthorizedException", message: "Password attempts exceeded" };
    await expect(respond(early)).rejects.toMatchObject(locked);
    await expect(start(email, createSrpClient().SRP_A)).rejects.toMatchObject(locked);
    endpoint.advance(1);
    await expect(respond(await prove(email))).resolves.toBeDefined();
  });

  it("continues with NEW_PASSWORD_REQUIRED", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool.poolId,
        Username: email,
        Password: "Temporary-Horse-1",
      }),
    );
    expect((await respond(await prove(email, "Temporary-Horse-1"))).ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
  });

  it("reveals that a user is disabled only after the right password", async () => {
    onlyLocally("it is unknown what Cognito's first step reveals");
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: email }));
    await expect(respond(await prove(email, "Wrong-Horse-9"))).rejects.toMatchObject(refused);
    await expect(respond(await prove(email))).rejects.toMatchObject({ message: "User is disabled." });
  });

  it("requires the secret hash of each username that is sent", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "secretive",
      GenerateSecret: true,
    });
    const secretive = { ...pool, clientId: defined(client.ClientId), secret: client.ClientSecret };
    const email = await createUser(endpoint, pool.poolId);
    const srp = createSrpClient();
    const { ChallengeParameters } = await endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId: secretive.clientId,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: email, SRP_A: srp.SRP_A, SECRET_HASH: secretHash(secretive, email) },
      }),
    );
    const proof = srp.respond(pool.poolId, defined(ChallengeParameters), password, endpoint.now());
    await expect(respond(proof, secretive.clientId)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    const response = await respond(
      { ...proof, SECRET_HASH: secretHash(secretive, proof.USERNAME) },
      secretive.clientId,
    );
    expect(response.AuthenticationResult).toBeDefined();
  });

  it("reveals an unknown user to a LEGACY client, and requires the client to allow it", async () => {
    const legacy = await createClient(endpoint, pool.poolId, { PreventUserExistenceErrors: "LEGACY" });
    const { SRP_A } = createSrpClient();
    await expect(start(newEmail(), SRP_A, legacy.ClientId)).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    const plain = await createClient(endpoint, pool.poolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    });
    await expect(start(newEmail(), SRP_A, plain.ClientId)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
