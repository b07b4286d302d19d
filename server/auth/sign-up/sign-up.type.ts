import { mutationResult } from "../../graphql/mutation-result.ts";
import { SignedIn, SignInRequired } from "../session/session.type.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";

export const SignUpResult = mutationResult("signUp", [CodeSent, SignedIn, SignInRequired]);
export const ConfirmSignUpResult = mutationResult("confirmSignUp", [SignedIn, SignInRequired]);
export const ResendConfirmationCodeResult = mutationResult("resendConfirmationCode", [CodeSent]);
