import type { Notice } from "../../mail/notices.ts";

// What people are told of their account by mail, whoever it was that did it.

const notYou = "If this was not you, choose a new password by “Forgot your password?” at once.";

function notice(subject: string, ...paragraphs: string[]): Notice {
  return { subject, text: `${paragraphs.join("\n\n")}\n\nCruddur\n` };
}

/** To the owner of an address that somebody tried to open another account with. */
export const accountExists = notice(
  "You have a Cruddur account already",
  "Somebody, probably you, tried to use this e-mail address for a Cruddur account. It has one already, which stays as it is.",
  "Sign in with your password; if you forgot it, ask for a new one by “Forgot your password?”.",
  "If this was not you, you need not do anything.",
);

export const passwordChanged = notice(
  "Your Cruddur password was changed",
  "The password of your Cruddur account was changed, and all other sessions have ended.",
  notYou,
);

/** To the address that the account had before. */
export const emailChanged = notice(
  "Your Cruddur e-mail address was changed",
  "Your Cruddur account has a new e-mail address. This one is no longer used.",
  "If this was not you, somebody has your password: write to whoever runs this Cruddur.",
);

export const totpEnabled = notice(
  "An authenticator app protects your Cruddur account",
  "From now on a sign-in asks for a code of your authenticator app, too.",
  notYou,
);

export const totpDisabled = notice(
  "Your Cruddur account asks for no code any more",
  "The authenticator app of your Cruddur account was switched off: a password is enough to sign in.",
  notYou,
);

export const accountDeleted = notice(
  "Your Cruddur account is deleted",
  "Your Cruddur account is gone, and all that you wrote with it. Thank you for having been here.",
);
