import type { Page } from "playwright-core";
import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** The secret for an authenticator app that the page shows. */
export async function secretOnPage(page: Page): Promise<string> {
  return ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
}

/** Enables the second factor in the settings, and advances the clock to the next code. */
export async function enableAuthenticator(page: Page, app: TestApp): Promise<string> {
  await page.goto("/settings/authenticator");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Code").waitFor();
  const secret = await secretOnPage(page);
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await page.getByText("Two-step sign-in is on.").waitFor();
  app.advance({ seconds: 31 });
  return secret;
}
