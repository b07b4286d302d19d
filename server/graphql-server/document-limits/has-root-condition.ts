import { type DocumentNode, Kind, OperationTypeNode, type SelectionSetNode } from "graphql";
import { fragmentsOf } from "./fragments-of.ts";

/**
 * Whether a subscription has `@skip` or `@include` at its root, where the specification forbids them. graphql-js does not
 * refuse them: its rule of the single root field throws, since the condition's variable has no value yet.
 *
 * @see https://spec.graphql.org/September2025/#sec-Single-Root-Field
 */
export function hasRootCondition(document: DocumentNode): boolean {
  const fragments = fragmentsOf(document);
  const visited = new Set<string>();

  function isConditional({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.directives?.some(({ name: { value } }) => value === "skip" || value === "include"))
        return true;
      if (selection.kind === Kind.FIELD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      if (!fragment || visited.has(selection.name.value)) return false;
      visited.add(selection.name.value);
      return isConditional(fragment.selectionSet);
    });
  }

  return document.definitions.some(
    (each) =>
      each.kind === Kind.OPERATION_DEFINITION &&
      each.operation === OperationTypeNode.SUBSCRIPTION &&
      isConditional(each.selectionSet),
  );
}
