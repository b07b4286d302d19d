import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorMessage } from "../ui/feedback/ErrorMessage.tsx";
import styles from "./ListPages.module.css";
import { usePagingMessages } from "./messages/use-paging-messages.ts";
import type { PagedList } from "./paged-list.ts";
import { usePagedList } from "./use-paged-list.ts";

interface ListPagesProps<Node> {
  list: PagedList<Node>;
  failedTitle: string;
  /** True if none of the loaded nodes is shown. */
  isEmpty: boolean;
  /** Shown in place of an empty list. */
  empty: ReactNode;
  /** Shown after the last page. */
  end?: string;
  /** The list itself. */
  children: ReactNode;
}

/**
 * A list with what stands in its place or at its end: that it loads, that it is empty, that it could not be loaded, and a
 * button for the next page, which is also loaded when the reader nears the end.
 */
export function ListPages<Node>({ list, failedTitle, isEmpty, empty, end, children }: ListPagesProps<Node>) {
  const messages = usePagingMessages();
  const failureMessages = useFailureMessages();
  const { isLoading, isLoaded, failure, nextAfter } = usePagedList(list);
  const hasMore = nextAfter !== undefined;
  if (isLoaded && isEmpty && !hasMore) return empty;
  return (
    <div className={styles["pages"]} aria-busy={isLoading}>
      {children}
      {failure !== undefined ? (
        <ErrorMessage
          title={failedTitle}
          text={failureMessage(failure, failureMessages)}
          action={messages.retry}
          busy={isLoading}
          onAction={() => void list.loadMore()}
        />
      ) : !isLoaded ? (
        <p className={styles["loading"]}>{messages.loading}</p>
      ) : hasMore ? (
        <NextPage label={messages.more} isLoading={isLoading} onLoad={() => void list.loadMore()} />
      ) : (
        end !== undefined && <p className={styles["end"]}>{end}</p>
      )}
    </div>
  );
}

interface NextPageProps {
  label: string;
  isLoading: boolean;
  onLoad: () => void;
}

/** Loads the next page when it comes within 400 pixels of the viewport; the button is for readers who do not scroll. */
function NextPage({ label, isLoading, onLoad }: NextPageProps) {
  const end = useRef<HTMLDivElement>(null);
  const load = useRef(onLoad);
  useEffect(() => {
    load.current = onLoad;
  });
  useEffect(() => {
    if (!end.current || isLoading) return undefined;
    const observer = new IntersectionObserver(
      // One call may report several frames: only the last entry is current.
      (entries) => {
        if (entries.at(-1)?.isIntersecting) load.current();
      },
      { rootMargin: "400px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isLoading]);
  return (
    <div className={styles["end"]} ref={end}>
      <Button look="quiet" busy={isLoading} onClick={onLoad}>
        {label}
      </Button>
    </div>
  );
}
