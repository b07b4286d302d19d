const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

/** How long ago something was, for a narrow space: "now", "5 min", "3 h", "2 d", then the date. Milliseconds. */
export function agoWords(then: number, now: number): string {
  const passed = now - then;
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} d`;
  return day.format(then);
}

/** How much of a life is left: "less than a minute left", "40 min left", "6 d left", rounded. Milliseconds. */
export function leftWords(end: number, now: number): string {
  const left = end - now;
  if (left < MINUTE) return "less than a minute left";
  if (Math.round(left / MINUTE) < 60) return `${Math.round(left / MINUTE)} min left`;
  if (Math.round(left / HOUR) < 24) return `${Math.round(left / HOUR)} h left`;
  return `${Math.round(left / DAY)} d left`;
}

/** The moment in full, in the reader's time zone. */
export function exactWords(moment: number): string {
  return exact.format(moment);
}

/** The part of a life that is still to come, 1 at its beginning and 0 at its end. Milliseconds. */
export function lifeLeft(beginning: number, end: number, now: number): number {
  if (end <= beginning) return 0;
  return Math.min(1, Math.max(0, (end - now) / (end - beginning)));
}
