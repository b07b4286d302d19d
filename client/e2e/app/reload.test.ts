import type { Page } from "playwright-core";
import { expect } from "vitest";
import { newAccount, signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, posts, scrollToEnd, signOut } from "../support/page-actions.ts";

test("a draft survives a reload, with its audience and lifetime, for its author only", async ({
  app,
  page,
  context,
}) => {
  await openAsNewMember(page, app);
  await composeField(page).fill("Half a thought");
  await page.getByLabel("For").selectOption("Members only");
  await page.getByLabel("Lasts").selectOption("1 hour");
  await reloadOnceStored(page, "ONE_HOUR");
  await composeField(page).waitFor();
  expect(await composeField(page).inputValue()).toBe("Half a thought");
  expect(await page.getByLabel("For").inputValue()).toBe("MEMBERS");
  expect(await page.getByLabel("Lasts").inputValue()).toBe("ONE_HOUR");

  await signOut(page);
  await signInNewMember(context, app);
  await page.reload();
  await composeField(page).waitFor();
  expect(await composeField(page).inputValue()).toBe("");
});

test("a draft of a reply survives a reload, and is removed once it is sent", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  const { id } = await post(browser.sdk, "Tea?");
  await openAsNewMember(page, app, `/posts/${id}`);
  const reply = page.getByLabel("Your reply");
  await reply.fill("Earl Grey");
  await reloadOnceStored(page, "Earl Grey");
  await reply.waitFor();
  expect(await reply.inputValue()).toBe("Earl Grey");
  await reply.press("Control+Enter");
  await posts(page).filter({ hasText: "Earl Grey" }).getByRole("button", { name: "Like" }).waitFor();
  await expect.poll(() => historyState(page)).not.toContain("Earl Grey");
});

test("input in forms survives a reload, except passwords", async ({ app, page }) => {
  const { name, handle, email, password } = newAccount();
  await page.goto("/sign-up");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("E-mail").fill(email);
  await page.waitForURL(`**/sign-up?email=${encodeURIComponent(email)}`);
  await reloadOnceStored(page, handle);
  await page.getByLabel("Name", { exact: true }).waitFor();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe(name);
  expect(await page.getByLabel("Handle").inputValue()).toBe(handle);
  expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
  expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
  expect(await historyState(page)).not.toContain(password);
  expect(await historyState(page)).not.toContain(email);

  await openAsNewMember(page, app, "/settings");
  await page.getByLabel("About you").fill("Poetical science");
  await reloadOnceStored(page, "Poetical science");
  await page.getByLabel("About you").waitFor();
  expect(await page.getByLabel("About you").inputValue()).toBe("Poetical science");
});

test("a reload far down the feed restores the position at the same post, despite new posts", async ({
  app,
  page,
  context,
}) => {
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 30; number++) await post(browser.sdk, `Post number ${number}.`);
  await page.goto("/");
  const mine = page.getByText(/^Post number \d+\.$/u);
  await mine.first().waitFor();
  const countAtTheEnd = async (): Promise<number> => {
    await scrollToEnd(page);
    return await mine.count();
  };
  await expect.poll(countAtTheEnd).toBe(30);
  const seen = posts(page).filter({ hasText: "Post number 3." });
  await seen.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 90));
  const top = await topOf(page, "Post number 3.");
  await expect
    .poll(async () => JSON.parse(await historyState(page)))
    .toMatchObject({
      kept: { "length home": expect.any(Number) },
      place: { top: await page.evaluate(() => scrollY), post: { offset: expect.any(Number) } },
    });

  await post(browser.sdk, "Meanwhile.");
  await page.reload();
  await page.getByText("Meanwhile.").waitFor({ state: "attached" });
  await expect.poll(() => topOf(page, "Post number 3.")).toBeCloseTo(top, 0);
});

test("a reload keeps a place beyond the hundredth post", async ({ app, page, context }) => {
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 150; number++) await post(browser.sdk, `Far down, ${number}.`);
  await page.goto("/");
  await posts(page).first().waitFor();
  const seen = page.getByText("Far down, 5.", { exact: true });
  const isSeenAtTheEnd = async (): Promise<boolean> => {
    await scrollToEnd(page);
    return (await seen.count()) > 0;
  };
  await expect.poll(isSeenAtTheEnd).toBe(true);
  await seen.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 300));
  await expect
    .poll(async () => JSON.parse(await historyState(page)))
    .toMatchObject({ place: { top: await page.evaluate(() => scrollY) } });
  await page.reload();
  await expect
    .poll(async () => ((await seen.count()) > 0 ? (await seen.boundingBox())?.y : undefined))
    .toBeCloseTo(300, 0);
});

test("a reload restarts the set-up of an authenticator, with a notice", async ({ app, page }) => {
  await openAsNewMember(page, app, "/settings/authenticator");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Code").waitFor();
  await reloadOnceStored(page, "authenticator begun");
  await page.getByText("discarded the secret").waitFor();
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Code").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(await page.getByText("discarded the secret").count()).toBe(0);
});

/** The state of the tab's history entry, as JSON. */
function historyState(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(history.state));
}

/** Reloads the page once the text is in the history entry, which is written with a delay. */
async function reloadOnceStored(page: Page, text: string): Promise<void> {
  await expect.poll(() => historyState(page)).toContain(text);
  await page.reload();
}

function topOf(page: Page, text: string): Promise<number> {
  return posts(page)
    .filter({ hasText: text })
    .evaluate((element) => element.getBoundingClientRect().top);
}
