export const en = {
  signIn: {
    title: "Welcome back",
    lead: "Sign in to read what members write, and to post.",
    action: "Sign in",
    join: "New here? Join Cruddur",
    recover: "Forgot your password?",
    confirmed: "Your account is confirmed. Sign in with your password.",
    passwordChanged: "Your new password is set. Sign in with it.",
    challengeExpired: "That took too long, or was tried too often. Sign in again to go on.",
    ended: "Your session has ended. Sign in again to go on.",
    accountDeleted: "Your account is deleted, and all that you wrote with it. Farewell.",
  },
  signUp: {
    title: "Join Cruddur",
    lead: "A name, a handle, and an address to confirm. It takes a minute.",
    shortLead: "It takes a minute.",
    closedTitle: "Sign-up is closed",
    closed: "Accounts are made by an administrator here. If you have one, sign in with it.",
    action: "Join",
    signIn: "Have an account? Sign in",
  },
  confirm: {
    title: "Confirm your account",
    action: "Confirm and go to the feed",
    again: "Start again",
    signIn: "Sign in",
    sent: {
      EMAIL: (destination: string) => `We sent a code to ${destination}.`,
      SMS: (destination: string) => `We texted a code to ${destination}.`,
    },
    enterSent: (sent: string) => `${sent} Enter it here and you are in.`,
    enter: "Enter the code that we sent you.",
    confirmFirst: (rest: string) => `Your password is right; the account is not confirmed yet. ${rest}`,
    enterLatest: "Enter the latest code that we sent you.",
  },
  recover: {
    title: "Recover your password",
    lead: "We will send you a code. With it you choose a new password, and you are in.",
    resetRequired:
      "Your password has been reset and a new one is needed. We will send you a code to choose it.",
    action: "Send the code",
    back: "Back to sign-in",
    chooseTitle: "Choose a new password",
    enter: "Enter the code that we sent you, and a new password.",
    sent: {
      EMAIL: (destination: string) => `If there is an account, a code is on its way to ${destination}.`,
      SMS: (destination: string) =>
        `If there is an account, a text message with a code is on its way to ${destination}.`,
    },
    save: "Save and sign in",
    otherAddress: "Another account",
  },
  challenge: {
    back: "Back to sign-in",
  },
  welcome: {
    title: "What may we call you?",
    lead: "Others see your name and your handle. You can change both in the settings.",
    action: "Save and go on",
    later: "Not now",
  },
};
