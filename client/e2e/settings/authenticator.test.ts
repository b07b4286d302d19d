import { expect } from "vitest";
import { totpCode, wrongTotpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import { secretOnPage, enableAuthenticator } from "../support/authenticator.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, signIn, signOut } from "../support/page-actions.ts";

test("an authenticator app is set up, asked for at the next sign-in, and switched off", async ({
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
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect.poll(() => code.getAttribute("aria-invalid")).toBe("true");
  await code.fill(totpCode(secret, app.now()));
  await page.getByLabel("Name of the device").fill("My phone");
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Two-step sign-in is on.").waitFor();
  await page.getByRole("button", { name: "Switch off" }).waitFor();
  app.advance({ seconds: 31 });

  await signOut(page);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByLabel("Code").fill(wrongTotpCode(secret, app.now()));
  await page.getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => page.getByLabel("Code").getAttribute("aria-invalid")).toBe("true");
  // As apps copy it, with a space in the middle.
  await page.getByLabel("Code").fill(totpCode(secret, app.now()).replace(/^(...)/u, "$1 "));
  await page.keyboard.press("Enter");
  await composeField(page).waitFor();

  await page.goto("/settings/authenticator");
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Two-step sign-in is off.").waitFor();
  await page.getByRole("button", { name: "Set up" }).waitFor();
});

test("a reload in the middle of a sign-in begins it anew with the e-mail, and a wait that is too long, too", async ({
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
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);

  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  app.advance({ minutes: 4 });
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("That took too long").waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
});

test("a sign-in that the API wants anew asks for the code as well, in place", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const secret = await enableAuthenticator(page, app);
  app.advance({ minutes: 6 });
  await page.goto("/settings/password");
  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  // The password is known already: only the code is asked for.
  const dialog = page.getByRole("dialog", { name: "Enter your code" });
  await dialog.getByLabel("Code").fill(totpCode(secret, app.now()));
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Your new password is set.").waitFor();
});

test("a set-up that is called off gives the focus back; a secret that cannot be copied is marked", async ({
  app,
  page,
}) => {
  await openAsNewMember(page, app, "/settings/authenticator");
  const setUp = page.getByRole("button", { name: "Set up" });
  await setUp.press("Enter");
  await page.getByLabel("Code").waitFor();
  const secret = await secretOnPage(page);
  // Chromium without a window has no clipboard to give.
  await page.getByRole("button", { name: "Copy" }).press("Enter");
  await expect.poll(() => page.evaluate(() => String(getSelection()).replaceAll(" ", ""))).toBe(secret);
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect.poll(() => page.locator(":focus").textContent()).toBe("Set up");
});
