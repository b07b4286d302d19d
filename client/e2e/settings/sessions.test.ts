import type { Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "../support/fixtures.ts";
import { signInByApi, signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, fillInSignIn, joinLink, signIn } from "../support/page-actions.ts";

test("a session on another device is listed in words, and ended from here", async ({
  app,
  page,
  context,
  elsewhere,
}) => {
  const person = await signInNewMember(context, app);
  await signIn(elsewhere, person);
  await composeField(elsewhere).waitFor();
  await page.goto("/settings/sessions");
  const items = sessions(page);
  await items.first().waitFor();
  expect(await items.first().textContent()).toContain("This device");
  expect(await items.first().textContent()).toMatch(/Chrome on \w+/u);
  expect(await items.first().locator("time").first().getAttribute("title")).toMatch(/\d{4}/u);
  expect(await items.first().getByRole("button").count()).toBe(0);
  // The account was made by the SDK, which has a session of its own.
  expect(await items.count()).toBe(3);

  await items.filter({ hasText: "Chrome on" }).getByRole("button").click();
  await page.getByText("The session has ended.").waitFor();
  await expect.poll(() => items.count()).toBe(2);
  await elsewhere.reload();
  await joinLink(elsewhere).waitFor();

  await page.getByRole("button", { name: "Sign out all others" }).click();
  await page.getByText("All other sessions have ended.").waitFor();
  await expect.poll(() => items.count()).toBe(1);
  await page.getByText("You are signed in nowhere else.").waitFor();
});

test("signing out everywhere makes guests of all devices and tabs", async ({
  app,
  page,
  context,
  elsewhere,
}) => {
  const person = await signInNewMember(context, app);
  await signInByApi(elsewhere.context(), app, person);
  const second = await context.newPage();
  await second.goto("/");
  await composeField(second).waitFor();
  await page.goto("/settings/sessions");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await joinLink(second).waitFor();
  await elsewhere.goto("/");
  await joinLink(elsewhere).waitFor();
});

function sessions(page: Page) {
  return page.getByRole("main").getByRole("listitem").filter({ hasText: "Last seen" });
}

test.describe("whose session is ended from another browser", () => {
  // Chromium reports the 401 by itself.
  test.override({ expectedComplaints: [/Failed to load resource/u] });

  test("is told so at the next click, and comes back to the same page", async ({ app, page, elsewhere }) => {
    const person = await openAsNewMember(page, app, "/settings");
    await page.getByLabel("About you").waitFor();
    await signInByApi(elsewhere.context(), app, person);
    await elsewhere.goto("/settings/sessions");
    await elsewhere.getByRole("button", { name: "Sign out all others" }).click();
    await elsewhere.getByText("All other sessions have ended.").waitFor();

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your session has ended.").waitFor();
    await fillInSignIn(page, person);
    await page.getByLabel("About you").waitFor();
  });
});
