import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { deletePost, post } from "../../../server/test/support/app/feed-actions.ts";
import { localUserPoolId } from "../../../server/test/support/app/test-app.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember, signInByApi } from "../support/members.ts";

test("for everybody but moderators there is no such page", async ({ app, page }) => {
  await page.goto("/moderation");
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  await openAsNewMember(page, app, "/moderation");
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  expect(await page.getByRole("link", { name: "Moderation" }).count()).toBe(0);
});

test("a moderator deletes what was reported, and the record tells who, what and why", async ({
  app,
  page,
}) => {
  const { author, reporter, id } = await reportPost(app, "Buy gold!");
  const moderator = await openAsModerator(page, app);
  await page.getByRole("navigation").getByRole("link", { name: "Moderation" }).click();
  const report = reports(page, "Buy gold!");
  await report.getByText("Spam or fraud").waitFor();
  await report.getByText("Third time today.").waitFor();
  await report.getByRole("link", { name: reporter.handle }).waitFor();
  await report.getByRole("link", { name: author.handle }).waitFor();
  await report.getByRole("link", { name: "The post is still there" }).waitFor();
  await report.getByLabel("Note").fill("Gold is fraud.");
  await report.getByRole("button", { name: "Delete post" }).click();
  await report.waitFor({ state: "detached" });
  expect((await author.browser.sdk.activity({ id })).activity).toBeNull();

  await page.getByRole("link", { name: "Resolved" }).click();
  const record = reports(page, "Buy gold!");
  await record.getByText(`Deleted by @${moderator.handle}`).waitFor();
  await record.getByText("Gold is fraud.").waitFor();
  await record.getByText("The post is gone").waitFor();
  expect(await record.getByRole("button").count()).toBe(0);
});

test("a report whose post is gone keeps its text, and can only be dismissed", async ({ app, page }) => {
  const { author, id } = await reportPost(app, "Soon gone.");
  await deletePost(author.browser.sdk, id);
  const moderator = await openAsModerator(page, app, "/moderation");
  const report = reports(page, "Soon gone.");
  await report.getByText("The post is gone").waitFor();
  expect(await report.getByRole("button", { name: "Delete post" }).count()).toBe(0);
  await report.getByRole("button", { name: "Dismiss report" }).press("Enter");
  await report.waitFor({ state: "detached" });
  await page.goto("/moderation/resolved");
  await reports(page, "Soon gone.").getByText(`Dismissed by @${moderator.handle}`).waitFor();
});

test("the second of two moderators sees that the first has resolved a report", async ({
  app,
  page,
  otherPage,
}) => {
  await reportPost(app, "For two.");
  const first = await openAsModerator(page, app, "/moderation");
  await openAsModerator(otherPage, app, "/moderation");
  for (const moderator of [page, otherPage]) await reports(moderator, "For two.").waitFor();
  await reports(page, "For two.").getByRole("button", { name: "Dismiss report" }).click();
  await reports(page, "For two.").waitFor({ state: "detached" });
  await reports(otherPage, "For two.").getByRole("button", { name: "Delete post" }).click();
  await reports(otherPage, "For two.").waitFor({ state: "detached" });
  await otherPage.getByRole("status").getByText("Another moderator has resolved this report.").waitFor();
  await otherPage.goto("/moderation/resolved");
  await reports(otherPage, "For two.").getByText(`Dismissed by @${first.handle}`).waitFor();
});

test("axe finds no serious violation in the queue, on phone and desktop", async ({ app, page }) => {
  await reportPost(app, "Look at this.");
  await openAsModerator(page, app, "/moderation");
  await reports(page, "Look at this.").waitFor();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

/** A post of one person that another has reported. */
async function reportPost(app: TestApp, message: string) {
  const author = await signUpPerson(app);
  const reporter = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, message);
  await reporter.browser.sdk.reportActivity({
    input: { activityId: id, reason: "SPAM", details: "Third time today." },
  });
  return { author, reporter, id };
}

async function openAsModerator(page: Page, app: TestApp, path = "/") {
  const person = await signUpPerson(app);
  await app.cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: localUserPoolId,
      GroupName: "moderators",
      Username: person.email,
    }),
  );
  await signInByApi(page.context(), app, person);
  await page.goto(path);
  return person;
}

function reports(page: Page, text: string) {
  return page.getByRole("main").getByRole("article").filter({ hasText: text });
}
