import type { CharacterClass, IdentifierKind } from "../../../generated/types.ts";
import { capitalize, list } from "../../i18n/list.ts";

export const en = {
  email: {
    label: "E-mail",
    missing: "Enter your e-mail address.",
    invalid: "Enter an e-mail address such as ada@example.com.",
  },
  identifier: {
    kinds: { EMAIL: "e-mail", PHONE_NUMBER: "phone number", USERNAME: "username" } satisfies Record<
      IdentifierKind,
      string
    >,
    oneOf: (kinds: readonly string[]) => capitalize(list("en", kinds)),
    change: "Change",
    missing: (label: string) => `Enter your ${label.toLowerCase()}.`,
  },
  phoneNumber: {
    label: "Phone number",
    hint: "With your country code, such as +44.",
    missing: "Enter your phone number.",
    invalid: "Enter a phone number such as +44 20 7946 0000.",
  },
  attributes: {
    optional: (label: string) => `${label} (optional)`,
    labels: {
      address: "Address",
      birthdate: "Date of birth",
      family_name: "Family name",
      gender: "Gender",
      given_name: "Given name",
      locale: "Language",
      middle_name: "Middle name",
      nickname: "Nickname",
      picture: "Address of a picture",
      profile: "Address of a profile",
      website: "Website",
      zoneinfo: "Time zone",
    },
    missing: (label: string) => `Fill in this field: ${label}.`,
  },
  password: {
    label: "Password",
    missing: "Enter your password.",
    show: (label: string) => `Show ${label.toLowerCase()}`,
  },
  newPassword: {
    withoutOne: "Without one, we send you a code each time you sign in.",
    label: "New password",
    missing: "Choose a password.",
    tooLong: (most: number) => `Use ${most} characters or fewer.`,
    broken: (rule: string) => `Still missing: ${rule}.`,
    rules: {
      length: (least: number) => `${least} characters or more`,
      space: "No space at the beginning or the end",
      classes: {
        LOWERCASE: "A lowercase letter a–z",
        UPPERCASE: "An uppercase letter A–Z",
        NUMBER: "A number",
        SYMBOL: "A symbol such as ! or ?, or a space",
      } satisfies Record<CharacterClass, string>,
    },
    met: ": met",
    tip: "A few unrelated words make a strong password. Your name with a number is soon guessed.",
  },
  code: {
    label: "Code",
    missing: "Enter the digits of the code.",
    local: "Running locally: the message is in the",
    inbox: "inbox",
  },
  resend: {
    again: "Send a new code",
    wait: (seconds: number) => `Send a new code in ${seconds} s`,
    sent: (destination: string) => `We sent a new code to ${destination}.`,
    sentSomewhere: "We sent you a new code.",
  },
  name: {
    label: "Name",
    missing: "Enter the name that others will see.",
    tooLong: (most: number) => `Use ${most} characters or fewer.`,
  },
  handle: {
    label: "Handle",
    hint: "How others mention you: 3 to 30 letters a–z, digits and _.",
    usernameHint: "You sign in with it, and others mention you by it: 3 to 30 letters a–z, digits and _.",
    missing: "Choose a handle.",
    invalid: "Use 3 to 30 of the letters a–z, digits and _.",
  },
};
