import type { Address, AddressAttribute } from "../mail/code-delivery.ts";
import { invalidParameter, notAuthorized } from "../protocol/exceptions.ts";
import type { AttributeList } from "../protocol/request-members.ts";
import type { SchemaAttribute } from "../settings/attribute-schema.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

export const addressAttributes = ["email", "phone_number"] as const satisfies AddressAttribute[];

/** Attributes by name. In a change, an empty value deletes the attribute. */
export type Attributes = Record<string, string>;

/** @throws UserPoolException InvalidParameterException for a duplicate name. */
export function toAttributes(list: AttributeList = []): Attributes {
  const names = new Set(list.map((attribute) => attribute.Name));
  if (names.size < list.length) throw invalidParameter("Duplicate attribute names are not allowed.");
  return Object.fromEntries(list.map((attribute) => [attribute.Name, attribute.Value ?? ""]));
}

/**
 * Checks the attributes of a new user.
 *
 * @param writer the app client, which needs write permission for each attribute; undefined for an administrator.
 * @returns the attributes as they are stored, with booleans in lower case.
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException
 */
export function checkNewAttributes(pool: UserPool, given: Attributes, writer?: AppClient): Attributes {
  const attributes = toStoredAttributes(pool, given);
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = requireAttribute(pool, name);
    if (name === "sub") throw attributeNotMutable(name);
    if (writer) checkWritable(writer, attribute);
    checkValue(attribute, value);
  }
  // Required attributes that an administrator omits are requested by the NEW_PASSWORD_REQUIRED challenge.
  const missing = writer ? requiredAttributes(pool).filter((name) => !attributes[name]) : [];
  if (missing.length > 0) {
    const violations = missing.map((name) => `${name}: The attribute is required`);
    throw invalidParameter(`Attributes did not conform to the schema: ${violations.join("\n")}\n`);
  }
  return attributes;
}

/** Checks changes of attributes; see {@link checkNewAttributes}. */
export function checkChangedAttributes(pool: UserPool, given: Attributes, writer?: AppClient): Attributes {
  const attributes = toStoredAttributes(pool, given);
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = requireAttribute(pool, name);
    if (writer) checkWritable(writer, attribute);
    if (!attribute.Mutable) throw attributeNotMutable(name);
    if (value !== "") checkValue(attribute, value);
    else if (attribute.Required) throw invalidParameter(`Required attribute ${name} cannot be deleted`);
  }
  return attributes;
}

/**
 * Booleans are taken in any case: Python's clients send "True".
 *
 * @throws UserPoolException InvalidParameterException for an attribute that the pool does not have.
 */
function toStoredAttributes(pool: UserPool, given: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isBoolean = requireAttribute(pool, name).AttributeDataType === "Boolean";
      return [name, isBoolean ? value.toLowerCase() : value];
    }),
  );
}

/** The names of the required attributes, except `sub`, which the pool sets itself. */
export function requiredAttributes(pool: UserPool): string[] {
  return pool.settings.SchemaAttributes.filter(({ Required, Name }) => Required && Name !== "sub").map(
    ({ Name }) => Name,
  );
}

/** Applies changes: empty values delete, and a new address is unverified. */
export function mergeAttributes(before: Attributes, changed: Attributes): Attributes {
  const after = { ...before, ...changed };
  for (const name of addressAttributes) {
    const flag = `${name}_verified`;
    if (name in changed && changed[name] !== before[name] && !(flag in changed)) {
      if (after[name] === "") delete after[flag];
      else after[flag] = "false";
    }
  }
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ""));
}

