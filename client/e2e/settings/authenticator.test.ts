import type { Page } from "playwright-core";
import { expect } from "vitest";
import { totpCode, wrongTotpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { secretOnPage, enableAuthenticator } from "../support/authenticator.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, joinLink, signIn, signOut } from "../support/page-actions.ts";

test("an authenticator app is enabled, asked for at the next sign-in, and disabled", async ({
  app,
  page,
}) => {
  const person = await openAsNewMember(page, app, "/settings/authenticator");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.locator("main svg path[fill='#000000']").waitFor();
  const secret = await secretOnPage(page);
  expect(await page.getByRole("link", { name: "Open in an app" }).getAttribute("href")).toContain(secret);

  const code = page.getByLabel("Code");
  await code.fill(wrongTotpCode(secret, app.now()));
  await expect.poll(() => code.getAttribute("aria-invalid")).toBe("true");
  await code.fill(totpCode(secret, app.now()));
  await page.getByText("Two-step sign-in is on.").waitFor();
  await page.getByRole("button", { name: "Turn off" }).waitFor();
  app.advance({ seconds: 31 });

  await signOut(page);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByLabel("Code").fill(wrongTotpCode(secret, app.now()));
  await expect.poll(() => page.getByLabel("Code").getAttribute("aria-invalid")).toBe("true");
  // With a space in the middle, as apps copy it.
  await page.getByLabel("Code").fill(totpCode(secret, app.now()).replace(/^(...)/u, "$1 "));
  await composeField(page).waitFor();

  await page.goto("/settings/authenticator");
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByText("Two-step sign-in is off.").waitFor();
  await page.getByRole("button", { name: "Set up" }).waitFor();
});

test("a reload or an expired challenge restarts the sign-in with the e-mail", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const secret = await enableAuthenticator(page, app);
  await signOut(page);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);

  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  app.advance({ minutes: 4 });
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await page.getByText("That took too long").waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
});

test("a step-up also asks for the code, in a dialog", async ({ app, page, context }) => {
  const person = await signInNewMember(context, app);
  const secret = await enableAuthenticator(page, app);
  app.advance({ minutes: 6 });
  await page.goto("/settings/password");
  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  // The form has the password: only the code is asked for.
  const dialog = page.getByRole("dialog", { name: "Enter your code" });
  await dialog.getByLabel("Code").fill(totpCode(secret, app.now()));
  await enterCodeToStay(page, app, secret);
  await page.getByText("Your password has been changed.").waitFor();
  await page.reload();
  await page.getByLabel("Current password", { exact: true }).waitFor();
});

test.describe("with a session that ends while its page is open", () => {
  test("to sign out all others takes the password and a code, and the session goes on", async ({
    app,
    page,
    context,
    otherPage,
  }) => {
    const person = await signInNewMember(context, app);
    const secret = await enableAuthenticator(page, app);
    await signIn(otherPage, person);
    await otherPage.getByLabel("Code").fill(totpCode(secret, app.now()));
    await composeField(otherPage).waitFor();
    await page.goto("/settings/sessions");
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign out all others" }).click();
    await enterCodeToStay(page, app, secret);
    await page.getByText("All other sessions have ended.").waitFor();
    await page.reload();
    await page.getByText("You’re not signed in anywhere else.").waitFor();
    await otherPage.reload();
    await joinLink(otherPage).waitFor();
  });
});

/** Answers the dialog that asks for a code after the other sessions have ended. The code before was used already. */
async function enterCodeToStay(page: Page, app: TestApp, secret: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Enter your code" });
  await dialog.getByText("To stay signed in here").waitFor();
  app.advance({ seconds: 31 });
  await dialog.getByLabel("Code").fill(totpCode(secret, app.now()));
  await dialog.waitFor({ state: "detached" });
}

test("a cancelled set-up returns the focus; a secret that cannot be copied is selected", async ({
  app,
  page,
}) => {
  await openAsNewMember(page, app, "/settings/authenticator");
  const setUp = page.getByRole("button", { name: "Set up" });
  await setUp.press("Enter");
  await page.getByLabel("Code").waitFor();
  const secret = await secretOnPage(page);
  // Headless Chromium has no clipboard.
  await page.getByRole("button", { name: "Copy" }).press("Enter");
  await expect.poll(() => page.evaluate(() => String(getSelection()).replaceAll(" ", ""))).toBe(secret);
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect.poll(() => page.locator(":focus").textContent()).toBe("Set up");
});

test("a recovery code turns a lost authenticator app off, and the password then signs in", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const secret = await enableAuthenticator(page, app);
  await page.getByRole("button", { name: "Create recovery codes" }).click();
  // The codes stand in the place of the app, so its code is asked for once.
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Code").fill(totpCode(secret, app.now()));
  const shown = page.getByRole("main").locator("ol[translate=no] li");
  await expect.poll(() => shown.count()).toBe(10);
  const [code = ""] = await shown.allTextContents();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.txt$/u);
  // Headless Chromium has no clipboard.
  await page.getByRole("button", { name: "Copy" }).press("Enter");
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toContain(code);
  await page.getByRole("button", { name: "I’ve stored them" }).press("Enter");
  await page.getByText("You have 10 unused codes.").waitFor();
  expect(await page.content()).not.toContain(code);

  await signOut(page);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByRole("button", { name: "Use a recovery code" }).press("Enter");
  const field = page.getByLabel("Recovery code");
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
  await expectAccessible(page);
  await field.fill("AAAAA-AAAAA-AAAAA");
  await page.keyboard.press("Enter");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await field.fill(code.toLowerCase());
  await page.keyboard.press("Enter");
  await page.getByText("Your authenticator app is off.").waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  await composeField(page).waitFor();
});
