import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn } from "../session/session.type.ts";
import { ChallengeRequired } from "./challenge.type.ts";
import { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";

export const SignInResult = mutationResult("signIn", [
  SignedIn,
  ChallengeRequired,
  ConfirmationRequired,
  PasswordResetRequired,
]);
