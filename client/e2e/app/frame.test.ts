import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember, signInNewMember } from "../support/members.ts";
import { openMenu, posts, scrollToEnd } from "../support/page-actions.ts";

const widths = [390, 768, 1180, 1280, 1920];

test("the column has one place on every page", async ({ app, page, context }) => {
  const { handle, browser } = await signInNewMember(context, app);
  const { id } = await post(browser.sdk, "Here.");
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const places = new Set<string>();
    for (const path of ["/", `/users/${handle}`, `/posts/${id}`, "/settings", "/notifications", "/nowhere"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
      places.add(
        await page.getByRole("main").evaluate((main) => {
          const { left, width: own } = main.getBoundingClientRect();
          return `${left} ${own}`;
        }),
      );
    }
    expect([...places], `at ${width} px`).toHaveLength(1);
  }
});

test("the navigation marks the open page, and its links lead to the others", async ({ app, page }) => {
  const { handle } = await openAsNewMember(page, app);
  const navigation = page.getByRole("navigation", { name: "Main" });
  const current = navigation.locator("[aria-current=page]");
  for (const [link, path] of [
    ["Profile", `/users/${handle}`],
    ["Settings", "/settings"],
    ["Home", "/"],
  ] as const) {
    await navigation.getByRole("link", { name: link }).click();
    await expect.poll(() => current.textContent()).toBe(link);
    expect(new URL(page.url()).pathname).toBe(path);
  }
});

test("a guest's pages that end in a sign-in have nothing beside their form", async ({ page }) => {
  for (const path of ["/sign-in", "/sign-up", "/recover"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByRole("navigation", { name: "Main" }).count()).toBe(0);
  }
});

test("the logo and the link to the open page lead to its top, and show what is new", async ({
  app,
  page,
  context,
}) => {
  const { browser } = await signInNewMember(context, app);
  for (let number = 1; number <= 20; number++) await post(browser.sdk, `Post number ${number}.`);
  await page.goto("/");
  await posts(page).first().waitFor();
  for (const link of [
    page.getByRole("link", { name: "Cruddur, home" }),
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }),
  ]) {
    const entries = await page.evaluate(() => history.length);
    await scrollToEnd(page);
    const other = await signUpPerson(app);
    await post(other.browser.sdk, `News by ${other.handle}.`);
    await page.getByRole("button", { name: /new post/u }).waitFor();
    await link.click();
    await posts(page).first().getByText(`News by ${other.handle}.`).waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    expect(await page.evaluate(() => history.length)).toBe(entries);
  }
});

test("a post is written on any page, and by keyboard alone", async ({ app, page }) => {
  await openAsNewMember(page, app, "/settings");
  const compose = page.getByRole("button", { name: "Compose" });
  await compose.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New post").fill("From the settings.");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await compose.evaluate((button) => button === document.activeElement)).toBe(true);

  await compose.press("Enter");
  expect(await dialog.getByLabel("New post").inputValue()).toBe("From the settings.");
  await dialog.getByLabel("New post").press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Cruddur, home" }).click();
  await posts(page).first().getByText("From the settings.").waitFor();
});

test("the third column has what ends soon, what is discussed, and who writes; it can be hidden and brought back", async ({
  app,
  page,
}) => {
  const { browser, name } = await signUpPerson(app, { name: "Kathryn Janeway" });
  const { id } = await post(browser.sdk, "There is coffee in that nebula.", { expiresIn: "ONE_HOUR" });
  for (let number = 1; number <= 3; number++) await reply(browser.sdk, id, `Cup ${number}.`);
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.goto("/");
  const column = page.getByRole("complementary");
  for (const section of ["Burning out soon", "Most replied"]) {
    const link = column.locator("section").filter({ hasText: section }).getByRole("link");
    await link.filter({ hasText: "There is coffee" }).waitFor();
  }
  await column.getByRole("link", { name: `${name} @` }).waitFor();
  await expectAccessible(page);

  await column.getByRole("button", { name: "Hide this column" }).click();
  await column.waitFor({ state: "detached" });
  expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([["sideColumn", "hidden"]]);
  await page.reload();
  await posts(page).first().waitFor();
  expect(await column.count()).toBe(0);
  await openMenu(page);
  await page.getByRole("button", { name: "Show side column" }).click();
  await column.getByText("Burning out soon").waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);

  app.advance({ hours: 1 });
  await page.reload();
  await column.getByText("People").waitFor();
  expect(await column.getByText("There is coffee").count()).toBe(0);
});

test.describe("with large text", () => {
  for (const locale of ["en-GB", "fr-FR", "ar"]) {
    test.describe(locale, () => {
      test.override({ locale });

      test("the frame and the home page lose nothing", async ({ app, page, context }) => {
        const session = await context.newCDPSession(page);
        const expectNothingLost = async () => {
          for (const [width, standard] of [
            [360, 24],
            [390, 32],
          ] as const) {
            await page.setViewportSize({ width, height: 800 });
            await session.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
            await page.reload();
            await posts(page).first().waitFor();
            expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(
              `${standard}px`,
            );
            await openFirstMenu(page);
            expect(await page.evaluate(findLostText), `${width} px wide, ${standard} px text`).toEqual([]);
          }
        };
        await page.goto("/");
        await expectNothingLost();
        await signInNewMember(context, app, { name: "Annabella Augusta Ada Byron, Countess of Lovelace" });
        await expectNothingLost();
      });
    });
  }
});

/** Opens the menu of the frame, whatever the language. */
async function openFirstMenu(page: Page): Promise<void> {
  await page.locator("header button[popovertarget]").first().click();
}

/**
 * Runs in the page. Text that is cut, out of the window, or under something else; and
 * everything that makes the page scroll sideways.
 */
function findLostText(): string[] {
  const lost: string[] = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) lost.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  const elements = document.querySelectorAll<HTMLElement>(
    "header :is(a, button, label, p, span, bdi, legend), main :is(h1, p, a, span, button, label, select, textarea)",
  );
  for (const element of elements) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { left, right, width } = element.getBoundingClientRect();
    const { clipPath, overflowX } = getComputedStyle(element);
    // Text for screen readers alone.
    if (width <= 1 || clipPath !== "none") continue;
    const text = element.textContent?.trim() ?? "";
    if (left < -1 || right > clientWidth + 1) lost.push(`out of the window: ${text}`);
    if (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) lost.push(`cut: ${text}`);
  }
  return lost;
}
