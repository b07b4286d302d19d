import { registerEnumType } from "type-graphql";

/** The groups of the user pool that mean something here, and their names there. */
export const Group = { MODERATORS: "moderators" } as const;
/** As the token has it. */
export type GroupName = (typeof Group)[keyof typeof Group];

registerEnumType(Group, {
  name: "Group",
  description: "A group of the user pool that a person is in, as their access token says.",
  valuesConfig: { MODERATORS: { description: "May delete any activity: `moderators` in the user pool." } },
});
