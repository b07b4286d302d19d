import { isRecord } from "../../lib/is-record.ts";
import type { Difference } from "./compare.ts";
import { strings, toCurrentFlows } from "./fit-definition.ts";
import type { Inspection } from "./inspect.ts";

/**
 * How much a setting matters. `required`: the API does not work with it. `recommended`: it works, and the people of the
 * pool are protected less. `different`: a choice of the pool's owner that the API works with.
 */
export type Level = "required" | "recommended" | "different";

/** What a judgement about one setting depends on besides the setting. */
export type PoolFacts = {
  signUpIsOpen: boolean;
  /** A trigger may confirm accounts, so that no code is needed. */
  hasSignUpTrigger: boolean;
};

/** Why a setting matters, and what changing it does to the people and programs that use the pool. */
export type SettingNote = {
  level: Level | ((difference: Difference, facts: PoolFacts) => Level);
  why: string;
  effect: string | ((difference: Difference) => string);
  /** It cannot be changed on an existing pool or app client. */
  immutable?: true;
};

export function readFacts({ pool }: Inspection): PoolFacts {
  const settings = pool?.settings ?? {};
  const [invitations, triggers] = [settings["AdminCreateUserConfig"], settings["LambdaConfig"]];
  return {
    signUpIsOpen: !(isRecord(invitations) && invitations["AllowAdminCreateUserOnly"] === true),
    hasSignUpTrigger: isRecord(triggers) && triggers["PreSignUp"] !== undefined,
  };
}

const cannotChange = "It stays as it is for as long as the pool or app client exists.";
const otherPrograms = "Other programs that use this app client get the same.";

