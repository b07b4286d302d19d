import { randomBytes } from "node:crypto";
import type { Database } from "../database/database.ts";
import { retried } from "../database/transaction.ts";
import { cursorKeys } from "./app-secrets-table.ts";

const name = "feed";

/** The key that seals cursors, the same on every node and after every restart. */
export async function readCursorKey(db: Database): Promise<Buffer> {
  const made = { name, key: randomBytes(32).toString("base64url") };
  await retried(async () => await db.insert(cursorKeys).values(made).onConflictDoNothing());
  const [row] = await db.select().from(cursorKeys);
  if (!row) throw new Error("The key of the cursors is gone.");
  return Buffer.from(row.key, "base64url");
}
