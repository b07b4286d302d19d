import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { fragmentsOf } from "./fragments-of.ts";

/**
 * Counts the fields of an operation, those of a fragment each time it is spread. Each fragment is visited
 * once, so the time is linear in the length of the document.
 *
 * @param document is valid: no fragment spreads itself.
 */
export function countFields(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = fragmentsOf(document);
  const counted = new Map<string, number>();

  function ofFragment(name: string): number {
    const fragment = fragments.get(name);
    const count = counted.get(name) ?? (fragment ? ofSelections(fragment.selectionSet) : 0);
    counted.set(name, count);
    return count;
  }

  function ofSelections({ selections }: SelectionSetNode): number {
    let count = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) count += ofFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) count += ofSelections(selection.selectionSet);
      else count += 1 + (selection.selectionSet ? ofSelections(selection.selectionSet) : 0);
    }
    return count;
  }

  return ofSelections(operation.selectionSet);
}
