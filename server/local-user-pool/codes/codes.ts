import { randomInt } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { verificationMessage } from "../mail/messages.ts";
import type { Recipient } from "../mail/messages.ts";
import type { QueueMail } from "../mail/transaction-with-mail.ts";
import { poolHmac } from "../pools/pool-hmac.ts";
import { codeMismatch, expiredCode } from "../protocol/exceptions.ts";
import { codes } from "../tables/codes-table.ts";
import type { CodePurpose } from "../tables/codes-table.ts";
import type { Database } from "../tables/database-schema.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { Address, AddressAttribute } from "../mail/code-delivery.ts";

const hour = 60 * 60 * 1000;
export const codeLifetimeMs: Record<CodePurpose, number> = {
  sign_up: 24 * hour,
  verify_attribute: 24 * hour,
  forgot_password: hour,
};

/**
 * Identifies one of a user's codes. There is one code for each attribute that is to be verified, and one for each other
 * purpose, wherever it was sent.
 */
export type CodeKey =
  | { purpose: Exclude<CodePurpose, "verify_attribute"> }
  | { purpose: "verify_attribute"; attribute: AddressAttribute };

function isCodeOf(userId: string, key: CodeKey) {
  return and(
    eq(codes.userId, userId),
    eq(codes.purpose, key.purpose),
    "attribute" in key ? eq(codes.attribute, key.attribute) : undefined,
  );
}

/**
 * Issues a code that replaces any earlier one, and sends it by mail or SMS after the transaction has committed.
 *
 * @param address where the code is sent, which it verifies.
 */
export async function issueCode(
  tx: Database,
  queueMail: QueueMail,
  pool: UserPool,
  user: Recipient["user"],
  purpose: CodePurpose,
  address: Address,
  now: Date,
): Promise<void> {
  const { attribute, value: destination } = address;
  const key = purpose === "verify_attribute" ? { purpose, attribute } : { purpose };
  const code = randomDigits(6);
  await tx.delete(codes).where(isCodeOf(user.id, key));
  const row = {
    destination,
    codeHash: hashCode(pool, user.id, purpose, code),
    expiresAt: new Date(now.getTime() + codeLifetimeMs[purpose]),
  };
  await tx
    .insert(codes)
    .values({ userId: user.id, purpose, attribute, ...row })
    // A concurrent request may have issued one since.
    .onConflictDoUpdate({ target: [codes.userId, codes.purpose, codes.attribute], set: row });
  queueMail(verificationMessage({ pool, user, to: address, code }));
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
  key: CodeKey,
  code: string,
  now: Date,
): Promise<Address> {
  const isValid = and(isCodeOf(userId, key), gt(codes.expiresAt, now));
  const codeHash = hashCode(pool, userId, key.purpose, code);
  const [consumed] = await tx
    .delete(codes)
    .where(and(isValid, eq(codes.codeHash, codeHash)))
    .returning();
  if (consumed) return { attribute: consumed.attribute, value: consumed.destination };
  const [stored] = await tx.select().from(codes).where(isValid);
  throw stored ? codeMismatch() : expiredCode();
}

/** Checks a code without consuming it; see {@link consumeCode}. */
export async function checkCode(
  { database, now }: { database: Database; now: Date },
  pool: UserPool,
  userId: string,
  key: CodeKey,
  code: string,
): Promise<void> {
  const stored = await database
    .select()
    .from(codes)
    .where(and(isCodeOf(userId, key), gt(codes.expiresAt, now)));
  if (stored.length === 0) throw expiredCode();
  const codeHash = hashCode(pool, userId, key.purpose, code);
  if (!stored.some((each) => each.codeHash === codeHash)) throw codeMismatch();
}

function hashCode(pool: UserPool, userId: string, purpose: CodePurpose, code: string): string {
  return poolHmac(pool, "code", userId, purpose, code).toString("base64url");
}

/** The address that the latest code was sent to, even if the code has expired. */
export async function findCodeDestination(
  database: Database,
  userId: string,
  key: CodeKey,
): Promise<string | undefined> {
  const [row] = await database.select().from(codes).where(isCodeOf(userId, key));
  return row?.destination;
}

/** A uniformly random code of `length` decimal digits. */
export function randomDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, "0");
}
