/**
 * The bucket of a post from before ids had buckets, as an SQL expression: a post with an idempotency key gets the one that
 * the key gives a request that is sent again, any other one the last 12 bits of its id. Equals `bucket.ts` of the feed.
 *
 * @param row the name of a row of `activities`.
 */
export function oldBucketOf(row: string): string {
  const hash = `encode(sha256(convert_to(${row}.author_id::text || ' ' || ${row}.idempotency_key, 'UTF8')), 'hex')`;
  return `case when ${row}.idempotency_key is null then ${bucketOfId(`${row}.id`)} else ${fromDigits(`left(${hash}, 3)`)} end`;
}

/** The bucket that an id tells, as an SQL expression. */
export function bucketOfId(id: string): string {
  return fromDigits(`right(${id}::text, 3)`);
}

function fromDigits(hexadecimal: string): string {
  // Casts to `bit` are missing in some databases.
  const digit = (position: number): string =>
    `(strpos('0123456789abcdef', substr(${hexadecimal}, ${position}, 1)) - 1)`;
  return `(${digit(1)} * 256 + ${digit(2)} * 16 + ${digit(3)})::smallint`;
}
