import { expect } from "vitest";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import { test } from "../support/fixtures.ts";
import { composeField, confirm, posts, signIn, signUp } from "../support/page-actions.ts";

test("sign-up leads to the confirm page, then to the feed, and a post is at its top", async ({
  app,
  page,
}) => {
  const person = newAccount();
  await signUp(page, person);
  await confirm(page, app, person);
  await posts(page).first().waitFor();

  await composeField(page).fill("Say it, and let it go.");
  await page.getByLabel("Lasts").selectOption("1 hour");
  await page.getByRole("button", { name: "Post" }).click();

  const top = posts(page).first();
  await top.getByText("Say it, and let it go.").waitFor();
  expect(await top.textContent()).toContain(`@${person.handle}`);
  expect(await composeField(page).inputValue()).toBe("");
  await page.reload();
  await posts(page).first().getByText("Say it, and let it go.").waitFor();
});

test("the e-mail is kept on the confirm page, also after a reload", async ({ page }) => {
  const person = newAccount();
  await signUp(page, person);
  await page.reload();
  await page.getByText(person.email, { exact: true }).waitFor();
});

test("a wrong code is reported at its field, which gets the focus", async ({ app, page }) => {
  const person = newAccount();
  await signUp(page, person);
  const right = await newestCode(app, person.email);
  const code = page.getByLabel("Code", { exact: true });
  await code.fill(right === "000000" ? "111111" : "000000");

  const alert = page.getByRole("alert").filter({ hasText: "code" });
  await alert.waitFor();
  expect(await code.getAttribute("aria-invalid")).toBe("true");
  expect(await code.getAttribute("aria-describedby")).toContain(await alert.getAttribute("id"));
  expect(await code.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("missing values are reported at each field before anything is sent", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => page.locator("[aria-invalid=true]").count()).toBe(4);
  expect(await page.locator(":focus").getAttribute("name")).toBe("name");
});

test("a name of which nothing can be seen is missing", async ({ page }) => {
  await page.goto("/sign-up");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("\u2800\u3164\u0301");
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => page.locator("[aria-invalid=true]").count()).toBe(4);
  await name.fill("👩‍🚀");
  await expect.poll(() => page.locator("[aria-invalid=true]").count()).toBe(3);
});

test("a taken handle is reported at its field", async ({ page }) => {
  await page.goto("/sign-up");
  const person = { ...newAccount(), handle: "worf" };
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Handle").fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("alert").filter({ hasText: "handle" }).waitFor();
  expect(await page.getByLabel("Handle").getAttribute("aria-invalid")).toBe("true");
});

test("an unconfirmed sign-in leads to the confirm page, and sends a code", async ({ app, page }) => {
  const person = newAccount();
  await signUp(page, person);
  await signIn(page, person);
  await page.getByRole("heading", { name: "Confirm your account" }).waitFor();
  await page.getByText(person.email, { exact: true }).waitFor();
  await confirm(page, app, person);
});

test("the way to join is on the first screen of the home page and of its form", async ({ page }) => {
  for (const [width, height] of [
    [1280, 860],
    [768, 860],
    [390, 860],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const [path, role] of [
      ["/", "link"],
      ["/sign-up", "button"],
    ] as const) {
      await page.goto(path);
      const join = page.getByRole("main").getByRole(role, { name: "Join" }).first();
      await join.waitFor();
      const bottom = (await join.boundingBox().then((box) => box && box.y + box.height)) ?? Infinity;
      expect(bottom, `${path} at ${width} px`).toBeLessThanOrEqual(height);
    }
  }
});
