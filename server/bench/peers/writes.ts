import "reflect-metadata";
import { createHmac } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { GraphQLError } from "graphql";
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { v7 } from "uuid";
import { activities } from "../../feed/model/activities-table.ts";
import { bucketOfId, bucketOfIdempotencyKey, withBucket } from "../../feed/model/bucket.ts";
import { likes } from "../../feed/model/likes-table.ts";
import { hashToken } from "../../sessions/hash-token.ts";
import { newFamily, parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { sessions } from "../../sessions/sessions-table.ts";
import { users } from "../../users/users-table.ts";
import { Activity, db, type PeerContext, User } from "./feed.ts";
import { env, jwksUrl } from "./peer.ts";

// The peer's mutations, written as the docs of type-graphql, drizzle and the AWS SDK describe: on the same tables and with
// exact counts, hence a transaction that locks the activity. The peer has no rate limits.

@InputType()
class LikeActivityInput {
  @Field(() => ID)
  activityId!: string;
}

@InputType()
class UnlikeActivityInput {
  @Field(() => ID)
  activityId!: string;
}

@InputType()
class CreateActivityInput {
  @Field(() => String)
  message!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
class SignInInput {
  @Field(() => String)
  identifier!: string;

  @Field(() => String)
  password!: string;

  @Field(() => String)
  refreshTokenDelivery!: string;
}

@InputType()
class RefreshSessionInput {
  @Field(() => String)
  refreshToken!: string;
}

@ObjectType()
class Session {
  @Field(() => String)
  accessToken!: string;

  @Field(() => String)
  refreshToken!: string;

  @Field(() => User)
  viewer!: User;
}

@ObjectType()
class SignedIn {
  @Field(() => Session)
  session!: Session;
}

const week = 7 * 24 * 60 * 60 * 1000;
const clientId = env("COGNITO_CLIENT_ID");
const apiClient = { ClientId: env("API_CLIENT_ID"), ClientSecret: env("API_CLIENT_SECRET") };
const cognito = new CognitoIdentityProviderClient({
  region: "us-east-1",
  endpoint: env("COGNITO_ENDPOINT"),
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const verifier = CognitoJwtVerifier.create(
  { userPoolId: env("COGNITO_USER_POOL_ID"), clientId: [clientId, apiClient.ClientId], tokenUse: "access" },
  {
    jwksCache: new SimpleJwksCache({
      fetcher: { fetch: async () => await (await fetch(jwksUrl)).arrayBuffer() },
    }),
  },
);

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
function secretHashOf(username: string): string {
  const { ClientId, ClientSecret } = apiClient;
  return createHmac("sha256", ClientSecret).update(username).update(ClientId).digest("base64");
}

/** The primary key has the bucket, see `feed/model/bucket.ts`. */
function hasId(id: string): SQL | undefined {
  return and(eq(activities.bucket, bucketOfId(id)), eq(activities.id, id));
}

function keyOf(activityId: string): { bucket: number; activityId: string } {
  return { bucket: bucketOfId(activityId), activityId };
}

function notFound(): GraphQLError {
  return new GraphQLError("There is no such activity.", { extensions: { code: "NOT_FOUND" } });
}

async function findUser(sub = ""): Promise<typeof users.$inferSelect> {
  const [user] = await db.select().from(users).where(eq(users.sub, sub));
  if (!user) throw new GraphQLError("Sign in first.", { extensions: { code: "UNAUTHENTICATED" } });
  return user;
}

async function findActivity(id: string): Promise<Activity> {
  const [row] = await db
    .select()
    .from(activities)
    .innerJoin(users, eq(users.id, activities.authorId))
    .where(and(hasId(id), gt(activities.expiresAt, new Date())));
  if (!row) throw notFound();
  return { ...row.activities, author: row.users };
}

type Transaction = Parameters<Parameters<typeof db.transaction>[0]>[0];

async function lockActivity(tx: Transaction, id: string): Promise<void> {
  const [found] = await tx
    .select()
    .from(activities)
    .where(and(hasId(id), gt(activities.expiresAt, new Date())))
    .for("update");
  if (!found) throw notFound();
}

async function changeLikes(tx: Transaction, id: string, change: number): Promise<void> {
  await tx
    .update(activities)
    .set({ likesCount: sql`${activities.likesCount} + ${change}` })
    .where(hasId(id));
}

@Resolver()
export class WriteResolver {
  @Mutation(() => Activity)
  async likeActivity(
    @Arg("input", () => LikeActivityInput) { activityId }: LikeActivityInput,
    @Ctx() { sub }: PeerContext,
  ): Promise<Activity> {
    const user = await findUser(sub);
    await db.transaction(async (tx) => {
      await lockActivity(tx, activityId);
      const inserted = await tx
        .insert(likes)
        .values({ ...keyOf(activityId), userId: user.id, createdAt: new Date() })
        .onConflictDoNothing()
        .returning();
      if (inserted.length > 0) await changeLikes(tx, activityId, 1);
    });
    return await findActivity(activityId);
  }

  @Mutation(() => Activity)
  async unlikeActivity(
    @Arg("input", () => UnlikeActivityInput) { activityId }: UnlikeActivityInput,
    @Ctx() { sub }: PeerContext,
  ): Promise<Activity> {
    const user = await findUser(sub);
    await db.transaction(async (tx) => {
      await lockActivity(tx, activityId);
      const deleted = await tx
        .delete(likes)
        .where(
          and(
            eq(likes.bucket, bucketOfId(activityId)),
            eq(likes.activityId, activityId),
            eq(likes.userId, user.id),
          ),
        )
        .returning();
      if (deleted.length > 0) await changeLikes(tx, activityId, -1);
    });
    return await findActivity(activityId);
  }

  @Mutation(() => Activity)
  async createActivity(
    @Arg("input", () => CreateActivityInput) { message, idempotencyKey }: CreateActivityInput,
    @Ctx() { sub }: PeerContext,
  ): Promise<Activity> {
    const author = await findUser(sub);
    const createdAt = new Date();
    const bucket = bucketOfIdempotencyKey(author.id, idempotencyKey);
    const row = {
      bucket,
      id: withBucket(v7(), bucket),
      authorId: author.id,
      message,
      audience: "PUBLIC" as const,
      isReply: false,
      idempotencyKey,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + week),
    };
    const [created] = await db.insert(activities).values(row).onConflictDoNothing().returning();
    if (created) return { ...created, author };
    const [earlier] = await db
      .select()
      .from(activities)
      .where(
        and(
          eq(activities.bucket, bucket),
          eq(activities.authorId, author.id),
          eq(activities.idempotencyKey, idempotencyKey),
        ),
      );
    if (!earlier) throw notFound();
    return { ...earlier, author };
  }

  @Mutation(() => SignedIn)
  async signIn(@Arg("input", () => SignInInput) { identifier, password }: SignInInput): Promise<SignedIn> {
    const { AuthenticationResult: { AccessToken = "", RefreshToken = "" } = {} } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: apiClient.ClientId,
        AuthParameters: { USERNAME: identifier, PASSWORD: password, SECRET_HASH: secretHashOf(identifier) },
      }),
    );
    const { sub, origin_jti: id, auth_time: signedInAt } = await verifier.verify(AccessToken);
    const viewer = await findUser(sub);
    const family = newFamily();
    await db.insert(sessions).values({
      id,
      userId: viewer.id,
      familyHash: hashToken(family),
      issuedTokens: hashToken(RefreshToken),
      createdAt: new Date(signedInAt * 1000),
      lastSeenAt: new Date(),
    });
    return { session: { accessToken: AccessToken, refreshToken: `${family}.${RefreshToken}`, viewer } };
  }

  @Mutation(() => SignedIn)
  async refreshSession(
    @Arg("input", () => RefreshSessionInput) { refreshToken: token }: RefreshSessionInput,
  ): Promise<SignedIn> {
    const { family, refreshToken } = parseFamilyToken(token) ?? { family: "", refreshToken: "" };
    const [session] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.familyHash, hashToken(family)));
    if (!session?.issuedTokens?.includes(hashToken(refreshToken)))
      throw new GraphQLError("The session has ended.", { extensions: { code: "UNAUTHENTICATED" } });
    const { AuthenticationResult: { AccessToken = "", RefreshToken = refreshToken } = {} } =
      await cognito.send(new GetTokensFromRefreshTokenCommand({ ...apiClient, RefreshToken: refreshToken }));
    const { sub } = await verifier.verify(AccessToken);
    const viewer = await findUser(sub);
    await db
      .update(sessions)
      .set({
        issuedTokens: hashToken(RefreshToken),
        spentToken: hashToken(refreshToken),
        spentAt: new Date(),
        lastSeenAt: new Date(),
      })
      .where(eq(sessions.id, session.id));
    return { session: { accessToken: AccessToken, refreshToken: `${family}.${RefreshToken}`, viewer } };
  }
}
