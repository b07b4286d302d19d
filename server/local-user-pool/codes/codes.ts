import { randomInt } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { codeMismatch, expiredCode } from "../protocol/exceptions.ts";
import { verificationMail } from "../mail/mail.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { codes } from "../tables/codes-table.ts";
import type { CodePurpose } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import type { PostMail } from "../mail/transaction.ts";

const hour = 60 * 60 * 1000;
export const codeLifetimeMs: Record<CodePurpose, number> = {
  sign_up: 24 * hour,
  verify_attribute: 24 * hour,
  forgot_password: hour,
};

/** Which code is meant: one user has one for each purpose and attribute. */
export type CodeKey = { purpose: CodePurpose; attribute: "email" | "phone_number" };

/**
 * Issues a code in place of any earlier one, and mails it once the transaction has committed.
 *
 * @param destination where it goes, and what knowing it proves.
 */
export async function issueCode(
  tx: Database,
  post: PostMail,
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
  if (attribute === "email") post(verificationMail(pool, destination, user.username, code));
}

/**
 * Uses a code up. Of many who present it at once, one gets through.
 *
 * @returns the address that the code was sent to, which is now proved.
 * @throws UserPoolException CodeMismatchException, ExpiredCodeException (also where none was asked for)
 */
export async function useCode(
  tx: Database,
  pool: UserPool,
  userId: string,
  { purpose, attribute }: CodeKey,
  code: string,
  now: Date,
): Promise<string> {
  const isTheCode = and(eq(codes.userId, userId), eq(codes.purpose, purpose), eq(codes.attribute, attribute));
  const codeHash = hashCode(pool, userId, purpose, code);
  const [used] = await tx
    .delete(codes)
    .where(and(isTheCode, eq(codes.codeHash, codeHash), gt(codes.expiresAt, now)))
    .returning();
  if (used) return used.destination;
  const [kept] = await tx
    .select()
    .from(codes)
    .where(and(isTheCode, gt(codes.expiresAt, now)));
  throw kept ? codeMismatch() : expiredCode();
}

/** Checks a code without using it up; see {@link useCode}. */
export async function checkCode(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  userId: string,
  { purpose, attribute }: CodeKey,
  code: string,
): Promise<void> {
  const [kept] = await database
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
  if (!kept) throw expiredCode();
  if (kept.codeHash !== hashCode(pool, userId, purpose, code)) throw codeMismatch();
}

function hashCode(pool: UserPool, userId: string, purpose: CodePurpose, code: string): string {
  return poolHmac(pool, "code", userId, purpose, code).toString("base64url");
}

/** The address that the latest code went to, even where that code has expired. */
export async function destinationOf(
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

/** A code of so many decimal digits, each equally likely. */
export function randomDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, "0");
}
