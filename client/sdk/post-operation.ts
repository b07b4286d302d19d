import { GraphQLRequestError } from "./request-error.ts";
import type { GraphQLErrorDetail } from "./request-error.ts";
import { type Fetch, type Operation, sendOperation } from "./send-operation.ts";

/**
 * Sends an operation and resolves to its data.
 *
 * @throws GraphQLRequestError
 */
export async function postOperation(url: string, fetch: Fetch, operation: Operation): Promise<unknown> {
  const { name, signal } = operation;
  let response: Response;
  let text: string;
  try {
    response = await sendOperation(url, fetch, operation);
    text = await response.text();
  } catch (error) {
    if (signal?.aborted || error instanceof GraphQLRequestError) throw error;
    throw new GraphQLRequestError(name, undefined, error, url);
  }
  const { data, errors } = parseResponse(text);
  if (!data || errors.length > 0) {
    throw new GraphQLRequestError(name, { status: response.status, headers: response.headers, errors });
  }
  return data;
}

/** Parses a GraphQL response. Without data and errors if it is not GraphQL, as from a proxy or captive portal. */
export function parseResponse(text: string): { data?: unknown; errors: readonly GraphQLErrorDetail[] } {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return { errors: [] };
    return {
      data: "data" in body ? body.data : undefined,
      errors: "errors" in body && Array.isArray(body.errors) ? body.errors : [],
    };
  } catch {
    return { errors: [] };
  }
}
