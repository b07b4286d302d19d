import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type {
  AttributeDefinition,
  CharacterClass,
  IdentifierKind,
} from "../../user-pool/profile/pool-profile.ts";
import { DeliveryMedium } from "../shared/code-delivery.type.ts";
import { MfaFactor } from "../sign-in/challenge.type.ts";
import { FirstFactor } from "../sign-in/first-factor.type.ts";

const IdentifierKinds = {
  EMAIL: "EMAIL",
  PHONE_NUMBER: "PHONE_NUMBER",
  USERNAME: "USERNAME",
} as const satisfies Record<IdentifierKind, IdentifierKind>;
registerEnumType(IdentifierKinds, {
  name: "IdentifierKind",
  description: "What names an account at sign-in.",
  valuesConfig: {
    EMAIL: { description: "An e-mail address." },
    PHONE_NUMBER: { description: "A phone number in E.164, like `+14155550100`." },
    USERNAME: { description: "A username." },
  },
});

const CharacterClasses = {
  LOWERCASE: "LOWERCASE",
  UPPERCASE: "UPPERCASE",
  NUMBER: "NUMBER",
  SYMBOL: "SYMBOL",
} as const satisfies Record<CharacterClass, CharacterClass>;
registerEnumType(CharacterClasses, {
  name: "CharacterClass",
  description: "Characters of which a password contains at least one.",
  valuesConfig: {
    LOWERCASE: { description: "`a` to `z`." },
    UPPERCASE: { description: "`A` to `Z`." },
    NUMBER: { description: "`0` to `9`." },
    SYMBOL: {
      description:
        "A space, or one of ``^ $ * . [ ] { } ( ) ? \" ! @ # % & / \\ , > < ' : ; | _ ~ ` = + -``.",
    },
  },
});

const AttributeTypes = {
  STRING: "STRING",
  NUMBER: "NUMBER",
  DATE_TIME: "DATE_TIME",
  BOOLEAN: "BOOLEAN",
} as const;
export type AttributeType = keyof typeof AttributeTypes;
registerEnumType(AttributeTypes, {
  name: "AttributeType",
  description: "The type of an attribute's value. A value is sent as text.",
  valuesConfig: {
    STRING: { description: "Text." },
    NUMBER: { description: "Decimal digits." },
    DATE_TIME: { description: "A point in time in ISO 8601." },
    BOOLEAN: { description: "`true` or `false`." },
  },
});

const SignUpFields = {
  EMAIL: "EMAIL",
  PHONE_NUMBER: "PHONE_NUMBER",
  NAME: "NAME",
  HANDLE: "HANDLE",
} as const;
export type SignUpField = keyof typeof SignUpFields;
registerEnumType(SignUpFields, {
  name: "SignUpField",
  description: "A field of `SignUpInput`.",
  valuesConfig: {
    EMAIL: { description: "`email`." },
    PHONE_NUMBER: { description: "`phoneNumber`." },
    NAME: { description: "`name`." },
    HANDLE: { description: "`handle`." },
  },
});

@ObjectType({ simpleResolvers: true, description: "The rules for a new password." })
export class PasswordPolicy {
  @Field(() => Int, { description: "The minimum number of UTF-16 code units." })
  minimumLength!: number;

  @Field(() => Int, { description: "The maximum number of UTF-16 code units." })
  maximumLength!: number;

  @Field(() => [CharacterClasses], { description: "A password contains a character of each of these." })
  requires!: CharacterClass[];
}

@ObjectType({
  simpleResolvers: true,
  description: "An attribute of an account, by its name in the user pool.",
})
export class UserAttributeOption {
  @Field(() => String, { description: "Cognito's name, e.g. `birthdate` or `custom:team`." })
  name!: AttributeDefinition["name"];

  @Field(() => AttributeTypes, { description: "The type of its value." })
  type!: AttributeType;
}

@ObjectType({ simpleResolvers: true, description: "An external identity provider." })
export class IdentityProvider {
  @Field(() => String, { description: "Its name in the user pool, e.g. `Google`." })
  name!: string;

  @Field(() => String, { description: "What people call it: for “Continue with …”." })
  label!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Where a browser goes to sign in by it, as a path of this origin: a link, never a `fetch`. The parameter `returnTo` has the path to come back to. Null where the user pool has no domain.",
  })
  startUrl!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "How people sign up and sign in here: the settings of the user pool, in the API's words. A change at the pool is noticed within ten minutes.",
})
export class AuthOptions {
  @Field(() => [IdentifierKinds], { description: "What a sign-in takes as `identifier`; at least one." })
  identifiers!: IdentifierKind[];

  @Field(() => Boolean, {
    description:
      "Whether people may sign up by themselves. If not, `signUp` is rejected with SIGN_UP_CLOSED.",
  })
  signUpIsOpen!: boolean;

  @Field(() => [SignUpFields], { description: "The fields that `signUp` requires besides `password`." })
  signUpFields!: SignUpField[];

  @Field(() => [UserAttributeOption], {
    description: "What `signUp` requires in `attributes`: what none of its other fields gives.",
  })
  requiredAttributes!: UserAttributeOption[];

  @Field(() => [UserAttributeOption], {
    description: "What `signUp` may have in `attributes` besides.",
  })
  optionalAttributes!: UserAttributeOption[];

  @Field(() => PasswordPolicy, { description: "The rules for a new password." })
  passwordPolicy!: PasswordPolicy;

  @Field(() => [DeliveryMedium], {
    description:
      "How `forgotPassword` may send its code, best first. Empty: only an administrator resets passwords.",
  })
  passwordRecovery!: (keyof typeof DeliveryMedium)[];

  @Field(() => [FirstFactor], { description: "What a sign-in may begin with; at least one." })
  firstFactors!: FirstFactor[];

  @Field(() => Boolean, {
    description:
      "Whether `signUp` requires `password`. If not, an account without one signs in by a code to the address or number that it gave.",
  })
  passwordIsRequired!: boolean;

  @Field(() => [MfaFactor], { description: "The second factors that an account may have." })
  secondFactors!: MfaFactor[];

  @Field(() => Boolean, { description: "Whether every account must have a second factor." })
  mfaIsRequired!: boolean;

  @Field(() => Boolean, {
    description:
      "Whether `respondToChallenge` takes `rememberDevice`, so that a device is not asked for the second factor for 30 days.",
  })
  devicesCanBeRemembered!: boolean;

  @Field(() => [IdentityProvider], { description: "The external identity providers of the app client." })
  identityProviders!: IdentityProvider[];
}
