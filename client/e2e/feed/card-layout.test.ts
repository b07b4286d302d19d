import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember } from "../support/members.ts";
import { choose, posts } from "../support/page-actions.ts";

test("a short post is at most 96 pixels high, and five fit into a laptop's window", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  for (let number = 1; number <= 7; number++) await post(browser.sdk, `Short ${number}.`);
  await page.setViewportSize({ width: 1280, height: 860 });
  await openAsNewMember(page, app);
  await card(page, "Short 7.").waitFor();
  const boxes = await posts(page).evaluateAll((cards) =>
    cards.map((each) => ({ height: each.clientHeight, bottom: each.getBoundingClientRect().bottom })),
  );
  expect(boxes[0]?.height).toBeLessThanOrEqual(96);
  expect(boxes.filter(({ bottom }) => bottom <= 860).length).toBeGreaterThanOrEqual(5);
  const seen = await card(page, "Short 7.").locator("footer").evaluate(seenText);
  expect(seen).not.toContain("0");
});

test("a click beside links and buttons opens the thread; a selection of text does not", async ({
  app,
  page,
  context,
}) => {
  const { browser, handle } = await signUpPerson(app);
  const { id } = await post(browser.sdk, "Open me anywhere, and see https://example.com/a");
  await page.goto("/");
  const mine = card(page, "Open me anywhere");
  await mine.waitFor();
  const text = await mine.getByRole("paragraph").boundingBox();
  if (text === null) throw new Error("The post has no text");
  await page.mouse.move(text.x + 2, text.y + 10);
  await page.mouse.down();
  await page.mouse.move(text.x + 90, text.y + 10, { steps: 5 });
  await page.mouse.up();
  expect(await page.evaluate(() => getSelection()?.toString())).not.toBe("");
  expect(new URL(page.url()).pathname).toBe("/");

  const opened = context.waitForEvent("page");
  await mine.click({ button: "middle", position: { x: 300, y: 80 } });
  expect(new URL((await opened).url()).pathname).toBe(`/posts/${id}`);
  expect(new URL(page.url()).pathname).toBe("/");

  await mine.getByRole("link", { name: handle }).click();
  await page.waitForURL(`**/users/${handle}`);
  await page.goBack();
  await mine.click({ position: { x: 300, y: 80 } });
  await page.waitForURL(`**/posts/${id}`);
  expect(await page.locator("a button, button a, a a").count()).toBe(0);
});

test("a long text is cut at ten lines until more is asked for; the page of the post shows all of it", async ({
  app,
  page,
}) => {
  const { browser } = await signUpPerson(app);
  const long = Array.from({ length: 30 }, (_, line) => `Line ${line + 1}`).join("\n");
  const { id } = await post(browser.sdk, long);
  await reply(browser.sdk, id, "x".repeat(100));
  await page.goto("/");
  const mine = card(page, "Line 1");
  const height = () => mine.getByRole("paragraph").evaluate((text) => text.clientHeight);
  await mine.getByRole("button", { name: "Show more" }).waitFor();
  const cut = await height();
  await mine.getByRole("button", { name: "Show more" }).click();
  expect(await height()).toBeGreaterThan(cut * 2.9);
  await mine.getByRole("button", { name: "Show less" }).click();
  await expect.poll(height).toBe(cut);

  await page.goto(`/posts/${id}`);
  await card(page, "Line 30").waitFor();
  expect(await height()).toBeGreaterThan(cut * 2.9);
});

test("marks on a letter do not leave the text of their card", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, `Z${"\u0301".repeat(4)}algo`);
  await page.goto("/");
  const overflow = await card(page, "algo")
    .getByRole("paragraph")
    .evaluate((text) => getComputedStyle(text).overflow);
  expect(overflow).toBe("clip");
});

test("long addresses are shortened, and those without a scheme are links too", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  const url = `https://example.com/${"path/".repeat(12)}`;
  await post(browser.sdk, `مرحبا @Worf ${url} www.example.com`);
  await page.goto("/");
  const links = card(page, "مرحبا").getByRole("paragraph").getByRole("link");
  await expect.poll(() => links.count()).toBe(3);
  expect(await links.nth(1).getAttribute("href")).toBe(url);
  expect((await links.nth(1).innerText()).length).toBeLessThan(40);
  expect(await links.nth(2).getAttribute("href")).toBe("https://www.example.com/");
  // The @ stands at the left of the handle, also between words from right to left.
  const isolated = links.first().locator("bdi");
  expect(await isolated.getAttribute("dir")).toBe("ltr");
});

test("the link of a post is copied from its menu, which is announced", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { browser } = await signUpPerson(app);
  const { id } = await post(browser.sdk, "Copy my link.");
  await page.goto("/");
  await choose(card(page, "Copy my link."), "Copy link");
  await page.getByRole("status").getByText("Link copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${app.url}/posts/${id}`);
});

test("a post is shared by the browser, where it can", async ({ app, page, context }) => {
  await context.addInitScript(() => {
    Object.assign(navigator, {
      share: async ({ url }: ShareData) => {
        document.title = `shared ${url}`;
      },
    });
  });
  const { browser } = await signUpPerson(app);
  const { id } = await post(browser.sdk, "Share me.");
  await page.goto("/");
  await choose(card(page, "Share me."), "Share");
  await expect.poll(() => page.title()).toBe(`shared ${app.url}/posts/${id}`);
});

function card(page: Page, text: string) {
  return posts(page).filter({ hasText: text });
}

/** Runs in the page: the text without what is for screen readers only. */
function seenText(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    const { width = 0 } = walker.currentNode.parentElement?.getBoundingClientRect() ?? {};
    if (width > 1) text += walker.currentNode.textContent;
  }
  return text;
}
