import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import { withDeadline } from "../lib/deadline.ts";
import { repeat } from "../lib/repeat.ts";
import type { AccessTokenClaims } from "../user-pool/tokens/token-verifier.ts";
import { RevocationKind, type RevocationRow, revocations } from "./revocations-table.ts";

type SessionClaims = Pick<AccessTokenClaims, "sub" | "originJti" | "authTime">;

/**
 * The tokens that are refused although their signature is valid. Each node has a copy in memory, so that a
 * check costs no query; the database has the original, which every node reads within a second.
 */
export type RevocationList = {
  /** Whether the session that a token descends from has ended. */
  isRevoked: (claims: SessionClaims) => boolean;
  /** Whether the copy was read recently enough to be trusted. */
  isCurrent: () => boolean;
  /** Seconds since the copy was read. */
  ageSeconds: () => number;
  /**
   * Reads the list again, waiting one second at most.
   *
   * @returns whether the copy is current now.
   */
  refreshNow: () => Promise<boolean>;
  /**
   * Ends one session.
   *
   * @param isOurs whether its refresh tokens are used here, and so are refused here. The refresh tokens of
   *   another app client remain valid until the user pool refuses them.
   */
  endSession: (id: string, isOurs: boolean) => Promise<void>;
  /**
   * Ends all sign-ins of an account up to now, including those never seen here. One session may be exempt.
   */
  endAccount: (sub: string, exemptSessionId?: string) => Promise<void>;
  /**
   * Exempts a new sign-in from a revocation of its account that came before it. It would seem to come after
   * if the clock of the user pool is behind ours.
   *
   * @param provedAt when the password or code was given to the pool.
   * @returns false if the account's sign-ins were ended since: the old password was given too late.
   */
  allowSignIn: (claims: SessionClaims, provedAt: Date) => Promise<boolean>;
  stop: () => void;
};

/**
 * The longest lifetimes, and a margin: a day for access tokens in Cognito, 30 days for refresh tokens in our
 * pool.
 */
const retention = { accessTokens: sql`interval '25 hours'`, refreshTokens: sql`interval '31 days'` };

/** Milliseconds. */
const timing = {
  poll: 500,
  prune: 10 * 60 * 1000,
  /** Each reading repeats this much: an insert that began earlier may commit after a later one was read. */
  overlap: 10_000,
  /** How long a copy is trusted. */
  maximumAge: 3000,
  /** How long a request waits for an untrusted copy to be read again. */
  refreshTimeout: 1000,
};

export type RevocationListOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  /** Called when a reading fails. */
  onError: (error: unknown) => void;
};

export async function openRevocationList({
  db,
  clock,
  bus,
  onError,
}: RevocationListOptions): Promise<RevocationList> {
  const sessions = new Map<string, RevocationRow>();
  const accounts = new Map<string, RevocationRow>();
  const exemptions = new Map<string, RevocationRow>();
  const rows: Record<RevocationKind, Map<string, RevocationRow>> = {
    [RevocationKind.SESSION]: sessions,
    [RevocationKind.ACCOUNT]: accounts,
    [RevocationKind.EXEMPT]: exemptions,
  };
  let readUpTo = new Date(0);
  let readAt = Number.NEGATIVE_INFINITY;

  function isCurrent(): boolean {
    return performance.now() - readAt <= timing.maximumAge;
  }

  async function readNewRows(): Promise<void> {
    const startedAt = performance.now();
    const since = new Date(readUpTo.getTime() - timing.overlap);
    const newRows = await db.select().from(revocations).where(gte(revocations.revokedAt, since));
    for (const row of newRows) {
      rows[row.kind].set(row.subject, row);
      if (row.revokedAt > readUpTo) readUpTo = row.revokedAt;
    }
    readAt = startedAt;
  }

  async function prune(): Promise<void> {
    await db.delete(revocations).where(lt(revocations.forgetAt, sql`now()`));
    for (const ofKind of Object.values(rows)) {
      for (const { subject, forgetAt } of ofKind.values()) if (forgetAt < clock()) ofKind.delete(subject);
    }
  }

  async function store(
    kind: RevocationKind,
    subject: string,
    keepFor: keyof typeof retention,
    endedAt = clock(),
  ): Promise<void> {
    const times = { endedAt, revokedAt: sql`now()`, forgetAt: sql`now() + ${retention[keepFor]}` };
    const [row] = await db
      .insert(revocations)
      .values({ kind, subject, ...times })
      .onConflictDoUpdate({ target: [revocations.kind, revocations.subject], set: times })
      .returning();
    if (row) rows[kind].set(subject, row);
    // Not awaited: without the message the other nodes read the row at their next poll.
    void bus.publish("revocations", "");
  }

  function isRevoked({ sub, originJti, authTime }: SessionClaims): boolean {
    if (sessions.has(originJti)) return true;
    const account = accounts.get(sub);
    if (account === undefined || authTime * 1000 > account.endedAt.getTime()) return false;
    const exemption = exemptions.get(originJti);
    return exemption === undefined || exemption.endedAt < account.endedAt;
  }

  await readNewRows();
  const reading = repeat(timing.poll, readNewRows, onError);
  const pruning = repeat(timing.prune, prune, onError);
  await bus.subscribe("revocations", () => void reading.runNow());

  return {
    isRevoked,
    isCurrent,
    ageSeconds: () => (performance.now() - readAt) / 1000,
    async refreshNow() {
      await withDeadline(timing.refreshTimeout, reading.runNow);
      return isCurrent();
    },
    endSession: (id, isOurs) => store(RevocationKind.SESSION, id, isOurs ? "accessTokens" : "refreshTokens"),
    async endAccount(sub, exemptSessionId) {
      const endedAt = clock();
      if (exemptSessionId !== undefined)
        await store(RevocationKind.EXEMPT, exemptSessionId, "refreshTokens", endedAt);
      await store(RevocationKind.ACCOUNT, sub, "refreshTokens", endedAt);
    },
    async allowSignIn(claims, provedAt) {
      // From the database, since another node may have ended the account's sign-ins just now.
      const ofAccount = and(
        eq(revocations.kind, RevocationKind.ACCOUNT),
        eq(revocations.subject, claims.sub),
      );
      const [account] = await db.select().from(revocations).where(ofAccount);
      if (!account) return true;
      accounts.set(claims.sub, account);
      if (account.endedAt >= provedAt) return false;
      if (isRevoked(claims)) await store(RevocationKind.EXEMPT, claims.originJti, "refreshTokens");
      return true;
    },
    stop() {
      reading.stop();
      pruning.stop();
    },
  };
}
