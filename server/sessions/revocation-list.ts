import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import { withDeadline } from "../lib/deadline.ts";
import { repeat } from "../lib/repeat.ts";
import type { MemberClaims } from "../user-pool/tokens/access-token-claims.ts";
import { RevocationKind, type RevocationRow, revocations } from "./revocations-table.ts";

type SessionClaims = Pick<MemberClaims, "sub" | "originJti" | "authTime">;

/**
 * The tokens that are refused although their signature is valid. Each node has a copy in memory, so that a
 * check costs no query; the database has the original, which every node reads within a second.
 */
export type RevocationList = {
  /** Whether the session that a token descends from has ended. */
  isRevoked: (claims: SessionClaims) => boolean;
  /**
   * The same, after the copy was read again if the sign-in may be one that came just after the end of the
   * account's others: another node may have exempted it since.
   */
  isRevokedNow: (claims: SessionClaims) => Promise<boolean>;
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
  /** Calls the listener with each session that has ended, on this node or on another. */
  onEnded: (listener: (id: string) => void) => void;
  endSessions: (ended: EndedSession[]) => Promise<void>;
  /**
   * Ends all sign-ins of an account up to now, including those never seen here. Some sessions may be exempt.
   */
  endAccount: (sub: string, exemptSessionIds?: string[]) => Promise<void>;
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

type EndedSession = {
  id: string;
  /**
   * Whether its refresh tokens are used here, and so are refused here. The refresh tokens of another app client
   * remain valid until the user pool refuses them.
   */
  isOurs: boolean;
};

/**
 * How many ended sessions are kept in memory: about 30 MB. The database has them all. A token of an ended
 * session that is not in memory costs a query, which finds that its session has no row, or was revoked.
 */
const defaultMaximumSessions = 100_000;

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
  /** How much earlier than the end of an account's sign-ins the next one may seem. */
  signInTolerance: 2000,
  /** How long a request waits for an untrusted copy to be read again. */
  refreshTimeout: 1000,
};

export type RevocationListOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  /** Called when a reading fails. */
  onError: (error: unknown) => void;
  /** How many ended sessions are kept in memory. */
  maximumSessions?: number | undefined;
};

export async function openRevocationList({
  db,
  clock,
  bus,
  onError,
  maximumSessions = defaultMaximumSessions,
}: RevocationListOptions): Promise<RevocationList> {
  const sessions = new Map<string, RevocationRow>();
  const accounts = new Map<string, RevocationRow>();
  const exemptions = new Map<string, RevocationRow>();
  const rows: Record<RevocationKind, Map<string, RevocationRow>> = {
    [RevocationKind.SESSION]: sessions,
    [RevocationKind.ACCOUNT]: accounts,
    [RevocationKind.EXEMPT]: exemptions,
  };
  const listeners: ((id: string) => void)[] = [];
  let readUpTo: Date | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function isCurrent(): boolean {
    return performance.now() - readAt <= timing.maximumAge;
  }

  async function readNewRows(): Promise<void> {
    const startedAt = performance.now();
    const newRows =
      readUpTo === undefined
        ? await readFirstRows()
        : await db
            .select()
            .from(revocations)
            .where(gte(revocations.revokedAt, new Date(readUpTo.getTime() - timing.overlap)));
    readUpTo ??= new Date(0);
    for (const row of newRows) {
      keep(row);
      if (row.revokedAt > readUpTo) readUpTo = row.revokedAt;
    }
    readAt = startedAt;
  }

  async function readFirstRows(): Promise<RevocationRow[]> {
    const isSession = eq(revocations.kind, RevocationKind.SESSION);
    const ended = await db
      .select()
      .from(revocations)
      .where(isSession)
      .orderBy(desc(revocations.revokedAt))
      .limit(maximumSessions);
    const otherKinds = inArray(revocations.kind, [RevocationKind.ACCOUNT, RevocationKind.EXEMPT]);
    const others = await db.select().from(revocations).where(otherKinds);
    return [...ended.toReversed(), ...others];
  }

  function keep(row: RevocationRow): void {
    if (row.kind !== RevocationKind.SESSION) {
      rows[row.kind].set(row.subject, row);
      return;
    }
    if (sessions.has(row.subject)) return;
    sessions.set(row.subject, row);
    exemptions.delete(row.subject);
    for (const listener of listeners) listener(row.subject);
    if (sessions.size <= maximumSessions) return;
    // A map is in the order of insertion.
    const [oldest] = sessions.keys();
    if (oldest !== undefined) sessions.delete(oldest);
  }

  async function prune(): Promise<void> {
    await db.delete(revocations).where(lt(revocations.forgetAt, sql`now()`));
    for (const ofKind of Object.values(rows)) {
      for (const { subject, forgetAt } of ofKind.values()) if (forgetAt < clock()) ofKind.delete(subject);
    }
  }

  async function store(
    kind: RevocationKind,
    subjects: string[],
    keepFor: keyof typeof retention,
    endedAt = clock(),
  ): Promise<void> {
    if (subjects.length === 0) return;
    const times = { endedAt, revokedAt: sql`now()`, forgetAt: sql`now() + ${retention[keepFor]}` };
    const stored = await db
      .insert(revocations)
      .values(subjects.map((subject) => ({ kind, subject, ...times })))
      .onConflictDoUpdate({ target: [revocations.kind, revocations.subject], set: times })
      .returning();
    for (const row of stored) keep(row);
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

  /** The time of a sign-in has whole seconds, and the clock of the pool may be behind ours. */
  function mayBeExempt({ sub, originJti, authTime }: SessionClaims): boolean {
    const account = accounts.get(sub);
    return (
      account !== undefined &&
      !sessions.has(originJti) &&
      authTime * 1000 + timing.signInTolerance > account.endedAt.getTime()
    );
  }

  await readNewRows();
  const reading = repeat(timing.poll, readNewRows, onError);
  const pruning = repeat(timing.prune, prune, onError);
  await bus.subscribe("revocations", () => void reading.runNow());

  return {
    isRevoked,
    async isRevokedNow(claims) {
      if (!isRevoked(claims)) return false;
      if (mayBeExempt(claims)) await withDeadline(timing.refreshTimeout, reading.runNow);
      return isRevoked(claims);
    },
    isCurrent,
    ageSeconds: () => (performance.now() - readAt) / 1000,
    async refreshNow() {
      await withDeadline(timing.refreshTimeout, reading.runNow);
      return isCurrent();
    },
    onEnded: (listener) => void listeners.push(listener),
    async endSessions(ended) {
      if (ended.length === 0) return;
      const idsOf = (ours: boolean): string[] => [
        ...new Set(ended.filter(({ isOurs }) => isOurs === ours).map(({ id }) => id)),
      ];
      await store(RevocationKind.SESSION, idsOf(true), "accessTokens");
      await store(RevocationKind.SESSION, idsOf(false), "refreshTokens");
      // An exemption of a session that has ended is of no use. So an account has two for each session at most.
      const ids = ended.map(({ id }) => id);
      await db
        .delete(revocations)
        .where(and(eq(revocations.kind, RevocationKind.EXEMPT), inArray(revocations.subject, ids)));
    },
    async endAccount(sub, exemptSessionIds = []) {
      const endedAt = clock();
      await store(RevocationKind.EXEMPT, exemptSessionIds, "refreshTokens", endedAt);
      await store(RevocationKind.ACCOUNT, [sub], "refreshTokens", endedAt);
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
      if (isRevoked(claims)) await store(RevocationKind.EXEMPT, [claims.originJti], "refreshTokens");
      return true;
    },
    stop() {
      reading.stop();
      pruning.stop();
    },
  };
}
