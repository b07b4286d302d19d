import { isRecord } from "../../lib/is-record.ts";
import type { Settings } from "./inspect.ts";

/**
 * The members of an update that repeat texts of VerificationMessageTemplate, by the names of the texts there. AWS calls
 * them "no longer used", but returns them.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
const repeatedTexts = {
  SmsVerificationMessage: "SmsMessage",
  EmailVerificationMessage: "EmailMessage",
  EmailVerificationSubject: "EmailSubject",
};

/**
 * The settings that an update of a pool leaves out, by their paths, and why. UpdateUserPool resets what is missing from
 * its input, so that everything else is sent back.
 */
export const leftOut = {
  "AdminCreateUserConfig.UnusedAccountValidityDays":
    "the deprecated name of TemporaryPasswordValidityDays, and UpdateUserPool refuses both",
};

/**
 * The input of UpdateUserPool: all settings that DescribeUserPool returned, with those of the definition merged in. It
 * also has members that UpdateUserPool lacks, which the SDK does not send.
 */
export function toPoolUpdate(present: Settings, definition: object): Settings {
  // The operations name the pool differently.
  const renamed = { ...present, PoolName: present["Name"] };
  const merged = merge(renamed, { ...definition, PoolName: present["Name"] });
  const input = { ...merged, ...repeatTexts(present, merged) };
  return Object.keys(leftOut).reduce((rest, path) => omit(rest, path.split(".")), input);
}

/** The members that were equal to a text of the template before the definition changed it, equal to the new one. */
function repeatTexts(present: Settings, merged: Settings): Settings {
  const [before, after] = [present["VerificationMessageTemplate"], merged["VerificationMessageTemplate"]];
  if (!isRecord(before) || !isRecord(after)) return {};
  const repeated = Object.entries(repeatedTexts).filter(
    ([member, text]) => present[member] !== undefined && present[member] === before[text],
  );
  return Object.fromEntries(repeated.map(([member, text]) => [member, after[text]]));
}

function omit(settings: Settings, [first = "", ...rest]: string[]): Settings {
  const { [first]: below, ...others } = settings;
  return isRecord(below) && rest.length > 0 ? { ...others, [first]: omit(below, rest) } : others;
}

/** Merges the definition into the present settings, recursively; lists are replaced. */
export function merge(present: Settings, expected: object): Settings {
  const merged: Settings = { ...present };
  for (const [key, value] of Object.entries(expected)) {
    const below = present[key];
    merged[key] = isRecord(value) && isRecord(below) ? merge(below, value) : value;
  }
  return merged;
}
