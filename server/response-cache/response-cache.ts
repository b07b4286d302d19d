import { LRUCache } from "lru-cache";
import type { ObservedOperation } from "../observability/request-telemetry.ts";
import type { Freshness, Stamp } from "./cache-epoch.ts";
import { fillIn, type OpenAnswer, takeApart } from "./response-template.ts";
import { Sharing } from "./cache-policy.ts";
import { toBytes } from "../lib/encode-utf8.ts";

/** An answer as it goes out. */
export type Answer = {
  status: number;
  headers: Iterable<[name: string, value: string]>;
  body: string | Buffer;
  /** For the log and the metrics. */
  operation: ObservedOperation;
};

/** The same out of memory. */
export type KeptAnswer = Answer & { body: Buffer };

export type SharedAnswers = {
  /** What was answered to the same request a moment ago, where nothing is left to be asked; see `answer`. */
  recall: (key: string, viewerId: string | undefined) => KeptAnswer | undefined;
  /**
   * Answers a request with what was answered to the same one a moment ago, or executes it.
   *
   * @param key all of the request that the answer depends on, but for the viewer.
   * @param viewerId whose likes are filled in; undefined for a guest.
   */
  answer: (
    key: string,
    viewerId: string | undefined,
    execute: (sharing?: Sharing) => Promise<Answer>,
  ) => Promise<Answer>;
  /** How often an answer was told again, and how often one was made that may be. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/** An attack of ever new requests fills this and no more. Bytes. */
const room = { answers: 32 * 1024 * 1024, filledIn: 32 * 1024 * 1024, asked: 1024 * 1024 };
const longestKey = 8 * 1024;

type Kept = {
  stamp: Stamp;
  /** When the first activity within ends, in milliseconds since 1970. */
  endsAt: number;
  headers: [name: string, value: string][];
  body: Buffer | OpenAnswer;
  operation: ObservedOperation;
};

export type SharedAnswersOptions = {
  clock: () => Date;
  freshness: Freshness;
  /** Off: each request is executed. */
  isOn: boolean;
  /** Which of the activities a person likes. */
  likedBy: (userId: string, activityIds: readonly string[]) => Promise<ReadonlySet<string>>;
};

/**
 * Remembers answers that do not depend on the viewer, for half a second at the most, and drops them all where anything is
 * written on this node. Who asks, and whether their token still counts, is looked at before. Only a success is kept, and
 * only where nothing was written while it was made.
 */
export function createSharedAnswers({
  clock,
  freshness,
  isOn,
  likedBy,
}: SharedAnswersOptions): SharedAnswers {
  const answers = new LRUCache<string, Kept>({
    maxSize: room.answers,
    sizeCalculation: ({ body }, key) => key.length + sizeOf(body) + 200,
  });
  /** Requests that have come once. */
  const asked = new LRUCache<string, true>({ maxSize: room.asked, sizeCalculation: (_, key) => key.length });
  const filledIn = new LRUCache<string, { from: Kept; body: Buffer }>({
    maxSize: room.filledIn,
    sizeCalculation: ({ body }, key) => key.length + body.length + 100,
  });
  /** Likes of a viewer that are being filled in: whoever asks the same meanwhile waits for them. */
  const filling = new Map<string, { from: Kept; body: Promise<Buffer> }>();
  /** Answers under way for requests that were answered before: whoever asks the same meanwhile waits for them. */
  const underWay = new Map<string, { stamp: Stamp; kept: Promise<Kept | undefined> }>();
  const lookups = { hits: 0, misses: 0 };

  function isFresh(kept: Kept): boolean {
    return freshness.isFresh(kept.stamp) && clock().getTime() < kept.endsAt;
  }

  /** The answer with the viewer's likes, where they are filled in already. */
  function filledFor(key: string, kept: Kept, viewerId: string | undefined): KeptAnswer | undefined {
    if (Buffer.isBuffer(kept.body)) return withBody(kept, kept.body);
    const known = filledIn.get(`${viewerId} ${key}`);
    return known?.from === kept ? withBody(kept, known.body) : undefined;
  }

  async function toViewer(key: string, kept: Kept, viewerId: string | undefined): Promise<Answer> {
    const { body } = kept;
    if (Buffer.isBuffer(body)) return withBody(kept, body);
    const known = filledFor(key, kept, viewerId);
    if (known) return known;
    const viewerKey = `${viewerId} ${key}`;
    const others = filling.get(viewerKey);
    if (others?.from === kept) return withBody(kept, await others.body);
    const mine = { from: kept, body: fillFor(body, viewerId) };
    filling.set(viewerKey, mine);
    try {
      const filled = await mine.body;
      if (isFresh(kept)) filledIn.set(viewerKey, { from: kept, body: filled });
      return withBody(kept, filled);
    } finally {
      if (filling.get(viewerKey) === mine) filling.delete(viewerKey);
    }
  }

  async function fillFor(body: OpenAnswer, viewerId: string | undefined): Promise<Buffer> {
    const liked = viewerId === undefined ? new Set<string>() : await likedBy(viewerId, body.activityIds);
    return toBytes(fillIn(body, liked));
  }

  /** Executes a request, and keeps the answer where it may be told again. */
  async function executed(
    key: string,
    viewerId: string | undefined,
    stamp: Stamp,
    execute: (sharing: Sharing) => Promise<Answer>,
  ): Promise<{ answer: Answer; kept: Kept | undefined }> {
    const sharing = new Sharing(stamp);
    const answer = await execute(sharing);
    const { body } = answer;
    const isViewers =
      sharing.scope === "VIEWER" ||
      (sharing.scope === "AUDIENCE_AND_LIKES" && viewerId !== undefined && !sharing.leavesLikesOpen);
    if (isViewers || answer.status !== 200 || typeof body !== "string") return { answer, kept: undefined };
    lookups.misses += 1;
    const kept: Kept = {
      stamp: sharing.stamp,
      endsAt: sharing.endsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(sharing.endsAt),
      headers: [...answer.headers],
      operation: answer.operation,
      body: sharing.leavesLikesOpen ? takeApart(body) : toBytes(body),
    };
    if (freshness.isCurrent(stamp) && key.length <= longestKey && hasComeBefore(key)) {
      answers.set(key, kept);
      return { answer: await toViewer(key, kept, viewerId), kept };
    }
    const mine = Buffer.isBuffer(kept.body) ? kept.body : await fillFor(kept.body, viewerId);
    return { answer: withBody(kept, mine), kept };
  }

  /** To keep what is asked once would cost more than to make it, and push out what is asked often. */
  function hasComeBefore(key: string): boolean {
    const has = answers.has(key) || asked.has(key);
    if (!has) asked.set(key, true);
    return has;
  }

  return {
    lookups,
    recall(key, viewerId) {
      const known = answers.get(key);
      const told = known && isFresh(known) ? filledFor(key, known, viewerId) : undefined;
      if (told) lookups.hits += 1;
      return told;
    },
    async answer(key, viewerId, execute) {
      if (!isOn) return await execute();
      const known = answers.get(key);
      if (known && isFresh(known)) {
        lookups.hits += 1;
        return await toViewer(key, known, viewerId);
      }
      if (!known) return (await executed(key, viewerId, freshness.stamp(), execute)).answer;
      const others = underWay.get(key);
      if (others && freshness.isCurrent(others.stamp)) {
        const kept = await others.kept;
        if (kept && isFresh(kept)) {
          lookups.hits += 1;
          return await toViewer(key, kept, viewerId);
        }
      }
      const stamp = freshness.stamp();
      const mine = executed(key, viewerId, stamp, execute);
      const flight = {
        stamp,
        kept: mine.then(
          ({ kept }) => kept,
          () => undefined,
        ),
      };
      underWay.set(key, flight);
      try {
        return (await mine).answer;
      } finally {
        if (underWay.get(key) === flight) underWay.delete(key);
      }
    },
  };
}

function withBody({ headers, operation }: Kept, body: Buffer): KeptAnswer {
  return { status: 200, headers, body, operation };
}

function sizeOf(body: Buffer | OpenAnswer): number {
  if (Buffer.isBuffer(body)) return body.length;
  return body.parts.reduce((size, part) => size + 2 * part.length + 100, 0);
}
