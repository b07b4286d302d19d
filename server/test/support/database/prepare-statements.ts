import type { PGlite } from "@electric-sql/pglite";

type Messages = Awaited<ReturnType<PGlite["execProtocolStream"]>>;

/** A statement that Postgres has parsed, and its replies to that: PGlite reads the parameters' types from them. */
type Prepared = { name: string; parsed: Messages; described: Messages };

/** Each takes some ten kilobytes of the database's memory. */
const maximumStatements = 500;

const isPreparable = /^\s*(?:select|insert|update|delete|with)\b/iu;
const changesTables = /\b(?:create|alter|drop)\b/iu;

/**
 * PGlite sends a statement in six messages, one at a time, and Postgres parses and plans it each time. Here the messages of a
 * statement that was executed before are sent together, with the name of the parsed one: a third less CPU. A change of
 * tables forgets all statements, because those with `*` would be refused.
 *
 * @see https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export function prepareStatements(client: PGlite): void {
  const send = client.execProtocolStream.bind(client);
  const statements = new Map<string, Prepared>();
  let names = 0;
  /** The statement that is being executed, and its messages that are not sent yet. */
  let current: Prepared | undefined;
  let unsent: Uint8Array[] = [];
  let isSynced = false;

  client.execProtocolStream = async (message, options) => {
    const kind = String.fromCharCode(message[0] ?? 0);
    if (kind === "Q" && changesTables.test(decoder.decode(message))) statements.clear();
    if (kind === "P") {
      // The text and the types of parameters follow the name, which is empty.
      const text = decoder.decode(message.subarray(6));
      if (changesTables.test(text)) statements.clear();
      current = statements.get(text);
      unsent = [];
      isSynced = false;
      if (current) return current.parsed;
      if (!isPreparable.test(text) || statements.size >= maximumStatements)
        return await send(message, options);
      const name = `test_${names++}`;
      const parsed = await send(withName(message, 5, name), options);
      const described = await send(withName(describeStatement, 6, name), options);
      current = { name, parsed, described };
      statements.set(text, current);
      return parsed;
    }
    if (!current) return await send(message, options);
    switch (kind) {
      case "B":
        // The statement's name follows the portal's, which is empty.
        unsent.push(withName(message, 6, current.name));
        return [];
      case "D":
        if (message[5] === byte("S")) return current.described;
        unsent.push(message);
        return [];
      case "E":
        isSynced = true;
        return await send(join([...unsent, message, sync]), options);
      case "S":
        current = undefined;
        return isSynced ? [] : await send(message, options);
      default:
        return await send(message, options);
    }
  };
}

const byte = (letter: string): number => letter.charCodeAt(0);
const sync = Uint8Array.of(byte("S"), 0, 0, 0, 4);
const describeStatement = Uint8Array.of(byte("D"), 0, 0, 0, 6, byte("S"), 0);
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A message with a name in place of the empty one, whose final zero is at this byte. */
function withName(message: Uint8Array, at: number, name: string): Uint8Array {
  const named = join([message.subarray(0, at), encoder.encode(name), message.subarray(at)]);
  // The length counts all but the first byte.
  new DataView(named.buffer).setUint32(1, named.length - 1);
  return named;
}

function join(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
