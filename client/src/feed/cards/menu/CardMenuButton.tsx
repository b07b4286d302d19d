import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../../generated/types.ts";
import { LazyMenuButton } from "../../../ui/menu/LazyMenuButton.tsx";
import { useFeedMessages } from "../../messages/use-feed-messages.ts";
import { feedStoreFor } from "../../state/feed-store.ts";
import { mutationFailed, unreachable } from "../../state/mutations-in-flight.ts";

const loadMenu = async () => (await import("./CardMenu.tsx")).CardMenu;

/** Opens the menu of a card. */
export function CardMenuButton({ activity }: { activity: ActivityFieldsFragment }) {
  const client = useClient();
  const messages = useFeedMessages().card;
  return (
    <LazyMenuButton
      label={messages.more}
      load={loadMenu}
      menuProps={{ activity }}
      onLoadFailed={() =>
        feedStoreFor(client).update((feed) => mutationFailed(feed, activity.id, "menu", unreachable))
      }
    />
  );
}
