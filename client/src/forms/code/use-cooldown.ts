import { useState } from "react";
import { useSecondsUntil } from "../use-seconds-until.ts";

/**
 * A cooldown in seconds, and a function that starts another.
 *
 * The first started at `startedAt` (milliseconds since 1970) and lasts `seconds`. A start in the future counts as now.
 */
export function useCooldown(
  startedAt: number,
  seconds: number,
): [secondsLeft: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => Math.min(startedAt, Date.now()) + seconds * 1000);
  return [useSecondsUntil(until), (nextSeconds) => setUntil(Date.now() + nextSeconds * 1000)];
}
