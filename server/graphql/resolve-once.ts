import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "./context.ts";

/**
 * Resolves the mutation of a request once, however often the request is executed: a compiled mutation that leads to an
 * error is executed again by Apollo Server, whose response it gets.
 */
export function resolveOnce(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) throw new Error(`Mutation.${field.name} has no resolver.`);
    field.resolve = (source, values, context: RequestContext, info) => {
      const { mutationOutcome: outcome } = context;
      if (!outcome) return resolve(source, values, context, info);
      outcome.promise ??= Promise.resolve().then(() => resolve(source, values, context, info));
      return outcome.promise;
    };
  }
}
