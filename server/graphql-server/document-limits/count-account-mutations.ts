import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { mutationKindOf } from "../../graphql/mutation-kind.ts";
import { fragmentsOf } from "./fragments-of.ts";

/**
 * The most account mutations that any operation of a document contains, whatever their aliases and fragments.
 * All fields count but those that declare to be content mutations.
 *
 * @see mutation-kind.ts
 */
export function countAccountMutations(schema: GraphQLSchema, document: DocumentNode): number {
  const fields = schema.getMutationType()?.getFields() ?? {};
  const fragments = fragmentsOf(document);

  function counts(name: string): boolean {
    const field = fields[name];
    return !name.startsWith("__") && (field === undefined || mutationKindOf(field) !== "content");
  }

  function count({ selections }: SelectionSetNode, visited: Set<string>): number {
    let sum = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) sum += count(selection.selectionSet, visited);
      else if (selection.kind === Kind.FIELD) sum += counts(selection.name.value) ? 1 : 0;
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) sum += count(fragment.selectionSet, visited);
      }
    }
    return sum;
  }

  const sums = document.definitions.map((each) =>
    each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION
      ? count(each.selectionSet, new Set())
      : 0,
  );
  return Math.max(0, ...sums);
}
