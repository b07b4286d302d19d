import { randomBytes } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { hashToken } from "../sessions/hash-token.ts";
import type { PoolChallenge } from "../user-pool/user-pool.ts";
import { type Challenge, ChallengeName } from "./auth-results.type.ts";
import { challenges } from "./challenges-table.ts";

/** As long as Cognito keeps its session (AuthSessionValidity). */
const lifetimeMs = 3 * 60 * 1000;

/** The attributes that a challenge may ask for, and the fields of our input that bring them. */
export const attributeFields = { name: "name", preferred_username: "handle" } as const;

/** Keeps a challenge of the pool; the client gets an opaque token for it. */
export async function startChallenge(
  { db, clock }: { db: Database; clock: () => Date },
  email: string,
  { name, session, username, requiredAttributes }: PoolChallenge,
): Promise<Challenge> {
  if (!isChallengeName(name)) throw new Error(`The user pool asks for ${name}, which Cruddur does not know.`);
  const now = clock();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await db.delete(challenges).where(lt(challenges.expiresAt, now));
  await db.insert(challenges).values({
    tokenHash: hashToken(token),
    name,
    email,
    username,
    poolSession: session,
    requiredAttributes,
    expiresAt,
  });
  return {
    name,
    token,
    expiresAt: expiresAt.toISOString(),
    requiredAttributes: requiredAttributes.map((attribute) => toField(attribute)),
  };
}

export type PendingChallenge = typeof challenges.$inferSelect;

/** The challenge that a token stands for, while it may be answered. */
export async function findChallenge(
  { db, clock }: { db: Database; clock: () => Date },
  token: string,
): Promise<PendingChallenge | undefined> {
  const [row] = await db
    .select()
    .from(challenges)
    .where(and(eq(challenges.tokenHash, hashToken(token)), gt(challenges.expiresAt, clock())));
  return row;
}

/** Drops a challenge that was answered, or can be answered no more. */
export async function endChallenge(db: Database, { tokenHash }: PendingChallenge): Promise<void> {
  await db.delete(challenges).where(eq(challenges.tokenHash, tokenHash));
}

function isChallengeName(name: string): name is ChallengeName {
  return Object.hasOwn(ChallengeName, name);
}

function toField(attribute: string): string {
  if (attribute === "name" || attribute === "preferred_username") return attributeFields[attribute];
  throw new Error(`The user pool asks for the attribute ${attribute}, which Cruddur does not have.`);
}
