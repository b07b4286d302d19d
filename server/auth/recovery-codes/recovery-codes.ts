import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { withRetries } from "../../database/transaction.ts";
import type { AuthContext } from "../context.ts";
import { macOf, newRecoveryCode, recoveryCodeCount } from "./recovery-code.ts";
import { recoveryCodes } from "./recovery-codes-table.ts";

type RecoveryCodeContext = Pick<AuthContext, "db" | "clock" | "recoveryCodeKey">;

/** A code that was used, for `giveBackRecoveryCode`. */
export type SpentCode = { userId: string; mac: string; createdAt: Date };

/** Makes the recovery codes of an account, which replace its previous ones. */
export async function replaceRecoveryCodes(
  { db, clock, recoveryCodeKey }: RecoveryCodeContext,
  userId: string,
): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  const row = {
    macs: codes.map((code) => macOf(recoveryCodeKey, userId, code)).join(" "),
    createdAt: clock(),
  };
  await withRetries(async () => {
    await db
      .insert(recoveryCodes)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: recoveryCodes.userId, set: row });
  });
  return codes;
}

/**
 * Uses up a code, if the account has it: of two requests with the same code one gets it. MACs are compared and not codes,
 * so the duration of the comparison reveals nothing of a code.
 */
export async function spendRecoveryCode(
  { db, recoveryCodeKey }: RecoveryCodeContext,
  userId: string,
  code: string,
): Promise<SpentCode | undefined> {
  const mac = macOf(recoveryCodeKey, userId, code);
  const [row] = await withRetries(
    async () =>
      await db
        .update(recoveryCodes)
        .set({ macs: sql`btrim(replace(' ' || ${recoveryCodes.macs} || ' ', ${` ${mac} `}::text, ' '))` })
        .where(
          and(eq(recoveryCodes.userId, userId), sql`position(${mac}::text in ${recoveryCodes.macs}) > 0`),
        )
        .returning({ createdAt: recoveryCodes.createdAt }),
  );
  return row && { userId, mac, createdAt: row.createdAt };
}

/** Makes a code usable again, since the pool did not do what it was spent for, unless new ones were made since. */
export async function giveBackRecoveryCode(
  db: Database,
  { userId, mac, createdAt }: SpentCode,
): Promise<void> {
  await withRetries(async () => {
    await db
      .update(recoveryCodes)
      .set({ macs: sql`btrim(${recoveryCodes.macs} || ${` ${mac}`}::text)` })
      .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.createdAt, createdAt)));
  });
}

/** How many codes of an account have not been used. */
export async function countRecoveryCodes(db: Database, userId: string): Promise<number> {
  const [row] = await db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  return row?.macs.split(" ").filter(Boolean).length ?? 0;
}

/** Deletes the codes of an account, which has no authenticator app any more or is deleted. */
export async function deleteRecoveryCodes(db: Database, userId: string): Promise<void> {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}
