import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { openTestDatabase, prepareDataDirectory } from "./test-database.ts";

/** The environment of a program that has a database of this test's own: embedded, or on the Postgres server. */
export async function ownDatabase(): Promise<Record<string, string>> {
  if (inject("databaseTemplate").kind === "postgres") {
    const database = await openTestDatabase();
    onTestFinished(database.close);
    return { DATABASE_URL: database.url ?? "" };
  }
  const directory = await mkdtemp(join(tmpdir(), "cruddur-durability-"));
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  await prepareDataDirectory(directory);
  return { DATA_DIR: directory };
}
