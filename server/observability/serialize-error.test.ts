import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { serializeError } from "./serialize-error.ts";

it("keeps the message, the code and the cause of an ordinary error", () => {
  const cause = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
  expect(serializeError(new Error("no answer", { cause }))).toMatchObject({
    type: "Error",
    message: "no answer",
    cause: { message: "connection refused", code: "ECONNREFUSED" },
  });
});

it("leaves out what a failed query was given, in all its places", () => {
  const cause = Object.assign(new Error('invalid input syntax: "hunter2"'), {
    code: "22P02",
    detail: "(hunter2)",
  });
  const logged = serializeError(new DrizzleQueryError("select $1", ["hunter2"], cause));
  expect(logged).toMatchObject({ query: "select $1", cause: { code: "22P02" } });
  expect(JSON.stringify(logged)).not.toContain("hunter2");
});

it("leaves out properties that libraries add", () => {
  const error = Object.assign(new Error("refused"), { request: { headers: { authorization: "hunter2" } } });
  expect(JSON.stringify(serializeError(error))).not.toContain("hunter2");
});
