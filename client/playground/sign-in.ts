import type { ChallengeFieldsFragment, ProblemFieldsFragment } from "../generated/types.ts";
import { GraphQLRequestError } from "../sdk/request-error.ts";
import type { SessionSdk } from "../sdk/sdk.ts";

/** The next step of a sign-in, with the problem of the last one. */
export type SignInStep =
  | { name: "password"; email?: string; problem?: string }
  | { name: "code"; email: string; challengeToken: string; label: string; problem?: string }
  | { name: "done" };

type CodeStep = Extract<SignInStep, { name: "code" }>;

export async function signInWithPassword(
  sdk: SessionSdk,
  email: string,
  password: string,
): Promise<SignInStep> {
  const failed = (problem: string): SignInStep => ({ name: "password", email, problem });
  return await withRequestErrors(failed, async () => {
    const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
    switch (signIn.__typename) {
      case "SignedIn":
        return { name: "done" };
      case "ChallengeRequired":
        return toStep(email, signIn.challenge);
      case "ConfirmationRequired":
        return failed(
          "Confirm your address first, in the second tab. E-mails of the local user pool are in /inbox",
        );
      case "PasswordResetRequired":
        return failed("Choose a new password first: /recover");
      case "Rejected":
        return failed(toText(signIn.problems));
    }
  });
}

export async function respondToChallenge(sdk: SessionSdk, step: CodeStep, code: string): Promise<SignInStep> {
  return await withRequestErrors(
    (problem) => ({ ...step, problem }),
    async () => {
      const input = { challengeToken: step.challengeToken, code };
      const { respondToChallenge: result } = await sdk.respondToChallenge({ input });
      switch (result.__typename) {
        case "SignedIn":
          return { name: "done" };
        case "ChallengeRequired":
          return toStep(step.email, result.challenge);
        // Only after a sign-in without a password, which the dialog does not start.
        case "SignInRequired":
        case "ConfirmationRequired":
        case "PasswordResetRequired":
          return { name: "password", email: step.email, problem: "Sign in at /sign-in" };
        case "Rejected": {
          const problem = toText(result.problems);
          const hasExpired = result.problems.some(
            ({ code: problemCode }) => problemCode === "CHALLENGE_EXPIRED",
          );
          return hasExpired ? { name: "password", email: step.email, problem } : { ...step, problem };
        }
      }
    },
  );
}

function toStep(email: string, { name, token }: ChallengeFieldsFragment): SignInStep {
  switch (name) {
    case "SOFTWARE_TOKEN_MFA":
      return { name: "code", email, challengeToken: token, label: "Code of your authenticator app" };
    case "EMAIL_OTP":
      return { name: "code", email, challengeToken: token, label: "Code from our e-mail" };
    default:
      return {
        name: "password",
        email,
        problem: "This challenge is not supported here. Sign in at /sign-in",
      };
  }
}

function toText(problems: readonly ProblemFieldsFragment[]): string {
  return problems.map(({ message }) => message).join(" ");
}

async function withRequestErrors(
  failed: (problem: string) => SignInStep,
  action: () => Promise<SignInStep>,
): Promise<SignInStep> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof GraphQLRequestError) return failed(error.message);
    throw error;
  }
}
