import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { posts } from "../support/page-actions.ts";

const HOUR_MS = 3_600_000;

test("a device clock that is hours ahead hides no post, and remaining lifetimes are right", async ({
  app,
  page,
}) => {
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "An hour, ahead.", { expiresIn: "ONE_HOUR" });
  await page.clock.install({ time: Date.now() + 3 * HOUR_MS });
  await page.goto("/");
  const card = posts(page).filter({ hasText: "An hour, ahead." });
  await card.waitFor();
  await card.getByText("1 hr left").or(card.getByText("60 mins left")).waitFor();
});

test("a device clock that is behind shows no expired post", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  await post(browser.sdk, "Longer.");
  await post(browser.sdk, "An hour, behind.", { expiresIn: "ONE_HOUR" });
  await page.clock.install({ time: Date.now() - 3 * HOUR_MS });
  await page.goto("/");
  await page.getByText("An hour, behind.").waitFor();
  await page.clock.fastForward("01:00:02");
  await expect.poll(() => page.getByText("An hour, behind.").count()).toBe(0);
  expect(await page.getByText("Longer.").count()).toBe(1);
});
