import { FieldResolver, Resolver, Root } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { timeOfId } from "../lib/new-id.ts";
import { User } from "./user.type.ts";

@Resolver(() => User)
export class JoinedResolver {
  /** In the id, which is made with the row: so it costs nothing where an author is one of a page. */
  @FieldResolver(() => DateTime, { description: "When they joined." })
  createdAt(@Root() { id }: User): string {
    return timeOfId(id).toISOString();
  }
}
