import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, memberOrGuest } from "../graphql/context.ts";
import { findMember } from "./find-member.ts";
import { toViewer, Viewer } from "./viewer.type.ts";

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: "Who is signed in. Null for a guest; a bad access token is an error, never a guest.",
  })
  async viewer(@Ctx() context: Context): Promise<Viewer | null> {
    const member = memberOrGuest(context);
    return member ? toViewer(await findMember(context, member)) : null;
  }
}
