import { createHash } from "node:crypto";
import type { BreachQueryOutcome } from "../../observability/metrics.ts";

/** Whether a breach service knows the password; false where it does not answer. */
export type IsBreached = (password: string) => Promise<boolean>;

const defaultTimeoutMs = 1000;

/** At more queries at once the service is slow or somebody floods it through us. */
const mostQueries = 20;

/** A padded response has up to 1000 lines of some 40 bytes. */
const mostBytes = 256 * 1024;

/**
 * Asks a service with the range API of Have I Been Pwned. It gets the first five of the 40 hexadecimal digits of the
 * password's SHA-1, and returns the others of all passwords that begin with them, by k-anonymity. Padding hides from
 * others on the way, by the length of the response, which range was asked for.
 *
 * A service that is away must not keep people out: then the password is let through, and only the metrics tell.
 *
 * @param url without the five digits; undefined: no service is asked.
 * @see https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export function createBreachQuery(
  url: string | undefined,
  onOutcome: (outcome: BreachQueryOutcome) => void,
  timeoutMs = defaultTimeoutMs,
): IsBreached {
  if (url === undefined) return async () => false;
  const range = url.replace(/\/$/, "");
  let queries = 0;
  return async (password) => {
    if (queries >= mostQueries) {
      onOutcome("skipped");
      return false;
    }
    queries += 1;
    try {
      const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
      const found = findSuffix(await fetchRange(`${range}/${hash.slice(0, 5)}`, timeoutMs), hash.slice(5));
      onOutcome(found ? "breached" : "unknown");
      return found;
    } catch (error) {
      // Not logged: the error names the URL, with digits of the hash of somebody's password.
      onOutcome(error instanceof Error && error.name === "TimeoutError" ? "timeout" : "failed");
      return false;
    } finally {
      queries -= 1;
    }
  };
}

async function fetchRange(url: string, timeoutMs: number): Promise<string> {
  const response = await fetch(url, {
    headers: { "Add-Padding": "true", "User-Agent": "cruddur" },
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`The breach service responded with ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error("The response of the breach service is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("latin1");
}

/** Whether a line of the range has the suffix. Padding has the count 0. */
function findSuffix(range: string, suffix: string): boolean {
  const lines = range.split(/\r?\n/).filter((line) => line !== "");
  if (lines.length === 0 || lines.some((line) => !/^[\dA-F]{35}:\d+$/i.test(line)))
    throw new Error("The response of the breach service is no range.");
  const count = lines.find((line) => line.toUpperCase().startsWith(suffix))?.slice(suffix.length + 1);
  return Number(count ?? 0) > 0;
}
