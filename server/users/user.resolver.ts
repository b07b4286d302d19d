import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { requireVerified } from "../graphql/context.ts";
import { Scopes } from "../graphql/guards/scopes.ts";
import type { UsersContext } from "./context.ts";
import { findUserByHandle } from "./find-user.ts";
import { handleRule } from "./handles.ts";
import { User } from "./user.type.ts";

@Resolver()
export class UserResolver {
  @Scopes("feed/read")
  @Query(() => User, {
    nullable: true,
    description:
      "The user with a handle, or null if nobody has it. Null for those whom the user has blocked.",
  })
  async user(
    @Arg("handle", () => String, { description: "The handle, compared without case." }) handle: string,
    @Ctx() context: UsersContext,
  ): Promise<User | null> {
    // A bad token is an error, never a guest.
    requireVerified(context);
    const checked = handleRule.safeParse(handle);
    if (!checked.success) return null;
    const found = await context.read(async (db) => await findUserByHandle(db, checked.data));
    if (!found) return null;
    const blockers = await context.hiddenPeople.blockersAmong([found.id]);
    return blockers.has(found.id) ? null : found;
  }
}
