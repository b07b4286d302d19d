import type { BrowserContext, Page } from "playwright-core";
import { signInPerson, signUpPerson } from "../../../server/test/support/app/builders.ts";
import type { Account, Person } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** The API derives the session's device from it. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/**
 * Signs up a new account by the API, and signs it in in this browser context. The SDK of the returned person has another
 * session.
 */
export async function signInNewMember(
  context: BrowserContext,
  app: TestApp,
  account: Partial<Account> = {},
): Promise<Person> {
  const person = await signUpPerson(app, account);
  await signInByApi(context, app, person);
  return person;
}

/** Signs in a new member, and opens a page, by default the home page. */
export async function openAsNewMember(page: Page, app: TestApp, path = "/"): Promise<Person> {
  const person = await signInNewMember(page.context(), app);
  await page.goto(path);
  return person;
}

/** Signs in by the API. Pages that are open already do not notice. */
export async function signInByApi(context: BrowserContext, app: TestApp, account: Account): Promise<void> {
  const { browser } = await signInPerson(app, account, { "user-agent": USER_AGENT });
  await context.addCookies(
    [...browser.cookies].map(([name, value]) => ({
      name,
      value,
      url: app.url,
      httpOnly: true,
      sameSite: "Strict" as const,
    })),
  );
}
