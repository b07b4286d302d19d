export const en = {
  signIn: {
    title: "Sign in",
    lead: "To post, and to read what members write.",
    action: "Sign in",
    join: "New here? Join Cruddur",
    recover: "Forgot password?",
    confirmed: "Your account is confirmed. Sign in with your password.",
    passwordChanged: "Your password has been reset. Sign in with the new one.",
    challengeExpired: "That took too long, or there were too many attempts. Sign in again to continue.",
    ended: "Your session has ended. Sign in again to continue.",
  },
  deleted: {
    title: "Your account is deleted",
    lead: "Everything you posted was deleted with it.",
    toFeed: "Go to the feed",
  },
  signUp: {
    title: "Join Cruddur",
    lead: "Choose a name and a handle. We’ll send a code to confirm your address.",
    shortLead: "It takes a minute.",
    closedTitle: "Sign-up is closed",
    closed: "Accounts here are created by an administrator. If you have one, sign in.",
    action: "Join",
    signIn: "Already have an account? Sign in",
  },
  confirm: {
    title: "Confirm your account",
    action: "Confirm",
    again: "Sign up again",
    signIn: "Sign in",
    sent: {
      EMAIL: (destination: string) => `We sent a code to ${destination}.`,
      SMS: (destination: string) => `We texted a code to ${destination}.`,
    },
    enterSent: (sent: string) => `${sent} Enter it below.`,
    enter: "Enter the code we sent you.",
    confirmFirst: (rest: string) => `Your password is correct, but your account isn’t confirmed yet. ${rest}`,
    enterLatest: "Enter the latest code we sent you.",
  },
  /** Said once, after the confirmation. */
  confirmed: (name: string) => `Welcome to Cruddur, ${name}. Your account is confirmed.`,
  recover: {
    title: "Reset your password",
    lead: "We’ll send you a code to choose a new password.",
    resetRequired: "Your account needs a new password. We’ll send you a code to choose one.",
    action: "Send code",
    back: "Back to sign-in",
    chooseTitle: "Choose a new password",
    enter: "Enter the code we sent you and a new password.",
    sent: {
      EMAIL: (destination: string) => `If there is an account, we sent a code to ${destination}.`,
      SMS: (destination: string) =>
        `If there is an account, we texted a code to ${destination}.`,
    },
    save: "Reset password",
    otherAddress: "Use another account",
  },
  challenge: {
    back: "Back to sign-in",
  },
  welcome: {
    title: "Choose your name and handle",
    lead: "Others see both. You can change them later in the settings.",
    action: "Save and continue",
    later: "Not now",
  },
};
