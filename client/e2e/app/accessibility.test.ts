import type { Page } from "playwright-core";
import { expect } from "vitest";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, openMenu } from "../support/page-actions.ts";

const guestPages = ["/", "/sign-in", "/sign-up", "/confirm", "/recover", "/recover?step=code", "/nowhere"];

test("axe finds no serious violation on a guest's pages, in both themes", async ({ page }) => {
  for (const path of guestPages) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
  }
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("alert").first().waitFor();
  await openMenu(page);
  await expectAccessible(page);
});

test("axe finds no serious violation in the settings and in the step-up dialog", async ({
  app,
  page,
  context,
}) => {
  await signInNewMember(context, app);
  for (const path of ["", "/email", "/password", "/sessions", "/delete", "/authenticator"]) {
    await page.goto(`/settings${path}`);
    await page.getByRole("heading", { level: 2 }).waitFor();
    await page.getByText("Loading…").waitFor({ state: "detached" });
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Code").waitFor();
  await expectAccessible(page);
  app.advance({ minutes: 6 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page);
});

test("sign-up works from the home page to the feed by keyboard alone", async ({ app, page }) => {
  const person = newAccount();
  await page.goto("/");
  await page.getByRole("link", { name: "Join" }).first().waitFor();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to content");
  await tabTo(page, "Join");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Join Cruddur" }).waitFor();
  await expect.poll(() => page.locator(":focus").getAttribute("name")).toBe("name");
  for (const text of [person.name, person.handle, person.email, person.password]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  expect(await page.getByLabel("Password", { exact: true }).getAttribute("type")).toBe("text");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
  await expect.poll(() => page.locator(":focus").getAttribute("name")).toBe("code");
  await page.keyboard.type(await newestCode(app, person.email));
  await page.keyboard.press("Enter");
  await composeField(page).waitFor();
});

test("a new page gets the focus, and its title is announced", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("link", { name: "Cruddur, home" }).click();
  await page
    .locator("[aria-live]")
    .getByText("Cruddur: posts that do not last")
    .waitFor({ state: "attached" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
});

test("the menu opens and closes by keyboard, and returns the focus", async ({ page }) => {
  await page.goto("/sign-in");
  const menu = page.getByRole("button", { name: "Menu" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Appearance" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "Appearance" }).waitFor({ state: "hidden" });
  await expect.poll(() => focused(page)).toBe("Menu");
});

test("the menu closes when the focus leaves it, so that it never covers the focused element", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("heading", { level: 1 }).waitFor();
  const choices = page.getByRole("group", { name: "Appearance" });
  for (const [key, presses] of [
    ["Tab", 3],
    ["Shift+Tab", 1],
  ] as const) {
    await page.getByRole("button", { name: "Menu" }).press("Enter");
    await choices.waitFor();
    for (let press = 1; press < presses; press++) await page.keyboard.press(key);
    expect(await choices.isVisible()).toBe(true);
    await page.keyboard.press(key);
    await choices.waitFor({ state: "hidden" });
  }
});

test("a page that finishes loading while the menu is open leaves it open", async ({ page }) => {
  const release = await holdSignInPage(page);
  await page.goto("/sign-in");
  await openMenu(page);
  release();
  await page.getByLabel("E-mail").waitFor();
  expect(await page.getByRole("group", { name: "Appearance" }).isVisible()).toBe(true);
  expect(await focused(page)).toBe("Menu");
});

test("a page that finishes loading after the menu was closed leaves the focus on the menu button", async ({
  page,
}) => {
  const release = await holdSignInPage(page);
  await page.goto("/sign-in");
  await openMenu(page);
  await page.keyboard.press("Escape");
  release();
  await page.getByLabel("E-mail").waitFor();
  expect(await focused(page)).toBe("Menu");
});

test("touch targets are large enough", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/sign-in", "/sign-up", "/nowhere"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.evaluate(findSmallTargets)).toEqual([]);
  }
  const { browser } = await openAsNewMember(page, app);
  await post(browser.sdk, "Mine.");
  for (const path of ["/", "/settings", "/settings/sessions"]) {
    await page.goto(path);
    const content =
      path === "/" ? page.getByRole("button", { name: "More" }) : page.locator("section button");
    await content.first().waitFor();
    await openMenu(page);
    expect(await page.evaluate(findSmallTargets)).toEqual([]);
  }
});

/** Runs in the page. Links within a line of text are exempt; the time of a post leads where the whole post does. */
function findSmallTargets(): string[] {
  const targets = document.querySelectorAll("button, a:not(p a), label:has(input, select)");
  return [...targets]
    .filter((target) => target.checkVisibility())
    .map((target) => ({ target, box: target.getBoundingClientRect() }))
    .filter(({ target, box }) => {
      const least = target.querySelector("time") === null ? 44 : 24;
      return Math.round(box.width) < least || Math.round(box.height) < least;
    })
    .map(({ target, box }) => `${target.textContent}: ${box.width} × ${box.height}`);
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Ten tabs do not lead to ${name}`);
}

/** Delays the code of the sign-in page; returns a function that releases it. */
async function holdSignInPage(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/SignInPage/u, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });
}
