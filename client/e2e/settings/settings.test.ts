import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { newAccount, signUpPerson } from "../../../server/test/support/app/builders.ts";
import { localUserPoolId as UserPoolId } from "../../../server/test/support/app/test-app.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, fillInSignIn, openMenu, posts, signIn, signOut } from "../support/page-actions.ts";

test("the menu leads to the settings, and a changed profile is shown everywhere", async ({ app, page }) => {
  await openAsNewMember(page, app);
  await openMenu(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Augusta Ada King");
  const handle = `ada_${Date.now().toString(36)}`;
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("About you").fill("x".repeat(281));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "too long by 1" }).waitFor();
  await page.getByLabel("About you").fill("Poetical science.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("button", { name: `@${handle}` }).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel("About you").inputValue()).toBe("Poetical science.");
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Augusta Ada King");
});

test("a taken handle is reported at its field", async ({ app, page }) => {
  await openAsNewMember(page, app, "/settings");
  await page.getByLabel("Handle").fill("worf");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => page.getByLabel("Handle").getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => page.locator(":focus").getAttribute("name")).toBe("handle");
});

test("a new address applies once its code is entered, also after a reload in between", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const { email } = newAccount();
  await page.goto("/settings/email");
  await page.getByLabel("New e-mail").fill(person.email);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByRole("alert").filter({ hasText: "already" }).waitFor();
  await page.getByLabel("New e-mail").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").waitFor();
  await page.reload();
  await page.getByText(email).waitFor();
  const { code } = await app.newestMail(email);
  await page.getByLabel("Code").fill(`Your code is ${code}.`);
  await page.getByText("Your address has been changed.").waitFor();
  await page.getByText(`You sign in with ${email}.`).waitFor();
  await signOut(page);
  await signIn(page, { ...person, email });
  await composeField(page).waitFor();
});

test("an address that is not verified is shown as such, and a code verifies it", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  await page.goto("/settings/email");
  await page.getByLabel("New e-mail").waitFor();
  const verify = page.getByRole("button", { name: "Verify this address" });
  expect(await verify.count()).toBe(0);
  const UserAttributes = [{ Name: "email_verified", Value: "false" }];
  await app.cognito.send(
    new AdminUpdateUserAttributesCommand({ UserPoolId, Username: person.email, UserAttributes }),
  );
  await page.reload();
  await verify.click();
  await page.getByText(`We sent a code to ${person.email}.`, { exact: true }).waitFor();
  const { code } = await app.newestMail(person.email);
  await page.getByLabel("Code").fill(String(code));
  await page.getByText("Your address is verified.").waitFor();
  expect(await verify.count()).toBe(0);
});

test.describe("with a session that ends while its page is open", () => {
  test("a password is changed with the current one, and met rules are ticked while it is typed", async ({
    app,
    page,
    context,
    otherPage,
  }) => {
    const person = await signInNewMember(context, app);
    await signIn(otherPage, person);
    await composeField(otherPage).waitFor();

    await page.goto("/settings/password");
    const current = page.getByLabel("Current password", { exact: true });
    await current.fill("not my password at all");
    await page.getByLabel("New password", { exact: true }).fill("short");
    expect(await page.getByText(": met").count()).toBe(1);
    await page.getByLabel("New password", { exact: true }).fill("another horse battery");
    expect(await page.getByText(": met").count()).toBe(2);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByRole("alert").filter({ hasText: "Incorrect password" }).waitFor();
    await current.fill(person.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password has been changed.").waitFor();
    expect(await current.inputValue()).toBe("");

    await otherPage.reload();
    await otherPage.getByRole("link", { name: "Join Cruddur" }).waitFor();
  });
});

test("a tab beside the one that changes the password goes on", async ({ app, page, context }) => {
  const person = await signInNewMember(context, app);
  const second = await context.newPage();
  await second.goto("/");
  await composeField(second).waitFor();
  await page.goto("/settings/password");
  await page.getByLabel("Current password", { exact: true }).fill(person.password);
  await page.getByLabel("New password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Your password has been changed.").waitFor();
  await composeField(second).fill("From the tab beside it.");
  await second.getByRole("button", { name: "Post" }).click();
  await posts(second).first().getByText("From the tab beside it.").waitFor();
  await page.goto("/");
  await posts(page).first().getByText("From the tab beside it.").waitFor();
});

test("an account is deleted with its handle and password, and every tab signs out", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const second = await context.newPage();
  await second.goto("/");
  await composeField(second).waitFor();

  await page.goto("/settings/delete");
  await page.getByLabel("Type your handle").fill("somebody");
  await page.getByLabel("Password", { exact: true }).fill("not my password at all");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("alert").filter({ hasText: "isn’t your handle" }).waitFor();
  await page.getByLabel("Type your handle").fill(`@${person.handle}`);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("alert").filter({ hasText: "Incorrect password" }).waitFor();
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByText("Your account is deleted").waitFor();
  await second.getByRole("link", { name: "Join Cruddur" }).waitFor();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await fillInSignIn(page, person);
  await page.getByRole("alert").filter({ hasText: "Incorrect account or password" }).waitFor();
});

test("a guest who opens the settings signs in first, and returns there", async ({ app, page }) => {
  const person = await signUpPerson(app);
  await page.goto("/settings/password");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Password" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/settings/password");
});

test("the redirect after sign-in never leads to another site", async ({ app, page, context }) => {
  await signInNewMember(context, app);
  for (const next of ["//example.com", "/\\example.com", "https://example.com"]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await composeField(page).waitFor();
    expect(new URL(page.url()).href).toBe(`${app.url}/`);
  }
});
