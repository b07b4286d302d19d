import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { newAccount } from "../../../server/test/support/app/builders.ts";
import type { Account } from "../../../server/test/support/app/builders.ts";
import { localUserPoolId as UserPoolId } from "../../../server/test/support/app/test-app.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { composeField, joinLink, openMenu, signIn, signOut } from "../support/page-actions.ts";

/** Creates an account as another program does: without name and handle. */
async function createNameless({ cognito }: TestApp): Promise<Account> {
  const account = newAccount();
  const Username = account.email;
  const UserAttributes = [
    { Name: "email", Value: account.email },
    { Name: "email_verified", Value: "true" },
  ];
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS", UserAttributes }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: account.password, Permanent: true }),
  );
  return account;
}

test("a person without name and handle chooses them after the sign-in, and then goes on", async ({
  app,
  page,
}) => {
  const account = await createNameless(app);
  await signIn(page, account);
  await page.getByRole("heading", { name: "Choose your name and handle" }).waitFor();
  await expectAccessible(page);
  const name = page.getByLabel("Name", { exact: true });
  const handle = page.getByLabel("Handle");
  expect(await name.inputValue()).toBe("");
  expect(await handle.inputValue()).toMatch(/^member_/u);
  await handle.fill("worf");
  await name.fill(account.name);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect.poll(() => handle.getAttribute("aria-invalid")).toBe("true");

  await handle.fill(account.handle);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await composeField(page).waitFor();
  await openMenu(page);
  await page.getByText(`@${account.handle}`, { exact: true }).first().waitFor();
  await page.keyboard.press("Escape");
  await signOut(page);
  await signIn(page, account);
  await composeField(page).waitFor();
});

test("a person may put it off, and is asked at the next sign-in", async ({ app, page }) => {
  const account = await createNameless(app);
  await signIn(page, account);
  await page.getByRole("link", { name: "Not now" }).click();
  await composeField(page).waitFor();
  await page.reload();
  await composeField(page).waitFor();
  await signOut(page);
  await joinLink(page).waitFor();
  await signIn(page, account);
  await page.getByRole("heading", { name: "Choose your name and handle" }).waitFor();
});

test("the page is for members who have not chosen: others are sent on", async ({ page }) => {
  await page.goto("/welcome?next=%2Fsettings");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
