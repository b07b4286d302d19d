import type { PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import type { Database } from "../../database/database.ts";
import { revocations } from "../../sessions/revocations-table.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

it("a revocation list that cannot be read leads to 503 for every token; guests are served, and it recovers", async () => {
  let broken = false;
  const app = await startTestAppForThisTest({
    wrapDatabase: (database) => ({ ...database, db: failingOn(database.db, revocations, () => broken) }),
  });
  const { browser, handle } = await signUpPerson(app);
  expect((await browser.sdk.viewer()).viewer?.handle).toBe(handle);

  broken = true;
  // The list is trusted for three seconds after it was read.
  await eventually(async () => {
    const error = await catchRequestError(browser.sdk.viewer());
    expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
  });
  expect((await catchRequestError(browser.sdk.homeFeed({}))).code).toBe("AUTH_UNAVAILABLE");
  expect((await app.sdk.homeFeed({})).homeFeed.edges).toBeTruthy();

  broken = false;
  expect((await browser.sdk.viewer()).viewer?.handle).toBe(handle);
});

/** A database that cannot read one of its tables while `isBroken` returns true. */
function failingOn(db: Database, table: PgTable, isBroken: () => boolean): Database {
  return new Proxy(db, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (property !== "select" || typeof value !== "function") return value;
      return (...fields: []) => {
        const select = target.select(...fields);
        return {
          from: (from: PgTable) => {
            if (from === table && isBroken()) throw new Error("The table cannot be read.");
            return select.from(from);
          },
        };
      };
    },
  });
}
