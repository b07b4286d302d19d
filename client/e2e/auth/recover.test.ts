import { expect } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../../../server/test/support/app/builders.ts";
import { test } from "../support/fixtures.ts";
import { changeAccount, composeField, signIn, signOut, signUp } from "../support/page-actions.ts";

test("a forgotten password is reset with a code, which also signs in", async ({ app, page }) => {
  const person = await signUpPerson(app);

  await page.goto(`/recover?email=${encodeURIComponent(person.email)}`);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  const next = { ...person, password: "another horse battery" };
  await page.getByLabel("Code", { exact: true }).fill(await newestCode(app, person.email));
  await page.getByLabel("New password", { exact: true }).fill(next.password);
  await page.getByRole("button", { name: "Reset password" }).click();
  await composeField(page).waitFor();

  await signOut(page);
  await signIn(page, person);
  await page.getByRole("alert").filter({ hasText: "Incorrect account or password" }).waitFor();
  await signIn(page, next);
  await composeField(page).waitFor();
});

test("the second step survives a reload, and a wrong code is reported at its field", async ({
  app,
  page,
}) => {
  const person = await signUpPerson(app);

  await page.goto(`/recover?email=${encodeURIComponent(person.email)}`);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  const right = await newestCode(app, person.email);
  await page.reload();
  await page.getByText(person.email, { exact: true }).waitFor();
  await page.getByLabel("Code", { exact: true }).fill(right === "000000" ? "111111" : "000000");
  await page.getByLabel("New password", { exact: true }).fill("another horse battery");
  await page.getByRole("button", { name: "Reset password" }).click();
  await expect.poll(() => page.getByLabel("Code", { exact: true }).getAttribute("aria-invalid")).toBe("true");
});

test("another code can only be requested after a cooldown", async ({ page }) => {
  const person = newAccount();
  await signUp(page, person);
  const resend = page.getByRole("button", { name: /Send a new code in \d+ s/u });
  await resend.waitFor();
  expect(await resend.getAttribute("aria-disabled")).toBe("true");
  await changeAccount(page, "somebody-else@example.com");
  await page.getByRole("button", { name: "Send a new code", exact: true }).waitFor();
  await page.getByText("Enter the code we sent you.").waitFor();
});

test("a response that arrives after the page was left does not navigate", async ({ page, context }) => {
  const person = newAccount();
  await page.goto(`/recover?email=${encodeURIComponent(person.email)}`);
  const send = page.getByRole("button", { name: "Send code" });
  await send.waitFor();
  const held: (() => void)[] = [];
  await context.route("**/graphql", (route) => {
    held.push(() => void route.continue());
  });
  await send.click();
  await expect.poll(() => held.length).toBe(1);
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const answered = page.waitForResponse("**/graphql");
  for (const release of held) release();
  await (await answered).finished();
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await page.getByRole("heading", { name: "Reset your password" }).waitFor();
});
