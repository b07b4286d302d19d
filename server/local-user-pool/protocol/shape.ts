import { isRecord } from "./is-record.ts";
import { invalidParameter, UserPoolException } from "./exceptions.ts";

/** Where a value stands in the request, and what was found wrong in the whole of it so far. */
type Place = { path: string; violations: string[] };

/** Reads one value of a request: throws where it has the wrong type, notes where it breaks a constraint. */
export type Shape<T> = (value: unknown, place: Place) => T;

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

type Members = Record<string, Shape<unknown>>;

/**
 * Reads a request against its shape.
 *
 * @throws UserPoolException SerializationException for a value of another type; InvalidParameterException that lists
 * every broken constraint in the words of AWS: `1 validation error detected: Value at 'password' failed to satisfy …`.
 */
export function readInput<T>(shape: Shape<T>, value: unknown): T {
  const violations: string[] = [];
  const input = shape(value, { path: "", violations });
  if (violations.length > 0) {
    const errors = violations.length === 1 ? "error" : "errors";
    throw invalidParameter(`${violations.length} validation ${errors} detected: ${violations.join("; ")}`);
  }
  return input;
}

/** A string; `pattern` has to match the whole of it. Lengths count UTF-16 units, as Java does. */
export function string(rules: { min?: number; max?: number; pattern?: string } = {}): Shape<string> {
  const pattern = rules.pattern === undefined ? undefined : new RegExp(`^(?:${rules.pattern})$`, "su");
  return (value, place) => {
    if (typeof value !== "string") throw wrongType("STRING", place);
    if (rules.min !== undefined && value.length < rules.min) {
      violate(place, `Member must have length greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value.length > rules.max) {
      violate(place, `Member must have length less than or equal to ${rules.max}`);
    } else if (pattern && !pattern.test(value)) {
      violate(place, `Member must satisfy regular expression pattern: ${rules.pattern}`);
    }
    return value;
  };
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Shape<Words[number]> {
  const isWord = (value: string): value is Words[number] => words.includes(value);
  return (value, place) => {
    if (typeof value !== "string") throw wrongType("STRING", place);
    if (isWord(value)) return value;
    place.violations.push(
      `Value '${value.slice(0, 64)}' at '${place.path}' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${words.join(", ")}]`,
    );
    return words[0] ?? "";
  };
}

export function integer(rules: { min?: number; max?: number } = {}): Shape<number> {
  return (value, place) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw wrongType("NUMBER", place);
    if (rules.min !== undefined && value < rules.min) {
      violate(place, `Member must have value greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value > rules.max) {
      violate(place, `Member must have value less than or equal to ${rules.max}`);
    }
    return value;
  };
}

export const boolean: Shape<boolean> = (value, place) => {
  if (typeof value !== "boolean") throw wrongType("BOOLEAN", place);
  return value;
};

export function list<T>(member: Shape<T>, rules: { min?: number; max?: number } = {}): Shape<T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw wrongType("LIST", place);
    if (rules.min !== undefined && value.length < rules.min) {
      violate(place, `Member must have length greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value.length > rules.max) {
      violate(place, `Member must have length less than or equal to ${rules.max}`);
    }
    return value.map((each: unknown, index) =>
      member(each, { ...place, path: `${place.path}.${index + 1}.member` }),
    );
  };
}

/** String keys to values of one shape; null values count as absent. */
export function map<T>(member: Shape<T>): Shape<Record<string, T>> {
  return (value, place) => {
    if (!isRecord(value)) throw wrongType("MAP", place);
    const present = Object.entries(value).filter(([, each]) => each !== null);
    return Object.fromEntries(
      present.map(([key, each]) => [key, member(each, { ...place, path: `${place.path}.${key}.member` })]),
    );
  };
}

/** Named members. Unknown ones are ignored, as AWS ignores what a newer client may send; null counts as absent. */
export function structure<R extends Members>(required: R): Shape<{ [K in keyof R]: ValueOf<R[K]> }>;
export function structure<R extends Members, O extends Members>(
  required: R,
  optional: O,
): Shape<{ [K in keyof R]: ValueOf<R[K]> } & { [K in keyof O]?: ValueOf<O[K]> }>;
export function structure(required: Members, optional: Members = {}): Shape<Record<string, unknown>> {
  return (value, place) => {
    if (!isRecord(value)) throw wrongType("STRUCTURE", place);
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries({ ...required, ...optional })) {
      const memberPlace = { ...place, path: memberPath(place.path, name) };
      const each = Object.hasOwn(value, name) ? value[name] : undefined;
      if (each !== undefined && each !== null) result[name] = member(each, memberPlace);
      else if (Object.hasOwn(required, name)) violate(memberPlace, "Member must not be null");
    }
    return result;
  };
}

/** Any JSON object, kept as it is. */
export const anyStructure: Shape<Record<string, unknown>> = (value, place) => {
  if (!isRecord(value)) throw wrongType("STRUCTURE", place);
  return value;
};

function memberPath(parent: string, name: string): string {
  const camelCase = name.charAt(0).toLowerCase() + name.slice(1);
  return parent === "" ? camelCase : `${parent}.${camelCase}`;
}

/** The value itself is left out: it may be a password. */
function violate(place: Place, constraint: string): void {
  place.violations.push(`Value at '${place.path}' failed to satisfy constraint: ${constraint}`);
}

function wrongType(wanted: string, place: Place): UserPoolException {
  const where = place.path === "" ? "the request" : `'${place.path}'`;
  return new UserPoolException("SerializationException", `${wanted} expected at ${where}`);
}
