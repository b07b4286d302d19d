import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { secretOnPage } from "../support/authenticator.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { composeField, signOut } from "../support/page-actions.ts";

test("a remembered device is not asked for the second step, until it is forgotten in the settings", async ({
  app,
  page,
  webClient,
}) => {
  const node = await startOnOtherPool(
    app,
    webClient,
    {
      UsernameAttributes: ["email"],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireUppercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
        },
      },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
    { mfa: { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } } },
  );
  const person = await signUpPerson({ ...app, ...node });
  const signIn = async (): Promise<void> => {
    await page.goto(`${node.url}/sign-in`);
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const code = page.getByLabel("Code");

  await signIn();
  await composeField(page).waitFor();
  await page.goto(`${node.url}/settings/authenticator`);
  await page.getByRole("button", { name: "Set up" }).click();
  const secret = await secretOnPage(page);
  await code.fill(totpCode(secret, app.now()));
  await page.getByText("Two-step sign-in is on.").waitFor();
  app.advance({ seconds: 31 });

  await signOut(page);
  await signIn();
  await page.getByLabel("Don’t ask again on this device for 30 days").check();
  await expectAccessible(page);
  await code.fill(totpCode(secret, app.now()));
  await composeField(page).waitFor();

  await signOut(page);
  await signIn();
  await composeField(page).waitFor();
  await page.goto(`${node.url}/settings/sessions`);
  await page.getByRole("heading", { name: "Remembered devices" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Forget / }).click();
  await page.getByText("The device is asked for the second step again.").waitFor();

  await page.goto(node.url);
  await signOut(page);
  await signIn();
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
});
