/** @throws Error with the message, unless the condition holds. */
export function expect(holds, message) {
  if (!holds) throw new Error(message);
}
