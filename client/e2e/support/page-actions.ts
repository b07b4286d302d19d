import type { Locator, Page } from "playwright-core";
import { newestCode } from "../../../server/test/support/app/builders.ts";
import type { Account } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** Fills in and submits the sign-up form, and waits for the confirm page. */
export async function signUp(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name", { exact: true }).fill(account.name);
  await page.getByLabel("Handle").fill(account.handle);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
}

/** Enters the newest code from the inbox on the confirm page, which submits itself, and waits for the feed. */
export async function confirm(page: Page, app: TestApp, { email }: Account): Promise<void> {
  await codeField(page).fill(await newestCode(app, email));
  await composeField(page).waitFor();
}

/** Opens the sign-in page, and fills in and submits its form. */
export async function signIn(page: Page, account: Pick<Account, "email" | "password">): Promise<void> {
  await page.goto("/sign-in");
  await fillInSignIn(page, account);
}

/** Fills in and submits the sign-in form of the open page. */
export async function fillInSignIn(
  page: Page,
  { email, password }: Pick<Account, "email" | "password">,
): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens the menu in the header. */
export async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
}

export async function signOut(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await joinLink(page).waitFor();
}

/** The field for a code. Where nothing else is asked for, the last digit submits its form. */
export function codeField(page: Page | Locator) {
  return page.getByLabel("Code", { exact: true });
}

/** Opens the field for the account, which is text once it is known. */
export async function changeAccount(page: Page, identifier: string): Promise<void> {
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("E-mail").fill(identifier);
}

/** The field for a new post, which only members see. */
export function composeField(page: Page) {
  return page.getByLabel("New post");
}

/** The link that only guests see. */
export function joinLink(page: Page) {
  return page.getByRole("link", { name: "Join Cruddur" });
}

export function posts(page: Page) {
  return page.getByRole("article");
}

/** Opens the menu of a post, and chooses an item. */
export async function choose(post: Locator, item: string): Promise<void> {
  await post.getByRole("button", { name: "More" }).click();
  await post.getByRole("menuitem", { name: item }).click();
}

/** Scrolls without animation: the End key would keep moving the page for a while. */
export function scrollToEnd(page: Page): Promise<void> {
  return page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
}
