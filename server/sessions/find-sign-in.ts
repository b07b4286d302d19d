import { and, desc, eq, or, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { preparedQuery } from "../database/prepared.ts";
import { users } from "../users/users-table.ts";
import { RevocationKind, revocations } from "./revocations-table.ts";
import { sessions } from "./sessions-table.ts";

/** What the database knows of a sign-in. */
export type SignIn = {
  /** The user of its session; null if it has none. */
  sessionUserId: string | null;
  /** Whether there is a revocation of it, however old. */
  wasEnded: boolean;
  /** The user of its account; null if there is none yet. */
  userId: string | null;
};

/** @param originJti of tokens of the sign-in, or of those before it was replaced. */
export async function findSignIn(
  db: Database,
  { originJti, sub }: { originJti: string; sub: string },
): Promise<SignIn> {
  const [row] = await signIn(db).execute({ originJti, sub });
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
  const user = db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.sub, sql.placeholder("sub")));
  return db
    .select({
      sessionUserId: sql<string | null>`(${session})`,
      wasEnded: sql<boolean>`exists (${ending})`,
      userId: sql<string | null>`(${user})`,
    })
    .from(sql`(select) as nothing`)
    .prepare(name);
});
