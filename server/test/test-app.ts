import { onTestFinished } from "vitest";
import { type App, startApp } from "../app.ts";
import { readConfig } from "../config.ts";
import type { Database, OpenDatabase } from "../database/database.ts";
import type { InboxEntry } from "../mail/inbox.ts";
import { createSdk, type Sdk } from "../../client/sdk/sdk.ts";
import { openTestDatabase } from "./test-database.ts";
import { createBrowser, type Browser } from "./browser.ts";

/** The whole application on free ports, with a fresh database and a clock that the test moves. */
export type TestApp = {
  url: string;
  userPoolUrl: string;
  /** Moves the application's clock on. */
  advance: (duration: { seconds?: number; minutes?: number; hours?: number; days?: number }) => void;
  /** A caller with an SDK and a cookie jar of its own. */
  browser: () => Browser;
  /** A caller without cookies, as guests and servers are. */
  sdk: Sdk;
  /** The newest mail to an address. */
  newestMail: (to: string) => Promise<InboxEntry>;
  mails: (to: string) => Promise<InboxEntry[]>;
  /** The database that the nodes share. */
  db: Database;
  /** Starts another node on the same database, by the same clock. */
  startNode: () => Promise<Pick<TestApp, "url" | "sdk">>;
  stop: () => Promise<void>;
};

export type TestAppOptions = {
  /** Environment variables beside those that a test sets itself. */
  environment?: Record<string, string>;
  seed?: boolean;
  webClient?: string;
};

/** Starts an application; stop it in `afterAll`. */
export async function startTestApp({
  environment = {},
  seed = false,
  webClient,
}: TestAppOptions = {}): Promise<TestApp> {
  let offset = 0;
  const database = await openTestDatabase();
  const config = readConfig({
    NODE_ENV: "test",
    PORT: "0",
    USER_POOL_PORT: "0",
    LOG_LEVEL: "silent",
    REDIS_URL: process.env["TEST_REDIS_URL"],
    ...environment,
  });
  const startWith = async (open: () => Promise<OpenDatabase>): Promise<App> =>
    await startApp(config, {
      clock: () => new Date(Date.now() + offset),
      open,
      // A 32nd of the work: tests sign in often.
      passwordHashCost: 10,
      seed,
      ...(webClient !== undefined && { webClient }),
    });
  const app = await startWith(async () => database);
  const others: App[] = [];
  const mails = async (to: string): Promise<InboxEntry[]> => {
    const answer = await fetch(`${app.url}/inbox.json?to=${encodeURIComponent(to)}`);
    // The answer is what readInbox gave; its own test holds the shape.
    return (await answer.json()) as InboxEntry[];
  };
  return {
    url: app.url,
    userPoolUrl: app.userPoolUrl ?? "",
    advance: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
      offset += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
    browser: () => createBrowser(app.url),
    sdk: createSdk({ url: `${app.url}/graphql` }),
    newestMail: async (to) => {
      const [newest] = await mails(to);
      if (!newest) throw new Error(`There is no mail to ${to}.`);
      return newest;
    },
    mails,
    db: database.db,
    startNode: async () => {
      const node = await startWith(database.openBeside);
      others.push(node);
      return { url: node.url, sdk: createSdk({ url: `${node.url}/graphql` }) };
    },
    stop: async () => {
      for (const other of others) await other.stop();
      await app.stop();
    },
  };
}

/** The same for one test alone, which stops it when it ends. */
export async function startTestAppForThisTest(options?: TestAppOptions): Promise<TestApp> {
  const app = await startTestApp(options);
  onTestFinished(app.stop);
  return app;
}
