import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc } from "drizzle-orm";
import { expect, inject, it, onTestFinished } from "vitest";
import type { Sdk } from "../../../client/sdk/sdk.ts";
import { activities } from "../../feed/model/activities-table.ts";
import { openPglite } from "../../database/pglite/pglite.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { like, messagesOf } from "../support/app/feed-actions.ts";
import { prepareDataDirectory } from "../support/database/test-database.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

/** Prevents the files of this process from growing, as on a full disk, until `free` is called. */
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

/** A mutation with several statements. */
async function likeNewest(sdk: Sdk): Promise<void> {
  const { edges } = (await sdk.homeFeed({ first: 1 })).homeFeed;
  await like(sdk, edges[0]?.node.id ?? "");
}

it.runIf(inject("databaseTemplate").kind === "pglite")(
  "an embedded database on a full disk refuses writes with 503, serves reads, and recovers when there is space; no acknowledged post is lost",
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
      // Writes that fit into existing pages succeed.
      while (acknowledged.length < 100) await post();
    };
    const error = await catchRequestError(full());
    expect([error.status, error.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(await all()).toEqual(acknowledged);
    disk.free();
    await post();
    expect(await all()).toEqual(acknowledged);

    // It refuses writes before there is no space for its log.
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
