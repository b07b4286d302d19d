import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { and, desc, eq, gt } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import express from "express";
import pg from "pg";
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from "type-graphql";
import { activities } from "../../feed/activities-table.ts";
import { users } from "../../users/users-table.ts";

// Apollo Server as its documentation and those of type-graphql, aws-jwt-verify, Express and drizzle put it together: the
// same feed from the same rows, verified on each request, without anything that was tuned.

const Audience = { PUBLIC: "PUBLIC", MEMBERS: "MEMBERS" } as const;
registerEnumType(Audience, { name: "Audience" });

@ObjectType()
class User {
  @Field(() => String)
  handle!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
class Activity {
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

type Context = { db: NodePgDatabase; sub: string | undefined };

@Resolver()
class HomeFeedResolver {
  @Query(() => ActivityConnection)
  async homeFeed(
    @Arg("first", () => Int, { defaultValue: 20 }) first: number,
    @Ctx() { db, sub }: Context,
  ): Promise<ActivityConnection> {
    const rows = await db
      .select()
      .from(activities)
      .innerJoin(users, eq(users.id, activities.authorId))
      .where(
        and(
          eq(activities.isReply, false),
          gt(activities.expiresAt, new Date()),
          sub === undefined ? eq(activities.audience, "PUBLIC") : undefined,
        ),
      )
      .orderBy(desc(activities.isReply), desc(activities.id))
      .limit(first + 1);
    const edges = rows.slice(0, first).map((row) => ({ node: { ...row.activities, author: row.users } }));
    return { edges, pageInfo: { hasNextPage: rows.length > first } };
  }
}

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing.`);
  return value;
};

const endpoint = env("COGNITO_ENDPOINT");
const verifier = CognitoJwtVerifier.create(
  { userPoolId: env("COGNITO_USER_POOL_ID"), clientId: env("COGNITO_CLIENT_ID"), tokenUse: "access" },
  {
    jwksCache: new SimpleJwksCache({
      fetcher: {
        fetch: async (uri) => {
          const answer = await fetch(new URL(new URL(uri).pathname, endpoint));
          return await answer.arrayBuffer();
        },
      },
    }),
  },
);
await verifier.hydrate();

const db = drizzle({ client: new pg.Pool({ connectionString: env("DATABASE_URL") }) });
const apollo = new ApolloServer<Context>({
  schema: await buildSchema({ resolvers: [HomeFeedResolver], validate: false }),
});
await apollo.start();
const app = express();
app.use(
  "/graphql",
  express.json(),
  expressMiddleware(apollo, {
    context: async ({ req }) => {
      const token = req.headers.authorization?.replace(/^Bearer /, "");
      return { db, sub: token === undefined ? undefined : (await verifier.verify(token)).sub };
    },
  }),
);
app.listen(Number(env("PORT")), "127.0.0.1", () => process.stdout.write("ready\n"));
