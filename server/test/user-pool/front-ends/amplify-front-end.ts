import { Amplify } from "aws-amplify";
import { fetchAuthSession, signOut } from "aws-amplify/auth";
import { GraphQLRequestError } from "../../../../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../../../../client/sdk/sdk.ts";

// What docs/front-ends.md shows for Amplify; amplify.test.ts runs it.

export type Settings = {
  apiUrl: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Of the local user pool; absent in AWS. */
  userPoolEndpoint?: string;
};

export function configure({ userPoolId, userPoolClientId, userPoolEndpoint }: Settings): void {
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
}

/** Sends a document to the API as whoever is signed in to Amplify. */
export async function graphql(apiUrl: string, query: string, variables: object = {}): Promise<unknown> {
  const { tokens } = await fetchAuthSession();
  const response = await fetch(apiUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(tokens && { authorization: `Bearer ${tokens.accessToken.toString()}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return await response.json();
}

/** The same with the API's SDK, which is typed. */
export function createTypedSdk(apiUrl: string): Sdk {
  return createSdk({
    url: apiUrl,
    async headers(): Promise<Record<string, string>> {
      const { tokens } = await fetchAuthSession();
      return tokens ? { authorization: `Bearer ${tokens.accessToken.toString()}` } : {};
    },
  });
}

/** At the API first, which then refuses the access token at once; then at Cognito. */
export async function signOutOfBoth(sdk: Sdk): Promise<void> {
  try {
    await sdk.signOut();
  } catch (error) {
    // The session has ended already.
    if (!(error instanceof GraphQLRequestError) || error.code !== "UNAUTHENTICATED") throw error;
  }
  await signOut();
}
