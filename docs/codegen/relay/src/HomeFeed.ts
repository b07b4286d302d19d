import { graphql } from "react-relay";

export const query = graphql`
  query HomeFeedQuery($first: Int!, $after: String) {
    ...HomeFeed_query @arguments(first: $first, after: $after)
  }
`;

export const feed = graphql`
  fragment HomeFeed_query on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
  @refetchable(queryName: "HomeFeedPageQuery") {
    homeFeed(first: $first, after: $after) @connection(key: "HomeFeed_homeFeed") {
      edges {
        node {
          id
          message
          ...HomeFeed_author
        }
      }
    }
  }
`;

export const author = graphql`
  fragment HomeFeed_author on Activity {
    author {
      handle
      name
    }
  }
`;

export const signIn = graphql`
  mutation HomeFeedSignInMutation($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn {
        session {
          accessToken
          expiresAt
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
      ... on Rejected {
        problems {
          code
          field
        }
      }
    }
  }
`;

export const posted = graphql`
  subscription HomeFeedPostedSubscription {
    activityPosted {
      id
      message
    }
  }
`;
