const MAX_SHOWN = 99;

/** A count as the API gives it, exact to 99, as it is shown: "3", or "99+". */
export function countLabel(count: number): string {
  return count > MAX_SHOWN ? `${MAX_SHOWN}+` : String(count);
}
