import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../graphql/context.ts";
import { User } from "../users/user.type.ts";

/** Adds to a user whether the viewer hides them. */
@Resolver(() => User)
export class UserFlagsResolver {
  @FieldResolver(() => Boolean, { description: "Whether the viewer has blocked them; false for a guest." })
  viewerHasBlocked(@Root() { id }: User, @Ctx() { hiddenPeople }: RequestContext): boolean {
    return hiddenPeople.blocked.has(id);
  }

  @FieldResolver(() => Boolean, { description: "Whether the viewer has muted them; false for a guest." })
  viewerHasMuted(@Root() { id }: User, @Ctx() { hiddenPeople }: RequestContext): boolean {
    return hiddenPeople.muted.has(id);
  }
}
