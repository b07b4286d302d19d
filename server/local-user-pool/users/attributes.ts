import type { SchemaAttribute } from "../settings/attribute-schema.ts";
import type { AttributeList } from "../protocol/constraints.ts";
import { invalidParameter, notAuthorized } from "../protocol/exceptions.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/** Attributes by name; an empty value means that the attribute is to be deleted. */
export type Attributes = Record<string, string>;

/** @throws UserPoolException InvalidParameterException where a name is given twice. */
export function toAttributes(list: AttributeList = []): Attributes {
  const names = new Set(list.map((attribute) => attribute.Name));
  if (names.size < list.length) throw invalidParameter("Duplicate attribute names are not allowed.");
  return Object.fromEntries(list.map((attribute) => [attribute.Name, attribute.Value ?? ""]));
}

/**
 * Checks the attributes of somebody who is being created.
 *
 * @param writer the app client that writes them, and therefore has to be allowed to; undefined for an administrator.
 * @throws UserPoolException InvalidParameterException, NotAuthorizedException
 */
export function checkNewAttributes(pool: UserPool, attributes: Attributes, writer?: AppClient): void {
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = requireAttribute(pool, name);
    if (name === "sub") throw immutable(name);
    if (writer) checkWritable(writer, attribute);
    checkValue(attribute, value);
  }
  // What an administrator leaves out, NEW_PASSWORD_REQUIRED asks the person for.
  const missing = writer ? requiredAttributes(pool).filter((name) => !attributes[name]) : [];
  if (missing.length > 0) {
    const problems = missing.map((name) => `${name}: The attribute is required`);
    throw invalidParameter(`Attributes did not conform to the schema: ${problems.join("\n")}\n`);
  }
}

/** Checks a change of attributes; see {@link checkNewAttributes}. An empty value deletes. */
export function checkChangedAttributes(pool: UserPool, attributes: Attributes, writer?: AppClient): void {
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = requireAttribute(pool, name);
    if (writer) checkWritable(writer, attribute);
    if (!attribute.Mutable) throw immutable(name);
    if (value !== "") checkValue(attribute, value);
    else if (attribute.Required) throw invalidParameter(`Required attribute ${name} cannot be deleted`);
  }
}

/** The names of the attributes that nobody may be without; `sub` is the pool's own business. */
export function requiredAttributes(pool: UserPool): string[] {
  return pool.settings.SchemaAttributes.filter(({ Required, Name }) => Required && Name !== "sub").map(
    ({ Name }) => Name,
  );
}

/** What remains after a change: empty values delete, and a new address has not been verified. */
export function mergeAttributes(before: Attributes, changed: Attributes): Attributes {
  const after = { ...before, ...changed };
  for (const name of ["email", "phone_number"]) {
    const flag = `${name}_verified`;
    if (name in changed && changed[name] !== before[name] && !(flag in changed)) {
      if (after[name] === "") delete after[flag];
      else after[flag] = "false";
    }
  }
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ""));
}

/** All of a user's attributes as the wire has them, `sub` first. */
export function attributeList(user: User, isShown: (name: string) => boolean = () => true): AttributeList {
  return Object.entries({ sub: user.id, ...user.attributes })
    .filter(([name]) => isShown(name))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** Whether the client may see an attribute: every one, unless it lists those that it reads. */
export function isReadable(client: AppClient, name: string): boolean {
  return name === "sub" || (client.settings.ReadAttributes?.includes(name) ?? !name.startsWith("dev:"));
}

/** Whether codes can be mailed to a user: to an address that is proved to be theirs. */
export function canGetMail({ attributes }: User): boolean {
  return Boolean(attributes["email"]) && attributes["email_verified"] === "true";
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

/** An app client never says that an address is verified, and writes what is developer-only never either. */
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
  const problem = problemWithValue(attribute, value);
  if (problem) throw invalidParameter(`Attributes did not conform to the schema: ${Name}: ${problem}\n`);
}

function problemWithValue(attribute: SchemaAttribute, value: string): string | undefined {
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

function immutable(name: string) {
  return invalidParameter(`Cannot modify the non-mutable attribute ${name}`);
}
