import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { MigrationSet, OpenDatabase } from "../database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { type FreeBytes, freeBytesOf, keepDiskReserve } from "./disk-reserve.ts";
import { prepareAndMigrate } from "../migrate.ts";
import { useBaselineCompiler } from "./baseline-compiler.ts";
import { postgresqlconf, unpackInitialDirectory } from "./initial-directory.ts";
import type { Row, RunStatement } from "../run-statement.ts";
import { makePrivateDirectory } from "../../lib/private-directory.ts";

/** Opens PGlite, which is Postgres in this process, and locks its directory. */
export async function openPglite(
  directory: string,
  migrations: MigrationSet[],
  freeBytes: FreeBytes = freeBytesOf,
): Promise<OpenDatabase> {
  await makePrivateDirectory(directory);
  const lock = await lockDirectory(directory);
  let failure: PgliteError | undefined;
  const onStderr = (line: string): boolean => {
    failure = toFailure(line) ?? failure;
    return true;
  };
  try {
    const dataDir = join(directory, "pglite");
    await unpackInitialDirectory(dataDir);
    useBaselineCompiler();
    const client = new PGlite({ dataDir, postgresqlconf, onStderr });
    const opened = await migratePglite(client, migrations);
    const reserve = await keepDiskReserve(client, directory, freeBytes);
    return {
      ...opened,
      db: drizzle({ client: reserve.client }),
      close: async () => {
        reserve.stop();
        await opened.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw failure ?? error;
  }
}

/** Postgres' message when it ends, of which the program that runs it says only that it has ended. */
class PgliteError extends Error {
  override name = "PgliteError";
  constructor(
    /** The SQLSTATE. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function toFailure(line: string): PgliteError | undefined {
  const [, code, message] = /(?:FATAL|PANIC): +([0-9A-Z]{5}): (.*)/.exec(line) ?? [];
  return code === undefined || message === undefined ? undefined : new PgliteError(code, message);
}

/** Migrates an instance of PGlite. */
export async function migratePglite(client: PGlite, migrations: MigrationSet[]): Promise<OpenDatabase> {
  const db = drizzle({ client });
  const run: RunStatement = async (text, values) => (await client.query<Row>(text, values)).rows;
  for (const each of migrations) await prepareAndMigrate({ db, run }, each);
  return {
    db,
    isShared: false,
    probe: async (check) => await check(db),
    close: () => client.close(),
  };
}
