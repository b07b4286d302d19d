import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { fragmentsOf } from "./fragments-of.ts";

/**
 * How many fields an operation names, those of a fragment as often as it is spread. Each fragment is counted once, so this
 * takes no longer than to read the document.
 *
 * @param document without fragments that spread themselves, as validation has it.
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
