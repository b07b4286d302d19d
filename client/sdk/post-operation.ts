import { GraphQLRequestError } from "./request-error.ts";
import type { GraphQLErrorDetail } from "./request-error.ts";

/** The part of `fetch` that is used: an address and plain options in, an answer out. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One operation, and how to send it. */
export interface Operation {
  name: string;
  /** The operation as GraphQL text. */
  query: string;
  variables?: object | undefined;
  headers?: Record<string, string> | undefined;
  /** When it aborts, the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Posts an operation as GraphQL over HTTP defines it, and resolves to its data.
 *
 * Browsers send cookies to the API of their own origin alone.
 *
 * @throws GraphQLRequestError
 */
export async function postOperation(
  url: string,
  fetch: Fetch,
  { name, query, variables, headers, signal }: Operation,
): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ operationName: name, query, variables }),
      credentials: "same-origin",
      signal: signal ?? null,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted || error instanceof GraphQLRequestError) throw error;
    throw new GraphQLRequestError(name, undefined, error);
  }
  const { data, errors } = parseAnswer(text);
  if (!data || errors.length > 0) {
    throw new GraphQLRequestError(name, { status: response.status, headers: response.headers, errors });
  }
  return data;
}

/** The answer's parts; empty where a proxy or a captive portal spoke instead. */
export function parseAnswer(text: string): { data?: unknown; errors: readonly GraphQLErrorDetail[] } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return { errors: [] };
    return {
      data: "data" in answer ? answer.data : undefined,
      errors: "errors" in answer && Array.isArray(answer.errors) ? answer.errors : [],
    };
  } catch {
    return { errors: [] };
  }
}
