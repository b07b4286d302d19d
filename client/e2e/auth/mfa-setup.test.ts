import { SetUserPoolMfaConfigCommand } from "@aws-sdk/client-cognito-identity-provider";
import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { localUserPoolId as UserPoolId } from "../../../server/test/support/app/test-app.ts";
import { secretOnPage } from "../support/authenticator.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { composeField, signIn } from "../support/page-actions.ts";

test("if the user pool requires a second factor, the sign-in sets one up", async ({ app, page }) => {
  const person = await signUpPerson(app);
  await app.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  await signIn(page, person);
  await page.getByRole("heading", { name: "Add an authenticator app" }).waitFor();
  await page.locator("main svg path[fill='#000000']").waitFor();
  await expectAccessible(page);
  const secret = await secretOnPage(page);
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await composeField(page).waitFor();
});
