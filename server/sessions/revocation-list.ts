import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import { repeat } from "../lib/repeat.ts";
import { revocations } from "./revocations-table.ts";

type TokenOfSession = Pick<AccessTokenClaims, "sub" | "originJti" | "authTime">;

/**
 * What tokens are refused although they verify: kept in memory, so that asking costs no query, and in the database, so
 * that every node learns of it within a second.
 */
export type RevocationList = {
  /** Whether the sign-in that a token descends from has ended. */
  isRevoked: (claims: TokenOfSession) => boolean;
  /** Whether the list is as the database had it a moment ago. */
  isCurrent: () => boolean;
  /** How long ago it was read. */
  ageSeconds: () => number;
  /**
   * Asks the database once more, and does not wait long: without an answer nobody can tell which tokens still count.
   *
   * @returns whether the list is current now.
   */
  refreshNow: () => Promise<boolean>;
  /**
   * Ends one session.
   *
   * @param isOurs whether its refresh tokens come here, and are refused here; another app client goes on refreshing
   *   until the user pool says no.
   */
  endSession: (id: string, isOurs: boolean) => Promise<void>;
  /** Ends every sign-in of an account up to now, those never seen here too, but for one session. */
  endAccount: (sub: string, sparedSessionId?: string) => Promise<void>;
  /**
   * Lets a new sign-in be, where the clock of the user pool is behind ours and an end of all sign-ins a moment ago would
   * seem to end this one, too.
   *
   * @param provedAt when the password or code was given to the pool.
   * @returns false where all sign-ins ended since: whoever gave the old password is too late.
   */
  allowSignIn: (claims: TokenOfSession, provedAt: Date) => Promise<boolean>;
  stop: () => void;
};

/** An access token lives a day at the most (Cognito's limit); a refresh token 30 days in the pool that we define. */
const keptFor = { accessTokens: sql`interval '25 hours'`, refreshTokens: sql`interval '31 days'` };

/** Milliseconds. */
const timing = {
  poll: 500,
  prune: 10 * 60 * 1000,
  /** How long a statement that inserts may be under way while a later one is read already. */
  overlap: 10_000,
  /** A list that was read longer ago than this is not trusted. */
  trusted: 3000,
  /** How long a request waits for a list that is not trusted to be read anew. */
  patience: 1000,
};

type Row = typeof revocations.$inferSelect;

export type RevocationListOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  /** Hears of each reading that failed. */
  onError: (error: unknown) => void;
};

export async function openRevocationList({
  db,
  clock,
  bus,
  onError,
}: RevocationListOptions): Promise<RevocationList> {
  const rows: Record<Row["kind"], Map<string, Row>> = {
    SESSION: new Map(),
    ACCOUNT: new Map(),
    SPARED: new Map(),
  };
  let readUpTo = new Date(0);
  let readAt = Number.NEGATIVE_INFINITY;

  function isCurrent(): boolean {
    return performance.now() - readAt <= timing.trusted;
  }

  async function readNews(): Promise<void> {
    const began = performance.now();
    const since = new Date(readUpTo.getTime() - timing.overlap);
    const news = await db.select().from(revocations).where(gte(revocations.revokedAt, since));
    for (const row of news) {
      rows[row.kind].set(row.subject, row);
      if (row.revokedAt > readUpTo) readUpTo = row.revokedAt;
    }
    readAt = began;
  }

  async function prune(): Promise<void> {
    await db.delete(revocations).where(lt(revocations.forgetAt, sql`now()`));
    for (const kind of Object.values(rows)) {
      for (const { subject, forgetAt } of kind.values()) if (forgetAt < clock()) kind.delete(subject);
    }
  }

  async function store(
    kind: Row["kind"],
    subject: string,
    kept: keyof typeof keptFor,
    endedAt = clock(),
  ): Promise<void> {
    const times = { endedAt, revokedAt: sql`now()`, forgetAt: sql`now() + ${keptFor[kept]}` };
    const [row] = await db
      .insert(revocations)
      .values({ kind, subject, ...times })
      .onConflictDoUpdate({ target: [revocations.kind, revocations.subject], set: times })
      .returning();
    if (row) rows[kind].set(subject, row);
    // The others would find it anyway; nobody waits for Redis.
    void bus.publish("revocations", "");
  }

  function isRevoked({ sub, originJti, authTime }: TokenOfSession): boolean {
    if (rows.SESSION.has(originJti)) return true;
    const account = rows.ACCOUNT.get(sub);
    if (account === undefined || authTime * 1000 > account.endedAt.getTime()) return false;
    const spared = rows.SPARED.get(originJti);
    return spared === undefined || spared.endedAt < account.endedAt;
  }

  await readNews();
  const reading = repeat(timing.poll, readNews, onError);
  const pruning = repeat(timing.prune, prune, onError);
  await bus.subscribe("revocations", () => void reading.runNow());

  return {
    isRevoked,
    isCurrent,
    ageSeconds: () => (performance.now() - readAt) / 1000,
    async refreshNow() {
      await Promise.race([reading.runNow(), passed(timing.patience)]);
      return isCurrent();
    },
    endSession: (id, isOurs) => store("SESSION", id, isOurs ? "accessTokens" : "refreshTokens"),
    async endAccount(sub, sparedSessionId) {
      const endedAt = clock();
      if (sparedSessionId !== undefined) await store("SPARED", sparedSessionId, "refreshTokens", endedAt);
      await store("ACCOUNT", sub, "refreshTokens", endedAt);
    },
    async allowSignIn(claims, provedAt) {
      // Another node may have ended them a moment ago.
      const ofAccount = and(eq(revocations.kind, "ACCOUNT"), eq(revocations.subject, claims.sub));
      const [account] = await db.select().from(revocations).where(ofAccount);
      if (!account) return true;
      rows.ACCOUNT.set(claims.sub, account);
      if (account.endedAt >= provedAt) return false;
      if (isRevoked(claims)) await store("SPARED", claims.originJti, "refreshTokens");
      return true;
    },
    stop() {
      reading.stop();
      pruning.stop();
    },
  };
}

async function passed(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
