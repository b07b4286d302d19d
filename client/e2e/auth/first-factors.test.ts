import type { Page } from "playwright-core";
import { expect } from "vitest";
import { newestCode, signUpPerson } from "../../../server/test/support/app/builders.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { codeField, composeField } from "../support/page-actions.ts";

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

test("a mailed code signs in in place of the password, and confirms a change in the settings", async ({
  app,
  page,
  webClient,
}) => {
  const node = await startOnOtherPool(app, webClient, settings);
  const person = await signUpPerson({ ...app, ...node });
  await page.goto(`${node.url}/sign-in`);
  const mailMeACode = page.getByRole("button", { name: "Mail me a code" });
  const address = page.getByLabel("E-mail");
  await mailMeACode.press("Enter");
  await expect.poll(() => address.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => address.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByLabel("Password", { exact: true }).getAttribute("aria-invalid")).toBe("false");
  await address.fill(person.email);
  await expectAccessible(page);
  await mailMeACode.press("Enter");
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  await page.getByRole("link", { name: "Sign in another way" }).waitFor();
  await codeField(page).fill("00000000");
  await expect.poll(() => codeField(page).getAttribute("aria-invalid")).toBe("true");
  await codeField(page).fill(await newestCode(app, person.email));
  await composeField(page).waitFor();

  app.advance({ minutes: 6 });
  await page.goto(`${node.url}/settings/email`);
  await page.getByLabel("New e-mail").fill(`new.${person.email}`);
  await page.getByRole("button", { name: "Send code" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Mail me a code" }).click();
  await codeField(dialog).waitFor();
  await dialog.getByRole("button", { name: "Confirm another way" }).click();
  await dialog.getByLabel("Password", { exact: true }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Mail me a code" }).click();
  await codeField(dialog).waitFor();
  await codeField(dialog).fill(await newestCode(app, person.email));
  await page.getByText(`We sent a code to new.${person.email}`).waitFor();
});

test("where a choice of factors is asked for, the page offers them, and the password is one of them", async ({
  app,
  page,
  webClient,
}) => {
  const node = await startOnOtherPool(app, webClient, settings);
  const person = await signUpPerson({ ...app, ...node });
  await beginWithoutPreference(page);
  await page.goto(`${node.url}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByRole("heading", { name: "Choose how to sign in" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "My password" }).check();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await expectAccessible(page);
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("not my password at all");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "Incorrect" }).waitFor();
  await password.fill(person.password);
  await page.keyboard.press("Enter");
  await composeField(page).waitFor();
});

/** Sends sign-ins as a client does that does not know what the person prefers. */
async function beginWithoutPreference(page: Page): Promise<void> {
  await page.route("**/graphql", async (route) => {
    const body = route.request().postData() ?? "";
    await route.continue({ postData: body.replace('"preferred":"EMAIL_OTP"', '"preferred":null') });
  });
}
