import { expect } from "vitest";
import { newestCode } from "../../../server/test/support/app/builders.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { codeField, composeField, signOut } from "../support/page-actions.ts";

const settings = {
  UsernameAttributes: ["email" as const],
  Policies: {
    PasswordPolicy: {
      MinimumLength: 12,
      RequireUppercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] },
  },
};

test("a person joins without a password, ends other sessions, and sets a first password", async ({
  app,
  page,
  otherPage,
  webClient,
}) => {
  const node = await startOnOtherPool(app, webClient, settings);
  const email = "no.password@enterprise.example";
  const password = "a first pass phrase of one's own";
  await page.goto(`${node.url}/sign-up`);
  await page.getByLabel("Name", { exact: true }).fill("Nora Key");
  await page.getByLabel("Handle").fill("nora_key");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password (optional)", { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
  await codeField(page).fill(await newestCode(app, email));
  await composeField(page).waitFor();

  await otherPage.goto(`${node.url}/sign-in`);
  await otherPage.getByLabel("E-mail").fill(email);
  await otherPage.getByRole("button", { name: "Mail me a code" }).click();
  await codeField(otherPage).waitFor();
  await codeField(otherPage).fill(await newestCode(app, email));
  await composeField(otherPage).waitFor();

  const field = page.getByLabel("Password", { exact: true });
  await page.goto(`${node.url}/settings/sessions`);
  await page.getByRole("button", { name: "Sign out all others" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await codeField(dialog).waitFor();
  await codeField(dialog).fill(await newestCode(app, email));
  await page.getByText("All other sessions have ended.").waitFor();
  expect(await field.count()).toBe(0);
  await page.getByText("You’re not signed in anywhere else.").waitFor();

  await page.goto(`${node.url}/settings/password`);
  await page.getByLabel("New password", { exact: true }).waitFor();
  expect(await page.getByLabel("Current password", { exact: true }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByText("Your password has been set.").waitFor();
  await page.getByLabel("Current password", { exact: true }).waitFor();

  await signOut(page);
  await page.goto(`${node.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await field.fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await composeField(page).waitFor();
});

test("an account without a password is deleted by its handle and a recent sign-in", async ({
  app,
  page,
  webClient,
}) => {
  const node = await startOnOtherPool(app, webClient, settings);
  const email = "short.stay@enterprise.example";
  await page.goto(`${node.url}/sign-up`);
  await page.getByLabel("Name", { exact: true }).fill("Short Stay");
  await page.getByLabel("Handle").fill("short_stay");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
  await codeField(page).fill(await newestCode(app, email));
  await composeField(page).waitFor();
  app.advance({ minutes: 6 });
  await page.goto(`${node.url}/settings/delete`);
  await page.getByLabel("Type your handle").fill("short_stay");
  expect(await page.getByLabel("Password", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Mail me a code" }).click();
  await codeField(dialog).waitFor();
  await codeField(dialog).fill(await newestCode(app, email));
  await page.getByRole("heading", { name: "Your account is deleted" }).waitFor();
});
