import { countLabel } from "../i18n/count-label.ts";
import { subscribeToUnreadCount, unreadCount } from "./unread.ts";

const PREFIX = /^\(\d+\+?\) /u;

/** Shows the number of unread notifications before the title of each page: "(3) Home". Returns a function that ends it. */
export function showCountInTitle(): () => void {
  const show = (count: number) => {
    const title = document.title.replace(PREFIX, "");
    const next = count > 0 && title !== "" ? `(${countLabel(count)}) ${title}` : title;
    if (document.title !== next) document.title = next;
  };
  const update = () => show(unreadCount());
  // React writes the title of a page when it is rendered.
  const observer = new MutationObserver(update);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  const unsubscribe = subscribeToUnreadCount(update);
  update();
  return () => {
    observer.disconnect();
    unsubscribe();
    show(0);
  };
}
