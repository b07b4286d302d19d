import { invalidParameter, UserPoolException } from "./exceptions.ts";
import { isRecord } from "./is-record.ts";

/** The path of a value in the request, and all violations found in the request so far. */
type ReadPosition = { path: string; violations: string[] };

/** Reads one value of a request. Throws for a value of the wrong type; records broken constraints as violations. */
export type Shape<T> = (value: unknown, position: ReadPosition) => T;

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

type Members = Record<string, Shape<unknown>>;

/**
 * Reads a request against its shape.
 *
 * @throws UserPoolException SerializationException for a value of another type; InvalidParameterException that lists
 * all broken constraints in AWS's wording: `1 validation error detected: Value at 'password' failed to satisfy …`.
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

/** A string that `pattern` matches as a whole. Lengths are in UTF-16 code units, as in Java. */
export function string(rules: { min?: number; max?: number; pattern?: string } = {}): Shape<string> {
  const pattern = rules.pattern === undefined ? undefined : new RegExp(`^(?:${rules.pattern})$`, "su");
  return (value, position) => {
    if (typeof value !== "string") throw wrongType("STRING", position);
    if (rules.min !== undefined && value.length < rules.min) {
      addViolation(position, `Member must have length greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value.length > rules.max) {
      addViolation(position, `Member must have length less than or equal to ${rules.max}`);
    } else if (pattern && !pattern.test(value)) {
      addViolation(position, `Member must satisfy regular expression pattern: ${rules.pattern}`);
    }
    return value;
  };
}

/**
 * Bytes, which the protocol carries as base64.
 *
 * @returns the base64.
 */
export function blob(rules: { max: number }): Shape<string> {
  return (value, position) => {
    if (typeof value !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw wrongType("BLOB", position);
    if (Buffer.byteLength(value, "base64") > rules.max) {
      addViolation(position, `Member must have length less than or equal to ${rules.max}`);
    }
    return value;
  };
}

/** An enum. */
export function oneOf<const Values extends readonly string[]>(...values: Values): Shape<Values[number]> {
  const isValue = (value: string): value is Values[number] => values.includes(value);
  return (value, position) => {
    if (typeof value !== "string") throw wrongType("STRING", position);
    if (isValue(value)) return value;
    position.violations.push(
      `Value '${value.slice(0, 64)}' at '${position.path}' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${values.join(", ")}]`,
    );
    return values[0] ?? "";
  };
}

export function integer(rules: { min?: number; max?: number } = {}): Shape<number> {
  return (value, position) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw wrongType("NUMBER", position);
    if (rules.min !== undefined && value < rules.min) {
      addViolation(position, `Member must have value greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value > rules.max) {
      addViolation(position, `Member must have value less than or equal to ${rules.max}`);
    }
    return value;
  };
}

export const boolean: Shape<boolean> = (value, position) => {
  if (typeof value !== "boolean") throw wrongType("BOOLEAN", position);
  return value;
};

export function list<T>(member: Shape<T>, rules: { min?: number; max?: number } = {}): Shape<T[]> {
  return (value, position) => {
    if (!Array.isArray(value)) throw wrongType("LIST", position);
    if (rules.min !== undefined && value.length < rules.min) {
      addViolation(position, `Member must have length greater than or equal to ${rules.min}`);
    }
    if (rules.max !== undefined && value.length > rules.max) {
      addViolation(position, `Member must have length less than or equal to ${rules.max}`);
    }
    return value.map((each: unknown, index) =>
      member(each, { ...position, path: `${position.path}.${index + 1}.member` }),
    );
  };
}

/** An object whose values all have one shape, and perhaps its keys another. Null values count as absent. */
export function map<T>(member: Shape<T>, key?: Shape<string>): Shape<Record<string, T>> {
  return (value, position) => {
    if (!isRecord(value)) throw wrongType("MAP", position);
    const present = Object.entries(value).filter(([, each]) => each !== null);
    for (const [name] of present) key?.(name, { ...position, path: `${position.path}.key` });
    return Object.fromEntries(
      present.map(([name, each]) => [
        name,
        member(each, { ...position, path: `${position.path}.${name}.member` }),
      ]),
    );
  };
}

/**
 * An object with named members. Unknown members are ignored, as in AWS, so that newer clients work. Null counts as
 * absent.
 */
export function structure<R extends Members>(required: R): Shape<{ [K in keyof R]: ValueOf<R[K]> }>;
export function structure<R extends Members, O extends Members>(
  required: R,
  optional: O,
): Shape<{ [K in keyof R]: ValueOf<R[K]> } & { [K in keyof O]?: ValueOf<O[K]> }>;
export function structure(required: Members, optional: Members = {}): Shape<Record<string, unknown>> {
  return (value, position) => {
    if (!isRecord(value)) throw wrongType("STRUCTURE", position);
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries({ ...required, ...optional })) {
      const memberPosition = { ...position, path: memberPath(position.path, name) };
      const each = Object.hasOwn(value, name) ? value[name] : undefined;
      if (each !== undefined && each !== null) result[name] = member(each, memberPosition);
      else if (Object.hasOwn(required, name)) addViolation(memberPosition, "Member must not be null");
    }
    return result;
  };
}

/** Any JSON object, unchecked. */
export const anyStructure: Shape<Record<string, unknown>> = (value, position) => {
  if (!isRecord(value)) throw wrongType("STRUCTURE", position);
  return value;
};

function memberPath(parent: string, name: string): string {
  const camelCase = name.charAt(0).toLowerCase() + name.slice(1);
  return parent === "" ? camelCase : `${parent}.${camelCase}`;
}

/** The message omits the value, which may be a password. */
function addViolation(position: ReadPosition, constraint: string): void {
  position.violations.push(`Value at '${position.path}' failed to satisfy constraint: ${constraint}`);
}

function wrongType(expected: string, position: ReadPosition): UserPoolException {
  const where = position.path === "" ? "the request" : `'${position.path}'`;
  return new UserPoolException("SerializationException", `${expected} expected at ${where}`);
}
