import { defaultFieldResolver, getNamedType, GraphQLError, type GraphQLSchema, isUnionType } from "graphql";
import type { RequestContext } from "./context.ts";
import { Rejected } from "./problem.type.ts";

/** Called with each executed mutation and its outcome. */
export type MutationObserver = (mutation: string, outcome: string) => void;

/**
 * Observes the outcome of each mutation: the name of the state in its result, or the code of its problem or
 * error. Only the fields of the mutation type are wrapped, so other fields cost nothing.
 */
export function observeMutations(schema: GraphQLSchema, onOutcome: MutationObserver): void {
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    const type = getNamedType(field.type);
    const states = new Set(isUnionType(type) ? type.getTypes().map((state) => state.name) : []);
    field.resolve = async (source, values, context: RequestContext, info): Promise<unknown> => {
      try {
        const result: unknown = await resolve(source, values, context, info);
        const [problem] = result instanceof Rejected ? result.problems : [];
        if (problem) context.telemetry.code ??= problem.code;
        onOutcome(name, problem?.code ?? stateOf(result, states));
        return result;
      } catch (error) {
        onOutcome(name, codeOf(error));
        throw error;
      }
    };
  }
}

function stateOf(result: unknown, states: ReadonlySet<string>): string {
  const name = typeof result === "object" && result !== null ? result.constructor.name : "";
  return states.has(name) ? name : "ok";
}

function codeOf(error: unknown): string {
  const code = error instanceof GraphQLError ? error.extensions["code"] : undefined;
  return typeof code === "string" ? code : "INTERNAL_SERVER_ERROR";
}
