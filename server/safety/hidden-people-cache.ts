import { gte, lt, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import { type HiddenPeople, nobodyHidden } from "../graphql/hidden-people.ts";
import { repeat } from "../lib/repeat.ts";
import { hiddenPeopleChanges } from "./hidden-people-changes-table.ts";
import { readHiddenPeople, type StoredHiddenPeople } from "./read-hidden-people.ts";

/**
 * The hidden people of members, in the memory of this node. A change here takes effect before its mutation returns; one on
 * another node with its message on the bus, or within half a second, when this node reads it from the database.
 */
export type HiddenPeopleCache = {
  /** Those of a member, if they are cached; nobody for a guest or a machine. */
  getCached: (userId: string | undefined) => HiddenPeople | undefined;
  /** The same, from the database if they are not cached. */
  of: (userId: string | undefined) => Promise<HiddenPeople>;
  /** Must be called once the hidden people of users have changed. */
  changed: (userIds: readonly string[]) => void;
  stop: () => void;
};

export type HiddenPeopleCacheOptions = {
  db: Database;
  bus: Bus;
  /** Called when changes cannot be read. */
  onError: (error: unknown) => void;
};

const channel = "hidden-people";

/** Members in memory, and the ids of all their hidden people: about 50 MB when full. */
const maximum = { members: 100_000, ids: 300_000 };

/** Milliseconds. */
const timing = {
  poll: 500,
  prune: 10 * 60 * 1000,
  /** Each reading repeats this much: a change that began earlier may be committed after a later one was read. */
  overlap: 10_000,
  /** How long what is cached is trusted while changes cannot be read. */
  maximumAge: 3000,
};

/** How long a change is kept: for longer than any node may take to read it. */
const retention = sql`interval '1 hour'`;

type Loading = { result: Promise<StoredHiddenPeople>; isOutdated: boolean };

export async function openHiddenPeopleCache({
  db,
  bus,
  onError,
}: HiddenPeopleCacheOptions): Promise<HiddenPeopleCache> {
  const cached = new LRUCache<string, StoredHiddenPeople>({
    max: maximum.members,
    maxSize: maximum.members + maximum.ids,
    sizeCalculation: ({ size }) => 1 + size,
  });
  const loading = new Map<string, Loading>();
  /** The changes that were read before, by user. */
  let knownChanges = new Map<string, string>();
  let readUpTo: Date | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  const isCurrent = (): boolean => performance.now() - readAt <= timing.maximumAge;

  function forget(userId: string): void {
    cached.delete(userId);
    const current = loading.get(userId);
    if (current) current.isOutdated = true;
    loading.delete(userId);
  }

  async function readChanges(): Promise<void> {
    const startedAt = performance.now();
    const since = readUpTo && new Date(readUpTo.getTime() - timing.overlap);
    const changes = await db
      .select()
      .from(hiddenPeopleChanges)
      .where(
        gte(
          hiddenPeopleChanges.changedAt,
          since ?? sql`now() - ${timing.overlap} * interval '1 millisecond'`,
        ),
      );
    readUpTo ??= new Date(0);
    for (const { userId, changeId, changedAt } of changes) {
      if (knownChanges.get(userId) !== changeId) forget(userId);
      if (changedAt > readUpTo) readUpTo = changedAt;
    }
    knownChanges = new Map(changes.map(({ userId, changeId }) => [userId, changeId]));
    readAt = startedAt;
  }

  async function load(userId: string): Promise<HiddenPeople> {
    const known = loading.get(userId);
    if (known) return (await known.result).hiddenPeople;
    const current: Loading = { result: readHiddenPeople(db, userId), isOutdated: false };
    loading.set(userId, current);
    try {
      const found = await current.result;
      // What changed while it was read must not be cached.
      if (!current.isOutdated) cached.set(userId, found);
      return found.hiddenPeople;
    } finally {
      if (loading.get(userId) === current) loading.delete(userId);
    }
  }

  function getCached(userId: string | undefined): HiddenPeople | undefined {
    if (userId === undefined) return nobodyHidden;
    return isCurrent() ? cached.get(userId)?.hiddenPeople : undefined;
  }

  async function prune(): Promise<void> {
    await db.delete(hiddenPeopleChanges).where(lt(hiddenPeopleChanges.changedAt, sql`now() - ${retention}`));
  }

  await readChanges();
  const reading = repeat(timing.poll, readChanges, onError);
  const pruning = repeat(timing.prune, prune, onError);
  await bus.subscribe(channel, (message) => {
    for (const userId of message.split(" ")) forget(userId);
  });

  return {
    getCached,
    of: async (userId) => getCached(userId) ?? (await load(userId ?? "")),
    changed(userIds) {
      for (const userId of userIds) forget(userId);
      // Not awaited: without the message the other nodes read the change at their next poll.
      void bus.publish(channel, userIds.join(" "));
    },
    stop() {
      reading.stop();
      pruning.stop();
    },
  };
}
