import { Ctx, Extensions, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { fieldCost } from "../../graphql/field-cost.ts";
import { User } from "../../users/user.type.ts";
import type { FeedContext } from "../context.ts";
import { loadersOf } from "./activity-loaders.ts";

/** To count them reads up to a thousand rows, and of replies what is above each, so a document may do it for few people. */
const costs = { posts: fieldCost({ own: 50 }), replies: fieldCost({ own: 100 }) };

@Resolver(() => User)
export class AuthorCountsResolver {
  @Extensions(costs.posts)
  @FieldResolver(() => Int, {
    description: "How many of their posts the viewer may read: exact up to 999, 1000 stands for more.",
  })
  async postsCount(@Root() { id }: User, @Ctx() context: FeedContext): Promise<number> {
    return await loadersOf(context).authorCount.load({ authorId: id, isReply: false });
  }

  @Extensions(costs.replies)
  @FieldResolver(() => Int, {
    description: "How many of their replies the viewer may read: exact up to 999, 1000 stands for more.",
  })
  async repliesCount(@Root() { id }: User, @Ctx() context: FeedContext): Promise<number> {
    return await loadersOf(context).authorCount.load({ authorId: id, isReply: true });
  }
}
