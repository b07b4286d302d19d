import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc } from "drizzle-orm";
import { expect, inject, it, onTestFinished, vi } from "vitest";
import type { Sdk } from "../../../client/sdk/sdk.ts";
import { activities } from "../../feed/model/activities-table.ts";
import { openPglite } from "../../database/pglite/pglite.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { like, messagesOf } from "../support/app/feed-actions.ts";
import { prepareDataDirectory } from "../support/database/test-database.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

/** A database is opened several times. */
vi.setConfig({ testTimeout: 180_000 });

/** From now on files of this process grow, or do not, as on a disk without space. */
function fillDisk(): { free: () => void } {
  const write = fs.writeSync;
  const refuseToGrow = (file: number, data: Uint8Array, offset: number, length: number, position: number) => {
    if (position + length > fs.fstatSync(file).size)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    return write(file, data, offset, length, position);
  };
  Object.assign(fs, { writeSync: refuseToGrow });
  syncBuiltinESMExports();
  const free = (): void => {
    Object.assign(fs, { writeSync: write });
    syncBuiltinESMExports();
  };
  onTestFinished(free);
  return { free };
}

/** A change of several statements. */
async function likeNewest(sdk: Sdk): Promise<void> {
  const { edges } = (await sdk.homeFeed({ first: 1 })).homeFeed;
  await like(sdk, edges[0]?.node.id ?? "");
}

it.runIf(inject("databaseTemplate").kind === "pglite")(
  "an embedded database without space refuses to write with 503, goes on reading, and goes on when there is space; nothing acknowledged is lost",
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "cruddur-disk-"));
    onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
    await prepareDataDirectory(directory);
    let freeBytes = 1024 ** 3;
    const database = await openPglite(directory, [], async () => freeBytes);
    let isOpen = true;
    const app = await startTestAppForThisTest({
      wrapDatabase: ({ close }) => ({
        ...database,
        close: async () => {
          if (isOpen) await database.close();
          await close();
        },
      }),
    });
    const { sdk } = (await signUpPerson(app)).browser;
    const acknowledged: string[] = [];
    const post = async (): Promise<void> => {
      const message = `${acknowledged.length} ${"x".repeat(270)}`;
      const { createActivity } = await sdk.createActivity({ input: { message } });
      acknowledged.unshift(expectState(createActivity, "Activity").message);
    };
    await post();

    const all = async (): Promise<string[]> => messagesOf((await sdk.homeFeed({ first: 100 })).homeFeed);
    const disk = fillDisk();
    const full = async (): Promise<void> => {
      // What pages have room for is still written.
      while (acknowledged.length < 100) await post();
    };
    const error = await catchRequestError(full());
    expect([error.status, error.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(await all()).toEqual(acknowledged);
    disk.free();
    await post();
    expect(await all()).toEqual(acknowledged);

    // Before there is no space for its log, it takes no more.
    freeBytes = 1024 * 1024;
    await eventually(async () => expect((await catchRequestError(post())).code).toBe("SERVICE_UNAVAILABLE"));
    expect((await catchRequestError(likeNewest(sdk))).status).toBe(503);
    expect(await all()).toEqual(acknowledged);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    freeBytes = 1024 ** 3;
    await eventually(async () => await likeNewest(sdk));
    await post();
    await database.close();
    isOpen = false;
    const reopened = await openPglite(directory, []);
    const { message } = activities;
    const rows = await reopened.db.select({ message }).from(activities).orderBy(desc(activities.id));
    await reopened.close();
    expect(rows.map((row) => row.message)).toEqual(acknowledged);
  },
);
