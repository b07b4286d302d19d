import { randomBytes } from "node:crypto";
import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { hashToken } from "../../sessions/hash-token.ts";
import type { FirstFactor } from "../../user-pool/profile/pool-profile.ts";
import type { PoolChallenge } from "../../user-pool/verbs/authentication.ts";
import type { AuthContext } from "../context.ts";
import { fromPool } from "../shared/code-delivery.ts";
import { otpauthUri } from "../totp/otpauth-uri.ts";
import { type Challenge, ChallengeName, MfaFactor } from "./challenge.type.ts";
import { challenges, type PendingChallenge } from "./challenges-table.ts";

/** The lifetime of the pool's session (AuthSessionValidity). */
export const challengeLifetimeMs = 3 * 60 * 1000;

/** Counted here, since Cognito does not count the wrong codes of a session. */
const maximumAnswers = 5;

/** The input fields that give an attribute; the others are given by their names in the pool. */
const attributeFields: Record<string, string> = { name: "name", preferred_username: "handle" };

/** These come first in a sign-in, and only where it began with something else than a password: see `startFirstFactor`. */
const firstFactorChallenges: ReadonlySet<string> = new Set<ChallengeName>([
  "SELECT_CHALLENGE",
  "PASSWORD",
  "WEB_AUTHN",
]);

/** The name of a challenge that this API cannot answer after a first factor; undefined where it can. */
export function unsupportedStep({ name }: PoolChallenge): string | undefined {
  return isChallengeName(name) && !firstFactorChallenges.has(name) ? undefined : name;
}

/** What a sign-in has shown so far. */
export type Progress = {
  /** What named the account in the sign-in, as attempts are counted. */
  identifier: string;
  /** When the first factor was shown. */
  provedAt: Date;
  /** Default: the password. */
  provedFactor?: FirstFactor | "NONE" | undefined;
};

/**
 * Stores a challenge of the pool that follows the first factor, and returns it with an opaque token for the client.
 *
 * @throws if it is not supported, see `unsupportedStep`.
 */
export async function startChallenge(
  { db, clock, userPool }: Pick<AuthContext, "db" | "clock" | "userPool">,
  progress: Progress,
  { name, session, username, requiredAttributes, factors, customParameters, sentCode }: PoolChallenge,
): Promise<Challenge> {
  if (!isChallengeName(name))
    throw new Error(`The user pool sent the challenge ${name}, which Cruddur does not support.`);
  const totp = name === "MFA_SETUP" ? await userPool.associateTotp({ session }) : undefined;
  const poolSession = totp?.session ?? session;
  return await storeChallenge({ db, clock }, progress, {
    name,
    username,
    poolSession,
    requiredAttributes,
    factors: factors.filter((factor) => isFactor(factor)),
    customParameters,
    totpSecret: totp?.secret ?? null,
    otpauthUri: totp ? otpauthUri(progress.identifier, totp.secret) : null,
    codeDelivery: sentCode ? fromPool(sentCode) : null,
  });
}

/** A challenge to be stored, with what the client gets of it. */
export type NewChallenge = Pick<PendingChallenge, "name" | "username" | "poolSession"> &
  Partial<Omit<Challenge, "name" | "token" | "expiresAt">>;

/** Stores a challenge, and returns it with an opaque token for the client. */
export async function storeChallenge(
  { db, clock }: Pick<AuthContext, "db" | "clock">,
  { identifier, provedAt, provedFactor = "PASSWORD" }: Progress,
  { name, username, poolSession, requiredAttributes = [], ...parameters }: NewChallenge,
): Promise<Challenge> {
  const now = clock();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + challengeLifetimeMs);
  await db.delete(challenges).where(lt(challenges.expiresAt, now));
  await db.insert(challenges).values({
    tokenHash: hashToken(token),
    name,
    identifier,
    username,
    poolSession,
    requiredAttributes: requiredAttributes.join(","),
    provedFactor,
    provedAt,
    expiresAt,
  });
  return {
    factors: [],
    availableFactors: [],
    totpSecret: null,
    otpauthUri: null,
    codeDelivery: null,
    webAuthnRequest: null,
    customParameters: [],
    ...parameters,
    name,
    token,
    expiresAt: expiresAt.toISOString(),
    requiredAttributes: requiredAttributes.map((attribute) => toField(attribute)),
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
