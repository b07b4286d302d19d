import { Rejected } from "../../graphql/problem.type.ts";

/** It has ended, was deleted, or never was; which of them is nobody's business. */
export function activityNotFound(): Rejected {
  return new Rejected([
    { code: "NOT_FOUND", message: "There is no such activity any more.", field: "activityId" },
  ]);
}
