import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import type { Person } from "../../../server/test/support/app/builders.ts";
import { post, reply } from "../../../server/test/support/app/feed-actions.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember, signInNewMember } from "../support/members.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("a blocked person leaves every list at once, and neither sees the other", async ({
  app,
  page,
  context,
  otherPage,
}) => {
  const blocked = await signInNewMember(otherPage.context(), app, { name: "Lwaxana" });
  const blocker = await signInNewMember(context, app, { name: "Jean-Luc" });
  await post(blocked.browser.sdk, "Darling!");
  await post(blocked.browser.sdk, "Darling, again!");
  const { id } = await post(blocker.browser.sdk, "Engage.");
  await reply(blocked.browser.sdk, id, "Me, too!");
  await page.goto("/");
  await openCardMenu(page, "Darling!");
  await page.getByRole("menuitem", { name: `Block @${blocked.handle}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("You will no longer see each other").waitFor();
  const requests = countRequests(page, "HomeFeed");
  await dialog.getByRole("button", { name: "Block" }).click();
  await expect.poll(() => page.getByText(/Darling/u).count()).toBe(0);
  await page.getByRole("status").getByText(`You blocked @${blocked.handle}.`).waitFor();
  expect(requests()).toBe(0);

  await page.goto(`/posts/${id}`);
  await page.getByRole("article").getByText("Engage.").waitFor();
  expect(await page.getByText("Me, too!").count()).toBe(0);
  await page.goto(`/users/${blocked.handle}`);
  await page.getByRole("heading", { name: `You blocked @${blocked.handle}` }).waitFor();
  expect(await page.getByText(/Darling/u).count()).toBe(0);

  await otherPage.goto("/");
  await otherPage.getByRole("article").first().waitFor();
  expect(await otherPage.getByText("Engage.").count()).toBe(0);
  await otherPage.goto(`/users/${blocker.handle}`);
  await otherPage.getByRole("heading", { name: "Nobody here" }).waitFor();

  await page.getByRole("button", { name: `Unblock @${blocked.handle}` }).click();
  await page.getByRole("article").getByText("Darling!").waitFor();
  await otherPage.reload();
  await otherPage.getByRole("heading", { name: "Jean-Luc" }).waitFor();
});

test("a block can be undone where it was made", async ({ app, page, context }) => {
  const other = await openFeedWithPost(page, app, context);
  await openCardMenu(page, other.text);
  await page.getByRole("menuitem", { name: `Block @${other.handle}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await expect.poll(() => page.getByText(other.text).count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(other.text).waitFor();
  await page.reload();
  await page.getByText(other.text).waitFor();
});

test("to mute hides a person's posts at once, and their profile stays", async ({ app, page, context }) => {
  const other = await openFeedWithPost(page, app, context);
  await openCardMenu(page, other.text);
  await page.getByRole("menuitem", { name: `Mute @${other.handle}` }).click();
  await expect.poll(() => page.getByText(other.text).count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(other.text).waitFor();

  await openCardMenu(page, other.text);
  await page.getByRole("menuitem", { name: `Mute @${other.handle}` }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.goto(`/users/${other.handle}`);
  await page.getByRole("article").getByText(other.text).waitFor();
  await page.getByRole("heading", { name: `You mute @${other.handle}` }).waitFor();

  await page.goto("/settings/muted");
  await page.getByRole("button", { name: `Unmute @${other.handle}` }).click();
  await page.getByRole("button", { name: `Mute @${other.handle}`, exact: true }).waitFor();
  await page.goto("/");
  await page.getByText(other.text).waitFor();
});

test.describe("when the API cannot be reached", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("a mute is taken back, with the reason and a way to try again", async ({ app, page, context }) => {
    const other = await openFeedWithPost(page, app, context);
    await openCardMenu(page, other.text);
    await context.route("**/graphql", (route) =>
      requestedOperation(route.request()) === "MuteUser" ? route.abort() : route.continue(),
    );
    await page.getByRole("menuitem", { name: `Mute @${other.handle}` }).click();
    const tryAgain = page.getByRole("button", { name: "Try again" });
    await tryAgain.waitFor();
    await page.getByText(other.text).waitFor();
    await context.unroute("**/graphql");
    await tryAgain.click();
    await expect.poll(() => page.getByText(other.text).count()).toBe(0);
  });
});

test("the settings list the people who are blocked, and unblock them", async ({ app, page, context }) => {
  const member = await signInNewMember(context, app);
  await page.goto("/settings/blocked");
  await page.getByText("You have blocked nobody.").waitFor();
  const other = await signUpPerson(app, { name: "Lwaxana" });
  const { user } = await member.browser.sdk.user({ handle: other.handle });
  await member.browser.sdk.blockUser({ input: { userId: user?.id ?? "" } });
  await page.reload();
  await page.getByRole("main").getByRole("listitem").getByText("Lwaxana").waitFor();
  await page.getByRole("button", { name: `Unblock @${other.handle}` }).click();
  await page.getByRole("button", { name: `Block @${other.handle}` }).waitFor();
  await page.reload();
  await page.getByText("You have blocked nobody.").waitFor();
});

test("a post is reported by keyboard alone, and then its author can be blocked", async ({
  app,
  page,
  context,
}) => {
  const other = await openFeedWithPost(page, app, context);
  await card(page, other.text).getByRole("button", { name: /more/iu }).press("Enter");
  await page.getByRole("menuitem", { name: "Report post" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send report" }).press("Enter");
  await dialog.getByRole("alert").getByText("Choose a reason.").waitFor();
  await dialog.getByRole("radio", { name: "Insults or harassment" }).press("Space");
  await dialog.getByLabel("Details").fill("They call everybody darling.");
  await dialog.getByRole("button", { name: "Send report" }).press("Enter");
  await dialog.getByRole("heading", { name: "Thank you" }).waitFor();
  await expect.poll(() => page.locator(":focus").textContent()).toBe("Close");
  await dialog.getByRole("button", { name: `Block @${other.handle}` }).press("Enter");
  await expect.poll(() => page.getByText(other.text).count()).toBe(0);
  await expect.poll(() => page.locator(":focus").textContent()).toBe("Undo");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("button", { name: "Undo" }).count()).toBe(0);
});

test("a person is reported, muted and blocked from their profile", async ({ app, page, context }) => {
  const other = await openFeedWithPost(page, app, context);
  await page.goto(`/users/${other.handle}`);
  await page.getByRole("button", { name: `More about @${other.handle}` }).click();
  await page.getByRole("menuitem", { name: `Report @${other.handle}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Spam or fraud" }).check();
  await dialog.getByRole("button", { name: "Send report" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => page.locator(":focus").getAttribute("aria-haspopup")).toBe("menu");
});

test("nobody is offered to mute, block or report themselves, and guests are offered nothing of it", async ({
  app,
  page,
  otherPage,
}) => {
  const member = await openAsNewMember(page, app);
  await post(member.browser.sdk, "Mine.");
  for (const visitor of [page, otherPage]) {
    await visitor.goto("/");
    await openCardMenu(visitor, "Mine.");
    expect(await visitor.getByRole("menuitem", { name: /mute|block|report/iu }).count()).toBe(0);
  }
});

test("axe finds no serious violation in the dialogs and lists, on phone and desktop", async ({
  app,
  page,
  context,
}) => {
  const other = await openFeedWithPost(page, app, context);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const name of [`Block @${other.handle}`, "Report post"]) {
      await openCardMenu(page, other.text);
      await expectAccessible(page);
      await page.getByRole("menuitem", { name }).click();
      await page.getByRole("dialog").waitFor();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
  }
  await openCardMenu(page, other.text);
  await page.getByRole("menuitem", { name: `Mute @${other.handle}` }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await expectAccessible(page);
  await page.goto("/settings/muted");
  await page.getByRole("main").getByRole("listitem").getByText(other.name).waitFor();
  await expectAccessible(page);
});

/** Opens the home page of a new member, with a post of another, who is returned. */
async function openFeedWithPost(
  page: Page,
  app: TestApp,
  context: BrowserContext,
): Promise<Person & { text: string }> {
  const other = await signUpPerson(app);
  const text = `By ${other.handle}.`;
  await post(other.browser.sdk, text);
  await signInNewMember(context, app);
  await page.goto("/");
  await card(page, text).waitFor();
  return { ...other, text };
}

function card(page: Page, text: string) {
  return page.getByRole("article").filter({ hasText: text });
}

async function openCardMenu(page: Page, text: string): Promise<void> {
  await card(page, text).getByRole("button", { name: /more/iu }).click();
}

/** Counts requests of an operation from now on. */
function countRequests(page: Page, operation: string): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql") && requestedOperation(request) === operation) count++;
  });
  return () => count;
}
