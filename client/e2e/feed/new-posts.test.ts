import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { composeField, posts } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";

test("a post from another browser is announced, and shown on request", async ({ app, page, context }) => {
  await signInNewMember(context, app);
  await streamOf(page, () => page.goto("/"));
  const other = await signUpPerson(app);
  await post(other.browser.sdk, "News!", { audience: "MEMBERS" });
  const pill = page.getByRole("button", { name: "1 new post" });
  await pill.waitFor();
  await page.getByRole("status").getByText("1 new post").waitFor();
  expect(await page.getByText("News!").count()).toBe(0);

  await pill.press("Enter");
  await posts(page).first().getByText("News!").waitFor();
  expect(await pill.count()).toBe(0);
  await expect.poll(() => page.locator("article:focus").textContent()).toContain("News!");
});

test("posts that arrived while another page was open are announced on return", async ({ app, page }) => {
  await streamOf(page, () => page.goto("/"));
  await posts(page).first().getByRole("link", { name: /repl/u }).click();
  await page.getByRole("heading", { name: /repl/iu }).waitFor();
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "Meanwhile.");
  await page.goBack();
  await page.getByRole("button", { name: "1 new post" }).click();
  await posts(page).first().getByText("Meanwhile.").waitFor();
});

test("only public posts are announced to a guest", async ({ app, page }) => {
  await streamOf(page, () => page.goto("/"));
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "Not for guests.", { audience: "MEMBERS" });
  await post(browser.sdk, "For guests too.");
  await page.getByRole("button", { name: "1 new post" }).click();
  await posts(page).first().getByText("For guests too.").waitFor();
  expect(await page.getByText("Not for guests.").count()).toBe(0);
});

test("the viewer's own post is not announced", async ({ app, page, context }) => {
  await signInNewMember(context, app);
  await streamOf(page, () => page.goto("/"));
  await composeField(page).fill("By me.");
  await page.getByRole("button", { name: "Post", exact: true }).click();
  const { browser } = await signUpPerson(app);
  await posts(page).first().getByRole("button", { name: "Like" }).waitFor();
  await post(browser.sdk, "By another.");
  await page.getByRole("button", { name: "1 new post" }).click();
  await posts(page).first().getByText("By another.").waitFor();
  expect(await page.getByText("By me.").count()).toBe(1);
});

test.describe("when the stream ends", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u, /ERR_/u] });

  test("it reopens with a new token after the old one has expired", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await streamOf(page, () => page.goto("/"));
    await streamOf(page, async () => app.advance({ minutes: 20 }));
    const other = await signUpPerson(app);
    await post(other.browser.sdk, "After the token.", { audience: "MEMBERS" });
    await page.getByRole("button", { name: "1 new post" }).waitFor();
  });

  test("the page stays while the server is down, and missed posts are announced afterwards", async ({
    app,
    chromium,
  }) => {
    const gate = await startTcpProxy(app.url);
    const context = await chromium.newContext({ baseURL: gate.url });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await streamOf(page, () => page.goto("/"));
    await posts(page).first().waitFor();

    await gate.stop();
    await page.keyboard.press("End");
    expect(await posts(page).count()).toBeGreaterThan(0);
    const { browser } = await signUpPerson(app);
    await post(browser.sdk, "While you were away.");

    await gate.start();
    await page.getByRole("button", { name: /^\d+ new posts?$/u }).click();
    await page.getByText("While you were away.").waitFor();
    await context.close();
    await gate.stop();
  });

  test("a banner is shown while offline, and missed posts are announced afterwards", async ({
    app,
    page,
    context,
  }) => {
    await streamOf(page, () => page.goto("/"));
    await context.setOffline(true);
    await page.getByText("You’re offline").waitFor();
    const { browser } = await signUpPerson(app);
    await post(browser.sdk, "While you were offline.");
    await context.setOffline(false);
    await page.getByRole("button", { name: "1 new post" }).click();
    await posts(page).first().getByText("While you were offline.").waitFor();
    expect(await page.getByText("You’re offline").count()).toBe(0);
  });

  test("a feed that could not be loaded can be retried", async ({ page, context }) => {
    await context.route("**/graphql", (route) =>
      requestedOperation(route.request()) === "HomeFeed" ? route.abort() : route.continue(),
    );
    await page.goto("/");
    const problem = page.getByRole("alert").filter({ hasText: "Couldn’t load the feed" });
    await problem.waitFor();
    await context.unroute("**/graphql");
    await problem.getByRole("button", { name: "Try again" }).click();
    await posts(page).first().waitFor();
  });
});

/** Performs an action, and waits until the stream of new posts is open. */
async function streamOf(page: Page, act: () => Promise<unknown>): Promise<void> {
  const stream = page.waitForResponse(
    (response) => response.ok() && requestedOperation(response.request()) === "ActivityPosted",
  );
  await act();
  await stream;
}
