import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { like, post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember, signInNewMember } from "../support/members.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("likes of a post are one notification beside replies and mentions, and looking at them reads them", async ({
  app,
  page,
  context,
}) => {
  const member = await signInNewMember(context, app);
  const { id } = await post(member.browser.sdk, "Mine.");
  const ada = await signUpPerson(app, { name: "Ada" });
  const grace = await signUpPerson(app, { name: "Grace" });
  await like(ada.browser.sdk, id);
  await like(grace.browser.sdk, id);
  await reply(ada.browser.sdk, id, "Welcome!");
  await post(grace.browser.sdk, `Hello @${member.handle}`);
  await page.goto("/");
  await expect.poll(() => page.title()).toMatch(/^\(3\) /u);
  const link = notificationsLink(page);
  expect(await link.textContent()).toContain("3");

  await link.click();
  await expect
    .poll(() => texts(page))
    .toEqual([
      expect.stringMatching(/Grace\W* mentioned you/u),
      expect.stringMatching(/Ada\W* replied to you/u),
      expect.stringMatching(/Grace\W* and \W*Ada\W* liked your post/u),
    ]);
  expect(await newItems(page).count()).toBe(3);
  await expect.poll(() => page.title()).toMatch(/^Notifications/u);
  expect(await link.textContent()).not.toContain("3");
  // What was new stays marked until the page is left.
  expect(await newItems(page).count()).toBe(3);

  await items(page).filter({ hasText: "replied" }).getByRole("link").click();
  await page.getByRole("article").getByText("Welcome!").waitFor();
  await page.goBack();
  await items(page).first().waitFor();
  await expect.poll(() => newItems(page).count()).toBe(0);
});

test("a notification arrives by itself, in every tab, and is read in every tab", async ({
  app,
  page,
  context,
}) => {
  const member = await signInNewMember(context, app);
  const { id } = await post(member.browser.sdk, "Mine.");
  const other = await signUpPerson(app, { name: "Ada" });
  const hidden = await context.newPage();
  await streamOf(hidden, () => hidden.goto("/settings"));
  await page.goto("/");
  await notificationsLink(page).waitFor();
  await reply(other.browser.sdk, id, "Live!");
  for (const tab of [page, hidden]) await expect.poll(() => tab.title()).toMatch(/^\(1\) /u);
  await notificationsLink(page).click();
  await items(page).filter({ hasText: "Live!" }).waitFor();
  for (const tab of [page, hidden]) await expect.poll(() => tab.title()).not.toMatch(/^\(/u);

  await like(other.browser.sdk, id);
  await items(page).filter({ hasText: "liked your post" }).waitFor();
  expect(await items(page).count()).toBe(2);
  await expect.poll(() => hidden.title()).not.toMatch(/^\(/u);
});

test("one tab takes over the stream of another that is closed", async ({ app, page, context }) => {
  const member = await signInNewMember(context, app);
  const { id } = await post(member.browser.sdk, "Mine.");
  const other = await signUpPerson(app);
  await streamOf(page, () => page.goto("/settings"));
  const second = await context.newPage();
  await streamOf(second, () => second.goto("/"));
  await streamOf(page, () => second.close());
  await reply(other.browser.sdk, id, "Still there?");
  await expect.poll(() => page.title()).toMatch(/^\(1\) /u);
});

test("a notification leaves when the post that it is about ends, while the page is open", async ({
  app,
  page,
  context,
}) => {
  const member = await signInNewMember(context, app);
  const { id } = await post(member.browser.sdk, "An hour.", { expiresIn: "ONE_HOUR" });
  const lasting = await post(member.browser.sdk, "A week.");
  const other = await signUpPerson(app);
  await like(other.browser.sdk, id);
  await like(other.browser.sdk, lasting.id);
  await page.clock.install({ time: app.now() });
  await page.goto("/notifications");
  await items(page).nth(1).waitFor();
  await page.clock.fastForward(60 * 60 * 1000);
  await expect.poll(() => texts(page)).toEqual([expect.stringContaining("A week.")]);
});

test("older notifications are loaded on request", async ({ app, page, context }) => {
  const member = await signInNewMember(context, app);
  const other = await signUpPerson(app);
  for (let number = 1; number <= 25; number++) {
    await post(other.browser.sdk, `Number ${number}, @${member.handle}`);
  }
  await page.goto("/notifications");
  await items(page).filter({ hasText: "Number 25," }).waitFor();
  await page.getByRole("button", { name: "Load more" }).scrollIntoViewIfNeeded();
  await items(page).filter({ hasText: "Number 1," }).waitFor();
  expect(await items(page).count()).toBe(25);
  await page.getByText("That is everything").waitFor();
});

test.describe("without a connection", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u, /ERR_/u] });

  test("what arrived meanwhile is counted afterwards", async ({ app, page, context }) => {
    const member = await signInNewMember(context, app);
    const { id } = await post(member.browser.sdk, "Mine.");
    const other = await signUpPerson(app);
    await streamOf(page, () => page.goto("/"));
    await context.setOffline(true);
    await reply(other.browser.sdk, id, "While you were offline.");
    await context.setOffline(false);
    await expect.poll(() => page.title()).toMatch(/^\(1\) /u);
  });

  test("a list that could not be loaded can be retried", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await context.route("**/graphql", (route) =>
      requestedOperation(route.request()) === "Notifications" ? route.abort() : route.continue(),
    );
    await page.goto("/notifications");
    const alert = page.getByRole("alert").filter({ hasText: "notifications" });
    await alert.waitFor();
    await context.unroute("**/graphql");
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "All quiet" }).waitFor();
  });
});

test("a guest is asked to sign in, and comes back", async ({ page }) => {
  await page.goto("/notifications");
  await page.waitForURL(/\/sign-in\?next=%2Fnotifications/u);
});

test("the list works by keyboard, and axe finds no serious violation on phone and desktop", async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const member = await openAsNewMember(page, app, "/notifications");
  await page.getByRole("heading", { name: "All quiet" }).waitFor();
  await expectAccessible(page);
  const other = await signUpPerson(app);
  const { id } = await post(member.browser.sdk, "Mine.");
  await like(other.browser.sdk, id);
  await items(page).first().waitFor();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.locator("main").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/posts\//u);
});

function items(page: Page) {
  return page.getByRole("list", { name: "Notifications" }).getByRole("listitem");
}

function texts(page: Page): Promise<string[]> {
  return items(page).allTextContents();
}

function newItems(page: Page) {
  return items(page).filter({ hasText: "New:" });
}

function notificationsLink(page: Page) {
  return page.getByRole("navigation").getByRole("link", { name: "Notifications" });
}

/** Performs an action, and waits until the page has the stream of notifications. */
async function streamOf(page: Page, act: () => Promise<unknown>): Promise<void> {
  const stream = page.waitForResponse(
    (response) => response.ok() && requestedOperation(response.request()) === "NotificationReceived",
  );
  await act();
  await stream;
}
