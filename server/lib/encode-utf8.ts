const scratch = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * Encodes text as UTF-8 at half the cost of `Buffer.from`, which reads the text twice: to count the bytes and to write
 * them.
 */
export function encodeUtf8(text: string): Buffer {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 > scratch.length) return Buffer.from(text);
  return Buffer.from(scratch.subarray(0, scratch.write(text)));
}
