import type { GraphiQLProps } from "graphiql";
import signUp from "./tabs/1-sign-up.graphql?raw";
import confirm from "./tabs/2-confirm.graphql?raw";
import signIn from "./tabs/3-sign-in.graphql?raw";
import homeFeed from "./tabs/4-home-feed.graphql?raw";
import post from "./tabs/5-post.graphql?raw";

const email = "worf@enterprise.example";
const password = "today is a good day";

type Tabs = NonNullable<GraphiQLProps["defaultTabs"]>;

/** What a new visitor finds: the mission, a step a tab. Later they find what they left. */
export const missionTabs: Tabs = [
  tab(signUp, { input: { email, password, name: "Worf", handle: "worf_son_of_mogh" } }),
  tab(confirm, { input: { email, code: "" } }),
  tab(signIn, { input: { email, password } }),
  tab(homeFeed, { first: 5 }),
  tab(post, { input: { message: "Today is a good day to write.", expiresIn: "ONE_HOUR" } }),
];

/** GraphiQL takes the first tab's variables from elsewhere, and would take them again on later visits. */
export function firstTabVariables(): string | undefined {
  const hasBeenHere = localStorage.getItem("graphiql:tabState") !== null;
  return hasBeenHere ? undefined : (missionTabs[0]?.variables ?? undefined);
}

/** Addresses in the comments are those of this server. */
function tab(query: string, variables: object): Tabs[number] {
  return {
    query: query.replaceAll("http://localhost:4000", location.origin),
    variables: JSON.stringify(variables, null, 2),
  };
}
