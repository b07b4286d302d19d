import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { memberOrGuest } from "../graphql/context.ts";
import type { Member } from "../graphql/identity.ts";
import { toQueryError } from "../graphql/to-query-error.ts";
import type { UsersContext } from "./context.ts";
import { findMember } from "./find-member.ts";
import { toViewer, Viewer } from "./viewer.type.ts";

@Resolver(() => Viewer)
export class ViewerResolver {
  /** By the member of a request: aliases ask the pool once. */
  readonly #totpEnabled = new WeakMap<Member, Promise<boolean>>();

  @Query(() => Viewer, {
    nullable: true,
    description:
      "The user who sends the request, or null for a guest and for a machine. A bad access token is an error, never a guest; so is a delegated one, which is FORBIDDEN.",
  })
  async viewer(@Ctx() context: UsersContext): Promise<Viewer | null> {
    const member = memberOrGuest(context);
    return member ? toViewer(await findMember(context, member), member) : null;
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether a sign-in asks for a code of an authenticator app. Each request reads it from the user pool.",
  })
  async totpEnabled(
    @Root() { member }: Viewer,
    @Ctx() { userPool }: Pick<UsersContext, "userPool">,
  ): Promise<boolean> {
    try {
      const found = this.#totpEnabled.get(member) ?? userPool.isTotpEnabled(member);
      this.#totpEnabled.set(member, found);
      return await found;
    } catch (error) {
      throw toQueryError(error);
    }
  }
}
