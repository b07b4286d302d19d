import { type DocumentNode, Kind, type SelectionSetNode, visit } from "graphql";

/** Counts that do not need the schema. */
export type SyntaxCounts = {
  aliases: number;
  directives: number;
  /** The most selections of one field in one selection set, including its inline fragments. */
  repeats: number;
};

export function countSyntax(document: DocumentNode): SyntaxCounts {
  const counts: SyntaxCounts = { aliases: 0, directives: 0, repeats: 0 };
  visit(document, {
    Field({ alias }) {
      if (alias) counts.aliases += 1;
    },
    Directive() {
      counts.directives += 1;
    },
    SelectionSet(selectionSet) {
      counts.repeats = Math.max(counts.repeats, ...countNames(selectionSet, new Map()).values());
    },
  });
  return counts;
}

function countNames(
  { selections }: SelectionSetNode,
  counts: Map<string, number>,
): ReadonlyMap<string, number> {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) countNames(selection.selectionSet, counts);
    else counts.set(selection.name.value, (counts.get(selection.name.value) ?? 0) + 1);
  }
  return counts;
}
