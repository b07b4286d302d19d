import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { openTestDatabase, prepareDataDirectory } from "./test-database.ts";

/** Creates a database that is removed when the test ends. Returns the environment variables of a program that uses it. */
export async function databaseEnvironment(): Promise<Record<string, string>> {
  if (inject("databaseTemplate").kind === "postgres") {
    const database = await openTestDatabase();
    onTestFinished(database.close);
    return { DATABASE_URL: database.url ?? "" };
  }
  const directory = await mkdtemp(join(tmpdir(), "cruddur-data-"));
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  await prepareDataDirectory(directory);
  return { DATA_DIR: directory };
}
