import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { findChromium, launchChromium } from "../../../client/e2e/support/chromium.ts";
import { addVirtualAuthenticator } from "../../../client/e2e/support/virtual-authenticator.ts";
import type { VirtualAuthenticator } from "../../../client/e2e/support/virtual-authenticator.ts";
import { createPool, createUser, password } from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import type * as amplifyPage from "./amplify-page.ts";
import { startAmplifySite } from "./amplify-site.ts";
import type { AmplifySite } from "./amplify-site.ts";
import { startEndpointForClients } from "./cruddur-pool.ts";

/** Defined in the page, by amplify-page.ts. Functions passed to `page.evaluate` run there. */
declare const amplify: typeof amplifyPage;

let endpoint: EndpointUnderTest;
let pool: TestPool;
let site: AmplifySite;
let chromium: Browser;

beforeAll(async () => {
  endpoint = await startEndpointForClients();
  pool = await createPool(endpoint, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
  });
  site = await startAmplifySite();
  chromium = await launchChromium(findChromium());
});

afterEach(() => {
  expect(endpoint.unexpectedErrors).toEqual([]);
});

afterAll(async () => {
  await chromium.close();
  site.stop();
  await endpoint.close();
});

const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };

/** A page in a browser of its own, with an authenticator. */
async function openPage(): Promise<{ page: Page; authenticator: VirtualAuthenticator }> {
  const page = await (await chromium.newContext()).newPage();
  const authenticator = await addVirtualAuthenticator(page);
  await page.goto(site.origin);
  await page.evaluate(([url, ids]) => amplify.configureAmplify(url, ids), [
    { url: endpoint.url },
    { poolId: pool.poolId, clientId: pool.clientId },
  ] as const);
  return { page, authenticator };
}

/** A person whose browser has a passkey, and who is signed out. */
async function withPasskey() {
  const email = await createUser(endpoint, pool.poolId);
  const { page, authenticator } = await openPage();
  await page.evaluate(
    async (person) => {
      await amplify.auth.signIn(person);
      await amplify.auth.associateWebAuthnCredential();
      await amplify.auth.signOut();
    },
    { username: email, password },
  );
  expect(await authenticator.passkeys()).toBe(1);
  return { email, page, authenticator };
}

const signInByPasskey = (page: Page, email: string) =>
  page.evaluate(
    (username) =>
      amplify.auth
        .signIn({ username, options: { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } })
        .catch((error: Error) => error.name),
    email,
  );

it("a passkey that the browser made signs in, by preference and by choice", async () => {
  const { email, page } = await withPasskey();
  expect(await signInByPasskey(page, email)).toEqual(done);
  const chosen = await page.evaluate(async (username) => {
    await amplify.auth.signOut();
    const { nextStep } = await amplify.auth.signIn({ username, options: { authFlowType: "USER_AUTH" } });
    return [nextStep, await amplify.auth.confirmSignIn({ challengeResponse: "WEB_AUTHN" })] as const;
  }, email);
  expect(chosen).toMatchObject([
    {
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      availableChallenges: ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"],
    },
    done,
  ]);
  const attributes = await page.evaluate(() => amplify.auth.fetchUserAttributes());
  expect(attributes).toMatchObject({ email });
});

it("passkeys are listed, made once in each authenticator, and deleted; then they are no way in", async () => {
  const { email, page, authenticator } = await withPasskey();
  await signInByPasskey(page, email);
  const [listed, again] = await page.evaluate(async () => {
    const { credentials } = await amplify.auth.listWebAuthnCredentials({ pageSize: 10 });
    const error = await amplify.auth.associateWebAuthnCredential().catch((reason: Error) => reason.name);
    return [credentials, error] as const;
  });
  expect(listed).toMatchObject([{ relyingPartyId: "localhost", authenticatorAttachment: "platform" }]);
  expect(again).toBe("PasskeyAlreadyExists");
  expect(await authenticator.passkeys()).toBe(1);
  const left = await page.evaluate(async (credentialId) => {
    await amplify.auth.deleteWebAuthnCredential({ credentialId });
    const { credentials } = await amplify.auth.listWebAuthnCredentials();
    await amplify.auth.signOut();
    return credentials;
  }, listed[0]?.credentialId ?? "");
  expect(left).toEqual([]);
  expect(await signInByPasskey(page, email)).toMatchObject({
    nextStep: { signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION" },
  });
});

it("a browser without the passkey, or whose person does not unlock it, does not sign in", async () => {
  const { email, page, authenticator } = await withPasskey();
  await authenticator.person("fails");
  const { page: elsewhere } = await openPage();
  for (const each of [page, elsewhere]) {
    expect(await signInByPasskey(each, email)).toMatch(/Passkey|NotAllowed/);
    const { tokens } = await each.evaluate(() => amplify.auth.fetchAuthSession());
    expect(tokens).toBeUndefined();
  }
});
