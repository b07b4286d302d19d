import { expect, test } from "vitest";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { problemWords, waitWords } from "./problem-words.ts";

function problem(some: Partial<ProblemFieldsFragment>): ProblemFieldsFragment {
  return {
    code: "INVALID_INPUT",
    message: "for developers",
    field: null,
    passwordRule: null,
    retryAfterSeconds: null,
    ...some,
  };
}

test("the server's own words are never shown", () => {
  expect(problemWords(problem({ field: "somethingNew" }))).not.toContain("for developers");
});

test("an invalid field is told in words of that field", () => {
  const fields = ["email", "name", "handle", "newPassword", "code", "message"];
  const words = fields.map((field) => problemWords(problem({ field })));
  expect(new Set(words).size).toBe(fields.length);
});

test("a password is told by the rule it breaks", () => {
  const short = problemWords(problem({ code: "PASSWORD_POLICY", passwordRule: "MINIMUM_LENGTH" }));
  const unknown = problemWords(problem({ code: "PASSWORD_POLICY" }));
  expect(short).not.toBe(unknown);
});

test("a wait is told in seconds, then in minutes rounded up, and vaguely where it is not known", () => {
  expect(waitWords(1)).toContain("1 second.");
  expect(waitWords(89)).toContain("89 seconds");
  expect(waitWords(90)).toContain("2 minutes");
  expect(waitWords(null)).toContain("few minutes");
});
