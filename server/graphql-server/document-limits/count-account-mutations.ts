import { type DocumentNode, Kind, OperationTypeNode, type SelectionSetNode } from "graphql";
import { fragmentsOf } from "./fragments-of.ts";

/** Mutations that give nobody anything to guess, of which a client may send some at once. */
const ofTheFeed = new Set([
  "createActivity",
  "createReply",
  "likeActivity",
  "unlikeActivity",
  "deleteActivity",
]);

/**
 * How many fields of one mutation deal with accounts, by whatever alias or fragment they come. All count but those
 * of the feed, so a new one counts unasked.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html#batching-attacks
 */
export function countAccountMutations(document: DocumentNode): number {
  const fragments = fragmentsOf(document);

  function count({ selections }: SelectionSetNode, spread: Set<string>): number {
    let sum = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) sum += count(selection.selectionSet, spread);
      else if (selection.kind === Kind.FIELD) sum += isOfAccount(selection.name.value) ? 1 : 0;
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) sum += count(fragment.selectionSet, spread);
      }
    }
    return sum;
  }

  const counts = document.definitions.map((each) =>
    each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION
      ? count(each.selectionSet, new Set())
      : 0,
  );
  return Math.max(0, ...counts);
}

function isOfAccount(field: string): boolean {
  return !field.startsWith("__") && !ofTheFeed.has(field);
}
