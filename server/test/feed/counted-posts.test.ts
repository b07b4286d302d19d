import { eq, like as isLike, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { rateLimitCounters } from "../../rate-limit/rate-limit-counters-table.ts";
import { users } from "../../users/users-table.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, problemsOf } from "../support/app/expectations.ts";
import { messagesOf, post } from "../support/app/feed-actions.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { refuseCombinedChanges } from "../support/database/refuse-combined-changes.ts";

it.each([
  ["in its statement", () => {}],
  ["before it, where the database refuses that", refuseCombinedChanges],
])("counts a post for account and network %s, and writes none above a limit", async (_form, onStatement) => {
  const app = await startTestAppForThisTest({
    // Several nodes without Redis.
    environment: { REDIS_URL: "" },
    wrapDatabase: (database) => ({ ...database, isShared: true }),
    onStatement,
  });
  const { sdk } = (await signUpPerson(app)).browser;
  const counts = async (): Promise<Record<string, number>> => {
    const rows = await app.db
      .select()
      .from(rateLimitCounters)
      .where(isLike(rateLimitCounters.key, "writeBy%"));
    return Object.fromEntries(rows.map(({ key, points }) => [key.split(":")[0] ?? "", points]));
  };
  const setCount = async (limit: string, points: number): Promise<void> => {
    const isOfLimit = sql`${rateLimitCounters.key} like ${`${limit}:%`}`;
    await app.db.update(rateLimitCounters).set({ points }).where(isOfLimit);
  };
  const send = async (input: { message: string; idempotencyKey?: string }) =>
    (await sdk.createActivity({ input })).createActivity;

  await post(sdk, "first", { idempotencyKey: "key" });
  await post(sdk, "first", { idempotencyKey: "key" });
  expect(problemsOf(await send({ message: "another", idempotencyKey: "key" }))).toEqual([
    "INVALID_INPUT idempotencyKey",
  ]);
  expect(await counts()).toEqual({ writeByAccount: 3, writeByAddress: 3 });

  await setCount("writeByAccount", 600);
  expect(problemsOf(await send({ message: "above the account's" }))).toEqual(["RATE_LIMITED"]);
  expect(await counts()).toEqual({ writeByAccount: 601, writeByAddress: 3 });

  await setCount("writeByAccount", 3);
  await setCount("writeByAddress", 6000);
  expect(problemsOf(await send({ message: "above the network's" }))).toEqual(["RATE_LIMITED"]);
  expect(await counts()).toEqual({ writeByAccount: 4, writeByAddress: 6001 });
  expect(messagesOf((await app.sdk.homeFeed({})).homeFeed)).toEqual(["first"]);

  // What fails by an error does not count.
  await setCount("writeByAddress", 3);
  const gone = await signUpPerson(app);
  await app.db.delete(users).where(eq(users.handle, gone.handle));
  const error = await catchRequestError(gone.browser.sdk.createActivity({ input: { message: "of nobody" } }));
  expect(error.code).toBe("UNAUTHENTICATED");
  expect((await counts())["writeByAddress"]).toBe(3);
});
