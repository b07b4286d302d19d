import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { composeField, joinLink, posts, scrollToEnd } from "../support/page-actions.ts";

test("a guest reads the public feed and is invited to join", async ({ page }) => {
  await page.goto("/");
  await joinLink(page).waitFor();
  await posts(page).first().waitFor();
  expect(await page.title()).toContain("Cruddur");
  const time = posts(page).first().locator("time").first();
  expect(await time.getAttribute("title")).toMatch(/\d{4}/u);
  expect(Date.parse((await time.getAttribute("datetime")) ?? "")).not.toBeNaN();
});

test("a guest sees no post for members anywhere", async ({ app, page }) => {
  const { browser, handle } = await signUpPerson(app);
  const secret = await post(browser.sdk, "Between us.", { audience: "MEMBERS" });
  await post(browser.sdk, "For everybody.");
  for (const path of ["/", `/users/${handle}`]) {
    await page.goto(path);
    await page.getByText("For everybody.").waitFor();
    expect(await page.getByText("Between us.").count()).toBe(0);
  }
  await page.goto(`/posts/${secret.id}`);
  await page.getByRole("heading", { name: "Gone, or for members only" }).waitFor();
  expect(await page.getByText("Between us.").count()).toBe(0);
});

test("no page has horizontal overflow on a narrow screen", async ({ app, page, context }) => {
  const { browser, handle } = await signInNewMember(context, app, { name: "W".repeat(100) });
  const { id } = await post(browser.sdk, "w".repeat(280));
  const paths = ["/", `/posts/${id}`, `/users/${handle}`];
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of [...paths, "/sign-up"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (path !== "/sign-up") await page.getByText("w".repeat(280)).waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

test("older posts load near the end, each once, and a traversal restores the scroll position", async ({
  app,
  page,
  context,
}) => {
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 45; number++) await post(browser.sdk, `Post number ${number}.`);
  await page.goto("/");
  const mine = page.getByText(/^Post number \d+\.$/u);
  await mine.first().waitFor();
  expect(await mine.count()).toBe(20);
  // The end moves as posts load.
  const countAtTheEnd = async (): Promise<number> => {
    await scrollToEnd(page);
    return await mine.count();
  };
  await expect.poll(countAtTheEnd).toBe(45);
  expect(new Set(await mine.allTextContents()).size).toBe(45);

  const seen = page.getByRole("article").filter({ hasText: "Post number 8." });
  await seen.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(1000);
  await seen.getByRole("link", { name: /repl/u }).click();
  await page.getByLabel("Your reply").waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await composeField(page).waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  expect(await mine.count()).toBe(45);

  await page.goForward();
  await page.getByRole("link", { name: "Back" }).waitFor();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});

test("the end is noticed when the browser reports leaving and entering in one call", async ({
  app,
  page,
  context,
}) => {
  // A busy browser may report two frames in one call.
  await context.addInitScript(() => {
    const Observer = IntersectionObserver;
    Object.assign(globalThis, {
      IntersectionObserver: class extends Observer {
        constructor(callback: IntersectionObserverCallback, options: IntersectionObserverInit) {
          const away = { isIntersecting: false };
          super((entries, observer) => {
            callback([away as IntersectionObserverEntry, ...entries], observer);
          }, options);
        }
      },
    });
  });
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 22; number++) await post(browser.sdk, `Note ${number}.`);
  await page.goto("/");
  await posts(page).first().waitFor();
  await scrollToEnd(page);
  await page.getByText("Note 2.", { exact: true }).waitFor({ timeout: 10_000 });
});

test("the button loads the next page, and the focus moves to its first post", async ({
  app,
  page,
  context,
}) => {
  await context.addInitScript(() => {
    Object.assign(globalThis, {
      IntersectionObserver: class {
        observe() {}
        disconnect() {}
      },
    });
  });
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 22; number++) await post(browser.sdk, `Note ${number}.`);
  await page.goto("/");
  await page.getByRole("button", { name: "Load more" }).focus();
  // As if another page had pushed the button out of view.
  await page.evaluate(() => scrollTo({ top: 0 }));
  await page.keyboard.press("Enter");
  await page.getByText("Note 2.", { exact: true }).waitFor();
  const focused = page.locator("article:focus");
  await expect.poll(() => focused.textContent()).toContain("Note 2.");
  await expect.poll(() => focused.evaluate(isInView)).toBe(true);
});

test("an expired post disappears while the page is open", async ({ app, page, context }) => {
  const { browser } = await signInNewMember(context, app);
  await post(browser.sdk, "Longer.");
  await post(browser.sdk, "One hour.", { expiresIn: "ONE_HOUR" });
  await page.clock.install();
  await page.goto("/");
  await page.getByText("One hour.").waitFor();
  await page.clock.fastForward("01:00:01");
  await expect.poll(() => page.getByText("One hour.").count()).toBe(0);
  expect(await page.getByText("Longer.").count()).toBe(1);
});

test("the pages are in French for a French browser", async ({ app, chromium }) => {
  const context = await chromium.newContext({ baseURL: app.url, locale: "fr-CA" });
  const { browser, handle } = await signInNewMember(context, app);
  const { id } = await post(browser.sdk, "Bonjour.");
  const page = await context.newPage();
  await page.goto("/");
  await page.getByLabel("Nouveau message").waitFor();
  await page.goto(`/posts/${id}`);
  await page.getByLabel("Votre réponse").waitFor();
  await page.goto(`/users/${handle}`);
  await page.getByRole("heading", { name: "Messages" }).waitFor();
  await context.close();
});

test("an unknown path shows a message and a link to the feed", async ({ page }) => {
  await page.goto("/nowhere");
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await posts(page).first().waitFor();
});

/** Runs in the page. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
