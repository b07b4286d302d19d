import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../lib/is-record.ts";

/** A setting of an existing pool or app client that differs from the definition. */
export type Difference = {
  /** By the names of the Cognito API: `Policies.PasswordPolicy.MinimumLength`. */
  path: string;
  expected: unknown;
  actual: unknown;
};

/**
 * The settings of `expected` that differ in `actual`. Settings that the definition lacks are not compared: an existing pool
 * may have more of them (tags, SES, triggers). Lists are compared as sets, and the attributes of a schema by their Name.
 */
export function compare(expected: unknown, actual: unknown, path = ""): Difference[] {
  if (Array.isArray(expected)) return compareLists(expected, Array.isArray(actual) ? actual : [], path);
  if (isRecord(expected)) {
    const other = isRecord(actual) ? actual : {};
    return Object.entries(expected).flatMap(([key, value]) =>
      value === undefined ? [] : compare(value, other[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return expected === actual ? [] : [{ path, expected, actual }];
}

function compareLists(expected: unknown[], actual: unknown[], path: string): Difference[] {
  if (expected.some((each) => isRecord(each) && "AttributeDataType" in each)) {
    return expected.flatMap((each) => {
      const name = isRecord(each) ? each["Name"] : undefined;
      const other = actual.find((candidate) => isRecord(candidate) && candidate["Name"] === name);
      return compare(each, other, `${path}[${String(name)}]`);
    });
  }
  return isDeepStrictEqual(new Set(expected), new Set(actual)) ? [] : [{ path, expected, actual }];
}
