import type { PasskeyFailure } from "../passkey-dialog.ts";

export const en = {
  /** Why no passkey was used to sign in. */
  notUsed: {
    cancelled:
      "No passkey was used. The dialog was closed or took too long, or there is no passkey for you on this device. Try again: if yours is on your phone, choose the phone in the dialog.",
    registered: "This passkey can’t be used here. Try another, or sign in another way.",
    wrongSite: "Passkeys can’t be used at this address. Sign in another way.",
    unsupported: "This browser can’t use your passkey. Try another browser, or sign in another way.",
    aborted: "Another dialog was opened. Close it, then try again.",
    failed: "Your browser couldn’t use the passkey. Try again, or sign in another way.",
  } satisfies Record<PasskeyFailure, string>,
  /** Why no passkey was added. */
  notAdded: {
    cancelled: "No passkey was added. The dialog was closed or took too long. Try again when you’re ready.",
    registered:
      "This device already has a passkey for your account. To add another, choose your phone or a security key in the dialog.",
    wrongSite: "Passkeys can’t be used at this address. You can still sign in as before.",
    unsupported:
      "This device can’t keep such a passkey. Set up its screen lock, or choose your phone or a security key in the dialog.",
    aborted: "Another dialog was opened. Close it, then try again.",
    failed: "Your browser couldn’t make the passkey. Try again, or use another device.",
  } satisfies Record<PasskeyFailure, string>,
  waiting: "Follow the dialog of your browser.",
  tryAgain: "Try again",
  add: "Add a passkey",
};
