import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { attributesToWrite } from "../../user-pool/profile/attribute-mapping.ts";
import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { chosenHandleRule } from "../../users/handles.ts";
import { toCodeDelivery } from "../shared/code-delivery.ts";
import type { CodeDelivery } from "../shared/code-delivery.type.ts";
import type { Identifier } from "../shared/identifier.ts";
import { displayNameRule, refuseStackedMarks } from "../../graphql/text-rules.ts";
import { newEmailRule, phoneNumberRule } from "../shared/input-rules.ts";
import { newPasswordRule } from "../shared/password-rules.ts";
import { findMissingAttributes } from "../../user-pool/profile/missing-attributes.ts";
import type { SignUpInput } from "./sign-up.input.ts";

/** A sign-up whose input fits our rules and the pool's. */
export type NewAccount = {
  /** The username in the pool: an address, a number, or else the handle. */
  identifier: Identifier;
  /** Where the account's owner is reached; the handle where there is neither address nor number. */
  contact: string;
  email: string | undefined;
  /** Undefined: codes sign in. */
  password: string | undefined;
  name: string;
  handle: string;
  /** What the pool stores, by its own names. */
  attributes: Record<string, string>;
};

const absent = z.null().transform(() => undefined);
const passwordRule = ({ passwordPolicy, passwordIsRequired }: PoolProfile) => {
  const given = z.string("Choose a password.").pipe(newPasswordRule(passwordPolicy));
  return passwordIsRequired ? given : given.or(absent).optional();
};
const rules = (profile: PoolProfile) =>
  z.object({
    email: newEmailRule(profile.isCaseSensitive).or(absent).optional(),
    phoneNumber: z
      .string()
      .nullish()
      .transform((number) => number ?? undefined)
      .pipe(phoneNumberRule.optional()),
    password: passwordRule(profile),
    name: displayNameRule,
    handle: chosenHandleRule,
    attributes: z
      .array(
        z.object({
          name: z.string(),
          value: z
            .string()
            .max(2048, { error: "A value has at most 2048 characters.", abort: true })
            .superRefine(refuseStackedMarks),
        }),
      )
      .max(50, "There are at most 50 attributes.")
      .or(absent)
      .optional(),
  });
type CheckedInput = z.infer<ReturnType<typeof rules>>;

/** @returns Rejected with a problem for each field or attribute that is missing or malformed, or that nobody asked for. */
export function toNewAccount(profile: PoolProfile, input: SignUpInput): NewAccount | Rejected {
  const checked = checkInput(rules(profile), input);
  if (!checked.ok) return checked.rejected;
  const account = checked.value;
  const given = toAttributes(profile, account);
  const problems = [
    ...findMissing(profile, given),
    ...findUnasked(profile, account),
    ...findUnusable(profile, account, given),
  ];
  const identifier = toUsername(profile, account);
  if (problems.length > 0 || !identifier) return new Rejected(problems);
  const { email, phoneNumber, password, name, handle } = account;
  const contact = email ?? phoneNumber ?? handle;
  return { identifier, contact, email, password, name, handle, attributes: given };
}

function toAttributes(
  { attributeMapping }: PoolProfile,
  { email, phoneNumber, name, handle, attributes = [] }: CheckedInput,
): Record<string, string> {
  return {
    ...Object.fromEntries(attributes.map((each) => [each.name, each.value])),
    ...(email !== undefined && { email }),
    ...(phoneNumber !== undefined && { phone_number: phoneNumber }),
    ...attributesToWrite(attributeMapping, "signUp", { name, handle }),
  };
}

/** Pools with UsernameAttributes take an address or a number in place of a username. */
function toUsername(
  { usernameAttributes }: PoolProfile,
  { email, phoneNumber, handle }: CheckedInput,
): Identifier | undefined {
  if (usernameAttributes.length === 0) return { kind: "USERNAME", value: handle, key: handle };
  if (email !== undefined && usernameAttributes.includes("email"))
    return { kind: "EMAIL", value: email, key: email };
  if (phoneNumber === undefined || !usernameAttributes.includes("phone_number")) return undefined;
  return { kind: "PHONE_NUMBER", value: phoneNumber, key: phoneNumber };
}

/** Input fields, by the attributes that they give. */
const fields: Record<string, string> = { email: "email", phone_number: "phoneNumber" };

function findMissing(profile: PoolProfile, given: Record<string, string>): Problem[] {
  return findMissingAttributes(profile, given).map((name) => ({
    code: "MISSING_ATTRIBUTE",
    message: `The user pool requires ${name}.`,
    field: fields[name] ?? `attributes.${name}`,
  }));
}

/** Without a password a code must reach the account. */
function findUnusable(
  { firstFactors, verifiedAttributes }: PoolProfile,
  { password }: CheckedInput,
  given: Record<string, string>,
): Problem[] {
  const isReached = (["email", "phone_number"] as const).some(
    (name) =>
      given[name] !== undefined &&
      verifiedAttributes.includes(name) &&
      firstFactors.includes(name === "email" ? "EMAIL_OTP" : "SMS_OTP"),
  );
  if (password !== undefined || isReached) return [];
  const message = "Choose a password, or give an address or a number that a code can sign in by.";
  return [{ code: "INVALID_INPUT", message, field: "password" }];
}

/** Attributes are taken by name alone where the pool requires them, or the operator has listed them. */
function findUnasked({ signUpAttributes }: PoolProfile, { attributes = [] }: CheckedInput): Problem[] {
  const asked = new Set(signUpAttributes.map(({ name }) => name));
  return attributes
    .filter(({ name }) => !asked.has(name))
    .map(({ name }) => ({
      code: "INVALID_INPUT",
      message: "This attribute is not part of a sign-up.",
      field: `attributes.${name.slice(0, 100)}`,
    }));
}

/** Cognito prefers the number where it verifies both. */
export function toSignUpDelivery(
  { verifiedAttributes }: Pick<PoolProfile, "verifiedAttributes">,
  { attributes: { email = "", phone_number: number } }: Pick<NewAccount, "attributes">,
): CodeDelivery {
  return number !== undefined && verifiedAttributes.includes("phone_number")
    ? toCodeDelivery("phone_number", number)
    : toCodeDelivery("email", email);
}
