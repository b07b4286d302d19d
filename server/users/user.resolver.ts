import { eq, sql } from "drizzle-orm";
import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { preparedQuery } from "../database/prepared.ts";
import { requireVerified } from "../graphql/context.ts";
import { Scopes } from "../graphql/guards/scopes.ts";
import type { UsersContext } from "./context.ts";
import { handleRule } from "./handles.ts";
import { User } from "./user.type.ts";
import { users } from "./users-table.ts";

@Resolver()
export class UserResolver {
  @Scopes("feed/read")
  @Query(() => User, { nullable: true, description: "The user with a handle, or null if nobody has it." })
  async user(
    @Arg("handle", () => String, { description: "The handle, compared without case." }) handle: string,
    @Ctx() context: UsersContext,
  ): Promise<User | null> {
    // A bad token is an error, never a guest.
    requireVerified(context);
    const checked = handleRule.safeParse(handle);
    if (!checked.success) return null;
    const [found] = await context.read(
      async (db) => await userByHandle(db).execute({ handle: checked.data }),
    );
    return found ? Object.assign(new User(), found) : null;
  }
}

const userByHandle = preparedQuery("user_by_handle", (db, name) =>
  db
    .select({ id: users.id, handle: users.handle, name: users.name, bio: users.bio })
    .from(users)
    .where(eq(users.handle, sql.placeholder("handle")))
    .prepare(name),
);
