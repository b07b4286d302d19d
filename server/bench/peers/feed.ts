import "reflect-metadata";
import DataLoader from "dataloader";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { and, desc, eq, gt, inArray } from "drizzle-orm";
import pg from "pg";
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  type NonEmptyArray,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import type { GraphQLSchema } from "graphql";
import { activities } from "../../feed/model/activities-table.ts";
import { likes } from "../../feed/model/likes-table.ts";
import { users } from "../../users/users-table.ts";
import { env } from "./peer.ts";

// The peers' home feed, written as the docs of type-graphql and drizzle describe.

const Audience = { PUBLIC: "PUBLIC", MEMBERS: "MEMBERS" } as const;
registerEnumType(Audience, { name: "Audience" });

@ObjectType()
export class User {
  @Field(() => String)
  handle!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
export class Activity {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  message!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Audience)
  audience!: keyof typeof Audience;

  @Field(() => Int)
  likesCount!: number;

  @Field(() => Int)
  repliesCount!: number;

  @Field(() => User)
  author!: User;
}

@ObjectType()
class ActivityEdge {
  @Field(() => Activity)
  node!: Activity;
}

@ObjectType()
class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
}

@ObjectType()
class ActivityConnection {
  @Field(() => [ActivityEdge])
  edges!: ActivityEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

export const db: NodePgDatabase = drizzle({ client: new pg.Pool({ connectionString: env("DATABASE_URL") }) });

export type PeerContext = {
  /** Subject of the verified token; undefined for a guest. */
  sub: string | undefined;
  /** Whether the viewer likes an activity, by activity id. */
  liked: DataLoader<string, boolean>;
};

export function createPeerContext(sub: string | undefined): PeerContext {
  const liked = new DataLoader<string, boolean>(async (ids) => {
    const rows = await db
      .select({ id: likes.activityId })
      .from(likes)
      .innerJoin(users, eq(users.id, likes.userId))
      .where(and(eq(users.sub, sub ?? ""), inArray(likes.activityId, [...ids])));
    const found = new Set(rows.map(({ id }) => id));
    return ids.map((id) => found.has(id));
  });
  return { sub, liked };
}

async function readPage(isGuest: boolean, first: number): Promise<ActivityConnection> {
  const rows = await db
    .select()
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(
      and(
        eq(activities.isReply, false),
        gt(activities.expiresAt, new Date()),
        isGuest ? eq(activities.audience, "PUBLIC") : undefined,
      ),
    )
    .orderBy(desc(activities.isReply), desc(activities.id))
    .limit(first + 1);
  const edges = rows.slice(0, first).map((row) => ({ node: { ...row.activities, author: row.users } }));
  return { edges, pageInfo: { hasNextPage: rows.length > first } };
}

/** With FEED=memory the page is read once at the start, so that the peer has no database costs. */
const inMemory = process.env["FEED"] === "memory" ? await readPage(false, 20) : undefined;

@Resolver(() => Activity)
class FeedResolver {
  @Query(() => ActivityConnection)
  async homeFeed(
    @Arg("first", () => Int, { defaultValue: 20 }) first: number,
    @Ctx() { sub }: PeerContext,
  ): Promise<ActivityConnection> {
    return inMemory ?? (await readPage(sub === undefined, first));
  }

  @FieldResolver(() => Boolean)
  async viewerHasLiked(@Root() { id }: Activity, @Ctx() { liked }: PeerContext): Promise<boolean> {
    return await liked.load(id);
  }
}

/** @param resolvers besides that of the feed. */
export async function createPeerSchema(...resolvers: NonEmptyArray<Function> | []): Promise<GraphQLSchema> {
  return await buildSchema({ resolvers: [FeedResolver, ...resolvers], validate: false });
}
