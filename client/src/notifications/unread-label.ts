const MAX_SHOWN = 99;

/** The number of unread notifications as it is shown: "3", or "99+". */
export function unreadLabel(count: number): string {
  return count > MAX_SHOWN ? `${MAX_SHOWN}+` : String(count);
}
