import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../graphql/paging/page-info.type.ts";
import { Notification } from "./notification.type.ts";

@ObjectType({ simpleResolvers: true, description: "A notification and its position in the list." })
export class NotificationEdge {
  @Field(() => String, { description: "Opaque. As `after` it gives the page after this notification." })
  cursor!: string;

  @Field(() => Notification, { description: "The notification." })
  node!: Notification;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A page of notifications, as a Relay connection. What ends between two pages never shifts them.",
})
export class NotificationConnection {
  @Field(() => [NotificationEdge], { description: "The notifications, newest first." })
  edges!: NotificationEdge[];

  @Field(() => PageInfo, { description: "The ends of the page, and whether another one follows." })
  pageInfo!: PageInfo;
}