/** A user's attributes as in responses, `sub` first. */
export function toAttributeList(user: User, isShown: (name: string) => boolean = () => true): AttributeList {
  return Object.entries({ sub: user.id, ...user.attributes })
    .filter(([name]) => isShown(name))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** Whether the app client may read an attribute. Without ReadAttributes it may read all but developer-only ones. */
export function isReadable(client: AppClient, name: string): boolean {
  return (
    name === "sub" ||
    name === "identities" ||
    (client.settings.ReadAttributes?.includes(name) ?? !name.startsWith("dev:"))
  );
}

/** @throws UserPoolException InvalidParameterException for an attribute that no code can verify. */
export function requireAddressAttribute(name: string): AddressAttribute {
  const attribute = addressAttributes.find((each) => each === name);
  if (!attribute) throw invalidParameter(`Attribute ${name} cannot be verified.`);
  return attribute;
}

/** Whether the user has an address, and has proved that it is theirs. */
export function hasVerified({ attributes }: User, attribute: AddressAttribute): boolean {
  return Boolean(attributes[attribute]) && attributes[`${attribute}_verified`] === "true";
}

/**
 * The address that a new user confirms: the first of phone number and e-mail address that the pool verifies and the user
 * has.
 */
export function findConfirmationAddress({ settings }: UserPool, attributes: Attributes): Address | undefined {
  return (["phone_number", "email"] as const)
    .filter((attribute) => settings.AutoVerifiedAttributes?.includes(attribute))
    .map((attribute) => ({ attribute, value: attributes[attribute] ?? "" }))
    .find(({ value }) => value !== "");
}

export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]+$/.test(text);
}

/** E.164. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[0-9]{1,15}$/.test(text);
}

function requireAttribute(pool: UserPool, name: string): SchemaAttribute {
  const attribute = pool.settings.SchemaAttributes.find(({ Name }) => Name === name);
  if (!attribute) {
    throw invalidParameter(
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
    );
  }
  return attribute;
}

/**
 * App clients can never write `email_verified` and `phone_number_verified`, and by default no developer-only
 * attribute.
 */
function checkWritable(client: AppClient, { Name, DeveloperOnlyAttribute }: SchemaAttribute): void {
  const writable = client.settings.WriteAttributes?.includes(Name) ?? !DeveloperOnlyAttribute;
  if (!writable || Name === "email_verified" || Name === "phone_number_verified") {
    throw notAuthorized("A client attempted to write unauthorized attribute");
  }
}

function checkValue(attribute: SchemaAttribute, value: string): void {
  const { Name } = attribute;
  if (value === "") return;
  if (Name === "email" && !isEmailAddress(value)) throw invalidParameter("Invalid email address format.");
  if (Name === "phone_number" && !isPhoneNumber(value)) {
    throw invalidParameter("Invalid phone number format.");
  }
  const violation = findValueViolation(attribute, value);
  if (violation) throw invalidParameter(`Attributes did not conform to the schema: ${Name}: ${violation}\n`);
}

function findValueViolation(attribute: SchemaAttribute, value: string): string | undefined {
  const { AttributeDataType, StringAttributeConstraints, NumberAttributeConstraints } = attribute;
  if (AttributeDataType === "Boolean" && value !== "true" && value !== "false") {
    return "Attribute must be a boolean.";
  }
  if (AttributeDataType === "Number") {
    const { MinValue, MaxValue } = NumberAttributeConstraints ?? {};
    if (!/^-?\d+(\.\d+)?$/.test(value)) return "Attribute must be a number.";
    if (MinValue && Number(value) < Number(MinValue)) return `Value must not be less than ${MinValue}`;
    if (MaxValue && Number(value) > Number(MaxValue)) return `Value must not be greater than ${MaxValue}`;
  }
  if (AttributeDataType === "DateTime" && Number.isNaN(Date.parse(value))) return "Attribute must be a date.";
  if (AttributeDataType === "String") {
    const { MinLength, MaxLength } = StringAttributeConstraints ?? {};
    if (MinLength && value.length < Number(MinLength))
      return `String must be longer than ${MinLength} characters`;
    if (MaxLength && value.length > Number(MaxLength))
      return `String must be shorter than ${MaxLength} characters`;
  }
  return undefined;
}

function attributeNotMutable(name: string) {
  return invalidParameter(`Cannot modify the non-mutable attribute ${name}`);
}
