import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { composeField, joinLink, posts } from "../support/page-actions.ts";
import { signInNewMember } from "../support/members.ts";

/** Without it, the code of pages is fetched ahead before a test can stop it. */
async function saveData(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
  );
}

test("the open page stays until the next one can be drawn, with a bar at the top", async ({ page }) => {
  await saveData(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/SignInPage/u, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/");
  await joinLink(page).waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL("**/sign-in");
  await page.locator("[class*=PageProgress]").waitFor();
  expect(await joinLink(page).isVisible()).toBe(true);
  release();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  expect(await posts(page).count()).toBe(0);
  expect(await page.locator("[class*=PageProgress]").count()).toBe(0);
});

test("the code of a page is fetched when a link to it is pointed at or focused", async ({ page }) => {
  await saveData(page);
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  const isFetched = (name: string) => fetched.some((url) => url.includes(`/assets/${name}`));
  await page.goto("/");
  await posts(page).first().waitFor();
  expect(isFetched("SignInPage") || isFetched("SignUpPage")).toBe(false);
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("link", { name: "Sign in" }).hover();
  await expect.poll(() => isFetched("SignInPage")).toBe(true);
  await navigation.getByRole("link", { name: "Join" }).focus();
  await expect.poll(() => isFetched("SignUpPage")).toBe(true);
});

test("the code of the next pages is fetched while the browser is idle", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("/");
  for (const name of ["ThreadPage", "ProfilePage", "SignInPage"]) {
    await expect.poll(() => fetched.some((url) => url.includes(`/assets/${name}`))).toBe(true);
  }
});

test.describe("without a connection", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u, /PageLoadError/u] });

  test("a page whose code could not be loaded is loaded when the connection returns", async ({
    page,
    context,
  }) => {
    await saveData(page);
    await page.goto("/");
    await posts(page).first().waitFor();
    await context.setOffline(true);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    await context.setOffline(false);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  });
});

test("back leads to the page before, and after a direct visit to the feed", async ({
  app,
  page,
  context,
}) => {
  const { browser, handle } = await signInNewMember(context, app);
  const { id } = await post(browser.sdk, "Where was I?");
  await page.goto(`/users/${handle}`);
  await posts(page).first().getByRole("link", { name: /repl/u }).click();
  await page.getByLabel("Your reply").waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Back" }).click();
  await page.waitForURL(`**/users/${handle}`);
  await page.getByRole("heading", { level: 1, name: "Deanna Troi" }).waitFor();

  const other = await context.newPage();
  await other.goto(`/posts/${id}`);
  await other.getByRole("link", { name: "Back" }).click();
  await composeField(other).waitFor();
  expect(new URL(other.url()).pathname).toBe("/");
});

test("addresses with @ lead to the profile, and malformed ones to a page that says so", async ({
  app,
  page,
}) => {
  const { handle } = await signUpPerson(app, { name: "Guinan" });
  for (const path of [`/@${handle}`, `/users/@${handle}`, `/@${handle.toUpperCase()}`]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1, name: "Guinan" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/users/${handle}`);
  }
  for (const path of ["/users/%E0%A4%A", "/posts/x", "/users/a%20b", "/@", "/posts/%2e%2e%2f", "/%"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("link", { name: "Go to the feed" }).waitFor();
  }
});
