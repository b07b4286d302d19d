import { attributesToWrite } from "../../user-pool/profile/attribute-mapping.ts";
import type { AttributeDefinition, PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { findMissingAttributes } from "../../user-pool/profile/missing-attributes.ts";
import type { AttributeType, AuthOptions, SignUpField } from "./auth-options.type.ts";

const typeOf: Record<AttributeDefinition["type"], AttributeType> = {
  String: "STRING",
  Number: "NUMBER",
  DateTime: "DATE_TIME",
  Boolean: "BOOLEAN",
};

/** What guests may know of a profile. It names no app client. */
export function toAuthOptions(profile: PoolProfile): AuthOptions {
  const { identifiers, signUpIsOpen, passwordPolicy, firstFactors, secondFactors, mfa } = profile;
  const given = attributesToWrite(profile.attributeMapping, "signUp", { name: "name", handle: "handle" });
  return {
    identifiers,
    signUpIsOpen,
    signUpFields: signUpFieldsOf(profile),
    requiredAttributes: profile.signUpAttributes
      .filter(({ name, isRequired }) => isRequired && !Object.hasOwn(given, name))
      .map(({ name, type }) => ({ name, type: typeOf[type] })),
    passwordPolicy,
    firstFactors,
    secondFactors,
    mfaIsRequired: mfa === "ON",
    identityProviders: profile.identityProviders.map((name) => ({ name })),
  };
}

function signUpFieldsOf(profile: PoolProfile): SignUpField[] {
  const missing = findMissingAttributes(profile, {});
  return [
    ...(missing.includes("email") ? (["EMAIL"] as const) : []),
    ...(missing.includes("phone_number") ? (["PHONE_NUMBER"] as const) : []),
    "NAME",
    "HANDLE",
  ];
}
