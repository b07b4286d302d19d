import type { CustomFetch } from "openid-client";
import type { StubProvider } from "../stub-provider/stub-provider.ts";

const maxResponseBytes = 256 * 1024;

/**
 * Fetches from an identity provider. Follows no redirect, which could lead anywhere, and reads no more than a provider has to
 * say. The provider that comes with the pool answers without a connection.
 *
 * @param origin the scheme and host by which the browser reaches the pool.
 */
export function createProviderFetch(stub: StubProvider, origin: string): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const target = new URL(url);
    const form = new URLSearchParams(typeof body === "string" || body instanceof URLSearchParams ? body : "");
    const { authorization } = headers;
    const stubbed =
      target.origin === origin
        ? await stub.respond({ method, path: target.pathname, parameters: form, authorization, origin })
        : undefined;
    if (stubbed) {
      const text = { "content-type": String(stubbed.headers["content-type"] ?? "") };
      return new Response(stubbed.body, { status: stubbed.status, headers: text });
    }
    const init = { method, headers, redirect: "manual" as const, ...(signal && { signal }) };
    const response = await fetch(target, body ? { ...init, body } : init);
    const { status, headers: received } = response;
    return new Response(await readLimited(response), { status, headers: received });
  };
}

/** @throws Error for a response that is too large. */
async function readLimited({ body }: Response): Promise<Buffer | null> {
  if (!body) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxResponseBytes) throw new Error(`The response is larger than ${maxResponseBytes} bytes`);
    chunks.push(chunk);
  }
  return length === 0 ? null : Buffer.concat(chunks);
}
