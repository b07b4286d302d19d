import { type ClassType, createUnionType } from "type-graphql";
import { Rejected } from "./problem.type.ts";

/**
 * Creates the result of a mutation: a union of the states that it can lead to. Each mutation can also be
 * Rejected.
 *
 * @returns the union as `@Mutation` takes it.
 */
export function mutationResult(mutation: string, states: readonly ClassType[]): object {
  return createUnionType({
    name: `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Result`,
    description: `The result of \`${mutation}\`.`,
    types: () => [...states, Rejected],
  });
}
