import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { newAccount } from "../../../server/test/support/app/builders.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, signIn } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

/** Fulfils requests for an operation in place of the API. */
async function fulfil(
  context: BrowserContext,
  operation: string,
  status: number,
  body: object,
): Promise<void> {
  await context.route("**/graphql", (route) => {
    return requestedOperation(route.request()) === operation
      ? route.fulfill({ status, json: body, headers: { "x-request-id": "req-4713" } })
      : route.fallback();
  });
}

function errorOf(code: string, more: object = {}) {
  return { errors: [{ message: "for developers", extensions: { code, ...more } }] };
}

async function trySignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("the button shows a slow request, and does not send it twice", async ({ page, context }) => {
  let sent = 0;
  const held: (() => void)[] = [];
  await context.route("**/graphql", (route) => {
    if (requestedOperation(route.request()) !== "SignIn") return route.fallback();
    sent++;
    return new Promise<void>((resolve) => held.push(() => resolve(route.fallback())));
  });
  await trySignIn(page);
  const button = page.getByRole("button", { name: "Sign in" });
  await expect.poll(() => button.getAttribute("aria-busy")).toBe("true");
  await button.click({ force: true });
  await page.getByLabel("E-mail").press("Enter");
  for (const release of held) release();
  await page.getByRole("alert").filter({ hasText: "Incorrect account or password" }).waitFor();
  expect(sent).toBe(1);
});

test("the message about too many attempts has the time to wait", async ({ page }) => {
  const person = newAccount();
  for (let attempt = 1; attempt <= 4; attempt++) {
    await signIn(page, person);
    await page.getByRole("alert").filter({ hasText: "Incorrect account or password" }).waitFor();
  }
  await signIn(page, person);
  await page
    .getByRole("alert")
    .filter({ hasText: /Too many attempts. Try again in \d+ / })
    .waitFor();
});

test.describe("with responses other than data", () => {
  // Chromium logs failed requests, and React logs errors that an error boundary has caught.
  test.override({ expectedConsoleErrors: [/Failed to load resource/u, /TypeError/u] });

  const cases: [code: string, status: number, extensions: object, message: RegExp][] = [
    ["INTERNAL_SERVER_ERROR", 500, { requestId: "req-4711" }, /our side.*req-4711/u],
    ["AUTH_UNAVAILABLE", 503, {}, /unavailable right now/u],
    ["SERVICE_UNAVAILABLE", 503, {}, /busy right now/u],
    ["FORBIDDEN", 403, {}, /have permission/u],
    ["BAD_USER_INPUT", 400, {}, /out of date/u],
    ["UNAUTHENTICATED", 401, { reason: "TOKEN_INVALID" }, /had to check/u],
  ];

  test("each error has its own message in the form, and the input stays", async ({ page, context }) => {
    for (const [code, status, extensions, message] of cases) {
      await fulfil(context, "SignIn", status, errorOf(code, extensions));
      await trySignIn(page);
      await page.getByRole("alert").filter({ hasText: message }).waitFor();
      expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
      await context.unroute("**/graphql");
    }
  });

  test("input survives a server that goes down and comes back", async ({ app, page, context }) => {
    await openAsNewMember(page, app, "/settings");
    await page.getByLabel("About you").fill("Still here.");
    await context.route("**/graphql", (route) => route.abort());
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "Couldn’t reach Cruddur" }).waitFor();
    await context.unroute("**/graphql");
    expect(await page.getByLabel("About you").inputValue()).toBe("Still here.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
  });

  test("settings that could not be loaded can be retried", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await fulfil(context, "Account", 500, errorOf("INTERNAL_SERVER_ERROR", { requestId: "req-4712" }));
    await page.goto("/settings/sessions");
    await page.getByRole("alert").filter({ hasText: "req-4712" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This device").waitFor();
  });

  test("a page that throws offers a link to the feed", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await fulfil(context, "Account", 200, { data: { viewer: { id: "broken" } } });
    await page.goto("/settings/sessions");
    await page.getByRole("heading", { name: "Something went wrong on this page" }).waitFor();
    await page.getByRole("alert").filter({ hasText: "req-4713" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("link", { name: "Go to the feed" }).click();
    await composeField(page).waitFor();
  });

  test("a banner is shown while the device is offline", async ({ page, context }) => {
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await context.setOffline(true);
    await page.getByText("You’re offline.").waitFor();
    await context.setOffline(false);
    await page.getByText("You’re offline.").waitFor({ state: "detached" });
  });
});
