/** The API counts to 999; 1000 stands for more. */
const MAX_COUNT = 999;

/** A count of the API as it is shown: "12", or "999+". */
export function shown(count: number): string {
  return count > MAX_COUNT ? `${MAX_COUNT}+` : String(count);
}
