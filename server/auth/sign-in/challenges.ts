import { randomBytes } from "node:crypto";
import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { hashToken } from "../../sessions/hash-token.ts";
import type { PoolChallenge } from "../../user-pool/verbs/authentication.ts";
import type { AuthContext } from "../context.ts";
import { fromPool } from "../shared/code-delivery.ts";
import { otpauthUri } from "../totp/otpauth-uri.ts";
import { type Challenge, ChallengeName, MfaFactor } from "./challenge.type.ts";
import { challenges, type PendingChallenge } from "./challenges-table.ts";

/** The lifetime of the pool's session (AuthSessionValidity). */
const lifetimeMs = 3 * 60 * 1000;

/** Counted here, since Cognito does not count the wrong codes of a session. */
const maximumAnswers = 5;

/** The input fields that give an attribute; the others are given by their names in the pool. */
const attributeFields: Record<string, string> = { name: "name", preferred_username: "handle" };

/** The name of a challenge that this API cannot answer; undefined where it can. */
export function unsupportedStep({ name }: PoolChallenge): string | undefined {
  return isChallengeName(name) ? undefined : name;
}

/**
 * Stores a challenge of the pool, and returns it with an opaque token for the client.
 *
 * @throws if it is not supported, see `unsupportedStep`.
 */
export async function startChallenge(
  { db, clock, userPool }: Pick<AuthContext, "db" | "clock" | "userPool">,
  identifier: string,
  { name, session, username, requiredAttributes, factors, sentCode }: PoolChallenge,
  provedAt: Date,
): Promise<Challenge> {
  if (!isChallengeName(name))
    throw new Error(`The user pool sent the challenge ${name}, which Cruddur does not support.`);
  const totp = name === "MFA_SETUP" ? await userPool.associateTotp({ session }) : undefined;
  const now = clock();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await db.delete(challenges).where(lt(challenges.expiresAt, now));
  await db.insert(challenges).values({
    tokenHash: hashToken(token),
    name,
    identifier,
    username,
    poolSession: totp?.session ?? session,
    requiredAttributes: requiredAttributes.join(","),
    provedAt,
    expiresAt,
  });
  return {
    name,
    token,
    expiresAt: expiresAt.toISOString(),
    requiredAttributes: requiredAttributes.map((attribute) => toField(attribute)),
    factors: factors.filter((factor) => isFactor(factor)),
    totpSecret: totp?.secret ?? null,
    otpauthUri: totp ? otpauthUri(identifier, totp.secret) : null,
    codeDelivery: sentCode ? fromPool(sentCode) : null,
  };
}

/** The challenge of a token, unless it has expired. */
export async function findChallenge(
  { db, clock }: Pick<AuthContext, "db" | "clock">,
  token: string,
): Promise<PendingChallenge | undefined> {
  const [row] = await db
    .select()
    .from(challenges)
    .where(and(eq(challenges.tokenHash, hashToken(token)), gt(challenges.expiresAt, clock())));
  return row;
}

/**
 * Counts an answer before it is checked, so that concurrent answers cannot exceed the maximum.
 *
 * @returns false if there were too many: the challenge must end.
 */
export async function countAnswer(db: Database, { tokenHash }: PendingChallenge): Promise<boolean> {
  const counted = await db
    .update(challenges)
    .set({ answers: sql`${challenges.answers} + 1` })
    .where(and(eq(challenges.tokenHash, tokenHash), lt(challenges.answers, maximumAnswers)))
    .returning({ answers: challenges.answers });
  return counted.length > 0;
}

/** Takes an answer off the count: it was not wrong, but could not be checked. */
export async function refundAnswer(db: Database, { tokenHash }: PendingChallenge): Promise<void> {
  await db
    .update(challenges)
    .set({ answers: sql`${challenges.answers} - 1` })
    .where(and(eq(challenges.tokenHash, tokenHash), gt(challenges.answers, 0)));
}

/** Deletes a challenge that was answered or has failed. */
export async function endChallenge(db: Database, { tokenHash }: PendingChallenge): Promise<void> {
  await db.delete(challenges).where(eq(challenges.tokenHash, tokenHash));
}

function isChallengeName(name: string): name is ChallengeName {
  return Object.hasOwn(ChallengeName, name);
}

function isFactor(name: string): name is MfaFactor {
  return Object.hasOwn(MfaFactor, name);
}

function toField(attribute: string): string {
  return Object.hasOwn(attributeFields, attribute) ? (attributeFields[attribute] ?? attribute) : attribute;
}
