import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn, SignedOut } from "../session/session.type.ts";
import { ChallengeRequired } from "../sign-in/challenge.type.ts";

export const SignOutEverywhereResult = mutationResult("signOutEverywhere", [
  SignedOut,
  SignedIn,
  ChallengeRequired,
]);
