import type { Page } from "playwright-core";
import { totpCode } from "../../../server/local-user-pool/clients/authenticator.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** The secret that the page shows for an authenticator app. */
export async function secretOnPage(page: Page): Promise<string> {
  return ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
}

/** Switches the second factor on in the settings; the next code is a new one. */
export async function enableAuthenticator(page: Page, app: TestApp): Promise<string> {
  await page.goto("/settings/authenticator");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Code").waitFor();
  const secret = await secretOnPage(page);
  await page.getByLabel("Code").fill(totpCode(secret, app.now()));
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Two-step sign-in is on.").waitFor();
  app.advance({ seconds: 31 });
  return secret;
}
