import type { Log } from "../../observability/log.ts";

/** Anybody may send any Origin: the log gets some of them, and each once. */
const mostOrigins = 20;
const longestOrigin = 200;

/** Tells the log once which origin is refused, and how to allow it: its pages only see that a request failed. */
export function createRefusedOriginLog(log: Pick<Log, "warn">): (origin: string) => void {
  const told = new Set<string>();
  return (origin) => {
    const shown = origin.slice(0, longestOrigin);
    if (told.size >= mostOrigins || told.has(shown)) return;
    told.add(shown);
    log.warn(
      { code: "ORIGIN_NOT_ALLOWED", origin: shown },
      "pages of this origin may not call the API: add it to WEB_ORIGINS, or serve them behind a proxy on the API's origin (docs/front-ends.md)",
    );
  };
}
