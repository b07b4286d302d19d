import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { graphql } from "./graphql/gql.js";

const HomeFeed = graphql(`
  query HomeFeed($first: Int, $after: String) {
    homeFeed(first: $first, after: $after) {
      edges {
        node {
          id
          message
          expiresAt
          author {
            handle
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn {
        session {
          accessToken
          viewer {
            handle
          }
        }
      }
      ... on ChallengeRequired {
        challenge {
          name
          token
        }
      }
      ... on ConfirmationRequired {
        identifier
      }
      ... on PasswordResetRequired {
        identifier
      }
      ... on Rejected {
        problems {
          code
          field
        }
      }
    }
  }
`);

const [uri = "", email = "", password = ""] = process.argv.slice(2);
const client = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() });
const { data } = await client.mutate({
  mutation: SignIn,
  variables: { input: { identifier: email, password, refreshTokenDelivery: "PAYLOAD" } },
});
let who: string;
switch (data?.signIn.__typename) {
  case "SignedIn":
    who = data.signIn.session.viewer.handle;
    break;
  case "ChallengeRequired":
    who = data.signIn.challenge.name;
    break;
  case "ConfirmationRequired":
  case "PasswordResetRequired":
    who = data.signIn.identifier;
    break;
  case "Rejected":
    who = data.signIn.problems.map(({ code }) => code).join();
    break;
  case undefined:
    who = "nobody";
}
const feed = await client.query({ query: HomeFeed, variables: { first: 2 } });
console.log(who, feed.data?.homeFeed.edges.map(({ node }) => node.message).length);
