import { expect } from "vitest";
import { GraphQLRequestError } from "../../../../client/sdk/request-error.ts";

type Problem = { code: string; field: string | null; passwordRule: string | null };

/** Asserts that a mutation was rejected. Returns the problems as `code field passwordRule`. */
export function problemsOf(result: { __typename: string; problems?: Problem[] }): string[] {
  expect(result.__typename).toBe("Rejected");
  return (result.problems ?? []).map(({ code, field, passwordRule }) =>
    [code, field, passwordRule].filter(Boolean).join(" "),
  );
}

/** Asserts the state of a mutation's result, and narrows its type. */
export function expectState<Result extends { __typename: string }, Name extends Result["__typename"]>(
  result: Result,
  name: Name,
): Extract<Result, { __typename: Name }> {
  if (result.__typename !== name) throw new Error(`expected ${name}, got ${JSON.stringify(result)}`);
  return result as Extract<Result, { __typename: Name }>;
}

/** Asserts that a call fails with a GraphQL error, and returns the error. */
export async function catchRequestError(call: Promise<unknown>): Promise<GraphQLRequestError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GraphQLRequestError))
    throw new Error(`expected a GraphQL error, got ${String(error)}`);
  return error;
}
