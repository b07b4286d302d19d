import type { Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "../support/fixtures.ts";
import { signInByApi, signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, fillInSignIn, joinLink, signIn } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test.describe("with a session that ends while its page is open", () => {
  test("a session on another device is listed with its device, and can be ended", async ({
    app,
    page,
    context,
    otherPage,
  }) => {
    const person = await signInNewMember(context, app);
    await signIn(otherPage, person);
    await composeField(otherPage).waitFor();
    await page.goto("/settings/sessions");
    const items = sessions(page);
    await items.first().waitFor();
    expect(await items.first().textContent()).toContain("This device");
    expect(await items.first().textContent()).toMatch(/Chrome on \w+/u);
    expect(await items.first().locator("time").first().getAttribute("title")).toMatch(/\d{4}/u);
    expect(await items.first().getByRole("button").count()).toBe(0);
    // The SDK that created the account has another session.
    expect(await items.count()).toBe(3);

    await items.filter({ hasText: "Chrome on" }).getByRole("button").click();
    await page.getByText("The session has ended.").waitFor();
    await expect.poll(() => items.count()).toBe(2);
    await otherPage.reload();
    await joinLink(otherPage).waitFor();

    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign out all others" }).click();
    await page.getByText("All other sessions have ended.").waitFor();
    await expect.poll(() => items.count()).toBe(1);
    await page.getByText("You’re not signed in anywhere else.").waitFor();
  });
});

test("signing out everywhere ends the sessions of all devices and tabs", async ({
  app,
  page,
  context,
  otherPage,
}) => {
  const person = await signInNewMember(context, app);
  await signInByApi(otherPage.context(), app, person);
  const second = await context.newPage();
  await second.goto("/");
  await composeField(second).waitFor();
  await page.goto("/settings/sessions");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await joinLink(second).waitFor();
  await otherPage.goto("/");
  await joinLink(otherPage).waitFor();
});

function sessions(page: Page) {
  return page.getByRole("main").getByRole("listitem").filter({ hasText: "Last seen" });
}

test.describe("a person whose session was ended from another browser", () => {
  // Chromium logs the 401.
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("sees a message at the next click, and returns to the same page after sign-in", async ({
    app,
    page,
    otherPage,
  }) => {
    // The notifications would tell it before the click.
    await page.route("**/graphql", (route) =>
      requestedOperation(route.request())?.includes("Notification") ? route.abort() : route.fallback(),
    );
    const person = await openAsNewMember(page, app, "/settings");
    await page.getByLabel("About you").waitFor();
    await signInByApi(otherPage.context(), app, person);
    await otherPage.goto("/settings/sessions");
    await otherPage.getByLabel("Password", { exact: true }).fill(person.password);
    await otherPage.getByRole("button", { name: "Sign out all others" }).click();
    await otherPage.getByText("All other sessions have ended.").waitFor();

    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your session has ended.").waitFor();
    await fillInSignIn(page, person);
    await page.getByLabel("About you").waitFor();
  });
});
