import { invalidParameter } from "../protocol/exceptions.ts";
import { requiredAttributes } from "../users/attributes.ts";
import type { Attributes } from "../users/attributes.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { Provider, ProviderClaims } from "./provider-client.ts";

/**
 * The attributes that a provider's mapping makes of its claims. An address counts as verified only where the provider says so
 * and the mapping takes its word; else no longer, whatever it was before.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function toMappedAttributes({ value }: Provider, claims: ProviderClaims): Attributes {
  const attributes: Attributes = {};
  for (const [attribute, claim] of Object.entries(value.AttributeMapping)) {
    const text = Object.hasOwn(claims, claim) ? toText(claims[claim]) : undefined;
    if (attribute !== "username" && text !== undefined && text !== "") attributes[attribute] = text;
  }
  for (const address of ["email", "phone_number"]) {
    const flag = `${address}_verified`;
    if (attributes[address] === undefined) delete attributes[flag];
    else attributes[flag] ??= "false";
  }
  return attributes;
}

function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

/** @throws UserPoolException InvalidParameterException for a new user without what the pool requires. */
export function checkRequired(pool: UserPool, attributes: Attributes): void {
  const missing = requiredAttributes(pool).filter((name) => !attributes[name]);
  if (missing.length > 0) throw invalidParameter(`attributes required: [${missing.join(", ")}]`);
}

/**
 * A mapped attribute is written at every sign-in, so that an immutable one lets nobody in a second time, even with the same
 * value.
 *
 * @throws UserPoolException InvalidParameterException
 */
export function checkMutable({ settings }: UserPool, attributes: Attributes): void {
  const fixed = settings.SchemaAttributes.find(({ Name, Mutable }) => !Mutable && Name in attributes);
  if (fixed) throw invalidParameter(`user.${fixed.Name}: Attribute cannot be updated`);
}
