import type { BrowserContext, Page } from "playwright-core";
import { signInPerson, signUpPerson } from "../../../server/test/support/app/builders.ts";
import type { Account, Person } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** What the API takes for the device of a session that is begun here. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/**
 * Signs somebody new up by the API, and in in this browser: for tests of what comes after. The SDK that comes with them
 * has a session of its own.
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

/** The same, with a page open: the home page, where none is named. */
export async function openAsNewMember(page: Page, app: TestApp, path = "/"): Promise<Person> {
  const person = await signInNewMember(page.context(), app);
  await page.goto(path);
  return person;
}

/** Signs this browser in by the API; what it has open does not notice. */
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
