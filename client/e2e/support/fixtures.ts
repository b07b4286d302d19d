import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, test as base } from "vitest";
import { startTestApp } from "../../../server/test/support/app/test-app.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { findChromium, launchChromium } from "./chromium.ts";

interface Fixtures {
  /** Where the built web client lies. */
  webClient: string;
  /** Where the built playground lies. */
  playground: string;
  /** The built application with an example feed, one for each file. */
  app: TestApp;
  /** One for all files of a worker; what it keeps, it keeps by context. */
  chromium: Browser;
  /** A person's browser: its tabs share cookies. Any complaint on a console fails the test, CSP's among them. */
  context: BrowserContext;
  /** The first tab, with nothing open. */
  page: Page;
  /** A tab of another browser, with nothing open. */
  elsewhere: Page;
  /** What the browser is set to. */
  locale: string;
  /** What the consoles have complained of. */
  complaints: string[];
  /** Complaints that the test provokes, e.g. a 401 that Chromium reports by itself. */
  expectedComplaints: RegExp[];
}

export const test = base.extend<Fixtures>({
  webClient: [fileURLToPath(new URL("../../../dist/client", import.meta.url)), { scope: "file" }],
  playground: [fileURLToPath(new URL("../../../dist/playground", import.meta.url)), { scope: "file" }],
  app: [
    async ({ webClient, playground }, use) => {
      if (!existsSync(webClient)) throw new Error("The web client is not built. Run: npm run test:browser");
      const app = await startTestApp({ seed: true, webClient, playground });
      await use(app);
      await app.stop();
    },
    { scope: "file" },
  ],
  chromium: [
    // Vitest reads from the pattern what a fixture needs.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const chromium = await launchChromium(findChromium());
      await use(chromium);
      await chromium.close();
    },
    { scope: "worker" },
  ],
  expectedComplaints: [],
  locale: "en-GB",
  complaints: async ({ expectedComplaints }, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints.filter((text) => !expectedComplaints.some((expected) => expected.test(text)))).toEqual(
      [],
    );
  },
  context: async ({ app, chromium, locale, complaints }, use) => {
    const context = await openContext(chromium, { baseURL: app.url, locale }, complaints);
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    await use(await context.newPage());
  },
  elsewhere: async ({ app, chromium, locale, complaints }, use) => {
    const context = await openContext(chromium, { baseURL: app.url, locale }, complaints);
    await use(await context.newPage());
    await context.close();
  },
});

/**
 * A browser of its own, which writes down what its console complains of. Nothing in it moves by itself: machines without
 * a graphics card draw each frame by hand.
 */
async function openContext(
  chromium: Browser,
  options: BrowserContextOptions,
  complaints: string[],
): Promise<BrowserContext> {
  const context = await chromium.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return context;
}
