import { LRUCache } from "lru-cache";
import { encodeUtf8 } from "../lib/encode-utf8.ts";
import type { OperationTelemetry } from "../observability/request-telemetry.ts";
import type { CacheEpoch, Snapshot } from "./cache-epoch.ts";
import { CachePolicy } from "./cache-policy.ts";
import { parseTemplate, renderTemplate, type ResponseTemplate, type RowKey } from "./response-template.ts";

/** A response as it is sent. */
export type GraphqlResponse = {
  status: number;
  headers: Iterable<[name: string, value: string]>;
  body: string | Buffer;
  /** For the log and the metrics. */
  operation: OperationTelemetry;
};

export type CachedResponse = GraphqlResponse & { body: Buffer };

export type ResponseCache = {
  /** The cached response, where it can be sent without a query; undefined: call `getOrExecute`. */
  getCached: (key: string, viewerId: string | undefined) => CachedResponse | undefined;
  /**
   * The cached response, or that of an execution.
   *
   * @param key see `cacheKey`.
   * @param viewerId whose likes are filled in; undefined for a guest.
   */
  getOrExecute: (
    key: string,
    viewerId: string | undefined,
    execute: (cachePolicy?: CachePolicy) => Promise<GraphqlResponse>,
  ) => Promise<GraphqlResponse>;
  /** How many cacheable responses were served from the cache, and how many were executed. */
  lookups: Readonly<{ hits: number; misses: number }>;
};

/** Bytes: the most that an attack with ever new requests can fill. */
const maximumBytes = { responses: 32 * 1024 * 1024, rendered: 32 * 1024 * 1024, keysSeen: 1024 * 1024 };
const maximumKeyLength = 8 * 1024;

type Entry = {
  snapshot: Snapshot;
  /** When the first activity in the response expires, in milliseconds since 1970. */
  expiresAt: number;
  headers: [name: string, value: string][];
  body: Buffer | ResponseTemplate;
  operation: OperationTelemetry;
};

export type ResponseCacheOptions = {
  clock: () => Date;
  cacheEpoch: CacheEpoch;
  /** False: each request is executed. */
  isOn: boolean;
  /** The ids of those of the activities that a user likes. */
  likedBy: (userId: string, activities: readonly RowKey[]) => Promise<ReadonlySet<string>>;
};

/**
 * Caches responses that do not depend on the viewer for up to 500 ms; any mutation on the node invalidates them all.
 * Authentication is checked on every request, before the cache is asked. Only successful responses are cached, and only
 * where nothing was written during their execution.
 */
