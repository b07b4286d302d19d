import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import type { Person } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { composeField, fillInSignIn, signOut } from "../support/page-actions.ts";
import { addVirtualAuthenticator } from "../support/virtual-authenticator.ts";

async function startWithPasskeys(app: TestApp, webClient: string): Promise<{ url: string; person: Person }> {
  const node = await startOnOtherPool(
    app,
    webClient,
    {
      UsernameAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
    },
    {
      mfa: {
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
        WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "required" },
      },
    },
  );
  const person = await signUpPerson({ ...app, ...node }, { password: "Ab1! a long pass phrase" });
  return { url: node.url, person };
}

test("a passkey is offered once after a sign-in by password, and signs in from then on", async ({
  app,
  page,
  webClient,
}) => {
  const { url, person } = await startWithPasskeys(app, webClient);
  const authenticator = await addVirtualAuthenticator(page);
  await page.goto(`${url}/sign-in?next=%2Fnotifications`);
  await fillInSignIn(page, person);
  await page.getByRole("heading", { name: "Sign in faster with a passkey" }).waitFor();
  await expectAccessible(page);
  await authenticator.person("fails");
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await page.getByRole("alert").filter({ hasText: "No passkey was added" }).waitFor();
  expect(await authenticator.passkeys()).toBe(0);
  await authenticator.person("unlocks");
  await page.getByRole("button", { name: "Add a passkey" }).press("Enter");
  await page.getByRole("heading", { name: "Notifications" }).waitFor();
  expect(await authenticator.passkeys()).toBe(1);

  await signOut(page);
  await page.goto(`${url}/sign-in`);
  const address = page.getByLabel("E-mail");
  expect(await address.getAttribute("autocomplete")).toBe("username webauthn");
  const ways = page.getByRole("button", { name: /Continue with a passkey|Mail me a code/ });
  expect(await ways.allTextContents()).toEqual(["Continue with a passkey", "Mail me a code"]);
  await address.fill(person.email);
  await authenticator.person("fails");
  await page.getByRole("button", { name: "Continue with a passkey" }).press("Enter");
  await page.getByRole("alert").filter({ hasText: "No passkey was used" }).waitFor();
  await expectAccessible(page);
  await authenticator.person("unlocks");
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await composeField(page).waitFor();

  // Once was enough: a sign-in by password offers nothing any more.
  await signOut(page);
  await page.goto(`${url}/sign-in`);
  await fillInSignIn(page, person);
  await composeField(page).waitFor();
});

test("a person who does not want a passkey is not asked again on this device", async ({
  app,
  page,
  webClient,
}) => {
  const { url, person } = await startWithPasskeys(app, webClient);
  await addVirtualAuthenticator(page);
  await page.goto(`${url}/sign-in`);
  await fillInSignIn(page, person);
  await page.getByRole("button", { name: "No, thanks" }).click();
  await composeField(page).waitFor();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await signOut(page);
  await page.goto(`${url}/sign-in`);
  await fillInSignIn(page, person);
  await composeField(page).waitFor();
});

test("passkeys are added with a name and removed in the settings, and confirm that it is you", async ({
  app,
  page,
  webClient,
}) => {
  const { url, person } = await startWithPasskeys(app, webClient);
  const authenticator = await addVirtualAuthenticator(page);
  await page.goto(`${url}/sign-in?next=%2Fsettings%2Fpasskeys`);
  await fillInSignIn(page, person);
  await page.getByRole("button", { name: "No, thanks" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  app.advance({ minutes: 6 });
  await page.getByLabel("Name (optional)").fill("Work laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByText("Your passkey has been added.").waitFor();
  const items = page.getByRole("main").getByRole("listitem").filter({ hasText: "Added" });
  await items.filter({ hasText: "Work laptop" }).waitFor();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("alert").filter({ hasText: "already has a passkey" }).waitFor();

  app.advance({ minutes: 6 });
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await authenticator.person("absent");
  await dialog.getByRole("button", { name: "Continue with a passkey" }).click();
  const asked = page.getByRole("dialog", { name: "Use your passkey" });
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Confirm another way" }).click();
  await authenticator.person("unlocks");
  await dialog.getByRole("button", { name: "Continue with a passkey" }).click();
  await page.getByText("The passkey has been removed.").waitFor();
  await page.getByText("You have no passkey yet.").waitFor();

  await signOut(page);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await page.getByRole("alert").filter({ hasText: "isn’t available" }).waitFor();
  await fillInSignIn(page, person);
  await composeField(page).waitFor();
});

test("a browser without passkeys is offered none, and each failure of its dialog is told apart", async ({
  app,
  page,
  webClient,
}) => {
  const { url, person } = await startWithPasskeys(app, webClient);
  await failWith(page, "SecurityError");
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  const alert = page.getByRole("alert").filter({ hasText: /\w/u });
  await alert.filter({ hasText: "Passkeys can’t be used at this address" }).waitFor();
  for (const [name, words] of [
    ["NotSupportedError", "This browser can’t use your passkey"],
    ["AbortError", "Another dialog was opened"],
    ["UnknownError", "Your browser couldn’t use the passkey"],
  ] as const) {
    await page.evaluate((error) => Object.assign(globalThis, { passkeyError: error }), name);
    await page.getByRole("button", { name: "Try again" }).click();
    await alert.filter({ hasText: words }).waitFor();
  }

  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PublicKeyCredential"));
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Mail me a code" }).waitFor();
  expect(await page.getByRole("button", { name: "passkey" }).count()).toBe(0);
});

/** The browser's dialog fails with this error, and with those that the page then names in `passkeyError`. */
async function failWith(page: Page, name: string): Promise<void> {
  await page.addInitScript((first) => {
    Object.assign(globalThis, { passkeyError: first });
    navigator.credentials.get = async () => {
      throw new DOMException("failed", String(Reflect.get(globalThis, "passkeyError")));
    };
  }, name);
}
