import { createServerClock } from "./server-clock.ts";

const clock = createServerClock(Date.now, () => performance.now());

/** The server's time in milliseconds since 1970. Posts expire by it, whatever this device's clock says. */
export function serverNow(): number {
  return clock.now();
}

export function recordServerTime({ headers }: Response): void {
  const time = Date.parse(headers.get("date") ?? "");
  if (!Number.isNaN(time)) clock.sync(time);
}
