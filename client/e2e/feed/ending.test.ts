import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { posts } from "../support/page-actions.ts";

test("a card chars and folds before its end, is gone then, and its neighbour gets the focus", async ({
  app,
  chromium,
}) => {
  const context = await chromium.newContext({ baseURL: app.url, reducedMotion: "no-preference" });
  const { browser } = await signInNewMember(context, app);
  await post(browser.sdk, "Stays.");
  await post(browser.sdk, "Ends.", { expiresIn: "ONE_HOUR" });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto("/");
  const card = posts(page).filter({ hasText: "Ends." });
  await card.getByRole("button", { name: "Like" }).focus();
  const states = await statesToTheEnd(page, card);
  const ending = states.filter((state) => state.includes("fold")).length;
  expect(states[0]).toBe("none");
  expect(states.at(-1)).toBe("gone");
  // In steps of 100 ms.
  expect(ending).toBeGreaterThanOrEqual(4);
  expect(ending).toBeLessThanOrEqual(7);
  await expect.poll(() => page.locator("article:focus").textContent()).toContain("Stays.");
  await context.close();
});

test("nothing moves at the end for somebody who prefers that", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "Ends quietly.", { expiresIn: "ONE_HOUR" });
  await page.clock.install();
  await page.goto("/");
  const card = posts(page).filter({ hasText: "Ends quietly." });
  await card.waitFor();
  expect(new Set(await statesToTheEnd(page, card))).toEqual(new Set(["none", "gone"]));
});

test("the ember glows in the last ten minutes, and only while it can be seen", async ({ app, chromium }) => {
  const context = await chromium.newContext({ baseURL: app.url, reducedMotion: "no-preference" });
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "Glows.", { expiresIn: "ONE_HOUR" });
  for (let number = 1; number <= 15; number++) await post(browser.sdk, `Above ${number}.`);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto("/");
  const card = posts(page).filter({ hasText: "Glows." });
  await card.waitFor();
  await card.scrollIntoViewIfNeeded();
  expect(await animations(card)).toBe(0);
  await page.clock.fastForward("51:00");
  await expect.poll(() => animations(card)).toBe(1);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => animations(card)).toBe(0);
  expect(await page.evaluate(countUnseenAnimations)).toBe(0);
  await card.scrollIntoViewIfNeeded();
  await expect.poll(() => animations(card)).toBe(1);
  await context.close();
});

/** The animation of a card in each tenth of its last seconds. */
async function statesToTheEnd(page: Page, card: Locator): Promise<string[]> {
  const end = await card.locator("footer time").getAttribute("datetime");
  // From here on, the page's time does not pass by itself.
  await page.clock.pauseAt(Date.parse(end ?? "") - 2_000);
  const states: string[] = [];
  while (states.length < 60 && states.at(-1) !== "gone") {
    await page.clock.runFor(100);
    const [name = "gone"] = await card.evaluateAll((cards) =>
      cards.map((each) => getComputedStyle(each).animationName),
    );
    states.push(name);
  }
  return states;
}

function animations(card: Locator): Promise<number> {
  return card.evaluate((element) => element.getAnimations({ subtree: true }).length);
}

/** Runs in the page. */
function countUnseenAnimations(): number {
  return document.getAnimations().filter(({ effect }) => {
    const target = effect instanceof KeyframeEffect ? effect.target : null;
    const { top = 0, bottom = 0 } = target?.getBoundingClientRect() ?? {};
    return bottom < 0 || top > innerHeight;
  }).length;
}
