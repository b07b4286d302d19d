import { expect, test } from "vitest";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { ar } from "./messages/ar.ts";
import { en } from "./messages/en.ts";
import { fr } from "./messages/fr.ts";
import { problemMessage, retryMessage } from "./problem-message.ts";

function problem(fields: Partial<ProblemFieldsFragment>): ProblemFieldsFragment {
  return {
    code: "INVALID_INPUT",
    message: "for developers",
    field: null,
    passwordRule: null,
    retryAfterSeconds: null,
    ...fields,
  };
}

test.each([en, fr, ar])("the server's own message is never shown", (messages) => {
  expect(problemMessage(problem({ field: "somethingNew" }), messages)).not.toContain("for developers");
});

test.each([en, fr, ar])("only what a trigger of the user pool wrote for the person is shown", (messages) => {
  const refused = problem({ code: "REFUSED_BY_POOL", message: "Only staff may sign up" });
  expect(problemMessage(refused, messages)).toContain("Only staff may sign up");
});

test.each([en, fr, ar])("each invalid field has its own message", (messages) => {
  const fields = ["email", "name", "handle", "newPassword", "code", "message", "bio"];
  const shown = fields.map((field) => problemMessage(problem({ field }), messages));
  expect(new Set(shown).size).toBe(fields.length);
});

test.each([en, fr, ar])("a rejected password gets the message of the broken rule", (messages) => {
  const short = problemMessage(
    problem({ code: "PASSWORD_POLICY", passwordRule: "MINIMUM_LENGTH" }),
    messages,
  );
  const unknown = problemMessage(problem({ code: "PASSWORD_POLICY" }), messages);
  expect(short).not.toBe(unknown);
});

test.each([en, fr, ar])("a wrong code of an authenticator app offers no new one", (messages) => {
  const wrong = problem({ code: "INVALID_OR_EXPIRED_CODE", field: "code" });
  expect(problemMessage(wrong, messages, "authenticator")).not.toBe(problemMessage(wrong, messages));
});

test("the time to wait is given in seconds, then in minutes rounded up, and vaguely if it is not known", () => {
  expect(retryMessage(1, en)).toContain("1 second.");
  expect(retryMessage(89, en)).toContain("89 seconds");
  expect(retryMessage(90, en)).toContain("2 minutes");
  expect(retryMessage(null, en)).toContain("few minutes");
  expect(retryMessage(0, en)).toBe(en.waitIsOver);
});
