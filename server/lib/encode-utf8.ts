const scratch = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * A text in UTF-8, as `Buffer.from` makes it at twice the cost: that goes through the text once to count its bytes, and
 * once to write them.
 */
export function encodeUtf8(text: string): Buffer {
  // No character of a string takes more.
  if (text.length * 3 > scratch.length) return Buffer.from(text);
  return Buffer.from(scratch.subarray(0, scratch.write(text)));
}
