import type { GraphQLField } from "graphql";

/** What a field counts for in the cost of a document, where that does not follow from its arguments. */
export type FieldCost = {
  /** Of resolving the field, in objects. Default: 1 for an object or a list, 0 for a value. */
  own?: number;
  /** The most objects of a list that has no `first`. */
  listSize?: number;
};

/** Declares the cost of a field: `@Extensions(fieldCost({ own: 50 }))`. */
export function fieldCost(cost: FieldCost): { fieldCost: FieldCost } {
  return { fieldCost: cost };
}

/** The cost that a field declares; empty if it declares none. */
export function fieldCostOf({ extensions }: Pick<GraphQLField<unknown, unknown>, "extensions">): FieldCost {
  return (extensions as Partial<ReturnType<typeof fieldCost>>).fieldCost ?? {};
}
