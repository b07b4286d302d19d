import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../lib/is-record.ts";

/** A setting of a real pool or client that is not as the definition has it. */
export type Difference = {
  /** Where, in the words of the Cognito API: `Policies.PasswordPolicy.MinimumLength`. */
  path: string;
  expected: unknown;
  actual: unknown;
};

/**
 * Every setting of `expected` that `actual` does not have so. What the definition does not name is not compared: a
 * real pool may have more (tags, SES, triggers). Lists are sets, whose order says nothing; of objects in a list,
 * those with the same Name are compared.
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
  if (expected.some((each) => isRecord(each) && "Name" in each)) {
    return expected.flatMap((each) => {
      const name = isRecord(each) ? each["Name"] : undefined;
      const other = actual.find((candidate) => isRecord(candidate) && candidate["Name"] === name);
      return compare(each, other, `${path}[${String(name)}]`);
    });
  }
  return isDeepStrictEqual(new Set(expected), new Set(actual)) ? [] : [{ path, expected, actual }];
}
