import { registerEnumType } from "type-graphql";

export const ReplyOrder = { NEWEST_FIRST: "NEWEST_FIRST", OLDEST_FIRST: "OLDEST_FIRST" } as const;
export type ReplyOrder = keyof typeof ReplyOrder;

registerEnumType(ReplyOrder, {
  name: "ReplyOrder",
  description: "The order of replies, by the time when they were written.",
  valuesConfig: {
    NEWEST_FIRST: { description: "As in a feed." },
    OLDEST_FIRST: { description: "As in a conversation." },
  },
});
