import { type DocumentNode, type FragmentDefinitionNode, Kind } from "graphql";

/** The fragments of a document by name. */
export function fragmentsOf({
  definitions,
}: Pick<DocumentNode, "definitions">): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  return fragments;
}
