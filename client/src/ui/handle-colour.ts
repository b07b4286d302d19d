const COLOURS = 8;

/** The number of the colour of a user, which is derived from the handle. */
export function handleColour(handle: string): number {
  return Array.from(handle, (letter) => letter.charCodeAt(0)).reduce((a, b) => a + b, 0) % COLOURS;
}
