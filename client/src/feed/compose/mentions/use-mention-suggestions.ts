import { useEffect, useState } from "react";
import { useClient } from "urql";
import { MentionSuggestionsDocument } from "../../../../generated/documents.ts";
import type { MentionSuggestionsQuery } from "../../../../generated/types.ts";
import type { FeedState } from "../../state/feed-state.ts";
import { isHiddenIn } from "../../state/relations.ts";
import { useFeed } from "../../state/use-feed.ts";

export type SuggestedUser = MentionSuggestionsQuery["mentionSuggestions"][number];

const MAX_COUNT = 5;

/** Typing goes on for a while: the API is asked when it pauses. */
const DELAY_MS = 200;

/** People whose handles begin with a prefix: at once those whose posts are loaded, then those whom the API knows. */
export function useMentionSuggestions(prefix: string): readonly SuggestedUser[] {
  const client = useClient();
  const feed = useFeed();
  const [found, setFound] = useState<{ prefix: string; users: readonly SuggestedUser[] }>();

  useEffect(() => {
    if (prefix === "") return undefined;
    let isCurrent = true;
    const ask = async () => {
      const { data } = await client
        .query(MentionSuggestionsDocument, { prefix, first: MAX_COUNT })
        .toPromise();
      // Without an answer, those of the feed remain.
      if (isCurrent && data) setFound({ prefix, users: data.mentionSuggestions });
    };
    const timer = setTimeout(() => void ask(), DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, prefix]);

  const users = new Map<string, SuggestedUser>();
  for (const user of authorsOf(feed)) users.set(user.id, user);
  // What was found for a shorter prefix is shown until the answer for this one is there.
  if (found && prefix.startsWith(found.prefix)) for (const user of found.users) users.set(user.id, user);
  return [...users.values()].filter(({ handle }) => handle.startsWith(prefix)).slice(0, MAX_COUNT);
}

function authorsOf(feed: FeedState): SuggestedUser[] {
  return [...feed.activities.values()]
    .filter((activity) => !isHiddenIn(feed, "home", activity))
    .map(({ author }) => author)
    .toReversed();
}
