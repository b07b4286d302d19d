import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SoftwareAuthenticator } from "../../test/support/passkeys/software-authenticator.ts";
import { createUser, newEmail, password, tokensFor } from "../contract/support/builders.ts";
import { createPasskeyPool, origin, relyingPartyId, requestOptionsOf } from "../contract/support/passkeys.ts";
import { localCredentials } from "../local-user-pool.ts";
import { startCruddurPool } from "./cruddur-pool.ts";
import type { CruddurPool } from "./cruddur-pool.ts";

const run = promisify(execFile);
const { CI, PATH } = process.env;
const installed = spawnSync("aws", ["--version"]).status === 0;

// Skipped without the AWS CLI, except in CI.
describe.skipIf(!installed && !CI)("the AWS CLI (skipped without `aws`: apt-get install awscli)", () => {
  let pool: CruddurPool;

  beforeAll(async () => {
    pool = await startCruddurPool();
  });

  afterAll(() => pool.close());

  afterEach(() => {
    expect(pool.unexpectedErrors).toEqual([]);
  });

  /**
   * Runs `aws cognito-idp …` without the configuration of this machine's user.
   *
   * @param command split at spaces, so values must not contain any
   * @returns its output, or undefined if it has none
   * @throws Error with `code` and `stderr`, if it does not exit with 0
   */
  async function aws(command: string): Promise<unknown> {
    const global = ["--endpoint-url", pool.url, "--output", "json", "cognito-idp"];
    const { stdout } = await run("aws", [...global, ...command.split(" ")], {
      env: {
        PATH,
        HOME: "/nonexistent",
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_DEFAULT_REGION: "us-east-1",
      },
    });
    return stdout === "" ? undefined : JSON.parse(stdout);
  }

  it("signs a user up, and confirms without a code", async () => {
    const email = newEmail();
    const signedUp = await aws(
      `sign-up --client-id ${pool.clientId} --username ${email} --password ${password}` +
        ` --user-attributes Name=email,Value=${email} Name=name,Value=Ada Name=preferred_username,Value=ada`,
    );
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    await aws(`admin-confirm-sign-up --user-pool-id ${pool.poolId} --username ${email}`);
    await expect(tokensFor(pool, pool, email)).resolves.toBeDefined();
  });

  it("creates a user, and sets a permanent password", async () => {
    const email = newEmail();
    const user = `--user-pool-id ${pool.poolId} --username ${email}`;
    const created = await aws(
      `admin-create-user ${user} --message-action SUPPRESS` +
        ` --user-attributes Name=email,Value=${email} Name=email_verified,Value=true`,
    );
    expect(created).toMatchObject({ User: { Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" } });
    await aws(`admin-set-user-password ${user} --password ${password} --permanent`);
    const [found, signedIn] = await Promise.all([
      aws(`admin-get-user ${user}`),
      aws(
        `initiate-auth --client-id ${pool.clientId} --auth-flow USER_PASSWORD_AUTH` +
          ` --auth-parameters USERNAME=${email},PASSWORD=${password}`,
      ),
    ]);
    expect(found).toMatchObject({ UserStatus: "CONFIRMED" });
    expect(signedIn).toMatchObject({ ChallengeParameters: {}, AuthenticationResult: { ExpiresIn: 900 } });
  });

  it("reads the account with an access token, and fails after a global sign-out", async () => {
    const email = await createUser(pool, pool.poolId);
    const { AccessToken } = await tokensFor(pool, pool, email);
    expect(await aws(`get-user --access-token ${AccessToken}`)).toMatchObject({
      UserAttributes: expect.arrayContaining([{ Name: "email", Value: email }]),
    });
    await aws(`global-sign-out --access-token ${AccessToken}`);
    // The exit code is 254 or 255, depending on the CLI's version.
    await expect(aws(`get-user --access-token ${AccessToken}`)).rejects.toMatchObject({
      code: expect.toSatisfy((code) => code > 0),
      stderr: expect.stringContaining("(NotAuthorizedException) when calling the GetUser operation"),
    });
  });

  it("registers a passkey, lists it, and signs in by it", async () => {
    const { poolId, clientId } = await createPasskeyPool(pool);
    const email = await createUser(pool, poolId);
    const { AccessToken } = await tokensFor(pool, { clientId }, email);
    const authenticator = new SoftwareAuthenticator({ origin });
    const started = Object(await aws(`start-web-authn-registration --access-token ${AccessToken}`));
    const created = JSON.stringify(authenticator.create(started.CredentialCreationOptions));
    await aws(`complete-web-authn-registration --access-token ${AccessToken} --credential ${created}`);
    expect(await aws(`list-web-authn-credentials --access-token ${AccessToken}`)).toMatchObject({
      Credentials: [{ RelyingPartyId: relyingPartyId, AuthenticatorAttachment: "platform" }],
    });
    const challenge = Object(
      await aws(
        `initiate-auth --client-id ${clientId} --auth-flow USER_AUTH` +
          ` --auth-parameters USERNAME=${email},PREFERRED_CHALLENGE=WEB_AUTHN`,
      ),
    );
    const responses = JSON.stringify({
      USERNAME: email,
      CREDENTIAL: JSON.stringify(authenticator.get(requestOptionsOf(challenge))),
    });
    const signedIn = await aws(
      `respond-to-auth-challenge --client-id ${clientId} --challenge-name WEB_AUTHN` +
        ` --session ${challenge.Session} --challenge-responses ${responses}`,
    );
    expect(signedIn).toMatchObject({ AuthenticationResult: { TokenType: "Bearer" } });
  });

  it("lists pools, and users by a filter", async () => {
    const email = await createUser(pool, pool.poolId);
    await createUser(pool, pool.poolId);
    const [pools, users] = await Promise.all([
      aws("list-user-pools --max-results 10"),
      aws(`list-users --user-pool-id ${pool.poolId} --filter email="${email}"`),
    ]);
    expect(pools).toMatchObject({
      UserPools: expect.arrayContaining([expect.objectContaining({ Id: pool.poolId, Name: "cruddur" })]),
    });
    expect(users).toMatchObject({
      Users: [{ Attributes: expect.arrayContaining([{ Name: "email", Value: email }]) }],
    });
  });
});
