import type { z } from "zod";
import { type Problem, Rejected } from "./problem.type.ts";

export type CheckedInput<T> = { ok: true; value: T } | { ok: false; rejected: Rejected };

/** Checks an input. Returns the values as the rules transform them, or a problem for every invalid field. */
export function checkInput<T>(rules: z.ZodType<T>, input: unknown): CheckedInput<T> {
  const parsed = rules.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, rejected: new Rejected(parsed.error.issues.map(toProblem)) };
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.join(".");
  const { passwordRule, problemCode = "INVALID_INPUT" } = (issue.code === "custom" && issue.params) || {};
  return passwordRule === undefined
    ? { code: problemCode, message: issue.message, field }
    : { code: "PASSWORD_POLICY", message: issue.message, field, passwordRule };
}
