import pg from "pg";
import { drizzle } from "drizzle-orm/node-postgres";
import { cruddur } from "../features/cruddur.ts";
import { featureMigrations } from "../features/feature-migrations.ts";
import { openDatabaseWithLocalPool } from "../app/start-local-pool.ts";
import { activities } from "../feed/model/activities-table.ts";
import { likes } from "../feed/model/likes-table.ts";
import { blocks } from "../safety/blocks-table.ts";
import { sessions } from "../sessions/sessions-table.ts";
import { users } from "../users/users-table.ts";

/** Copies users, blocks, sessions and the feed from Postgres into a new embedded database, so that all servers respond the same. */
export async function copyRows(url: string, directory: string): Promise<void> {
  const client = new pg.Pool({ connectionString: url });
  const from = drizzle({ client });
  const to = await openDatabaseWithLocalPool({ kind: "pglite", directory }, featureMigrations(cruddur));
  await to.db.insert(users).values(await from.select().from(users));
  await to.db.insert(sessions).values(await from.select().from(sessions));
  await to.db.insert(blocks).values(await from.select().from(blocks));
  const rows = await from.select().from(activities).orderBy(activities.id);
  for (let at = 0; at < rows.length; at += 500)
    await to.db.insert(activities).values(rows.slice(at, at + 500));
  const liked = await from.select().from(likes);
  for (let at = 0; at < liked.length; at += 500) await to.db.insert(likes).values(liked.slice(at, at + 500));
  await to.close();
  await client.end();
}
