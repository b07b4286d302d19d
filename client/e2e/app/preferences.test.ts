import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { openMenu } from "../support/page-actions.ts";

test("a language that is chosen in the menu applies to every tab and after a reload, and input stays", async ({
  page,
  context,
}) => {
  const second = await context.newPage();
  await second.goto("/sign-up");
  await second.getByLabel("Name", { exact: true }).fill("Ada");

  await page.goto("/sign-in");
  await openMenu(page);
  await page.getByRole("radio", { name: "Français" }).check();
  await page.getByRole("heading", { name: "Se connecter" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("fr");
  await second.getByRole("heading", { name: "Rejoindre Cruddur" }).waitFor();
  expect(await second.getByLabel("Nom", { exact: true }).inputValue()).toBe("Ada");
  await page.reload();
  await page.getByRole("heading", { name: "Se connecter" }).waitFor();
  expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([["language", "fr"]]);
});

test("a dark theme on a light system applies to every tab and after a reload", async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const second = await context.newPage();
  await second.emulateMedia({ colorScheme: "light" });
  await second.goto("/sign-in");
  await page.goto("/sign-in");
  const light = await groundOf(page);
  await openMenu(page);
  await page.getByRole("radio", { name: "Dark" }).check();
  const dark = await groundOf(page);
  expect(dark).not.toBe(light);
  await expect.poll(() => groundOf(second)).toBe(dark);
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await groundOf(page)).toBe(dark);
  await openMenu(page);
  await page.getByRole("radio", { name: "System" }).check();
  expect(await groundOf(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await groundOf(page)).toBe(dark);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test.describe("a French browser", () => {
  test.override({ locale: "fr-CA" });

  test("has no horizontal overflow on a narrow screen", async ({ app, page, context }) => {
    for (const path of ["/sign-up", "/confirm", "/recover?step=code"]) await expectFit(page, path);
    await signInNewMember(context, app);
    for (const path of ["/email", "/password", "/authenticator", "/sessions", "/delete", ""]) {
      await expectFit(page, `/settings${path}`);
    }
  });

  test("gets every page in French, including errors and problems", async ({ app, page, context }) => {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Rejoindre" }).first().waitFor();
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByText("Saisissez votre adresse e-mail.").waitFor();
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByLabel("Mot de passe", { exact: true }).fill("not my password at all");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByText("mot de passe incorrect").waitFor();
    await expectAccessible(page);

    await signInNewMember(context, app);
    const headings = {
      "": "Profil",
      "/email": "E-mail",
      "/password": "Mot de passe",
      "/authenticator": "Connexion en deux étapes",
      "/sessions": "Sessions",
      "/delete": "Supprimer le compte",
    };
    for (const [path, name] of Object.entries(headings)) {
      await page.goto(`/settings${path}`);
      await page.getByRole("heading", { level: 2, name }).waitFor();
    }
    await page.goto("/settings/sessions");
    await page.getByText("Chrome sur Linux").waitFor();
  });
});

test.describe("a French browser that cannot load the messages", () => {
  // Chromium logs failed requests.
  test.override({ locale: "fr-CA", expectedConsoleErrors: [/Failed to load resource/u] });

  test("gets the pages in English", async ({ page, context }) => {
    await context.route("**/fr-*.js", (route) => route.abort());
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

function groundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

async function expectFit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0);
  }
}
