import type { Log } from "../../observability/log.ts";
import type { UnfitClaim } from "./access-token-claims.ts";

/** A trigger that is wrong is wrong for each token. */
const repeatAfterMs = 60_000;

/** Logs claims that do not fit their declaration, each once a minute, by name and never with its value. */
export function createUnfitClaimLog(log: Pick<Log, "warn">, clock: () => Date): (unfit: UnfitClaim) => void {
  const loggedAt = new Map<string, number>();
  return ({ claim, effect }) => {
    const now = clock().getTime();
    const key = `${effect} ${claim}`;
    if (now - (loggedAt.get(key) ?? Number.NEGATIVE_INFINITY) < repeatAfterMs) return;
    loggedAt.set(key, now);
    log.warn({ claim, effect }, "a claim of an access token does not fit its declaration");
  };
}
