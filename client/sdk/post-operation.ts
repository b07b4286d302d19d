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
