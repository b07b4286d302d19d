import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { isoTimeAt, type Positions, type RawRow, valueAt } from "../../database/row-positions.ts";
import { DateTime } from "../../graphql/date-time.scalar.ts";
import { User } from "../../users/user.type.ts";
import type { UserRow } from "../../users/users-table.ts";
import type { activityColumns, StoredActivity } from "./activities-table.ts";

export const Audience = { PUBLIC: "PUBLIC", MEMBERS: "MEMBERS" } as const;
export type Audience = keyof typeof Audience;
registerEnumType(Audience, {
  name: "Audience",
  description: "Who may read an activity.",
  valuesConfig: {
    PUBLIC: { description: "Everyone, including guests." },
    MEMBERS: { description: "Signed-in users." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A post or a reply. It disappears at `expiresAt`." })
export class Activity {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => String, { description: "Plain text: 1–280 characters, a reply up to 1024." })
  message!: string;

  @Field(() => DateTime, { description: "When it was written." })
  createdAt!: string;

  @Field(() => DateTime, { description: "When it expires; from then on no response includes it." })
  expiresAt!: string;

  @Field(() => Audience, { description: "Who may read it." })
  audience!: Audience;

  @Field(() => Boolean, { description: "Whether it is a reply; otherwise it is a post." })
  isReply!: boolean;

  @Field(() => User, { description: "Who wrote it." })
  author!: User;

  @Field(() => Int, { description: "How many users like it." })
  likesCount!: number;

  @Field(() => Int, { description: "How many direct replies it has." })
  repliesCount!: number;

  /** Leads the key of its row; the schema does not have it. */
  bucket!: number;

  /** Whether the viewer likes it, where the mutation that returns it knows. */
  viewerLikes?: boolean;

  /** The id of the activity that it replies to. The schema has the activity itself: `replyTo`. */
  replyToId!: string | null;
}

/** An activity as stored, with its author's public columns. */
export type ActivityWithAuthor = StoredActivity & { author: Pick<UserRow, "id" | "handle" | "name" | "bio"> };

/** An instance, since GraphQL tells the members of a union by their class. */
export function toActivity(stored: ActivityWithAuthor): Activity {
  // Typed, so that the compiler refuses an activity without one of its fields.
  const activity: Activity = {
    bucket: stored.bucket,
    id: stored.id,
    message: stored.message,
    audience: stored.audience,
    author: stored.author,
    replyToId: stored.replyToId,
    isReply: stored.replyToId !== null,
    likesCount: stored.likesCount,
    repliesCount: stored.repliesCount,
    createdAt: stored.createdAt.toISOString(),
    expiresAt: stored.expiresAt.toISOString(),
  };
  return Object.assign(new Activity(), activity);
}

/** Reads an activity from a raw row: the same for pages, where speed matters. */
export function readActivity(
  row: RawRow,
  at: Positions<typeof activityColumns>,
  author: Activity["author"],
): Activity {
  const replyToId = valueAt(row, at.replyToId);
  return {
    bucket: valueAt(row, at.bucket),
    id: valueAt(row, at.id),
    message: valueAt(row, at.message),
    audience: valueAt(row, at.audience),
    replyToId,
    isReply: replyToId !== null,
    likesCount: valueAt(row, at.likesCount),
    repliesCount: valueAt(row, at.repliesCount),
    createdAt: isoTimeAt(row, at.createdAt),
    expiresAt: isoTimeAt(row, at.expiresAt),
    author,
  };
}
