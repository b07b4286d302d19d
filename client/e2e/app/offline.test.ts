import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "../support/fixtures.ts";
import { posts } from "../support/page-actions.ts";
import { signInByApi } from "../support/members.ts";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";
import type { TcpProxy } from "../support/tcp-proxy.ts";

/** Opens a page whose service worker has stored the files. */
async function openInstalled(chromium: Browser, gate: TcpProxy, locale: string): Promise<Page> {
  const context = await chromium.newContext({ baseURL: gate.url, locale, serviceWorkers: "allow" });
  context.setDefaultTimeout(60_000);
  return await waitForWorker(context);
}

async function waitForWorker(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return page;
}

for (const [locale, heading, tryAgain] of [
  ["en-GB", "Couldn’t reach Cruddur", "Try again"],
  ["fr-FR", "Cruddur est injoignable", "Réessayer"],
  ["ar", "تعذّر الوصول إلى Cruddur", "إعادة المحاولة"],
] as const) {
  test(`without a connection every address opens a page that says so (${locale}), and goes on when it returns`, async ({
    app,
    chromium,
  }) => {
    const gate = await startTcpProxy(app.url);
    const page = await openInstalled(chromium, gate, locale);
    await gate.stop();
    await page.goto("/users/worf");
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await gate.start();
    await page.getByRole("button", { name: tryAgain }).click();
    await page.getByRole("heading", { level: 1, name: "Worf" }).waitFor();
    await page.context().close();
    await gate.stop();
  });
}

test("the service worker stores files of the build alone, and drops those of other versions", async ({
  app,
  chromium,
}) => {
  const context = await chromium.newContext({ baseURL: app.url, serviceWorkers: "allow" });
  const person = await signUpPerson(app);
  await signInByApi(context, app, person);
  await context.addInitScript(() => void caches.open("files of yesterday"));
  const before = await context.newPage();
  await before.goto("/robots.txt");
  await before.evaluate(() => caches.open("files of yesterday"));
  const page = await waitForWorker(context);
  await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(1);
  await page.goto(`/users/${person.handle}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goto("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goto("/");
  await posts(page).first().waitFor();
  const stored = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => await (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(stored).toContain("/offline.html");
  expect(stored.filter((path) => !/^\/(?:offline\.html|assets\/[\w.-]+\.(?:js|css))$/u.test(path))).toEqual(
    [],
  );
  const offline = await page.evaluate(async () => await (await fetch("/offline.html")).text());
  expect(offline).not.toContain(person.handle);
  expect(offline).not.toContain("<article");
  await context.close();
});
