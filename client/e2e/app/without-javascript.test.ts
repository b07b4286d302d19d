import { expect } from "vitest";
import { test } from "../support/fixtures.ts";

test("without JavaScript public posts, threads and people are text and links", async ({ app, chromium }) => {
  const context = await chromium.newContext({ javaScriptEnabled: false, baseURL: app.url, locale: "fr" });
  try {
    const page = await context.newPage();
    await page.goto("/");
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    const first = page.locator("article").first();
    const message = await first.locator(".text").textContent();
    await first.locator('a[href^="/posts/"]').click();
    expect(await page.title()).toContain("Cruddur");
    expect(await page.locator("article .text").first().textContent()).toBe(message);
    await page.locator('a[href^="/users/"]').first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.locator("article").count()).toBeGreaterThan(0);
    const hidden = await page.goto("/posts/0193548a-7b2c-7000-8000-000000000000");
    expect(hidden?.status()).toBe(404);
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  } finally {
    await context.close();
  }
});
