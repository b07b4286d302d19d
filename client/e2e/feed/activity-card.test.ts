import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { deletePost, post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { localUserPoolId } from "../../../server/test/support/app/test-app.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { choose } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("a like is shown at once, survives a reload, and can be removed", async ({ app, page }) => {
  const author = await signUpPerson(app);
  await post(author.browser.sdk, "Like me.");
  await openAsNewMember(page, app);
  const like = card(page, "Like me.").getByRole("button", { name: "Like" });
  await like.waitFor();
  const response = page.waitForResponse(
    (candidate) => requestedOperation(candidate.request()) === "LikeActivity",
  );
  await like.click();
  await expect.poll(() => like.getAttribute("aria-pressed")).toBe("true");
  expect(await like.textContent()).toContain("1 like");
  await response;
  await page.reload();
  await expect.poll(() => like.getAttribute("aria-pressed")).toBe("true");
  await like.press("Enter");
  await expect.poll(() => like.textContent()).toContain("0 likes");
});

test("presses during a request wait for its end, and only the last one counts", async ({
  app,
  page,
  context,
}) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Press me.");
  await openAsNewMember(page, app);
  const like = card(page, "Press me.").getByRole("button", { name: "Like" });
  await like.waitFor();
  const sent: (string | undefined)[] = [];
  let release = () => {};
  await context.route("**/graphql", async (route) => {
    const operation = requestedOperation(route.request());
    if (operation === "LikeActivity" || operation === "UnlikeActivity") {
      sent.push(operation);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    await route.continue();
  });
  const likesInApi = async () => (await author.browser.sdk.activity({ id })).activity?.likesCount;

  for (const isPressed of ["true", "false", "true"]) {
    await like.click();
    await expect.poll(() => like.getAttribute("aria-pressed")).toBe(isPressed);
  }
  await expect.poll(() => sent).toEqual(["LikeActivity"]);
  release();
  await expect.poll(likesInApi).toBe(1);

  await like.click();
  await expect.poll(() => sent).toEqual(["LikeActivity", "UnlikeActivity"]);
  await like.click();
  release();
  await expect.poll(() => sent).toEqual(["LikeActivity", "UnlikeActivity", "LikeActivity"]);
  expect(await like.getAttribute("aria-pressed")).toBe("true");
  release();
  await expect.poll(likesInApi).toBe(1);
  expect(await like.textContent()).toContain("1 like");
});

test("liking a deleted post shows a message", async ({ app, page }) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Not for long.");
  await openAsNewMember(page, app);
  await card(page, "Not for long.").waitFor();
  await deletePost(author.browser.sdk, id);
  await card(page, "Not for long.").getByRole("button", { name: "Like" }).click();
  await card(page, "Not for long.").getByRole("alert").filter({ hasText: "gone" }).waitFor();
  expect(await card(page, "Not for long.").getByRole("button").count()).toBe(0);
});

test.describe("when the API cannot be reached", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("a like is rolled back, with a message on the card", async ({ app, page, context }) => {
    const author = await signUpPerson(app);
    await post(author.browser.sdk, "Like me if you can.");
    await openAsNewMember(page, app);
    const like = card(page, "Like me if you can.").getByRole("button", { name: "Like" });
    await like.waitFor();
    await context.route("**/graphql", (route) => route.abort());
    await like.click();
    await card(page, "Like me if you can.").getByRole("alert").waitFor();
    expect(await like.getAttribute("aria-pressed")).toBe("false");
    expect(await like.textContent()).toContain("0 likes");
    await context.unroute("**/graphql");
    await like.click();
    await expect.poll(() => like.getAttribute("aria-pressed")).toBe("true");
    expect(await card(page, "Like me if you can.").getByRole("alert").count()).toBe(0);
  });

  test("a post that could not be deleted is shown again, with the reason", async ({ app, page, context }) => {
    const person = await signInNewMember(context, app);
    await post(person.browser.sdk, "Staying.");
    await page.goto("/");
    await card(page, "Staying.").waitFor();
    await context.route("**/graphql", (route) => route.abort());
    await choose(card(page, "Staying."), "Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await card(page, "Staying.").getByRole("alert").waitFor();
  });

  test("a deletion that the API forbids is rolled back", async ({ app, page, context }) => {
    const person = await signInNewMember(context, app);
    await post(person.browser.sdk, "Forbidden.");
    await page.goto("/");
    await card(page, "Forbidden.").waitFor();
    await context.route("**/graphql", (route) =>
      requestedOperation(route.request()) === "DeleteActivity"
        ? route.fulfill({
            status: 200,
            json: { data: null, errors: [{ message: "no", extensions: { code: "FORBIDDEN" } }] },
          })
        : route.continue(),
    );
    await choose(card(page, "Forbidden."), "Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await card(page, "Forbidden.").getByRole("alert").filter({ hasText: "permission" }).waitFor();
  });
});

test("deleting asks for confirmation, by keyboard alone; the focus moves to the next post", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  await post(person.browser.sdk, "Next.");
  await post(person.browser.sdk, "Mine to delete.");
  await page.goto("/");
  const button = card(page, "Mine to delete.").getByRole("button", { name: "More" });
  const itemInFocus = page.locator('[role="menuitem"]:focus');
  await button.focus();
  await page.keyboard.press("Enter");
  await itemInFocus.filter({ hasText: "Copy link" }).waitFor();
  await page.keyboard.press("Escape");
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await itemInFocus.waitFor();
  await page.keyboard.press("End");
  expect(await itemInFocus.textContent()).toBe("Delete");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press("Enter");
  await itemInFocus.waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect.poll(() => card(page, "Mine to delete.").count()).toBe(0);
  expect(await page.locator(":focus").textContent()).toContain("Next.");
  await page.getByRole("status").getByText("Deleted.").waitFor();
  await page.reload();
  await card(page, "Next.").waitFor();
  expect(await card(page, "Mine to delete.").count()).toBe(0);
});

test("others cannot delete a post; a moderator can", async ({ app, page, chromium }) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Mind your words.");
  await reply(author.browser.sdk, id, "I do.");
  await openAsNewMember(page, app);
  await card(page, "Mind your words.").waitFor();
  await card(page, "Mind your words.").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Delete" }).count()).toBe(0);

  const moderators = await chromium.newContext({ baseURL: app.url });
  const moderator = await signInNewMember(moderators, app);
  await app.cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: localUserPoolId,
      GroupName: "moderators",
      Username: moderator.email,
    }),
  );
  const moderating = await moderators.newPage();
  await moderating.goto(`/posts/${id}`);
  await choose(card(moderating, "Mind your words."), "Delete");
  await moderating.getByRole("dialog").getByText("as a moderator").waitFor();
  await moderating.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await moderating.getByRole("heading", { name: "This post is gone" }).waitFor();
  await moderators.close();
});

test("links in a post are safe, and markup is shown as text", async ({ app, page }) => {
  const author = await signUpPerson(app);
  await post(author.browser.sdk, "<b>bold</b> javascript:alert(1) https://example.com/a, and @Worf");
  await page.goto("/");
  const shown = card(page, "<b>bold</b>");
  await shown.waitFor();
  const links = shown.getByRole("paragraph").getByRole("link");
  expect(await links.count()).toBe(2);
  expect(await links.first().getAttribute("href")).toBe("https://example.com/a");
  expect(await links.first().getAttribute("rel")).toContain("noopener");
  expect(await links.last().getAttribute("href")).toBe("/users/worf");
});

function card(page: Page, text: string) {
  return page.getByRole("article").filter({ hasText: text });
}
