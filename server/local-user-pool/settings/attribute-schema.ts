import { invalidParameter } from "../protocol/exceptions.ts";
import { boolean, oneOf, string, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";

export const schemaAttributeShape = structure(
  { Name: string({ min: 1, max: 20, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }) },
  {
    AttributeDataType: oneOf("String", "Number", "DateTime", "Boolean"),
    DeveloperOnlyAttribute: boolean,
    Mutable: boolean,
    Required: boolean,
    NumberAttributeConstraints: structure({}, { MinValue: string(), MaxValue: string() }),
    StringAttributeConstraints: structure({}, { MinLength: string(), MaxLength: string() }),
  },
);

export type SchemaAttributeInput = ValueOf<typeof schemaAttributeShape>;

/** One attribute of a pool's schema, as in DescribeUserPool. */
export type SchemaAttribute = SchemaAttributeInput & {
  AttributeDataType: "String" | "Number" | "DateTime" | "Boolean";
  DeveloperOnlyAttribute: boolean;
  Mutable: boolean;
  Required: boolean;
};

const text = (Name: string, MinLength = "0", MaxLength = "2048"): SchemaAttribute => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength, MaxLength },
});

const flag = (Name: string): SchemaAttribute => ({
  Name,
  AttributeDataType: "Boolean",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

/** The attributes of OpenID Connect Core section 5.1, which every pool has. */
export const standardAttributes: SchemaAttribute[] = [
  { ...text("sub", "1"), Mutable: false, Required: true },
  text("name"),
  text("given_name"),
  text("family_name"),
  text("middle_name"),
  text("nickname"),
  text("preferred_username"),
  text("profile"),
  text("picture"),
  text("website"),
  text("email"),
  flag("email_verified"),
  text("gender"),
  text("birthdate", "10", "10"),
  text("zoneinfo"),
  text("locale"),
  text("phone_number"),
  flag("phone_number_verified"),
  text("address"),
  {
    Name: "updated_at",
    AttributeDataType: "Number",
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: "0" },
  },
];

/**
 * Converts one entry of a `Schema` or `CustomAttributes` parameter: it changes a standard attribute, or declares a
 * custom one, whose name gets the prefix `custom:` or `dev:custom:`.
 *
 * @throws UserPoolException InvalidParameterException for a custom attribute that is required or already exists.
 */
export function toSchemaAttribute(
  input: SchemaAttributeInput,
  known: ReadonlyMap<string, SchemaAttribute>,
): SchemaAttribute {
  const standard = known.get(input.Name);
  if (standard) {
    return {
      ...standard,
      Required: input.Required ?? standard.Required,
      Mutable: input.Mutable ?? standard.Mutable,
    };
  }
  if (input.Required) throw invalidParameter("Required custom attributes are not supported currently.");
  const developerOnly = input.DeveloperOnlyAttribute ?? false;
  const name = `${developerOnly ? "dev:" : ""}custom:${input.Name}`;
  if (known.has(name)) throw invalidParameter(`${name}: Existing attribute already has name ${name}.`);
  return {
    ...input,
    Name: name,
    AttributeDataType: input.AttributeDataType ?? "String",
    DeveloperOnlyAttribute: developerOnly,
    Mutable: input.Mutable ?? true,
    Required: false,
  };
}
