const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "minute" | "hour" | "day";

/**
 * Formats a time relative to now: "now", "5 min ago", "3 hr ago", "yesterday", and after a week the date. Times are in
 * milliseconds since 1970.
 */
export function formatTimeAgo(time: number, now: number, locale: string): string {
  const elapsed = Math.max(0, now - time);
  if (elapsed >= 7 * DAY) return formatDate(time, locale);
  const relative = cached(relatives, locale, () => {
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  });
  if (elapsed < MINUTE) return relative.format(0, "second");
  const [count, unit] = wholeUnits(elapsed, Math.floor);
  return relative.format(-count, unit);
}

/** The same in the fewest letters: "now", "5m", "3h", "6d", and after a week the date, with the year if it is another one. */
export function formatShortTimeAgo(time: number, now: number, locale: string): string {
  const elapsed = Math.max(0, now - time);
  if (elapsed < MINUTE) return formatTimeAgo(time, now, locale);
  if (elapsed < 7 * DAY) return formatShort(wholeUnits(elapsed, Math.floor), locale);
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return cached(shortDates, `${locale} ${isThisYear}`, () => {
    return new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      ...(!isThisYear && { year: "numeric" }),
    });
  }).format(time);
}

/** Formats a duration in the fewest letters, rounded to its largest unit: "40m", "6d"; at least one minute. */
export function formatShortDuration(duration: number, locale: string): string {
  return formatShort(wholeUnits(Math.max(duration, MINUTE), Math.round), locale);
}

function formatShort([count, unit]: [count: number, unit: Unit], locale: string): string {
  return cached(shortDurations, `${locale} ${unit}`, () => {
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" });
  }).format(count);
}

/** Formats a month: "November 2026". */
export function formatMonth(time: number, locale: string): string {
  return cached(months, locale, () => {
    return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" });
  }).format(time);
}

/** Formats a duration in milliseconds, rounded to its largest unit: "40 min", "6 days"; at least one minute. */
export function formatDuration(duration: number, locale: string): string {
  const [count, unit] = wholeUnits(Math.max(duration, MINUTE), Math.round);
  return cached(durations, `${locale} ${unit}`, () => {
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
  }).format(count);
}

/** Formats a date in the reader's time zone: "15 Nov 2026". */
export function formatDate(time: number, locale: string): string {
  return cached(dates, locale, () => new Intl.DateTimeFormat(locale, { dateStyle: "medium" })).format(time);
}

/** Formats a date and time in full, in the reader's time zone. */
export function formatDateTime(time: number, locale: string): string {
  return cached(dateTimes, locale, () => {
    return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
  }).format(time);
}

function wholeUnits(duration: number, whole: (value: number) => number): [count: number, unit: Unit] {
  if (whole(duration / MINUTE) < 60) return [whole(duration / MINUTE), "minute"];
  if (whole(duration / HOUR) < 24) return [whole(duration / HOUR), "hour"];
  return [whole(duration / DAY), "day"];
}

// `Intl` formatters are expensive to create.
const relatives = new Map<string, Intl.RelativeTimeFormat>();
const durations = new Map<string, Intl.NumberFormat>();
const shortDurations = new Map<string, Intl.NumberFormat>();
const shortDates = new Map<string, Intl.DateTimeFormat>();
const months = new Map<string, Intl.DateTimeFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const dateTimes = new Map<string, Intl.DateTimeFormat>();

function cached<Format>(cache: Map<string, Format>, key: string, create: () => Format): Format {
  const format = cache.get(key) ?? create();
  cache.set(key, format);
  return format;
}
