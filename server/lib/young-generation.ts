import { setFlagsFromString } from "node:v8";

/**
 * Keeps the heap's young generation as small as it is now. Loading the application lets it grow, in Node 24 to 128 MB,
 * which buys throughput that nobody needs on a laptop.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** V8's default: it doubles when much of it survives. */
export function letYoungGenerationGrow(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
}
