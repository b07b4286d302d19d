import { expect } from "vitest";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { composeField, joinLink, posts } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("in a pool of usernames people sign up and sign in by a username", async ({ app, page, webClient }) => {
  const { url } = await startOnOtherPool(app, webClient, {
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
  });
  const person = newAccount();
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  const handle = page.getByLabel("Handle");
  expect(await handle.getAttribute("autocomplete")).toBe("username");
  await handle.fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill("Ab1! a long pass phrase");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
  await page.getByText(person.handle, { exact: true }).waitFor();
  await page.getByLabel("Code", { exact: true }).fill(await newestCode(app, person.email));
  await composeField(page).waitFor();

  await page.context().clearCookies();
  await page.goto(`${url}/sign-in`);
  const username = page.getByLabel("Username");
  expect(await username.getAttribute("autocomplete")).toBe("username");
  expect(await username.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(() => username.getAttribute("aria-invalid")).toBe("true");
  await username.fill(person.handle);
  await page.getByLabel("Password", { exact: true }).fill("Ab1! a long pass phrase");
  await page.getByRole("button", { name: "Sign in" }).click();
  await composeField(page).waitFor();
});

test("a strict policy ticks its rules as the password is typed, and a missing attribute is reported at its field", async ({
  app,
  page,
  webClient,
}) => {
  const { url } = await startOnOtherPool(app, webClient, {
    UsernameAttributes: ["email"],
    Schema: [{ Name: "birthdate", Required: true }],
  });
  await page.goto(`${url}/sign-up`);
  const password = page.getByLabel("Password", { exact: true });
  await page.getByLabel("Date of birth").waitFor();
  const met = page.getByRole("listitem").filter({ hasText: ": met" });
  await password.fill("abcdefgh");
  await expect.poll(() => met.count()).toBe(3);
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => password.getAttribute("aria-invalid")).toBe("true");
  await password.fill("Abcdefg1");
  await expect.poll(() => met.count()).toBe(5);
  await password.fill("Abcdefg1!");
  await expect.poll(() => met.count()).toBe(6);
  await expect.poll(() => password.getAttribute("aria-invalid")).toBe("false");
  await expectAccessible(page);

  const person = newAccount();
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Handle").fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  const birthdate = page.getByLabel("Date of birth");
  await birthdate.fill("1815-12-10");
  await page.route("**/graphql", (route) =>
    requestedOperation(route.request()) === "SignUp"
      ? route.fulfill({ json: { data: { signUp: withoutAttribute("attributes.birthdate") } } })
      : route.fallback(),
  );
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => birthdate.getAttribute("aria-invalid")).toBe("true");
  expect(await birthdate.evaluate((element) => element === document.activeElement)).toBe(true);
});

/** The answer to a sign-up that lacks an attribute: the pool may require it only since the form was opened. */
function withoutAttribute(field: string) {
  const problem = { code: "MISSING_ATTRIBUTE", message: "for developers", passwordRule: null };
  return { __typename: "Rejected", problems: [{ ...problem, field, retryAfterSeconds: null }] };
}

test("a pool that sends no recovery codes offers none, and an optional attribute may stay empty", async ({
  app,
  page,
  webClient,
}) => {
  const { url } = await startOnOtherPool(
    app,
    webClient,
    {
      UsernameAttributes: ["email"],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
    },
    { environment: { COGNITO_SIGN_UP_ATTRIBUTES: "nickname" } },
  );
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Password", { exact: true }).waitFor();
  expect(await page.getByRole("link", { name: /Forgot/u }).count()).toBe(0);
  await page.goto(`${url}/recover`);
  await page.getByRole("heading", { name: "Reset your password" }).waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
  await expectAccessible(page);

  const person = newAccount();
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("Nickname (optional)").waitFor();
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Handle").fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill("Ab1! a long pass phrase");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
});

test("a closed pool offers no sign-up", async ({ app, page, webClient }) => {
  const { url } = await startOnOtherPool(app, webClient, {
    UsernameAttributes: ["email"],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  });
  await page.goto(url);
  await posts(page).first().waitFor();
  await expect.poll(() => joinLink(page).count()).toBe(0);
  await expect.poll(() => page.getByRole("link", { name: "Join" }).count()).toBe(0);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").waitFor();
  expect(await joinLink(page).count()).toBe(0);
  await page.goto(`${url}/sign-up`);
  await page.getByRole("heading", { name: "Sign-up is closed" }).waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
  await expectAccessible(page);
});

test.describe("where the API does not tell what the pool is like", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("the e-mail form is shown", async ({ app, page }) => {
    await page.route("**/graphql", async (route) =>
      route.request().postData()?.includes("AuthOptions") ? await route.abort() : await route.continue(),
    );
    await page.goto(`${app.url}/sign-in`);
    await page.getByLabel("E-mail").waitFor();
    expect(await joinLink(page).count()).toBe(1);
  });
});

test("members cause no request for the options on the home page", async ({ app, page, context }) => {
  await signInNewMember(context, app);
  const bodies: string[] = [];
  page.on("request", (request) => bodies.push(request.postData() ?? ""));
  await page.goto(app.url);
  await posts(page).first().waitFor();
  await composeField(page).waitFor();
  expect(bodies.filter((body) => body.includes("AuthOptions"))).toEqual([]);
});