/** By the address of a setting: a path in the pool's settings, or one after the name of an app client. */
const notes: [address: RegExp, note: SettingNote][] = [
  [
    /^UsernameAttributes$/,
    {
      level: "different",
      why: "People sign in by whatever the pool takes; the API and the web client ask for that.",
      effect: cannotChange,
      immutable: true,
    },
  ],
  [
    /^UsernameConfiguration/,
    {
      level: "different",
      why: "With case sensitivity Worf@ and worf@ are two accounts.",
      effect: cannotChange,
      immutable: true,
    },
  ],
  [
    /^SchemaAttributes\[email\]/,
    {
      level: "different",
      why: "An account without an address gets no notices, and recovers its password by its phone or not at all.",
      effect: cannotChange,
      immutable: true,
    },
  ],
  [
    /^SchemaAttributes/,
    {
      level: "different",
      why: "The API keeps names and handles that the pool lacks in its own database.",
      effect: cannotChange,
      immutable: true,
    },
  ],
  [
    /^AutoVerifiedAttributes$/,
    {
      level: (_difference, { signUpIsOpen, hasSignUpTrigger }) =>
        signUpIsOpen && !hasSignUpTrigger ? "recommended" : "different",
      why: "Without a verified attribute Cognito sends no code, so nobody can confirm a sign-up.",
      effect:
        "Existing accounts stay as they are. Who signs up or changes the attribute gets a code, in every program that uses the pool.",
    },
  ],
  [
    /^UserAttributeUpdateSettings/,
    {
      level: "recommended",
      why: "Without it a mistyped or stolen new address takes effect before anybody has proved to own it.",
      effect:
        "Existing accounts keep their addresses. A changed address takes effect once its code was entered: programs that change addresses must ask for that code.",
    },
  ],
  [
    /^Policies\.PasswordPolicy\.MinimumLength$/,
    {
      level: ({ actual }) => (Number(actual) < 8 ? "recommended" : "different"),
      why: "The API takes any policy. NIST SP 800-63B requires eight characters or more.",
      effect: (difference) =>
        Number(difference.actual) > Number(difference.expected)
          ? "Weakens the policy: shorter passwords are accepted. Existing passwords stay valid."
          : "Existing passwords stay valid. New ones must be longer, in every program that uses the pool.",
    },
  ],
  [
    /^Policies\.SignInPolicy/,
    {
      level: "different",
      why: "People can sign in by a passkey or a mailed code where the pool allows these as first factors. The tier LITE has neither; where a second factor is required, Cognito allows no codes.",
      effect:
        "Nobody's sign-in changes. Who wants can register a passkey or ask for a code, in every program whose app client has ALLOW_USER_AUTH. A sign-up may leave the password out where codes are allowed.",
    },
  ],
  [
    /^WebAuthnConfiguration\.RelyingPartyId$/,
    {
      level: "different",
      why: "Browsers use a passkey only on the domain that it belongs to, and below it.",
      effect: ({ actual }) =>
        typeof actual !== "string"
          ? "Passkeys are registered for this domain. Whoever changes it later takes all of them away."
          : `Takes away every passkey that exists: they stay with ${actual}, and nobody can sign in by them.`,
    },
  ],
  [
    /^WebAuthnConfiguration/,
    {
      level: "different",
      why: "A passkey whose device verifies its owner, by finger or PIN, stands for both factors.",
      effect:
        "Passkeys of devices that verify nobody are refused from now on. In a pool that requires a second factor people can sign in by a passkey alone.",
    },
  ],
  [
    /^DeviceConfiguration/,
    {
      level: "different",
      why: "People can choose that a device is not asked for the second factor for 30 days.",
      effect:
        "Every sign-in from now on is that of a device: programs that do not confirm it (ConfirmDevice) and send its key with each refresh lose the session when its access token expires. The API, Amplify and amazon-cognito-identity-js do.",
    },
  ],
  [
    /^Policies/,
    {
      level: "different",
      why: "The API takes any password policy, and tells it to people.",
      effect: ({ actual, expected }) =>
        actual === true && expected === false
          ? "Weakens the policy: simpler passwords are accepted. Existing passwords stay valid."
          : "Existing passwords stay valid. Passwords chosen from now on follow the new rule, in every program that uses the pool.",
    },
  ],
  [
    /^AccountRecoverySetting/,
    {
      level: "different",
      why: "Without it nobody can choose a new password by a code.",
      effect:
        "Replaces the order of recovery for all accounts: who owns a verified address can set a new password for its account.",
    },
  ],
  [
    /^AdminCreateUserConfig\.AllowAdminCreateUserOnly$/,
    {
      level: "different",
      why: "Whether people may sign up by themselves is for the pool's owner to decide.",
      effect: "Opens the pool: anybody can sign up, in every program that uses it.",
    },
  ],
  [
    /^VerificationMessageTemplate\.DefaultEmailOption$/,
    {
      level: (_difference, { signUpIsOpen }) => (signUpIsOpen ? "recommended" : "different"),
      why: "The API confirms a sign-up by a code, and the mail has a link in its place.",
      effect:
        "Replaces the link in the mails of all sign-ups by a code, in every program that uses the pool. Links that were mailed stay valid.",
    },
  ],
  [
    /^(AdminCreateUserConfig|VerificationMessageTemplate)/,
    {
      level: "different",
      why: "The mails have texts of the pool's own.",
      effect: "Replaces the mail that every program of the pool sends by Cruddur's.",
    },
  ],
  [
    /^EmailConfiguration/,
    {
      level: "recommended",
      why: "Cognito itself sends 50 mails a day for an AWS account, and nobody else gets a code until the next day.",
      effect: "All mails of the pool come from the new sender, in every program that uses the pool.",
    },
  ],
  [
    /^DeletionProtection$/,
    {
      level: "recommended",
      why: "A deleted pool cannot be restored, nor the passwords in it.",
      effect: "Nothing changes for people. Whoever deletes the pool must switch the protection off first.",
    },
  ],
  [
    /^UserPoolTier$/,
    {
      level: "different",
      why: "LITE has no sign-in right after the confirmation (USER_AUTH); people sign in once more.",
      effect: "Changes what AWS charges for every person who signs in during a month.",
    },
  ],
  [
    /^MfaConfiguration$/,
    {
      level: "different",
      why: "The API works with second factors that are required, optional or off.",
      effect: ({ actual }) =>
        actual === "ON"
          ? "Weakens sign-in: existing accounts may remove their second factor, and new ones need none."
          : "Nobody needs a second factor. Who wants one can set it up, in every program that uses the pool.",
    },
  ],
  [
    /^SoftwareToken/,
    {
      level: "different",
      why: "People can protect their account with an authenticator app where the pool allows it.",
      effect: "Existing accounts stay as they are, and may set an authenticator app up.",
    },
  ],
  [
    /^[^.]+\.GenerateSecret$/,
    {
      level: "recommended",
      why: "Without a secret anyone can call Cognito with this app client, past the API's rate limits.",
      effect:
        "An app client gets its secret when it is created: the API needs another one. People sign in once more when it changes over.",
      immutable: true,
    },
  ],
  [
    /^sign-up\.ExplicitAuthFlows$/,
    {
      level: "recommended",
      why: "The app client of sign-up may write e-mail addresses, so it must issue no tokens.",
      effect: "Programs that sign people in with this app client are refused.",
    },
  ],
  [
    /^[^.]+\.ExplicitAuthFlows$/,
    {
      level: ({ actual }) => (sendsPasswords(actual) ? "different" : "required"),
      why: "The API signs people in by USER_PASSWORD_AUTH or USER_AUTH, and by USER_AUTH right after a confirmation.",
      effect: `Nobody is signed out, and no flow is taken away. ${otherPrograms}`,
    },
  ],
  [
    /^[^.]+\.((AccessToken|IdToken|RefreshToken)Validity$|TokenValidityUnits)/,
    {
      level: "different",
      why: "The API takes any lifetime. A short one limits the use of a stolen access token.",
      effect: `Tokens that were issued keep their lifetime. ${otherPrograms}`,
    },
  ],
  [
    /^[^.]+\.RefreshTokenRotation/,
    {
      level: "recommended",
      why: "With rotation the second use of a stolen refresh token ends its session.",
      effect:
        "Nobody is signed out. The flow REFRESH_TOKEN_AUTH is taken away, as Cognito does not permit both: programs that refresh by it with this app client are refused, and must use GetTokensFromRefreshToken.",
    },
  ],
  [
    /^[^.]+\.AuthSessionValidity$/,
    {
      level: "different",
      why: "How long people have for the code of a challenge.",
      effect: `Sign-ins in progress stay valid. ${otherPrograms}`,
    },
  ],
  [
    /^sign-up\.EnableTokenRevocation$/,
    { level: "different", why: "This app client issues no tokens.", effect: "Nothing changes for people." },
  ],
  [
    /^[^.]+\.EnableTokenRevocation$/,
    {
      level: "required",
      why: "Without it tokens have no origin_jti, and the API refuses every token.",
      effect: "Tokens that were issued before lack it still: people sign in once more.",
    },
  ],
  [
    /^[^.]+\.PreventUserExistenceErrors$/,
    {
      level: "recommended",
      why: "Otherwise anybody can find out who has an account.",
      effect:
        "Programs that use this app client get NotAuthorizedException where they got UserNotFoundException.",
    },
  ],
  [
    /^[^.]+\.ReadAttributes$/,
    {
      level: "recommended",
      why: "What the API cannot read of an account it does not show.",
      effect: `Tokens issued from now on have these attributes too. ${otherPrograms}`,
    },
  ],
  [
    /^sign-up\.WriteAttributes$/,
    {
      level: "required",
      why: "A sign-up writes these attributes, and fails without one of them.",
      effect: `Attributes are added. ${otherPrograms}`,
    },
  ],
  [
    /^[^.]+\.WriteAttributes$/,
    {
      level: ({ expected, actual }) => (canIdentify(actual, expected) ? "recommended" : "different"),
      why: "With a stolen access token of this app client one could change the e-mail address at Cognito. SignUp can have an app client of its own, and the API changes addresses by AWS permissions.",
      effect:
        "Programs that write the address with this app client, by UpdateUserAttributes or SignUp, are refused. Set COGNITO_SIGN_UP_CLIENT_ID first, else sign-ups fail.",
    },
  ],
];

/** Whether one of the flows is allowed by which the API sends a password. */
function sendsPasswords(flows: unknown): boolean {
  const current = toCurrentFlows(strings(flows));
  return current.includes("ALLOW_USER_PASSWORD_AUTH") || current.includes("ALLOW_USER_AUTH");
}

/** Whether attributes are writable that the definition does not permit. No list: all are. */
function canIdentify(actual: unknown, expected: unknown): boolean {
  const [present, wanted] = [strings(actual), strings(expected)];
  return present.length === 0 || present.some((name) => !wanted.includes(name));
}

const unknown: SettingNote = {
  level: "different",
  why: "The definition has another value.",
  effect: "Every program that uses the pool gets the new value.",
};

/** The note about a setting, by its address. */
export function findSettingNote(address: string): SettingNote {
  return notes.find(([pattern]) => pattern.test(address))?.[1] ?? unknown;
}
