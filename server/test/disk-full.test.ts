import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import type { OpenDatabase } from "../database/database.ts";
import { openPglite } from "../database/pglite.ts";
import { signUpPerson } from "./builders.ts";
import { inState, requestError } from "./expectations.ts";
import { messagesOf } from "./feed-people.ts";
import { prepareDataDirectory } from "./test-database.ts";
import { startTestAppForThisTest } from "./test-app.ts";

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

it.runIf(inject("databaseTemplate").kind === "pglite")(
  "an embedded database without space refuses to write with 503, goes on reading, and goes on when there is space; nothing acknowledged is lost",
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "cruddur-disk-"));
    onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
    await prepareDataDirectory(directory);
    const database: OpenDatabase = await openPglite(directory, []);
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
      acknowledged.unshift(inState(createActivity, "Activity").message);
    };
    await post();

    const disk = fillDisk();
    const full = async (): Promise<void> => {
      // What pages have room for is still written.
      while (acknowledged.length < 100) await post();
    };
    const error = await requestError(full());
    expect([error.status, error.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect(messagesOf((await sdk.homeFeed({ first: 100 })).homeFeed)).toEqual(acknowledged);

    disk.free();
    await post();
    expect(messagesOf((await sdk.homeFeed({ first: 100 })).homeFeed)).toEqual(acknowledged);
    await database.close();
    isOpen = false;
    const again = await openPglite(directory, []);
    const { rows } = (await again.db.execute(
      "select message from activities order by id desc",
    )) as unknown as { rows: { message: string }[] };
    await again.close();
    expect(rows.map(({ message }) => message)).toEqual(acknowledged);
  },
);
