import type { GraphiQLProps } from "graphiql";
import signUp from "./tabs/1-sign-up.graphql?raw";
import confirm from "./tabs/2-confirm.graphql?raw";
import signIn from "./tabs/3-sign-in.graphql?raw";
import homeFeed from "./tabs/4-home-feed.graphql?raw";
import post from "./tabs/5-post.graphql?raw";

const email = "worf@enterprise.example";
const password = "today is a good day";

type Tabs = NonNullable<GraphiQLProps["defaultTabs"]>;

/** The tabs of the first visit. Later GraphiQL restores the tabs that were left. */
export const exampleTabs: Tabs = [
  tab(signUp, { input: { email, password, name: "Worf", handle: "worf_son_of_mogh" } }),
  tab(confirm, { input: { identifier: email, code: "" } }),
  tab(signIn, { input: { identifier: email, password } }),
  tab(homeFeed, { first: 5 }),
  tab(post, { input: { message: "Today is a good day to write.", expiresIn: "ONE_HOUR" } }),
];

/** GraphiQL takes the first tab's variables from a separate option, which must be undefined on later visits. */
export function firstTabVariables(): string | undefined {
  const hasVisited = localStorage.getItem("graphiql:tabState") !== null;
  return hasVisited ? undefined : (exampleTabs[0]?.variables ?? undefined);
}

/** Replaces the origin in the comments by that of this server. */
function tab(query: string, variables: object): Tabs[number] {
  return {
    query: query.replaceAll("http://localhost:4000", location.origin),
    variables: JSON.stringify(variables, null, 2),
  };
}
