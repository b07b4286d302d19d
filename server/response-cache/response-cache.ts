import { LRUCache } from "lru-cache";
import type { OperationTelemetry } from "../observability/request-telemetry.ts";
import type { CacheEpoch, Snapshot } from "./cache-epoch.ts";
import { renderTemplate, type ResponseTemplate, parseTemplate } from "./response-template.ts";
import { CachePolicy } from "./cache-policy.ts";
import { encodeUtf8 } from "../lib/encode-utf8.ts";

/** An answer as it goes out. */
export type GraphqlResponse = {
  status: number;
  headers: Iterable<[name: string, value: string]>;
  body: string | Buffer;
  /** For the log and the metrics. */
  operation: OperationTelemetry;
};

/** The same out of memory. */
export type CachedResponse = GraphqlResponse & { body: Buffer };

export type ResponseCache = {
  /** What was answered to the same request a moment ago, where nothing is left to be asked; see `answer`. */
  getCached: (key: string, viewerId: string | undefined) => CachedResponse | undefined;
  /**
   * Answers a request with what was answered to the same one a moment ago, or executes it.
   *
   * @param key all of the request that the answer depends on, but for the viewer.
   * @param viewerId whose likes are filled in; undefined for a guest.
   */
  getOrExecute: (
    key: string,
    viewerId: string | undefined,
    execute: (cachePolicy?: CachePolicy) => Promise<GraphqlResponse>,
  ) => Promise<GraphqlResponse>;
  /** How often an answer was told again, and how often one was made that may be. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/** An attack of ever new requests fills this and no more. Bytes. */
const room = { answers: 32 * 1024 * 1024, filledIn: 32 * 1024 * 1024, asked: 1024 * 1024 };
const longestKey = 8 * 1024;

type Kept = {
  stamp: Snapshot;
  /** When the first activity within ends, in milliseconds since 1970. */
  endsAt: number;
  headers: [name: string, value: string][];
  body: Buffer | ResponseTemplate;
  operation: OperationTelemetry;
};

export type ResponseCacheOptions = {
  clock: () => Date;
  cacheEpoch: CacheEpoch;
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
export function createResponseCache({
  clock,
  cacheEpoch,
  isOn,
  likedBy,
}: ResponseCacheOptions): ResponseCache {
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
  const underWay = new Map<string, { stamp: Snapshot; kept: Promise<Kept | undefined> }>();
  const lookups = { hits: 0, misses: 0 };

  function isFresh(kept: Kept): boolean {
    return cacheEpoch.isFresh(kept.stamp) && clock().getTime() < kept.endsAt;
  }

  /** The answer with the viewer's likes, where they are filled in already. */
  function filledFor(key: string, kept: Kept, viewerId: string | undefined): CachedResponse | undefined {
    if (Buffer.isBuffer(kept.body)) return withBody(kept, kept.body);
    const known = filledIn.get(`${viewerId} ${key}`);
    return known?.from === kept ? withBody(kept, known.body) : undefined;
  }

  async function toViewer(key: string, kept: Kept, viewerId: string | undefined): Promise<GraphqlResponse> {
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

  async function fillFor(body: ResponseTemplate, viewerId: string | undefined): Promise<Buffer> {
    const liked = viewerId === undefined ? new Set<string>() : await likedBy(viewerId, body.activityIds);
    return encodeUtf8(renderTemplate(body, liked));
  }

  /** Executes a request, and keeps the answer where it may be told again. */
  async function executed(
    key: string,
    viewerId: string | undefined,
    stamp: Snapshot,
    execute: (cachePolicy: CachePolicy) => Promise<GraphqlResponse>,
  ): Promise<{ answer: GraphqlResponse; kept: Kept | undefined }> {
    const cachePolicy = new CachePolicy(stamp);
    const answer = await execute(cachePolicy);
    const { body } = answer;
    const isViewers =
      cachePolicy.scope === "PRIVATE" ||
      (cachePolicy.scope === "SHARED_EXCEPT_LIKES" &&
        viewerId !== undefined &&
        !cachePolicy.usesLikePlaceholders);
    if (isViewers || answer.status !== 200 || typeof body !== "string") return { answer, kept: undefined };
    lookups.misses += 1;
    const kept: Kept = {
      stamp: cachePolicy.stamp,
      endsAt: cachePolicy.endsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(cachePolicy.endsAt),
      headers: [...answer.headers],
      operation: answer.operation,
      body: cachePolicy.usesLikePlaceholders ? parseTemplate(body) : encodeUtf8(body),
    };
    if (cacheEpoch.isCurrent(stamp) && key.length <= longestKey && hasComeBefore(key)) {
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
    getCached(key, viewerId) {
      const known = answers.get(key);
      const told = known && isFresh(known) ? filledFor(key, known, viewerId) : undefined;
      if (told) lookups.hits += 1;
      return told;
    },
    async getOrExecute(key, viewerId, execute) {
      if (!isOn) return await execute();
      const known = answers.get(key);
      if (known && isFresh(known)) {
        lookups.hits += 1;
        return await toViewer(key, known, viewerId);
      }
      if (!known) return (await executed(key, viewerId, cacheEpoch.snapshot(), execute)).answer;
      const others = underWay.get(key);
      if (others && cacheEpoch.isCurrent(others.stamp)) {
        const kept = await others.kept;
        if (kept && isFresh(kept)) {
          lookups.hits += 1;
          return await toViewer(key, kept, viewerId);
        }
      }
      const stamp = cacheEpoch.snapshot();
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

function withBody({ headers, operation }: Kept, body: Buffer): CachedResponse {
  return { status: 200, headers, body, operation };
}

function sizeOf(body: Buffer | ResponseTemplate): number {
  if (Buffer.isBuffer(body)) return body.length;
  return body.parts.reduce((size, part) => size + 2 * part.length + 100, 0);
}
