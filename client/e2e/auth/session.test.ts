import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import {
  composeField,
  confirm,
  fillInSignIn,
  joinLink,
  openMenu,
  posts,
  signIn,
  signOut,
  signUp,
} from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("a reload keeps the session, and scripts can read no token or e-mail address", async ({
  app,
  page,
  context,
}) => {
  const person = newAccount();
  await signUp(page, person);
  await confirm(page, app, person);
  await page.reload();
  await composeField(page).waitFor();

  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  expect(stored).toEqual([0, 0, ""]);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
});

test("guests do not see posts for members", async ({ app, page }) => {
  await openAsNewMember(page, app);
  await composeField(page).waitFor();
  await composeField(page).fill("Between us.");
  await page.getByLabel("For").selectOption("Members only");
  await page.getByRole("button", { name: "Post" }).click();
  await posts(page).first().getByText("Between us.").waitFor();
  await posts(page).first().getByText("Members", { exact: true }).waitFor();

  await signOut(page);
  await posts(page).first().waitFor();
  expect(await page.getByText("Between us.").count()).toBe(0);
  expect(await posts(page).getByText("Members", { exact: true }).count()).toBe(0);
});

test("wrong credentials are reported, and the e-mail is kept for the other pages", async ({ page }) => {
  const person = newAccount();
  await signIn(page, person);
  await page.getByRole("alert").filter({ hasText: "Incorrect account or password" }).waitFor();
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await page.getByRole("heading", { name: "Reset your password" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
});

test("a password can be shown", async ({ page }) => {
  await page.goto("/sign-in");
  const password = page.getByLabel("Password", { exact: true });
  const show = page.getByRole("button", { name: "Show password" });
  expect(await password.getAttribute("type")).toBe("password");
  await show.click();
  expect(await password.getAttribute("type")).toBe("text");
  expect(await show.getAttribute("aria-pressed")).toBe("true");
});

test("without a challenge in memory its page redirects to sign-in with the e-mail", async ({ page }) => {
  await page.goto("/challenge?email=ada%40example.com");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
});

test("text that is typed while a post is being sent is kept", async ({ app, page, context }) => {
  await openAsNewMember(page, app);
  await composeField(page).waitFor();
  const held: (() => void)[] = [];
  await context.route("**/graphql", (route) => {
    if (requestedOperation(route.request()) !== "CreateActivity") return route.continue();
    held.push(() => void route.continue());
  });
  await composeField(page).fill("First.");
  await page.getByRole("button", { name: "Post" }).click();
  await expect.poll(() => held.length).toBe(1);
  await composeField(page).fill("Second.");
  for (const release of held) release();
  await posts(page).first().getByText("First.").waitFor();
  expect(await composeField(page).inputValue()).toBe("Second.");
});

test.describe("with a session that another tab ends", () => {
  test("sign-out and sign-in apply to every tab", async ({ app, page, context }) => {
    const { person, second } = await memberInTwoTabs(app, page, context);

    await signOut(page);
    await joinLink(second).waitFor();
    await second.reload();
    await joinLink(second).waitFor();

    await signIn(page, person);
    await composeField(page).waitFor();
    await composeField(second).waitFor();
  });

  test("a draft survives the end of a session in its tab, with its audience", async ({
    app,
    page,
    context,
  }) => {
    const { person, second } = await memberInTwoTabs(app, page, context);
    await composeField(page).fill("Not yet.");
    await page.getByLabel("For").selectOption("Members only");

    await signOut(second);
    await joinLink(page).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Sign in" }).click();
    await fillInSignIn(page, person);
    await composeField(page).waitFor();
    expect(await composeField(page).inputValue()).toBe("Not yet.");
    expect(await page.getByLabel("For").inputValue()).toBe("MEMBERS");
  });
});

test.describe("with failed requests", () => {
  // Chromium logs failed requests, and React logs errors that an error boundary has caught.
  test.override({ expectedConsoleErrors: [/Failed to load resource/u, /PageLoadError/u] });

  test("an expired access token is renewed unnoticed", async ({ app, page }) => {
    await openAsNewMember(page, app);
    await composeField(page).waitFor();
    app.advance({ minutes: 20 });

    await composeField(page).fill("Still here.");
    await page.getByRole("button", { name: "Post" }).click();
    await posts(page).first().getByText("Still here.").waitFor();
  });

  test("two tabs with expired tokens renew them one after the other", async ({ app, page, context }) => {
    const { second } = await memberInTwoTabs(app, page, context);
    let [renewing, mostRenewing, renewed] = [0, 0, 0];
    await context.route("**/graphql", async (route) => {
      if (requestedOperation(route.request()) !== "RefreshSession") return route.continue();
      mostRenewing = Math.max(mostRenewing, ++renewing);
      const response = await route.fetch();
      renewing--;
      renewed++;
      return route.fulfill({ response });
    });
    app.advance({ minutes: 20 });

    for (const tab of [page, second]) await composeField(tab).fill("One after the other.");
    await Promise.all([page, second].map((tab) => tab.getByRole("button", { name: "Post" }).click()));
    for (const tab of [page, second]) await posts(tab).first().getByText("One after the other.").waitFor();
    // The posts are visible before the API has them.
    await expect.poll(() => renewed).toBe(2);
    expect(mostRenewing).toBe(1);
  });

  test("a session that was ended by another client makes every tab a guest's, with a message", async ({
    app,
    page,
    context,
  }) => {
    const { person, second } = await memberInTwoTabs(app, page, context);
    await app.sdk.forgotPassword({ input: { identifier: person.email } });
    await app.sdk.confirmForgotPassword({
      input: {
        identifier: person.email,
        code: await newestCode(app, person.email),
        newPassword: "another battery staple",
      },
    });

    // The stream of new posts ends with the session, so the tabs notice without interaction.
    for (const tab of [page, second]) await tab.getByText("Your session has ended").waitFor();
  });

  test("an API that is unreachable at the start is not a sign-out", async ({ app, page, context }) => {
    await openAsNewMember(page, app);
    await composeField(page).waitFor();

    await context.route("**/graphql", (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { name: "Couldn’t reach Cruddur" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again" }).click();
    await composeField(page).waitFor();
  });

  test("a failed sign-out is reported, and can be retried", async ({ app, page, context }) => {
    await openAsNewMember(page, app);
    await composeField(page).waitFor();
    await context.route("**/graphql", (route) => route.abort());
    await openMenu(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("alert").filter({ hasText: "Still signed in" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("banner").getByRole("button", { name: "Try again" }).click();
    await joinLink(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  });

  test("a page that could not be loaded can be retried", async ({ page, context }) => {
    await context.route("**/SignInPage*.js", (route) => route.abort());
    await page.goto("/sign-up");
    await page.getByRole("link", { name: "Sign in" }).first().click();
    await page.getByRole("heading", { name: "Couldn’t load this page" }).waitFor();
    await context.unroute("**/SignInPage*.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

/** Signs in a new member, and opens the home page in two tabs. */
async function memberInTwoTabs(app: TestApp, page: Page, context: BrowserContext) {
  const person = await signInNewMember(context, app);
  await page.goto("/");
  await composeField(page).waitFor();
  const second = await context.newPage();
  await second.goto("/");
  await composeField(second).waitFor();
  return { person, second };
}
