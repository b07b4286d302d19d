/** A value of CBOR, as far as WebAuthn needs it. The keys of a map are text, or integers as in COSE. */
export type CborValue = number | string | Buffer | Map<number | string, CborValue>;

/**
 * Encodes a value in the shortest form.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8949
 */
export function encodeCbor(value: CborValue): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, each]) => [encodeCbor(key), encodeCbor(each)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(majorType: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(majorType << 5) | length]);
  if (length < 0x100) return Buffer.from([(majorType << 5) | 24, length]);
  const bytes = Buffer.alloc(3);
  bytes.writeUInt8((majorType << 5) | 25);
  bytes.writeUInt16BE(length, 1);
  return bytes;
}
