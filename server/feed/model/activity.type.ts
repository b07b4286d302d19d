import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { User } from "../../users/user.type.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { StoredActivity } from "./activity-columns.ts";

export const Audience = { PUBLIC: "PUBLIC", MEMBERS: "MEMBERS" } as const;
export type Audience = keyof typeof Audience;
registerEnumType(Audience, {
  name: "Audience",
  description: "Who may read an activity.",
  valuesConfig: {
    PUBLIC: { description: "Everybody, guests too." },
    MEMBERS: { description: "Whoever is signed in." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A post or a reply; it is gone at its `expiresAt`." })
export class Activity {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => String, { description: "Plain text: 1–280 characters, a reply up to 1024." })
  message!: string;

  @Field(() => DateTime, { description: "When it was written." })
  createdAt!: string;

  @Field(() => DateTime, { description: "When it ends: from then on no answer has it." })
  expiresAt!: string;

  @Field(() => Audience, { description: "Who may read it." })
  audience!: Audience;

  @Field(() => User, { description: "Who wrote it." })
  author!: User;

  @Field(() => Int, { description: "How many people like it." })
  likesCount!: number;

  @Field(() => Int, { description: "How many replies it has; those to its replies are counted there." })
  repliesCount!: number;

  /** The id of what it replies to; the schema has the activity itself. */
  replyToId!: string | null;
}

@ObjectType({ description: "The activity is gone, and everything under it." })
export class ActivityDeleted {
  @Field(() => ID, { description: "What was deleted." })
  activityId!: string;
}

/** An activity as it stands in the database, with what the author shows. */
export type ActivityWithAuthor = StoredActivity & { author: Pick<UserRow, "id" | "handle" | "name" | "bio"> };

export function toActivity({ author, createdAt, expiresAt, ...row }: ActivityWithAuthor): Activity {
  return Object.assign(new Activity(), {
    id: row.id,
    message: row.message,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    audience: row.audience,
    author,
    likesCount: row.likesCount,
    repliesCount: row.repliesCount,
    replyToId: row.replyToId,
  });
}

export const CreateActivityResult = createUnionType({
  name: "CreateActivityResult",
  description: "What `createActivity` leads to.",
  types: () => [Activity, Rejected] as const,
});

export const CreateReplyResult = createUnionType({
  name: "CreateReplyResult",
  description: "What `createReply` leads to.",
  types: () => [Activity, Rejected] as const,
});

export const LikeActivityResult = createUnionType({
  name: "LikeActivityResult",
  description: "What `likeActivity` leads to.",
  types: () => [Activity, Rejected] as const,
});

export const UnlikeActivityResult = createUnionType({
  name: "UnlikeActivityResult",
  description: "What `unlikeActivity` leads to.",
  types: () => [Activity, Rejected] as const,
});

export const DeleteActivityResult = createUnionType({
  name: "DeleteActivityResult",
  description: "What `deleteActivity` leads to.",
  types: () => [ActivityDeleted, Rejected] as const,
});
