import { useEffect, useState } from "react";
import { useClient } from "urql";
import type { Client } from "urql";
import { HighlightsDocument } from "../../generated/documents.ts";
import type { HighlightFieldsFragment, HighlightsQuery } from "../../generated/types.ts";
import { relationTo } from "../feed/state/relations.ts";
import { useFeed } from "../feed/state/use-feed.ts";
import { useNow } from "../ui/use-now.ts";

const COUNT = 3;
const SOON_MS = 24 * 60 * 60 * 1000;
const REFRESH_MS = 60_000;
const TICK_MS = 20_000;

interface Loaded {
  /** The client of the identity that it was loaded for. */
  client: Client;
  data: HighlightsQuery;
}

/** The highlights, refreshed every minute while the page is visible; undefined until they are loaded. */
export function useHighlights(): (HighlightsQuery & { now: number }) | undefined {
  const client = useClient();
  const feed = useFeed();
  const [loaded, setLoaded] = useState<Loaded>();

  useEffect(() => {
    let isUnmounted = false;
    const load = async () => {
      if (document.visibilityState === "hidden") return;
      const { data } = await client.query(HighlightsDocument, { first: COUNT }).toPromise();
      // A failure leaves what is shown; the next refresh tries again.
      if (data && !isUnmounted) setLoaded({ client, data });
    };
    const refresh = () => void load();
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener("visibilitychange", refresh);
    addEventListener("online", refresh);
    return () => {
      isUnmounted = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
      removeEventListener("online", refresh);
    };
  }, [client]);

  const data = loaded?.client === client ? loaded.data : undefined;
  const posts = [...(data?.endingSoon ?? []), ...(data?.mostReplied ?? [])];
  const now = useNow(TICK_MS, () => Math.min(...posts.map(({ expiresAt }) => Date.parse(expiresAt))));
  if (!data) return undefined;

  const isShown = (userId: string) => {
    const { isBlocked, isMuted } = relationTo(feed, userId);
    return !isBlocked && !isMuted;
  };
  const isCurrent = ({ id, author, expiresAt }: HighlightFieldsFragment) =>
    Date.parse(expiresAt) > now && !feed.gone.has(id) && isShown(author.id);
  return {
    endingSoon: data.endingSoon.filter(
      (post) => isCurrent(post) && Date.parse(post.expiresAt) - now < SOON_MS,
    ),
    mostReplied: data.mostReplied.filter(isCurrent),
    recentAuthors: data.recentAuthors.filter(({ id }) => isShown(id)),
    now,
  };
}
