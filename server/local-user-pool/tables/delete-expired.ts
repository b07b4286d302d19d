import { lt } from "drizzle-orm";
import { attempts } from "./attempts-table.ts";
import { authSessions } from "./auth-sessions-table.ts";
import type { Database } from "./database-schema.ts";
import { federatedRequests } from "./federated-requests-table.ts";
import { signIns } from "./sign-ins-table.ts";

const day = 24 * 60 * 60 * 1000;

/**
 * Deletes auth sessions, counters of attempts, unanswered requests to identity providers, and sign-ins that expired more than a day ago. A sign-in expires with
 * its refresh tokens, and access tokens live for a day at most. Expired rows are never accepted, whether or not this
 * ran.
 */
export async function deleteExpired(database: Database, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - day);
  await database.delete(authSessions).where(lt(authSessions.expiresAt, dayAgo));
  await database.delete(attempts).where(lt(attempts.lastAt, dayAgo));
  await database.delete(signIns).where(lt(signIns.expiresAt, dayAgo));
  await database.delete(federatedRequests).where(lt(federatedRequests.expiresAt, dayAgo));
}
