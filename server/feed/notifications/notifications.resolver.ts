import DataLoader from "dataloader";
import { inArray } from "drizzle-orm";
import { Args, Ctx, Extensions, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import { fieldCost } from "../../graphql/field-cost.ts";
import type { Member } from "../../graphql/identity.ts";
import { User } from "../../users/user.type.ts";
import { users } from "../../users/users-table.ts";
import { Viewer } from "../../users/viewer.type.ts";
import type { FeedContext } from "../context.ts";
import { PageInfo } from "../../graphql/paging/page-info.type.ts";
import { encodeCursor } from "../../graphql/paging/cursor.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { authorColumns } from "../read/author-columns.ts";
import { PageArguments, parsePage } from "../../graphql/paging/page-arguments.ts";
import { NotificationConnection } from "./notification-connection.type.ts";
import { LikesNotification, toNotification } from "./notification.type.ts";
import {
  countUnread,
  maximumLikers,
  maximumUnread,
  readNotifications,
  type Recipient,
} from "./read-notifications.ts";

@Resolver()
export class NotificationsResolver {
  @Query(() => NotificationConnection, {
    description:
      "What the viewer is told of: replies to their activities, mentions, and likes. Newest first. Requires an access token of one's own.",
  })
  async notifications(
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<NotificationConnection> {
    const recipient = toRecipient(context, requireMember(context));
    const list = `notifications ${recipient.userId}` as const;
    const page = parsePage(context, list, pageArguments);
    const rows = await context.read(async (db) => await readNotifications(db, recipient, page));
    const edges = rows.slice(0, page.first).map((row) => ({
      cursor: encodeCursor(context.cursorKey, list, row.id),
      node: toNotification(row),
    }));
    return { edges, pageInfo: new PageInfo(rows.length > page.first, edges) };
  }
}

@Resolver(() => Viewer)
export class UnreadNotificationsResolver {
  @Extensions(fieldCost({ own: maximumUnread }))
  @FieldResolver(() => Int, {
    description: "How many of `notifications` are unread, exact up to 99; 100 stands for more.",
  })
  async unreadNotificationsCount(@Root() { member }: Viewer, @Ctx() context: FeedContext): Promise<number> {
    const recipient = toRecipient(context, member);
    return await context.read(async (db) => await countUnread(db, recipient));
  }
}

@Resolver(() => LikesNotification)
export class LikersResolver {
  @Extensions(fieldCost({ listSize: maximumLikers }))
  @FieldResolver(() => [User], {
    description: "The newest of those who like it and whom the viewer sees; at most three.",
  })
  async likers(@Root() { likerIds }: LikesNotification, @Ctx() context: FeedContext): Promise<User[]> {
    const found = await likersOf(context).loadMany(likerIds);
    return found.filter((user) => user instanceof User);
  }
}

export function toRecipient(
  context: Pick<FeedContext, "identity" | "hiddenPeople" | "clock">,
  { userId }: Member,
): Recipient {
  return { ...feedViewerOf(context), userId };
}

const loaders = new WeakMap<object, DataLoader<string, User | undefined>>();

/** Batches the likers of one response. An account may be deleted between two statements. */
function likersOf(context: Pick<FeedContext, "read">): DataLoader<string, User | undefined> {
  const existing = loaders.get(context);
  if (existing) return existing;
  const created = new DataLoader(
    async (ids: readonly string[]) => {
      const rows = await context.read(
        async (db) =>
          await db
            .select(authorColumns)
            .from(users)
            .where(inArray(users.id, [...ids])),
      );
      const byId = new Map(rows.map((row) => [row.id, Object.assign(new User(), row)]));
      return ids.map((id) => byId.get(id));
    },
    { cache: false },
  );
  loaders.set(context, created);
  return created;
}
