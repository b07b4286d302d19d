import { setFlagsFromString } from "node:v8";

/**
 * Keeps the heap small, for throughput that nobody needs on a laptop: the young generation stays as it is now, and grows to
 * 128 MB in Node 24 otherwise while the application is loaded; the old one is collected when it has grown by a fifth.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
}

/** V8's defaults: the young generation doubles when much of it survives, the old one grows as its collections allow. */
export function letHeapGrow(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
  setFlagsFromString("--heap-growing-percent=0");
}
