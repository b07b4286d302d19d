import type { ConfiguredProfile } from "./configured-profile.ts";
import type { AttributeDefinition, AttributeMapping, MappedAttribute } from "./pool-profile.ts";

/** The environment's value for what the pool does not have. */
export const notInPool = "none";

const nowhere: MappedAttribute = { reads: [], signUpWrites: undefined, updateWrites: undefined };

/** The settings of a pool that decide the mapping. */
export type MappingSettings = {
  attributes: AttributeDefinition[];
  /** What the app client of SignUp may write; undefined: the standard attributes. */
  writableAttributes: readonly string[] | undefined;
  /** Whether people sign in by `preferred_username`. Cognito refuses such an alias before an account is confirmed. */
  handleIsAlias: boolean;
};

/**
 * Maps name and handle to attributes: those of the configuration, or else by what the pool has. Every pool has all standard
 * attributes, so what it requires tells which of them its people have.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export function toAttributeMapping(
  settings: MappingSettings,
  { nameAttribute, handleAttribute }: Pick<ConfiguredProfile, "nameAttribute" | "handleAttribute">,
): AttributeMapping {
  return {
    name: nameAttribute === undefined ? defaultName(settings) : toMapped(settings, "name", nameAttribute),
    handle: toMapped(settings, "handle", handleAttribute ?? "preferred_username"),
  };
}

const nameParts = ["given_name", "family_name"];

/**
 * Nobody can split a display name into given and family name. Where the pool requires these, a changed name is kept here:
 * a `name` beside them would be a second name for the other programs that use the pool.
 */
function defaultName(settings: MappingSettings): MappedAttribute {
  const { attributes } = settings;
  const name = toMapped(settings, "name", "name");
  const parts = nameParts.filter((part) => attributes.some((each) => each.name === part));
  const reads = parts.length > 0 ? [...name.reads, parts] : name.reads;
  const requires = (wanted: string) => attributes.some((each) => each.name === wanted && each.isRequired);
  return !requires("name") && nameParts.some(requires) ? { ...nowhere, reads } : { ...name, reads };
}

/** The number of characters that a handle may have. */
const longestHandle = 30;

/** Whether an attribute can have every handle. A longer name is refused by the pool, one by one. */
export function holdsEvery(what: keyof AttributeMapping, attribute: AttributeDefinition): boolean {
  const { type, maximumLength = longestHandle } = attribute;
  return type === "String" && (what === "name" || maximumLength >= longestHandle);
}

function toMapped(settings: MappingSettings, what: keyof AttributeMapping, name: string): MappedAttribute {
  const attribute = settings.attributes.find((each) => each.name === name);
  if (name === notInPool || !attribute) return nowhere;
  const isWritten = holdsEvery(what, attribute) || (attribute.type === "String" && attribute.isRequired);
  const isAlias = settings.handleIsAlias && name === "preferred_username";
  // An immutable attribute can be set once: at the sign-up, where it is required.
  const isForSignUp = (attribute.isMutable || attribute.isRequired) && mayWrite(settings, name) && !isAlias;
  return {
    reads: [[name]],
    signUpWrites: isWritten && isForSignUp ? name : undefined,
    updateWrites: isWritten && attribute.isMutable ? name : undefined,
  };
}

/** An app client without a list may write the standard attributes, and no custom ones. */
function mayWrite({ writableAttributes }: MappingSettings, name: string): boolean {
  return writableAttributes ? writableAttributes.includes(name) : !name.includes(":");
}

/** What a person has chosen; undefined: not to be written. */
export type ChosenProfile = { name?: string | undefined; handle?: string | undefined };

/** The attributes to write for a chosen name and handle, by their names in the pool. */
export function attributesToWrite(
  { name, handle }: AttributeMapping,
  occasion: "signUp" | "update",
  chosen: ChosenProfile,
): Record<string, string> {
  const key = occasion === "signUp" ? "signUpWrites" : "updateWrites";
  const written: [string | undefined, string | undefined][] = [
    [handle[key], chosen.handle],
    [name[key], chosen.name],
  ];
  return Object.fromEntries(
    written.filter((each): each is [string, string] => each[0] !== undefined && each[1] !== undefined),
  );
}

/** The part of a chosen profile that a sign-up does not write, and that is therefore kept here until the account is used. */
export function profileToKeep({ name, handle }: AttributeMapping, chosen: ChosenProfile): ChosenProfile {
  return {
    name: name.signUpWrites === undefined ? chosen.name : undefined,
    handle: handle.signUpWrites === undefined ? chosen.handle : undefined,
  };
}

/** The name and the handle of an account, as its attributes have them. */
export function readMapped(
  { reads }: MappedAttribute,
  attributes: ReadonlyMap<string, string>,
): string | undefined {
  for (const names of reads) {
    const value = names.flatMap((name) => attributes.get(name)?.trim() || []).join(" ");
    if (value !== "") return value;
  }
  return undefined;
}
