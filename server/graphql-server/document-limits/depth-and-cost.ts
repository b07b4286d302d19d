import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { fieldCostOf } from "../../graphql/field-cost.ts";
import { fragmentsOf } from "./fragments-of.ts";

export type DepthAndCost = {
  /** Levels of nested fields. */
  depth: number;
  /** The most objects that the response can contain. Scalars cost nothing, unless their fields declare a cost. */
  cost: number;
};

/** The resolvers refuse longer pages. */
const maximumPageSize = 100;

/**
 * Measures the depth and the cost of a document: the maximum over its operations. The selections of a page
 * count once for each item that `first` asks for; if `first` is a variable, for the longest page. A field may declare
 * another cost: see `field-cost.ts`.
 * Introspection fields do not count: graphql-js limits them itself.
 *
 * Each fragment is measured once, however often it is spread, so the time is linear in the length of the
 * document.
 */
export function measureDepthAndCost(schema: GraphQLSchema, document: DocumentNode): DepthAndCost {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, DepthAndCost>();

  function ofSelections(
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
  ): DepthAndCost {
    const total = { ...nothing };
    // An object of an interface or a union has one of its types: the most expensive one counts.
    const costsOfTypes = new Map<string, number>();
    for (const selection of selections) {
      const { depth, cost } = ofSelection(selection, parent);
      total.depth = Math.max(total.depth, depth);
      const typeName = isAbstractType(parent) ? objectTypeOf(selection) : undefined;
      if (typeName === undefined) total.cost += cost;
      else costsOfTypes.set(typeName, (costsOfTypes.get(typeName) ?? 0) + cost);
    }
    total.cost += Math.max(0, ...costsOfTypes.values());
    return total;
  }

  /** The object type that a fragment is for. */
  function objectTypeOf(selection: SelectionNode): string | undefined {
    if (selection.kind === Kind.FIELD) return undefined;
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const name = fragment?.typeCondition?.name.value;
    return name !== undefined && isObjectType(schema.getType(name)) ? name : undefined;
  }

  function ofSelection(selection: SelectionNode, parent: GraphQLNamedType | undefined): DepthAndCost {
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

  function ofFragment(name: string): DepthAndCost {
    const known = measured.get(name);
    const fragment = fragments.get(name);
    if (known || !fragment) return known ?? nothing;
    // Ends the recursion in a fragment that spreads itself. Another rule refuses such a document.
    measured.set(name, nothing);
    const result = ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    measured.set(name, result);
    return result;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): DepthAndCost {
    if (node.name.value.startsWith("__")) return nothing;
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    const { own, listSize } = field ? fieldCostOf(field) : {};
    if (!node.selectionSet) return { depth: 1, cost: own ?? (isCompositeType(type) ? 1 : 0) };
    const { depth, cost } = ofSelections(node.selectionSet, type);
    const size = listSize ?? pageSizeOf(node, field);
    // The objects of a list without edges count too.
    const item = size !== undefined && field && isListType(getNullableType(field.type)) ? 1 : 0;
    return { depth: depth + 1, cost: (own ?? 1) + (item + cost) * (size ?? 1) };
  }

  const operations = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [each] : [],
  );
  return operations
    .map(({ operation, selectionSet }) =>
      ofSelections(selectionSet, schema.getRootType(operation) ?? undefined),
    )
    .reduce(maximum, nothing);
}

const nothing: DepthAndCost = { depth: 0, cost: 0 };

function maximum(one: DepthAndCost, other: DepthAndCost): DepthAndCost {
  return { depth: Math.max(one.depth, other.depth), cost: Math.max(one.cost, other.cost) };
}

/** How many times the selections of a field count: the length of a page; undefined for a field that has no pages. */
function pageSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number | undefined {
  const definition = field?.args.find(({ name }) => name === "first");
  if (!definition) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === "first")?.value;
  if (!given) return typeof definition.defaultValue === "number" ? definition.defaultValue : maximumPageSize;
  if (given.kind !== Kind.INT) return maximumPageSize;
  return Math.min(Math.max(Number(given.value), 1), maximumPageSize);
}
