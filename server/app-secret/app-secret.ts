import { hkdfSync, randomBytes } from "node:crypto";
import type { Database } from "../database/database.ts";
import { withRetries } from "../database/transaction.ts";
import { appSecrets } from "./app-secrets-table.ts";

/**
 * The purposes that a key is derived for. Two purposes never share a key, so a new one gets its own entry.
 */
export type KeyPurpose =
  | "cursors"
  | "sign-up cookie"
  | "device cookie"
  | "accounts in the log"
  | "refresh tokens of the user pool"
  | "recovery codes"
  | "device tokens"
  | "sign-ins by providers"
  /** Of a feature, by its name: `feature notes: links`. */
  | `feature ${string}: ${string}`;

const name = "feed";

/**
 * Reads the application secret, the same on every node and after every restart. The first node creates it.
 */
export async function readAppSecret(db: Database): Promise<Buffer> {
  const created = { name, key: randomBytes(32).toString("base64url") };
  await withRetries(async () => await db.insert(appSecrets).values(created).onConflictDoNothing());
  const [row] = await db.select().from(appSecrets);
  if (!row) throw new Error("The application secret is missing.");
  return Buffer.from(row.key, "base64url");
}

/**
 * Derives the 32-byte key of one purpose from the application secret.
 *
 * @param salt a second secret, for a key that the database alone does not give away.
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function deriveKey(appSecret: Buffer, purpose: KeyPurpose, salt = ""): Buffer {
  return Buffer.from(hkdfSync("sha256", appSecret, salt, purpose, 32));
}
