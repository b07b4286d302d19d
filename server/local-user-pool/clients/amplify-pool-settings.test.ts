import { SetUserPoolMfaConfigCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createPool, createUser, newEmail, password, rotatingClient } from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import { configureAmplify } from "./amplify-setup.ts";
import { totpCode } from "./authenticator.ts";
import { startEndpointForClients } from "./cruddur-pool.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";

const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointForClients();
});

afterAll(() => endpoint.close());

afterEach(async () => {
  await signOut();
  expect(endpoint.unexpectedErrors).toEqual([]);
});

/** Creates a pool and configures Amplify for it. */
async function useNewPool(options: Parameters<typeof createPool>[1]): Promise<TestPool> {
  const pool = await createPool(endpoint, options);
  configureAmplify(endpoint, pool);
  return pool;
}

it("sets up TOTP during the first sign-in, if the pool requires MFA", async () => {
  const { poolId } = await useNewPool({});
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: poolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const email = await createUser(endpoint, poolId);

  const { nextStep } = await signIn({ username: email, password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(nextStep.signInStep);
  const { sharedSecret } = nextStep.totpSetupDetails;
  expect(await confirmSignIn({ challengeResponse: totpCode(sharedSecret, endpoint.now()) })).toEqual(done);
  await signOut();

  endpoint.advance(30);
  expect(await signIn({ username: email, password })).toMatchObject({
    nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
  });
  expect(await confirmSignIn({ challengeResponse: totpCode(sharedSecret, endpoint.now()) })).toEqual(done);
});

it("signs up and in with mailed codes, without a password, if the pool allows it", async () => {
  await useNewPool({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
  });
  const email = newEmail();
  await signUp({ username: email, options: { userAttributes: { email } } });
  await confirmSignUp({ username: email, confirmationCode: endpoint.codeFor(email) });
  const options = { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" } as const;
  expect(await signIn({ username: email, options })).toMatchObject({
    nextStep: {
      signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
      codeDeliveryDetails: { deliveryMedium: "EMAIL", destination: "u***@e***" },
    },
  });
  await expect(confirmSignIn({ challengeResponse: "no-code" })).rejects.toMatchObject({
    name: "CodeMismatchException",
  });
  expect(await confirmSignIn({ challengeResponse: endpoint.codeFor(email) })).toEqual(done);
});

it("keeps the newest refresh token, if the app client rotates them", async () => {
  const { poolId } = await useNewPool({
    client: { ...rotatingClient, ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
  });
  await signIn({ username: await createUser(endpoint, poolId), password });
  const jtis = new Set<unknown>();
  for (let refreshes = 1; refreshes <= 3; refreshes += 1) {
    // Past the grace period of the previous token.
    endpoint.advance(60);
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    jtis.add(tokens?.accessToken.payload.jti);
  }
  expect(jtis.size).toBe(3);
});

it("signs in by username or by address, if the address is an alias", async () => {
  await useNewPool({ pool: { UsernameAttributes: undefined, AliasAttributes: ["email"] } });
  const email = newEmail();
  await signUp({ username: "Ada", password, options: { userAttributes: { email } } });
  await confirmSignUp({ username: "Ada", confirmationCode: endpoint.codeFor(email) });
  for (const username of ["Ada", "ada", email]) {
    expect(await signIn({ username, password })).toEqual(done);
    expect(await fetchUserAttributes()).toMatchObject({ email });
    expect((await getCurrentUser()).signInDetails?.loginId).toBe(username);
    await signOut();
  }
});
