import { createSdk, GraphQLRequestError } from "@cruddur/sdk";
import type { HomeFeedQuery, ProblemCode, Session } from "@cruddur/sdk";

// A program of a consumer of the package, which checks its types.

const url = "http://localhost:4000/graphql";
const [email, password] = ["worf@enterprise.example", "today is a good day"];

const sdk = createSdk({ url, session: { delivery: "PAYLOAD" } });
export const session: Session = sdk.session;

export async function enter(): Promise<string | ProblemCode[]> {
  const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
  // No default: the compiler knows that these are all cases.
  switch (signIn.__typename) {
    case "SignedIn":
      return signIn.session.viewer.handle;
    case "ChallengeRequired":
      return signIn.challenge.name;
    case "ConfirmationRequired":
    case "PasswordResetRequired":
      return signIn.identifier;
    case "Rejected":
      return signIn.problems.map(({ code }) => code);
  }
}

export async function read(): Promise<HomeFeedQuery["homeFeed"]["edges"]> {
  try {
    const { homeFeed } = await sdk.homeFeed({ first: 10 });
    return homeFeed.edges;
  } catch (error) {
    if (error instanceof GraphQLRequestError && error.code === "UNAUTHENTICATED") return [];
    throw error;
  }
}

export async function listen(): Promise<void> {
  for await (const { activityPosted } of sdk.activityPosted()) {
    const message: string = activityPosted.message;
    // @ts-expect-error it is no number
    const count: number = activityPosted.message;
    if (message === "" && count === 0) return;
  }
}

// @ts-expect-error the session refreshes by itself
void sdk.refreshSession;
// @ts-expect-error a sign-in requires an identifier
void sdk.signIn({ input: {} });
