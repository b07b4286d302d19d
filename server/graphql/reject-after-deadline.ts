import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "./context.ts";
import { deadlineExceeded } from "./errors.ts";

/**
 * Rejects the fields of a mutation that start after the deadline of the request. Fields run one after the other, so those
 * behind a slow one would change data although the client got a 503.
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
