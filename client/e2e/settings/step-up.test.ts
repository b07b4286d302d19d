import type { Page } from "playwright-core";
import { expect } from "vitest";
import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import { secretOnPage } from "../support/authenticator.ts";
import { dropScopeUntilSignIn } from "../support/earlier-tokens.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";

test("a mutation that requires a step-up asks for the password in a dialog, and continues", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  app.advance({ minutes: 6 });
  const { email } = newAccount();
  await page.goto("/settings/email");
  await page.getByLabel("New e-mail").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();

  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByLabel("New e-mail").inputValue()).toBe(email);
  await page.getByRole("button", { name: "Send code" }).click();

  const password = dialog.getByLabel("Password", { exact: true });
  await password.fill("not my password at all");
  await dialog.getByRole("button", { name: "Continue", exact: true }).click();
  await dialog.getByRole("alert").filter({ hasText: "Incorrect password" }).waitFor();
  await password.fill(person.password);
  await dialog.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByText(`We sent a code to ${email}`).waitFor();
});

test("a step-up uses the password that the form has asked for", async ({ app, page, context }) => {
  const person = await signInNewMember(context, app);
  app.advance({ minutes: 6 });
  await page.goto("/settings/password");
  await page.getByLabel("Current password", { exact: true }).fill("not my password at all");
  await page.getByLabel("New password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByRole("alert").filter({ hasText: "Incorrect password" }).waitFor();
  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Your password has been changed.").waitFor();

  app.advance({ minutes: 6 });
  await page.goto("/settings/delete");
  await page.getByLabel("Type your handle").fill(person.handle);
  await page.getByLabel("Password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByText("Your account is deleted").waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test.describe("with an access token that has expired", () => {
  // Chromium logs the 401.
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("the session is renewed before the step-up", async ({ app, page }) => {
    const person = await openAsNewMember(page, app, "/settings/authenticator");
    await page.getByRole("button", { name: "Set up" }).waitFor();
    app.advance({ minutes: 20 });
    await page.getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
    await dialog.getByLabel("Password", { exact: true }).fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByText("Scan this").waitFor();
  });
});

test.describe("with an access token that has lost the user scope since the code was requested", () => {
  test("a step-up comes before the code of a new address, which then applies", async ({ app, page }) => {
    const person = await openAsNewMember(page, app, "/settings/email");
    const { email } = newAccount();
    await page.getByLabel("New e-mail").fill(email);
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByLabel("Code").waitFor();
    const code = await newestCode(app, email);
    await dropScopeUntilSignIn(page, app);
    await page.getByLabel("Code").fill(code);
    await enterPassword(page, person.password);
    await page.getByText("Your address has been changed.").waitFor();
    await page.getByText(`You sign in with ${email}.`).waitFor();
  });

  test("a step-up comes before the first code of an authenticator app, which then is on", async ({
    app,
    page,
  }) => {
    const person = await openAsNewMember(page, app, "/settings/authenticator");
    await page.getByRole("button", { name: "Set up" }).click();
    const secret = await secretOnPage(page);
    await dropScopeUntilSignIn(page, app);
    await page.getByLabel("Code").fill(totpCode(secret, app.now()));
    await enterPassword(page, person.password);
    await page.getByText("Two-step sign-in is on.").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Turn off" }).waitFor();
  });
});

/** Answers the dialog of a step-up. */
async function enterPassword(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Continue", exact: true }).click();
}