export function createResponseCache({
  clock,
  cacheEpoch,
  isOn,
  likedBy,
}: ResponseCacheOptions): ResponseCache {
  const responses = new LRUCache<string, Entry>({
    maxSize: maximumBytes.responses,
    sizeCalculation: ({ body }, key) => key.length + sizeOf(body) + 200,
  });
  /** Keys that were requested once. */
  const keysSeen = new LRUCache<string, true>({
    maxSize: maximumBytes.keysSeen,
    sizeCalculation: (_, key) => key.length,
  });
  /** Responses with a viewer's likes. */
  const rendered = new LRUCache<string, { entry: Entry; body: Buffer }>({
    maxSize: maximumBytes.rendered,
    sizeCalculation: ({ body }, key) => key.length + body.length + 100,
  });
  /** Likes that are being read: equal requests of the same viewer wait for them. */
  const rendering = new Map<string, { entry: Entry; body: Promise<Buffer> }>();
  /** Executions that replace an entry: equal requests wait for them. */
  const executing = new Map<string, { snapshot: Snapshot; entry: Promise<Entry | undefined> }>();
  const lookups = { hits: 0, misses: 0 };

  function isFresh(entry: Entry): boolean {
    return cacheEpoch.isFresh(entry.snapshot) && clock().getTime() < entry.expiresAt;
  }

  /** The response for the viewer, where it is rendered already. */
  function getRendered(key: string, entry: Entry, viewerId: string | undefined): CachedResponse | undefined {
    if (Buffer.isBuffer(entry.body)) return toResponse(entry, entry.body);
    const known = rendered.get(`${viewerId} ${key}`);
    return known?.entry === entry ? toResponse(entry, known.body) : undefined;
  }

  async function renderOnce(
    key: string,
    entry: Entry,
    viewerId: string | undefined,
  ): Promise<GraphqlResponse> {
    const { body: template } = entry;
    if (Buffer.isBuffer(template)) return toResponse(entry, template);
    const known = getRendered(key, entry, viewerId);
    if (known) return known;
    const viewerKey = `${viewerId} ${key}`;
    const others = rendering.get(viewerKey);
    if (others?.entry === entry) return toResponse(entry, await others.body);
    const own = { entry, body: render(template, viewerId) };
    rendering.set(viewerKey, own);
    try {
      const body = await own.body;
      if (isFresh(entry)) rendered.set(viewerKey, { entry, body });
      return toResponse(entry, body);
    } finally {
      if (rendering.get(viewerKey) === own) rendering.delete(viewerKey);
    }
  }

  async function render(template: ResponseTemplate, viewerId: string | undefined): Promise<Buffer> {
    const liked = viewerId === undefined ? new Set<string>() : await likedBy(viewerId, template.activities);
    return encodeUtf8(renderTemplate(template, liked));
  }

  /** Executes a request, and stores the response where its policy allows. */
  async function executeAndStore(
    key: string,
    viewerId: string | undefined,
    snapshot: Snapshot,
    execute: (cachePolicy: CachePolicy) => Promise<GraphqlResponse>,
  ): Promise<{ response: GraphqlResponse; entry: Entry | undefined }> {
    const policy = new CachePolicy(snapshot);
    const response = await execute(policy);
    const { status, headers, body, operation } = response;
    const isPrivate =
      policy.scope === "PRIVATE" ||
      (policy.scope === "SHARED_EXCEPT_LIKES" && viewerId !== undefined && !policy.usesLikePlaceholders);
    if (isPrivate || status !== 200 || typeof body !== "string") return { response, entry: undefined };
    lookups.misses += 1;
    const entry: Entry = {
      snapshot: policy.snapshot,
      expiresAt: policy.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(policy.expiresAt),
      headers: [...headers],
      operation,
      body: policy.usesLikePlaceholders ? parseTemplate(body) : encodeUtf8(body),
    };
    if (cacheEpoch.isCurrent(snapshot) && key.length <= maximumKeyLength && wasSeen(key)) {
      responses.set(key, entry);
      return { response: await renderOnce(key, entry, viewerId), entry };
    }
    const own = Buffer.isBuffer(entry.body) ? entry.body : await render(entry.body, viewerId);
    return { response: toResponse(entry, own), entry };
  }

  /** To store a response that is requested once would cost more than it saves, and evict others. */
  function wasSeen(key: string): boolean {
    const known = responses.has(key) || keysSeen.has(key);
    if (!known) keysSeen.set(key, true);
    return known;
  }

  return {
    lookups,
    getCached(key, viewerId) {
      const entry = responses.get(key);
      const cached = entry && isFresh(entry) ? getRendered(key, entry, viewerId) : undefined;
      if (cached) lookups.hits += 1;
      return cached;
    },
    async getOrExecute(key, viewerId, execute) {
      if (!isOn) return await execute();
      const entry = responses.get(key);
      if (entry && isFresh(entry)) {
        lookups.hits += 1;
        return await renderOnce(key, entry, viewerId);
      }
      if (!entry) return (await executeAndStore(key, viewerId, cacheEpoch.snapshot(), execute)).response;
      const others = executing.get(key);
      if (others && cacheEpoch.isCurrent(others.snapshot)) {
        const theirs = await others.entry;
        if (theirs && isFresh(theirs)) {
          lookups.hits += 1;
          return await renderOnce(key, theirs, viewerId);
        }
      }
      const snapshot = cacheEpoch.snapshot();
      const stored = executeAndStore(key, viewerId, snapshot, execute);
      const own = {
        snapshot,
        entry: stored.then(
          (result) => result.entry,
          () => undefined,
        ),
      };
      executing.set(key, own);
      try {
        return (await stored).response;
      } finally {
        if (executing.get(key) === own) executing.delete(key);
      }
    },
  };
}

function toResponse({ headers, operation }: Entry, body: Buffer): CachedResponse {
  return { status: 200, headers, body, operation };
}

function sizeOf(body: Buffer | ResponseTemplate): number {
  if (Buffer.isBuffer(body)) return body.length;
  return body.parts.reduce((size, part) => size + 2 * part.length + 100, 0);
}
