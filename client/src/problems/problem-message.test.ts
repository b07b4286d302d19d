import { expect, test } from "vitest";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { problemWords, waitWords } from "./problem-message.ts";
import { en } from "./messages/en.ts";
import { fr } from "./messages/fr.ts";

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

test.each([en, fr])("the server's own words are never shown", (words) => {
  expect(problemWords(problem({ field: "somethingNew" }), words)).not.toContain("for developers");
});

test.each([en, fr])("an invalid field is told in words of that field", (words) => {
  const fields = ["email", "name", "handle", "newPassword", "code", "message", "bio"];
  const told = fields.map((field) => problemWords(problem({ field }), words));
  expect(new Set(told).size).toBe(fields.length);
});

test.each([en, fr])("a password is told by the rule it breaks", (words) => {
  const short = problemWords(problem({ code: "PASSWORD_POLICY", passwordRule: "MINIMUM_LENGTH" }), words);
  const unknown = problemWords(problem({ code: "PASSWORD_POLICY" }), words);
  expect(short).not.toBe(unknown);
});

test("a wait is told in seconds, then in minutes rounded up, and vaguely where it is not known", () => {
  expect(waitWords(1, en)).toContain("1 second.");
  expect(waitWords(89, en)).toContain("89 seconds");
  expect(waitWords(90, en)).toContain("2 minutes");
  expect(waitWords(null, en)).toContain("few minutes");
  expect(waitWords(0, fr)).toContain("0 seconde.");
});
