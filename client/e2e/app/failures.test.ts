import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { newAccount } from "../../../server/test/support/app/builders.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { composeField, signIn } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

/** Answers the operation in the API's place. */
async function answer(
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

test("a slow answer shows in the button, which sends nothing twice", async ({ page, context }) => {
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
  await page.getByRole("alert").filter({ hasText: "do not belong together" }).waitFor();
  expect(sent).toBe(1);
});

test("too many attempts are told with the time to wait", async ({ page }) => {
  const person = newAccount();
  for (let attempt = 1; attempt <= 5; attempt++) {
    await signIn(page, person);
    await page.getByRole("alert").filter({ hasText: "do not belong together" }).waitFor();
  }
  await signIn(page, person);
  await page
    .getByRole("alert")
    .filter({ hasText: /Too many attempts. Try again in \d+ / })
    .waitFor();
});

test.describe("what the API can answer besides", () => {
  // Chromium reports each failed request by itself, and React what an error boundary has caught.
  test.override({ expectedComplaints: [/Failed to load resource/u, /TypeError/u] });

  const told: [code: string, status: number, extensions: object, words: RegExp][] = [
    ["INTERNAL_SERVER_ERROR", 500, { requestId: "req-4711" }, /our side.*req-4711/u],
    ["AUTH_UNAVAILABLE", 503, {}, /cannot be checked just now/u],
    ["SERVICE_UNAVAILABLE", 503, {}, /busy just now/u],
    ["FORBIDDEN", 403, {}, /not allowed to do this/u],
    ["BAD_USER_INPUT", 400, {}, /does not know/u],
    ["UNAUTHENTICATED", 401, { reason: "TOKEN_INVALID" }, /had to be checked/u],
  ];

  test("each error has its words in the form, and what was typed stays", async ({ page, context }) => {
    for (const [code, status, extensions, words] of told) {
      await answer(context, "SignIn", status, errorOf(code, extensions));
      await trySignIn(page);
      await page.getByRole("alert").filter({ hasText: words }).waitFor();
      expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
      await context.unroute("**/graphql");
    }
  });

  test("a server that goes down and comes back costs nothing that was typed", async ({
    app,
    page,
    context,
  }) => {
    await openAsNewMember(page, app, "/settings");
    await page.getByLabel("About you").fill("Still here.");
    await context.route("**/graphql", (route) => route.abort());
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "could not be reached" }).waitFor();
    await context.unroute("**/graphql");
    expect(await page.getByLabel("About you").inputValue()).toBe("Still here.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
  });

  test("settings that do not come can be asked for again", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await answer(context, "Account", 500, errorOf("INTERNAL_SERVER_ERROR", { requestId: "req-4712" }));
    await page.goto("/settings/sessions");
    await page.getByRole("alert").filter({ hasText: "req-4712" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This device").waitFor();
  });

  test("a page that comes apart leaves a way back", async ({ app, page, context }) => {
    await signInNewMember(context, app);
    await answer(context, "Account", 200, { data: { viewer: { id: "broken" } } });
    await page.goto("/settings/sessions");
    await page.getByRole("heading", { name: "Something broke on this page" }).waitFor();
    await page.getByRole("alert").filter({ hasText: "req-4713" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("link", { name: "Go to the feed" }).click();
    await composeField(page).waitFor();
  });

  test("being offline is said while it lasts", async ({ page, context }) => {
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await context.setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await context.setOffline(false);
    await page.getByText("You are offline.").waitFor({ state: "detached" });
  });
});
