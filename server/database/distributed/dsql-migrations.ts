import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import type { MigrationSet } from "../database.ts";
import { migrationOptions } from "../migrations.ts";
import { toDsql } from "./to-dsql.ts";

/** Migrations that Aurora DSQL cannot execute as they are, translated by hand. */
const ownFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** The statement that stands for `moveRowsIntoBuckets`. */
export const moveRows = "-- moveRowsIntoBuckets";

/** The file that names the migrations of a folder. */
const journalFile = z.object({ entries: z.array(z.object({ tag: z.string() })) });

export type DsqlMigration = {
  /** Milliseconds since 1970: the name of the migration in the record. */
  createdAt: number;
  /** To be executed one by one, each in a transaction of its own. */
  statements: string[];
};

/** The migrations of a set as Aurora DSQL executes them. */
export function readDsqlMigrations({ folder, schema }: MigrationSet): DsqlMigration[] {
  const { entries } = journalFile.parse(JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")));
  return readMigrationFiles(migrationOptions({ folder, schema })).map(({ sql, folderMillis }, index) => {
    const own = schema === "cruddur" ? join(ownFolder, `${entries[index]?.tag}.sql`) : undefined;
    const statements =
      own !== undefined && existsSync(own)
        ? readFileSync(own, "utf8").split("--> statement-breakpoint")
        : sql;
    return {
      createdAt: folderMillis,
      statements: statements.flatMap((each) => (each.trim() === moveRows ? [moveRows] : toDsql(each))),
    };
  });
}
