import leven from "leven";
import { fileVariableNames } from "./read-files.ts";
import { variableNames } from "./variables.ts";

/** A variable that nothing reads, and the one that was probably meant. */
export type MisspelledVariable = { name: string; meant: string };

const knownNames = [...variableNames, ...fileVariableNames, "ENV_FILE"];

/** Shorter names, as HOST, are near those of other programs. */
const shortestName = 7;
const furthest = 2;

/**
 * Finds variables that look like Cruddur's and are not: by two letters at most, or another name that begins with `COGNITO_`.
 * The values are not looked at.
 */
export function findMisspelled(environment: Record<string, string | undefined>): MisspelledVariable[] {
  return Object.keys(environment).flatMap((name) => {
    const meant = knownNames.includes(name) || !environment[name] ? undefined : findMeant(name);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** One line that says what to change. */
export function explainMisspelled({ name, meant }: MisspelledVariable): string {
  return `${name} is not read: did you mean ${meant}?`;
}

function findMeant(name: string): string | undefined {
  const ours = name.replace(/^(?:AWS|AMAZON)_(?=COGNITO_)/, "");
  const isCognito = /^COGNITO_/i.test(ours);
  const [nearest] = knownNames
    .filter((known) => known.length >= shortestName && (!isCognito || known.startsWith("COGNITO_")))
    .map((known) => ({ known, distance: leven(known, ours.toUpperCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest && (isCognito || nearest.distance <= furthest) ? nearest.known : undefined;
}
