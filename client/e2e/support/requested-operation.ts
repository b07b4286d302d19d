import { readFileSync } from "node:fs";
import type { Request } from "playwright-core";

const texts: Record<string, string> = JSON.parse(
  readFileSync(new URL("../../../persisted-documents.json", import.meta.url), "utf8"),
);

/** The name of a request's operation, e.g. `HomeFeed`. The page sends the document's id, or its text. */
export function requestedOperation(request: Request): string | undefined {
  const { documentId = "", query }: { documentId?: string; query?: string } = JSON.parse(
    request.postData() ?? "{}",
  );
  return /^\w+ (\w+)/u.exec(texts[documentId] ?? query ?? "")?.[1];
}
