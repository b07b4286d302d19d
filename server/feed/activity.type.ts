import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { User } from "../users/user.type.ts";
import type { UserRow } from "../users/users-table.ts";
import type { ActivityRow } from "./activities-table.ts";

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

@ObjectType({ description: "A post or a reply; it is gone at its `expiresAt`." })
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

  @Field(() => Int, { description: "How many replies it has." })
  repliesCount!: number;
}

/** An activity as it stands in the database, with what the author shows. */
export type ActivityWithAuthor = ActivityRow & { author: Pick<UserRow, "id" | "handle" | "name" | "bio"> };

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
  });
}

@ObjectType({ description: "Where a page ends." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there is more after this page." })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor to go on from; null on an empty page." })
  endCursor!: string | null;
}

@ObjectType({ description: "An activity in its place in a list." })
export class ActivityEdge {
  @Field(() => String, { description: "Opaque: give it as `after` to read on behind this activity." })
  cursor!: string;

  @Field(() => Activity, { description: "The activity." })
  node!: Activity;
}

@ObjectType({
  description:
    "A page of a list of activities, as Relay has it. New, deleted and expired ones never shift a page.",
})
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: "The activities, newest first." })
  edges!: ActivityEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

export const CreateActivityResult = createUnionType({
  name: "CreateActivityResult",
  description: "What `createActivity` leads to.",
  types: () => [Activity, Rejected] as const,
});
