import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import type { TestApp } from "../../server/test/test-app.ts";

/** Somebody with an address of their own. */
export interface Person {
  name: string;
  handle: string;
  email: string;
  password: string;
}

export function newPerson(name = "Ada Lovelace"): Person {
  const id = randomUUID().slice(0, 8);
  return { name, handle: `ada_${id}`, email: `ada-${id}@example.com`, password: "correct horse battery" };
}

/** Fills in and sends the sign-up form; the confirm page follows. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Handle").fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Confirm your address" }).waitFor();
}

/** Enters the newest code from the inbox on the confirm page; the feed follows. */
export async function confirm(page: Page, app: TestApp, person: Person): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(await newestCode(app, person));
  await page.getByRole("button", { name: "Confirm" }).click();
  await compose(page).waitFor();
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens the menu at the header's end. */
export async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
}

export async function signOut(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await invitation(page).waitFor();
}

export async function newestCode(app: TestApp, { email }: Person): Promise<string> {
  const { code } = await app.newestMail(email);
  if (code === null) throw new Error("The newest mail has no code");
  return code;
}

/** Where a person writes, which only members see. */
export function compose(page: Page) {
  return page.getByLabel("New post");
}

/** What only guests see. */
export function invitation(page: Page) {
  return page.getByRole("link", { name: "Join Cruddur" });
}

export function posts(page: Page) {
  return page.getByRole("article");
}

/** Makes an account by the API and signs this browser in, which is quicker than by hand; no page has noticed yet. */
export async function becomeMember(page: Page, app: TestApp, person = newPerson()): Promise<Person> {
  await app.sdk.signUp({ input: person });
  await app.sdk.confirmSignUp({ input: { email: person.email, code: await newestCode(app, person) } });
  await signInBehindThePage(page, person);
  return person;
}

/** Signs this browser in by a request of the page. */
export async function signInBehindThePage(page: Page, { email, password }: Person): Promise<void> {
  const query =
    "mutation SignIn($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { session { expiresAt } } } }";
  const answer = await page.evaluate(
    async (body) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch("/graphql", { method: "POST", headers, body });
      return await response.text();
    },
    JSON.stringify({ query, variables: { input: { email, password } } }),
  );
  if (!answer.includes("expiresAt")) throw new Error(`No sign-in: ${answer}`);
}
