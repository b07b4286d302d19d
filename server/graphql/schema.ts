import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { AccountResolver } from "../auth/account.resolver.ts";
import { PasswordResolver } from "../auth/password.resolver.ts";
import { ChallengeResolver } from "../auth/challenge.resolver.ts";
import { SessionResolver } from "../auth/session.resolver.ts";
import { SignInResolver } from "../auth/sign-in.resolver.ts";
import { SignUpResolver } from "../auth/sign-up.resolver.ts";
import { TotpResolver } from "../auth/totp.resolver.ts";
import { ActivityResolver } from "../feed/activity.resolver.ts";
import { HomeFeedResolver } from "../feed/home-feed.resolver.ts";
import { ViewerResolver } from "../users/viewer.resolver.ts";
import { AuthChecker } from "./auth-checker.ts";

/** The whole schema, from the decorated classes of the features. */
export function createSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      SignUpResolver,
      SignInResolver,
      ChallengeResolver,
      PasswordResolver,
      SessionResolver,
      AccountResolver,
      TotpResolver,
      ViewerResolver,
      HomeFeedResolver,
      ActivityResolver,
    ],
    authChecker: AuthChecker,
    // Inputs are checked by checkInput: class-validator would put passwords into the error's extensions.
    validate: false,
  });
}
