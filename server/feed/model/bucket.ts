import { sha256 } from "../../lib/sha256.ts";

/**
 * What finds an activity: the key of its row. A distributed database keeps all rows of a bucket together: a thread with
 * its likes is in one.
 */
export type ActivityKey = {
  /** 0 to 4095. */
  bucket: number;
  id: string;
};

/** The hexadecimal digits of a bucket, which are the last ones of an id. */
const digits = 3;

/**
 * The bucket that an id tells: its last 12 bits. It is not that of an activity from before ids had buckets, which is in
 * `activity_buckets`.
 */
export function bucketOfId(id: string): number {
  return Number.parseInt(id.slice(-digits), 16);
}

/** The key that an id tells; see `bucketOfId`. */
export function keyOfId(id: string): ActivityKey {
  return { bucket: bucketOfId(id), id };
}

/** The bucket of an author's post with an idempotency key: a request that is sent again finds the first one's row. */
export function bucketOfIdempotencyKey(authorId: string, idempotencyKey: string): number {
  const hash = sha256(`${authorId} ${idempotencyKey}`, "hex");
  return Number.parseInt(hash.slice(0, digits), 16);
}

/** An id that tells a bucket. The digits that it replaces are random, so the order of ids stays. */
export function withBucket(id: string, bucket: number): string {
  return id.slice(0, -digits) + bucket.toString(16).padStart(digits, "0");
}
