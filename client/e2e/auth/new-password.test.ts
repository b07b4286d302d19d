import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { localCredentials } from "../../../server/local-user-pool/local-user-pool.ts";
import { newAccount } from "../../../server/test/support/app/builders.ts";
import type { Account } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { test } from "../support/fixtures.ts";
import { composeField, openMenu, signIn } from "../support/page-actions.ts";

/** Creates an account as an administrator: with a temporary password. */
async function invite(app: TestApp, person: Account): Promise<void> {
  const cognito = new CognitoIdentityProviderClient({
    region: "us-east-1",
    endpoint: app.userPoolUrl,
    credentials: localCredentials,
  });
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: "us-east-1_Local0001",
      Username: person.email,
      TemporaryPassword: person.password,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: person.email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  cognito.destroy();
}

test("an invited person chooses a password, a name and a handle, and is signed in", async ({ app, page }) => {
  const person = newAccount();
  await invite(app, person);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Choose a password" }).waitFor();

  const handle = page.getByLabel("Handle");
  await page.getByLabel("New password", { exact: true }).fill("a password of my own");
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await handle.fill("worf");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect.poll(() => handle.getAttribute("aria-invalid")).toBe("true");

  await handle.fill(`@${person.handle.toUpperCase()}`);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await composeField(page).waitFor();
  await openMenu(page);
  await page.getByText(`@${person.handle}`, { exact: true }).first().waitFor();
});

test("a reload drops the challenge and keeps the e-mail", async ({ app, page }) => {
  const person = newAccount();
  await invite(app, person);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Choose a password" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
});
