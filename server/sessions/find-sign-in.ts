import { and, desc, eq, or, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { RevocationKind, revocations } from "./revocations-table.ts";
import { sessions } from "./sessions-table.ts";

/** What the database knows of a sign-in. */
export type SignIn = {
  /** The user of its session; null if it has none. */
  sessionUserId: string | null;
  /** Whether there is a revocation of it, however old. */
  wasEnded: boolean;
};

/** @param originJti of tokens of the sign-in, or of those before it was replaced. */
export async function findSignIn(db: Database, originJti: string): Promise<SignIn> {
  const [row] = await signIn(db).execute({ originJti });
  if (!row) throw new Error("A select without a table returned no row.");
  return row;
}

const signIn = preparedQuery("sign_in", (db, name) => {
  const originJti = sql.placeholder("originJti");
  const session = db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(or(eq(sessions.id, originJti), eq(sessions.replacedId, originJti)))
    .orderBy(desc(eq(sessions.id, originJti)))
    .limit(1);
  const ending = db
    .select({ subject: revocations.subject })
    .from(revocations)
    .where(and(eq(revocations.kind, RevocationKind.SESSION), eq(revocations.subject, originJti)));
  return db
    .select({
      sessionUserId: sql<string | null>`(${session})`,
      wasEnded: sql<boolean>`exists (${ending})`,
    })
    .from(sql`(select) as nothing`)
    .prepare(name);
});
