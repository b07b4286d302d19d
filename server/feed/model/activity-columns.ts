import { users } from "../../users/users-table.ts";
import { activities, type ActivityRow } from "./activities-table.ts";

/** What an answer may need of an activity; nothing else leaves the database. */
export const activityColumns = {
  id: activities.id,
  message: activities.message,
  audience: activities.audience,
  replyToId: activities.replyToId,
  isReply: activities.isReply,
  likesCount: activities.likesCount,
  repliesCount: activities.repliesCount,
  createdAt: activities.createdAt,
  expiresAt: activities.expiresAt,
};

/** What everybody sees of whoever wrote it. */
export const authorColumns = { id: users.id, handle: users.handle, name: users.name, bio: users.bio };

export type StoredActivity = Pick<ActivityRow, keyof typeof activityColumns>;
