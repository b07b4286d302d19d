import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "../graphql/context.ts";
import { deadlineExceeded } from "../graphql/errors.ts";

/**
 * Lets no field of a mutation begin when the time of its request is up. They come one after the other, so those behind
 * a slow one would change things that nobody is told of.
 */
export function rejectAfterDeadline(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) throw new Error(`Mutation.${field.name} has no resolver.`);
    field.resolve = (source, args, context: RequestContext, info) => {
      if (context.deadlinePassed()) throw deadlineExceeded();
      return resolve(source, args, context, info);
    };
  }
}
