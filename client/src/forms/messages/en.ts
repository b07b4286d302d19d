export const en = {
  email: {
    label: "E-mail",
    missing: "Enter your e-mail address.",
    invalid: "Enter an e-mail address such as ada@example.com.",
  },
  password: {
    label: "Password",
    missing: "Enter your password.",
    show: (label: string) => `Show ${label.toLowerCase()}`,
  },
  newPassword: {
    label: "New password",
    missing: "Choose a password.",
    tooShort: (least: number) => `Use ${least} characters or more.`,
    tooLong: (most: number) => `Use ${most} characters or fewer.`,
    space: "Remove the space at the beginning or the end.",
    rules: {
      length: (least: number) => `${least} characters or more`,
      space: "No space at the beginning or the end",
    },
    met: ": met",
    tip: "A few words that do not belong together make a good one.",
  },
  code: {
    label: "Code",
    missing: "Enter the digits of the code.",
    local: "Running locally: the mail is in the",
    inbox: "inbox",
  },
  resend: {
    again: "Send a new code",
    wait: (seconds: number) => `Send a new code in ${seconds} s`,
    sent: (destination: string) => `A new code is on its way to ${destination}.`,
  },
  name: {
    label: "Name",
    missing: "Enter the name that others will see.",
    tooLong: (most: number) => `Use ${most} characters or fewer.`,
  },
  handle: {
    label: "Handle",
    hint: "How others mention you: 3 to 30 letters a–z, digits and _.",
    missing: "Choose a handle.",
    invalid: "Use 3 to 30 of the letters a–z, digits and _.",
  },
};
