import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { compose, confirm, invitation, newPerson, posts, signUp } from "./person.ts";

test("a guest reads the public feed and is invited to join", async ({ page }) => {
  await invitation(page).waitFor();
  await posts(page).first().waitFor();
  expect(await page.title()).toContain("Cruddur");
  const time = posts(page).first().locator("time").first();
  expect(await time.getAttribute("title")).toMatch(/\d{4}/u);
  expect(Date.parse((await time.getAttribute("datetime")) ?? "")).not.toBeNaN();
});

test("nothing runs over the edge of a narrow screen", async ({ page }) => {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["/", "/sign-up"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

test("a message is counted in code points, and one that is too long is not sent", async ({ app, page }) => {
  const person = newPerson();
  await signUp(page, person);
  await confirm(page, app, person);
  await compose(page).fill("🎉".repeat(280));
  await page.getByText("0 characters left").waitFor();
  await compose(page).fill("🎉".repeat(281));
  await page.getByText("-1 characters left").waitFor();
  await page.getByRole("button", { name: "Post" }).click();
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
  await compose(page).fill("🎉".repeat(280));
  await page.getByRole("button", { name: "Post" }).click();
  await posts(page).first().getByText("🎉").waitFor();
});

test("older posts come when the end is near, each once", async ({ app, page }) => {
  const person = newPerson();
  await signUp(page, person);
  await confirm(page, app, person);
  for (let number = 1; number <= 25; number++) {
    await compose(page).fill(`Post number ${number}.`);
    await page.getByRole("button", { name: "Post" }).click();
    await posts(page).first().getByText(`Post number ${number}.`).waitFor();
  }
  await page.reload();
  await posts(page).first().waitFor();
  const mine = page.getByText(/^Post number \d+\.$/u);
  expect(await mine.count()).toBe(20);
  await page.keyboard.press("End");
  await expect.poll(() => mine.count()).toBe(25);
});

test("an address without a page says so and leads to the feed", async ({ page }) => {
  await page.goto("/nowhere");
  await page.getByRole("heading", { name: "Nothing at this address" }).waitFor();
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await posts(page).first().waitFor();
});
