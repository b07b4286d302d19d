import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember } from "../support/members.ts";
import { composeField, posts } from "../support/page-actions.ts";

test("a handle is completed by keyboard alone, from loaded posts and from the API", async ({ app, page }) => {
  await signUpPerson(app, { name: "Unseen", handle: "zz_unseen" });
  const seen = await signUpPerson(app, { name: "Seen", handle: "zz_seen" });
  await post(seen.browser.sdk, "Here I am.");
  await openAsNewMember(page, app);
  await posts(page).filter({ hasText: "Here I am." }).waitFor();
  await composeField(page).focus();
  await page.keyboard.type("Ask @zz");
  await option(page, "Unseen").waitFor();
  await option(page, "Seen").first().waitFor();
  const active = () => composeField(page).getAttribute("aria-activedescendant");
  const first = await active();
  await page.keyboard.press("ArrowDown");
  await expect.poll(active).not.toBe(first);
  expect(await page.locator('[role="option"][aria-selected="true"]').getAttribute("id")).toBe(await active());
  await expectAccessible(page);

  await page.keyboard.type("_u");
  await expect.poll(() => options(page).count()).toBe(1);
  await page.keyboard.press("Enter");
  await expect.poll(() => composeField(page).inputValue()).toBe("Ask @zz_unseen ");
  await page.keyboard.type("now @zz_s");
  await option(page, "Seen").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => options(page).count()).toBe(0);
  await page.keyboard.type("e");
  expect(await options(page).count()).toBe(0);
  expect(await composeField(page).inputValue()).toBe("Ask @zz_unseen now @zz_se");
});

test("a handle is completed by a click, where the caret is", async ({ app, page }) => {
  const seen = await signUpPerson(app, { name: "Clicked", handle: "yy_clicked" });
  await post(seen.browser.sdk, "Click me.");
  await openAsNewMember(page, app);
  await posts(page).filter({ hasText: "Click me." }).waitFor();
  await composeField(page).fill(" is right");
  await page.keyboard.press("Home");
  await page.keyboard.type("@yy");
  await option(page, "Clicked").click();
  await expect.poll(() => composeField(page).inputValue()).toBe("@yy_clicked is right");
  await page.keyboard.type("really ");
  expect(await composeField(page).inputValue()).toBe("@yy_clicked really is right");
});

function options(page: Page) {
  return page.getByRole("listbox", { name: "People to mention" }).getByRole("option");
}

function option(page: Page, name: string) {
  return options(page).filter({ hasText: name });
}
