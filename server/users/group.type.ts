import { registerEnumType } from "type-graphql";

/** The groups of the user pool that the API uses, with their names in the pool. */
export const Group = { MODERATORS: "moderators" } as const;
/** The name of a group in the pool and in tokens. */
export type GroupName = (typeof Group)[keyof typeof Group];

registerEnumType(Group, {
  name: "Group",
  description: "A group of the user pool.",
  valuesConfig: {
    MODERATORS: { description: "May delete any activity. The group `moderators` of the user pool." },
  },
});
