import { Ctx, Query, Resolver } from "type-graphql";
import { memberOrGuest } from "../../graphql/context.ts";
import type { AuthContext } from "../context.ts";
import { AuthOptions } from "./auth-options.type.ts";
import { toAuthOptions } from "./to-auth-options.ts";

@Resolver()
export class AuthOptionsResolver {
  @Query(() => AuthOptions, {
    description: "How people sign up and sign in here, for the forms of a client. For guests, too.",
  })
  authOptions(@Ctx() context: AuthContext): AuthOptions {
    // A bad token is an error, never a guest.
    memberOrGuest(context);
    return toAuthOptions(context.poolProfile());
  }
}
