import type { BrowserContext } from "playwright-core";
import { signUpPerson } from "../../server/test/builders.ts";
import type { Account, Person } from "../../server/test/builders.ts";
import type { TestApp } from "../../server/test/test-app.ts";

/** Signs somebody new up by the API, and in in this browser: for tests of what comes after. */
export async function enterAsMember(
  context: BrowserContext,
  app: TestApp,
  account: Partial<Account> = {},
): Promise<Person> {
  const person = await signUpPerson(app, account);
  await context.addCookies(
    [...person.browser.cookies].map(([name, value]) => ({
      name,
      value,
      url: app.url,
      httpOnly: true,
      sameSite: "Strict" as const,
    })),
  );
  return person;
}
