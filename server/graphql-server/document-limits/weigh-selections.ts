import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { fragmentsOf } from "./fragments-of.ts";

/** How much selections ask for. */
export type Weight = {
  /** Fields below one another. */
  depth: number;
  /** Objects that may come back; plain values cost nothing beside the object that they are of. */
  cost: number;
};

/** What a page may have at the most; the resolvers refuse more. */
const maximumPageSize = 100;

/**
 * Weighs the heaviest operation of a document. All under a page counts as often as the page is long; where a variable
 * says how long, that is the longest. Introspection is left out: where it is on, graphql-js has a limit of its own.
 *
 * Each fragment is weighed once, however often it is spread, so this takes no longer than to read the document.
 */
export function weighSelections(schema: GraphQLSchema, document: DocumentNode): Weight {
  const fragments = fragmentsOf(document);
  const weighed = new Map<string, Weight>();

  function ofSelections({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): Weight {
    const total = { ...nothing };
    for (const selection of selections) {
      const { depth, cost } = ofSelection(selection, parent);
      total.depth = Math.max(total.depth, depth);
      total.cost += cost;
    }
    return total;
  }

  function ofSelection(selection: SelectionNode, parent: GraphQLNamedType | undefined): Weight {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection, parent);
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        return ofSelections(
          selection.selectionSet,
          condition === undefined ? parent : schema.getType(condition),
        );
      }
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  }

  function ofFragment(name: string): Weight {
    const known = weighed.get(name);
    const fragment = fragments.get(name);
    if (known || !fragment) return known ?? nothing;
    // A fragment that spreads itself is refused elsewhere; here it must come to an end.
    weighed.set(name, nothing);
    const weight = ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    weighed.set(name, weight);
    return weight;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Weight {
    if (node.name.value.startsWith("__")) return nothing;
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    if (!node.selectionSet) return { depth: 1, cost: isCompositeType(type) ? 1 : 0 };
    const { depth, cost } = ofSelections(node.selectionSet, type);
    return { depth: depth + 1, cost: 1 + cost * pageSizeOf(node, field) };
  }

  const operations = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [each] : [],
  );
  return operations
    .map(({ operation, selectionSet }) =>
      ofSelections(selectionSet, schema.getRootType(operation) ?? undefined),
    )
    .reduce(heavier, nothing);
}

const nothing: Weight = { depth: 0, cost: 0 };

function heavier(one: Weight, other: Weight): Weight {
  return { depth: Math.max(one.depth, other.depth), cost: Math.max(one.cost, other.cost) };
}

/** How often all under a field comes: once, but for pages. */
function pageSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number {
  const definition = field?.args.find(({ name }) => name === "first");
  if (!definition) return 1;
  const given = node.arguments?.find(({ name }) => name.value === "first")?.value;
  if (!given) return typeof definition.defaultValue === "number" ? definition.defaultValue : maximumPageSize;
  if (given.kind !== Kind.INT) return maximumPageSize;
  return Math.min(Math.max(Number(given.value), 1), maximumPageSize);
}
