/**
 * Parses JSON whose text can be stored.
 *
 * @throws SyntaxError also for zero characters and lone surrogates, which JSON can contain but Postgres cannot store.
 */
export function parseStorableJson(text: string): unknown {
  return JSON.parse(text, requireStorableText);
}

function requireStorableText(key: string, value: unknown): unknown {
  for (const text of [key, value]) {
    if (typeof text !== "string") continue;
    if (text.includes("\0") || /\p{Surrogate}/u.test(text)) throw new SyntaxError("Not text");
  }
  return value;
}
