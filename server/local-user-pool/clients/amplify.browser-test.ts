import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launchChromium } from "../../../client/e2e/support/chromium.ts";
import { createUser, newEmail, password } from "../contract/support/builders.ts";
import type * as amplifyPage from "./amplify-page.ts";
import { startAmplifySite } from "./amplify-site.ts";
import type { AmplifySite } from "./amplify-site.ts";
import { totpCode } from "./authenticator.ts";
import { startCruddurPool } from "./cruddur-pool.ts";
import type { CruddurPool } from "./cruddur-pool.ts";

/** Defined in the page, by amplify-page.ts. Functions passed to `page.evaluate` run there. */
declare const amplify: typeof amplifyPage;

let pool: CruddurPool;
let site: AmplifySite;
let chromium: Browser;
let page: Page;
const complaints: string[] = [];

const newPassword = "Correct-Horse-10";
const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };

beforeAll(async () => {
  pool = await startCruddurPool();
  site = await startAmplifySite();
  chromium = await launchChromium(findChromium());
  page = await chromium.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(site.origin);
  await page.evaluate(([endpoint, ids]) => amplify.configureAmplify(endpoint, ids), [
    { url: pool.url },
    { poolId: pool.poolId, clientId: pool.clientId },
  ] as const);
});

afterEach(async () => {
  await page.evaluate(() => amplify.auth.signOut());
  expect(complaints).toEqual([]);
  expect(pool.unexpectedErrors).toEqual([]);
});

afterAll(async () => {
  await chromium.close();
  site.stop();
  await pool.close();
});

const signIn = (username: string, secret: string) =>
  page.evaluate((person) => amplify.auth.signIn(person), { username, password: secret });

describe("a page of another origin", () => {
  it("signs up, confirms, signs in by SRP and refreshes", async () => {
    const email = newEmail();
    const signedUp = await page.evaluate(
      (person) => {
        const userAttributes = { email: person.username, name: "Ada", preferred_username: "ada" };
        return amplify.auth.signUp({ ...person, options: { userAttributes } });
      },
      { username: email, password },
    );
    expect(signedUp.nextStep.signUpStep).toBe("CONFIRM_SIGN_UP");

    const confirmed = await page.evaluate((confirmation) => amplify.auth.confirmSignUp(confirmation), {
      username: email,
      confirmationCode: pool.codeFor(email),
    });
    expect(confirmed.isSignUpComplete).toBe(true);

    const refused = await page.evaluate(
      (person) => amplify.auth.signIn(person).catch((error: Error) => error.name),
      { username: email, password: newPassword },
    );
    expect(refused).toBe("NotAuthorizedException");
    // Chromium logs the failed request.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("400 (Bad Request)")]);

    expect(await signIn(email, password)).toEqual(done);
    const [before, after] = await page.evaluate(async () => {
      const { tokens } = await amplify.auth.fetchAuthSession();
      const refreshed = await amplify.auth.fetchAuthSession({ forceRefresh: true });
      return [tokens?.accessToken.payload, refreshed.tokens?.accessToken.payload];
    });
    expect(after?.["origin_jti"]).toBe(before?.["origin_jti"]);
    expect(after?.jti).not.toBe(before?.jti);
  });

  it("changes attributes and password, sets up TOTP and signs out everywhere", async () => {
    const email = await createUser(pool, pool.poolId);
    await signIn(email, password);
    const [attributes, secret] = await page.evaluate(
      async (passwords) => {
        await amplify.auth.updateUserAttributes({ userAttributes: { name: "Grace" } });
        await amplify.auth.updatePassword(passwords);
        const { sharedSecret } = await amplify.auth.setUpTOTP();
        return [await amplify.auth.fetchUserAttributes(), sharedSecret] as const;
      },
      { oldPassword: password, newPassword },
    );
    expect(attributes).toMatchObject({ email, name: "Grace" });

    await page.evaluate(
      async (code) => {
        await amplify.auth.verifyTOTPSetup({ code });
        await amplify.auth.updateMFAPreference({ totp: "PREFERRED" });
        await amplify.auth.signOut({ global: true });
      },
      totpCode(secret, pool.now()),
    );
    expect(await page.evaluate(async () => (await amplify.auth.fetchAuthSession()).tokens)).toBeUndefined();

    pool.advance(30);
    expect(await signIn(email, newPassword)).toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
    });
    const signedIn = await page.evaluate(
      (challengeResponse) => amplify.auth.confirmSignIn({ challengeResponse }),
      totpCode(secret, pool.now()),
    );
    expect(signedIn).toEqual(done);
  });

  it("replaces a forgotten password", async () => {
    const email = await createUser(pool, pool.poolId);
    const requested = await page.evaluate((username) => amplify.auth.resetPassword({ username }), email);
    expect(requested.nextStep.resetPasswordStep).toBe("CONFIRM_RESET_PASSWORD_WITH_CODE");
    await page.evaluate((confirmation) => amplify.auth.confirmResetPassword(confirmation), {
      username: email,
      confirmationCode: pool.codeFor(email),
      newPassword,
    });
    expect(await signIn(email, newPassword)).toEqual(done);
  });
});
