/**
 * Refuses a `with` that changes rows, as a database does that supports none: for `TestDatabase.openLogged`.
 *
 * @throws an error with SQLSTATE 0A000, wrapped as by drizzle.
 */
export function refuseCombinedChanges(text: string): void {
  if (!/^\s*with\b[^]*\bas \(\s*(insert|update|delete)\b/i.test(text)) return;
  const cause = Object.assign(new Error("data-modifying statements in WITH are not supported"), {
    code: "0A000",
  });
  throw new Error(`Failed query: ${text}`, { cause });
}
