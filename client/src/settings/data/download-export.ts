import { saveFile } from "../../navigation/save-file.ts";

export type ExportResult =
  | { kind: "saved" }
  /** Too many exports in the last time. */
  | { kind: "limited" }
  /** The file broke off, or the API could not be reached. */
  | { kind: "failed" };

/**
 * Downloads the viewer's data, and saves it as a file. The access token is sent in a header, so that a link cannot do it.
 *
 * @param fetch the session's.
 * @param onProgress called with the number of bytes so far.
 */
export async function downloadExport(
  fetch: typeof globalThis.fetch,
  onProgress: (bytes: number) => void,
): Promise<ExportResult> {
  try {
    const response = await fetch("/export");
    if (response.status === 429) return { kind: "limited" };
    if (!response.ok || !response.body) return { kind: "failed" };
    const text = await readText(response.body, onProgress);
    // A file that broke off is no JSON: better none than a part of it.
    if (!text.trimEnd().endsWith("}")) return { kind: "failed" };
    saveFile(text, "application/json", fileNameOf(response));
    return { kind: "saved" };
  } catch {
    return { kind: "failed" };
  }
}

async function readText(
  body: ReadableStream<Uint8Array>,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
    onProgress(bytes);
  }
}

function fileNameOf({ headers }: Response): string {
  return /filename="([^"]+)"/u.exec(headers.get("content-disposition") ?? "")?.[1] ?? "cruddur.json";
}
