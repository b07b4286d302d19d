import { isRecord } from "../protocol/is-record.ts";
import { functionNotFound, maxPayloadBytes, payloadTooLarge } from "./runtime.ts";
import type { Invocation, InvokeFunction } from "./runtime.ts";

/**
 * Invokes functions at an endpoint that speaks Lambda's protocol. Emulators do not verify the signature; it names the region
 * and the service, by which they find the way.
 *
 * @param endpoint as `http://localhost:9001`.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeAtEndpoint(endpoint: string): InvokeFunction {
  const base = endpoint.endsWith("/") ? endpoint.slice(0, -1) : endpoint;
  return async ({ arn }, payload, signal) => {
    const response = await fetch(`${base}/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-amz-invocation-type": "RequestResponse",
        authorization: toAuthorization(arn),
      },
      body: payload,
      redirect: "error",
      signal,
    });
    const body = await readBody(response);
    if (body === undefined) return payloadTooLarge;
    const failure = response.headers.get("x-amz-function-error");
    if (response.ok) {
      return failure === null
        ? { kind: "answered", payload: body }
        : { kind: "failed", message: memberOf(body, "errorMessage") ?? failure };
    }
    return toRefusal(response, body);
  };
}

/** Throttling and faults of the service may pass; other errors do not. */
function toRefusal({ status, headers }: Response, body: string): Invocation {
  const named = headers.get("x-amzn-errortype") ?? memberOf(body, "__type") ?? memberOf(body, "Type");
  const name = named && /^[\w.#-]{1,100}/.exec(named)?.[0].split("#").at(-1);
  if (status === 429 || status >= 500)
    return { kind: "unavailable", reason: name ?? `HTTP status ${status}` };
  if (name) return { kind: "refused", reason: name };
  return status === 404 ? functionNotFound : { kind: "refused", reason: `HTTP status ${status}` };
}

/** @returns undefined where it is longer than what Lambda answers. */
async function readBody(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxPayloadBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function memberOf(json: string, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const member = isRecord(value) ? value[name] : undefined;
    return typeof member === "string" ? member : undefined;
  } catch {
    return undefined;
  }
}

function toAuthorization(arn: string): string {
  const region = arn.split(":")[3] || "us-east-1";
  const scope = `local/${new Date(0).toISOString().slice(0, 10).replaceAll("-", "")}/${region}/lambda/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`;
}
