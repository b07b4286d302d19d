import { users } from "../../users/users-table.ts";
import { activities, type ActivityRow } from "./activities-table.ts";

/** The columns of an activity that responses are made of. */
export const activityColumns = {
  id: activities.id,
  message: activities.message,
  audience: activities.audience,
  replyToId: activities.replyToId,
  likesCount: activities.likesCount,
  repliesCount: activities.repliesCount,
  createdAt: activities.createdAt,
  expiresAt: activities.expiresAt,
};

/** The public columns of its author. */
export const authorColumns = { id: users.id, handle: users.handle, name: users.name, bio: users.bio };

export type StoredActivity = Pick<ActivityRow, keyof typeof activityColumns>;
