import { Rejected } from "../../graphql/problem.type.ts";

/** The activity has expired, was deleted, never existed or is not for this viewer: the answer does not say which. */
export function activityNotFound(): Rejected {
  return new Rejected([
    { code: "NOT_FOUND", message: "There is no such activity any more.", field: "activityId" },
  ]);
}
