import {
  AdminSetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import { newestCode, signUpPerson } from "../../../server/test/support/app/builders.ts";
import { localUserPoolId as UserPoolId } from "../../../server/test/support/app/test-app.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { enableAuthenticator } from "../support/authenticator.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { composeField, signIn, signOut } from "../support/page-actions.ts";

/** Enables second factors by e-mail in the user pool. */
async function allowFactors(app: TestApp): Promise<void> {
  await app.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: "Your code is {####}", Subject: "Code" },
    }),
  );
}

async function askByMail(app: TestApp, Username: string, more = {}): Promise<void> {
  await app.cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username,
      EmailMfaSettings: { Enabled: true },
      ...more,
    }),
  );
}

test("a code by e-mail is asked for, and accepted as it was pasted", async ({ app, page }) => {
  await allowFactors(app);
  const person = await signUpPerson(app);
  await askByMail(app, person.email);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Check your e-mail" }).waitFor();
  await page.getByText(/We sent a code to .\*\*\*@e\*\*\*/u).waitFor();
  await page.getByRole("link", { name: "inbox" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Code").fill("00000000");
  await expect.poll(() => page.getByLabel("Code").getAttribute("aria-invalid")).toBe("true");
  // In full-width digits, as some keyboards type them.
  const code = (await newestCode(app, person.email)).replaceAll(/\d/gu, (digit) =>
    String.fromCodePoint(0xff10 + Number(digit)),
  );
  await page.getByLabel("Code").fill(`  Your code is ${code}.\t`);
  await composeField(page).waitFor();
});

test("a person with two second factors chooses one", async ({ app, page, context }) => {
  await allowFactors(app);
  const person = await signInNewMember(context, app);
  const secret = await enableAuthenticator(page, app);
  await askByMail(app, person.email, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } });
  await signOut(page);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Choose a second step" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Code from my authenticator app").check();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await composeField(page).waitFor();
});
