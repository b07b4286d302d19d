import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { compose, confirm, invitation, newPerson, posts, signIn, signOut, signUp } from "./person.ts";

test("a reload stays signed in, and no token or address is in reach of scripts", async ({
  app,
  page,
  context,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await confirm(page, app, person);
  await page.reload();
  await compose(page).waitFor();

  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  expect(stored).toEqual([0, 0, ""]);
  const cookies = await context.cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Strict" });
});

test("sign-out makes a guest of every tab, and a sign-in a member", async ({ app, page, context }) => {
  const person = newPerson();
  await signUp(page, person);
  await confirm(page, app, person);
  const second = await context.newPage();
  await second.goto("/");
  await compose(second).waitFor();

  await signOut(page);
  await invitation(second).waitFor();
  await second.reload();
  await invitation(second).waitFor();

  await signIn(page, person);
  await compose(page).waitFor();
  await compose(second).waitFor();
});

test("guests do not see what is for members", async ({ app, page }) => {
  const person = newPerson();
  await signUp(page, person);
  await confirm(page, app, person);
  await compose(page).fill("Between us.");
  await page.getByLabel("For").selectOption("Members only");
  await page.getByRole("button", { name: "Post" }).click();
  await posts(page).first().getByText("Between us.").waitFor();
  await posts(page).first().getByText("Members").waitFor();

  await signOut(page);
  await posts(page).first().waitFor();
  expect(await page.getByText("Between us.").count()).toBe(0);
});

test("wrong credentials are told, and the e-mail is kept for the other pages", async ({ page }) => {
  const person = newPerson();
  await signIn(page, person);
  await page.getByRole("alert").filter({ hasText: "do not belong together" }).waitFor();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Recover your password" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(person.email);
});

test("a password is shown to whoever wants to see it", async ({ page }) => {
  await page.goto("/sign-in");
  const password = page.getByLabel("Password", { exact: true });
  const show = page.getByRole("button", { name: "Show password" });
  expect(await password.getAttribute("type")).toBe("password");
  await show.click();
  expect(await password.getAttribute("type")).toBe("text");
  expect(await show.getAttribute("aria-pressed")).toBe("true");
});

test("without a challenge in memory the new-password page goes back to sign-in with the e-mail", async ({
  page,
}) => {
  await page.goto("/new-password?email=ada%40example.com");
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe("ada@example.com");
});

test.describe("when the API says no", () => {
  // Chromium reports failed requests on the console by itself.
  test.override({ expectedComplaints: [/Failed to load resource/u] });

  test("an access token that has expired is renewed, and nobody notices", async ({ app, page }) => {
    const person = newPerson();
    await signUp(page, person);
    await confirm(page, app, person);
    app.advance({ minutes: 20 });

    await compose(page).fill("Still here.");
    await page.getByRole("button", { name: "Post" }).click();
    await posts(page).first().getByText("Still here.").waitFor();
  });

  test("an API out of reach at the start is not a sign-out", async ({ app, page, context }) => {
    const person = newPerson();
    await signUp(page, person);
    await confirm(page, app, person);

    await context.route("**/graphql", (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { name: "Cruddur cannot be reached" }).waitFor();
    await context.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again" }).click();
    await compose(page).waitFor();
  });
});
