import { attributesToWrite } from "../../user-pool/profile/attribute-mapping.ts";
import type { AttributeDefinition, PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { findMissingAttributes } from "../../user-pool/profile/missing-attributes.ts";
import { labelOfProvider, startPathOf } from "../providers/provider-paths.ts";
import type { AttributeType, AuthOptions, SignUpField, UserAttributeOption } from "./auth-options.type.ts";

const typeOf: Record<AttributeDefinition["type"], AttributeType> = {
  String: "STRING",
  Number: "NUMBER",
  DateTime: "DATE_TIME",
  Boolean: "BOOLEAN",
};

const mediumOf = { email: "EMAIL", phone_number: "SMS" } as const;

/** What guests may know of a profile. It names no app client. */
export function toAuthOptions(profile: PoolProfile): AuthOptions {
  const { identifiers, signUpIsOpen, passwordPolicy, firstFactors, secondFactors, mfa } = profile;
  const given = attributesToWrite(profile.attributeMapping, "signUp", { name: "name", handle: "handle" });
  const attributes = profile.signUpAttributes.filter(({ name }) => !Object.hasOwn(given, name));
  return {
    identifiers,
    signUpIsOpen,
    signUpFields: signUpFieldsOf(profile),
    requiredAttributes: attributes.filter(({ isRequired }) => isRequired).map(toOption),
    optionalAttributes: attributes.filter(({ isRequired }) => !isRequired).map(toOption),
    passwordPolicy,
    passwordRecovery: profile.recoversBy.map((attribute) => mediumOf[attribute]),
    firstFactors,
    passwordIsRequired: profile.passwordIsRequired,
    secondFactors,
    mfaIsRequired: mfa === "ON",
    devicesCanBeRemembered: profile.devicesCanBeRemembered,
    identityProviders: profile.identityProviders.map((name) => ({
      name,
      label: labelOfProvider(name),
      startUrl: profile.domain === undefined ? null : startPathOf(name),
    })),
  };
}

function toOption({ name, type }: AttributeDefinition): UserAttributeOption {
  return { name, type: typeOf[type] };
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
