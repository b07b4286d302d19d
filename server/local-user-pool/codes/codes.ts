import { randomInt } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { verificationMail } from "../mail/messages.ts";
import type { QueueMail } from "../mail/transaction-with-mail.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { codeMismatch, expiredCode } from "../protocol/exceptions.ts";
import { codes } from "../tables/codes-table.ts";
import type { CodePurpose } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

const hour = 60 * 60 * 1000;
export const codeLifetimeMs: Record<CodePurpose, number> = {
  sign_up: 24 * hour,
  verify_attribute: 24 * hour,
  forgot_password: hour,
};

/** Identifies one of a user's codes. */
export type CodeKey = { purpose: CodePurpose; attribute: "email" | "phone_number" };

/**
 * Issues a code that replaces any earlier one, and mails it after the transaction has committed.
 *
 * @param destination the address that the code is sent to and verifies.
 */
export async function issueCode(
  tx: Database,
  queueMail: QueueMail,
  pool: UserPool,
  user: Pick<User, "id" | "username">,
  { purpose, attribute }: CodeKey,
  destination: string,
  now: Date,
): Promise<void> {
  const code = randomDigits(6);
  const row = {
    destination,
    codeHash: hashCode(pool, user.id, purpose, code),
    expiresAt: new Date(now.getTime() + codeLifetimeMs[purpose]),
  };
  await tx
    .insert(codes)
    .values({ userId: user.id, purpose, attribute, ...row })
    .onConflictDoUpdate({ target: [codes.userId, codes.purpose, codes.attribute], set: row });
  if (attribute === "email") queueMail(verificationMail(pool, destination, user.username, code));
}

/**
 * Consumes a code. Of concurrent requests with the same code, one succeeds.
 *
 * @returns the address that the code was sent to and has verified.
 * @throws UserPoolException CodeMismatchException; ExpiredCodeException, also where no code was issued.
 */
export async function consumeCode(
  tx: Database,
  pool: UserPool,
  userId: string,
  { purpose, attribute }: CodeKey,
  code: string,
  now: Date,
): Promise<string> {
  const matchesKey = and(
    eq(codes.userId, userId),
    eq(codes.purpose, purpose),
    eq(codes.attribute, attribute),
  );
  const codeHash = hashCode(pool, userId, purpose, code);
  const [consumed] = await tx
    .delete(codes)
    .where(and(matchesKey, eq(codes.codeHash, codeHash), gt(codes.expiresAt, now)))
    .returning();
  if (consumed) return consumed.destination;
  const [stored] = await tx
    .select()
    .from(codes)
    .where(and(matchesKey, gt(codes.expiresAt, now)));
  throw stored ? codeMismatch() : expiredCode();
}

/** Checks a code without consuming it; see {@link consumeCode}. */
export async function checkCode(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  userId: string,
  { purpose, attribute }: CodeKey,
  code: string,
): Promise<void> {
  const [stored] = await database
    .select()
    .from(codes)
    .where(
      and(
        eq(codes.userId, userId),
        eq(codes.purpose, purpose),
        eq(codes.attribute, attribute),
        gt(codes.expiresAt, now),
      ),
    );
  if (!stored) throw expiredCode();
  if (stored.codeHash !== hashCode(pool, userId, purpose, code)) throw codeMismatch();
}

function hashCode(pool: UserPool, userId: string, purpose: CodePurpose, code: string): string {
  return poolHmac(pool, "code", userId, purpose, code).toString("base64url");
}

/** The address that the latest code was sent to, even if the code has expired. */
export async function findCodeDestination(
  database: Database,
  userId: string,
  { purpose, attribute }: CodeKey,
): Promise<string | undefined> {
  const [row] = await database
    .select()
    .from(codes)
    .where(and(eq(codes.userId, userId), eq(codes.purpose, purpose), eq(codes.attribute, attribute)));
  return row?.destination;
}

/** A uniformly random code of `length` decimal digits. */
export function randomDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, "0");
}
