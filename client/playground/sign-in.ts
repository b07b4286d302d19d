import type { ChallengeFieldsFragment, ProblemFieldsFragment } from "../generated/types.ts";
import { GraphQLRequestError } from "../sdk/request-error.ts";
import type { SessionSdk } from "../sdk/sdk.ts";

/** Where a sign-in is: what is asked for next, and what was wrong with the answer before. */
export type SignInStep =
  | { name: "password"; email?: string; problem?: string }
  | { name: "code"; email: string; challengeToken: string; question: string; problem?: string }
  | { name: "done" };

type CodeStep = Extract<SignInStep, { name: "code" }>;

export async function enterPassword(sdk: SessionSdk, email: string, password: string): Promise<SignInStep> {
  const failed = (problem: string): SignInStep => ({ name: "password", email, problem });
  return await reportingFailures(failed, async () => {
    const { signIn } = await sdk.signIn({ input: { email, password } });
    switch (signIn.__typename) {
      case "SignedIn":
        return { name: "done" };
      case "ChallengeRequired":
        return toStep(email, signIn.challenge);
      case "ConfirmationRequired":
        return failed(
          "Confirm your address first, in the second tab. The local user pool's mail is in /inbox",
        );
      case "PasswordResetRequired":
        return failed("Choose a new password first: /recover");
      case "Rejected":
        return failed(toText(signIn.problems));
    }
  });
}

export async function answerChallenge(sdk: SessionSdk, step: CodeStep, code: string): Promise<SignInStep> {
  return await reportingFailures(
    (problem) => ({ ...step, problem }),
    async () => {
      const input = { challengeToken: step.challengeToken, code };
      const { respondToChallenge } = await sdk.respondToChallenge({ input });
      switch (respondToChallenge.__typename) {
        case "SignedIn":
          return { name: "done" };
        case "ChallengeRequired":
          return toStep(step.email, respondToChallenge.challenge);
        case "Rejected": {
          const problem = toText(respondToChallenge.problems);
          const isOver = respondToChallenge.problems.some((each) => each.code === "CHALLENGE_EXPIRED");
          return isOver ? { name: "password", email: step.email, problem } : { ...step, problem };
        }
      }
    },
  );
}

function toStep(email: string, { name, token }: ChallengeFieldsFragment): SignInStep {
  switch (name) {
    case "SOFTWARE_TOKEN_MFA":
      return { name: "code", email, challengeToken: token, question: "Code of your authenticator app" };
    case "EMAIL_OTP":
      return { name: "code", email, challengeToken: token, question: "Code that we have mailed to you" };
    default:
      return { name: "password", email, problem: "This account has more to ask. Sign in at /sign-in" };
  }
}

function toText(problems: readonly ProblemFieldsFragment[]): string {
  return problems.map(({ message }) => message).join(" ");
}

async function reportingFailures(
  failed: (problem: string) => SignInStep,
  work: () => Promise<SignInStep>,
): Promise<SignInStep> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphQLRequestError) return failed(error.message);
    throw error;
  }
}
