import {
  associateWebAuthnCredential,
  confirmSignIn,
  deleteWebAuthnCredential,
  fetchUserAttributes,
  listWebAuthnCredentials,
  signIn,
  signOut,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SoftwareAuthenticator } from "../../test/support/passkeys/software-authenticator.ts";
import { createPool, createUser, password } from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import { configureAmplify } from "./amplify-setup.ts";
import { startEndpointForClients } from "./cruddur-pool.ts";
import { inPageWith } from "./passkey-browser.ts";

const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };
const byPasskey = { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } as const;

let endpoint: EndpointUnderTest;
let pool: TestPool;
let email: string;
const authenticator = new SoftwareAuthenticator();

beforeAll(async () => {
  endpoint = await startEndpointForClients();
  pool = await createPool(endpoint, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
  });
  configureAmplify(endpoint, pool);
  email = await createUser(endpoint, pool.poolId);
  await signIn({ username: email, password });
  await inPageWith(authenticator, () => associateWebAuthnCredential());
  await signOut();
});

afterAll(() => endpoint.close());

afterEach(async () => {
  await signOut();
  expect(endpoint.unexpectedErrors).toEqual([]);
});

it("signs in by the passkey that Amplify has registered, by preference and by choice", async () => {
  const preferred = () => signIn({ username: email, options: byPasskey });
  expect(await inPageWith(authenticator, preferred)).toEqual(done);
  expect(await fetchUserAttributes()).toMatchObject({ email });
  await signOut();

  const chosen = await signIn({ username: email, options: { authFlowType: "USER_AUTH" } });
  expect(chosen.nextStep).toMatchObject({
    signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
    availableChallenges: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
  });
  const choose = () => confirmSignIn({ challengeResponse: "WEB_AUTHN" });
  expect(await inPageWith(authenticator, choose)).toEqual(done);
});

it("lists and deletes passkeys, and refuses one that this authenticator has registered already", async () => {
  await signIn({ username: email, password });
  const { credentials } = await listWebAuthnCredentials({ pageSize: 10 });
  expect(credentials).toMatchObject([
    { relyingPartyId: "localhost", authenticatorAttachment: "platform", createdAt: expect.any(Date) },
  ]);
  await expect(inPageWith(authenticator, () => associateWebAuthnCredential())).rejects.toMatchObject({
    name: "PasskeyAlreadyExists",
  });
  const other = new SoftwareAuthenticator();
  await inPageWith(other, () => associateWebAuthnCredential());
  const { credentials: both } = await listWebAuthnCredentials();
  const added = both.find(({ credentialId }) => credentialId !== credentials[0]?.credentialId);
  await deleteWebAuthnCredential({ credentialId: added?.credentialId ?? "" });
  expect((await listWebAuthnCredentials()).credentials).toEqual(credentials);
});
