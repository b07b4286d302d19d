import type { UserAttributeInput } from "../../../generated/types.ts";

/** The values of attributes in a form: a list, since the name of a field may have no dots or colons of an attribute's. */
export type AttributeValues = UserAttributeInput[];

/** Empty fields for these attributes. */
export function toAttributeValues(names: readonly string[]): AttributeValues {
  return names.map((name) => ({ name, value: "" }));
}

/** What the API gets: optional ones that were left empty are not set. */
export function toAttributes(values: AttributeValues): UserAttributeInput[] {
  return values.map(({ name, value }) => ({ name, value: value.trim() })).filter(({ value }) => value !== "");
}
