const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "minute" | "hour" | "day";

/** How long ago something was: "now", "5 min ago", "3 hr ago", "yesterday", and the date after a week. Milliseconds. */
export function agoWords(then: number, now: number, locale: string): string {
  const passed = Math.max(0, now - then);
  if (passed >= 7 * DAY) return dateWords(then, locale);
  const relative = formatOf(relatives, locale, () => {
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  });
  if (passed < MINUTE) return relative.format(0, "second");
  const [count, unit] = wholeUnits(passed, Math.floor);
  return relative.format(-count, unit);
}

/** A stretch of time in its largest unit, rounded: "40 min", "6 days"; under a minute counts as one. Milliseconds. */
export function durationWords(duration: number, locale: string): string {
  const [count, unit] = wholeUnits(Math.max(duration, MINUTE), Math.round);
  return formatOf(durations, `${locale} ${unit}`, () => {
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
  }).format(count);
}

/** "15 Nov 2026", in the reader's time zone. */
export function dateWords(moment: number, locale: string): string {
  return formatOf(dates, locale, () => new Intl.DateTimeFormat(locale, { dateStyle: "medium" })).format(
    moment,
  );
}

/** The moment in full, in the reader's time zone. */
export function exactWords(moment: number, locale: string): string {
  return formatOf(moments, locale, () => {
    return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
  }).format(moment);
}

function wholeUnits(duration: number, whole: (value: number) => number): [count: number, unit: Unit] {
  if (whole(duration / MINUTE) < 60) return [whole(duration / MINUTE), "minute"];
  if (whole(duration / HOUR) < 24) return [whole(duration / HOUR), "hour"];
  return [whole(duration / DAY), "day"];
}

// Formats are dear to make and kept for the life of the page.
const relatives = new Map<string, Intl.RelativeTimeFormat>();
const durations = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const moments = new Map<string, Intl.DateTimeFormat>();

function formatOf<Format>(kept: Map<string, Format>, key: string, make: () => Format): Format {
  const format = kept.get(key) ?? make();
  kept.set(key, format);
  return format;
}
