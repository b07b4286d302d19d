import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from "playwright-core";
import { expect, test as base } from "vitest";
import { startTestApp } from "../../../server/test/support/app/test-app.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { findChromium, launchChromium } from "./chromium.ts";
import { requestedOperation } from "./requested-operation.ts";

interface Fixtures {
  /** The folder of the built web client. */
  webClient: string;
  /** The folder of the built playground. */
  playground: string;
  /** The application with an example feed, one per test file. */
  app: TestApp;
  /** One per worker. Its state is per context. */
  chromium: Browser;
  /** A browser context: its tabs share cookies. An error or warning on a console, also of the CSP, fails the test. */
  context: BrowserContext;
  /** An empty tab of `context`. */
  page: Page;
  /** An empty tab of another context. */
  otherPage: Page;
  /** The browser's language. */
  locale: string;
  /** Errors and warnings on the consoles. */
  consoleErrors: string[];
  /** What a page asks for by itself and the API has refused with 401, before the page knows that its session has ended. */
  refusedInBackground: string[];
  /** Errors that the test provokes, e.g. Chromium's message about a 401. */
  expectedConsoleErrors: RegExp[];
}

export const test = base.extend<Fixtures>({
  webClient: [fileURLToPath(new URL("../../../dist/client", import.meta.url)), { scope: "file" }],
  playground: [fileURLToPath(new URL("../../../dist/playground", import.meta.url)), { scope: "file" }],
  app: [
    async ({ webClient, playground }, use) => {
      if (!existsSync(webClient)) throw new Error("The web client is not built. Run: npm run test:browser");
      const app = await startTestApp({ seed: true, webClient, playground: { directory: playground } });
      await use(app);
      await app.stop();
    },
    { scope: "file" },
  ],
  chromium: [
    // Vitest reads a fixture's dependencies from the pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const chromium = await launchChromium(findChromium());
      await use(chromium);
      await chromium.close();
    },
    { scope: "worker" },
  ],
  expectedConsoleErrors: [],
  locale: "en-GB",
  // Vitest reads a fixture's dependencies from the pattern.
  // oxlint-disable-next-line no-empty-pattern
  refusedInBackground: async ({}, use) => {
    await use([]);
  },
  consoleErrors: async ({ expectedConsoleErrors, refusedInBackground }, use) => {
    const consoleErrors: string[] = [];
    await use(consoleErrors);
    const unexpected = consoleErrors.filter(
      (text) => !expectedConsoleErrors.some((expected) => expected.test(text)),
    );
    // Chromium logs each 401, without saying of what.
    let allowed = refusedInBackground.length;
    expect(unexpected.filter((text) => !/status of 401/u.test(text) || allowed-- <= 0)).toEqual([]);
  },
  context: async ({ app, chromium, locale, consoleErrors, refusedInBackground }, use) => {
    const context = await openContext(
      chromium,
      { baseURL: app.url, locale },
      consoleErrors,
      refusedInBackground,
    );
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    await use(await context.newPage());
  },
  otherPage: async ({ app, chromium, locale, consoleErrors, refusedInBackground }, use) => {
    const context = await openContext(
      chromium,
      { baseURL: app.url, locale },
      consoleErrors,
      refusedInBackground,
    );
    await use(await context.newPage());
    await context.close();
  },
});

/** The server answers the address of a page with 404 where a guest cannot see anything. */
function isAnsweredWith404(message: ConsoleMessage): boolean {
  return /status of 404/u.test(message.text()) && message.location().url === message.page()?.url();
}

/** The operations that a page sends without anybody's doing. */
const ofTheBackground = new Set(["ActivityPosted", "NotificationReceived", "UnreadNotificationsCount"]);

/** Playwright says so where a page registers one. */
const blockedServiceWorker = "Service Worker registration blocked by Playwright";

/**
 * Opens a context that records errors and warnings on its consoles. It is too narrow for the third column, which repeats
 * texts of the feed, and has no service worker, whose requests no test could intercept. Animations are off, because machines without a GPU
 * render each frame in software.
 */
async function openContext(
  chromium: Browser,
  options: BrowserContextOptions,
  consoleErrors: string[],
  refusedInBackground: string[],
): Promise<BrowserContext> {
  const context = await chromium.newContext({
    reducedMotion: "reduce",
    viewport: { width: 1180, height: 720 },
    serviceWorkers: "block",
    ...options,
  });
  context.setDefaultTimeout(60_000);
  context.on("console", (message) => {
    if (message.text() === blockedServiceWorker) return;
    const isProblem = message.type() === "error" || message.type() === "warning";
    if (isProblem && !isAnsweredWith404(message)) consoleErrors.push(message.text());
  });
  context.on("response", (response) => {
    if (response.status() !== 401 || !response.url().endsWith("/graphql")) return;
    const operation = requestedOperation(response.request());
    if (operation !== undefined && ofTheBackground.has(operation)) refusedInBackground.push(operation);
  });
  context.on("weberror", (error) => consoleErrors.push(String(error.error())));
  return context;
}
