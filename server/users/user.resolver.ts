import { eq, sql } from "drizzle-orm";
import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { memberOrGuest } from "../graphql/context.ts";
import type { UsersContext } from "./context.ts";
import { preparedQuery } from "../database/prepared.ts";
import { handleRule } from "./handles.ts";
import { User } from "./user.type.ts";
import { users } from "./users-table.ts";

@Resolver()
export class UserResolver {
  @Query(() => User, { nullable: true, description: "The person with a handle; null where nobody has it." })
  async user(
    @Arg("handle", () => String, { description: "With or without capitals." }) handle: string,
    @Ctx() context: UsersContext,
  ): Promise<User | null> {
    // A bad token is an error, never a guest.
    memberOrGuest(context);
    const wanted = handleRule.safeParse(handle);
    if (!wanted.success) return null;
    const [found] = await context.read(async (db) => await userByHandle(db).execute({ handle: wanted.data }));
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
