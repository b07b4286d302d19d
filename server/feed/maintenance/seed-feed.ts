import { sql } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import type { NewId } from "../../lib/new-id.ts";
import { users } from "../../users/users-table.ts";
import { activities } from "../model/activities-table.ts";
import { keyOfId, withBucket } from "../model/bucket.ts";
import { likes } from "../model/likes-table.ts";

type Handle = keyof typeof cast;

type SeedActivity = {
  by: Handle;
  message: string;
  minutesAgo: number;
  /** Hours until it expires. */
  hoursLeft: number;
  audience?: "MEMBERS";
  likedBy?: Handle[];
  replies?: { by: Handle; message: string; minutesAgo: number }[];
};

const cast = {
  andrewbrown: { name: "Andrew Brown", bio: "Teaches the cloud. Founder of this crew's favourite course." },
  worf: { name: "Worf", bio: "Son of Mogh. Prune juice, a warrior's drink." },
  garek: { name: "Garek", bio: "A plain, simple tailor." },
  lore: { name: "Lore", bio: "The older brother. Emotions included." },
};

/** Oldest first, so that the order of ids is the order of time. */
const story: SeedActivity[] = [
  {
    by: "garek",
    message: "My dear friends, a well-cut coat tells you everything about a person except the truth.",
    minutesAgo: 60 * 26,
    hoursLeft: 24 * 29,
    likedBy: ["lore"],
  },
  {
    by: "andrewbrown",
    message:
      "Cloud is fun! Today we moved our sign-up from a hosted page to plain GraphQL mutations, and nobody noticed. Perfect.",
    minutesAgo: 60 * 9,
    hoursLeft: 24 * 6,
    likedBy: ["worf", "garek", "lore"],
    replies: [
      { by: "worf", message: "A worthy victory. The silent blade cuts deepest.", minutesAgo: 60 * 8 },
      { by: "lore", message: "I noticed. I notice everything.", minutesAgo: 60 * 7 },
    ],
  },
  {
    by: "lore",
    message: "Members only: my brother still cannot use a contraction. Don't tell him I can't stop laughing.",
    minutesAgo: 60 * 5,
    hoursLeft: 24 * 2,
    audience: "MEMBERS",
    likedBy: ["garek"],
    replies: [{ by: "garek", message: "How delightfully indiscreet.", minutesAgo: 60 * 4 }],
  },
  {
    by: "worf",
    message: "Today is a good day to deploy.",
    minutesAgo: 95,
    hoursLeft: 24 * 7,
    likedBy: ["andrewbrown", "garek"],
    replies: [{ by: "andrewbrown", message: "On a Friday? Qapla'!", minutesAgo: 80 }],
  },
  {
    by: "andrewbrown",
    message: "Members: office hours tonight at eight. Bring your token questions, leave your tokens at home.",
    minutesAgo: 40,
    hoursLeft: 12,
    audience: "MEMBERS",
    likedBy: ["worf"],
  },
  {
    by: "garek",
    message: "This post is gone in an hour. The best secrets have a closing time.",
    minutesAgo: 4,
    hoursLeft: 1,
  },
];

/** Fills an empty database with a small example feed. Does nothing if there are users. */
export async function seedFeed(db: Database, clock: () => Date, newId: NewId): Promise<void> {
  const now = clock().getTime();
  const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000);
  await db.transaction(async (tx) => {
    const [anyUser] = await tx
      .select({ one: sql`1` })
      .from(users)
      .limit(1);
    if (anyUser) return;

    const ids = new Map<string, string>();
    const people = Object.entries(cast).map(([handle, { name, bio }]) => {
      const id = newId();
      ids.set(handle, id);
      const email = `${handle}@cruddur.example`;
      return {
        id,
        sub: `seed:${handle}`,
        email,
        emailVerified: true,
        name,
        handle,
        bio,
        createdAt: at(60 * 48),
      };
    });
    const idOf = (handle: Handle) => ids.get(handle) ?? "";
    // Another node may have seeded it at the same time.
    const inserted = await tx.insert(users).values(people).onConflictDoNothing().returning({ id: users.id });
    if (inserted.length < people.length) return;

    for (const {
      by,
      message,
      minutesAgo,
      hoursLeft,
      audience = "PUBLIC",
      likedBy = [],
      replies = [],
    } of story) {
      const key = keyOfId(newId());
      const common = { audience, expiresAt: new Date(now + hoursLeft * 3_600_000) } as const;
      await tx.insert(activities).values({
        ...common,
        ...key,
        authorId: idOf(by),
        message,
        isReply: false,
        likesCount: likedBy.length,
        repliesCount: replies.length,
        createdAt: at(minutesAgo),
      });
      for (const reply of replies) {
        await tx.insert(activities).values({
          ...common,
          bucket: key.bucket,
          id: withBucket(newId(), key.bucket),
          authorId: idOf(reply.by),
          message: reply.message,
          isReply: true,
          replyToId: key.id,
          createdAt: at(reply.minutesAgo),
        });
      }
      for (const handle of likedBy) {
        const like = { bucket: key.bucket, activityId: key.id, userId: idOf(handle) };
        await tx.insert(likes).values({ ...like, createdAt: at(minutesAgo) });
      }
    }
  });
}
