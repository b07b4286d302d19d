import { createServerClock } from "./server-clock.ts";

const clock = createServerClock(Date.now, () => performance.now());

/** The API's time in milliseconds since 1970: posts begin and end by it, however this device's clock is set. */
export function serverNow(): number {
  return clock.now();
}

export function noteServerTime({ headers }: Response): void {
  const time = Date.parse(headers.get("date") ?? "");
  if (!Number.isNaN(time)) clock.told(time);
}
