import type { Notice } from "../../mail/notices.ts";

// The mails that tell an account's owner what happened to it, whoever did it.

const ifNotYou = "If this was not you, set a new password with “Forgot your password?” at once.";

function notice(subject: string, ...paragraphs: string[]): Notice {
  return { subject, text: `${paragraphs.join("\n\n")}\n\nCruddur\n` };
}

/** For an address that somebody tried to use for another account. */
export const accountExists = notice(
  "You have a Cruddur account already",
  "Somebody, probably you, tried to use this e-mail address for a Cruddur account. It already has one, which has not changed.",
  "Sign in with your password. If you forgot it, set a new one with “Forgot your password?”.",
  "If this was not you, you need not do anything.",
);

export const passwordChanged = notice(
  "Your Cruddur password was changed",
  "The password of your Cruddur account was changed, and all other sessions have ended.",
  ifNotYou,
);

/** For the previous address. */
export const emailChanged = notice(
  "Your Cruddur e-mail address was changed",
  "Your Cruddur account has a new e-mail address. This one is no longer used.",
  "If this was not you, somebody has your password: write to the operator of this Cruddur.",
);

export const totpEnabled = notice(
  "An authenticator app protects your Cruddur account",
  "From now on you need a code of your authenticator app to sign in.",
  ifNotYou,
);

export const totpDisabled = notice(
  "Your Cruddur account no longer asks for a code",
  "The authenticator app of your Cruddur account was turned off. From now on a password is enough to sign in.",
  ifNotYou,
);

export const accountDeleted = notice(
  "Your Cruddur account is deleted",
  "Your Cruddur account and all that you wrote are deleted. Thank you for having been here.",
);
