import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "../support/fixtures.ts";
import { openAsNewMember } from "../support/members.ts";
import { composeField, posts } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("a message is counted in code points, and is not sent if it is too long", async ({ app, page }) => {
  await openAsNewMember(page, app);
  await composeField(page).fill("🎉".repeat(280));
  await page.getByText("0 characters left").waitFor();
  await composeField(page).fill("🎉".repeat(282));
  await page.getByText("-2 characters left").waitFor();
  await postButton(page).click();
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
  await composeField(page).fill("🎉".repeat(280));
  await postButton(page).click();
  await posts(page).first().getByText("🎉").waitFor();
});

test("a message of which nothing can be seen is not sent", async ({ app, page }) => {
  await openAsNewMember(page, app);
  const hidden = "\u2800\u{e0041}\u034F";
  await composeField(page).fill(hidden);
  await postButton(page).click();
  await page.getByRole("status").getByText("Write something first.").waitFor();
  expect(await composeField(page).inputValue()).toBe(hidden);
});

test("a post is in the feed before the API has responded, and is announced afterwards", async ({
  app,
  page,
  context,
}) => {
  await openAsNewMember(page, app);
  await posts(page).first().waitFor();
  const release = await holdMutations(context, "CreateActivity");
  await composeField(page).fill("At once.");
  await page.getByLabel("Lasts").selectOption("1 hour");
  await postButton(page).click();
  const top = posts(page).first();
  await top.getByText("At once.").waitFor();
  await top.getByText("Sending…").waitFor();
  expect(await composeField(page).inputValue()).toBe("");
  release();
  await top.getByRole("button", { name: "Like" }).waitFor();
  await page.getByRole("status").getByText("Posted.").waitFor();
  await page.reload();
  await posts(page).first().getByText("At once.").waitFor();
});

test("the text of a rejected post returns to the form, and the post disappears", async ({ app, page }) => {
  await openAsNewMember(page, app);
  await posts(page).first().waitFor();
  const before = await posts(page).count();
  const hidden = "\u200B\u2060x\u0007";
  await composeField(page).fill(hidden);
  await page.getByLabel("For").selectOption("Members only");
  await postButton(page).click();
  await page.getByRole("alert").filter({ hasText: "can’t be posted" }).waitFor();
  expect(await posts(page).count()).toBe(before);
  expect(await composeField(page).inputValue()).toBe(hidden);
  expect(await page.getByLabel("For").inputValue()).toBe("MEMBERS");
  expect(await composeField(page).evaluate((element) => element === document.activeElement)).toBe(true);
});

test.describe("when a response gets lost", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("the post returns as a draft, and a retry creates it only once", async ({ app, page, context }) => {
    await openAsNewMember(page, app);
    await posts(page).first().waitFor();
    let sent = 0;
    await context.route("**/graphql", async (route) => {
      if (requestedOperation(route.request()) !== "CreateActivity") return route.continue();
      // The API handles both requests; the first response is lost.
      const response = await route.fetch();
      return ++sent === 1 ? route.abort() : route.fulfill({ response });
    });
    await composeField(page).fill("Only once.");
    await postButton(page).click();
    await page.getByRole("alert").filter({ hasText: "Couldn’t reach Cruddur" }).waitFor();
    expect(await composeField(page).inputValue()).toBe("Only once.");
    await postButton(page).click();
    await posts(page).first().getByRole("button", { name: "Like" }).waitFor();
    await expect.poll(() => composeField(page).inputValue()).toBe("");
    await page.reload();
    await page.getByText("Only once.").waitFor();
    expect(await page.getByText("Only once.").count()).toBe(1);
    expect(sent).toBe(2);
  });
});

test("a post can be taken back for ten seconds: it is deleted, and its text is in the form again", async ({
  app,
  page,
}) => {
  const person = await openAsNewMember(page, app);
  await posts(page).first().waitFor();
  await page.clock.install();
  await composeField(page).fill("Too hasty.");
  await page.getByLabel("For").selectOption("Members only");
  await postButton(page).click();
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.waitFor();
  await composeField(page).fill("Already another thought.");
  await postButton(page).focus();
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => undo.evaluate((element) => element === document.activeElement)).toBe(true);
  // It stays while it has the focus.
  await page.clock.fastForward(11_000);
  await page.keyboard.press("Enter");
  await expect.poll(() => composeField(page).inputValue()).toBe("Too hasty.\n\nAlready another thought.");
  expect(await page.getByLabel("For").inputValue()).toBe("MEMBERS");
  expect(await composeField(page).evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await posts(page).filter({ hasText: "Too hasty." }).count()).toBe(0);
  const { user } = await person.browser.sdk.user({ handle: person.handle });
  expect(user?.activities.edges).toEqual([]);

  await postButton(page).click();
  await undo.waitFor();
  await composeField(page).focus();
  await page.clock.fastForward(11_000);
  await expect.poll(() => undo.count()).toBe(0);
});

test("a draft survives a navigation to another page and back, and is not in another tab", async ({
  app,
  page,
  context,
}) => {
  await openAsNewMember(page, app);
  await composeField(page).fill("Half a thought");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByText("This is you").waitFor();
  await page.goBack();
  expect(await composeField(page).inputValue()).toBe("Half a thought");
  const second = await context.newPage();
  await second.goto("/");
  expect(await composeField(second).inputValue()).toBe("");
  await composeField(second).fill("Another one.");
  await postButton(second).click();
  await posts(second).first().getByText("Another one.").waitFor();
  await page.getByRole("button", { name: "1 new post" }).waitFor();
  expect(await composeField(page).inputValue()).toBe("Half a thought");
});

function postButton(page: Page) {
  return page.getByRole("button", { name: "Post", exact: true });
}

/** Delays the requests of a mutation; resolves to a function that releases them. */
async function holdMutations(context: BrowserContext, name: string): Promise<() => void> {
  const held: (() => void)[] = [];
  let isHolding = true;
  await context.route("**/graphql", (route) => {
    if (!isHolding || requestedOperation(route.request()) !== name) return route.continue();
    held.push(() => void route.continue());
  });
  return () => {
    isHolding = false;
    for (const release of held) release();
  };
}
